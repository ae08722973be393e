//! How conditions are answered: which ways there are, what each costs, and which one is taken.
//!
//! Whoever answers a condition lists the ways that give its set, each with the rows that it reads and its cost, and asks
//! [`Planner::choose`] for the cheapest; nothing else decides. A way is chosen when what it depends on is known: how many
//! different values pass before rows are looked up by them, how many events are seen before they are counted. All ways of
//! a choice give the same set; [`Ways`] takes another one than the cheapest, for tests.
//!
//! Costs are picoseconds (see [`cost`]): they rank ways and foretell nothing else.

pub mod cost;
mod estimate;
mod steps;

pub use steps::{NodeSteps, Plan};

use serde::Serialize;
use std::cell::RefCell;
use std::sync::Arc;

/// A way to answer a condition, or a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Nothing is read: the smallest and the largest value say it.
    Constant,
    /// The members of another segment.
    Members,
    /// Every key looked up among those of a list or of a kept audience.
    KeyLookup,
    /// Numbers made of keys, compared with a bound.
    SampleNumbers,
    /// Sets of the contacts that have a tag.
    TagSets,
    /// The rows that record when tags were given.
    TagRows,
    /// Which rows have a value.
    Presence,
    /// The set of rows that are yes.
    Flags,
    /// Every stored number compared with the bounds of each range, many at once.
    NumberScan,
    /// Every stored number looked up among ranges.
    NumberLookup,
    /// Numbers compared, without the blocks of rows whose smallest and largest value decide.
    NumberBlocks,
    /// An answer per calendar day, looked up for every row.
    DayTable,
    /// A test of every value.
    EachValue,
    /// The values put in order, or added up, over contacts.
    Ranking,
    /// A test of every different text.
    EachText,
    /// One search over all different texts as one.
    TextSearch,
    /// Codes of texts compared with runs of codes that pass, many at once.
    CodeRanges,
    /// Codes of texts looked up among those that pass.
    CodeLookup,
    /// The time of the last event of each contact.
    LastEvent,
    /// Where the events of each contact begin: how many there are in all.
    EventStarts,
    /// A counter per contact that each seen event adds to.
    EventCounters,
    /// The number of seen events before the first and behind the last of each contact.
    EventRanks,
    /// A sum per contact that each seen event adds to.
    EventSums,
    /// Sums of seen events so far, and their differences for each contact.
    RunningSums,
    /// The seen events of one contact after the other.
    EachContact,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 25] = [
        Self::Constant,
        Self::Members,
        Self::KeyLookup,
        Self::SampleNumbers,
        Self::TagSets,
        Self::TagRows,
        Self::Presence,
        Self::Flags,
        Self::NumberScan,
        Self::NumberLookup,
        Self::NumberBlocks,
        Self::DayTable,
        Self::EachValue,
        Self::Ranking,
        Self::EachText,
        Self::TextSearch,
        Self::CodeRanges,
        Self::CodeLookup,
        Self::LastEvent,
        Self::EventStarts,
        Self::EventCounters,
        Self::EventRanks,
        Self::EventSums,
        Self::RunningSums,
        Self::EachContact,
    ];
}

/// A way with what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The way.
    pub way: Way,
    /// The rows (different texts, events, contacts: what the way goes through) that are read.
    pub rows: u32,
    /// Picoseconds, about.
    pub cost: u64,
}

impl Choice {
    /// A way that reads so many rows, each at so many picoseconds.
    pub fn per_row(way: Way, rows: u32, picoseconds: u64) -> Self {
        Self { way, rows, cost: u64::from(rows).saturating_mul(picoseconds) }
    }
}

/// Nothing is read.
pub const CONSTANT: Choice = Choice { way: Way::Constant, rows: 0, cost: 0 };

/// Which of several ways is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ways {
    /// The cheapest.
    #[default]
    Cheapest,
    /// The dearest: what is never taken on small data is taken.
    Dearest,
    /// This one wherever it is possible, otherwise the cheapest.
    Only(Way),
}

/// The way that is taken; of several with the same cost the first. Of none, nothing is read.
pub fn choose(of: &[Choice], ways: Ways) -> Choice {
    let cheapest = || of.iter().min_by_key(|choice| choice.cost);
    let taken = match ways {
        Ways::Cheapest => cheapest(),
        Ways::Dearest => of.iter().rev().max_by_key(|choice| choice.cost),
        Ways::Only(way) => of.iter().find(|choice| choice.way == way).or_else(cheapest),
    };
    taken.copied().unwrap_or(CONSTANT)
}

/// A way that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The way with what it takes.
    pub choice: Choice,
    /// The event table whose rows are read; `None` for contacts.
    pub table: Option<Arc<str>>,
}

impl Step {
    /// The only step, on contacts.
    pub(crate) fn alone(choice: Choice) -> Arc<[Self]> {
        Arc::new([Self { choice, table: None }])
    }
}

/// What was taken so far, in the order in which it was.
pub type Steps = RefCell<Vec<Step>>;

/// Chooses ways, and notes what it chose.
#[derive(Clone, Copy, Default)]
pub struct Planner<'a> {
    /// Which of several ways is taken.
    pub ways: Ways,
    /// The event table that is read; `None` for contacts.
    pub table: Option<&'a str>,
    /// Where choices are noted; `None` where nobody asks.
    pub steps: Option<&'a Steps>,
}

impl Planner<'_> {
    /// The way that is taken, noted.
    pub fn choose(&self, of: &[Choice]) -> Way {
        let choice = choose(of, self.ways);
        self.note(choice);
        choice.way
    }

    /// The way that is taken, without a note: its parts choose again.
    pub fn peek(&self, of: &[Choice]) -> Choice {
        choose(of, self.ways)
    }

    /// Notes what is taken.
    pub fn note(&self, choice: Choice) {
        if let Some(steps) = self.steps {
            steps.borrow_mut().push(Step { choice, table: self.table.map(Into::into) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_way_is_taken_unless_another_is_asked_for() {
        let of = [
            Choice::per_row(Way::NumberScan, 1000, 200),
            Choice::per_row(Way::NumberBlocks, 100, 200),
            Choice::per_row(Way::NumberLookup, 1000, 900),
        ];
        let taken = |ways| choose(&of, ways).way;
        assert_eq!(taken(Ways::Cheapest), Way::NumberBlocks);
        assert_eq!(taken(Ways::Dearest), Way::NumberLookup);
        assert_eq!(taken(Ways::Only(Way::NumberScan)), Way::NumberScan);
        assert_eq!(taken(Ways::Only(Way::LastEvent)), Way::NumberBlocks);
        assert_eq!(choose(&[], Ways::Cheapest).way, Way::Constant);
    }
}
