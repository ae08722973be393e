//! Extensions of phone numbers: what is dialled once the number answers, and is no part of it.

/// What stands before an extension, wherever it stands.
const MARKS: [&str; 5] = ["转", "轉", "分机", "分機", "#"];
/// Digits that an extension has at most.
const DIGITS: usize = 6;

/// The number, and what stands behind the mark of an extension.
pub fn cut(text: &str) -> (&str, &str) {
    let marks = MARKS.iter().filter_map(|mark| Some((text.find(mark)?, mark.len())));
    match marks.chain(ext(text)).chain(x(text)).min() {
        Some((at, length)) => (text.get(..at).unwrap_or(""), text.get(at + length..).unwrap_or("")),
        None => (text, ""),
    }
}

/// Whether something is said there.
pub fn is_said(extension: &str) -> bool {
    extension.contains(char::is_alphanumeric)
}

/// Whether a cell is worth a closer look: bytes that only a mark has, or the second dash of a landline.
#[inline]
pub fn may_be_in(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'x' | b'X' | b'#' | 0x80..))
        || text.starts_with('0') && text.bytes().filter(|b| *b == b'-').count() > 1
}

/// `ext`, in any case.
fn ext(text: &str) -> Option<(usize, usize)> {
    let at = text.as_bytes().windows(3).position(|three| three.eq_ignore_ascii_case(b"ext"))?;
    Some((at, 3))
}

/// An x behind a blank, or between digits of which the latter are few: `66668888x12`, but not `138xxxx1037`.
fn x(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut all = bytes.iter().enumerate().filter(|(_, b)| matches!(b, b'x' | b'X'));
    let is_mark = |at: usize| match at.checked_sub(1).and_then(|before| bytes.get(before)) {
        Some(b' ') => true,
        Some(b'0'..=b'9') | None => {
            let rest = text.get(at + 1..).unwrap_or("").trim_start_matches([' ', '.', ':']);
            matches!(rest.len(), 1..=DIGITS) && rest.bytes().all(|b| b.is_ascii_digit())
        }
        Some(_) => false,
    };
    all.find(|(at, _)| is_mark(*at)).map(|(at, _)| (at, 1))
}

/// `010-66668888-8021`: area, number and extension of a landline.
pub fn third_part(number: &str) -> Option<(&str, &str)> {
    let mut parts = number.split('-').map(str::trim);
    let (area, own, extension) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let landline = area.starts_with('0') && matches!(own.len(), 7 | 8) && digits(own);
    let extended = matches!(extension.len(), 1..=5) && digits(extension);
    (parts.next().is_none() && landline && extended && digits(area)).then_some((area, own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_a_number_from_its_extension() {
        for text in [
            "010-66668888转801",
            "010-66668888 分机801",
            "010-66668888 ext. 801",
            "010-66668888EXT801",
            "010-66668888x801",
            "010-66668888 x 801",
            "010-66668888#801",
        ] {
            let (number, extension) = cut(text);
            assert_eq!(number.trim(), "010-66668888", "{text}");
            assert!(is_said(extension) && may_be_in(text), "{text}");
        }
        assert_eq!(cut("138xxxx1037"), ("138xxxx1037", ""));
        assert_eq!(cut("x801"), ("", "801"));
        assert!(!is_said(cut("13800131037#").1));
        assert_eq!(third_part("010-66668888-8021"), Some(("010", "66668888")));
        assert_eq!(third_part("138-0013-1037"), None);
        assert!(!may_be_in("+86 138 0013 1037") && !may_be_in("138-0013-1037"));
    }
}
