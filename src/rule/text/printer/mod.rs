//! A document as text. What is printed reads back as the same document; a condition that is short stands on one line.

mod event;
mod layout;
mod operator;
mod value;

use super::is_reserved;
use super::lexer::{is_word_part, is_word_start};
use crate::rule::{
    Attribute, Document, KOf, Limit, Missing, Node, NodeKind, Order, Parameter, TagCondition,
    TagTest, WeekStart,
};
use layout::Piece;
use value::{literal, text};

/// The text of a definition. Reads back as the same definition.
pub fn print(document: &Document) -> String {
    let mut lines = clauses(document);
    let head = if lines.is_empty() { "" } else { "WHERE " };
    lines.push(condition(&document.rule).laid_out(head));
    if let Some(exclude) = &document.exclude {
        lines.push(condition(exclude).laid_out("EXCLUDE "));
    }
    if let Some(limit) = &document.limit {
        lines.push(limited(limit));
    }
    lines.join("\n")
}

/// The settings that are not those of a plain document.
fn clauses(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    let mut named = Vec::new();
    if !document.name.is_empty() {
        named.push(format!("SEGMENT {}", text(&document.name)));
    }
    if let Some(id) = &document.id {
        named.push(format!("ID {}", text(id)));
    }
    if !named.is_empty() {
        lines.push(named.join(" "));
    }
    if document.zone != "Asia/Shanghai" {
        lines.push(format!("ZONE {}", text(&document.zone)));
    }
    if document.week_start == WeekStart::Sunday {
        lines.push("WEEK SUNDAY".to_owned());
    }
    match document.as_of.as_str() {
        "data" => {}
        "now" => lines.push("AS OF now".to_owned()),
        time => lines.push(format!("AS OF {}", text(time))),
    }
    if let Some(meta) = &document.meta {
        match &meta.note {
            Some(note) => lines.push(format!("NOTE {}", text(note))),
            None if meta.goal.is_none() => lines.push("NOTE NULL".to_owned()),
            None => {}
        }
        lines.extend(meta.goal.as_ref().map(|goal| format!("GOAL {}", text(goal))));
    }
    for (parameter, value) in &document.parameters {
        let value = match value {
            Parameter::One(value) => literal(value),
            Parameter::Many(values) => value::list(values.iter().map(literal)),
        };
        lines.push(format!("PARAM {} = {value}", name(parameter)));
    }
    for (define, node) in &document.conditions {
        lines.push(condition(node).laid_out(&format!("DEFINE {} AS ", name(define))));
    }
    lines
}

fn limited(limit: &Limit) -> String {
    let mut line = match limit {
        Limit::Top(top) => {
            let order = match top.order {
                None => "",
                Some(Order::Asc) => " ASC",
                Some(Order::Desc) => " DESC",
            };
            format!("LIMIT TOP {} BY {}{order}", top.top, name(&top.by))
        }
        Limit::Random(random) => {
            format!("LIMIT RANDOM {} SEED {}", random.random, text(&random.seed))
        }
    };
    if let Some(per) = limit.per() {
        line.push_str(" PER ");
        line.push_str(&name(per));
    }
    line
}

