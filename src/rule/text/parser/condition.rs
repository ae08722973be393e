//! Conditions joined by AND and OR, brackets, NOT, and what a node carries beside its question.

use super::super::lexer::Kind;
use super::super::phrase;
use super::Parser;
use crate::error::{Error, Result};
use crate::rule::{MAX_DEPTH, Node, NodeKind};

impl Parser<'_> {
    /// `term OR term …`; one term is itself, not a group.
    pub fn condition(&mut self) -> Result<Node> {
        self.nested(|p| p.chain(Self::term, Kind::Or, "or", NodeKind::Any))
    }

    fn term(&mut self) -> Result<Node> {
        self.chain(Self::negation, Kind::And, "and", NodeKind::All)
    }

    fn chain(
        &mut self,
        part: fn(&mut Self) -> Result<Node>,
        sign: Kind,
        word: &str,
        group: fn(Vec<Node>) -> NodeKind,
    ) -> Result<Node> {
        let first = part(self)?;
        if !(self.is(sign) || self.at_word(word)) {
            return Ok(first);
        }
        let mut all = vec![first];
        while self.eat(sign) || self.eat_word(word) {
            all.push(part(self)?);
        }
        self.count_node()?;
        Ok(Node::new(group(all)))
    }

    fn negation(&mut self) -> Result<Node> {
        let mut negations = 0;
        while self.at_word("not") {
            self.bump();
            negations += 1;
            if negations > MAX_DEPTH {
                return Err(self.too_large(MAX_DEPTH, "levels of nesting"));
            }
        }
        let mut node = self.marked()?;
        for _ in 0..negations {
            self.count_node()?;
            node = Node::new(NodeKind::Not(Box::new(node)));
        }
        Ok(node)
    }

    /// A condition with label, note, `MUTED` and `LOCKED` behind it.
    fn marked(&mut self) -> Result<Node> {
        let mut node = if self.eat(Kind::Open) {
            let node = self.condition()?;
            if !self.is(Kind::Close) {
                return Err(self.unexpected(phrase::CLOSE_GROUP, self.joining_hint()));
            }
            self.bump();
            node
        } else {
            self.count_node()?;
            self.single()?
        };
        loop {
            let token = self.now;
            let again = if self.at_word("as") && !self.is_word(self.then, "of") {
                self.bump();
                if !self.is(Kind::Text) {
                    return Err(self.unexpected(phrase::LABEL, ""));
                }
                node.label.replace(self.text()?).is_some()
            } else if self.at_word("note") && self.then.kind == Kind::Text {
                self.bump();
                node.note.replace(self.text()?).is_some()
            } else if self.eat_word("muted") {
                std::mem::replace(&mut node.muted, true)
            } else if self.eat_word("locked") {
                std::mem::replace(&mut node.locked, true)
            } else {
                return Ok(node);
            };
            if again {
                return Err(self.unexpected_at(token, phrase::ONCE, ""));
            }
        }
    }

    /// What stands behind a condition is no AND, OR or clause.
    pub fn more_expected(&self) -> Error {
        self.unexpected(phrase::MORE, self.joining_hint())
    }

    fn joining_hint(&self) -> &'static str {
        let word = self.lower(self.now);
        match (self.now.kind, word.as_str()) {
            (Kind::Close, _) => phrase::TOO_MANY_OPEN,
            (Kind::Comma, _) if matches!(self.then.kind, Kind::Number | Kind::Bad) => {
                phrase::THOUSANDS
            }
            (Kind::Arrow, _) => phrase::ARROW_GE,
            (Kind::Eq | Kind::Ne | Kind::Lt | Kind::Le | Kind::Gt | Kind::Ge, _) => {
                phrase::NOT_COMPARED
            }
            (Kind::Plus | Kind::Minus | Kind::Star, _) => phrase::ARITHMETIC,
            (Kind::Word, "且" | "并且" | "而且" | "和" | "与" | "adn" | "und") => {
                phrase::AND_WORD
            }
            (Kind::Word, "或" | "或者" | "ro" | "oder") => phrase::OR_WORD,
            (Kind::Word, "order" | "sort") => phrase::ORDER_BY,
            (Kind::Word, "missing") => phrase::MISSING_ON_MEASURE,
            _ => "",
        }
    }
}
