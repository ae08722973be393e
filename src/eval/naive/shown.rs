//! The value that decides a node for one contact, as people read it.

use super::ratio::Ratio;
use super::tags::Levels;
use super::value::{Cell, Subject};
use super::{Oracle, Row, internal};
use crate::error::Result;
use crate::rule::{Node, NodeKind, Operator};
use crate::table::EventTable;
use crate::time::civil;

use super::population::Of;

/// A value before an operator compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A number: decimal digits, at most nine behind the point (halves rounded away from zero).
    Number(String),
    /// A calendar date, `2025-09-30`.
    Date(String),
    /// An instant in the document's zone, RFC 3339.
    Datetime(String),
    /// A text, a code or a gender as it is stored.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// Tags in the order of their paths, as the data write them.
    Tags(Vec<String>),
    /// There is no value.
    Missing,
}

impl Oracle<'_> {
    /// What decides a condition for a contact: the cell of an attribute or a list, the result of a measure, the tags that a
    /// `tags` node looks at (their number with `count`), the number of steps that a sequence reaches, the percentage at which
    /// a contact stands in a sample, whether a contact is in a segment. `None` for groups, `not`, `use` and `const`, which
    /// other nodes decide.
    ///
    /// `node` is one of [`Oracle::document`], whose parameters are resolved. Muted nodes are looked at too.
    ///
    /// # Errors
    /// As [`super::matches()`].
    pub fn subject(&self, node: &Node, contact: u32) -> Result<Option<Shown>> {
        let shown = match &node.kind {
            NodeKind::Attribute(attribute) => {
                self.shown(&self.cell(&attribute.field, Row::Contact(contact))?)
            }
            NodeKind::List(list) => self.shown(&self.cell(&list.field, Row::Contact(contact))?),
            NodeKind::Event(condition) => self.shown(&self.measured(condition, contact)?),
            NodeKind::Sequence(sequence) => {
                Shown::Number(self.reached(sequence, contact)?.to_string())
            }
            NodeKind::Tags(condition) => {
                let given = self.given(condition, contact)?;
                match condition.has {
                    crate::rule::TagTest::Count(_) => Shown::Number(given.len().to_string()),
                    _ => Shown::Tags(given.iter().map(|tag| self.tag_name(tag)).collect()),
                }
            }
            NodeKind::Segment(reference) => Shown::Bool(self.segment(reference, contact)?),
            NodeKind::Sample(sample) => match self.number_in(sample, contact)? {
                Some(number) => {
                    let percent = Ratio { num: i128::from(number) * 100, den: 1 << 32 };
                    Shown::Number(percent.to_string())
                }
                None => Shown::Missing,
            },
            _ => return Ok(None),
        };
        Ok(Some(shown))
    }

    /// What decides a condition inside a `where` for an event: the cell of its column. `None` for other nodes.
    ///
    /// # Errors
    /// As [`super::matches()`].
    pub fn subject_of_event(
        &self,
        node: &Node,
        table: &EventTable,
        row: u32,
    ) -> Result<Option<Shown>> {
        let NodeKind::Attribute(attribute) = &node.kind else { return Ok(None) };
        Ok(Some(self.shown(&self.cell(&attribute.field, Row::Event(table, row))?)))
    }

    /// The rows of the events that an `event` node counts for a contact, in order: events without a time first, then by time,
    /// then by row. Empty for other nodes.
    ///
    /// # Errors
    /// As [`super::matches()`].
    pub fn counted_events(&self, node: &Node, contact: u32) -> Result<Vec<u32>> {
        match &node.kind {
            NodeKind::Event(condition) => {
                Ok(self.events(condition, contact)?.into_iter().map(|(_, row)| row).collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// What the others have, where a node compares with it: the value at the cut of `top_…` and `bottom_…`, both quantiles,
    /// the statistic with its factor, mean and standard deviation of `zscore`; decimal texts. Empty for other nodes, and
    /// when nobody has a value.
    ///
    /// # Errors
    /// As [`super::matches()`].
    pub fn cut(&self, node: &Node) -> Result<Vec<String>> {
        let (operator, of): (&Operator, Of) = match &node.kind {
            NodeKind::Attribute(a) => (&a.is, Of::Column(a.field.clone())),
            NodeKind::Event(e) => (&e.is, Of::of_event(e)),
            _ => return Ok(Vec::new()),
        };
        if operator.populations().is_empty() { Ok(Vec::new()) } else { self.cut_of(operator, &of) }
    }

    /// How many different values of a `list` node no contact has; blank ones left out. 0 for other nodes.
    ///
    /// # Errors
    /// As [`super::matches()`].
    pub fn unmatched(&self, node: &Node) -> Result<u32> {
        let NodeKind::List(list) = &node.kind else { return Ok(0) };
        let column = self.dataset.column(&list.field);
        let column = column.ok_or_else(|| internal("an unknown field"))?;
        let given = list.values.iter().filter(|v| !v.trim().is_empty());
        let mut different: std::collections::BTreeSet<String> =
            given.map(|v| super::text::whole_operand(column.semantic, v)).collect();
        for contact in 0..self.dataset.population {
            if let Some(value) = super::measure::compared(column, contact) {
                different.remove(&value);
            }
        }
        Ok(different.len() as u32)
    }

    fn shown(&self, subject: &Subject) -> Shown {
        match subject.cell {
            None => Shown::Missing,
            Some(Cell::Number(number)) => Shown::Number(number.to_string()),
            Some(Cell::Date(day)) => Shown::Date(civil::format(day)),
            Some(Cell::Datetime(at)) => Shown::Datetime(self.zone.format(at)),
            Some(Cell::Bool(yes)) => Shown::Bool(yes),
            Some(Cell::Text(text)) => Shown::Text(text.to_string()),
        }
    }

    /// A tag as the data write it; one that is only recorded, by its folded levels.
    fn tag_name(&self, tag: &Levels) -> String {
        let path = tag.join("-");
        let tree = &self.dataset.tags;
        let node = tree.find(&path).and_then(|at| tree.nodes().get(at as usize));
        node.map_or(path, |node| node.name.clone())
    }
}