/// A name, in double quotes unless it is a plain word.
fn name(name: &str) -> String {
    let plain = name.starts_with(is_word_start) && name.chars().all(is_word_part);
    if plain && !is_reserved(name) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// A condition where AND and OR may stand bare.
fn condition(node: &Node) -> Piece {
    let (piece, joined) = match &node.kind {
        NodeKind::All(nodes) if nodes.len() > 1 => (chain("AND", nodes), true),
        NodeKind::Any(nodes) if nodes.len() > 1 => (chain("OR", nodes), true),
        NodeKind::Not(inner) => (operand(inner).prefixed("NOT "), true),
        kind => (single(kind), false),
    };
    let mut marks = String::new();
    if let Some(label) = &node.label {
        marks.push_str(&format!(" AS {}", text(label)));
    }
    if let Some(note) = &node.note {
        marks.push_str(&format!(" NOTE {}", text(note)));
    }
    if node.muted {
        marks.push_str(" MUTED");
    }
    if node.locked {
        marks.push_str(" LOCKED");
    }
    match (marks.is_empty(), joined) {
        (true, _) => piece,
        (false, true) => piece.bracketed().suffixed(&marks),
        (false, false) => piece.suffixed(&marks),
    }
}

/// A condition beside AND, OR or NOT.
fn operand(node: &Node) -> Piece {
    let piece = condition(node);
    if piece.is_chain() { piece.bracketed() } else { piece }
}

fn chain(word: &'static str, nodes: &[Node]) -> Piece {
    Piece::chain(word, nodes.iter().map(operand).collect())
}

fn single(kind: &NodeKind) -> Piece {
    let counted = |name: &str, k_of: &KOf| {
        let mut items: Vec<Piece> = k_of.of.iter().map(condition).collect();
        let k = format!("{} OF", k_of.k);
        match items.first_mut() {
            Some(first) => *first = std::mem::take(first).prefixed(&format!("{k} ")),
            None => items.push(Piece::flat(k)),
        }
        Piece::call(format!("{name}("), items, ")")
    };
    let called = |name: &str, nodes: &[Node]| {
        Piece::call(format!("{name}("), nodes.iter().map(condition).collect(), ")")
    };
    match kind {
        NodeKind::All(nodes) => called("all", nodes),
        NodeKind::Any(nodes) => called("any", nodes),
        NodeKind::None(nodes) => called("none", nodes),
        NodeKind::Not(inner) => operand(inner).prefixed("NOT "),
        NodeKind::AtLeast(k_of) => counted("at_least", k_of),
        NodeKind::AtMost(k_of) => counted("at_most", k_of),
        NodeKind::Exactly(k_of) => counted("exactly", k_of),
        NodeKind::Attribute(attribute) => attributed(attribute),
        NodeKind::Tags(tags) => tagged(tags),
        NodeKind::Event(event) => event::event(event),
        NodeKind::Sequence(sequence) => event::sequence(sequence),
        NodeKind::Segment(reference) => {
            let snapshot = reference.snapshot.as_ref();
            let snapshot = snapshot.map(|id| format!(", snapshot => {}", text(id)));
            Piece::flat(format!(
                "in_segment({}{})",
                text(&reference.id),
                snapshot.unwrap_or_default()
            ))
        }
        NodeKind::List(list) => {
            let values = list.values.iter().map(|value| format!(", {}", text(value)));
            Piece::flat(format!("in_list({}{})", name(&list.field), values.collect::<String>()))
        }
        NodeKind::Sample(sample) => {
            let key = sample.key.as_ref().map(|key| format!(", key => {}", name(key)));
            let (salt, key) = (text(&sample.salt), key.unwrap_or_default());
            Piece::flat(format!("in_sample({salt}, {}, {}{key})", sample.from, sample.to))
        }
        NodeKind::Use(of) => Piece::flat(format!("use({})", name(of))),
        NodeKind::Const(true) => Piece::flat("TRUE"),
        NodeKind::Const(false) => Piece::flat("FALSE"),
    }
}

fn attributed(attribute: &Attribute) -> Piece {
    let piece = operator::asked(Piece::flat(name(&attribute.field)), &attribute.is);
    piece.suffixed(match attribute.missing {
        None => "",
        Some(Missing::Match) => " MISSING MATCH",
        Some(Missing::NoMatch) => " MISSING NO MATCH",
    })
}

fn tagged(tags: &TagCondition) -> Piece {
    let function = match &tags.has {
        TagTest::Count(_) => "tag_count",
        TagTest::Untagged(false) => "tagged",
        test => test.name(),
    };
    let mut line = format!("{function}(tags");
    let mut listed = tags.has.tags();
    if let TagTest::HasAtLeast { k, of } = &tags.has {
        line.push_str(&format!(", {k} OF"));
        if let Some((first, rest)) = of.split_first() {
            line.push_str(&format!(" {}", text(first)));
            listed = rest;
        }
    }
    for tag in listed {
        line.push_str(", ");
        line.push_str(&text(tag));
    }
    if let Some(subtree) = tags.subtree {
        line.push_str(if subtree { ", subtree => TRUE" } else { ", subtree => FALSE" });
    }
    if let Some(group) = &tags.group {
        line.push_str(&format!(", group => {}", text(group)));
    }
    if let Some(level) = tags.level {
        line.push_str(&format!(", level => {level}"));
    }
    if let Some(window) = &tags.window {
        line.push_str(&format!(", window => {}", value::window(window)));
    }
    if let Some(sources) = &tags.source_in {
        let names = sources.iter().filter_map(|source| {
            let found = crate::rule::TagSource::ALL.iter().find(|(_, known)| known == source);
            found.map(|(name, _)| (*name).to_owned())
        });
        line.push_str(&format!(", source_in => {}", value::list(names)));
    }
    line.push(')');
    match &tags.has {
        TagTest::Count(is) => operator::asked(Piece::flat(line), is),
        _ => Piece::flat(line),
    }
}
