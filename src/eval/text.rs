//! Operators on texts: one test per dictionary value, or one pass over the arena.

use crate::each_width;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::validate::compile_pattern;
use crate::rule::{Literal, Operator};
use crate::table::{Arena, Kind, Semantic, Texts, fold, parse_gender};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A compiled positive operator on texts.
#[derive(Debug)]
pub struct Test {
    shape: Shape,
    /// Whether values are folded before the test.
    folded: bool,
}

#[derive(Debug)]
enum Shape {
    OneOf(BTreeSet<String>),
    Contains(Vec<Finder<'static>>),
    ContainsAll(Vec<Finder<'static>>),
    StartsWith(String),
    EndsWith(String),
    Like(Vec<Glob>),
    Matches(regex_lite::Regex),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glob {
    Any,
    One,
    Char(char),
}

impl Test {
    /// Compiles an operator for a column of this meaning.
    ///
    /// # Errors
    /// [`Code::BadPattern`]; [`Code::Internal`] when the operator was not validated.
    pub fn new(operator: &Operator, semantic: Semantic) -> Result<Self> {
        let kind = semantic.kind();
        // inside a text, blanks at the ends of the operand mean something
        let inner = |text: &str| match semantic {
            _ if kind == Kind::Text => fold(text).into_owned(),
            Semantic::Email => text.to_lowercase(),
            _ => text.to_owned(),
        };
        let finders = |texts: &[String]| {
            texts.iter().map(|t| Finder::new(inner(t).as_bytes()).into_owned()).collect()
        };
        let value = |literal: &Literal| match kind {
            Kind::Gender => parse_gender(&literal.to_string()).unwrap_or("").to_owned(),
            Kind::Code => code(&literal.to_string(), semantic),
            _ => fold(literal.to_string().trim()).into_owned(),
        };
        let shape = match operator {
            Operator::Eq(v) => Shape::OneOf([value(v)].into()),
            Operator::In(values) => Shape::OneOf(values.iter().map(value).collect()),
            Operator::Contains(t) => Shape::Contains(finders(std::slice::from_ref(t))),
            Operator::ContainsAny(texts) => Shape::Contains(finders(texts)),
            Operator::ContainsAll(texts) => Shape::ContainsAll(finders(texts)),
            Operator::StartsWith(t) => Shape::StartsWith(inner(t)),
            Operator::EndsWith(t) => Shape::EndsWith(inner(t)),
            Operator::Like(t) => Shape::Like(glob(&inner(t))),
            Operator::Matches(t) => Shape::Matches(compile_pattern(t)?),
            _ => {
                let reason = format!("{} was not checked against a text column", operator.name());
                return Err(Error::new(Code::Internal).with("reason", reason));
            }
        };
        let folded = kind == Kind::Text && !matches!(shape, Shape::Matches(_));
        Ok(Self { shape, folded })
    }

    /// Whether a stored value passes.
    pub fn passes(&self, value: &str) -> bool {
        let value = if self.folded { fold(value) } else { Cow::Borrowed(value) };
        self.passes_folded(&value)
    }

    fn passes_folded(&self, value: &str) -> bool {
        match &self.shape {
            Shape::OneOf(values) => values.contains(value),
            Shape::Contains(finders) => finders.iter().any(|f| f.find(value.as_bytes()).is_some()),
            Shape::ContainsAll(finders) => {
                finders.iter().all(|f| f.find(value.as_bytes()).is_some())
            }
            Shape::StartsWith(t) => value.starts_with(t.as_str()),
            Shape::EndsWith(t) => value.ends_with(t.as_str()),
            Shape::Like(pattern) => like(pattern, value),
            Shape::Matches(regex) => regex.is_match(value),
        }
    }
}

/// A code as it is stored: trimmed; e-mails in lower case; a mainland mobile number in E.164.
fn code(text: &str, semantic: Semantic) -> String {
    let text = text.trim();
    match semantic {
        Semantic::Email => text.to_lowercase(),
        Semantic::Phone if is_cn_mobile(text) => format!("+86{text}"),
        _ => text.to_owned(),
    }
}

fn is_cn_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit)
}

/// The rows whose value passes.
pub fn scan(texts: &Texts, test: &Test) -> RowSet {
    match texts {
        Texts::Dictionary { values, codes } => {
            let passing: Vec<bool> = std::iter::once(false)
                .chain((0..values.len()).map(|i| test.passes(values.get(i))))
                .collect();
            each_width!(codes, v => RowSet::from_values(v, |c| passing[c as usize]))
        }
        Texts::Plain { values, folded } => {
            scan_plain(values, folded.as_deref().unwrap_or(&[]), test)
        }
    }
}

fn scan_plain(values: &Arena, folded: &[(u32, Box<str>)], test: &Test) -> RowSet {
    let mut set = match &test.shape {
        Shape::Contains(finders) => {
            let mut set = RowSet::empty(values.len());
            for finder in finders {
                find_all(values, finder, &mut set);
            }
            set
        }
        _ => RowSet::from_fn(values.len(), |row| {
            let value = values.get(row);
            !value.is_empty() && test.passes_folded(value)
        }),
    };
    // the rows above were compared as stored; where folding changes a value, the folded form decides
    if test.folded {
        for (row, value) in folded {
            if test.passes_folded(value) {
                set.insert(*row);
            } else {
                set.remove(*row);
            }
        }
    }
    set
}

/// Marks the rows in which the needle occurs, by one search over the whole arena.
fn find_all(values: &Arena, finder: &Finder<'_>, set: &mut RowSet) {
    let bytes = values.bytes();
    let needle = finder.needle().len();
    let (mut at, mut row) = (0, 0);
    while let Some(hit) = finder.find(&bytes[at..]) {
        let hit = at + hit;
        while values.range(row).1 <= hit {
            row += 1;
        }
        let end = values.range(row).1;
        if hit + needle <= end {
            set.insert(row);
            at = end;
        } else {
            // the hit reaches into the next row
            at = hit + 1;
        }
        if at >= bytes.len() {
            break;
        }
    }
}

fn glob(pattern: &str) -> Vec<Glob> {
    let mut out = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let token = match c {
            '*' => Glob::Any,
            '?' => Glob::One,
            '\\' => Glob::Char(chars.next().unwrap_or('\\')),
            c => Glob::Char(c),
        };
        if token != Glob::Any || out.last() != Some(&Glob::Any) {
            out.push(token);
        }
    }
    out
}

