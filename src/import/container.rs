//! What a file is by its bytes, never by its name.

use super::encoding::{self, Decoder};
use super::plan::Container;
use super::{archive, json};
use crate::error::{Code, Error, Result};
use std::io::Cursor;

/// Bytes of text that tell what it is.
const LOOK: usize = 64 << 10;

/// Beginnings of files that are no table.
const MAGIC: [(&[u8], &str); 24] = [
    (b"%PDF", "PDF"),
    (b"PAR1", "Parquet, which only the page reads"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM\x00", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"RIFF", "media"),
    (b"\x1f\x8b", "gzip, which has to be unpacked first"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\0asm", "program"),
    (b"OggS", "media"),
    (b"ID3", "media"),
    (b"MIME-Version:", "MHTML"),
    (b"ORC", "ORC"),
    (b"Obj\x01", "Avro"),
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
    if is_zip(head) {
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
    if head.get(257..262) == Some(b"ustar") {
        return Err(not_a_table("TAR"));
    }
    let (encoding, _) = encoding::detect(head.get(..LOOK.min(head.len())).unwrap_or(head));
    let decode = |bytes: &[u8]| {
        let mut text = String::new();
        Decoder::new(encoding).decode(bytes, false, &mut text);
        text
    };
    let begin = decode(head.get(..LOOK.min(head.len())).unwrap_or(head));
    match marked(&begin) {
        Some(found) => found,
        // which of the two it is may show far behind the beginning
        None if is_json(&begin) => Ok(match json::begins(&decode(head)) {
            json::Begins::Document => Container::Json,
            json::Begins::Lines => Container::Ndjson,
        }),
        None => Ok(Container::Text),
    }
}

/// What text with marks at its beginning is.
fn marked(text: &str) -> Option<Result<Container>> {
    let mut text = text.trim_start();
    while let Some(comment) = text.strip_prefix("<!--") {
        text = comment.split_once("-->").map_or("", |(_, rest)| rest).trim_start();
    }
    let start: String = text.chars().take(16).collect::<String>().to_ascii_lowercase();
    if start.starts_with("begin:vcard") {
        return Some(Ok(Container::Vcard));
    }
    if start.starts_with("{\\rtf") {
        return Some(Err(not_a_table("RTF")));
    }
    let lower = || text.to_ascii_lowercase();
    if start.starts_with("<?xml") {
        let known = ["office:spreadsheet", "<html", "<table", "opendocument:xmlns:office"];
        let lower = lower();
        return Some(if known.iter().any(|k| lower.contains(k)) {
            Ok(Container::Html)
        } else {
            Err(not_a_table("XML"))
        });
    }
    let tags = [
        "<!doctype html",
        "<html",
        "<table",
        "<head",
        "<body",
        "<meta",
        "<style",
        "<title",
        "<div",
        "<center",
        "<script",
        "<font",
        "<br",
    ];
    tags.iter().any(|tag| start.starts_with(tag)).then_some(Ok(Container::Html))
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let inner = text.get(1..).unwrap_or("").trim_start().bytes().next();
    match text.bytes().next() {
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
            c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{1}' | '\u{1a}')
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

/// Whether the bytes begin like a zip.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a zip is a document of an office program, by the names inside.
pub fn is_workbook(bytes: &[u8]) -> bool {
    let Ok(archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return false };
    let has = |name: &str| archive.index_for_name(name).is_some();
    has("[Content_Types].xml") || has("content.xml") || starts(&archive, "xl/")
}

fn starts(archive: &zip::ZipArchive<Cursor<&[u8]>>, start: &str) -> bool {
    let name = |n: &str| n.replace('\\', "/").trim_start_matches('/').starts_with(start);
    archive.file_names().any(|n| n.is_ok_and(|n| name(&n)))
}

fn zip(bytes: &[u8]) -> Result<Container> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let has = |start: &str| starts(&archive, start);
    let container = if has("xl/workbook.bin") {
        Container::Xlsb
    } else if has("xl/") {
        Container::Xlsx
    } else if has("content.xml") && has("mimetype") {
        Container::Ods
    } else {
        return Err(not_a_table(if has("word/") || has("ppt/") {
            "Office document"
        } else if has("Index/Document.iwa") || has("Index.zip") {
            "Apple iWork"
        } else {
            "ZIP, which has to be unpacked first"
        }));
    };
    archive::guard(&mut archive, bytes.len() as u64)?;
    if container == Container::Ods {
        let kind = archive::entry(bytes, "mimetype")?;
        if !kind.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            return Err(not_a_table("OpenDocument"));
        }
        let manifest = archive::entry(bytes, "META-INF/manifest.xml").unwrap_or_default();
        if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
            return Err(Error::new(Code::EncryptedWorkbook));
        }
    }
    Ok(container)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

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
            (b"PAR1....", "Parquet, which only the page reads"),
            (b"<?xml version=\"1.0\"?><note/>", "XML"),
        ] {
            let error = sniff(bytes).unwrap_err();
            assert_eq!((error.code, error.params["kind"].as_str()), (Code::NotATable, kind));
        }
        assert_eq!(
            sniff(&archive(&[("a.csv", 3)])).unwrap_err().params["kind"],
            "ZIP, which has to be unpacked first"
        );
        for (bytes, container) in [
            (&b"{\"a\": 1}"[..], Container::Json),
            (b" [ {\"a\": 1}]", Container::Json),
            (b"\xef\xbb\xbf{\"a\": 1}\r\n\r\n{\"a\": 2}", Container::Ndjson),
            (b"{\"a\":\n 1}\n{\"a\": 2}", Container::Json),
            (b"<html><table>", Container::Html),
            (b"<!-- x --><TABLE>", Container::Html),
            (b"BEGIN:VCARD\r\n", Container::Vcard),
        ] {
            assert_eq!(sniff(bytes).unwrap(), container);
        }
        assert_eq!(sniff(b"").unwrap_err().code, Code::EmptyFile);
        assert_eq!(sniff(b"[2024] report,1\n").unwrap(), Container::Text);
        assert!(check_text("a\u{2}\u{3}\u{4}b").is_err());
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
