//! Lists the seeds and the static files that are compiled in, and tells cargo of their folders, so that a new file
//! causes a rebuild. The static files are compressed at the highest level, which would be too slow for each request. A
//! folder in `static/` becomes one file, made of its parts in the order of their names.

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
    let mut code = String::from("const FILES: &[File] = &[\n");
    for file in entries(Path::new("static"))? {
        let name = file.file_name().and_then(OsStr::to_str).ok_or(io::ErrorKind::InvalidData)?;
        let bytes = if file.is_dir() {
            entries(&file)?.iter().map(fs::read).collect::<io::Result<Vec<_>>>()?.concat()
        } else {
            fs::read(&file)?
        };
        let include = |suffix: &str, bytes: &[u8]| {
            let file = format!("{name}.{suffix}");
            fs::write(out.join(&file), bytes)?;
            // The path is relative to the generated file, so that the target folder may be moved.
            Ok::<_, io::Error>(format!("include_bytes!({file:?})"))
        };
        let plain = include("plain", &bytes)?;
        let gzip = include("gz", &gzipped(&bytes)?)?;
        let brotli = include("br", &brotlied(&bytes)?)?;
        writeln!(
            code,
            "    File {{ name: {name:?}, plain: {plain}, gzip: {gzip}, brotli: {brotli} }},"
        )
        .map_err(io::Error::other)?;
    }
    code.push_str("];\n");
    fs::write(out.join("assets.rs"), code)?;
    fs::write(out.join("seeds.rs"), format!("&[\n{}]\n", seeds(Path::new("seeds"))?))
}

/// The seed files of a folder as elements of a list: the path of each and its content.
fn seeds(folder: &Path) -> io::Result<String> {
    let mut code = String::new();
    for path in entries(folder)? {
        if path.is_dir() {
            code += &seeds(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let path = path.to_str().ok_or(io::ErrorKind::InvalidData)?.replace('\\', "/");
            let below = path.trim_start_matches("seeds/");
            writeln!(
                code,
                "({below:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{path}\"))),"
            )
            .map_err(io::Error::other)?;
        }
    }
    Ok(code)
}

/// The entries of a folder, sorted by name.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
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
