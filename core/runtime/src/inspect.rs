//! Walks a component before it is compiled: what is too large to compile in bounded time is refused here, for
//! compilation itself cannot be interrupted.

use wasmparser::{ComponentExternalKind, Encoding, Parser, Payload, Validator, WasmFeatures};

use crate::package::{PackageError, within};

/// Functions of all modules of a component; 60,000 have been measured to compile for 12 s.
const MAX_FUNCTIONS: u64 = 60_000;
/// Bytes of one function's body; Cranelift is worse than linear in it.
const MAX_FUNCTION_BYTES: u64 = 1024 * 1024;
/// Bytes of all code.
const MAX_CODE_BYTES: u64 = 24 * 1024 * 1024;
/// Core modules and components inside a component.
const MAX_NESTED: u64 = 100;

/// What a component shows to the outside.
#[derive(Debug, Default)]
pub(crate) struct Surface {
    pub(crate) imports: Vec<String>,
    pub(crate) exports: Vec<String>,
}

pub(crate) fn walk(bytes: &[u8]) -> Result<Surface, PackageError> {
    let invalid = |what: String| PackageError::Invalid(what);
    let mut surface = Surface::default();
    let (mut functions, mut code, mut nested, mut depth) = (0, 0, 0, 0_usize);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(|e| invalid(e.to_string()))? {
            Payload::Version {
                encoding: Encoding::Module,
                ..
            } if depth == 0 => {
                return Err(invalid("this is a core module".to_owned()));
            }
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => {
                depth += 1;
                nested += 1;
                within("nested_modules", nested, MAX_NESTED)?;
            }
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CodeSectionStart { count, size, .. } => {
                functions += u64::from(count);
                code += u64::from(size);
                within("functions", functions, MAX_FUNCTIONS)?;
                within("code_bytes", code, MAX_CODE_BYTES)?;
            }
            Payload::CodeSectionEntry(body) => {
                within(
                    "function_bytes",
                    body.range().len() as u64,
                    MAX_FUNCTION_BYTES,
                )?;
            }
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    let import = import.map_err(|e| invalid(e.to_string()))?;
                    surface.imports.push(import.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    let export = export.map_err(|e| invalid(e.to_string()))?;
                    if export.kind == ComponentExternalKind::Instance {
                        surface.exports.push(export.name.name.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    Validator::new_with_features(features())
        .validate_all(bytes)
        .map_err(|e| invalid(e.to_string()))?;
    Ok(surface)
}

/// The WebAssembly features that packages may use: what the engine is configured for.
fn features() -> WasmFeatures {
    WasmFeatures::WASM2
        | WasmFeatures::COMPONENT_MODEL
        | WasmFeatures::TAIL_CALL
        | WasmFeatures::EXTENDED_CONST
}
