//! Exact sizes: a definition evaluated to sets of contacts.
//!
//! Every condition becomes a [`RowSet`]; groups combine sets word by word. Sets of conditions are kept in a [`Cache`] by
//! canonical form, so an edit computes one condition anew and combines again. A condition costs one pass over one column
//! (or over one event table), a group one pass over `population / 64` words per child.
//!
//! [`Evaluator::size`] is for editing: nodes with errors take no part and are named. [`Evaluator::audience`] is for using
//! the result: any error refuses it.

mod anniversary;
mod cache;
mod clock;
mod column;
mod conditions;
mod dates;
mod diff;
mod events;
pub mod explain;
mod filters;
mod fraction;
mod frame;
mod geo;
mod glob;
mod group;
mod identity;
mod intervals;
mod keys;
mod leaves;
mod limit;
mod list;
pub mod naive;
mod needle;
mod nodes;
pub mod plan;
mod population;
mod ranges;
mod reference;
mod sample;
mod scope;
mod segments;
mod sequence;
mod spans;
mod subtree;
mod tags;
mod text;
mod walk;
mod zscore;

pub use cache::Cache;
pub(crate) use column::scan;
pub(crate) use identity::Identity;
pub(crate) use keys::Keys;
pub(crate) use ranges::{HIGH, Ranges};
pub use scope::{as_of, newest_day_end};

use crate::error::{Error, Result};
use crate::rowset::RowSet;
use crate::rule::schema::Schema;
use crate::rule::{Document, Library, Names, Snapshots, validate};
use crate::table::Dataset;
use crate::time::{Span, Zone};
use filters::Filters;
use plan::{Choice, NodeSteps, Step, Ways};
use scope::{Scope, zone_of};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is counted by a node's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Contacts.
    Contacts,
    /// Events of known contacts.
    Events,
}

/// The size of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeResult {
    /// Path in the definition.
    pub path: String,
    /// What is counted.
    pub counted: Counted,
    /// How many are true by themselves; `None` with an error.
    pub size: Option<u32>,
    /// How many more or fewer the group above would have without this child: how many it removes from an `all` or `none`,
    /// or adds to an `any`.
    pub effect: Option<u32>,
    /// Of a negative attribute condition: how many match because they have no value.
    pub missing: Option<u32>,
    /// Of a list: how many of its different values no contact has.
    pub unmatched: Option<u32>,
    /// The numbers of the population that decided, with at most 9 digits behind the point: the value at the cut of
    /// `top_n` and its like, both quantiles, a statistic times its factor, mean and standard deviation of a `zscore`.
    pub cut: Vec<String>,
    /// The window as instants.
    pub window: Option<Span>,
    /// Whether the node takes part.
    pub takes_part: bool,
}

impl NodeResult {
    /// A node that takes part and of which nothing is known yet.
    pub(crate) fn new(path: &str, counted: Counted) -> Self {
        Self {
            path: path.to_owned(),
            counted,
            size: None,
            effect: None,
            missing: None,
            unmatched: None,
            cut: Vec::new(),
            window: None,
            takes_part: true,
        }
    }
}

/// The sizes of a whole definition.
#[derive(Debug, Clone)]
pub struct Sizes {
    /// The members.
    pub members: Arc<RowSet>,
    /// How many members of the rule `exclude` takes out.
    pub excluded: u32,
    /// How many members there were before the limit; `None` without a limit.
    pub limited: Option<u32>,
    /// Every node, parents before children.
    pub nodes: Vec<NodeResult>,
    /// What is wrong.
    pub errors: Vec<Error>,
    /// What windows are relative to, where it is known.
    pub as_of: Option<i64>,
    /// The zone of the document, or UTC when it has none that exists.
    pub zone: Zone,
    /// How conditions were answered, by the place of their nodes, when somebody asks.
    answers: Option<Vec<(usize, NodeSteps)>>,
}

/// The segments that definitions refer to.
#[derive(Debug, Clone, Copy)]
pub struct Segments<'a> {
    /// As they are now.
    pub live: &'a Library,
    /// As they were kept.
    pub snapshots: &'a Snapshots,
}

/// Evaluates definitions on one dataset.
pub struct Evaluator<'a> {
    data: &'a Dataset,
    schema: &'a Schema,
    library: Segments<'a>,
    cache: &'a mut Cache,
    /// Sets of referenced segments, within one call.
    segments: BTreeMap<String, Result<Arc<RowSet>>>,
    ways: Ways,
    /// Whether somebody asks how conditions are answered.
    planning: bool,
}

/// A set with what is shown beside it.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    set: Arc<RowSet>,
    missing: Option<u32>,
    unmatched: Option<u32>,
    cut: Vec<String>,
    window: Option<Span>,
    steps: Arc<[Step]>,
    /// Whether it was known before.
    cached: bool,
}

impl Answer {
    /// A set with nothing beside it.
    fn of(set: RowSet) -> Self {
        Self::shared(Arc::new(set))
    }

    fn shared(set: Arc<RowSet>) -> Self {
        Self {
            set,
            missing: None,
            unmatched: None,
            cut: Vec::new(),
            window: None,
            steps: Arc::default(),
            cached: false,
        }
    }

    /// A set of contacts that is found in one step.
    fn by(choice: Choice, set: RowSet) -> Self {
        Self { steps: Step::alone(choice), ..Self::of(set) }
    }

    /// Writes what is shown beside the set.
    fn note(&self, node: &mut NodeResult) {
        node.missing = self.missing;
        node.unmatched = self.unmatched;
        node.cut.clone_from(&self.cut);
        node.window = self.window;
    }
}

impl<'a> Evaluator<'a> {
    /// An evaluator on this dataset. The cache must have been used with this version of the data only.
    pub fn new(
        data: &'a Dataset,
        schema: &'a Schema,
        library: Segments<'a>,
        cache: &'a mut Cache,
    ) -> Self {
        cache.for_version(data.version);
        let (segments, ways) = (BTreeMap::new(), Ways::default());
        Self { data, schema, library, cache, segments, ways, planning: false }
    }

    /// The same evaluator that takes other ways than the cheapest. The cache must not be used with several ways.
    #[must_use]
    pub fn with_ways(self, ways: Ways) -> Self {
        Self { ways, ..self }
    }

    /// The members of a definition.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn audience(&mut self, document: &Document) -> Result<Arc<RowSet>> {
        let names = self.names();
        if let Some(error) = validate(document, &names).into_iter().next() {
            return Err(error);
        }
        let sizes = self.size(document);
        match sizes.errors.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(sizes.members),
        }
    }

    fn names(&self) -> Names<'a> {
        let Segments { live, snapshots } = self.library;
        Names { schema: self.schema, tags: &self.data.tags, library: live, snapshots }
    }

    /// The sizes of a definition and all its nodes. Nodes with errors take no part and are named in `errors`.
    pub fn size(&mut self, document: &Document) -> Sizes {
        let mut errors = Vec::new();
        let (zone, zone_error) = zone_of(document);
        errors.extend(zone_error);
        let as_of = match as_of(document, self.data, &zone) {
            Ok(as_of) => as_of,
            Err(e) => {
                errors.push(e.at("as_of"));
                None
            }
        };
        self.size_as_of(document, as_of, zone, errors, true)
    }
}
