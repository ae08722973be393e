//! Files whose values carry their names: JSON documents, lines of JSON, cards. Which columns they have, and their rows.

use super::encoding::{self, Decoder, MALFORMED};
use super::evidence::because;
use super::json::{self, Lines, Way};
use super::loader::MAX_COLUMNS;
use super::named::{Item, Names};
use super::plan::{Container, Encoding, FilePlan, RecordPath};
use super::report::UnplannedKey;
use super::structure::{Found, Row, SAMPLE};
use super::vcard;
use super::workbook::SAMPLE_CELLS;
use crate::error::{Code, Error, Result};

/// The largest document that is held, in bytes.
const MAX_BYTES: u64 = 256 << 20;
/// Paths that are offered.
const OFFERED: usize = 50;

/// Refuses documents that cannot be held at once.
///
/// # Errors
/// [`Code::DocumentTooLarge`].
pub fn check_size(bytes: u64) -> Result<()> {
    if bytes <= MAX_BYTES {
        return Ok(());
    }
    let (size, limit) = (bytes >> 20, MAX_BYTES >> 20);
    Err(Error::new(Code::DocumentTooLarge).with("size", size).with("limit", limit))
}

fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    let mut text = String::new();
    Decoder::new(encoding).decode(bytes, true, &mut text);
    if text.contains(MALFORMED) { text.replace(MALFORMED, "\u{fffd}") } else { text }
}

/// What a person has chosen.
#[derive(Debug, Default, Clone, Copy)]
pub struct Choice<'a> {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// Where the records are.
    pub path: Option<&'a str>,
}

/// The first records, and the columns of all records that are there.
///
/// # Errors
/// [`Code::NotJson`], [`Code::NoRecords`], [`Code::UnknownRecords`], [`Code::DocumentTooLarge`].
pub fn sample(plan: &mut FilePlan, head: &[u8], choice: Choice<'_>) -> Result<(Vec<Row>, Found)> {
    let (detected, bom) = encoding::detect(head);
    let encoding = choice.encoding.unwrap_or(detected);
    (plan.encoding, plan.bom) = (Some(encoding), bom && encoding == detected);
    let whole = head.len() as u64 >= plan.bytes;
    let mut sampled = Sampled::default();
    let mut names = Names::growing(MAX_COLUMNS + 1);
    match plan.container {
        Container::Json => {
            check_size(plan.bytes)?;
            let text = decoded(head, encoding);
            let ways = json::ways(&text)?;
            let way = match choice.path {
                Some(path) => json::way_to(&ways, path)?,
                None => ways.first().cloned().ok_or_else(|| Error::new(Code::NoRecords))?,
            };
            json::records(&text, &way, &mut names, &mut |item| sampled.take(&item))?;
            record(plan, &way, &ways, choice.path.is_some());
        }
        Container::Vcard => {
            check_size(plan.bytes)?;
            names = Names::starting(&vcard::USUAL, MAX_COLUMNS + 1);
            let left_out =
                vcard::cards(&decoded(head, encoding), &mut names, &mut |i| sampled.take(&i));
            if left_out.binary > 0 {
                let with = [("count", left_out.binary.to_string())];
                plan.evidence.push(because("records", "pictures_left_out", &with));
            }
        }
        _ => {
            let (way, ways) = json::sample(&decoded(head, encoding), whole, choice.path)?;
            let mut lines = Lines::new(Decoder::new(encoding), &way, names);
            lines.push(head, whole, &mut |item| sampled.take(&item));
            names = lines.into_names();
            record(plan, &way, &ways, choice.path.is_some());
        }
    }
    let found = Found { header: names.list().to_vec(), ..Found::default() };
    Ok((sampled.rows, found))
}

#[derive(Default)]
struct Sampled {
    rows: Vec<Row>,
    cells: usize,
}

impl Sampled {
    fn take(&mut self, item: &Item<'_>) {
        let Item::Row(row) = item else { return };
        if self.rows.len() < SAMPLE && self.cells < SAMPLE_CELLS {
            self.cells += row.cells.len();
            self.rows.push(Row { line: row.line, cells: row.cells.clone(), faulty: false });
        }
    }
}

/// Notes the way in the plan, and why it was taken.
fn record(plan: &mut FilePlan, way: &Way, ways: &[Way], chosen: bool) {
    plan.records_path = Some(way.path.clone());
    plan.record_paths = ways
        .iter()
        .take(OFFERED)
        .map(|w| RecordPath { path: w.path.clone(), records: w.records })
        .collect();
    let reason = match (chosen, way.known.is_some(), ways.len()) {
        (true, ..) => "chosen",
        (_, true, _) => "known_path",
        (.., 1) => "only_list",
        _ => "largest_list",
    };
    let with = [("path", way.path.clone()), ("records", way.records.to_string())];
    plan.evidence.push(because("records", reason, &with));
}

/// Every record of a document that is held; returns the names that no column was planned for.
///
/// # Errors
/// [`Code::NotJson`], [`Code::UnknownRecords`].
pub fn rows(
    plan: &FilePlan,
    bytes: &[u8],
    each: &mut dyn FnMut(Item<'_>),
) -> Result<Vec<UnplannedKey>> {
    let mut names = Names::planned(plan);
    let text = decoded(bytes, plan.encoding.unwrap_or(Encoding::Utf8));
    if plan.container == Container::Vcard {
        vcard::cards(&text, &mut names, each);
    } else {
        let ways = json::ways(&text)?;
        let way = json::way_to(&ways, plan.records_path.as_deref().unwrap_or(""))?;
        json::records(&text, &way, &mut names, each)?;
    }
    Ok(names.unplanned())
}
