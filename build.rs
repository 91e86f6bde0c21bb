//! Tells cargo which folders are compiled in, so that a new seed, asset or migration is noticed; and compresses
//! the static files as far as they go, once for every visitor there will be.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> io::Result<()> {
    for folder in ["migrations", "seeds", "static", "templates"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir("static")? {
        files.push(fs::canonicalize(entry?.path())?);
    }
    files.sort();
    let mut code = String::from("const FILES: &[File] = &[\n");
    for file in &files {
        let name = file.file_name().and_then(OsStr::to_str).ok_or(io::ErrorKind::InvalidData)?;
        let bytes = fs::read(file)?;
        let (gzip, brotli) = (out.join(format!("{name}.gz")), out.join(format!("{name}.br")));
        fs::write(&gzip, gzipped(&bytes)?)?;
        fs::write(&brotli, brotlied(&bytes)?)?;
        let include = |path: &Path| format!("include_bytes!({:?})", path.display().to_string());
        writeln!(
            code,
            "    File {{ name: {name:?}, plain: {}, gzip: {}, brotli: {} }},",
            include(file),
            include(&gzip),
            include(&brotli)
        )
        .map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    fs::write(out.join("assets.rs"), code)
}

fn gzipped(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotlied(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}
