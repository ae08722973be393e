//! A definition with one part taken out or put in another's place, by path.
//!
//! Works on the JSON of the definition, where a path is a way from key to key; what comes out is read like any other
//! definition. Costs time linear in the definition.

use super::{Document, Node};
use crate::error::{Code, Error, Result};
use serde_json::{Value, json};

impl Document {
    /// The node at a path such as `rule.all[1].event.where` or `conditions.name.not`.
    pub fn node_at(&self, path: &str) -> Option<&Node> {
        let roots = std::iter::once(("rule".to_owned(), &self.rule))
            .chain(self.exclude.iter().map(|n| ("exclude".to_owned(), n)))
            .chain(self.conditions.iter().rev().map(|(name, n)| (format!("conditions.{name}"), n)));
        for (at, root) in roots {
            // names of conditions may contain dots: another name can be the one that is meant
            if is_below(path, &at)
                && let Some(found) = descend(root, &at, path)
            {
                return Some(found);
            }
        }
        None
    }

    /// The same definition with another node at a path.
    ///
    /// # Errors
    /// [`Code::NoSuchPart`] when no node is there, or what is wrong with the result.
    pub fn with_node(&self, path: &str, node: &Node) -> Result<Document> {
        if self.node_at(path).is_none() {
            return Err(nothing_at(path));
        }
        let value = serde_json::to_value(node).map_err(|e| internal(&e))?;
        self.edited(path, |place| *place = value)
    }

    /// The same definition without what is at a path: a node, `exclude`, `limit`, `parameters.name` or `conditions.name`. A
    /// group that would be empty goes with its last condition, and a `not` with its only one; in the place of the whole rule
    /// stands everybody. A condition on events that goes leaves every event.
    ///
    /// # Errors
    /// [`Code::NoSuchPart`] when nothing is there, or what is wrong with the result.
    pub fn without(&self, path: &str) -> Result<Document> {
        let mut path = path.to_owned();
        loop {
            if path == "rule" {
                return self.edited("rule", |place| *place = json!({ "const": true }));
            }
            let Some((parent, index)) = split_index(&path) else { break };
            let siblings = self.children_in(parent).ok_or_else(|| nothing_at(&path))?;
            if index >= siblings {
                return Err(nothing_at(&path));
            }
            if siblings > 1 {
                return self.edited(parent, |list| {
                    if let Value::Array(list) = list {
                        list.remove(index);
                    }
                });
            }
            path = group_of(parent).to_owned();
        }
        let Some((parent, key)) = self.split_key(&path) else {
            let parent = path.strip_suffix(".not").ok_or_else(|| nothing_at(&path))?;
            return self.without(parent);
        };
        let mut gone = false;
        let document = self.edited(&parent, |place| {
            if let Value::Object(map) = place {
                gone = map.shift_remove(&key).is_some();
            }
        })?;
        if gone { Ok(document) } else { Err(nothing_at(&path)) }
    }

    /// The number of children of a list such as `rule.all`.
    fn children_in(&self, list: &str) -> Option<usize> {
        let node = self.node_at(group_of(list))?;
        let (group, children) = node.kind.group()?;
        list.ends_with(group.list()).then_some(children.len())
    }

    /// The part above, and the name of the last part in it. Names of parameters and conditions may contain dots.
    fn split_key(&self, path: &str) -> Option<(String, String)> {
        for part in ["parameters", "conditions"] {
            if let Some(name) = path.strip_prefix(part).and_then(|p| p.strip_prefix('.'))
                && (self.parameters.contains_key(name) || self.conditions.contains_key(name))
            {
                return Some((part.to_owned(), name.to_owned()));
            }
        }
        if matches!(path, "exclude" | "limit") {
            return Some((String::new(), path.to_owned()));
        }
        let (parent, key) = path.rsplit_once('.')?;
        (key == "where").then(|| (parent.to_owned(), key.to_owned()))
    }

    fn edited(&self, path: &str, change: impl FnOnce(&mut Value)) -> Result<Document> {
        let mut value = serde_json::to_value(self).map_err(|e| internal(&e))?;
        let place = find(&mut value, path).ok_or_else(|| nothing_at(path))?;
        change(place);
        Document::from_value(&value)
    }
}

