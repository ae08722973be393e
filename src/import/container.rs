//! What a file is by its bytes, and whether a workbook may be opened: inflated bytes are counted before anything parses them.

use super::plan::Container;
use crate::error::{Code, Error, Result};
use std::io::{Cursor, Read};

/// What a zip may hold.
struct ZipLimits {
    entries: usize,
    inflated: u64,
    /// From this many inflated bytes on, the ratio counts.
    ratio_from: u64,
    ratio: u64,
}

const LIMITS: ZipLimits = ZipLimits {
    entries: 10_000,
    // a tab has 4 GiB at most and the parsed sheet is larger than its XML
    inflated: if cfg!(target_arch = "wasm32") { 512 << 20 } else { 2 << 30 },
    ratio_from: 64 << 20,
    ratio: 200,
};

/// Beginnings of files that are no table.
const MAGIC: [(&[u8], &str); 22] = [
    (b"%PDF", "PDF"),
    (b"PAR1", "Parquet"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM\x00", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"RIFF", "media"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3", "SQLite"),
    (b"BEGIN:VCARD", "vCard"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\0asm", "program"),
    (b"OggS", "media"),
    (b"ID3", "media"),
];

fn not_a_table(kind: &str) -> Error {
    Error::new(Code::NotATable).with("kind", kind)
}

/// Recognises a file by its first bytes; of a workbook, `head` is the whole file.
///
/// # Errors
/// [`Code::EmptyFile`], [`Code::NotATable`], [`Code::EncryptedWorkbook`], [`Code::BrokenWorkbook`], [`Code::InflatesTooMuch`].
pub fn sniff(head: &[u8]) -> Result<Container> {
    if head.is_empty() {
        return Err(Error::new(Code::EmptyFile));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return zip(head);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(head);
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(not_a_table(kind));
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Err(not_a_table("media"));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower = text.get(..text.len().min(16)).unwrap_or(text).to_ascii_lowercase();
    for (start, kind) in [
        ("<!doctype html", "HTML"),
        ("<html", "HTML"),
        ("<table", "HTML"),
        ("<?xml", "XML"),
        ("begin:vcard", "vCard"),
        ("{\\rtf", "RTF"),
    ] {
        if lower.starts_with(start.as_bytes()) {
            return Err(not_a_table(kind));
        }
    }
    if is_json(text) {
        return Err(not_a_table("JSON"));
    }
    Ok(Container::Text)
}

fn is_json(text: &[u8]) -> bool {
    let inner = text.get(1..).unwrap_or(&[]).trim_ascii_start().first();
    match text.first() {
        Some(b'{') => matches!(inner, Some(b'"' | b'}')),
        Some(b'[') => matches!(inner, Some(b'{' | b'[' | b']')),
        _ => false,
    }
}

/// Refuses decoded text that is no text.
///
/// # Errors
/// [`Code::NotATable`].
pub fn check_text(text: &str) -> Result<()> {
    let (mut characters, mut control) = (0usize, 0usize);
    for c in text.chars().take(65_536) {
        characters += 1;
        control += usize::from(
            c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1a}')
                || c == super::encoding::MALFORMED,
        );
    }
    if control * 20 > characters { Err(not_a_table("binary data")) } else { Ok(()) }
}

/// A compound file: an old workbook, or a new one behind a password.
fn compound(bytes: &[u8]) -> Result<Container> {
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let has = |name: &str| memchr::memmem::find(bytes, &wide(name)).is_some();
    if has("EncryptedPackage") {
        return Err(Error::new(Code::EncryptedWorkbook));
    }
    if has("Workbook") || has("Book") {
        super::compound::check(bytes)?;
        return Ok(Container::Xls);
    }
    Err(if has("WordDocument") || has("PowerPoint Document") {
        not_a_table("Office document")
    } else {
        broken("it has no workbook inside")
    })
}

/// A damaged workbook.
pub fn broken(reason: impl std::fmt::Display) -> Error {
    Error::new(Code::BrokenWorkbook).with("reason", reason)
}

fn zip(bytes: &[u8]) -> Result<Container> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = archive
        .file_names()
        .map(|n| n.map(|n| n.to_string()))
        .collect::<std::result::Result<_, _>>()
        .map_err(broken)?;
    let has = |start: &str| {
        names.iter().any(|n| n.replace('\\', "/").trim_start_matches('/').starts_with(start))
    };
    if !has("xl/") {
        return Err(not_a_table(if has("word/") || has("ppt/") {
            "Office document"
        } else if has("content.xml") {
            "OpenDocument"
        } else {
            "ZIP"
        }));
    }
    if has("xl/workbook.bin") {
        return Err(not_a_table("XLSB"));
    }
    guard(&mut archive, bytes.len() as u64, &LIMITS)?;
    Ok(Container::Xlsx)
}

