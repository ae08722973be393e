//! Conditions on events.

use super::clause::{Begins, Tree, joined};
use super::negation::negate;
use super::window::mask;
use super::{Form, Place, TableWord, Teller, Token, is_bare, number, say};
use crate::rule::{EventCondition, Literal, Measure, Node, NodeKind, Operator};
use crate::table::{Decimal, Kind};

pub(super) fn table(name: &str, form: Form) -> Token {
    Token::Table(TableWord { name: name.to_owned(), form, bare: is_bare(name) })
}

impl Teller<'_> {
    /// The same for conditions on the events of a table.
    pub(super) fn of(&self, name: &str) -> Self {
        Self { telling: self.telling, table: Some(name.to_owned()) }
    }

    /// The events of a table, or those that pass a condition.
    pub(super) fn what(&self, name: &str, filter: Option<&Node>, form: Form) -> Vec<Token> {
        let said = say("what").with("table", table(name, form));
        let filter = filter.map_or(Vec::new(), |filter| self.of(name).filter(filter));
        said.with("where", filter).done()
    }

    fn filter(&self, filter: &Node) -> Vec<Token> {
        let Some(tree) = self.tree(filter, false) else { return Vec::new() };
        match tree {
            Tree::Leaf(said, _) => match self.telling_value(filter) {
                Some(value) => say("where.value").with("x", said).with("value", value).done(),
                None => say("where.clause").with("x", said).done(),
            },
            group => say("where.group").with("x", joined(group, Place::Phrase)).done(),
        }
    }

    /// The value of a condition that says it all: the “x” orders.
    fn telling_value(&self, filter: &Node) -> Option<Token> {
        if let Some((_, children)) = filter.kind.group() {
            let mut present = children.iter().filter(|c| !c.muted);
            return match (filter.kind.name(), present.next(), present.next()) {
                ("all" | "any", Some(only), None) => self.telling_value(only),
                _ => None,
            };
        }
        let NodeKind::Attribute(attribute) = &filter.kind else { return None };
        let Operator::Eq(Literal::Text(value)) = &attribute.is else { return None };
        let kind = self.kind_of(&attribute.field);
        let is_text = matches!(kind, None | Some(Kind::Text));
        (is_text && !super::value::is_moment(value)).then(|| super::text(value))
    }

    pub(super) fn event(&self, event: &EventCondition, negated: bool) -> Tree {
        let (is, not) = if negated { negate(&event.is) } else { (event.is.clone(), false) };
        if event.measure == Measure::Count
            && let Some(tree) = self.count(event, &is)
        {
            return tree;
        }
        let (said, how) = self.compared(event, &is, not);
        // without a result no positive operator holds and every negative one does
        let missing_matches = event.is.positive().is_some() != negated;
        let said = if how.missable && missing_matches {
            say("result.counts").with("x", said).done()
        } else {
            said
        };
        Tree::Leaf(said, Begins::Other)
    }

    /// A number of events, when it is compared with a number.
    fn count(&self, event: &EventCondition, is: &Operator) -> Option<Tree> {
        let whole = |n: i64| Decimal::whole(n);
        let (name, n, upper) = match is {
            Operator::Eq(Literal::Number(n)) => ("eq", *n, None),
            Operator::Ne(Literal::Number(n)) => ("ne", *n, None),
            Operator::Lt(Literal::Number(n)) => ("lt", *n, None),
            Operator::Le(Literal::Number(n)) => ("le", *n, None),
            Operator::Gt(Literal::Number(n)) => ("gt", *n, None),
            Operator::Ge(Literal::Number(n)) => ("ge", *n, None),
            Operator::Between(Literal::Number(a), Literal::Number(b)) => ("between", *a, Some(*b)),
            Operator::NotBetween(Literal::Number(a), Literal::Number(b)) => {
                ("not_between", *a, Some(*b))
            }
            _ => return None,
        };
        let (key, begins) = match name {
            "ge" if n == whole(1) => ("did", Begins::Verb),
            "gt" | "ne" if n == whole(0) => ("did", Begins::Verb),
            "lt" if n == whole(1) => ("did_not", Begins::Verb),
            "eq" | "le" if n == whole(0) => ("did_not", Begins::Verb),
            _ => (name, Begins::Number),
        };
        let single = upper.unwrap_or(n) == whole(1) && begins == Begins::Number;
        let form = if single { Form::One } else { Form::Many };
        let said = say(format!("count.{key}"))
            .with("what", self.what(&event.table, event.filter.as_deref(), form))
            .with("window", self.event_window(event.window.as_ref()))
            .with("mask", mask("mask", event.mask.as_ref()))
            .with("n", number(n))
            .with("b", upper.map(number).map_or(Vec::new(), Vec::from))
            .with("counter", table(&event.table, Form::Counter));
        Some(Tree::Leaf(said.done(), begins))
    }
}
