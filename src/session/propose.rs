//! How a file should come to those that are loaded, from its beginning.

use super::{LoadProposal, LoadReason, Session, quality};
use crate::import::join::{LoadMode, Upsert};
use crate::import::{
    FilePlan, HEAD, Loader, Role, RowsAre, Sealed, Source, event_id, head_fingerprint, sample_of,
};
use crate::table::{Column, Data, Texts, Value};
use std::collections::BTreeSet;

/// Different keys or ids that are looked for.
const SAMPLE: usize = 2000;

impl Session {
    /// Proposes how to load a file: not again, as an update, or as further rows. `head` is its beginning, as
    /// [`Session::inspect`] gets it. A file whose columns are those of a loaded one, and whose first event ids or people are
    /// partly loaded, is an update. Costs reading 256 KiB and one pass over the loaded keys.
    pub fn propose_load(&self, plan: &FilePlan, head: &[u8]) -> LoadProposal {
        self.propose_from(plan, head, &|| sample(plan, head))
    }

    /// As [`Session::propose_load`] of a file that is handed over: `piece` is what [`crate::import::sampled`] gives.
    pub fn propose_handed(
        &self,
        plan: &FilePlan,
        head: &[u8],
        piece: Option<&(Vec<u8>, Sealed)>,
    ) -> LoadProposal {
        self.propose_from(plan, head, &|| {
            let (piece, sealed) = piece?;
            let mut loader = Loader::new(plan.clone()).ok()?;
            loader.push_handed(piece, sealed.bytes).ok()?;
            loader.seal(sealed.clone());
            loader.finish().ok()
        })
    }

    fn propose_from(
        &self,
        plan: &FilePlan,
        head: &[u8],
        sample: &dyn Fn() -> Option<Source>,
    ) -> LoadProposal {
        let proposal = |mode, because| LoadProposal {
            mode,
            because,
            file: None,
            name: None,
            sampled: 0,
            known: 0,
        };
        let about = |proposal: LoadProposal, at: usize| match self.files.get(at) {
            Some(file) => LoadProposal {
                file: Some(file.entry.id),
                name: Some(file.entry.plan.file.clone()),
                ..proposal
            },
            None => proposal,
        };
        let print = head_fingerprint(head, plan.bytes);
        if let Some(at) = self.files.iter().position(|f| f.read.head_fingerprint == print) {
            let because = if plan.bytes <= HEAD as u64 {
                LoadReason::AlreadyLoaded
            } else {
                LoadReason::ProbablyLoaded
            };
            return about(proposal(None, because), at);
        }
        let shape = quality::shape(plan);
        let same = |f: &super::FileState| {
            let of = &f.entry.plan;
            let layout = plan.layout.is_some() && plan.layout == of.layout;
            of.rows_are == plan.rows_are
                && (plan.rows_are == RowsAre::Contacts || of.table == plan.table)
                && (layout || f.shape == shape)
        };
        let Some(at) = self.files.iter().rposition(same) else {
            return proposal(Some(LoadMode::Append), LoadReason::NewColumns);
        };
        let (sampled, known) = match sample() {
            Some(source) => match plan.rows_are {
                RowsAre::Contacts => self.known_people(&source),
                RowsAre::Events => self.known_events(&source),
            },
            None => (0, 0),
        };
        let found = match (known, plan.rows_are) {
            (0, _) => proposal(Some(LoadMode::Append), LoadReason::NewRows),
            (_, RowsAre::Contacts) => {
                proposal(Some(LoadMode::Upsert(Upsert::default())), LoadReason::KnownPeople)
            }
            (_, RowsAre::Events) => {
                let key = event_id(plan).map(str::to_owned);
                let upsert = LoadMode::Upsert(Upsert { into: None, key });
                proposal(Some(upsert), LoadReason::KnownEvents)
            }
        };
        about(LoadProposal { sampled, known, ..found }, at)
    }

    fn known_events(&self, source: &Source) -> (u32, u32) {
        let id = event_id(&source.plan);
        let column = id.and_then(|id| source.columns.iter().find(|c| c.name == id));
        let Some(column) = column else { return (0, 0) };
        let mut open: BTreeSet<String> =
            (0..column.len()).filter_map(|row| text(column, row)).take(SAMPLE).collect();
        let sampled = open.len();
        let loaded = self
            .workspace
            .events
            .iter()
            .filter(|e| e.name == source.plan.table)
            .flat_map(|e| e.columns.iter().filter(|c| c.name == column.name));
        for loaded in loaded {
            for row in 0..loaded.len() {
                if let Some(id) = text(loaded, row) {
                    open.remove(&id);
                }
            }
        }
        (sampled as u32, (sampled - open.len()) as u32)
    }

    fn known_people(&self, source: &Source) -> (u32, u32) {
        let mut open: BTreeSet<(String, String)> = BTreeSet::new();
        for (column, &planned) in source.columns.iter().zip(&source.plan_index) {
            let Some(plan) = source.plan.columns.get(planned).filter(|c| c.role == Role::Key)
            else {
                continue;
            };
            let identity = plan.identity.clone().unwrap_or_else(|| plan.name.clone());
            for key in (0..column.len()).filter_map(|row| text(column, row)).take(SAMPLE) {
                open.insert((identity.clone(), key));
            }
        }
        let sampled = open.len();
        for file in &self.workspace.contacts {
            for (column, identity) in &file.keys {
                let further = file.further.iter().filter(|f| f.column == *column);
                let first = file.columns.get(*column).map(AsRef::as_ref);
                for column in first.into_iter().chain(further.map(|f| f.entries())) {
                    let Data::Texts(Texts::Dictionary { values, .. }) = &column.data else {
                        continue;
                    };
                    for code in 0..values.len() {
                        open.remove(&(identity.clone(), values.get(code).to_owned()));
                    }
                }
            }
        }
        (sampled as u32, (sampled - open.len()) as u32)
    }
}

/// The rows at the beginning of a file.
fn sample(plan: &FilePlan, head: &[u8]) -> Option<Source> {
    let mut loader = Loader::new(plan.clone()).ok()?;
    loader.push(sample_of(plan, head)?).ok()?;
    loader.finish().ok()
}

fn text(column: &Column, row: u32) -> Option<String> {
    match column.value(row)? {
        Value::Text(text) => Some(text.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
