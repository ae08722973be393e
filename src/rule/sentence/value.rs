//! Values, and values that stand somewhere else.

use super::{Say, Teller, Token, field, number, say, text};
use crate::rule::{
    Decimal, FieldReference, Literal, Offset, Population, Reference, Statistic, StatisticReference,
    Unit, product,
};
use crate::table::{Kind, parse_gender};
use crate::time::window::Amount;

/// How the values beside a subject are said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct How {
    /// The kind of the subject, when it is known.
    pub kind: Option<Kind>,
    /// The key of the word behind a number.
    pub unit: Option<&'static str>,
    /// Whether a number is said as a percentage.
    pub percent: bool,
    /// Whether there can be no result: a negative operator then says that this counts.
    pub missable: bool,
}

impl How {
    pub fn number(unit: Option<&'static str>) -> Self {
        Self { kind: Some(Kind::Number), unit, ..Self::default() }
    }

    pub fn percent() -> Self {
        Self { kind: Some(Kind::Number), percent: true, missable: true, ..Self::default() }
    }

    pub fn missable(self) -> Self {
        Self { missable: true, ..self }
    }
}

pub(super) fn unit_name(unit: Unit) -> &'static str {
    Unit::ALL.iter().find(|(_, u)| *u == unit).map_or("days", |(name, _)| name)
}

/// `30 days`.
pub(super) fn span(n: impl ToString, unit: Unit) -> Vec<Token> {
    say(format!("unit.{}", unit_name(unit))).with("n", number(n)).done()
}

pub(super) fn amount(amount: Amount) -> Vec<Token> {
    span(amount.n, amount.unit)
}

/// `2025-09-30T12:00` as people write it; other text as it is.
pub(super) fn moment(written: &str) -> Token {
    let mut shown = written.to_owned();
    if is_moment(written) && written.as_bytes().get(10) == Some(&b'T') {
        shown.replace_range(10..11, " ");
    }
    Token::Plain(shown)
}

/// Whether the text has the form of a date or a time.
pub(super) fn is_moment(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(i, b)| match i {
            4 | 7 => *b == b'-',
            _ => b.is_ascii_digit(),
        })
        && bytes.get(10).is_none_or(|b| matches!(b, b'T' | b' '))
}

/// Whether the text says a time of the day beside the date.
pub(super) fn has_clock(literal: &Literal) -> bool {
    literal.as_text().is_some_and(|t| is_moment(t) && t.len() > 10)
}

impl Teller<'_> {
    pub(super) fn value(&self, literal: &Literal, how: How) -> Vec<Token> {
        match literal {
            Literal::Bool(b) => say(if *b { "yes" } else { "no" }).done(),
            Literal::Number(n) => quantity(*n, how),
            Literal::Text(t) => vec![written(t, how)],
            Literal::Reference(reference) => self.reference(reference),
        }
    }

    fn reference(&self, reference: &Reference) -> Vec<Token> {
        match reference {
            Reference::Param(p) => times(say("param").with("x", text(&p.param)).done(), p.times),
            Reference::Field(f) => other_field(f),
            Reference::Statistic(s) => self.statistic(s),
        }
    }

    fn statistic(&self, statistic: &StatisticReference) -> Vec<Token> {
        let name = Statistic::ALL.iter().find(|(_, s)| *s == statistic.statistic);
        let population = match &statistic.population {
            Some(Population::Segment(id)) => say("pop.segment").with("x", self.segment_name(id)),
            _ => say("pop.everyone"),
        };
        let said = say(format!("statistic.{}", name.map_or("mean", |(n, _)| n)))
            .with("field", statistic.field.as_deref().map(field).map_or(Vec::new(), Vec::from))
            .with("pop", population);
        times(said.done(), statistic.times)
    }

    /// The name of a segment, or its id.
    pub(super) fn segment_name(&self, id: &str) -> Token {
        let known = self.telling.library.and_then(|l| l.get(id)).map(|d| d.name.trim());
        text(known.filter(|name| !name.is_empty()).unwrap_or(id))
    }

    /// A phrase about a population, when it is not the usual one.
    pub(super) fn population(&self, said: Say, population: Option<&Population>) -> Say {
        match population {
            None | Some(Population::HasValue) => said,
            Some(Population::All) => said.with("among", say("among.all")),
            Some(Population::Segment(id)) => {
                said.with("among", say("among.segment").with("x", self.segment_name(id)))
            }
        }
    }
}

/// A number with its unit.
pub(super) fn quantity(n: Decimal, how: How) -> Vec<Token> {
    if how.percent
        && let Some(percent) = product(n, Decimal::whole(100))
    {
        return say("percent").with("n", number(percent)).done();
    }
    match how.unit {
        Some(unit) => say(unit).with("n", number(n)).done(),
        None => vec![number(n)],
    }
}

fn times(said: Vec<Token>, factor: Option<Decimal>) -> Vec<Token> {
    match factor {
        Some(factor) => say("times").with("x", said).with("n", number(factor)).done(),
        None => said,
    }
}

/// `7 days after x`, `3 days before x`; `x` itself when it is not moved.
pub(super) fn moved(said: Vec<Token>, offset: Offset) -> Vec<Token> {
    let key = match offset.n {
        0 => return said,
        n if n < 0 => "moved.before",
        _ => "moved.after",
    };
    say(key).with("x", said).with("span", span(offset.n.unsigned_abs(), offset.unit)).done()
}

fn written(value: &str, how: How) -> Token {
    match how.kind {
        Some(Kind::Gender) => match parse_gender(value) {
            Some(gender) => say(gender).token(),
            None => text(value),
        },
        Some(Kind::Date | Kind::Datetime) => moment(value),
        None if is_moment(value) => moment(value),
        _ => text(value),
    }
}

fn other_field(reference: &FieldReference) -> Vec<Token> {
    let said = times(vec![field(&reference.field)], reference.times);
    match reference.plus {
        Some(offset) => moved(said, offset),
        None => said,
    }
}
