//! Exports of known tools, as data: what their headers are called and what their columns are for.
//!
//! A *layout* is one file in `data/`; `docs/layouts.md` says how to add one. A file has a layout when every header that the
//! layout requires is there, none that it forbids, and no other layout names more of its headers. Headers compare in their
//! compact form, as in [`super::words`]. A layout fixes what it says, the general rules do the rest, and the values have the
//! last word: a type holds only where the values can be read as it, and what is masked is never a key.

mod apply;
mod files;

pub use apply::settle;

use super::plan::{Evidence, FilePlan, ItemAmount, Role, RowsAre};
use super::roles::Known;
use super::words::Header;
use crate::error::{Code, Error, Result};
use crate::table::Semantic;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A layout as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LayoutInfo {
    /// Its id, as a plan has it.
    pub id: String,
    /// What it is called in Chinese.
    pub zh: String,
    /// What it is called in English.
    pub en: String,
    /// What its rows are.
    pub rows_are: RowsAre,
}

/// Every known layout, in the order of the list.
pub fn layouts() -> Vec<LayoutInfo> {
    let info = |layout: &Layout| LayoutInfo {
        id: layout.id.clone(),
        zh: layout.zh.clone(),
        en: layout.en.clone(),
        rows_are: layout.rows_are,
    };
    all().iter().map(info).collect()
}

/// One export of one tool.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub id: String,
    pub zh: String,
    pub en: String,
    /// Of each list, one header is there.
    requires: Vec<Vec<String>>,
    /// Headers that show another export.
    #[serde(default)]
    forbids: Vec<String>,
    pub rows_are: RowsAre,
    /// Name of the event table.
    #[serde(default)]
    pub table: String,
    /// Zone of its times, where it is not that of a plan.
    #[serde(default)]
    pub zone: Option<String>,
    /// Rows are the items of an order.
    #[serde(default)]
    pub items: Option<Items>,
    #[serde(default)]
    columns: Vec<LayoutColumn>,
}

/// Items of orders.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {
    /// Headers of the number of the order, the best first.
    pub order: Vec<String>,
    /// Name of the table of the items.
    pub table: String,
    /// What the amount of a row is, where the rows do not show it.
    pub amount: ItemAmount,
}

/// What is known of a column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutColumn {
    /// What it may be called, the best first. A key, a time and an amount is the first that fits; the rest holds for all.
    headers: Vec<String>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    identity: Option<String>,
    #[serde(default, rename = "type")]
    semantic: Option<Semantic>,
    #[serde(default)]
    currency: Option<String>,
    /// Of a column with the status of an event: closed, cancelled or unpaid.
    #[serde(default)]
    closed: Vec<String>,
    /// Paid back. Alone, without `closed`: of a column with what happened after the sale.
    #[serde(default)]
    refunded: Vec<String>,
    /// Cells that say "do not contact"; `*` is every cell that is not empty.
    #[serde(default)]
    suppresses: Vec<String>,
}

impl Layout {
    /// The same with every header in its compact form.
    fn compact(mut self) -> Self {
        let lists = self.requires.iter_mut().chain(self.columns.iter_mut().map(|c| &mut c.headers));
        let lists = lists.chain(self.items.iter_mut().map(|i| &mut i.order));
        for header in lists.flatten().chain(&mut self.forbids) {
            *header = Header::of(header).compact;
        }
        self
    }

    /// How many of the layout's columns are there, of how many; `None` when the headers are not of this layout.
    fn matched(&self, headers: &[&str]) -> Option<(usize, usize)> {
        let is_its = self.requires.iter().all(|any| is_there(any, headers))
            && !self.forbids.iter().any(|h| headers.contains(&h.as_str()));
        is_its.then(|| self.named(headers))
    }

    /// How many of the layout's columns are there, of how many, whatever the file is.
    fn named(&self, headers: &[&str]) -> (usize, usize) {
        let columns = self.requires.iter().chain(self.columns.iter().map(|c| &c.headers));
        (columns.clone().filter(|any| is_there(any, headers)).count(), columns.count())
    }
}

fn is_there(any: &[String], headers: &[&str]) -> bool {
    any.iter().any(|h| headers.contains(&h.as_str()))
}

/// Every layout. What cannot be read is not there; a test reads them all.
fn all() -> &'static [Layout] {
    static LAYOUTS: OnceLock<Vec<Layout>> = OnceLock::new();
    LAYOUTS.get_or_init(|| {
        let read = |text: &&str| serde_json::from_str::<Layout>(text).ok();
        files::FILES.iter().filter_map(read).map(Layout::compact).collect()
    })
}

/// A layout that a file has.
#[derive(Debug, Clone, Copy)]
pub struct Recognised {
    layout: &'static Layout,
    /// How many of its columns are there, of how many.
    matched: (usize, usize),
    /// Why the file has it.
    because: &'static str,
}

