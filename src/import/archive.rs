//! Files out of archives, and what an archive or a workbook may inflate to: bytes are counted while they inflate.
//!
//! An archive is a zip or a gzip; a gzip may stand in a zip, nothing else nests. What an operating system adds
//! (directories, `__MACOSX`, `.DS_Store`) is left out.

use super::container::{self, broken};
use super::encoding::Decoder;
use super::plan::Encoding;
use crate::error::{Code, Error, Result};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// What an archive may hold.
struct Limits {
    entries: usize,
    inflated: u64,
    /// From this many inflated bytes on, the ratio counts.
    ratio_from: u64,
    ratio: u64,
}

const LIMITS: Limits = Limits {
    entries: 10_000,
    // a tab has 4 GiB at most and the parsed sheet is larger than its XML
    inflated: if cfg!(target_arch = "wasm32") { 512 << 20 } else { 2 << 30 },
    ratio_from: 64 << 20,
    ratio: 200,
};

/// Marks of an XML that declares entities; none of these formats needs one.
const DECLARES: [&[u8]; 2] = [b"<!DOCTYPE", b"<!ENTITY"];

/// A file out of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// Its name, with folders only where the same name occurs twice.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Whether the bytes are an archive and no workbook. A workbook is a zip, too.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b") || container::is_zip(bytes) && !container::is_workbook(bytes)
}

/// The files of an archive, in its order. `name` is that of the archive; a gzip without a name inside gives it to its file.
///
/// # Errors
/// [`Code::BrokenArchive`], [`Code::EncryptedArchive`], [`Code::NestedArchive`], [`Code::EmptyArchive`],
/// [`Code::InflatesTooMuch`]; [`Code::NotATable`] for what is no archive.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<Unpacked>> {
    unpacked(name, bytes).map_err(|e| e.in_file(name))
}

fn unpacked(name: &str, bytes: &[u8]) -> Result<Vec<Unpacked>> {
    let mut total = 0;
    if bytes.starts_with(b"\x1f\x8b") {
        let bytes = gunzip(bytes, bytes.len() as u64, &mut total)?;
        if is_archive(&bytes) {
            return Err(Error::new(Code::NestedArchive).with("name", plain_name(name)));
        }
        return Ok(vec![Unpacked { name: plain_name(name), bytes }]);
    }
    if !container::is_zip(bytes) {
        return Err(Error::new(Code::NotATable).with("kind", "no archive"));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken_archive)?;
    let mut files = Vec::new();
    each_entry(&mut archive, bytes.len() as u64, &mut total, &mut |path, bytes| {
        if !is_junk(path) {
            files.push(Unpacked { name: path.to_owned(), bytes });
        }
        Ok(())
    })
    .map_err(as_archive)?;
    for file in &mut files {
        if file.bytes.starts_with(b"\x1f\x8b") {
            file.bytes = gunzip(&file.bytes, bytes.len() as u64, &mut total)?;
            file.name = plain_name(&file.name);
        }
        if is_archive(&file.bytes) {
            return Err(Error::new(Code::NestedArchive).with("name", &file.name));
        }
    }
    if files.is_empty() {
        return Err(Error::new(Code::EmptyArchive));
    }
    shorten(&mut files);
    Ok(files)
}

fn broken_archive(reason: impl std::fmt::Display) -> Error {
    Error::new(Code::BrokenArchive).with("reason", reason)
}

/// What is said about a workbook, about an archive.
fn as_archive(error: Error) -> Error {
    let code = match error.code {
        Code::BrokenWorkbook => Code::BrokenArchive,
        Code::EncryptedWorkbook => Code::EncryptedArchive,
        _ => return error,
    };
    Error { code, ..error }
}

fn is_junk(path: &str) -> bool {
    path.ends_with('/')
        || path.split('/').any(|part| part == "__MACOSX")
        || path.rsplit('/').next().is_some_and(|name| {
            name.starts_with("._") || matches!(name, "" | ".DS_Store" | "Thumbs.db" | "desktop.ini")
        })
}

/// Without the folders, where the name alone is enough.
fn shorten(files: &mut [Unpacked]) {
    let last = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<String> =
        files.iter().map(|f| last(&f.name)).filter(|name| !seen.insert(name.clone())).collect();
    for file in files {
        let short = last(&file.name);
        if !twice.contains(&short) {
            file.name = short;
        }
    }
}

/// The name of an archive without its ending.
fn plain_name(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let cut = [".gz", ".gzip"].iter().find(|e| lower.ends_with(*e)).map_or(0, |e| e.len());
    name.get(..name.len() - cut).filter(|n| !n.is_empty()).unwrap_or(name).to_owned()
}

fn gunzip(bytes: &[u8], packed: u64, total: &mut u64) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    inflate(flate2::read::MultiGzDecoder::new(bytes), packed, total, &mut |part| {
        out.extend_from_slice(part);
        Ok(())
    })
    .map_err(as_archive)?;
    Ok(out)
}

