//! Tokens to text with the words of one language.
//!
//! A phrase of the catalogue is text with places: `{x}` is what the token has there, `[…]` is left out when a place inside
//! is empty, and `one|many` has a form for `{n}` = 1 and one for the rest. In Chinese a blank stands where a Han character
//! meets a Latin letter or a digit.

use super::{Form, Listing, Phrase, TableWord, Token, en, zh};

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Language {
    /// The language of a BCP 47 tag: Chinese for `zh…`, English for every other.
    pub fn named(tag: &str) -> Self {
        if tag.get(..2).is_some_and(|t| t.eq_ignore_ascii_case("zh")) {
            Language::Zh
        } else {
            Language::En
        }
    }

    /// Every phrase with its key.
    pub fn catalogue(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Language::Zh => zh::PHRASES,
            Language::En => en::PHRASES,
        }
    }

    fn phrase(self, key: &str) -> Option<&'static str> {
        self.catalogue().iter().find(|(k, _)| *k == key).map(|(_, phrase)| *phrase)
    }
}

/// The text of tokens.
pub fn render(tokens: &[Token], language: Language) -> String {
    let mut out = String::new();
    for token in tokens {
        append(&mut out, &piece(token, language), language);
    }
    out
}

fn append(out: &mut String, piece: &str, language: Language) {
    let (Some(last), Some(first)) = (out.chars().last(), piece.chars().next()) else {
        out.push_str(piece);
        return;
    };
    let meets = is_han(last) && (first.is_ascii_alphanumeric() || first == '-')
        || last.is_ascii_alphanumeric() && is_han(first);
    if language == Language::Zh && meets {
        out.push(' ');
    }
    out.push_str(piece);
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn piece(token: &Token, language: Language) -> String {
    match token {
        Token::Say(phrase) => said(phrase, language),
        Token::List(listing) => listed(listing, language),
        Token::Field(name) => match language.phrase(&format!("field.{}", name.to_lowercase())) {
            Some(word) => word.to_owned(),
            None => name.clone(),
        },
        Token::Table(word) => table(word, language),
        Token::Text(quotable) => quoted(&quotable.text, quotable.bare, language),
        Token::Number(digits) => match language {
            Language::Zh => digits.clone(),
            Language::En => grouped(digits),
        },
        Token::Plain(text) => text.clone(),
    }
}

fn quoted(text: &str, bare: bool, language: Language) -> String {
    if bare && language == Language::En { text.to_owned() } else { format!("“{text}”") }
}

fn table(word: &TableWord, language: Language) -> String {
    let form = match word.form {
        Form::One => "one",
        Form::Many => "many",
        Form::Any => "any",
        Form::Counter => "counter",
    };
    if let Some(known) = language.phrase(&format!("table.{}.{form}", word.name)) {
        return known.to_owned();
    }
    let name = quoted(&word.name, word.bare, language);
    language.phrase(&format!("table.other.{form}")).unwrap_or("{name}").replace("{name}", &name)
}

fn said(phrase: &Phrase, language: Language) -> String {
    let Some(form) = language.phrase(&phrase.key) else {
        // a name that validation refuses is said as it is
        return phrase.key.rsplit('.').next().unwrap_or_default().to_owned();
    };
    let form = match form.split_once('|') {
        None => form,
        Some((one, many)) => {
            let n = phrase.with.get("n").map(Vec::as_slice);
            if matches!(n, Some([Token::Number(n)]) if n == "1") { one } else { many }
        }
    };
    fill(form, phrase, language).0
}

/// The text with its places filled, and whether none of them was empty.
fn fill(form: &str, phrase: &Phrase, language: Language) -> (String, bool) {
    let (mut out, mut full) = (String::new(), true);
    let mut rest = form;
    while let Some(at) = rest.find(['{', '[']) {
        append(&mut out, &rest[..at], language);
        let is_place = rest[at..].starts_with('{');
        let inner = &rest[at + 1..];
        let end = inner.find(if is_place { '}' } else { ']' }).unwrap_or(inner.len());
        if is_place {
            let tokens = phrase.with.get(&inner[..end]).map_or(&[][..], Vec::as_slice);
            let text = render(tokens, language);
            full &= !text.is_empty();
            append(&mut out, &text, language);
        } else if let (text, true) = fill(&inner[..end], phrase, language) {
            append(&mut out, &text, language);
        }
        rest = inner.get(end + 1..).unwrap_or("");
    }
    append(&mut out, rest, language);
    (out, full)
}

fn listed(listing: &Listing, language: Language) -> String {
    let mut forms = language.phrase(&listing.join).unwrap_or(", ").split('|');
    let between = forms.next().unwrap_or(", ");
    let last = forms.next().unwrap_or(between);
    let two = forms.next().unwrap_or(last);
    let n = listing.items.len();
    let mut out = String::new();
    for (i, item) in listing.items.iter().enumerate() {
        let separator = match i {
            0 => "",
            1 if n == 2 && listing.more == 0 => two,
            _ if i + 1 == n && listing.more == 0 => last,
            _ => between,
        };
        append(&mut out, separator, language);
        append(&mut out, &render(item, language), language);
    }
    if listing.more > 0 {
        let more = language.phrase(&format!("{}.more", listing.join)).unwrap_or("…");
        let all = listing.more as usize + n;
        let more = more.replace("{n}", &shown(listing.more as usize, language));
        append(&mut out, &more.replace("{all}", &shown(all, language)), language);
    }
    out
}

fn shown(n: usize, language: Language) -> String {
    piece(&Token::Number(n.to_string()), language)
}

/// Thousands apart: `12,500.5`.
fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |w| ("-", w));
    let mut out = sign.to_owned();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
