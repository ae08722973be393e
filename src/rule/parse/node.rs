//! Nodes in JSON.

use super::event::{event, sequence};
use super::operator::operator;
use super::value::{count, counted, decimal_in, text_in, text_list};
use super::window::window;
use super::{Budget, MAX_DEPTH, MAX_NODES};
use crate::error::{Code, Error, Result};
use crate::rule::json::{
    known, not_one_kind, object, optional_text, required, shape, text, unknown_key, wrong,
};
use crate::rule::{
    Attribute, KOf, List, Missing, Node, NodeKind, Sample, SegmentRef, TagCondition, TagSource,
    TagTest,
};
use serde_json::Value;

const ANNOTATIONS: [&str; 4] = ["label", "note", "muted", "locked"];

const KINDS: [&str; 16] = [
    "all",
    "any",
    "none",
    "not",
    "at_least",
    "at_most",
    "exactly",
    "attribute",
    "tags",
    "event",
    "sequence",
    "segment",
    "list",
    "sample",
    "use",
    "const",
];

/// Kinds whose place in the language is kept, with what they are made of.
const RESERVED: [(&str, &str); 5] = [
    ("related", "relations between contacts"),
    ("graph", "relations between contacts"),
    ("score", "a scoring model"),
    ("rank", "a scoring model"),
    ("contacted", "a record of messages sent"),
];

