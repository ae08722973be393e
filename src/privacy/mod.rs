//! Masking: what is shown of phones, e-mails and ids unless a person asks to see them.

mod cell;

pub use cell::cell;

use crate::table::Semantic;

/// A value as it is shown without permission to see it: enough to recognise, too little to use.
pub fn mask(value: &str, semantic: Semantic) -> String {
    match semantic {
        Semantic::Email => match value.split_once('@') {
            Some((user, domain)) => format!("{}***@{domain}", user.chars().next().unwrap_or('*')),
            None => middle(value, 1, 1),
        },
        Semantic::Phone => middle(value.strip_prefix("+86").unwrap_or(value), 3, 4),
        _ => middle(value, 2, 2),
    }
}

/// The first and last characters with four stars between them; a short value keeps less.
fn middle(value: &str, first: usize, last: usize) -> String {
    let chars: Vec<char> = value.chars().collect();
    let (first, last) = if chars.len() >= first + last + 3 {
        (first, last)
    } else {
        (usize::from(chars.len() > 2), 0)
    };
    let head: String = chars[..first].iter().collect();
    let tail: String = chars[chars.len() - last..].iter().collect();
    format!("{head}****{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_to_recognise_and_too_little_to_use() {
        assert_eq!(mask("+8613800131037", Semantic::Phone), "138****1037");
        assert_eq!(mask("buyer0@example.com", Semantic::Email), "b***@example.com");
        assert_eq!(mask("wmAbCdEfGh01", Semantic::Id), "wm****01");
        assert_eq!(mask("007", Semantic::Id), "0****");
        assert_eq!(mask("7", Semantic::Id), "****");
    }
}
