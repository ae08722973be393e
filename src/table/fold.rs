//! Text in the form in which it is compared.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Folds text for comparison: NFKC (which folds full and half width), then lower case. Borrows when nothing changes.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    // lower-casing can leave a text that NFKC would compose again
    let folded: String = folded.nfkc().collect();
    if folded == text { Cow::Borrowed(text) } else { Cow::Owned(folded) }
}

/// Whether folding surely changes nothing: lower-case ASCII and common CJK ideographs.
pub fn is_folded(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(&b) = rest.first() {
        let step = match b {
            b'A'..=b'Z' => return false,
            0..=0x7f => 1,
            // U+4000–U+9FFF: no compatibility forms, no case, no composition
            0xe4..=0xe9 => 3,
            _ => return false,
        };
        rest = rest.get(step..).unwrap_or(&[]);
    }
    true
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

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,12}") {
            let once = fold(&text).into_owned();
            prop_assert_eq!(fold(&once).into_owned(), once);
        }
    }
}
