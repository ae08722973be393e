//! Records of JSON as rows of cells: a document with a list of records somewhere, or a record per line.
//!
//! The names of columns are the keys from the record to the value, joined with dots. Numbers stay as they are written,
//! `null` and an empty list are empty cells, a list of scalars is a list of quoted texts, a list of objects is JSON.
//! A list of objects inside the records can be taken apart, one level deep: a row per element, the rest of the record repeated.

mod flatten;
mod lines;
mod reader;
mod survey;

pub use lines::{Lines, line_way, sample};
pub use survey::Way;

use super::named::{Item, Names};
use crate::error::{Code, Error, Result};
use flatten::Flat;
use reader::{Fault, Reader};
use survey::{Step, Survey};

/// Not JSON, and in which line.
fn not_json(text: &str, fault: &Fault) -> Error {
    let before = text.as_bytes().get(..fault.at).unwrap_or(text.as_bytes());
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let column = 1 + text.get(start..fault.at).map_or(0, |line| line.chars().count());
    let reason = format!("{} at line {line} column {column}", fault.reason);
    Error::new(Code::NotJson).with("reason", reason)
}

/// What follows the first value of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begins {
    /// Nothing, or the text is cut off within the value.
    Document,
    /// Another value on a line of its own.
    Lines,
}

/// Whether a text that begins like JSON is a document or a record per line.
pub fn begins(text: &str) -> Begins {
    let mut reader = Reader::new(text);
    if reader.peek() != Some(b'{') {
        return Begins::Document;
    }
    let from = reader.at();
    let first_line = text.get(from..).and_then(|t| t.lines().next()).unwrap_or("");
    let one_line = |line: &str| {
        let mut reader = Reader::new(line);
        reader.peek() == Some(b'{') && reader.skip().is_ok() && reader.peek().is_none()
    };
    let others = || text.get(from..).unwrap_or("").lines().skip(1).map(str::trim);
    let next = || others().find(|line| !line.is_empty());
    match one_line(first_line) {
        true if next().is_some_and(|l| l.starts_with('{')) => Begins::Lines,
        // a first line that is damaged among many that are not
        false if first_line.len() > 2 && others().take(5).filter(|l| one_line(l)).count() >= 2 => {
            Begins::Lines
        }
        _ => Begins::Document,
    }
}

/// The ways to the records of a document, the one to take first.
///
/// # Errors
/// [`Code::NotJson`], [`Code::NoRecords`].
pub fn ways(text: &str) -> Result<Vec<Way>> {
    let ways = Survey::of(text).map_err(|fault| not_json(text, &fault))?.ways();
    if ways.is_empty() { Err(Error::new(Code::NoRecords)) } else { Ok(ways) }
}

/// The way with this path.
///
/// # Errors
/// [`Code::UnknownRecords`].
pub fn way_to(ways: &[Way], path: &str) -> Result<Way> {
    let way = ways.iter().find(|w| w.path == path).cloned();
    way.ok_or_else(|| Error::new(Code::UnknownRecords).with("path", path))
}

/// Every record of a document on a way.
///
/// # Errors
/// [`Code::NotJson`].
pub fn records(
    text: &str,
    way: &Way,
    names: &mut Names,
    each: &mut dyn FnMut(Item<'_>),
) -> Result<()> {
    let mut reader = Reader::new(text);
    let mut flat = Flat::new(way);
    let (head, _) = Flat::split(way);
    let many = matches!(way.steps.first(), Some(Step::Each));
    let fault = (|| {
        while let Some(next) = reader.peek() {
            // a list, or values one behind the other
            let steps = if many && next == b'{' { head.get(1..).unwrap_or(&[]) } else { head };
            walk(&mut reader, steps, &mut |reader| flat.rows(reader, names, each))?;
        }
        Ok(())
    })();
    fault.map_err(|fault| not_json(text, &fault))
}

/// Goes the steps and calls `each` in front of every value at their end.
fn walk(
    reader: &mut Reader<'_>,
    steps: &[Step],
    each: &mut dyn FnMut(&mut Reader<'_>) -> std::result::Result<(), Fault>,
) -> std::result::Result<(), Fault> {
    match (steps.split_first(), reader.peek()) {
        (None, _) => each(reader),
        (Some((Step::Each, rest)), Some(b'[')) => reader.list(|reader| walk(reader, rest, each)),
        (Some((Step::Key(key), rest)), Some(b'{')) => {
            reader.object(
                |reader, found| {
                    if found == *key { walk(reader, rest, each) } else { reader.skip() }
                },
            )
        }
        // some of the values on the way are of another kind
        (Some((Step::Key(_), _)), Some(b'[')) => reader.list(|reader| walk(reader, steps, each)),
        _ => reader.skip(),
    }
}
