//! Tokens into a document, by recursive descent with two tokens in sight.
//!
//! Every step either takes a token or ends; nesting, nodes and values are counted, so that neither the stack nor the memory
//! grows beyond the limits of a definition.

mod arguments;
mod check;
mod condition;
mod document;
mod event;
mod node;
mod operator;
mod subject;
mod tags;
mod value;
mod window;

pub(super) use document::document;
pub(super) use subject::is_moment;

use super::functions;
use super::lexer::{Kind, Lexer, Token, fault, located, name_in, shown, unquoted};
use super::phrase::{self, Expected};
use crate::error::{Code, Error, Result};
use crate::rule::hint::{hint, nearest};
use crate::rule::schema::Schema;
use crate::rule::{MAX_DEPTH, MAX_NODES, MAX_VALUES};
use crate::table::Decimal;

/// The deepest nesting of brackets: as many as a printed definition can need, and as many again.
const MAX_NESTING: usize = 2 * MAX_DEPTH;

/// Whose columns a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Scope {
    /// Those of the contacts.
    Contacts,
    /// Those of an event table.
    Table(String),
}

struct Parser<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    /// The token that is looked at.
    now: Token,
    /// The one behind it.
    then: Token,
    schema: Option<&'a Schema>,
    scope: Scope,
    nesting: usize,
    nodes: usize,
    values: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, schema: Option<&'a Schema>) -> Self {
        let mut lexer = Lexer::new(text);
        let (now, then) = (lexer.next(), lexer.next());
        let scope = Scope::Contacts;
        Self { text, lexer, now, then, schema, scope, nesting: 0, nodes: 0, values: 0 }
    }

    fn bump(&mut self) -> Token {
        let token = self.now;
        self.now = self.then;
        self.then = self.lexer.next();
        token
    }

    fn piece(&self, token: Token) -> &'a str {
        &self.text[token.start..token.end]
    }

    fn is(&self, kind: Kind) -> bool {
        self.now.kind == kind
    }

    fn is_word(&self, token: Token, word: &str) -> bool {
        token.kind == Kind::Word && self.piece(token).eq_ignore_ascii_case(word)
    }

    fn at_word(&self, word: &str) -> bool {
        self.is_word(self.now, word)
    }

    fn eat(&mut self, kind: Kind) -> bool {
        let found = self.is(kind);
        if found {
            self.bump();
        }
        found
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.at_word(word);
        if found {
            self.bump();
        }
        found
    }

    /// What stands here is not what was expected.
    fn unexpected(&self, expected: Expected, hint: &str) -> Error {
        self.unexpected_at(self.now, expected, hint)
    }

    fn unexpected_at(&self, token: Token, expected: Expected, hint: &str) -> Error {
        if token.kind == Kind::Bad
            && let Some(slip) = &self.lexer.slip
        {
            return slip.clone();
        }
        let found = match token.kind {
            Kind::End => "the end of the text".to_owned(),
            _ => shown(self.piece(token)),
        };
        match self.nearest_word(token, expected, hint) {
            Some(word) => {
                fault(self.text, token.start, expected, &found, &format!("did you mean {word}?"))
            }
            None => fault(self.text, token.start, expected, &found, hint),
        }
    }

    /// The keyword of what was expected that is spelled almost like this, where no hint knows better.
    fn nearest_word(&self, token: Token, expected: Expected, hint: &str) -> Option<&'static str> {
        let general = ["", phrase::BARE_COLUMN, phrase::COMPARE_FUNCTION];
        let spelled = [
            phrase::COMPARISON,
            phrase::MORE,
            phrase::AFTER_IS,
            phrase::CLOSE_GROUP,
            phrase::BETWEEN_AND,
        ];
        let word = self.piece(token).to_ascii_uppercase();
        if token.kind != Kind::Word
            || word.len() < 3
            || !general.contains(&hint)
            || !spelled.iter().any(|s| s.what == expected.what)
        {
            return None;
        }
        let words =
            [expected.what, expected.hint, phrase::AFTER_NOT.what].into_iter().flat_map(|text| {
                text.split(|c: char| !c.is_ascii_alphabetic())
                    .filter(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_uppercase()))
            });
        nearest(&word, words).filter(|found| *found != word)
    }

    fn located(&self, error: Error, token: Token) -> Error {
        located(error, self.text, token.start)
    }

    fn too_large(&self, limit: usize, what: &str) -> Error {
        let error = Error::new(Code::DefinitionTooLarge).with("limit", limit).with("what", what);
        self.located(error, self.now)
    }

    fn expect(&mut self, kind: Kind, expected: Expected) -> Result<Token> {
        if self.is(kind) { Ok(self.bump()) } else { Err(self.unexpected(expected, "")) }
    }

    /// One level deeper, unless that is too deep for the stack.
    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.nesting >= MAX_NESTING {
            return Err(self.too_large(MAX_NESTING, "levels of nesting"));
        }
        self.nesting += 1;
        let result = inner(self);
        self.nesting -= 1;
        result
    }

    fn count_node(&mut self) -> Result<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES { Err(self.too_large(MAX_NODES, "nodes")) } else { Ok(()) }
    }

    fn count_value(&mut self) -> Result<()> {
        self.values += 1;
        if self.values > MAX_VALUES { Err(self.too_large(MAX_VALUES, "values")) } else { Ok(()) }
    }

    /// A text in single quotes.
    fn text(&mut self) -> Result<String> {
        match self.now.kind {
            Kind::Text => {
                let token = self.bump();
                Ok(unquoted(self.piece(token)))
            }
            Kind::Name => Err(self.unexpected(phrase::TEXT, phrase::NAME_AS_TEXT)),
            _ => Err(self.unexpected(phrase::TEXT, "")),
        }
    }

    /// A word that means nothing else, or anything in double quotes; with the token for errors about it.
    fn name(&mut self, expected: Expected) -> Result<(String, Token)> {
        match self.now.kind {
            Kind::Word if super::is_reserved(self.piece(self.now)) => {
                Err(self.unexpected(expected, phrase::RESERVED_COLUMN))
            }
            Kind::Word | Kind::Name => {
                let token = self.bump();
                Ok((name_in(self.piece(token)).into_owned(), token))
            }
            Kind::Text => Err(self.unexpected(expected, phrase::TEXT_AS_COLUMN)),
            _ => Err(self.unexpected(expected, "")),
        }
    }

    /// One of several words, with its value.
    fn word<T: Copy>(&mut self, words: &[(&'static str, T)], expected: Expected) -> Result<T> {
        if self.is(Kind::Word) {
            let piece = self.piece(self.now);
            if let Some((_, value)) = words.iter().find(|(w, _)| w.eq_ignore_ascii_case(piece)) {
                self.bump();
                return Ok(*value);
            }
        }
        let near = hint(&self.lower(self.now), words.iter().map(|(word, _)| *word));
        Err(self.unexpected(expected, &near))
    }

    fn lower(&self, token: Token) -> String {
        shown(self.piece(token)).to_lowercase()
    }

    /// A number with its sign.
    fn decimal(&mut self) -> Result<Decimal> {
        let sign = self.now;
        let negative = self.eat(Kind::Minus) || {
            self.eat(Kind::Plus);
            false
        };
        let token = self.expect(Kind::Number, phrase::NUMBER)?;
        let digits = self.piece(token);
        let parsed =
            if negative { Decimal::parse(&format!("-{digits}")) } else { Decimal::parse(digits) };
        parsed.ok_or_else(|| {
            let error = Error::new(Code::WrongValue).with("value", shown(digits));
            let error = error.with("expected", "a number of at most 18 digits");
            self.located(error, sign)
        })
    }

    /// A whole number from 0 on.
    fn count(&mut self) -> Result<u32> {
        if self.is(Kind::Minus) {
            return Err(self.unexpected(phrase::COUNT, phrase::NEGATIVE));
        }
        let token = self.expect(Kind::Number, phrase::COUNT)?;
        let parsed = self.piece(token).parse::<u32>();
        parsed.map_err(|_| self.unexpected_at(token, phrase::COUNT, ""))
    }

    /// Whether a function call stands here; its name.
    fn at_call(&self) -> Option<&'a str> {
        (self.is(Kind::Word) && self.then.kind == Kind::Open).then(|| self.piece(self.now))
    }

    /// No function has this name.
    fn unknown_function(&self, roles: &[functions::Role]) -> Error {
        let name = self.lower(self.now);
        let usual = match name.as_str() {
            "now" | "today" | "current_date" | "getdate" | "curdate" | "date" | "year" => {
                Some(phrase::DATE_FUNCTION)
            }
            "date_sub" | "dateadd" | "date_add" | "datediff" | "interval" => {
                Some(phrase::AGO_FUNCTION)
            }
            _ => None,
        };
        let names = functions::FUNCTIONS.iter().filter(|f| roles.contains(&f.role));
        let near = hint(&name, names.map(|f| f.name));
        self.unexpected(phrase::KNOWN_FUNCTION, usual.unwrap_or(&near))
    }
}
