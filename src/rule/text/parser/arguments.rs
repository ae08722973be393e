//! Arguments of a function: by their place or by their name, each once.

use super::super::functions::{self, Function};
use super::super::lexer::Kind;
use super::super::phrase;
use super::Parser;
use crate::error::{Error, Result};
use crate::rule::hint::hint;

/// Where the arguments of one call stand.
pub(super) struct Arguments {
    function: &'static Function,
    /// Arguments that may stand without their name, in their order.
    places: Vec<&'static str>,
    /// Arguments that have a name only.
    named: &'static [&'static str],
    rest: Rest,
    given: Vec<&'static str>,
    started: bool,
}

/// What stands behind the arguments with a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rest {
    /// Nothing.
    Nothing,
    /// Any number of values; their argument is `""`.
    Values,
    /// A condition, a window and a mask, told apart by their form.
    Events,
}

impl Arguments {
    pub fn new(name: &str, places: &[&'static str], named: &'static [&'static str]) -> Self {
        let function = functions::find(name).unwrap_or(&functions::FUNCTIONS[0]);
        let places = places.to_vec();
        Self { function, places, named, rest: Rest::Nothing, given: Vec::new(), started: false }
    }

    pub fn rest(mut self, rest: Rest) -> Self {
        self.rest = rest;
        self
    }

    /// The first argument was read already.
    pub fn started(mut self) -> Self {
        self.started = true;
        self
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let events: &[&'static str] =
            if self.rest == Rest::Events { &["where", "window", "mask"] } else { &[] };
        self.places.iter().chain(self.named).chain(events).copied()
    }
}

impl Parser<'_> {
    /// The argument that stands next, or `None` behind the closing bracket.
    pub fn argument(&mut self, arguments: &mut Arguments) -> Result<Option<&'static str>> {
        if self.eat(Kind::Close) {
            return Ok(None);
        }
        if arguments.started {
            if !self.is(Kind::Comma) {
                let form = format!("write {}", arguments.function.form);
                let open = self.is(Kind::End);
                let hint = if open { phrase::CLOSE.hint } else { form.as_str() };
                return Err(self.unexpected(phrase::CLOSE, hint));
            }
            self.bump();
            if self.is(Kind::Close) || self.is(Kind::Comma) {
                return Err(self.unexpected(phrase::ARGUMENT, ""));
            }
        }
        arguments.started = true;
        let name = if self.is(Kind::Word) && self.then.kind == Kind::Arrow {
            let piece = self.piece(self.now);
            let Some(name) = arguments.names().find(|name| name.eq_ignore_ascii_case(piece)) else {
                let near = hint(&self.lower(self.now), arguments.names());
                return Err(self.unexpected(phrase::KNOWN_ARGUMENT, &near));
            };
            name
        } else {
            self.place(arguments)?
        };
        if name.is_empty() {
            return Ok(Some(name));
        }
        if arguments.given.contains(&name) {
            let hint = if name == "where" { phrase::WHERE_TWICE } else { "" };
            return Err(self.unexpected(phrase::ONCE, hint));
        }
        arguments.given.push(name);
        if self.is(Kind::Word) && self.then.kind == Kind::Arrow {
            self.bump();
            self.bump();
        }
        Ok(Some(name))
    }

    /// The argument that an unnamed one is, by its place.
    fn place(&self, arguments: &Arguments) -> Result<&'static str> {
        let free = arguments.places.iter().find(|place| !arguments.given.contains(place));
        if let Some(place) = free {
            return Ok(place);
        }
        match arguments.rest {
            Rest::Values => Ok(""),
            Rest::Events if self.at_window() => Ok("window"),
            Rest::Events if self.at_call().is_some_and(|f| f.eq_ignore_ascii_case("mask")) => {
                Ok("mask")
            }
            Rest::Events => Ok("where"),
            Rest::Nothing => {
                Err(self.unexpected(phrase::CLOSE, &format!("write {}", arguments.function.form)))
            }
        }
    }

    /// An argument that must be there is not.
    pub fn lacking(&self, arguments: &Arguments) -> Error {
        let form = format!("write {}", arguments.function.form);
        // the closing bracket was taken already; what stands behind it is not at fault
        let mut close = self.now;
        let before = self.text[..close.start].trim_end();
        close.start = before.char_indices().next_back().map_or(0, |(at, _)| at);
        close.end = before.len();
        close.kind = Kind::Close;
        self.unexpected_at(close, phrase::ARGUMENT, &form)
    }

    /// A list in brackets, or one value alone.
    pub fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        if !self.eat(Kind::Open) {
            self.count_value()?;
            return Ok(vec![item(self)?]);
        }
        self.listed(item)
    }

    /// A list whose opening bracket was taken.
    pub fn listed<T>(&mut self, item: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        if self.eat(Kind::Close) {
            return Ok(all);
        }
        loop {
            self.count_value()?;
            all.push(item(self)?);
            if self.eat(Kind::Close) {
                return Ok(all);
            }
            self.expect(Kind::Comma, phrase::CLOSE)?;
            if self.is(Kind::Close) || self.is(Kind::Comma) {
                return Err(self.unexpected(phrase::ARGUMENT, ""));
            }
        }
    }
}
