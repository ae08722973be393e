//! A record per line, read slice by slice: memory for the longest line.

use super::super::encoding::{Decoder, MALFORMED};
use super::super::named::{Item, Names};
use super::super::plan::{Encoding, FilePlan};
use super::super::report::RejectReason;
use super::super::workbook::SheetRow;
use super::flatten::Flat;
use super::reader::Reader;
use super::survey::{Step, Survey, Way};
use crate::error::{Code, Error, Result};

/// The longest line.
const MAX_LINE: usize = 16 << 20;
/// Decoded text that is looked at once.
const BLOCK: usize = 128 << 10;

/// Lines on their way to rows.
pub struct Lines {
    decoder: Decoder,
    pending: String,
    /// What is known to have no line end.
    looked: usize,
    flat: Flat,
    names: Names,
    line: u32,
    /// A line that is too long goes on to its end.
    discarding: bool,
}

impl Lines {
    /// Lines whose records lie on a way.
    pub fn new(decoder: Decoder, way: &Way, names: Names) -> Self {
        Self {
            decoder,
            pending: String::new(),
            looked: 0,
            flat: Flat::new(way),
            names,
            line: 0,
            discarding: false,
        }
    }

    /// Lines as planned.
    ///
    /// # Errors
    /// [`Code::UnknownRecords`] when the path is not one of lines.
    pub fn planned(plan: &FilePlan) -> Result<Self> {
        let path = plan.records_path.as_deref().unwrap_or("");
        let way = super::line_way(path)
            .ok_or_else(|| Error::new(Code::UnknownRecords).with("path", path))?;
        let decoder = Decoder::new(plan.encoding.unwrap_or(Encoding::Utf8));
        Ok(Self::new(decoder, &way, Names::planned(plan)))
    }

    /// The names, with the count of those that have no column.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The names, when all was taken.
    pub fn into_names(self) -> Names {
        self.names
    }

    /// Takes the next bytes; slices may end anywhere.
    pub fn push(&mut self, bytes: &[u8], last: bool, each: &mut dyn FnMut(Item<'_>)) {
        let mut rest = bytes;
        loop {
            let (now, later) = rest.split_at(rest.len().min(BLOCK));
            rest = later;
            self.decoder.decode(now, last && rest.is_empty(), &mut self.pending);
            self.lines(last && rest.is_empty(), each);
            if rest.is_empty() {
                break;
            }
        }
    }

    fn lines(&mut self, last: bool, each: &mut dyn FnMut(Item<'_>)) {
        let pending = std::mem::take(&mut self.pending);
        let mut from = 0;
        loop {
            let tail = pending.as_bytes().get(from.max(self.looked)..).unwrap_or(&[]);
            let Some(end) = memchr::memchr(b'\n', tail) else { break };
            let end = from.max(self.looked) + end;
            self.one(pending.get(from..end).unwrap_or(""), each);
            from = end + 1;
        }
        self.pending = pending;
        self.pending.drain(..from);
        self.looked = self.pending.len();
        if self.looked > MAX_LINE && !self.discarding {
            let text = std::mem::take(&mut self.pending);
            self.one(&text, each);
            // the rest of the line is part of the record that was rejected
            self.line -= 1;
            self.discarding = true;
        }
        if self.discarding {
            self.pending.clear();
        }
        if self.pending.is_empty() {
            self.looked = 0;
        }
        if last && !self.pending.is_empty() {
            let text = std::mem::take(&mut self.pending);
            self.one(&text, each);
        }
    }

    fn one(&mut self, text: &str, each: &mut dyn FnMut(Item<'_>)) {
        self.line += 1;
        if std::mem::take(&mut self.discarding) {
            return;
        }
        let text = text.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{feff}');
        let line = self.line;
        if text.is_empty() {
            return each(Item::Row(&SheetRow { line, cells: Vec::new() }));
        }
        let mut bad = |reason| each(Item::Bad { line, reason, text });
        if text.len() > MAX_LINE {
            return bad(RejectReason::TooLong);
        }
        if self.decoder.is_faulty() && text.contains(MALFORMED) {
            return bad(RejectReason::BadEncoding);
        }
        // all of it is looked at first, so that a damaged line leaves no half row
        let mut reader = Reader::new(text);
        if reader.skip().is_err() || !matches!(reader.peek(), None | Some(b',')) {
            return bad(RejectReason::Damaged);
        }
        self.flat.record = line - 1;
        let mut reader = Reader::new(text);
        let read = self.flat.rows(&mut reader, &mut self.names, each);
        debug_assert!(read.is_ok(), "a line that was read once is read twice");
    }
}

/// The way that a path names in lines: the lines themselves, or a list in each that is taken apart.
pub fn line_way(path: &str) -> Option<Way> {
    let inner = match path {
        "" => None,
        _ => Some(path.strip_prefix("[].")?.strip_suffix("[]")?),
    };
    let mut steps = Vec::new();
    for key in inner.iter().flat_map(|inner| inner.split('.')) {
        steps.push(Step::Key(key.to_owned()));
    }
    steps.extend(inner.map(|_| Step::Each));
    let parent = inner.map(|_| 0);
    Some(Way { path: path.to_owned(), records: 0, steps, parent, known: None })
}

/// The way to the records of lines, and all ways that the head shows.
///
/// # Errors
/// [`crate::Code::NoRecords`] when no line is a record, [`crate::Code::UnknownRecords`].
pub fn sample(head: &str, whole: bool, chosen: Option<&str>) -> Result<(Way, Vec<Way>)> {
    let mut survey = Survey::new();
    let mut lines: Vec<&str> = head.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    if !whole && lines.len() > 1 {
        lines.pop();
    }
    for line in lines.iter().filter(|l| Reader::new(l).skip().is_ok()) {
        // what is no JSON is counted when it is read
        let _ = survey.record(line);
    }
    // lines are the outermost list
    let mut ways = survey.ways();
    for way in &mut ways {
        if way.steps.first() == Some(&Step::Each) {
            way.steps.remove(0);
            way.parent = way.parent.map(|p| p.saturating_sub(1));
        }
    }
    ways.retain(|w| line_way(&w.path).is_some_and(|l| l.steps == w.steps && l.parent == w.parent));
    let way = match chosen {
        Some(path) => super::way_to(&ways, path)?,
        None => ways.first().cloned().ok_or_else(|| Error::new(Code::NoRecords))?,
    };
    Ok((way, ways))
}