/// Reads to the end and counts; returns the number of bytes.
fn inflate(
    mut reader: impl Read,
    packed: u64,
    total: &mut u64,
    each: &mut dyn FnMut(&[u8]) -> Result<()>,
) -> Result<u64> {
    let mut buffer = vec![0u8; 64 << 10];
    let before = *total;
    loop {
        let read = reader.read(&mut buffer).map_err(broken)?;
        if read == 0 {
            return Ok(*total - before);
        }
        *total += read as u64;
        let ratio = *total > LIMITS.ratio_from && *total / LIMITS.ratio > packed;
        if *total > LIMITS.inflated || ratio {
            let limit = format!("{} MiB", LIMITS.inflated >> 20);
            return Err(Error::new(Code::InflatesTooMuch).with("limit", limit));
        }
        each(buffer.get(..read).unwrap_or(&[]))?;
    }
}

/// Calls `each` with the name and the bytes of every entry.
fn each_entry(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    packed: u64,
    total: &mut u64,
    each: &mut dyn FnMut(&str, Vec<u8>) -> Result<()>,
) -> Result<()> {
    check_names(archive)?;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(cannot_open)?;
        let name = name_of(entry.name_raw());
        let declared = entry.size();
        let mut bytes = Vec::new();
        let inflated = inflate(&mut entry, packed, total, &mut |part| {
            bytes.extend_from_slice(part);
            Ok(())
        })?;
        check_size(&name, inflated, declared)?;
        each(&name, bytes)?;
    }
    check_places(archive)
}

fn cannot_open(error: zip::result::ZipError) -> Error {
    if error.to_string().to_lowercase().contains("password") {
        Error::new(Code::EncryptedWorkbook)
    } else {
        broken(error)
    }
}

fn check_size(name: &str, inflated: u64, declared: u64) -> Result<()> {
    if inflated == declared {
        return Ok(());
    }
    Err(broken(format!("{name} has {inflated} bytes and says {declared}")))
}

/// The name of an entry: UTF-8 where it is, otherwise what Windows writes in Chinese.
fn name_of(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => {
            let mut name = String::new();
            Decoder::new(Encoding::Gb18030).decode(raw, true, &mut name);
            name.replace(super::encoding::MALFORMED, "\u{fffd}")
        }
    };
    name.replace('\\', "/")
}

/// Refuses too many entries, passwords, and names that lead elsewhere or occur twice.
fn check_names(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> Result<()> {
    if archive.len() > LIMITS.entries {
        let reason = format!("{} entries, more than {}", archive.len(), LIMITS.entries);
        return Err(broken(reason));
    }
    let mut names = BTreeSet::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(cannot_open)?;
        if entry.encrypted() {
            return Err(Error::new(Code::EncryptedWorkbook));
        }
        let name = name_of(entry.name_raw());
        let leads_out = name.split('/').any(|p| p == "..") || name.get(1..2) == Some(":");
        if leads_out || name.starts_with("//") {
            return Err(broken(format!("an entry is named {name}")));
        }
        if !names.insert(name.to_lowercase()) {
            return Err(broken(format!("two entries are named {name}")));
        }
    }
    Ok(())
}

/// Refuses entries that lie on one another.
fn check_places(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> Result<()> {
    let mut places = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(broken)?;
        places.push((entry.header_start(), entry.compressed_size()));
    }
    places.sort_unstable();
    let overlap = places.windows(2).any(
        |pair| matches!(pair, [(start, size), (next, _)] if start.saturating_add(*size) > *next),
    );
    if overlap { Err(broken("entries overlap")) } else { Ok(()) }
}

/// Whether a workbook may be opened: inflates every entry into nothing, counts, and looks for declared entities.
///
/// # Errors
/// [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`], [`Code::InflatesTooMuch`].
pub fn guard(archive: &mut zip::ZipArchive<Cursor<&[u8]>>, packed: u64) -> Result<()> {
    check_names(archive)?;
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(cannot_open)?;
        let name = name_of(entry.name_raw());
        let declared = entry.size();
        let is_xml = [".xml", ".rels"].iter().any(|e| name.ends_with(e));
        let mut end: Vec<u8> = Vec::new();
        let inflated = inflate(&mut entry, packed, &mut total, &mut |part| {
            if !is_xml {
                return Ok(());
            }
            end.extend_from_slice(part.get(..part.len().min(16)).unwrap_or(&[]));
            let declares =
                |text: &[u8]| DECLARES.iter().any(|d| memchr::memmem::find(text, d).is_some());
            if declares(part) || declares(&end) {
                return Err(broken(format!("{name} declares entities")));
            }
            end = part.get(part.len().saturating_sub(16)..).unwrap_or(&[]).to_vec();
            Ok(())
        })?;
        check_size(&name, inflated, declared)?;
    }
    check_places(archive)
}

/// One entry of a workbook that was guarded.
///
/// # Errors
/// [`Code::BrokenWorkbook`], [`Code::InflatesTooMuch`].
pub fn entry(bytes: &[u8], name: &str) -> Result<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let entry = archive.by_name(name).map_err(broken)?;
    let mut out = Vec::new();
    inflate(entry, bytes.len() as u64, &mut 0, &mut |part| {
        out.extend_from_slice(part);
        Ok(())
    })?;
    Ok(out)
}
