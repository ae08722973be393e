//! What belongs to a person: phone, e-mail, gender, ids; and yes or no.

use super::{expanded, extension, is_invisible, is_masked, is_rounded, narrow};
use crate::import::report::CellIssue;
use std::fmt::Write as _;

/// Texts between several numbers or addresses of a cell.
const BETWEEN: [&str; 8] = [":::", ";", "；", ",", "，", "、", "|", "\n"];

/// Reads the first phone number of a cell as E.164 into `out`. Numbers without a country code get `calling_code`.
pub fn phone(text: &str, calling_code: &str, out: &mut String) -> Result<(), CellIssue> {
    out.clear();
    let bytes = text.as_bytes();
    if bytes.len() == 11
        && calling_code == "86"
        && bytes.first() == Some(&b'1')
        && bytes.iter().all(u8::is_ascii_digit)
    {
        if !matches!(bytes.get(1), Some(b'3'..=b'9')) {
            return Err(CellIssue::WrongShape);
        }
        out.push_str("+86");
        out.push_str(text);
        return Ok(());
    }
    let mut first = Err(CellIssue::WrongShape);
    each_part(text, |part| {
        first = one_phone(part, calling_code, out).map(|_| ());
        false
    });
    first
}

/// Whether a cell, one of whose numbers can be read, names an extension.
pub fn has_extension(text: &str, calling_code: &str) -> bool {
    extension::may_be_in(text) && names_extension(text, calling_code)
}

#[cold]
fn names_extension(text: &str, calling_code: &str) -> bool {
    let (mut out, mut found) = (String::new(), false);
    each_part(text, |part| {
        let (number, rest) = extension::cut(part);
        out.clear();
        // `66668888, ext. 12`
        found = number.is_empty() && extension::is_said(rest)
            || one_phone(part, calling_code, &mut out) == Ok(true);
        !found
    });
    found
}

/// Calls `each` with every further number of a cell that can be read.
pub fn further_phones(text: &str, calling_code: &str, mut each: impl FnMut(&str)) {
    let mut out = String::new();
    let mut first = true;
    each_part(text, |part| {
        out.clear();
        if !std::mem::replace(&mut first, false) && one_phone(part, calling_code, &mut out).is_ok()
        {
            each(&out);
        }
        true
    });
}

/// Whether a cell may hold several numbers or addresses.
pub fn is_list(text: &str) -> bool {
    text.starts_with('[')
        || between_numbers(text).is_some()
        || BETWEEN.iter().any(|b| text.trim_end_matches(b).contains(b))
}

/// A blank or slash between whole numbers, which otherwise stands inside one: `13800131000/13900139000`.
fn between_numbers(text: &str) -> Option<&'static str> {
    let whole = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() >= 10;
    ["/", " "].into_iter().find(|between| {
        text.len() >= 21
            && text.contains(between)
            && text.split(between).filter(|p| !p.is_empty()).all(whole)
    })
}

/// The parts of a cell with several numbers or addresses, blank ones left out, as long as `each` asks for more.
fn each_part(text: &str, mut each: impl FnMut(&str) -> bool) {
    let list = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    let mut rest = list.unwrap_or(text);
    let whole = between_numbers(rest);
    while !rest.is_empty() {
        let between = BETWEEN.iter().chain(whole.iter());
        let next = between.filter_map(|b| rest.find(b).map(|at| (at, b.len()))).min();
        let (at, length) = next.unwrap_or((rest.len(), 0));
        let part = super::trim(rest.get(..at).unwrap_or(""));
        let part = if list.is_some() { part.trim_matches(['"', '\'']) } else { part };
        if !part.is_empty() && !each(part.strip_prefix("* ").unwrap_or(part)) {
            return;
        }
        rest = rest.get(at + length..).unwrap_or("");
    }
}

/// Reads a number; says whether it has an extension, which is left out.
fn one_phone(text: &str, calling_code: &str, out: &mut String) -> Result<bool, CellIssue> {
    if is_masked(text) {
        return Err(CellIssue::Masked);
    }
    if is_rounded(text) {
        return Err(CellIssue::Lossy);
    }
    let exact = expanded(text);
    let (number, extension) = extension::cut(exact.as_deref().unwrap_or(text));
    let number = number.strip_suffix(".0").unwrap_or(number);
    let (mut digits, mut plus) = ([0u8; 20], false);
    let mut count = 0;
    for c in number.chars().map(narrow) {
        match c {
            '0'..='9' => {
                *digits.get_mut(count).ok_or(CellIssue::WrongShape)? = c as u8;
                count += 1;
            }
            '+' if count == 0 => plus = true,
            ' ' | '-' | '(' | ')' | '.' | '/' | '–' | '—' | '‑' | '\'' | '_' | '\t' => {}
            c if is_invisible(c) => {}
            // tel:, Tel, 手机
            c if count == 0 && !plus && (c.is_alphabetic() || c == ':') => {}
            _ => return Err(CellIssue::WrongShape),
        }
    }
    let digits = std::str::from_utf8(digits.get(..count).unwrap_or(&[])).unwrap_or("");
    if international(digits, plus, calling_code, out).is_some() {
        return Ok(extension::is_said(extension));
    }
    let parts = if calling_code == "86" { extension::third_part(number) } else { None };
    let landline = parts.and_then(|(area, own)| chinese(&format!("{area}{own}"), out));
    landline.map(|()| true).ok_or(CellIssue::WrongShape)
}

