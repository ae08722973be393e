//! What a person says of who is who: the identities in their order, and decisions on single rows.
//!
//! Rules are data beside the files: whoever changes them plans a new [`super::Join`]. A row is named by the fingerprint of
//! its file and its record number, so that a decision holds again when the same file is loaded again.

use super::strength;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// More different stronger ids than this on one value, and the value is nobody's own.
pub const MOST_IDS: u32 = 5;
/// More rows than this on one phone or e-mail without any stronger id, and it is nobody's own.
pub const MOST_ROWS: u32 = 50;

/// How one identity takes part in joining people. The order of the list is the priority, strongest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct IdentityRule {
    /// The identity: `phone`, `unionid`, `member_id`.
    pub name: String,
    /// Whether its values join rows to people, and events to people. Without it the column is an attribute.
    pub joins: bool,
    /// A value with more different stronger ids than this does not join; 5 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_ids: Option<u32>,
    /// A phone or an e-mail on more rows than this without a stronger id does not join; 50 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_rows: Option<u32>,
}

/// A row of a file, whether the file is loaded or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowName {
    /// Fingerprint of the file.
    pub fingerprint: String,
    /// Its name, for people.
    pub name: String,
    /// 1-based record.
    pub record: u32,
}

/// What was decided of some rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Each of them stands alone.
    Split,
    /// They are one person, whatever their keys say.
    Join,
}

/// A decision on some rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Number in the session.
    pub id: u32,
    /// What was decided.
    pub kind: DecisionKind,
    /// Of which rows.
    pub rows: Vec<RowName>,
}

/// Everything that a person said of who is who.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The identities in priority order; those that are not listed follow in their usual order.
    #[serde(default)]
    pub identities: Vec<IdentityRule>,
    /// Decisions, oldest first. A row is in one of them at most.
    #[serde(default)]
    pub decisions: Vec<Decision>,
}

impl Rules {
    /// The place of an identity among all; smaller is stronger.
    pub fn priority(&self, name: &str) -> usize {
        let listed = self.identities.iter().position(|i| i.name == name);
        listed.unwrap_or_else(|| self.identities.len() + strength(name))
    }

    /// The rule of an identity; that of one that is not listed joins.
    pub fn of(&self, name: &str) -> IdentityRule {
        let listed = self.identities.iter().find(|i| i.name == name);
        listed.cloned().unwrap_or_else(|| IdentityRule {
            name: name.to_owned(),
            joins: true,
            most_ids: None,
            most_rows: None,
        })
    }

    /// Takes a decision; the rows leave every earlier one. Returns its number.
    pub fn decide(&mut self, kind: DecisionKind, rows: Vec<RowName>) -> u32 {
        self.release(&rows);
        let id = self.decisions.iter().map(|d| d.id).max().unwrap_or(0) + 1;
        self.decisions.push(Decision { id, kind, rows });
        id
    }

    /// Takes rows out of every decision.
    pub fn release(&mut self, rows: &[RowName]) {
        let gone: BTreeSet<(&str, u32)> =
            rows.iter().map(|r| (r.fingerprint.as_str(), r.record)).collect();
        for decision in &mut self.decisions {
            decision.rows.retain(|r| !gone.contains(&(r.fingerprint.as_str(), r.record)));
        }
        self.decisions.retain(|d| d.rows.len() >= least(d.kind));
    }
}

/// Fewer rows than this, and a decision says nothing.
fn least(kind: DecisionKind) -> usize {
    match kind {
        DecisionKind::Split => 1,
        DecisionKind::Join => 2,
    }
}

/// How a file comes to those that are loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LoadMode {
    /// Its rows are added.
    #[default]
    Append,
    /// It takes the place of a loaded file.
    Replace {
        /// Id of that file.
        file: u32,
    },
    /// Its rows take the place of older rows of the same person, or with the same event id.
    Upsert(Upsert),
}

/// Which older rows give way to those of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct Upsert {
    /// Only rows of this file; of all earlier files of the table when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub into: Option<u32>,
    /// Events: name of the column that numbers them; the one that was recognised when left out. Contacts need none: a person
    /// is known by the identities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl Upsert {
    /// Whether rows of this file give way.
    pub fn covers(&self, file: u32) -> bool {
        self.into.is_none_or(|into| into == file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(record: u32) -> RowName {
        RowName { fingerprint: "f".to_owned(), name: "a.csv".to_owned(), record }
    }

    #[test]
    fn a_row_is_in_its_latest_decision_only() {
        let mut rules = Rules::default();
        rules.decide(DecisionKind::Split, vec![row(2), row(3)]);
        rules.decide(DecisionKind::Join, vec![row(3), row(4)]);
        assert_eq!(rules.decisions[0].rows, [row(2)]);
        rules.release(&[row(4)]);
        assert_eq!(rules.decisions.len(), 1, "one row alone is not joined to anything");
        rules.release(&[row(2)]);
        assert_eq!(rules, Rules::default());
    }

    #[test]
    fn listed_identities_go_before_the_others() {
        let mut rules = Rules::default();
        rules.identities.push(IdentityRule { joins: false, ..rules.of("email") });
        assert!(rules.priority("email") < rules.priority("unionid"));
        assert!(rules.priority("unionid") < rules.priority("phone"));
        assert!(!rules.of("email").joins && rules.of("phone").joins);
    }
}