/// Whether a path is another one, or leads below it.
pub fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn descend<'a>(node: &'a Node, at: &str, path: &str) -> Option<&'a Node> {
    if at == path {
        return Some(node);
    }
    let filters = node.filters(at).into_iter().map(|(at, _, node)| (at, node));
    node.children(at)
        .into_iter()
        .chain(filters)
        .find(|(at, _)| is_below(path, at))
        .and_then(|(at, node)| descend(node, &at, path))
}

/// The list and the place in it that a path such as `rule.all[1]` ends with.
fn split_index(path: &str) -> Option<(&str, usize)> {
    let (list, index) = path.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, index.parse().ok()?))
}

/// The path of the group whose children stand in a list such as `rule.all` or `rule.at_least.of`.
fn group_of(list: &str) -> &str {
    let list = list.strip_suffix(".of").unwrap_or(list);
    list.rsplit_once('.').map_or("", |(group, _)| group)
}

/// The value at a path below this one; the longest key that fits is meant.
fn find<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let path = path.strip_prefix('.').unwrap_or(path);
    if path.is_empty() {
        return Some(value);
    }
    match value {
        Value::Object(map) => {
            let fits = map.keys().filter(|key| is_below(path, key)).max_by_key(|key| key.len());
            let key = fits?.clone();
            find(map.get_mut(&key)?, &path[key.len()..])
        }
        Value::Array(list) => {
            let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
            find(list.get_mut(index.parse::<usize>().ok()?)?, rest)
        }
        _ => None,
    }
}

fn nothing_at(path: &str) -> Error {
    Error::new(Code::NoSuchPart).with("path", path)
}

fn internal(error: &serde_json::Error) -> Error {
    Error::new(Code::Internal).with("reason", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(rule: &str) -> Document {
        Document::from_json(&format!(
            r#"{{"fenqun":1,"parameters":{{"a.b":1}},"conditions":{{"x":{{"const":true}},"x.not":{{"not":{{"const":true}}}}}},"rule":{rule}}}"#
        ))
        .unwrap()
    }

    fn rule_without(rule: &str, path: &str) -> Value {
        serde_json::to_value(document(rule).without(path).unwrap().rule).unwrap()
    }

    #[test]
    fn a_group_goes_with_its_last_condition() {
        let rule = r#"{"all":[{"const":true},{"any":[{"not":{"const":false}}]}]}"#;
        for path in ["rule.all[1].any[0].not", "rule.all[1].any[0]", "rule.all[1]"] {
            assert_eq!(rule_without(rule, path), json!({"all":[{"const":true}]}), "{path}");
        }
        assert_eq!(rule_without(r#"{"not":{"const":true}}"#, "rule.not"), json!({"const":true}));
        assert_eq!(
            rule_without(r#"{"at_least":{"k":1,"of":[{"const":true}]}}"#, "rule.at_least.of[0]"),
            json!({"const":true})
        );
    }

    #[test]
    fn names_with_dots_are_found_as_a_whole() {
        let document = document(r#"{"use":"x.not"}"#);
        assert!(document.without("parameters.a.b").unwrap().parameters.is_empty());
        let left = document.without("conditions.x.not").unwrap();
        assert!(left.conditions.contains_key("x") && left.conditions.len() == 1);
        assert_eq!(document.node_at("conditions.x.not.not").unwrap().kind.name(), "const");
    }

    #[test]
    fn a_condition_on_events_is_replaced_and_taken_out() {
        let rule =
            r#"{"event":{"table":"t","where":{"const":false},"measure":"count","is":{"ge":1}}}"#;
        let document = document(rule);
        let node = Node::new(super::super::NodeKind::Const(true));
        let replaced = document.with_node("rule.event.where", &node).unwrap();
        assert_eq!(replaced.node_at("rule.event.where"), Some(&node));
        assert!(document.without("rule.event.where").unwrap().rule.filters("rule").is_empty());
        assert_eq!(document.without("rule.all[0]").unwrap_err().code, Code::NoSuchPart);
        assert_eq!(document.without("limit").unwrap_err().code, Code::NoSuchPart);
    }
}