/// Inflates every entry into nothing and counts.
fn guard(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    packed: u64,
    limits: &ZipLimits,
) -> Result<()> {
    if archive.len() > limits.entries {
        return Err(broken(format!("{} entries, more than {}", archive.len(), limits.entries)));
    }
    let too_much = || {
        Error::new(Code::InflatesTooMuch).with("limit", format!("{} MiB", limits.inflated >> 20))
    };
    let mut total = 0u64;
    let mut places = Vec::with_capacity(archive.len());
    let mut buffer = vec![0u8; 64 << 10];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|e| {
            if e.to_string().to_lowercase().contains("password") {
                Error::new(Code::EncryptedWorkbook)
            } else {
                broken(e)
            }
        })?;
        let name = entry.name().map_err(broken)?.to_string();
        if name.split(['/', '\\']).any(|p| p == "..") || name.contains(':') {
            return Err(broken(format!("an entry is named {name}")));
        }
        if entry.encrypted() {
            return Err(Error::new(Code::EncryptedWorkbook));
        }
        places.push((entry.header_start(), entry.compressed_size()));
        let (declared, mut inflated) = (entry.size(), 0u64);
        loop {
            let read = entry.read(&mut buffer).map_err(|e| broken(format!("{name}: {e}")))? as u64;
            if read == 0 {
                break;
            }
            inflated += read;
            total += read;
            if total > limits.inflated
                || (total > limits.ratio_from && total / limits.ratio > packed)
            {
                return Err(too_much());
            }
        }
        if inflated != declared {
            return Err(broken(format!("{name} has {inflated} bytes and says {declared}")));
        }
    }
    places.sort_unstable();
    let overlap = places.windows(2).any(
        |pair| matches!(pair, [(start, size), (next, _)] if start.saturating_add(*size) > *next),
    );
    if overlap { Err(broken("entries overlap")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn archive(entries: &[(&str, usize)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in entries {
            writer
                .start_file(
                    *name,
                    zip::write::SimpleFileOptions::default()
                        .compression_method(zip::CompressionMethod::Deflated),
                )
                .unwrap();
            writer.write_all(&vec![b' '; *size]).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_that_are_no_table_are_named() {
        for (bytes, kind) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"PAR1....", "Parquet"),
            (b"{\"a\": 1}", "JSON"),
            (b" [ {\"a\": 1}]", "JSON"),
            (b"<html><table>", "HTML"),
            (b"BEGIN:VCARD\r\n", "vCard"),
        ] {
            let error = sniff(bytes).unwrap_err();
            assert_eq!((error.code, error.params["kind"].as_str()), (Code::NotATable, kind));
        }
        assert_eq!(sniff(&archive(&[("a.csv", 3)])).unwrap_err().params["kind"], "ZIP");
        assert_eq!(sniff(b"").unwrap_err().code, Code::EmptyFile);
        assert_eq!(sniff(b"[2024] report,1\n").unwrap(), Container::Text);
        assert!(check_text("a\u{1}\u{2}\u{3}b").is_err());
    }

    #[test]
    fn a_zip_that_inflates_too_much_is_not_opened() {
        let bytes = archive(&[("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 80 << 20)]);
        assert_eq!(sniff(&bytes).unwrap_err().code, Code::InflatesTooMuch);
        let bytes = archive(&[("xl/workbook.xml", 10), ("xl/../x", 10)]);
        assert_eq!(sniff(&bytes).unwrap_err().code, Code::BrokenWorkbook);
    }

    #[test]
    fn a_truncated_workbook_is_broken() {
        let bytes = archive(&[("xl/workbook.xml", 1000)]);
        assert_eq!(sniff(&bytes[..bytes.len() / 2]).unwrap_err().code, Code::BrokenWorkbook);
    }
}
