//! Conditions to clauses: groups, brackets, negation.

use super::negation::negate;
use super::value::How;
use super::{Place, Teller, Token, brackets, field, number, say, text, texts, whole_list};
use crate::rule::{Attribute, Group, List, Missing, Node, NodeKind, Operator, Sample};
use crate::table::Kind;

/// What a condition says, before it is known where it stands.
pub(super) enum Tree {
    /// One clause, and how it begins.
    Leaf(Vec<Token>, Begins),
    /// All of these.
    All(Vec<Tree>),
    /// Any of these.
    Any(Vec<Tree>),
    /// So many of these: the key of the phrase and the number.
    Counted(&'static str, u32, Vec<Tree>),
}

/// How a clause begins, which decides how it follows "everyone".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    /// With a verb: *has the tag x*.
    Verb,
    /// With a property: *city is x*.
    Property,
    /// With a number of things: *at least 3 orders*.
    Number,
    /// With several steps, which need brackets beside other clauses.
    Steps,
    /// Otherwise.
    Other,
}

/// Whether anything in a node is said.
fn takes_part(node: &Node) -> bool {
    if node.muted {
        return false;
    }
    match (node.kind.group(), &node.kind) {
        (Some((_, children)), _) => children.iter().any(takes_part),
        (None, NodeKind::Not(child)) => takes_part(child),
        _ => true,
    }
}

impl Teller<'_> {
    pub(super) fn clause(&self, node: &Node, negated: bool, place: Place) -> Option<Vec<Token>> {
        Some(joined(self.tree(node, negated)?, place))
    }

    /// `None` for a condition that takes no part.
    pub(super) fn tree(&self, node: &Node, negated: bool) -> Option<Tree> {
        if node.muted {
            return None;
        }
        if let Some((group, children)) = node.kind.group() {
            return self.group(group, children, negated);
        }
        match &node.kind {
            NodeKind::Not(child) => self.tree(child, !negated),
            _ => Some(self.leaf(node, negated)),
        }
    }

    fn group(&self, group: Group, children: &[Node], negated: bool) -> Option<Tree> {
        let children: Vec<&Node> = children.iter().filter(|c| takes_part(c)).collect();
        let n = u32::try_from(children.len()).unwrap_or(u32::MAX);
        if n == 0 {
            return None;
        }
        let each = |negated: bool| -> Vec<Tree> {
            children.iter().filter_map(|c| self.tree(c, negated)).collect()
        };
        let plain = children.iter().all(|c| has_opposite(c));
        Some(match (group, negated) {
            (Group::All, false) => all(each(false)),
            (Group::Any, false) | (Group::None, true) => any(each(false)),
            (Group::Any, true) | (Group::None, false) => {
                if plain || n == 1 {
                    all(each(true))
                } else {
                    Tree::Counted("of.none", 0, each(false))
                }
            }
            (Group::All, true) => match (n, plain && n == 2) {
                (1, _) => all(each(true)),
                (_, true) => any(each(true)),
                _ => Tree::Counted("of.not_all", n, each(false)),
            },
            (Group::AtLeast(1) | Group::AtMost(0), _) => {
                let inner = if group == Group::AtMost(0) { Group::None } else { Group::Any };
                return self.group(inner, &cloned(&children), negated);
            }
            (Group::AtLeast(k) | Group::Exactly(k), _) if k == n => {
                return self.group(Group::All, &cloned(&children), negated);
            }
            (Group::Exactly(0), _) => {
                return self.group(Group::None, &cloned(&children), negated);
            }
            (Group::AtLeast(k), false) => Tree::Counted("of.at_least", k, each(false)),
            (Group::AtLeast(k), true) => Tree::Counted("of.fewer", k, each(false)),
            (Group::AtMost(k), false) => Tree::Counted("of.at_most", k, each(false)),
            (Group::AtMost(k), true) => Tree::Counted("of.more", k, each(false)),
            (Group::Exactly(k), false) => Tree::Counted("of.exactly", k, each(false)),
            (Group::Exactly(k), true) => Tree::Counted("of.not_exactly", k, each(false)),
        })
    }

    fn leaf(&self, node: &Node, negated: bool) -> Tree {
        let not = |name: &str| if negated { format!("not.{name}") } else { name.to_owned() };
        let verb = |tokens| Tree::Leaf(tokens, Begins::Verb);
        match &node.kind {
            NodeKind::Attribute(attribute) => self.attribute(attribute, negated),
            NodeKind::Tags(tags) => verb(self.tags(tags, negated)),
            NodeKind::Event(event) => self.event(event, negated),
            NodeKind::Sequence(sequence) => {
                let said = self.sequence(sequence);
                let said = if negated { say("not").with("x", said).done() } else { said };
                Tree::Leaf(said, Begins::Steps)
            }
            NodeKind::Segment(segment) => {
                let key = match segment.snapshot {
                    None => not("segment"),
                    Some(_) => not("segment.snapshot"),
                };
                let said = say(key).with("x", self.segment_name(&segment.id));
                let snapshot = segment.snapshot.as_deref().map(text);
                verb(said.with("snapshot", snapshot.map_or(Vec::new(), Vec::from)).done())
            }
            NodeKind::List(list) => Tree::Leaf(in_list(list, &not("list")), Begins::Property),
            NodeKind::Sample(sample) => verb(in_sample(sample, &not("sample"))),
            NodeKind::Use(name) => verb(say(not("use")).with("x", text(name)).done()),
            NodeKind::Const(truth) => {
                let key = if *truth == negated { "nobody" } else { "everyone" };
                Tree::Leaf(say(key).done(), Begins::Other)
            }
            // groups are no leaves
            _ => Tree::Leaf(Vec::new(), Begins::Other),
        }
    }

    fn attribute(&self, attribute: &Attribute, negated: bool) -> Tree {
        let how = How { kind: self.kind_of(&attribute.field), ..How::default() };
        let begins = if attribute.is.inner().is_some() { Begins::Other } else { Begins::Property };
        let missing_matches =
            attribute.is.positive().is_some() && attribute.missing != Some(Missing::NoMatch);
        let missing_matches = missing_matches != negated;
        let (is, not) = if negated { negate(&attribute.is) } else { (attribute.is.clone(), false) };
        let said = self.operator(vec![field(&attribute.field)], &is, how, not);
        let remark = match (&is, is.positive().is_some(), missing_matches) {
            (Operator::IsSet | Operator::IsNotSet, ..) | (_, false, false) => None,
            (_, _, true) => Some("missing.counts"),
            (_, true, false) => Some("missing.not"),
        };
        let said = match remark {
            Some(key) => say(key).with("x", said).done(),
            None => said,
        };
        Tree::Leaf(said, begins)
    }

    /// The kind of a column, from the data or guessed from its name.
    pub(super) fn kind_of(&self, name: &str) -> Option<Kind> {
        match (self.telling.schema, &self.table) {
            (Some(schema), None) => schema.fields.iter().find(|f| f.name == name),
            (Some(schema), Some(table)) => schema
                .events
                .iter()
                .find(|e| e.table == *table)
                .and_then(|e| e.columns.iter().find(|f| f.name == name)),
            (None, _) => None,
        }
        .map(|f| f.kind)
        .or_else(|| ["gender", "sex", "性别"].contains(&name).then_some(Kind::Gender))
    }
}

