//! Relations of a table as edges between contacts, and what was left out on the way.

use super::ends::{End, Ends};
use super::params::NetworkParams;
use crate::error::Result;
use crate::graph::{Edge, Graph};
use crate::session::Session;
use crate::session::scores::When;
use crate::session::scores::bind::{column, table};
use crate::session::scores::definition::bad;
use crate::session::scores::orders::{Times, ints_of};
use crate::table::{Column, Data, EventTable, Kind, Value, pow10};

/// Rows of a table by what became of them; they add up to its rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Relations between two contacts.
    pub edges: u32,
    /// Of people who are no contacts.
    pub unknown_from: u32,
    /// To people who are no contacts.
    pub unknown_to: u32,
    /// To a key that several contacts have.
    pub ambiguous: u32,
    /// Without the other end.
    pub without_to: u32,
    /// Of a contact with itself.
    pub loops: u32,
    /// Behind `as_of`.
    pub future: u32,
    /// That the table marks as not counting.
    pub not_counting: u32,
    /// Of other kinds.
    pub other_kinds: u32,
    /// Without a weight above 0.
    pub bad_weights: u32,
    /// That say what another row says already.
    pub repeated: u32,
}

/// Contacts with a relation, and what holds between them.
#[derive(Debug)]
pub(super) struct Relations {
    /// The contact of each node, ascending.
    pub nodes: Vec<u32>,
    /// The graph as it was told: directed where relations hold one way.
    pub graph: Graph,
}

/// Reads the relations of a table.
///
/// # Errors
/// [`crate::Code::UnknownTable`], [`crate::Code::UnknownField`], [`crate::Code::BadScore`].
pub(super) fn edges(
    session: &Session,
    params: &NetworkParams,
    when: &When,
) -> Result<(Vec<Edge>, Counts, String)> {
    let of = table(session, params.table.as_deref().unwrap_or_default())?;
    let named = |name: &str, at: &str| column(of, name).map_err(|e| e.at(&format!("params.{at}")));
    let to = named(params.to.as_deref().unwrap_or_default(), "to")?;
    let ends = Ends::new(session, to)?;
    let weight = params.weight.as_deref().map(|name| named(name, "weight")).transpose()?;
    let weight = weight.map(ints_of).transpose().map_err(|e| e.at("params.weight"))?;
    let kind = params.kind.as_deref().map(|name| named(name, "kind")).transpose()?;
    let rows = Rows::new(of, kind, &params.kinds, when)?;
    let mut counts = Counts { unknown_from: of.rows - of.linked(), ..Counts::default() };
    let mut edges = Vec::new();
    for from in 0..session.data.population {
        for row in of.rows_of(from) {
            if !rows.counts(row, &mut counts) {
                continue;
            }
            let to = match ends.get(row) {
                End::Contact(to) => to,
                End::Unknown => {
                    counts.unknown_to += 1;
                    continue;
                }
                End::Ambiguous => {
                    counts.ambiguous += 1;
                    continue;
                }
                End::Missing => {
                    counts.without_to += 1;
                    continue;
                }
            };
            let strength = match &weight {
                None => 1.0,
                Some((ints, scale)) => {
                    ints.get(row).map_or(0.0, |value| value as f64 / pow10(*scale) as f64)
                }
            };
            if from == to {
                counts.loops += 1;
            } else if strength > 0.0 && strength <= 1e15 {
                edges.push(Edge { from, to, weight: strength });
            } else {
                counts.bad_weights += 1;
            }
        }
    }
    if weight.is_none() {
        let before = edges.len();
        edges = once(edges, params.is_directed());
        counts.repeated = (before - edges.len()) as u32;
    }
    counts.edges = edges.len() as u32;
    Ok((edges, counts, ends.identity))
}

/// Every relation once; of both directions one where it holds both ways.
fn once(mut edges: Vec<Edge>, directed: bool) -> Vec<Edge> {
    if !directed {
        for edge in &mut edges {
            (edge.from, edge.to) = (edge.from.min(edge.to), edge.from.max(edge.to));
        }
    }
    edges.sort_unstable_by_key(|edge| (edge.from, edge.to));
    edges.dedup_by_key(|edge| (edge.from, edge.to));
    edges
}

impl Relations {
    /// The graph of the contacts that have an edge.
    pub fn new(edges: &[Edge], directed: bool, population: u32) -> Self {
        let mut known = vec![false; population as usize];
        for edge in edges {
            known[edge.from as usize] = true;
            known[edge.to as usize] = true;
        }
        let nodes: Vec<u32> = (0..population).filter(|row| known[*row as usize]).collect();
        let mut place = vec![0; population as usize];
        for (node, row) in (0..).zip(&nodes) {
            place[*row as usize] = node;
        }
        let node = |row: u32| place[row as usize];
        let inner: Vec<Edge> = edges
            .iter()
            .map(|e| Edge { from: node(e.from), to: node(e.to), weight: e.weight })
            .collect();
        let n = nodes.len() as u32;
        let graph =
            if directed { Graph::directed(n, &inner) } else { Graph::undirected(n, &inner) };
        Self { nodes, graph }
    }
}

/// Which rows of a table count.
pub(super) struct Rows<'a> {
    times: Option<Times<'a>>,
    valid: Option<&'a Column>,
    kind: Option<(&'a Column, Vec<&'a str>)>,
}

impl<'a> Rows<'a> {
    /// # Errors
    /// [`crate::Code::BadScore`] for a column of kinds that is no text.
    pub fn new(
        table: &'a EventTable,
        kind: Option<&'a Column>,
        kinds: &'a [String],
        when: &'a When,
    ) -> Result<Self> {
        let timed = table.time.is_some() && when.is_known;
        let times = timed.then(|| Times::new(table, when.as_of, &when.zone)).transpose()?;
        let valid = table.valid.and_then(|at| table.columns.get(at)).map(AsRef::as_ref);
        if let Some(kind) = kind.filter(|kind| !matches!(kind.kind(), Kind::Text | Kind::Code)) {
            return Err(bad(&format!("{} is no column of texts", kind.name)).at("params.kind"));
        }
        let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
        let kind = kind.filter(|_| !kinds.is_empty()).map(|kind| (kind, kinds));
        Ok(Self { times, valid, kind })
    }

    /// Whether a row counts; if not, why.
    pub fn counts(&self, row: u32, counts: &mut Counts) -> bool {
        let says_no = |column: &&Column| match &column.data {
            Data::Bools { values, present } => present.contains(row) && !values.contains(row),
            _ => false,
        };
        if self.valid.as_ref().is_some_and(says_no) {
            counts.not_counting += 1;
            return false;
        }
        let late = |times: &Times| times.ints.get(row).is_some_and(|value| times.age(value) < 0);
        if self.times.as_ref().is_some_and(late) {
            counts.future += 1;
            return false;
        }
        if let Some((column, kinds)) = &self.kind {
            let is = matches!(column.value(row), Some(Value::Text(kind)) if kinds.contains(&kind.as_str()));
            if !is {
                counts.other_kinds += 1;
                return false;
            }
        }
        true
    }
}