fn international(digits: &str, plus: bool, calling_code: &str, out: &mut String) -> Option<()> {
    let explicit = if plus { Some(digits) } else { digits.strip_prefix("00") };
    if let Some(all) = explicit {
        if let Some(national) = all.strip_prefix("86") {
            return chinese(national, out);
        }
        return e164(all, out);
    }
    if let Some(national) =
        digits.strip_prefix("86").filter(|n| n.len() == 11 && n.starts_with('1'))
    {
        return chinese(national, out);
    }
    match calling_code {
        "86" => chinese(digits, out),
        "1" => {
            let national = digits.strip_prefix('1').filter(|n| n.len() == 10).unwrap_or(digits);
            (national.len() == 10 && !national.starts_with(['0', '1']))
                .then(|| write(out, "1", national))
        }
        code => {
            let national = digits.strip_prefix('0').unwrap_or(digits);
            ((5..=12).contains(&national.len())).then(|| write(out, code, national))
        }
    }
}

fn chinese(digits: &str, out: &mut String) -> Option<()> {
    let mobile = digits.len() == 11
        && digits.starts_with('1')
        && !matches!(digits.as_bytes().get(1), Some(b'0'..=b'2'));
    let service = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    if mobile || service {
        write(out, "86", digits);
        return Some(());
    }
    // 0 + area of two digits (01x, 02x) or three, then seven or eight digits
    let area = digits.strip_prefix('0')?;
    let known = match area.as_bytes().first()? {
        b'1' | b'2' => area.len() == 10 || area.len() == 9,
        b'3'..=b'9' => area.len() == 10 || area.len() == 11,
        _ => false,
    };
    known.then(|| write(out, "86", area))
}

fn e164(digits: &str, out: &mut String) -> Option<()> {
    ((7..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| write(out, "", digits))
}

fn write(out: &mut String, code: &str, national: &str) {
    // writing to a string cannot fail
    let _ = write!(out, "+{code}{national}");
}

/// Reads the first e-mail address of a cell in lower case into `out`.
pub fn email(text: &str, out: &mut String) -> Result<(), CellIssue> {
    let mut first = Err(CellIssue::WrongShape);
    each_part(text, |part| {
        first = one_email(part, out);
        false
    });
    first
}

/// Calls `each` with every further address of a cell that can be read.
pub fn further_emails(text: &str, mut each: impl FnMut(&str)) {
    let mut out = String::new();
    let mut first = true;
    each_part(text, |part| {
        if !std::mem::replace(&mut first, false) && one_email(part, &mut out).is_ok() {
            each(&out);
        }
        true
    });
}

fn one_email(text: &str, out: &mut String) -> Result<(), CellIssue> {
    out.clear();
    if is_masked(text) {
        return Err(CellIssue::Masked);
    }
    // `Ava <ava@example.com>`
    let inner = text.strip_suffix('>').and_then(|t| t.split_once('<')).map(|(_, inner)| inner);
    let text = inner.unwrap_or(text);
    let text = text.strip_prefix("mailto:").unwrap_or(text).trim_end();
    let (local, domain) = text.split_once('@').ok_or(CellIssue::WrongShape)?;
    let bad = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '@' | '<' | '>' | '"' | '，' | '*')
    };
    let dotted = domain.split('.').count() >= 2 && domain.split('.').all(|p| !p.is_empty());
    if local.is_empty()
        || !dotted
        || local.contains(bad)
        || domain.contains(bad)
        || text.len() > 254
    {
        return Err(CellIssue::WrongShape);
    }
    if text.is_ascii() {
        out.push_str(text);
        out.make_ascii_lowercase();
    } else {
        out.extend(text.chars().flat_map(char::to_lowercase));
    }
    Ok(())
}

/// An identifier as written, without the guards that [`super::clean`] leaves because texts may begin with them.
pub fn id(text: &str) -> Result<&str, CellIssue> {
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
        return Ok(text);
    }
    if is_rounded(text) {
        return Err(CellIssue::Lossy);
    }
    if is_masked(text) {
        return Err(CellIssue::Masked);
    }
    Ok(match text.strip_prefix('\'') {
        Some(rest) if !rest.ends_with('\'') => rest,
        _ => text,
    })
}

/// Reads a gender, also the numbers 1 and 2 of WeChat.
pub fn gender(text: &str) -> Option<&'static str> {
    match text {
        "1" => Some("male"),
        "2" => Some("female"),
        _ => crate::table::parse_gender(text),
    }
}

