//! The computation in steps: relations, ties, ranks, a round of the search for communities in each, columns.

use super::edges::{Counts, Relations, edges};
use super::params::NetworkParams;
use super::signs::{Groups, Sharing, invited, members, sharing};
use super::{bound, write};
use crate::error::{Code, Error, Result};
use crate::graph::community::{Communities, Options, Search};
use crate::graph::{Edge, Graph, common, core, rank};
use crate::score::models::Refusal;
use crate::session::Session;
use crate::session::scores::activity::lacks;
use crate::session::scores::{Outcome, ScoreDefinition, When};

/// What is known of the network, as far as the work is.
#[derive(Debug, Default)]
pub(in crate::session::scores) struct Work {
    pub(super) params: NetworkParams,
    pub(super) counts: Counts,
    /// The identity by which the other ends were found.
    pub(super) identity: String,
    pub(super) degrees: Degrees,
    /// Contacts beyond the cap, with their degrees.
    pub(super) hubs: Vec<(u32, u32)>,
    /// Without the hubs.
    pub(super) relations: Option<Relations>,
    /// Every edge both ways.
    pub(super) friends: Option<Graph>,
    /// The friends in common of both ends of each edge of it.
    pub(super) shared: Option<common::Shared>,
    pub(super) ranks: Option<rank::Ranks>,
    pub(super) cores: Vec<u32>,
    pub(super) seeds: u32,
    search: Option<Search>,
    pub(super) found: Option<Communities>,
    pub(super) groups: Option<Groups>,
    pub(super) sharing: Option<Sharing>,
    pub(super) invited: Option<Vec<u32>>,
    done: u32,
}

/// How many others each contact is related to, hubs included.
#[derive(Debug, Default)]
pub(super) struct Degrees {
    /// Either way.
    pub all: Vec<u32>,
    /// Of relations that hold one way: those that it follows, that follow it, and both.
    pub follows: Vec<u32>,
    pub followers: Vec<u32>,
    pub mutual: Vec<u32>,
}

/// Where friends in common begin and end in the whole.
const SHARED: (f64, f64) = (0.1, 0.25);
/// Neighbours that are compared in one step.
const COMPARED: usize = 20_000_000;
/// Where the search for communities begins and ends in the whole.
const SEARCH: (f64, f64) = (0.3, 0.95);

impl Work {
    /// Does one step; 1 when all is known.
    ///
    /// # Errors
    /// [`Code::ScoreLacks`] without relations; [`Code::ScoreTooFew`] without one between two contacts; what is wrong with a
    /// table or column that is named.
    pub fn step(&mut self, session: &Session, params: &NetworkParams, when: &When) -> Result<f64> {
        match self.done {
            0 => {
                self.gather(session, params, when)?;
                self.done += 1;
                Ok(SHARED.0)
            }
            1 => self.share(),
            2 => {
                let graph = &self.relations()?.graph;
                let ranks = rank::pagerank(graph, &rank::Options::default());
                let cores = core::core_numbers(self.friends()?);
                (self.ranks, self.cores) = (Some(ranks), cores);
                self.begin_search()?;
                self.done += 1;
                Ok(SEARCH.0)
            }
            _ => self.search(),
        }
    }

    /// Some more of the friends in common.
    fn share(&mut self) -> Result<f64> {
        let friends = self.friends.as_ref().ok_or_else(|| refused(&Refusal::Empty))?;
        let shared = self.shared.get_or_insert_with(|| common::Shared::new(friends));
        let done = shared.step(friends, COMPARED);
        if done >= 1.0 {
            self.done += 1;
        }
        Ok(SHARED.0 + (SHARED.1 - SHARED.0) * done)
    }

