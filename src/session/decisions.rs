//! Decisions on single rows, and rules and decisions as a file.

use super::loading::unknown;
use super::{DecidedRow, MergeDecision, RowRef, Session};
use crate::error::{Code, Error, Result};
use crate::import::join::{ContactFile, DecisionKind, RowName, Rules};
use serde_json::json;

/// The version of saved rules and decisions.
const PEOPLE_VERSION: u64 = 1;

impl Session {
    /// Changes the rules and plans the join.
    pub(super) fn change<T>(&mut self, change: impl FnOnce(&mut Rules) -> T) -> T {
        let mut workspace = self.workspace.clone();
        let answer = change(&mut workspace.rules);
        let (files, handle) = (self.files.clone(), self.next_id());
        self.plan_join(workspace, files, handle);
        answer
    }

    fn contact_file(&self, id: u32) -> Result<&ContactFile> {
        self.workspace.contacts.iter().find(|f| f.id == id).ok_or_else(|| unknown(id))
    }

    fn row_names(&self, rows: &[RowRef]) -> Result<Vec<RowName>> {
        let name = |row: &RowRef| {
            let file = self.contact_file(row.file)?;
            if file.row(row.record).is_none() {
                return Err(Error::new(Code::UnknownRecord)
                    .with("id", row.file)
                    .with("record", row.record)
                    .in_file(&file.name));
            }
            let (fingerprint, name) = (file.fingerprint.clone(), file.name.clone());
            Ok(RowName { fingerprint, name, record: row.record })
        };
        let mut names = rows.iter().map(name).collect::<Result<Vec<_>>>()?;
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// Decides that each of these rows stands alone; returns the number of the decision. Carried out by
    /// [`Session::advance`]; holds until it is undone, also when the file is loaded again.
    ///
    /// # Errors
    /// [`Code::UnknownFile`], [`Code::UnknownRecord`].
    pub fn split_rows(&mut self, rows: &[RowRef]) -> Result<u32> {
        let names = self.row_names(rows)?;
        Ok(self.change(|rules| rules.decide(DecisionKind::Split, names)))
    }

    /// Decides that these rows are one person, whatever their keys say. As [`Session::split_rows`].
    ///
    /// # Errors
    /// [`Code::UnknownFile`], [`Code::UnknownRecord`]; [`Code::BadPlan`] for fewer than two rows.
    pub fn join_rows(&mut self, rows: &[RowRef]) -> Result<u32> {
        let names = self.row_names(rows)?;
        if names.len() < 2 {
            return Err(Error::new(Code::BadPlan).with("reason", "one row alone cannot be joined"));
        }
        Ok(self.change(|rules| rules.decide(DecisionKind::Join, names)))
    }

    /// Takes rows out of every decision. Carried out by [`Session::advance`].
    ///
    /// # Errors
    /// [`Code::UnknownFile`], [`Code::UnknownRecord`].
    pub fn unsplit_rows(&mut self, rows: &[RowRef]) -> Result<()> {
        let names = self.row_names(rows)?;
        self.change(|rules| rules.release(&names));
        Ok(())
    }

    /// The decisions that hold, oldest first.
    pub fn merge_decisions(&self) -> Vec<MergeDecision> {
        let row = |row: &RowName| {
            let mut files = self.workspace.contacts.iter();
            let file = files.find(|f| f.fingerprint == row.fingerprint).map(|f| f.id);
            DecidedRow { file, name: row.name.clone(), record: row.record }
        };
        let decisions = self.workspace.rules.decisions.iter();
        decisions
            .map(|d| MergeDecision {
                id: d.id,
                kind: d.kind,
                rows: d.rows.iter().map(row).collect(),
            })
            .collect()
    }

    /// Takes back a decision. Carried out by [`Session::advance`].
    ///
    /// # Errors
    /// [`Code::UnknownDecision`].
    pub fn undo_decision(&mut self, id: u32) -> Result<()> {
        if !self.workspace.rules.decisions.iter().any(|d| d.id == id) {
            return Err(Error::new(Code::UnknownDecision).with("id", id));
        }
        self.change(|rules| rules.decisions.retain(|d| d.id != id));
        Ok(())
    }

    /// Identity rules and decisions as JSON text. Decisions on rows without a file are left out: nothing would know the
    /// rows again.
    ///
    /// # Errors
    /// [`Code::Internal`] when they cannot be written.
    pub fn save_people(&self) -> Result<String> {
        let mut rules = self.workspace.rules.clone();
        for decision in &mut rules.decisions {
            decision.rows.retain(|row| !row.fingerprint.starts_with('#'));
        }
        rules.decisions.retain(|d| !d.rows.is_empty());
        serde_json::to_string_pretty(&json!({ "fenqun_people": PEOPLE_VERSION, "rules": rules }))
            .map_err(|e| Error::new(Code::Internal).with("reason", e))
    }

    /// Puts saved rules and decisions in the place of the present ones. Carried out by [`Session::advance`].
    ///
    /// # Errors
    /// [`Code::NotJson`], [`Code::UnknownVersion`], [`Code::WrongShape`].
    pub fn open_people(&mut self, text: &str) -> Result<()> {
        let mut value: serde_json::Value =
            serde_json::from_str(text).map_err(|e| Error::new(Code::NotJson).with("reason", e))?;
        let version = value.get("fenqun_people").and_then(serde_json::Value::as_u64);
        if version != Some(PEOPLE_VERSION) {
            let found = version.map_or_else(|| "none".to_owned(), |v| v.to_string());
            return Err(Error::new(Code::UnknownVersion)
                .with("version", found)
                .with("supported", PEOPLE_VERSION)
                .at("fenqun_people"));
        }
        let opened = value.get_mut("rules").map(serde_json::Value::take).unwrap_or_default();
        let opened: Rules = serde_json::from_value(opened).map_err(|e| {
            let error = Error::new(Code::WrongShape).with("expected", "rules and decisions");
            error.with("found", e).at("rules")
        })?;
        self.change(|rules| *rules = opened);
        Ok(())
    }
}
