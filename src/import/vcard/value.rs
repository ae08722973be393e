//! Values of cards: encodings, escapes, structured names.

use super::super::encoding::Decoder;
use super::super::plan;
use super::super::words::has_chinese;
use std::borrow::Cow;

/// How a value is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    Plain,
    /// `=E8=B5=B5`.
    QuotedPrintable,
    /// Something binary.
    Base64,
}

/// The wrapping that the parameters name.
pub fn encoding(parameters: &str) -> Encoding {
    for parameter in parameters.split(';') {
        let value = parameter.rsplit('=').next().unwrap_or("").trim().to_ascii_uppercase();
        match value.as_str() {
            "QUOTED-PRINTABLE" => return Encoding::QuotedPrintable,
            "BASE64" | "B" => return Encoding::Base64,
            _ => {}
        }
    }
    Encoding::Plain
}

fn charset(parameters: &str) -> Option<plan::Encoding> {
    let named = parameters.split(';').find_map(|p| {
        let (name, value) = p.split_once('=')?;
        name.trim().eq_ignore_ascii_case("CHARSET").then(|| value.trim().to_ascii_lowercase())
    })?;
    Some(match named.trim_matches('"') {
        "gbk" | "gb2312" | "gb18030" => plan::Encoding::Gb18030,
        "big5" => plan::Encoding::Big5,
        "iso-8859-1" | "windows-1252" => plan::Encoding::Windows1252,
        _ => plan::Encoding::Utf8,
    })
}

/// The text of a value.
pub fn decoded<'a>(value: &'a str, parameters: &str, encoding: Encoding) -> Cow<'a, str> {
    if encoding != Encoding::QuotedPrintable || !value.contains('=') {
        return Cow::Borrowed(value);
    }
    let (mut bytes, mut rest) = (Vec::with_capacity(value.len()), value);
    let mut wide = false;
    while let Some(at) = rest.find('=') {
        let (before, escape) = rest.split_at(at);
        wide |= !before.is_ascii();
        bytes.extend_from_slice(before.as_bytes());
        let byte = escape.get(1..3).and_then(|h| u8::from_str_radix(h, 16).ok());
        bytes.push(byte.unwrap_or(b'='));
        rest = escape.get(if byte.is_some() { 3 } else { 1 }..).unwrap_or("");
    }
    wide |= !rest.is_ascii();
    bytes.extend_from_slice(rest.as_bytes());
    let encoding = match charset(parameters) {
        // what is not escaped was decoded with the file
        _ if wide => plan::Encoding::Utf8,
        Some(named) => named,
        None if std::str::from_utf8(&bytes).is_ok() => plan::Encoding::Utf8,
        None => plan::Encoding::Gb18030,
    };
    let mut out = String::new();
    Decoder::new(encoding).decode(&bytes, true, &mut out);
    Cow::Owned(out.replace(super::super::encoding::MALFORMED, "\u{fffd}"))
}

/// The parts between separators that no backslash guards, without escapes.
fn parts(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => '\n',
                Some(guarded @ (',' | ';' | ':' | '\\')) => guarded,
                Some(other) => {
                    if let Some(part) = parts.last_mut() {
                        part.push('\\');
                    }
                    other
                }
                None => '\\',
            },
            c if c == separator => {
                parts.push(String::new());
                continue;
            }
            c => c,
        };
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// The cell of a property: what has parts (an address, an organisation) has them with blanks between.
pub fn plain(name: &str, value: &str) -> String {
    let separator = if matches!(name, "ADR" | "ORG" | "N" | "GENDER") { ';' } else { '\0' };
    let parts = parts(value, separator);
    let filled: Vec<&str> = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
    filled.join(" ")
}

/// The name as people say it: family name first in Chinese, last in others.
pub fn full_name(value: &str) -> String {
    let parts = parts(value, ';');
    let part = |i: usize| parts.get(i).map_or("", |p| p.trim());
    if has_chinese(part(0)) || has_chinese(part(1)) {
        return format!("{}{}{}", part(0), part(2), part(1));
    }
    let names = [part(3), part(1), part(2), part(0), part(4)];
    names.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_is_decoded_in_its_charset() {
        let read =
            |value, parameters| decoded(value, parameters, encoding(parameters)).into_owned();
        let qp = "CHARSET=GBK;ENCODING=QUOTED-PRINTABLE";
        assert_eq!(read("=D5=D4=BA=C6=C8=BB", qp), "赵浩然");
        assert_eq!(read("=D5=D4", "QUOTED-PRINTABLE"), "赵");
        assert_eq!(read("a=3Db=ZZ=", "ENCODING=QUOTED-PRINTABLE"), "a=b=ZZ=");
        assert_eq!(read("a=3D", "TYPE=CELL"), "a=3D");
    }

    #[test]
    fn names_are_put_together_as_people_say_them() {
        assert_eq!(full_name("赵;浩然;;;"), "赵浩然");
        assert_eq!(full_name("Miller;Ann;B.;Dr.;"), "Dr. Ann B. Miller");
    }
}
