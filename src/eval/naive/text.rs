//! What a text, a code or a gender must be.

use super::reference::Side;
use super::value::{Cell, any};
use super::{Oracle, internal};
use crate::error::Result;
use crate::facts::{CodeForm, check, city_tier, pinyin};
use crate::rule::operator::Rank;
use crate::rule::{List, Literal, Operator};
use crate::table::{Kind, Semantic, fold, parse_gender};
use std::collections::BTreeSet;

impl Oracle<'_> {
    pub(super) fn text_holds(
        &self,
        semantic: Semantic,
        stored: &str,
        operator: &Operator,
        side: &Side,
    ) -> Result<Option<bool>> {
        // as values of this column are compared; codes and genders as they are stored
        let compared = |text: &str| match semantic.kind() {
            Kind::Text => fold(text).into_owned(),
            _ => text.to_owned(),
        };
        let value = compared(stored);
        let is = |literal: &Literal| match literal {
            Literal::Text(text) if semantic.kind() == Kind::Gender => {
                Ok(Some(parse_gender(text) == Some(stored)))
            }
            Literal::Text(text) => Ok(Some(value == whole_operand(semantic, text))),
            Literal::Reference(reference) => Ok(match self.referred(reference, side)? {
                None => None,
                Some(Cell::Text(other)) => Some(value == compared(&other)),
                Some(_) => return Err(internal("a text against something else")),
            }),
            _ => Err(internal("a text that is none")),
        };
        match operator {
            Operator::Eq(v) => is(v),
            Operator::In(list) => any(list, is),
            _ if semantic.kind() == Kind::Gender => {
                Err(internal("an operator that genders do not have"))
            }
            Operator::Length(inner) => {
                let length = super::ratio::Ratio::whole(stored.chars().count() as i64);
                self.inner(Some(length), inner)
            }
            operator => text_alone(semantic, stored, &value, operator).map(Some),
        }
    }

    /// Whether the contact's value stands in a list that somebody brought along.
    pub(super) fn list(&self, list: &List, contact: u32) -> Result<bool> {
        let subject = self.cell(&list.field, super::Row::Contact(contact))?;
        let Some(Cell::Text(stored)) = subject.cell else { return Ok(false) };
        let given = list.values.iter().filter(|v| !v.trim().is_empty());
        let values: Vec<Literal> = given.map(|v| Literal::Text(v.clone())).collect();
        let is =
            self.text_holds(subject.semantic, &stored, &Operator::In(values), &Side::NOTHING)?;
        Ok(is == Some(true))
    }
}

/// The operators that look at nothing but the value, as stored and as compared.
fn text_alone(semantic: Semantic, stored: &str, value: &str, operator: &Operator) -> Result<bool> {
    let part = |text: &str| part_operand(semantic, text);
    Ok(match operator {
        Operator::Contains(t) => value.contains(&part(t)),
        Operator::ContainsAny(list) => list.iter().any(|t| value.contains(&part(t))),
        Operator::ContainsAll(list) => list.iter().all(|t| value.contains(&part(t))),
        Operator::StartsWith(t) => value.starts_with(&part(t)),
        Operator::EndsWith(t) => value.ends_with(&part(t)),
        Operator::Like(t) => {
            let (pattern, text): (Vec<_>, Vec<_>) =
                (part(t).chars().collect(), value.chars().collect());
            like(&pattern, &text)
        }
        Operator::Matches(pattern) => {
            let regex = regex_lite::Regex::new(pattern).map_err(|_| internal("a bad pattern"))?;
            regex.is_match(stored)
        }
        Operator::PinyinStarts(typed) => pinyin::starts_with(value, &fold(typed)),
        Operator::InSubtree(paths) => {
            let levels = levels(value);
            paths.iter().any(|path| levels.starts_with(&self::levels(&fold(path))))
        }
        Operator::RankGe(rank) => place(value, rank)?.is_some_and(|(at, of)| at >= of),
        Operator::RankLe(rank) => place(value, rank)?.is_some_and(|(at, of)| at <= of),
        Operator::CityTierIn(tiers) => {
            city_tier(stored).is_some_and(|tier| tiers.iter().any(|t| t == tier.name()))
        }
        Operator::InRange(low, high) => {
            let (low, high) = (part(low), part(high));
            value.chars().count() == low.chars().count()
                && low.as_str() <= value
                && value <= high.as_str()
        }
        Operator::Valid(form) => {
            let form = CodeForm::named(form).ok_or_else(|| internal("an unknown form"))?;
            check::is_valid(form, stored)
        }
        _ => return Err(internal("an operator that texts do not have")),
    })
}

/// The levels of a path, as tags have them, and separated by slashes too.
fn levels(folded: &str) -> Vec<String> {
    folded.split(['-', ':', '：', '/']).map(|level| level.trim().to_owned()).collect()
}

/// The places of a value and of the one that is asked about; `None` when the value has none.
fn place(value: &str, rank: &Rank) -> Result<Option<(usize, usize)>> {
    let place_of = |text: &str| rank.order.iter().position(|other| fold(other) == fold(text));
    let asked = place_of(&rank.value).ok_or_else(|| internal("a value outside of the order"))?;
    Ok(place_of(value).map(|at| (at, asked)))
}

/// An operand in the form in which values are compared.
fn part_operand(semantic: Semantic, operand: &str) -> String {
    match semantic {
        Semantic::Email => operand.trim().to_lowercase(),
        _ if semantic.kind() == Kind::Code => operand.trim().to_owned(),
        _ => fold(operand).into_owned(),
    }
}

/// The same for an operand that is a whole value: a Chinese mobile number gets its country code.
pub(super) fn whole_operand(semantic: Semantic, operand: &str) -> String {
    let text = part_operand(semantic, operand);
    let digits = text.as_bytes();
    let is_mobile = digits.len() == 11
        && digits.iter().all(u8::is_ascii_digit)
        && digits[0] == b'1'
        && (b'3'..=b'9').contains(&digits[1]);
    if semantic == Semantic::Phone && is_mobile { format!("+86{text}") } else { text }
}

/// Whether the whole text has the shape: `*` any text, `?` one character, `\` takes the next character as it is.
fn like(pattern: &[char], text: &[char]) -> bool {
    // where in the text the pattern so far can end
    let mut ends: BTreeSet<usize> = BTreeSet::from([0]);
    let mut rest = pattern;
    while let [first, more @ ..] = rest {
        rest = more;
        let wanted = match (first, more) {
            ('*', _) => {
                ends = ends.first().map_or(0..0, |first| *first..text.len() + 1).collect();
                continue;
            }
            ('?', _) => None,
            ('\\', [taken, more @ ..]) => {
                rest = more;
                Some(*taken)
            }
            (taken, _) => Some(*taken),
        };
        let is_next = |at: &usize| {
            text.get(*at).is_some_and(|next| wanted.is_none_or(|wanted| wanted == *next))
        };
        ends = ends.into_iter().filter(is_next).map(|at| at + 1).collect();
    }
    ends.contains(&text.len())
}