/// Whether the whole value has the shape. Goes back to the last `*` only, so it takes at most |pattern| × |value| steps.
fn like(pattern: &[Glob], value: &str) -> bool {
    let value: Vec<char> = value.chars().collect();
    let (mut p, mut v) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while v < value.len() {
        match pattern.get(p) {
            Some(Glob::Any) => {
                star = Some((p, v));
                p += 1;
            }
            Some(Glob::One) => {
                p += 1;
                v += 1;
            }
            Some(Glob::Char(c)) if *c == value[v] => {
                p += 1;
                v += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    v = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|g| *g == Glob::Any)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TextsBuilder;

    #[test]
    fn like_matches_the_whole_value() {
        for (pattern, value, expected) in [
            ("上海*", "上海市", true),
            ("上海", "上海市", false),
            ("*a*b*", "xxaxxbxx", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            (r"a\*", "a*", true),
            (r"a\*", "ab", false),
            ("**", "", true),
            ("", "", true),
            ("*aab", "aaab", true),
        ] {
            assert_eq!(like(&glob(pattern), value), expected, "{pattern} {value}");
        }
    }

    #[test]
    fn a_hit_across_two_rows_is_no_hit() {
        let mut builder = TextsBuilder::new();
        for i in 0..9000 {
            builder.push(&format!("{i}小"));
            builder.push(&format!("雨{i}小雨"));
        }
        let texts = builder.finish();
        assert!(matches!(texts, Texts::Plain { .. }));
        let test = Test::new(&Operator::Contains("小雨".to_owned()), Semantic::Text).unwrap();
        let set = scan(&texts, &test);
        assert_eq!(set, RowSet::from_fn(18_000, |row| row % 2 == 1));
    }
}