/// Reads yes or no.
pub fn boolean(text: &str) -> Option<bool> {
    match text {
        "1" | "是" | "有" | "对" | "√" | "✓" | "✔" | "✔\u{fe0f}" | "✅" | "☑" | "t" | "Y" | "y"
        | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "T" | "ja" | "Ja" | "oui" | "Oui"
        | "已关注" | "on" | "已" | "sí" | "Sí" | "SÍ" | "si" | "Si" | "SI" | "sim" | "Sim"
        | "JA" | "OUI" | "是的" | "はい" => Some(true),
        "0" | "否" | "没有" | "错" | "×" | "✗" | "✕" | "N" | "n" | "no" | "No" | "NO" | "false"
        | "False" | "FALSE" | "F" | "nein" | "Nein" | "non" | "Non" | "未关注" | "off" | "不是"
        | "nee" | "Nee" | "f" | "✘" | "❌" | "☐" | "未" | "非" | "NEIN" | "NON" | "não" | "Não"
        | "いいえ" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phones(text: &str, code: &str) -> Result<String, CellIssue> {
        let mut out = String::new();
        phone(text, code, &mut out).map(|()| out)
    }

    #[test]
    fn chinese_numbers_in_every_spelling() {
        for text in [
            "13800131037",
            "13800131037.0",
            "+86 138 0013 1037",
            "0086 13800131037",
            "86-13800131037",
            "１３８００１３１０３７",
            "138-0013-1037",
            "１３８ 0013 1037",
            "1.3800131037E+10",
            "tel:13800131037",
            "13800131037;13900000000",
            "13800131037/13900000000",
            "13800131037 13900000000",
            "[\"13800131037\",\"13900000000\"]",
        ] {
            assert_eq!(phones(text, "86").as_deref(), Ok("+8613800131037"), "{text}");
        }
        assert_eq!(phones("010-5555 0101", "86").as_deref(), Ok("+861055550101"));
        assert_eq!(phones("0571-88880000转801", "86").as_deref(), Ok("+8657188880000"));
        assert_eq!(phones("010-66668888-8021", "86").as_deref(), Ok("+861066668888"));
        assert_eq!(phones("010-66668888-138001", "86"), Err(CellIssue::WrongShape));
        assert_eq!(phones("010-66668888x12", "86").as_deref(), Ok("+861066668888"));
        assert_eq!(phones("400-888-8888", "86").as_deref(), Ok("+864008888888"));
    }

    #[test]
    fn several_numbers_are_all_found() {
        let all = |text: &str| {
            let mut all = Vec::new();
            further_phones(text, "86", |n| all.push(n.to_owned()));
            all
        };
        assert_eq!(all("13800131037; 0571-88880000 ;x"), ["+8657188880000"]);
        assert_eq!(all("13800131037/13900000000"), ["+8613900000000"]);
        assert_eq!(all("+49 30 23125000 ::: * +49 30 23125100"), ["+493023125100"]);
        assert!(all("138 0013 1037").is_empty() && !is_list("+49 30/23125000"));
        let mut mails = Vec::new();
        further_emails("a@b.cn, C@D.cn", |m| mails.push(m.to_owned()));
        assert_eq!(mails, ["c@d.cn"]);
    }

    #[test]
    fn a_cell_says_whether_it_names_an_extension() {
        for text in [
            "0571-88880000转801",
            "010-66668888-8021",
            "13800131037;010-66668888 x12",
            "010-66668888, ext. 12",
        ] {
            assert!(has_extension(text, "86"), "{text}");
        }
        for text in
            ["13800131037", "138-0013-1037", "１３８ 0013 1037", "13800131037#", "手机13800131037"]
        {
            assert!(!has_extension(text, "86"), "{text}");
        }
    }

    #[test]
    fn what_is_no_phone_says_why() {
        assert_eq!(phones("1.38E+10", "86"), Err(CellIssue::Lossy));
        assert_eq!(phones("138****1037", "86"), Err(CellIssue::Masked));
        assert_eq!(phones("$$密文", "86"), Err(CellIssue::Masked));
        for text in ["1380013103", "12345", "赵浩然", "12800131037", "138001310371"] {
            assert_eq!(phones(text, "86"), Err(CellIssue::WrongShape), "{text}");
        }
    }

    #[test]
    fn foreign_numbers_need_a_code_or_that_of_their_column() {
        assert_eq!(phones("+1 (415) 555-0132", "86").as_deref(), Ok("+14155550132"));
        assert_eq!(phones("(415) 555-0132", "1").as_deref(), Ok("+14155550132"));
        assert_eq!(phones("(415) 555-0132", "86"), Err(CellIssue::WrongShape));
        assert_eq!(phones("030 23125000", "49").as_deref(), Ok("+493023125000"));
    }

    #[test]
    fn e_mail_is_lower_case_and_a_group_is_none() {
        let mut out = String::new();
        assert!(email("Kl.0@Example.com", &mut out).is_ok());
        assert_eq!(out, "kl.0@example.com");
        assert_eq!(email("28000007@chatroom", &mut out), Err(CellIssue::WrongShape));
        assert_eq!(email("abc***@example.com", &mut out), Err(CellIssue::Masked));
    }

    #[test]
    fn ids_stay_as_written() {
        assert_eq!(id("007"), Ok("007"));
        assert_eq!(id("'A01"), Ok("A01"));
        assert_eq!(id("8.8E+15"), Err(CellIssue::Lossy));
    }
}