    fn gather(&mut self, session: &Session, params: &NetworkParams, when: &When) -> Result<()> {
        self.params = bound(session, params).ok_or_else(|| lacks("network", "relations"))?;
        let (edges, counts, identity) = edges(session, &self.params, when)?;
        (self.counts, self.identity) = (counts, identity);
        let (population, directed) = (session.data.population, self.params.is_directed());
        let all = Relations::new(&edges, directed, population);
        self.degrees = Degrees::new(&all, population);
        let cap = self.params.cap;
        let degrees = &self.degrees.all;
        let is_hub = |row: u32| degrees.get(row as usize).is_some_and(|degree| *degree > cap);
        let hubs = all.nodes.iter().filter(|row| is_hub(**row));
        self.hubs =
            hubs.map(|row| (*row, degrees.get(*row as usize).copied().unwrap_or(0))).collect();
        let relations = if self.hubs.is_empty() {
            all
        } else {
            let rest = edges.into_iter().filter(|e| !is_hub(e.from) && !is_hub(e.to));
            Relations::new(&rest.collect::<Vec<Edge>>(), directed, population)
        };
        if relations.nodes.is_empty() {
            let error = Error::new(Code::ScoreTooFew).with("model", "network");
            return Err(error.with("what", "relations").with("found", 0).with("least", 1));
        }
        self.friends = Some(relations.graph.both_ways());
        self.relations = Some(relations);
        let params = &self.params;
        self.groups = params.groups.as_ref().map(|groups| members(session, groups)).transpose()?;
        let shares = params.shares.as_ref();
        self.sharing = shares.map(|shares| sharing(session, shares, when)).transpose()?;
        let invitees = params.invitees.as_ref();
        self.invited = invitees.map(|params| invited(session, params, when)).transpose()?;
        Ok(())
    }

    fn begin_search(&mut self) -> Result<()> {
        let friends = self.friends()?;
        let usual = Options::for_edges(friends.edges());
        let seeds = self.params.seeds.unwrap_or(usual.seeds);
        let options = Options { resolution: self.params.resolution, seeds, ..usual };
        let search = Search::new(friends, &options).map_err(|refusal| refused(&refusal))?;
        (self.search, self.seeds) = (Some(search), seeds);
        Ok(())
    }

    fn search(&mut self) -> Result<f64> {
        let Some(search) = &mut self.search else { return Ok(1.0) };
        let done = search.step();
        if done < 1.0 {
            return Ok(SEARCH.0 + (SEARCH.1 - SEARCH.0) * done);
        }
        let found = self.search.take().map(Search::finish).transpose();
        self.found = found.map_err(|refusal| refused(&refusal))?;
        Ok(1.0)
    }

    pub(super) fn relations(&self) -> Result<&Relations> {
        self.relations.as_ref().ok_or_else(|| refused(&Refusal::Empty))
    }

    pub(super) fn friends(&self) -> Result<&Graph> {
        self.friends.as_ref().ok_or_else(|| refused(&Refusal::Empty))
    }

    /// The columns and the report, after the last step.
    ///
    /// # Errors
    /// None when every step was done.
    pub fn finish(
        self,
        session: &Session,
        definition: &ScoreDefinition,
    ) -> Result<(NetworkParams, Outcome)> {
        let outcome = write::outcome(&self, session, definition)?;
        Ok((self.params, outcome))
    }
}

impl Degrees {
    fn new(of: &Relations, population: u32) -> Self {
        let spread = |values: &dyn Fn(usize) -> usize| {
            let mut made = vec![0; population as usize];
            for (node, row) in of.nodes.iter().enumerate() {
                if let Some(place) = made.get_mut(*row as usize) {
                    *place = values(node) as u32;
                }
            }
            made
        };
        let both = of.graph.both_ways();
        let all = spread(&|node| both.degree(node));
        if !of.graph.is_directed() {
            return Self { all, ..Self::default() };
        }
        let back = of.graph.reversed();
        let mut mutual = vec![0usize; of.nodes.len()];
        for (low, high) in of.graph.mutual_pairs() {
            mutual[low as usize] += 1;
            mutual[high as usize] += 1;
        }
        Self {
            all,
            follows: spread(&|node| of.graph.degree(node)),
            followers: spread(&|node| back.degree(node)),
            mutual: spread(&|node| mutual[node]),
        }
    }
}

/// What the search refuses, as an error.
fn refused(refusal: &Refusal) -> Error {
    match refusal {
        Refusal::Empty => Error::new(Code::ScoreTooFew)
            .with("model", "network")
            .with("what", "relations")
            .with("found", 0)
            .with("least", 1),
        _ => Error::new(Code::ScoreNotApplicable).with("model", "network"),
    }
}