pub(super) fn node(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<Node> {
    budget.nodes += 1;
    if budget.nodes > MAX_NODES {
        return Err(Error::new(Code::DefinitionTooLarge)
            .with("limit", MAX_NODES)
            .with("what", "nodes")
            .at(path));
    }
    if depth > MAX_DEPTH {
        let error = Error::new(Code::DefinitionTooLarge);
        return Err(error.with("limit", MAX_DEPTH).with("what", "levels of nesting").at(path));
    }
    let map = object(value, path)?;
    if let Some((kind, needs)) = RESERVED.iter().find(|(kind, _)| map.contains_key(*kind)) {
        let error = Error::new(Code::NodeNotAvailable).with("kind", kind).with("needs", needs);
        return Err(error.at(path));
    }
    let mut kinds = map.keys().filter(|k| KINDS.contains(&k.as_str()));
    let kind = match (kinds.next(), kinds.next()) {
        (Some(kind), None) => kind.as_str(),
        (None, _) => {
            if let Some(key) = map.keys().find(|k| !ANNOTATIONS.contains(&k.as_str())) {
                return Err(unknown_key(path, key, &KINDS));
            }
            return Err(not_one_kind(path, &KINDS, map));
        }
        (Some(_), Some(_)) => return Err(not_one_kind(path, &KINDS, map)),
    };
    let allowed: Vec<&str> = std::iter::once(kind).chain(ANNOTATIONS).collect();
    known(path, map, &allowed)?;
    let inner = &map[kind];
    let at = format!("{path}.{kind}");
    let kind = match kind {
        "all" => NodeKind::All(nodes(inner, &at, depth, budget)?),
        "any" => NodeKind::Any(nodes(inner, &at, depth, budget)?),
        "none" => NodeKind::None(nodes(inner, &at, depth, budget)?),
        "not" => NodeKind::Not(Box::new(node(inner, &at, depth + 1, budget)?)),
        "attribute" => NodeKind::Attribute(attribute(inner, &at, budget)?),
        "tags" => NodeKind::Tags(tags(inner, &at, budget)?),
        "at_least" => NodeKind::AtLeast(k_of(inner, &at, depth, budget)?),
        "at_most" => NodeKind::AtMost(k_of(inner, &at, depth, budget)?),
        "exactly" => NodeKind::Exactly(k_of(inner, &at, depth, budget)?),
        "event" => NodeKind::Event(event(inner, &at, depth, budget)?),
        "sequence" => NodeKind::Sequence(sequence(inner, &at, depth, budget)?),
        "segment" => {
            let map = object(inner, &at)?;
            known(&at, map, &["id", "snapshot"])?;
            NodeKind::Segment(SegmentRef {
                id: text_in(map, "id", &at)?,
                snapshot: optional_text(map, "snapshot", &at)?,
            })
        }
        "list" => {
            let map = object(inner, &at)?;
            known(&at, map, &["field", "values"])?;
            let values = required(map, "values", &at)?;
            NodeKind::List(List {
                field: text_in(map, "field", &at)?,
                values: text_list(values, &format!("{at}.values"), budget)?,
            })
        }
        "sample" => {
            let map = object(inner, &at)?;
            known(&at, map, &["salt", "from", "to", "key"])?;
            NodeKind::Sample(Sample {
                salt: text_in(map, "salt", &at)?,
                from: decimal_in(map, "from", &at)?,
                to: decimal_in(map, "to", &at)?,
                key: optional_text(map, "key", &at)?,
            })
        }
        "use" => NodeKind::Use(text(inner, &at)?),
        _ => NodeKind::Const(flag(inner, &at)?),
    };
    let is = |key: &str| map.get(key).map_or(Ok(false), |v| flag(v, &format!("{path}.{key}")));
    Ok(Node {
        kind,
        label: optional_text(map, "label", path)?,
        note: optional_text(map, "note", path)?,
        muted: is("muted")?,
        locked: is("locked")?,
    })
}

fn nodes(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<Vec<Node>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of nodes", value))?;
    list.iter()
        .enumerate()
        .map(|(i, v)| node(v, &format!("{path}[{i}]"), depth + 1, budget))
        .collect()
}

fn attribute(value: &Value, path: &str, budget: &mut Budget) -> Result<Attribute> {
    let map = object(value, path)?;
    known(path, map, &["field", "is", "missing"])?;
    let at = format!("{path}.missing");
    let missing = match map.get("missing").map(|v| text(v, &at)).transpose()?.as_deref() {
        None => None,
        Some("match") => Some(Missing::Match),
        Some("no_match") => Some(Missing::NoMatch),
        Some(other) => return Err(wrong(&at, other, "match or no_match")),
    };
    Ok(Attribute {
        field: text(required(map, "field", path)?, &format!("{path}.field"))?,
        is: operator(required(map, "is", path)?, &format!("{path}.is"), budget)?,
        missing,
    })
}

fn tags(value: &Value, path: &str, budget: &mut Budget) -> Result<TagCondition> {
    const TESTS: [&str; 7] =
        ["has_any", "has_all", "has_none", "has_exactly", "has_at_least", "count", "untagged"];
    const SCOPE: [&str; 5] = ["subtree", "group", "level", "window", "source_in"];
    let map = object(value, path)?;
    let keys: Vec<&str> = TESTS.into_iter().chain(SCOPE).collect();
    known(path, map, &keys)?;
    let mut found = TESTS.iter().filter(|t| map.contains_key(**t));
    let (Some(test), None) = (found.next(), found.next()) else {
        return Err(not_one_kind(path, &TESTS, map));
    };
    let at = |key: &str| format!("{path}.{key}");
    let has = tag_test(test, &map[*test], &at(test), budget)?;
    let level = map.get("level").map(|v| count(v, &at("level"))).transpose()?;
    Ok(TagCondition {
        has,
        subtree: map.get("subtree").map(|v| flag(v, &at("subtree"))).transpose()?,
        group: optional_text(map, "group", path)?,
        level,
        window: map.get("window").map(|v| window(v, &at("window"))).transpose()?,
        source_in: map.get("source_in").map(|v| sources(v, &at("source_in"))).transpose()?,
    })
}

fn tag_test(test: &str, inner: &Value, at: &str, budget: &mut Budget) -> Result<TagTest> {
    Ok(match test {
        "has_any" => TagTest::HasAny(text_list(inner, at, budget)?),
        "has_all" => TagTest::HasAll(text_list(inner, at, budget)?),
        "has_none" => TagTest::HasNone(text_list(inner, at, budget)?),
        "has_exactly" => TagTest::HasExactly(text_list(inner, at, budget)?),
        "count" => TagTest::Count(operator(inner, at, budget)?),
        "untagged" => TagTest::Untagged(flag(inner, at)?),
        _ => {
            let map = object(inner, at)?;
            known(at, map, &["k", "of"])?;
            TagTest::HasAtLeast {
                k: counted(map, "k", at)?,
                of: text_list(required(map, "of", at)?, &format!("{at}.of"), budget)?,
            }
        }
    })
}

fn sources(value: &Value, path: &str) -> Result<Vec<TagSource>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of sources", value))?;
    let names = "manual, auto, import or questionnaire";
    list.iter()
        .enumerate()
        .map(|(i, v)| {
            let at = format!("{path}[{i}]");
            let name = text(v, &at)?;
            let found = TagSource::ALL.iter().find(|(n, _)| *n == name);
            found.map(|(_, source)| *source).ok_or_else(|| wrong(&at, &name, names))
        })
        .collect()
}

fn k_of(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<KOf> {
    let map = object(value, path)?;
    known(path, map, &["k", "of"])?;
    let of = nodes(required(map, "of", path)?, &format!("{path}.of"), depth, budget)?;
    Ok(KOf { k: counted(map, "k", path)?, of })
}

pub(super) fn flag(value: &Value, path: &str) -> Result<bool> {
    value.as_bool().ok_or_else(|| shape(path, "true or false", value))
}
