//! A whole definition: who, without whom, how many, and what its named conditions mean.

use super::clause::{Begins, Tree, joined};
use super::{Place, Teller, Telling, Token, field, number, say, text, whole_list};
use crate::rule::{Document, Limit, Node, NodeKind, Order};
use std::collections::BTreeSet;

pub(super) fn document(document: &Document, telling: Telling<'_>) -> Vec<Token> {
    let teller = Teller { telling, table: None };
    let rule = teller.clause(&document.rule, false, Place::Alone);
    let said = say("document")
        .with("rule", rule.unwrap_or_else(|| say("everyone").done()))
        .with("exclude", teller.exclude(document.exclude.as_ref()))
        .with("limit", document.limit.as_ref().map_or(Vec::new(), limit))
        .with("conditions", teller.conditions(document));
    said.done()
}

impl Teller<'_> {
    fn exclude(&self, exclude: Option<&Node>) -> Vec<Token> {
        let Some(tree) = exclude.and_then(|node| self.tree(node, false)) else {
            return Vec::new();
        };
        let key = match &tree {
            Tree::Leaf(_, Begins::Verb) => "exclude.verb",
            Tree::Leaf(_, Begins::Property) => "exclude.property",
            Tree::Leaf(_, Begins::Number) => "exclude.number",
            Tree::Leaf(_, Begins::Other) => "exclude.other",
            _ => "exclude.group",
        };
        say(key).with("x", joined(tree, Place::Alone)).done()
    }

    /// What the named conditions mean that take part, in the order of their names.
    fn conditions(&self, document: &Document) -> Vec<Token> {
        let mut used = BTreeSet::new();
        let roots = std::iter::once(&document.rule).chain(&document.exclude);
        roots.for_each(|node| uses(node, document, &mut used));
        let said: Vec<Vec<Token>> = used
            .into_iter()
            .filter_map(|name| {
                let meaning = self.clause(document.conditions.get(name)?, false, Place::Alone)?;
                Some(say("condition").with("x", text(name)).with("is", meaning).done())
            })
            .collect();
        if said.is_empty() { Vec::new() } else { vec![whole_list("conditions", said)] }
    }
}

/// The names of the conditions that a node uses, also by way of others. Each is looked into once.
fn uses<'a>(node: &'a Node, document: &'a Document, found: &mut BTreeSet<&'a str>) {
    if node.muted {
        return;
    }
    if let NodeKind::Use(name) = &node.kind
        && let Some(condition) = document.conditions.get(name)
        && found.insert(name)
    {
        uses(condition, document, found);
    }
    if let NodeKind::Not(child) = &node.kind {
        uses(child, document, found);
    }
    for child in node.kind.group().map_or(&[][..], |(_, children)| children) {
        uses(child, document, found);
    }
}

fn limit(limit: &Limit) -> Vec<Token> {
    let per = limit.per().map(field).map_or(Vec::new(), Vec::from);
    let said = match limit {
        Limit::Top(top) => {
            let order = if top.order == Some(Order::Asc) { "asc" } else { "desc" };
            say(format!("limit.{order}")).with("by", field(&top.by))
        }
        Limit::Random(random) => say("limit.random").with("seed", text(&random.seed)),
    };
    said.with("n", number(limit.n())).with("per", per).done()
}