impl Recognised {
    /// What rows are, and the name of the event table.
    pub fn rows_are(&self) -> (RowsAre, String) {
        (self.layout.rows_are, self.layout.table.clone())
    }
}

/// The layout of a file: of several, the one that names most of its headers, then the one that requires more of them.
pub fn find(known: &[Known<'_>]) -> Option<Recognised> {
    let headers: Vec<&str> = known.iter().map(|k| k.header.compact.as_str()).collect();
    recognised(&headers).into_iter().next()
}

/// The layout that a person chose, or that there is none; the reason goes into the plan.
///
/// # Errors
/// [`Code::BadPlan`] when there is no such layout.
pub fn chosen(
    plan: &mut FilePlan,
    id: Option<&str>,
    known: &[Known<'_>],
) -> Result<Option<Recognised>> {
    let Some(id) = id else {
        plan.evidence.push(evidence("none_chosen", []));
        return Ok(None);
    };
    let Some(layout) = all().iter().find(|l| l.id == id) else {
        let reason = format!("there is no layout named {id}");
        return Err(Error::new(Code::BadPlan).with("reason", reason));
    };
    let headers: Vec<&str> = known.iter().map(|k| k.header.compact.as_str()).collect();
    Ok(Some(Recognised { layout, matched: layout.named(&headers), because: "chosen" }))
}

/// Why a file has a layout or has none.
fn evidence<const N: usize>(because: &str, with: [(&str, String); N]) -> Evidence {
    Evidence {
        of: "layout".to_owned(),
        because: because.to_owned(),
        with: with.map(|(name, value)| (name.to_owned(), value)).into(),
    }
}

/// Every layout that the headers fit, the best first.
fn recognised(headers: &[&str]) -> Vec<Recognised> {
    let fits = |layout: &'static Layout| {
        let matched = layout.matched(headers)?;
        Some(Recognised { layout, matched, because: "headers" })
    };
    let mut found: Vec<Recognised> = all().iter().filter_map(fits).collect();
    found.sort_by_key(|r| std::cmp::Reverse((r.matched.0, r.layout.requires.len())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn folder() -> std::path::PathBuf {
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import/layout/data")
    }

    #[test]
    fn every_file_of_the_folder_is_in_the_list_and_can_be_read() {
        let mut files = BTreeSet::new();
        for entry in std::fs::read_dir(folder()).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let layout: Layout = serde_json::from_str(&text).unwrap();
            assert_eq!(path.file_stem().unwrap().to_str(), Some(layout.id.as_str()));
            files.insert(layout.id);
        }
        let listed: BTreeSet<String> = all().iter().map(|l| l.id.clone()).collect();
        assert_eq!(listed, files);
        assert_eq!(files::FILES.len(), files.len(), "a layout is listed once");
    }

    #[test]
    fn every_layout_is_documented() {
        let docs = include_str!("../../../docs/layouts.md");
        for layout in layouts() {
            let row = format!("| `{}` | {} | {} |", layout.id, layout.zh, layout.en);
            assert!(docs.contains(&row), "docs/layouts.md has no row {row}");
        }
    }

    #[test]
    fn a_layout_says_what_its_parts_need() {
        for layout in all() {
            let id = &layout.id;
            assert!(layout.requires.len() >= 2, "{id}: one header shows nothing");
            assert_eq!(layout.rows_are == RowsAre::Events, !layout.table.is_empty(), "{id}");
            assert!(layout.items.is_none() || layout.rows_are == RowsAre::Events, "{id}");
            for column in &layout.columns {
                assert_eq!(column.role == Some(Role::Key), column.identity.is_some(), "{id}");
                assert!(column.headers.iter().all(|h| !h.is_empty()), "{id}");
            }
        }
    }

    /// The headers of a delimited file of the fixtures.
    fn headers_of(path: &std::path::Path) -> Vec<String> {
        let bytes = std::fs::read(path).unwrap();
        let plan = crate::import::inspect("x", &bytes, bytes.len() as u64).unwrap();
        plan.columns.iter().map(|c| Header::of(&c.raw).compact).collect()
    }

    #[test]
    fn no_two_layouts_claim_the_same_file() {
        let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        for folder in ["corpus", "fixtures/layouts"] {
            for entry in std::fs::read_dir(tests.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|e| e == "json") {
                    continue;
                }
                let headers = headers_of(&path);
                let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
                let ids: Vec<&str> =
                    recognised(&headers).iter().map(|r| r.layout.id.as_str()).collect();
                assert!(ids.len() <= 1, "{}: {ids:?}", path.display());
            }
        }
    }

    #[test]
    fn headers_of_nothing_known_have_no_layout() {
        assert!(recognised(&["姓名", "手机", "备注"]).is_empty());
    }
}
