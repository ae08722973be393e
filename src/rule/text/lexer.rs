//! Text into tokens, one at a time. What Chinese input methods type counts as its ASCII twin outside of quotes.

use super::phrase::{self, Expected};
use crate::error::{Code, Error};
use std::borrow::Cow;

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits and `_`, beginning with a letter or `_`.
    Word,
    /// A name in double quotes.
    Name,
    /// A text in single quotes.
    Text,
    Number,
    /// `$` and a name.
    Param,
    Open,
    Close,
    Comma,
    Dot,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// `=>`
    Arrow,
    Star,
    Plus,
    Minus,
    /// `&&`
    And,
    /// `||`
    Or,
    End,
    /// Something that is no token; the lexer keeps the error.
    Bad,
}

/// A piece of the text with where it stands, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// Reads tokens from a text.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// The first thing that is no token.
    pub slip: Option<Error>,
}

/// An error at a place of the text.
pub(super) fn fault(text: &str, at: usize, expected: Expected, found: &str, hint: &str) -> Error {
    let hint = if hint.is_empty() { expected.hint } else { hint };
    let error = Error::new(Code::TextSyntax);
    located(error.with("expected", expected.what).with("found", found).with("hint", hint), text, at)
}

/// The same error with line and column, both from 1; columns in characters, a tab is one.
pub(super) fn located(error: Error, text: &str, at: usize) -> Error {
    let (mut line, mut column) = (1u64, 1u64);
    let mut chars = text.get(..at).unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' || (c == '\r' && chars.peek().is_some_and(|next| *next != '\n')) {
            (line, column) = (line + 1, 1);
        } else if c != '\r' {
            column += 1;
        }
    }
    let error = error.with("line", line).with("column", column);
    error.in_row(line).in_column(&column.to_string())
}

pub(super) fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

pub(super) fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The ASCII twin of what an input method types.
fn twin(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '，' | '、' => ',',
        '．' => '.',
        '＝' => '=',
        '＜' => '<',
        '＞' => '>',
        '！' => '!',
        '＊' => '*',
        '＋' => '+',
        '－' | '−' => '-',
        '＆' => '&',
        '｜' => '|',
        '＄' => '$',
        '；' => ';',
        '：' => ':',
        '％' => '%',
        '【' | '［' => '[',
        '】' | '］' => ']',
        '“' | '”' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        other => other,
    }
}

/// The quote that closes what this one opens.
fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '‘' => '’',
        other => other,
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, slip: None }
    }

    /// The next token; [`Kind::End`] for ever at the end.
    pub fn next(&mut self) -> Token {
        let rest = &self.text[self.at..];
        let rest = rest.trim_start_matches(is_blank);
        self.at = self.text.len() - rest.len();
        let start = self.at;
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return Token { kind: Kind::End, start, end: start } };
        let kind = if is_word_start(c) {
            self.at += self.word_length(start);
            Kind::Word
        } else if c.is_ascii_digit() {
            self.number(start)
        } else {
            let second = chars.next();
            self.at += c.len_utf8();
            self.sign(c, second.map_or('\0', twin), start)
        };
        Token { kind, start, end: self.at }
    }

    fn word_length(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        rest.find(|c| !is_word_part(c)).unwrap_or(rest.len())
    }

    fn sign(&mut self, c: char, second: char, start: usize) -> Kind {
        let (kind, both) = match (twin(c), second) {
            ('(', _) => (Kind::Open, false),
            (')', _) => (Kind::Close, false),
            (',', _) => (Kind::Comma, false),
            ('.', '0'..='9') => return self.bad(start, phrase::NUMBER, "write 0.5 with the 0"),
            ('.', _) => (Kind::Dot, false),
            ('*', _) => (Kind::Star, false),
            ('+', _) => (Kind::Plus, false),
            ('-', '-') => return self.bad(start, phrase::CHARACTER, phrase::COMMENT),
            ('-', _) => (Kind::Minus, false),
            ('=', '=') => (Kind::Eq, true),
            ('=', '>') => (Kind::Arrow, true),
            ('=', '<') => return self.bad(start, phrase::COMPARISON, phrase::ARROW_LE),
            ('=', _) => (Kind::Eq, false),
            ('!', '=') | ('<', '>') => (Kind::Ne, true),
            ('≠', _) => (Kind::Ne, false),
            ('<', '=') => (Kind::Le, true),
            ('≤' | '⩽', _) => (Kind::Le, false),
            ('>', '=') => (Kind::Ge, true),
            ('≥' | '⩾', _) => (Kind::Ge, false),
            ('<', _) => (Kind::Lt, false),
            ('>', _) => (Kind::Gt, false),
            ('&', '&') => (Kind::And, true),
            ('|', '|') => (Kind::Or, true),
            ('$', _) => return self.param(start),
            (quote @ ('"' | '\''), _) => return self.quoted(c, quote, start),
            _ => return self.bad(start, phrase::CHARACTER, hint_for(c, second)),
        };
        if both {
            // the second one may be its full-width twin
            self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        }
        kind
    }

    fn quoted(&mut self, open: char, twin: char, start: usize) -> Kind {
        let close = closing(open);
        let mut rest = self.text[self.at..].char_indices().peekable();
        while let Some((i, c)) = rest.next() {
            if c == close && rest.next_if(|(_, c)| *c == close).is_none() {
                self.at += i + close.len_utf8();
                return if twin == '"' { Kind::Name } else { Kind::Text };
            }
        }
        let mixed = self.text[self.at..].chars().any(|c| self::twin(c) == twin);
        let hint = match twin {
            _ if mixed => phrase::QUOTE_MIXED,
            '"' => phrase::NAME_NOT_CLOSED,
            _ => phrase::TEXT_NOT_CLOSED,
        };
        self.at = self.text.len();
        self.bad(start, phrase::CLOSING_QUOTE, hint)
    }

    fn param(&mut self, start: usize) -> Kind {
        let rest = &self.text[self.at..];
        match rest.chars().next() {
            Some(c) if is_word_part(c) => {
                self.at += self.word_length(self.at);
                Kind::Param
            }
            Some(c) if twin(c) == '"' => {
                self.at += c.len_utf8();
                match self.quoted(c, '"', start) {
                    Kind::Name => Kind::Param,
                    other => other,
                }
            }
            _ => self.bad(start, phrase::NAME, phrase::PARAM_WRITTEN),
        }
    }

    fn number(&mut self, start: usize) -> Kind {
        let bytes = self.text.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut end = digits(start);
        let whole = &self.text[start..end];
        let zero = whole.len() > 1 && whole.starts_with('0');
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                end = digits(end + 1 + sign);
            }
        }
        let tail = self.word_length(end);
        self.at = end + tail;
        if tail > 0 {
            let hint = unit_hint(&self.text[start..end], &self.text[end..end + tail]);
            return self.bad(start, phrase::NUMBER, &hint);
        }
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            self.at = digits(end + 1);
            return self.bad(start, phrase::NUMBER, phrase::DATE_IN_QUOTES);
        }
        if zero {
            return self.bad(start, phrase::NUMBER, phrase::LEADING_ZERO);
        }
        Kind::Number
    }

    fn bad(&mut self, start: usize, expected: Expected, hint: &str) -> Kind {
        let found = shown(&self.text[start..self.at]);
        self.slip.get_or_insert_with(|| fault(self.text, start, expected, &found, hint));
        Kind::Bad
    }
}

