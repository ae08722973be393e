//! Which tags a contact was given, and what they must be.

use super::reference::Side;
use super::value::{Subject, instant};
use super::{Oracle, internal};
use crate::error::Result;
use crate::rule::{Missing, TagCondition, TagSource, TagTest, Window};
use crate::table::{Value, fold};
use std::collections::BTreeSet;

/// A tag by the levels of its path, folded.
pub(super) type Levels = Vec<String>;

/// The levels of a path: separated by `-`, `:` or `：`; a path with an empty level is a single name.
pub(super) fn levels(path: &str) -> Levels {
    let folded = fold(path.trim()).into_owned();
    let parts: Vec<String> =
        folded.split(['-', ':', '：']).map(|level| level.trim().to_owned()).collect();
    if parts.iter().any(String::is_empty) { vec![parts.join("-")] } else { parts }
}

impl Oracle<'_> {
    pub(super) fn tags(&self, condition: &TagCondition, contact: u32) -> Result<bool> {
        let given = self.given(condition, contact)?;
        let group = condition.group.as_deref().map(levels);
        let is_in_group = |tag: &Levels| group.as_ref().is_none_or(|group| tag.starts_with(group));
        // what a listed tag covers: on a level only itself, otherwise those below it too
        let covers = |listed: &Levels, tag: &Levels| {
            let has_level = condition.level.is_none_or(|level| listed.len() == level as usize);
            let with_subtree = condition.level.is_none() && condition.subtree.unwrap_or(true);
            let is_it = if with_subtree { tag.starts_with(listed) } else { tag == listed };
            has_level && is_in_group(listed) && is_it
        };
        let listed = |names: &[String]| -> Result<BTreeSet<Levels>> {
            let known = |name: &String| self.dataset.tags.find(name).is_some();
            if !names.iter().all(known) {
                return Err(internal("an unknown tag"));
            }
            Ok(names.iter().map(|name| levels(name)).collect())
        };
        let has = |listed: &Levels| given.iter().any(|tag| covers(listed, tag));
        Ok(match &condition.has {
            TagTest::HasAny(names) => listed(names)?.iter().any(has),
            TagTest::HasAll(names) => listed(names)?.iter().all(has),
            TagTest::HasNone(names) => !listed(names)?.iter().any(has),
            TagTest::HasExactly(names) => {
                let listed = listed(names)?;
                let is_covered = |tag: &Levels| listed.iter().any(|listed| covers(listed, tag));
                listed.iter().all(has) && given.iter().all(is_covered)
            }
            TagTest::HasAtLeast { k, of } => {
                listed(of)?.iter().filter(|listed| has(listed)).count() >= *k as usize
            }
            TagTest::Count(is) => {
                let count = Subject::count(given.len());
                self.test(&count, is, Missing::Match, &Side::NOTHING)?
            }
            TagTest::Untagged(untagged) => given.is_empty() == *untagged,
        })
    }

    /// The different tags that the contact was given: those of the group, as they are on the level.
    pub(super) fn given(&self, condition: &TagCondition, contact: u32) -> Result<BTreeSet<Levels>> {
        let all: Vec<Levels> = if condition.window.is_some() || condition.source_in.is_some() {
            self.recorded(condition, contact)?
        } else {
            let nodes = self.dataset.tags.nodes().iter();
            nodes.filter(|n| n.own().contains(contact)).map(|n| levels(&n.name)).collect()
        };
        let group = condition.group.as_deref().map(levels).unwrap_or_default();
        let level = condition.level.map(|level| level as usize);
        Ok(all
            .into_iter()
            .filter(|tag| tag.starts_with(&group))
            .filter(|tag| level.is_none_or(|level| tag.len() >= level))
            .map(|mut tag| {
                tag.truncate(level.unwrap_or(tag.len()));
                tag
            })
            .collect())
    }

    /// The tags of the record of taggings that were given in the window by one of the sources.
    fn recorded(&self, condition: &TagCondition, contact: u32) -> Result<Vec<Levels>> {
        let missing = || internal("no record of taggings");
        let record = self.dataset.taggings.as_ref().ok_or_else(missing)?;
        let table = self.table(&record.table)?;
        let tags = table.column(&record.tag).ok_or_else(missing)?;
        let window = condition.window.as_ref().unwrap_or(&Window::AllTime);
        let span = self.span(window)?;
        let mut found = Vec::new();
        for row in table.rows_of(contact) {
            let at = table.time_column().and_then(|c| instant(c.value(row), &self.zone));
            let is_inside = at.map_or(*window == Window::AllTime, |at| span.contains(at));
            let is_from = match &condition.source_in {
                None => true,
                Some(sources) => {
                    let name = record.source.as_ref().ok_or_else(missing)?;
                    let column = table.column(name).ok_or_else(missing)?;
                    source(column.value(row)).is_some_and(|source| sources.contains(&source))
                }
            };
            if let Some(Value::Text(path)) = tags.value(row).filter(|_| is_inside && is_from) {
                found.push(levels(&path));
            }
        }
        Ok(found)
    }
}

/// The source that a cell names, folded; anything else is none of them.
fn source(value: Option<Value>) -> Option<TagSource> {
    let Some(Value::Text(text)) = value else { return None };
    TagSource::read(&text)
}
