use std::io::{Read as _, Write as _};
use std::sync::Arc;

use super::{ASSET_PATH, hashed_name, media};
use crate::shared::digest_of;

/// Below this many bytes a packet carries it anyway.
const WORTH_COMPRESSING: usize = 256;
/// Brotli's best takes 1 s for 300 KB, which nobody who edits a style sheet waits for; 9 takes 50 ms and is 8 % larger.
/// A theme's build can put `x.css.br` of the best quality next to `x.css`.
const BROTLI_QUALITY: i32 = 9;
/// Up to this many bytes the best quality costs less than 30 ms.
const BROTLI_BEST_BYTES: usize = 16 * 1024;

/// A file as it is sent. Clones share the bytes.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Value of `Content-Type`.
    pub media_type: &'static str,
    /// As it is.
    pub identity: Arc<[u8]>,
    /// Compressed, if that makes it smaller.
    pub gzip: Option<Arc<[u8]>>,
    /// Compressed, if that makes it smaller.
    pub brotli: Option<Arc<[u8]>>,
    /// Strong, in quotes, of the bytes as they are.
    pub etag: Arc<str>,
}

/// An asset with its names.
pub(crate) struct Blob {
    pub(super) name: String,
    /// `/_assets/css/site-0123456789abcdef.css`.
    pub(crate) url: String,
    pub(crate) asset: Asset,
    pub(super) sibling_is_stale: bool,
}

impl Blob {
    /// `sibling`: what the theme's build says is the file compressed with Brotli.
    pub(super) fn new(
        name: &str,
        media_type: &'static str,
        bytes: Arc<[u8]>,
        sibling: Option<&[u8]>,
    ) -> Self {
        let digest = digest_of([&*bytes]);
        let compressible = media::is_text(media_type) && bytes.len() >= WORTH_COMPRESSING;
        let sibling_is_stale = sibling.is_some_and(|sibling| !is_compressed(&bytes, sibling));
        let smaller =
            |compressed: Vec<u8>| (compressed.len() < bytes.len()).then(|| Arc::from(compressed));
        let brotli = match sibling {
            Some(sibling) if !sibling_is_stale => smaller(sibling.to_vec()),
            _ if compressible => brotli(&bytes).and_then(smaller),
            _ => None,
        };
        let gzip = if compressible {
            gzip(&bytes).and_then(smaller)
        } else {
            None
        };
        let etag = format!("\"{}\"", hex::encode(digest)).into();
        let url = format!("{ASSET_PATH}{}", hashed_name(name, &digest));
        let asset = Asset {
            media_type,
            identity: bytes,
            gzip,
            brotli,
            etag,
        };
        Self {
            name: name.to_owned(),
            url,
            asset,
            sibling_is_stale,
        }
    }
}

/// Reads at most one byte more than there should be: a small file can hold gigabytes.
fn is_compressed(bytes: &[u8], compressed: &[u8]) -> bool {
    let mut plain = Vec::with_capacity(bytes.len() + 1);
    let limit = bytes.len() as u64 + 1;
    let read = brotli::Decompressor::new(compressed, 4096)
        .take(limit)
        .read_to_end(&mut plain);
    read.is_ok() && plain == bytes
}

fn brotli(bytes: &[u8]) -> Option<Vec<u8>> {
    let quality = if bytes.len() <= BROTLI_BEST_BYTES {
        11
    } else {
        BROTLI_QUALITY
    };
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters).ok()?;
    Some(compressed)
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(
        Vec::with_capacity(bytes.len() / 3),
        flate2::Compression::best(),
    );
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}