/// What a character that is no token is often meant to be.
fn hint_for(c: char, second: char) -> &'static str {
    match twin(c) {
        ';' => phrase::SEMICOLON,
        ':' => phrase::TIME_IN_QUOTES,
        '%' => phrase::PERCENT,
        '!' => phrase::BANG,
        '&' => phrase::SINGLE_AND,
        '|' => phrase::SINGLE_OR,
        '/' if second == '*' => phrase::COMMENT,
        '/' => phrase::DATE_IN_QUOTES,
        '[' | ']' | '{' | '}' | '`' => phrase::SQUARE,
        c if c.is_numeric() => phrase::HALF_WIDTH,
        _ => "",
    }
}

/// `90d` is meant to be `90 days`.
fn unit_hint(number: &str, tail: &str) -> String {
    let unit = match tail.to_lowercase().as_str() {
        "d" | "day" | "days" | "天" | "日" => "days",
        "h" | "hour" | "hours" | "小时" => "hours",
        "min" | "minute" | "minutes" | "分钟" => "minutes",
        "w" | "week" | "weeks" | "周" => "weeks",
        "m" | "month" | "months" | "月" | "个月" => "months",
        "q" | "quarter" | "quarters" | "季" | "季度" => "quarters",
        "y" | "year" | "years" | "年" => "years",
        "岁" | "元" | "次" | "笔" | "个" | "人" => return format!("write {number}"),
        _ if tail.starts_with('_') => return phrase::THOUSANDS.to_owned(),
        _ => return phrase::BROKEN_NUMBER.to_owned(),
    };
    format!("write {number} {unit}")
}

/// At most 40 characters of a piece of the text.
pub(super) fn shown(piece: &str) -> String {
    match piece.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &piece[..end]),
        None => piece.to_owned(),
    }
}

/// What stands inside of quotes, doubled closing quotes as one.
pub(super) fn unquoted(piece: &str) -> String {
    let mut chars = piece.chars();
    let (Some(open), Some(_)) = (chars.next(), chars.next_back()) else { return String::new() };
    let close = closing(open);
    let mut buffer = [0; 4];
    let close = &*close.encode_utf8(&mut buffer);
    chars.as_str().replace(&format!("{close}{close}"), close)
}

/// The name of a parameter token, or of a word or name.
pub(super) fn name_in(piece: &str) -> Cow<'_, str> {
    let piece = piece.strip_prefix(['$', '＄']).unwrap_or(piece);
    if piece.starts_with(is_word_part) { Cow::Borrowed(piece) } else { unquoted(piece).into() }
}
