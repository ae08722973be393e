//! What is compared, and what it must be.

use super::super::functions::{self, Role};
use super::super::lexer::{Kind, Token};
use super::super::phrase;
use super::Parser;
use super::arguments::Arguments;
use crate::error::Result;
use crate::rule::literal::{Literal, Reference};
use crate::rule::operator::{Diff, Operator};
use crate::rule::{
    Attribute, EventCondition, Missing, NodeKind, Population, Sequence, TagCondition, TagTest,
    Unit, Zscore,
};

/// What is compared: a column or what is computed, perhaps with one more calculation.
pub(super) struct Subject {
    base: Base,
    wrap: Option<Wrap>,
    /// Where it begins.
    at: Token,
}

pub(super) enum Base {
    Column(String),
    /// Its `is` is not read yet.
    Event(Box<EventCondition>),
    /// Its count is not compared yet.
    Tags(Box<TagCondition>),
    Sequence(Box<Sequence>),
}

enum Wrap {
    Length,
    Age,
    Diff { to: Option<String>, unit: Unit },
    Zscore(Option<Population>),
}

impl Parser<'_> {
    pub fn subject(&mut self) -> Result<Subject> {
        let at = self.now;
        let Some(name) = self.at_call() else {
            if matches!(self.now.kind, Kind::Word | Kind::Name) && self.then.kind == Kind::Dot {
                self.bump();
                return Err(self.unexpected(phrase::COMPARISON, phrase::EVENT_COLUMN));
            }
            let (name, token) = self.name(phrase::SUBJECT)?;
            self.check_column(&name, token, false)?;
            return Ok(Subject { base: Base::Column(name), wrap: None, at });
        };
        let Some(function) = functions::find(name) else {
            return Err(self.unknown_function(&[Role::Measure, Role::Subject]));
        };
        if !matches!(function.role, Role::Measure | Role::Subject) {
            return Err(self.unexpected(phrase::SUBJECT, phrase::OPERATOR_INSIDE));
        }
        self.bump();
        self.bump();
        self.nested(|p| match function.name {
            "tag_count" => {
                let base = Base::Tags(Box::new(p.tag_condition("tag_count")?));
                Ok(Subject { base, wrap: None, at })
            }
            "sequence" => {
                let base = Base::Sequence(Box::new(p.sequence()?));
                Ok(Subject { base, wrap: None, at })
            }
            name @ ("length" | "age" | "diff" | "zscore") => p.calculated(name, at),
            name => {
                let base = Base::Event(Box::new(p.measured(name)?));
                Ok(Subject { base, wrap: None, at })
            }
        })
    }

    fn calculated(&mut self, name: &'static str, at: Token) -> Result<Subject> {
        let inner = self.now;
        let Subject { base, wrap, .. } = self.subject()?;
        if wrap.is_some() {
            return Err(self.unexpected_at(inner, phrase::OPERATOR_LEVEL, ""));
        }
        let places: &[&str] = if name == "diff" { &["to", "unit"] } else { &[] };
        let named: &[&str] = if name == "zscore" { &["population"] } else { &[] };
        let mut arguments = Arguments::new(name, places, named).started();
        let (mut to, mut unit, mut population) = (None, None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "to" if self.then.kind == Kind::Close && unit.is_none() => {
                    unit = Some(self.unit()?);
                }
                "to" => to = Some(self.column()?),
                "unit" => unit = Some(self.unit()?),
                _ => population = Some(self.population()?),
            }
        }
        let wrap = match (name, unit) {
            ("length", _) => Wrap::Length,
            ("age", _) => Wrap::Age,
            ("diff", Some(unit)) => Wrap::Diff { to, unit },
            ("diff", None) => return Err(self.lacking(&arguments)),
            _ => Wrap::Zscore(population),
        };
        Ok(Subject { base, wrap: Some(wrap), at })
    }

    /// What stands behind a subject: a sign and a value, BETWEEN, IN, LIKE, IS.
    pub fn predicate(&mut self, subject: Subject) -> Result<NodeKind> {
        let is = if matches!(
            self.now.kind,
            Kind::Eq | Kind::Ne | Kind::Lt | Kind::Le | Kind::Gt | Kind::Ge
        ) {
            self.comparison()?
        } else if self.eat_word("is") {
            self.is_what()?
        } else {
            let not = self.eat_word("not");
            if self.eat_word("between") {
                self.between(not)?
            } else if self.eat_word("in") {
                self.one_of(not)?
            } else if self.eat_word("like") {
                self.sql_like(not)?
            } else if not {
                return Err(self.unexpected(phrase::AFTER_NOT, ""));
            } else if let (Base::Sequence(sequence), None) = (&subject.base, &subject.wrap) {
                return Ok(NodeKind::Sequence(sequence.as_ref().clone()));
            } else {
                let computed = subject.wrap.is_some() || !matches!(subject.base, Base::Column(_));
                let hint = match (self.now.kind, self.lower(self.now).as_str()) {
                    (Kind::Arrow, _) => phrase::ARROW_GE,
                    (Kind::Word, "ilike") => phrase::ILIKE,
                    (Kind::Word, "等于" | "是" | "为") => "write =",
                    (Kind::Word, "大于") => "write >",
                    (Kind::Word, "小于") => "write <",
                    (Kind::Plus | Kind::Minus | Kind::Star, _) => phrase::ARITHMETIC,
                    _ if computed => phrase::COMPARE_FUNCTION,
                    _ => phrase::BARE_COLUMN,
                };
                return Err(self.unexpected(phrase::COMPARISON, hint));
            }
        };
        self.finished(subject, is)
    }

    fn comparison(&mut self) -> Result<Operator> {
        let sign = self.bump().kind;
        if self.at_word("null") {
            return Err(self.unexpected(phrase::VALUE, phrase::NULL_EQUALS));
        }
        let value = self.literal()?;
        let moment = is_moment(&value);
        Ok(match sign {
            Kind::Eq => Operator::Eq(value),
            Kind::Ne => Operator::Ne(value),
            Kind::Lt if moment => Operator::Before(value),
            Kind::Le if moment => Operator::OnOrBefore(value),
            Kind::Gt if moment => Operator::After(value),
            Kind::Ge if moment => Operator::OnOrAfter(value),
            Kind::Lt => Operator::Lt(value),
            Kind::Le => Operator::Le(value),
            Kind::Gt => Operator::Gt(value),
            _ => Operator::Ge(value),
        })
    }

    fn is_what(&mut self) -> Result<Operator> {
        let not = self.eat_word("not");
        let is = [
            ("null", Operator::IsNotSet, Operator::IsSet),
            ("true", Operator::IsTrue, Operator::IsNotTrue),
            ("false", Operator::IsFalse, Operator::IsNotFalse),
        ];
        for (word, plain, negative) in is {
            if self.eat_word(word) {
                return Ok(if not { negative } else { plain });
            }
        }
        let hint = match (self.now.kind, self.lower(self.now).as_str()) {
            (Kind::Word, "empty" | "blank" | "missing" | "unset" | "none" | "空") => {
                phrase::IS_EMPTY
            }
            (Kind::Text, "''") => phrase::IS_EMPTY,
            (Kind::Text | Kind::Number | Kind::Name, _) => phrase::IS_VALUE,
            _ => "",
        };
        Err(self.unexpected(phrase::AFTER_IS, hint))
    }

    fn between(&mut self, not: bool) -> Result<Operator> {
        let low = self.literal()?;
        if !(self.eat_word("and") || self.eat(Kind::And)) {
            return Err(self.unexpected(phrase::BETWEEN_AND, ""));
        }
        let high = self.literal()?;
        Ok(if not { Operator::NotBetween(low, high) } else { Operator::Between(low, high) })
    }

    fn one_of(&mut self, not: bool) -> Result<Operator> {
        if !self.eat(Kind::Open) {
            return Err(self.unexpected(phrase::OPEN, "write IN ('a', 'b')"));
        }
        let values = self.listed(Self::literal)?;
        Ok(if not { Operator::NotIn(values) } else { Operator::In(values) })
    }

    /// The pattern of SQL and CQL2: `%`, `_` and `\`.
    fn sql_like(&mut self, not: bool) -> Result<Operator> {
        let token = self.now;
        let pattern = self.text()?;
        let Some(pattern) = from_sql(&pattern) else {
            return Err(self.unexpected_at(token, phrase::TEXT, phrase::LIKE_WILDCARDS));
        };
        Ok(if not { Operator::NotLike(pattern) } else { Operator::Like(pattern) })
    }

    /// Subject and operator as a condition, with `MISSING` behind it.
    pub fn finished(&mut self, subject: Subject, is: Operator) -> Result<NodeKind> {
        let is = match subject.wrap {
            None => is,
            Some(_) if is.inner().is_some() => {
                return Err(self.unexpected_at(subject.at, phrase::OPERATOR_LEVEL, ""));
            }
            Some(Wrap::Length) => Operator::Length(Box::new(is)),
            Some(Wrap::Age) => Operator::Age(Box::new(is)),
            Some(Wrap::Diff { to, unit }) => Operator::Diff(Diff { to, unit, is: Box::new(is) }),
            Some(Wrap::Zscore(population)) => {
                Operator::Zscore(Zscore { is: Box::new(is), population })
            }
        };
        Ok(match subject.base {
            Base::Column(field) => {
                let missing = self.missing()?;
                NodeKind::Attribute(Attribute { field, is, missing })
            }
            Base::Event(mut event) => {
                event.is = is;
                NodeKind::Event(*event)
            }
            Base::Tags(mut tags) => {
                tags.has = TagTest::Count(is);
                NodeKind::Tags(*tags)
            }
            Base::Sequence(mut sequence) => {
                sequence.reached = Some(is);
                NodeKind::Sequence(*sequence)
            }
        })
    }

    fn missing(&mut self) -> Result<Option<Missing>> {
        if !self.at_word("missing") {
            return Ok(None);
        }
        self.bump();
        let no = self.eat_word("no");
        if self.eat_word("match") {
            return Ok(Some(if no { Missing::NoMatch } else { Missing::Match }));
        }
        Err(self.unexpected(phrase::MISSING_POLICY, ""))
    }
}

/// Whether an order of such a value is one of times: it begins like a date, or it is a column that is moved in time.
pub(in crate::rule::text) fn is_moment(value: &Literal) -> bool {
    match value {
        Literal::Text(text) => super::super::is_datelike(text),
        Literal::Reference(reference) => {
            matches!(reference.as_ref(), Reference::Field(field) if field.plus.is_some())
        }
        _ => false,
    }
}

/// A pattern with `%` and `_` as one with `*` and `?`; `None` when it has only the wildcards of the other kind.
fn from_sql(pattern: &str) -> Option<String> {
    if pattern.contains(['*', '?', '＊', '？']) && !pattern.contains(['%', '_']) {
        return None;
    }
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let (c, literal) = match c {
            '\\' => (chars.next().unwrap_or('\\'), true),
            '%' => ('*', false),
            '_' => ('?', false),
            other => (other, true),
        };
        // a pattern is folded before it is read, so full-width signs count too
        if literal && matches!(c, '*' | '?' | '\\' | '＊' | '？' | '＼') {
            out.push('\\');
        }
        out.push(c);
    }
    Some(out)
}
