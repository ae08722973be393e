//! One condition: a function, or a column and what its value must be.

use super::super::functions::{self, Role};
use super::super::lexer::{Kind, Token};
use super::super::phrase;
use super::Parser;
use super::arguments::{Arguments, Rest};
use crate::error::Result;
use crate::rule::{KOf, List, Node, NodeKind, Sample, SegmentRef, operator};

/// What a condition begins with.
const CONDITIONS: [Role; 7] = [
    Role::Group,
    Role::Node,
    Role::Tags,
    Role::Sugar,
    Role::Measure,
    Role::Subject,
    Role::Operator,
];

impl Parser<'_> {
    /// A condition without AND, OR and brackets around it; the caller has counted its node.
    pub fn single(&mut self) -> Result<Node> {
        let Some(name) = self.at_call() else { return self.without_call() };
        let Some(function) = functions::find(name).filter(|f| CONDITIONS.contains(&f.role)) else {
            let window = functions::find(name).is_some_and(|f| f.role != Role::Other);
            return Err(match name.to_lowercase().as_str() {
                _ if window => self.unexpected(phrase::CONDITION, phrase::WINDOW_ALONE),
                "and" | "or" => self.unexpected(phrase::CONDITION, ""),
                _ => self.unknown_function(&CONDITIONS),
            });
        };
        if matches!(function.role, Role::Measure | Role::Subject) {
            return self.compared();
        }
        self.bump();
        self.bump();
        let name = function.name;
        let node = self.nested(|p| match function.role {
            Role::Group => p.group(name).map(Node::new),
            Role::Node => p.membership(name).map(Node::new),
            Role::Tags => p.tag_test(name).map(Node::new),
            Role::Sugar => p.sugar(name),
            _ => p.asked(name),
        })?;
        if self.compares(self.now) {
            return Err(self.unexpected(phrase::MORE, phrase::OPERATOR_INSIDE));
        }
        Ok(node)
    }

    fn without_call(&mut self) -> Result<Node> {
        for (word, value) in [("true", true), ("false", false)] {
            if self.eat_word(word) {
                return Ok(Node::new(NodeKind::Const(value)));
            }
        }
        let word = self.lower(self.now);
        // a column is never followed by a name
        let named =
            self.then.kind == Kind::Word && !super::super::is_reserved(self.piece(self.then));
        let hint = match (self.now.kind, word.as_str()) {
            (Kind::Text, _) if self.then.kind != Kind::End => phrase::TEXT_AS_COLUMN,
            (Kind::Number, _) => phrase::VALUE_FIRST,
            (Kind::Word, "select" | "from") if self.then.kind == Kind::Star || named => {
                phrase::SELECT
            }
            (Kind::Word, "非" | "不" | "不是") if named => phrase::NOT_WORD,
            (Kind::Word, word) if super::super::is_reserved(word) && self.compares(self.then) => {
                phrase::RESERVED_COLUMN
            }
            (Kind::Word, word) if super::super::is_reserved(word) => "",
            (Kind::Word | Kind::Name, _) => return self.compared(),
            _ => "",
        };
        Err(self.unexpected(phrase::CONDITION, hint))
    }

    /// A column, or what is computed, with what it must be.
    fn compared(&mut self) -> Result<Node> {
        let subject = self.subject()?;
        self.predicate(subject).map(Node::new)
    }

    /// An operator as a function: the column or measure, then its operands.
    fn asked(&mut self, name: &'static str) -> Result<Node> {
        let subject = self.subject()?;
        let Some(info) = operator::find(name) else {
            return Err(self.unknown_function(&CONDITIONS));
        };
        let is = self.operator(info)?;
        self.finished(subject, is).map(Node::new)
    }

    fn compares(&self, token: Token) -> bool {
        let word = ["between", "in", "like", "is"].iter().any(|word| self.is_word(token, word));
        word || matches!(
            token.kind,
            Kind::Eq | Kind::Ne | Kind::Lt | Kind::Le | Kind::Gt | Kind::Ge | Kind::Arrow
        )
    }

    fn group(&mut self, name: &str) -> Result<NodeKind> {
        let counted = matches!(name, "at_least" | "at_most" | "exactly");
        let k = if counted { self.number_of()? } else { 0 };
        let mut of = Vec::new();
        let mut arguments = Arguments::new(name, &[], &[]).rest(Rest::Values);
        while self.argument(&mut arguments)?.is_some() {
            of.push(self.condition()?);
        }
        Ok(match name {
            "all" => NodeKind::All(of),
            "any" => NodeKind::Any(of),
            "none" => NodeKind::None(of),
            "at_least" => NodeKind::AtLeast(KOf { k, of }),
            "at_most" => NodeKind::AtMost(KOf { k, of }),
            _ => NodeKind::Exactly(KOf { k, of }),
        })
    }

    /// `2 OF`, or `2,`.
    pub fn number_of(&mut self) -> Result<u32> {
        let k = self.count()?;
        if self.eat_word("of") || self.eat(Kind::Comma) {
            return Ok(k);
        }
        Err(self.unexpected(phrase::NUMBER_OF, ""))
    }

    fn membership(&mut self, name: &str) -> Result<NodeKind> {
        match name {
            "use" => {
                let (name, _) = self.name(phrase::NAME)?;
                self.expect(Kind::Close, phrase::CLOSE)?;
                Ok(NodeKind::Use(name))
            }
            "in_segment" => self.segment(),
            "in_list" => {
                let field = self.contact_column()?;
                let mut arguments = Arguments::new(name, &[], &[]).rest(Rest::Values).started();
                let values = self.texts(&mut arguments)?;
                Ok(NodeKind::List(List { field, values }))
            }
            _ => self.sample(),
        }
    }

    fn segment(&mut self) -> Result<NodeKind> {
        let mut arguments = Arguments::new("in_segment", &["id", "snapshot"], &[]);
        let (mut id, mut snapshot) = (None, None);
        while let Some(name) = self.argument(&mut arguments)? {
            match name {
                "id" => id = Some(self.text()?),
                _ => snapshot = Some(self.text()?),
            }
        }
        let id = id.ok_or_else(|| self.lacking(&arguments))?;
        Ok(NodeKind::Segment(SegmentRef { id, snapshot }))
    }

    fn sample(&mut self) -> Result<NodeKind> {
        let mut arguments = Arguments::new("in_sample", &["salt", "from", "to", "key"], &[]);
        let (mut salt, mut from, mut to, mut key) = (None, None, None, None);
        while let Some(name) = self.argument(&mut arguments)? {
            match name {
                "salt" => salt = Some(self.text()?),
                "from" => from = Some(self.decimal()?),
                "to" => to = Some(self.decimal()?),
                _ => key = Some(self.contact_column()?),
            }
        }
        let (Some(salt), Some(from), Some(to)) = (salt, from, to) else {
            return Err(self.lacking(&arguments));
        };
        Ok(NodeKind::Sample(Sample { salt, from, to, key }))
    }

    /// The remaining arguments, each a text.
    pub fn texts(&mut self, arguments: &mut Arguments) -> Result<Vec<String>> {
        let mut all = Vec::new();
        while self.argument(arguments)?.is_some() {
            self.count_value()?;
            all.push(self.text()?);
        }
        Ok(all)
    }
}