fn cloned(children: &[&Node]) -> Vec<Node> {
    children.iter().map(|c| (*c).clone()).collect()
}

/// Whether the negation of a condition is a plain clause.
fn has_opposite(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Not(child) => child.kind.group().is_none(),
        NodeKind::Sequence(_) => false,
        kind => kind.group().is_none(),
    }
}

fn all(items: Vec<Tree>) -> Tree {
    Tree::All(
        items
            .into_iter()
            .flat_map(|t| match t {
                Tree::All(inner) => inner,
                t => vec![t],
            })
            .collect(),
    )
    .unwrapped()
}

fn any(items: Vec<Tree>) -> Tree {
    Tree::Any(
        items
            .into_iter()
            .flat_map(|t| match t {
                Tree::Any(inner) => inner,
                t => vec![t],
            })
            .collect(),
    )
    .unwrapped()
}

impl Tree {
    /// The only one of a list of one.
    fn unwrapped(self) -> Tree {
        match self {
            Tree::All(mut items) | Tree::Any(mut items) if items.len() == 1 => {
                items.pop().unwrap_or(Tree::All(Vec::new()))
            }
            tree => tree,
        }
    }
}

pub(super) fn joined(tree: Tree, place: Place) -> Vec<Token> {
    let inner = if place == Place::Phrase { Place::Phrase } else { Place::Inside };
    let style = if place == Place::Phrase { "phrase" } else { "clause" };
    let nested = |items: Vec<Tree>| -> Vec<Vec<Token>> {
        items
            .into_iter()
            .map(|item| match item {
                Tree::Leaf(said, Begins::Steps) => brackets(said),
                Tree::Leaf(said, _) => said,
                group => brackets(joined(group, inner)),
            })
            .collect()
    };
    match tree {
        Tree::Leaf(said, _) => said,
        Tree::All(items) => vec![whole_list(&format!("all.{style}"), nested(items))],
        Tree::Any(items) => vec![whole_list(&format!("any.{style}"), nested(items))],
        Tree::Counted(key, k, items) => {
            let of = items.len();
            say(key)
                .with("n", number(k))
                .with("of", number(of))
                .with("x", whole_list("of.join", nested(items)))
                .done()
        }
    }
}

fn in_list(list: &List, key: &str) -> Vec<Token> {
    say(key)
        .with("x", field(&list.field))
        .with("n", number(list.values.len()))
        .with("a", texts("and", &list.values))
        .done()
}

fn in_sample(sample: &Sample, key: &str) -> Vec<Token> {
    say(key)
        .with("from", number(sample.from))
        .with("to", number(sample.to))
        .with("salt", text(&sample.salt))
        .with("key", sample.key.as_deref().map(field).map_or(Vec::new(), Vec::from))
        .done()
}
