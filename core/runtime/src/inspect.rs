//! Walks a component before it is compiled: what is too large to compile in bounded time is refused here, for
//! compilation itself cannot be interrupted.

use wasmparser::{ComponentExternalKind, Encoding, Parser, Payload, Validator, WasmFeatures};

use crate::limits::{CODE_BYTES, FUNCTION_BYTES, FUNCTIONS, NESTED_MODULES};
use crate::package::{PackageError, within};

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
                within("nested_modules", nested, NESTED_MODULES)?;
            }
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CodeSectionStart { count, size, .. } => {
                functions += u64::from(count);
                code += u64::from(size);
                within("functions", functions, FUNCTIONS)?;
                within("code_bytes", code, CODE_BYTES)?;
            }
            Payload::CodeSectionEntry(body) => {
                within("function_bytes", body.range().len() as u64, FUNCTION_BYTES)?;
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
