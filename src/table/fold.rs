//! Text in the form in which it is compared.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Folds text for comparison: NFKC (which folds full and half width), then lower case. Borrows when nothing changes.
pub fn fold(text: &str) -> Cow<'_, str> {
    match kind_of(text.as_bytes()) {
        Kind::Folded => return Cow::Borrowed(text),
        Kind::Capitals => return Cow::Owned(text.to_ascii_lowercase()),
        Kind::Any => {}
    }
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    // lower-casing can leave a text that NFKC would compose again
    let folded: String = folded.nfkc().collect();
    if folded == text { Cow::Borrowed(text) } else { Cow::Owned(folded) }
}

/// Whether folding surely changes nothing: lower-case ASCII, common CJK ideographs and emoji.
pub fn is_folded(bytes: &[u8]) -> bool {
    kind_of(bytes) == Kind::Folded
}

/// What folding does to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing.
    Folded,
    /// It lowers letters of ASCII, nothing more.
    Capitals,
    /// Perhaps something else.
    Any,
}

fn kind_of(bytes: &[u8]) -> Kind {
    let mut kind = Kind::Folded;
    let mut rest = bytes;
    loop {
        let step = match *rest {
            [] => return kind,
            [b'A'..=b'Z', ..] => {
                kind = Kind::Capitals;
                1
            }
            [0..=0x7f, ..] => 1,
            // U+4000–U+9FFF: no compatibility forms, no case, no composition
            [0xe4..=0xe9, ..] => 3,
            // U+1F300–U+1FAFF: the same
            [0xf0, 0x9f, 0x8c..=0xab, ..] => 4,
            _ => return Kind::Any,
        };
        rest = rest.get(step..).unwrap_or(&[]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn width_case_and_composition_are_folded() {
        assert_eq!(fold("ＡＢＣ１２３"), "abc123");
        assert_eq!(fold("Ａ类"), "a类");
        assert_eq!(fold("e\u{301}"), "é");
        assert!(matches!(fold("小雨abc"), Cow::Borrowed(_)));
    }

    #[test]
    fn characters_that_are_passed_over_do_not_change() {
        let folded = |text: &str| -> String {
            text.nfkc().flat_map(char::to_lowercase).collect::<String>().nfkc().collect()
        };
        let passed = |c: &char| kind_of(c.encode_utf8(&mut [0; 4]).as_bytes()) == Kind::Folded;
        let all: Vec<char> = ('\0'..=char::MAX).filter(passed).collect();
        assert_eq!(all.len(), 128 - 26 + 0x6000 + 0x800);
        for c in all {
            let text = format!("{c}a{c}");
            assert_eq!(folded(&text), text);
        }
    }

    proptest! {
        #[test]
        fn capitals_are_lowered_as_everything_is(text in "[A-Ca-c小雨🌸~ ]{0,9}") {
            let long: String = text.nfkc().flat_map(char::to_lowercase).collect::<String>().nfkc().collect();
            prop_assert_eq!(fold(&text).into_owned(), long);
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,12}") {
            let once = fold(&text).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once);
        }
    }
}
