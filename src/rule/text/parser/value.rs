//! Values, and where they stand.

use super::super::lexer::{Kind, name_in};
use super::super::phrase;
use super::arguments::Arguments;
use super::{Parser, Scope};
use crate::error::Result;
use crate::rule::literal::{
    FieldReference, Literal, ParamReference, Reference, Statistic, StatisticReference,
};
use crate::rule::{Offset, Population, Tie};
use crate::table::Decimal;

impl Parser<'_> {
    /// A value, a column, a parameter or a statistic.
    pub fn literal(&mut self) -> Result<Literal> {
        if let Some(plain) = self.text_or_bool()? {
            return Ok(plain);
        }
        let reference = match self.now.kind {
            Kind::Number | Kind::Minus | Kind::Plus => {
                let token = self.now;
                let number = self.decimal()?;
                if !self.eat(Kind::Star) {
                    self.no_date_here(token)?;
                    return Ok(Literal::Number(number));
                }
                self.reference(Some(number))?
            }
            _ => self.reference(None)?,
        };
        Ok(Literal::Reference(Box::new(reference)))
    }

    fn text_or_bool(&mut self) -> Result<Option<Literal>> {
        if self.is(Kind::Text) {
            return self.text().map(|text| Some(Literal::Text(text)));
        }
        if self.then.kind == Kind::Open {
            return Ok(None);
        }
        for (word, value) in [("true", true), ("false", false)] {
            if self.eat_word(word) {
                return Ok(Some(Literal::Bool(value)));
            }
        }
        Ok(None)
    }

    /// A value that is no reference: that of a parameter.
    pub fn plain_literal(&mut self) -> Result<Literal> {
        if let Some(plain) = self.text_or_bool()? {
            return Ok(plain);
        }
        if !matches!(self.now.kind, Kind::Number | Kind::Minus | Kind::Plus) {
            return Err(self.unexpected(phrase::PLAIN_VALUE, ""));
        }
        let token = self.now;
        let number = self.decimal()?;
        self.no_date_here(token)?;
        Ok(Literal::Number(number))
    }

    /// `2025-09-30` without quotes, `7 days` as a value.
    fn no_date_here(&self, token: super::Token) -> Result<()> {
        let number = self.piece(token);
        let hint = match self.now.kind {
            Kind::Minus if number.len() == 4 => phrase::DATE_IN_QUOTES,
            Kind::Dot => phrase::DATE_IN_QUOTES,
            Kind::Word if self.at_unit() => phrase::AGO_FUNCTION,
            Kind::Plus | Kind::Minus => phrase::ARITHMETIC,
            _ => return Ok(()),
        };
        Err(self.unexpected_at(token, phrase::VALUE, hint))
    }

    /// What stands somewhere else, with its factor in front of it or behind it.
    fn reference(&mut self, factor: Option<Decimal>) -> Result<Reference> {
        let start = self.now;
        let mut reference = match self.now.kind {
            Kind::Param => {
                let token = self.bump();
                let param = name_in(self.piece(token)).into_owned();
                Reference::Param(ParamReference { param, times: None })
            }
            Kind::Word if self.at_word("null") => {
                return Err(self.unexpected(phrase::VALUE, phrase::NULL_EQUALS));
            }
            Kind::Word if self.at_call().is_some() => Reference::Statistic(self.statistic()?),
            Kind::Word | Kind::Name => {
                let (field, token) = self.name(phrase::VALUE)?;
                if self.is(Kind::Dot) {
                    return Err(self.unexpected_at(token, phrase::VALUE, phrase::EVENT_COLUMN));
                }
                self.check_column(&field, token, true)?;
                Reference::Field(FieldReference { field, times: None, plus: None })
            }
            _ if factor.is_some() => {
                return Err(self.unexpected(phrase::COLUMN, phrase::ARITHMETIC));
            }
            Kind::Arrow => return Err(self.unexpected(phrase::VALUE, phrase::ARROW_GE)),
            _ => return Err(self.unexpected(phrase::VALUE, "")),
        };
        let behind = if self.eat(Kind::Star) { Some(self.decimal()?) } else { None };
        if factor.is_some() && behind.is_some() {
            return Err(self.unexpected_at(start, phrase::VALUE, phrase::ARITHMETIC));
        }
        match &mut reference {
            Reference::Param(param) => param.times = factor.or(behind),
            Reference::Statistic(statistic) => statistic.times = factor.or(behind),
            Reference::Field(field) => {
                field.times = factor.or(behind);
                if self.is(Kind::Plus) || self.is(Kind::Minus) {
                    field.plus = Some(self.offset()?);
                }
            }
        }
        Ok(reference)
    }

    /// `mean(column, population => all)`
    fn statistic(&mut self) -> Result<StatisticReference> {
        let name = self.at_call().unwrap_or_default();
        let found = Statistic::ALL.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        let Some((name, statistic)) = found else {
            return Err(self.unknown_statistic());
        };
        self.bump();
        self.bump();
        let mut arguments = Arguments::new(name, &["field"], &["population"]);
        let (mut field, mut population) = (None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "field" => field = Some(self.within(Scope::Contacts, Self::column)?),
                _ => population = Some(self.population()?),
            }
        }
        Ok(StatisticReference { statistic: *statistic, field, times: None, population })
    }

    fn unknown_statistic(&self) -> crate::error::Error {
        let names = Statistic::ALL.iter().map(|(name, _)| *name);
        let hint = match self.lower(self.now).as_str() {
            "now" | "today" | "date" | "current_date" | "getdate" => {
                phrase::DATE_FUNCTION.to_owned()
            }
            name => crate::rule::hint::hint(name, names),
        };
        self.unexpected(phrase::KNOWN_FUNCTION, &hint)
    }

    /// `all`, `has_value` or `segment('id')`
    pub fn population(&mut self) -> Result<Population> {
        if self.at_call().is_some_and(|name| name.eq_ignore_ascii_case("segment")) {
            self.bump();
            self.bump();
            let id = self.text()?;
            self.expect(Kind::Close, phrase::CLOSE)?;
            return Ok(Population::Segment(id));
        }
        for (word, population) in [("all", Population::All), ("has_value", Population::HasValue)] {
            if self.eat_word(word) {
                return Ok(population);
            }
        }
        Err(self.unexpected(phrase::POPULATION, ""))
    }

    pub fn tie(&mut self) -> Result<Tie> {
        let ties = [("include", Tie::Include), ("exclude", Tie::Exclude), ("by_id", Tie::ById)];
        self.word(&ties, phrase::ONE_OF)
    }

    /// `+ 7 days`, `- 7 days` or `7 days`
    pub fn offset(&mut self) -> Result<Offset> {
        let token = self.now;
        let negative = self.eat(Kind::Minus);
        if !negative {
            self.eat(Kind::Plus);
        }
        let digits = self.expect(Kind::Number, phrase::SIGNED)?;
        let sign = if negative { "-" } else { "" };
        let parsed = format!("{sign}{}", self.piece(digits)).parse::<i32>();
        let n = parsed.map_err(|_| self.unexpected_at(token, phrase::SIGNED, ""))?;
        Ok(Offset { n, unit: self.unit()? })
    }

    pub fn flag(&mut self) -> Result<bool> {
        self.word(&[("true", true), ("false", false)], phrase::ONE_OF)
    }
}
