//! Conditions on tags.

use super::super::lexer::Kind;
use super::super::phrase;
use super::Parser;
use super::arguments::{Arguments, Rest};
use crate::error::Result;
use crate::rule::{NodeKind, Operator, TagCondition, TagSource, TagTest};

const SCOPE: &[&str] = &["subtree", "group", "level", "window", "source_in"];

impl Parser<'_> {
    /// A test of the tags; its bracket was opened.
    pub fn tag_test(&mut self, name: &'static str) -> Result<NodeKind> {
        self.tag_condition(name).map(NodeKind::Tags)
    }

    /// `tags`, the tags that are meant, and where they are looked for. `tag_count` is compared by the caller.
    pub fn tag_condition(&mut self, name: &'static str) -> Result<TagCondition> {
        let mut started = false;
        if self.at_word("tags") && matches!(self.then.kind, Kind::Comma | Kind::Close) {
            self.bump();
            started = true;
        } else if !self.is(Kind::Text)
            && !self.is(Kind::Number)
            && !self.is(Kind::Close)
            && self.then.kind != Kind::Arrow
        {
            return Err(self.unexpected(phrase::TAGS, ""));
        }
        let mut k = 0;
        if name == "has_at_least" {
            if started {
                self.expect(Kind::Comma, phrase::CLOSE)?;
            }
            k = self.number_of()?;
            started = self.is(Kind::Comma);
        }
        let named = name.starts_with("has_");
        let mut arguments = Arguments::new(name, &[], SCOPE);
        if named {
            arguments = arguments.rest(Rest::Values);
        }
        if started {
            arguments = arguments.started();
        }
        let mut condition = TagCondition {
            has: TagTest::Untagged(true),
            subtree: None,
            group: None,
            level: None,
            window: None,
            source_in: None,
        };
        let mut of = Vec::new();
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "subtree" => condition.subtree = Some(self.flag()?),
                "group" => condition.group = Some(self.text()?),
                "level" => condition.level = Some(self.count()?),
                "window" => condition.window = Some(self.window()?),
                "source_in" => {
                    let source = |p: &mut Self| p.word(&TagSource::ALL, phrase::ONE_OF);
                    condition.source_in = Some(self.list(source)?);
                }
                _ => {
                    self.count_value()?;
                    of.push(self.text()?);
                }
            }
        }
        condition.has = match name {
            "has_any" => TagTest::HasAny(of),
            "has_all" => TagTest::HasAll(of),
            "has_none" => TagTest::HasNone(of),
            "has_exactly" => TagTest::HasExactly(of),
            "has_at_least" => TagTest::HasAtLeast { k, of },
            "tag_count" => TagTest::Count(Operator::IsSet),
            name => TagTest::Untagged(name == "untagged"),
        };
        Ok(condition)
    }
}
