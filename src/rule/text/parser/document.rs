//! A whole document: clauses with its settings, the condition, who is taken out, how many at most.

use super::super::lexer::Kind;
use super::super::phrase;
use super::{Parser, Scope};
use crate::error::{Code, Error, Result};
use crate::rule::schema::Schema;
use crate::rule::{
    Document, Limit, MAX_BYTES, MAX_DEPTH, Meta, Node, Order, Parameter, RandomLimit, TopLimit,
    VERSION, WeekStart,
};
use std::collections::BTreeMap;

/// Reads a whole text.
pub fn document(text: &str, schema: Option<&Schema>) -> Result<Document> {
    if text.len() > MAX_BYTES {
        let error = Error::new(Code::DefinitionTooLarge);
        return Err(error.with("limit", MAX_BYTES).with("what", "bytes"));
    }
    let mut parser = Parser::new(text, schema);
    let mut head = Head::default();
    while parser.clause(&mut head)? {}
    parser.eat_word("where");
    if parser.is(Kind::End) {
        return Err(parser.unexpected(phrase::CONDITION, phrase::EMPTY_PLACE));
    }
    let rule = parser.condition()?;
    let exclude = if parser.eat_word("exclude") { Some(parser.condition()?) } else { None };
    let limit = if parser.eat_word("limit") { Some(parser.limit()?) } else { None };
    if !parser.is(Kind::End) {
        return Err(parser.more_expected());
    }
    for node in head.conditions.values().chain([&rule]).chain(&exclude) {
        check_depth(node, "", 1)?;
    }
    Ok(Document {
        fenqun: VERSION,
        id: head.id,
        name: head.name.unwrap_or_default(),
        zone: head.zone.unwrap_or_else(|| "Asia/Shanghai".to_owned()),
        week_start: head.week_start.unwrap_or_default(),
        as_of: head.as_of.unwrap_or_else(|| "data".to_owned()),
        parameters: head.parameters,
        conditions: head.conditions,
        rule,
        exclude,
        limit,
        meta: head.meta,
    })
}

/// What stands in front of the condition.
#[derive(Default)]
struct Head {
    id: Option<String>,
    name: Option<String>,
    zone: Option<String>,
    week_start: Option<WeekStart>,
    as_of: Option<String>,
    meta: Option<Meta>,
    parameters: BTreeMap<String, Parameter>,
    conditions: BTreeMap<String, Node>,
}

/// The depth is counted as in JSON; brackets without a node do not count.
fn check_depth(node: &Node, path: &str, depth: usize) -> Result<()> {
    if depth > MAX_DEPTH {
        let error = Error::new(Code::DefinitionTooLarge);
        return Err(error.with("limit", MAX_DEPTH).with("what", "levels of nesting"));
    }
    let children = node.children(path).into_iter().map(|(_, child)| child);
    let filters = node.filters(path).into_iter().map(|(_, _, filter)| filter);
    children.chain(filters).try_for_each(|inner| check_depth(inner, path, depth + 1))
}

