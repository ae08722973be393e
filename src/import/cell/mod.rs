//! Cells: text of a file in, values out. The column decides how its cells are read.

pub mod block;
pub mod date;
pub mod extension;
pub mod number;
pub mod person;
pub mod quick;
pub mod reader;
pub mod tags;

/// Trims blanks, invisible characters and the guards that keep spreadsheets from changing a value: `="…"`, `'`, a backtick, a tab.
#[inline]
pub fn clean(cell: &str) -> &str {
    let Some(&first) = cell.as_bytes().first() else { return cell };
    if first.is_ascii_alphanumeric() || matches!(first, 0xe4..=0xe9) {
        trim(cell)
    } else {
        unguarded(trim(cell))
    }
}

/// Trims blanks and invisible characters.
#[inline]
pub fn trim(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    let Some(&first) = bytes.first() else { return cell };
    if matches!(first, 0x21..=0x7e | 0xe4..=0xe9) && ends_plainly(bytes) {
        return cell;
    }
    cell.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Whether text ends with a visible character of ASCII or an ideograph, whose lead bytes are E4–E9: there is nothing to trim.
#[inline]
fn ends_plainly(bytes: &[u8]) -> bool {
    matches!(bytes.last(), Some(0x21..=0x7e))
        || bytes.len() >= 3 && matches!(bytes.get(bytes.len() - 3), Some(0xe4..=0xe9))
}

/// Zero-width and direction characters that are pasted along with numbers.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}')
}

fn unguarded(text: &str) -> &str {
    if let Some(inner) = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')) {
        return trim(inner);
    }
    if let Some(rest) = text.strip_prefix('\'') {
        let guards = rest.starts_with(|c: char| c.is_ascii_digit() || "+-=@".contains(c));
        return if guards || rest.is_empty() || is_null(rest) { trim(rest) } else { text };
    }
    match text.strip_prefix('`') {
        Some(rest) if !rest.contains('`') => trim(rest),
        _ => text,
    }
}

/// Whether a whole cell says "nothing". `未知` does so only in some columns: [`is_unknown`].
#[inline]
pub fn is_null(text: &str) -> bool {
    may_be_null(text) && (text.is_empty() || NULL_WORDS.contains(&text))
}

/// Whether a text is as short as a word that says "nothing" and begins like one.
#[inline]
pub fn may_be_null(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return true };
    text.len() <= LONGEST_NULL
        && matches!(
            first,
            b'-' | b'/'
                | b'\\'
                | b'('
                | b'['
                | b'{'
                | b'<'
                | b'#'
                | b'N'
                | b'n'
                | b'u'
                | 0xe2
                | 0xe6
                | 0xe7
                | 0xef
        )
}

/// The most bytes of a word that says "nothing".
const LONGEST_NULL: usize = 9;

/// Whole cells that say "nothing".
const NULL_WORDS: [&str; 34] = [
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "\\",
    "\\N",
    "无",
    "空",
    "暂无",
    "NULL",
    "null",
    "Null",
    "(null)",
    "(空)",
    "（空）",
    "(跳过)",
    "[]",
    "{}",
    "<null>",
    "N/A",
    "n/a",
    "#N/A",
    "#NULL!",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "None",
    "NaN",
    "nan",
    "undefined",
];

/// Words for "not known", which mean a missing gender or phone and are kept as text elsewhere.
pub fn is_unknown(text: &str) -> bool {
    matches!(
        text,
        "未知"
            | "不详"
            | "保密"
            | "未填写"
            | "unknown"
            | "Unknown"
            | "UNKNOWN"
            | "其他"
            | "未设置"
            | "Unspecified"
            | "unspecified"
            | "Not specified"
    )
}

/// Of the words for "not known", those that are no answer of their own: `其他` is one.
pub fn is_not_known(text: &str) -> bool {
    is_unknown(text) && text != "其他"
}

/// Whether the text hides characters: `138****1037`, `##密文`.
pub fn is_masked(text: &str) -> bool {
    let bytes = text.as_bytes();
    let has = |byte: u8| memchr::memchr(byte, bytes).is_some();
    // E5 begins 密, EF the wide asterisk
    memchr::memchr3(b'*', b'x', b'X', bytes).is_some()
        && (text.contains("**") || text.contains("xxxx") || text.contains("XXXX"))
        || has(0xe5) && text.contains("密文")
        || has(0xef) && text.contains("＊＊")
}

/// Whether the text is a number in the short form of a spreadsheet whose digits are lost: `1.38E+10`.
pub fn is_rounded(text: &str) -> bool {
    exponent(text).is_some_and(|(digits, exponent)| digits < exponent + 1)
}

/// Digits of the mantissa and exponent of `1.38E+10`.
fn exponent(text: &str) -> Option<(usize, usize)> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent = exponent.strip_prefix('+')?.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.')?;
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    (whole.len() == 1 && digits(whole) && digits(fraction) && exponent < 40)
        .then(|| (1 + fraction.len(), exponent))
}

/// The digits of `1.3800131037E+10`, when none is lost.
pub fn expanded(text: &str) -> Option<String> {
    let (digits, exponent) = exponent(text)?;
    if digits < exponent + 1 {
        return None;
    }
    let all: String =
        text.chars().take_while(|c| !matches!(c, 'E' | 'e')).filter(char::is_ascii_digit).collect();
    let (whole, rest) = all.split_at_checked(exponent + 1)?;
    rest.bytes().all(|b| b == b'0').then(|| whole.to_owned())
}

/// Full-width ASCII as ASCII; other characters stay.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_says_nothing_is_looked_up() {
        assert!(NULL_WORDS.iter().all(|word| is_null(word)));
        assert!(is_null("") && !is_null("0") && !is_null("无锡") && !is_null("Nanjing"));
    }

    #[test]
    fn guards_and_blanks_are_no_part_of_a_value() {
        for (cell, value) in [
            ("\t6917926768823643700", "6917926768823643700"),
            ("=\"35153131473290000\"", "35153131473290000"),
            ("'02100", "02100"),
            ("'null", "null"),
            ("`JSAPI", "JSAPI"),
            ("`a` and `b`", "`a` and `b`"),
            ("'tis", "'tis"),
            ("\u{202d}13800131037\u{202c}", "13800131037"),
            ("　女 ", "女"),
            ("\t", ""),
        ] {
            assert_eq!(clean(cell), value);
        }
    }

    #[test]
    fn rounded_numbers_are_told_from_exact_ones() {
        assert!(is_rounded("1.38E+10") && is_rounded("8.8E+15"));
        assert_eq!(expanded("1.3800131037E+10").as_deref(), Some("13800131037"));
        assert!(expanded("1.38E+10").is_none() && !is_rounded("12E5") && !is_rounded("1E5"));
    }
}
