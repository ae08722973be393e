//! Conditions on tags that contradict or contain each other.

use crate::rule::{Node, NodeKind, TagCondition, TagTest};
use crate::table::is_tag_below;

/// Both conditions, when they look at the same tags in the same way.
fn alike<'a>(a: &'a Node, b: &'a Node) -> Option<(&'a TagCondition, &'a TagCondition)> {
    let (NodeKind::Tags(a), NodeKind::Tags(b)) = (&a.kind, &b.kind) else { return None };
    let rest = |t: &TagCondition| {
        (t.subtree.unwrap_or(true), t.group.clone(), t.level, t.window.clone(), t.source_in.clone())
    };
    (rest(a) == rest(b)).then_some((a, b))
}

/// Whether having `tag` is having `other` too.
fn is_in(tag: &str, other: &str, condition: &TagCondition) -> bool {
    let subtree = condition.subtree.unwrap_or(true) && condition.level.is_none();
    is_tag_below(tag, other) && (subtree || is_tag_below(other, tag))
}

/// Whether nobody can meet both.
pub fn contradict(a: &Node, b: &Node) -> bool {
    let Some((a, b)) = alike(a, b) else { return false };
    let one_way = |wanted: &TagCondition, refused: &TagCondition| match (&wanted.has, &refused.has)
    {
        (TagTest::HasAny(tags), TagTest::HasNone(none)) => {
            !tags.is_empty() && tags.iter().all(|t| none.iter().any(|n| is_in(t, n, wanted)))
        }
        (TagTest::HasAll(tags) | TagTest::HasExactly(tags), TagTest::HasNone(none)) => {
            tags.iter().any(|t| none.iter().any(|n| is_in(t, n, wanted)))
        }
        (
            TagTest::HasAny(_)
            | TagTest::HasAll(_)
            | TagTest::HasExactly(_)
            | TagTest::Untagged(false),
            TagTest::Untagged(true),
        ) => true,
        (TagTest::HasAtLeast { k, .. }, TagTest::Untagged(true)) => *k > 0,
        _ => false,
    };
    one_way(a, b) || one_way(b, a)
}

/// Whether everybody who meets the first meets the second.
pub fn implies(a: &Node, b: &Node) -> bool {
    let Some((a, b)) = alike(a, b) else { return false };
    let each_in = |from: &[String], to: &[String]| {
        !from.is_empty() && from.iter().all(|t| to.iter().any(|o| is_in(t, o, a)))
    };
    match (&a.has, &b.has) {
        (TagTest::HasAny(some), TagTest::HasAny(more)) => each_in(some, more),
        (TagTest::HasAll(all), TagTest::HasAny(some)) => {
            all.iter().any(|t| some.iter().any(|o| is_in(t, o, a)))
        }
        (TagTest::HasAll(all), TagTest::HasAll(fewer)) => {
            fewer.iter().all(|f| all.iter().any(|t| is_in(t, f, a)))
        }
        (TagTest::HasNone(none), TagTest::HasNone(fewer)) => each_in(fewer, none),
        (TagTest::HasAny(_) | TagTest::HasAll(_), TagTest::Untagged(false))
        | (TagTest::Untagged(true), TagTest::HasNone(_)) => true,
        _ => false,
    }
}