impl Parser<'_> {
    /// Reads one clause in front of the condition; false when there is none.
    fn clause(&mut self, head: &mut Head) -> Result<bool> {
        let token = self.now;
        if self.at_word("as") {
            self.bump();
            if !self.eat_word("of") {
                return Err(self.unexpected(phrase::OF_TIME, ""));
            }
            let value = self.as_of()?;
            return self.once(&mut head.as_of, value, token);
        }
        if self.eat_word("param") {
            self.parameter(&mut head.parameters)?;
            return Ok(true);
        }
        if self.eat_word("define") {
            let (name, token) = self.name(phrase::NAME)?;
            if !self.eat_word("as") {
                return Err(self.unexpected(phrase::DEFINE_AS, ""));
            }
            let node = self.condition()?;
            if head.conditions.insert(name, node).is_some() {
                return Err(self.unexpected_at(token, phrase::ONCE, ""));
            }
            return Ok(true);
        }
        let behind = self.then.kind;
        let named = matches!(behind, Kind::Text | Kind::Name)
            || behind == Kind::Word && !super::super::is_reserved(self.piece(self.then));
        if named && self.eat_word("segment") {
            let value = self.text()?;
            return self.once(&mut head.name, value, token);
        }
        if named && self.eat_word("id") {
            let value = self.text()?;
            return self.once(&mut head.id, value, token);
        }
        if named && self.eat_word("zone") {
            let value = self.text()?;
            return self.once(&mut head.zone, value, token);
        }
        if named && self.eat_word("week") {
            let value = if self.eat_word("monday") {
                WeekStart::Monday
            } else if self.eat_word("sunday") {
                WeekStart::Sunday
            } else {
                return Err(self.unexpected(phrase::WEEK_DAY, ""));
            };
            return self.once(&mut head.week_start, value, token);
        }
        if self.is_word(self.then, "null") && self.eat_word("note") {
            // remarks that are there, and empty
            self.bump();
            head.meta.get_or_insert_default();
            return Ok(true);
        }
        if named && self.eat_word("note") {
            let value = self.text()?;
            return self.once(&mut head.meta.get_or_insert_default().note, value, token);
        }
        if named && self.eat_word("goal") {
            let value = self.text()?;
            return self.once(&mut head.meta.get_or_insert_default().goal, value, token);
        }
        Ok(false)
    }

    fn once<T>(&self, place: &mut Option<T>, value: T, token: super::Token) -> Result<bool> {
        match place.replace(value) {
            None => Ok(true),
            Some(_) => Err(self.unexpected_at(token, phrase::ONCE, "")),
        }
    }

    fn as_of(&mut self) -> Result<String> {
        for word in ["data", "now"] {
            if self.eat_word(word) {
                return Ok(word.to_owned());
            }
        }
        if self.is(Kind::Text) {
            return self.text();
        }
        let hint = if self.is(Kind::Number) { phrase::DATE_IN_QUOTES } else { "" };
        Err(self.unexpected(phrase::AS_OF_VALUE, hint))
    }

    fn parameter(&mut self, parameters: &mut BTreeMap<String, Parameter>) -> Result<()> {
        let token = self.now;
        if self.is(Kind::Param) {
            return Err(self.unexpected(phrase::NAME, "write PARAM n = 30"));
        }
        let (name, _) = self.name(phrase::NAME)?;
        self.expect(Kind::Eq, phrase::EQUALS)?;
        let value = if self.eat(Kind::Open) {
            Parameter::Many(self.listed(Self::plain_literal)?)
        } else {
            Parameter::One(self.plain_literal()?)
        };
        if parameters.insert(name, value).is_some() {
            return Err(self.unexpected_at(token, phrase::ONCE, ""));
        }
        Ok(())
    }

    /// `TOP 100 BY column DESC PER column` or `RANDOM 100 SEED 'a' PER column`
    fn limit(&mut self) -> Result<Limit> {
        self.scope = Scope::Contacts;
        if self.eat_word("top") {
            let top = self.count()?;
            if !self.eat_word("by") {
                return Err(self.unexpected(phrase::LIMIT_BY, ""));
            }
            let by = self.column()?;
            let order = if self.eat_word("asc") {
                Some(Order::Asc)
            } else if self.eat_word("desc") {
                Some(Order::Desc)
            } else {
                None
            };
            return Ok(Limit::Top(TopLimit { top, by, order, per: self.per()? }));
        }
        if self.eat_word("random") {
            let random = self.count()?;
            if !self.eat_word("seed") {
                return Err(self.unexpected(phrase::LIMIT_SEED, ""));
            }
            let seed = self.text()?;
            return Ok(Limit::Random(RandomLimit { random, seed, per: self.per()? }));
        }
        Err(self.unexpected(phrase::LIMIT_KIND, phrase::LIMIT_NUMBER))
    }

    fn per(&mut self) -> Result<Option<String>> {
        if self.eat_word("per") { self.column().map(Some) } else { Ok(None) }
    }
}
