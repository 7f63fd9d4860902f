//! Packages that `piazza plugin build` would not make.

use anyhow::Result;
use wasm_encoder::{
    CodeSection, Component, CustomSection, Encode, Function, FunctionSection, Module,
    ModuleSection, Section, TypeSection, ValType,
};

/// A component of this text with a manifest and files put into it by hand; nobody has checked any of it.
///
/// # Errors
/// If the text is not WebAssembly.
pub fn by_hand(component: &str, manifest: &str, files: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    Ok(with_sections(wat::parse_str(component)?, manifest, files))
}

/// A package of that many functions of that many additions each. Nothing of it is ever called: it is there to be compiled.
#[must_use]
pub fn many_functions(manifest: &str, functions: u32, additions: u32) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I64], [ValType::I64]);
    let mut declared = FunctionSection::new();
    let mut code = CodeSection::new();
    for number in 0..functions {
        declared.function(0);
        let mut body = Function::new([]);
        body.instructions().local_get(0);
        for addition in 0..additions {
            // No two functions and no two terms are equal, or a compiler would do them once.
            let constant = i64::from(number) << 32 | i64::from(addition);
            body.instructions().i64_const(constant).i64_mul();
            body.instructions().local_get(0).i64_xor();
        }
        body.instructions().end();
        code.function(&body);
    }
    let mut module = Module::new();
    module.section(&types).section(&declared).section(&code);
    let mut component = Component::new();
    component.section(&ModuleSection(&module));
    with_sections(component.finish(), manifest, &[])
}

fn with_sections(mut component: Vec<u8>, manifest: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let files = files
        .iter()
        .map(|(path, bytes)| (format!("piazza:file:{path}"), *bytes));
    let manifest = ("piazza:manifest".to_owned(), manifest.as_bytes());
    for (name, data) in std::iter::once(manifest).chain(files) {
        let section = CustomSection {
            name: name.into(),
            data: data.into(),
        };
        component.push(section.id());
        section.encode(&mut component);
    }
    component
}
