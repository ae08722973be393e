//! Conditions on tags.

use super::negation::negate;
use super::value::How;

use super::{Teller, Token, list, number, say, text, texts, whole_list};
use crate::rule::{TagCondition, TagSource, TagTest};

impl Teller<'_> {
    pub(super) fn tags(&self, tags: &TagCondition, negated: bool) -> Vec<Token> {
        let named = |key: &str, join: &str, names: &[String]| {
            // one tag needs no "any of"
            let (key, join) = match names.len() {
                1 => (key.replace(".any", ".one").replace(".all", ".one"), join),
                _ => (key.to_owned(), join),
            };
            say(key).with("a", texts(join, names)).done()
        };
        let said = match &tags.has {
            TagTest::HasAny(names) if negated => named("tags.no.any", "and", names),
            TagTest::HasAny(names) => named("tags.any", "or", names),
            TagTest::HasNone(names) if negated => named("tags.any", "or", names),
            TagTest::HasNone(names) => named("tags.no.any", "and", names),
            TagTest::HasAll(names) if negated => named("tags.no.all", "and", names),
            TagTest::HasAll(names) => named("tags.all", "and", names),
            TagTest::HasExactly(names) => {
                let key = if negated { "tags.no.exactly" } else { "tags.exactly" };
                say(key).with("a", texts("and", names)).with("n", number(names.len())).done()
            }
            TagTest::HasAtLeast { k, of } => {
                let key = if negated { "tags.fewer" } else { "tags.at_least" };
                say(key).with("n", number(k)).with("a", texts("and", of)).done()
            }
            TagTest::Count(is) => {
                let subject = say("tags.count").done();
                let how = How::number(Some("unit.tags"));
                let (is, not) = if negated { negate(is) } else { (is.clone(), false) };
                self.operator(subject, &is, how, not)
            }
            TagTest::Untagged(truth) => {
                say(if *truth == negated { "tags.some" } else { "tags.nothing" }).done()
            }
        };
        let remarks = tag_remarks(tags);
        if remarks.is_empty() {
            return said;
        }
        say("tags.remarks").with("x", said).with("remarks", whole_list("remarks", remarks)).done()
    }
}

/// Which tags are looked at, when not all of them are.
fn tag_remarks(tags: &TagCondition) -> Vec<Vec<Token>> {
    let mut remarks = Vec::new();
    if tags.subtree == Some(false) && !tags.has.tags().is_empty() {
        remarks.push(say("tags.only_these").done());
    }
    if let Some(group) = &tags.group {
        remarks.push(say("tags.group").with("x", text(group)).done());
    }
    if let Some(level) = tags.level {
        remarks.push(say("tags.level").with("n", number(level)).done());
    }
    if let Some(window) = &tags.window {
        let w = super::window::window(window);
        let key = if w.is_empty() { "tags.recorded" } else { "tags.window" };
        remarks.push(say(key).with("w", w).done());
    }
    if let Some(sources) = &tags.source_in {
        let name = |s: &TagSource| TagSource::ALL.iter().find(|(_, x)| x == s).map(|(n, _)| *n);
        let sources = sources.iter().filter_map(name).map(|n| say(format!("source.{n}")).done());
        remarks.push(say("tags.source").with("a", list("or", sources)).done());
    }
    remarks
}
