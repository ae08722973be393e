//! How relations between contacts are read and counted.

use crate::error::Result;
use crate::graph::common::HUB;
use crate::session::scores::definition::{bad, between};
use serde::{Deserialize, Serialize};

/// How contacts are scored by their relations. What is left out has its default; tables and columns are found in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct NetworkParams {
    /// The event table whose rows are relations, from the contact that a row belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its column with the key, phone or e-mail of the other contact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Its column with how strong a relation is, a number above 0; without one every relation counts 1, however often it is
    /// listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Its column with what kind of relation a row is; with `kinds` only those count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The kinds that count; all when there is none.
    pub kinds: Vec<String>,
    /// Whether a relation holds one way, as following does; what the header of `to` says when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directed: Option<bool>,
    /// Relations beyond which a contact connects everybody and is left out of all but `degree`.
    pub cap: u32,
    /// Friends in common from which a tie is strong.
    pub common: u32,
    /// Above 1 finds more and smaller communities.
    pub resolution: f64,
    /// Runs of the search for communities, of which the best is kept; as many as the graph is worth when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seeds: Option<u32>,
    /// Who is in which group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<NetworkGroups>,
    /// Who shares what he sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares: Option<NetworkShares>,
    /// Who brought whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitees: Option<NetworkInvitees>,
}

/// Where groups and their members are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NetworkGroups {
    /// The event table whose rows say that a contact is in a group.
    pub table: String,
    /// Its column with the group.
    pub column: String,
}

/// Where shares and exposures are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct NetworkShares {
    /// The event table.
    pub table: String,
    /// Its column with what happened.
    pub kind: String,
    /// Its values that are shares.
    pub shares: Vec<String>,
    /// Its values that are exposures.
    pub exposures: Vec<String>,
}

/// Where invitations are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct NetworkInvitees {
    /// The event table whose rows belong to those who invited; rows that it marks as not counting are left out.
    pub table: String,
    /// Its column with who was invited; each counts once. Without one every row counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Default for NetworkParams {
    fn default() -> Self {
        Self {
            table: None,
            to: None,
            weight: None,
            kind: None,
            kinds: Vec::new(),
            directed: None,
            cap: HUB as u32,
            common: 5,
            resolution: 1.0,
            seeds: None,
            groups: None,
            shares: None,
            invitees: None,
        }
    }
}

impl NetworkParams {
    pub(super) fn is_directed(&self) -> bool {
        self.directed.unwrap_or(false)
    }

    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(in crate::session::scores) fn check(&self) -> Result<()> {
        between("cap", self.cap.into(), 1.0, 1e9)?;
        between("resolution", self.resolution, 0.01, 100.0)?;
        between("seeds", self.seeds.unwrap_or(1).into(), 1.0, 20.0)?;
        if !self.kinds.is_empty() && self.kind.is_none() {
            return Err(bad(&"kinds are given, and no column with the kind").at("kind"));
        }
        if let Some(shares) = &self.shares
            && (shares.shares.is_empty() || shares.exposures.is_empty())
        {
            return Err(bad(&"shares need values for shares and for exposures").at("shares"));
        }
        Ok(())
    }
}
