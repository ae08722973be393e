//! What a file is, proposed as a plan.

use super::cell::trim;
use super::encoding::{self, Decoder};
use super::loader::MAX_COLUMNS;
use super::plan::{ColumnPlan, Container, Encoding, FilePlan, Role, RowsAre};
use super::profile::{self, Profile};
use super::roles::{self, Known};
use super::rows::{Fate, Shape};
use super::structure::{self, Found, Row, SAMPLE};
use super::words::{self, Header};
use super::{container, workbook};
use crate::error::{Code, Error, Result};
use crate::table::Semantic;
use std::collections::BTreeSet;

/// Bytes of text that a plan is made from.
const HEAD: usize = 4 << 20;

/// Looks at the beginning of a file (of text, 4 MiB are enough; of a workbook, all of it) and proposes how to read it.
///
/// # Errors
/// [`Code::EmptyFile`], [`Code::NotATable`], [`Code::NoRows`], [`Code::TooManyColumns`], and what keeps a workbook from being
/// opened: [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`], [`Code::InflatesTooMuch`], [`Code::WorkbookTooLarge`].
pub fn inspect(file: &str, head: &[u8], total_bytes: u64) -> Result<FilePlan> {
    propose(file, head, total_bytes, &Chosen::default()).map_err(|e| e.in_file(file))
}

/// The plan anew after a person changed its encoding, delimiter, sheet or header line: these stay, the rest follows.
///
/// # Errors
/// As [`inspect`], and [`Code::UnknownSheet`].
pub fn reinspect(plan: &FilePlan, head: &[u8]) -> Result<FilePlan> {
    let again = |chosen: &Chosen| propose(&plan.file, head, plan.bytes, chosen);
    let fresh = || {
        let proposed = again(&Chosen::default());
        let mut chosen = Chosen {
            encoding: plan.encoding,
            delimiter: plan.delimiter,
            sheet: plan.sheet.clone(),
            header_line: Some(plan.header_line),
            ..Chosen::default()
        };
        if let Ok(old) = &proposed {
            chosen.rows_are = Some(plan.rows_are).filter(|r| *r != old.rows_are);
            chosen.table =
                Some(plan.table.clone()).filter(|t| *t != old.table && !t.trim().is_empty());
        }
        // a header line that nobody touched belongs to the old sheet or delimiter
        if let Ok(old) = &proposed
            && (old.sheet != plan.sheet || old.delimiter != plan.delimiter)
            && old.header_line == plan.header_line
        {
            chosen.header_line = None;
        }
        if let Ok(old) = &proposed
            && old.encoding != plan.encoding
            && old.delimiter == plan.delimiter
            && old.header_line == plan.header_line
        {
            (chosen.delimiter, chosen.header_line) = (None, None);
        }
        let mut plan_again = again(&chosen)?;
        plan_again.zone.clone_from(&plan.zone);
        Ok(plan_again)
    };
    fresh().map_err(|e: Error| e.in_file(&plan.file))
}

/// What a person has chosen.
#[derive(Debug, Default)]
struct Chosen {
    encoding: Option<Encoding>,
    delimiter: Option<char>,
    sheet: Option<String>,
    header_line: Option<u32>,
    rows_are: Option<RowsAre>,
    table: Option<String>,
}

fn propose(file: &str, head: &[u8], bytes: u64, chosen: &Chosen) -> Result<FilePlan> {
    let container = container::sniff(head)?;
    let mut plan = FilePlan::new(file, bytes, container);
    let (rows, found) = match container {
        Container::Text => text(&mut plan, head, chosen)?,
        _ => sheet(&mut plan, head, chosen)?,
    };
    match chosen.header_line {
        Some(line) if line > 0 && found.header_line == 0 => {
            let reason = format!("line {line} has no header: the table starts and ends elsewhere");
            Err(Error::new(Code::BadPlan).with("reason", reason))
        }
        _ => fill(plan, &rows, found, chosen),
    }
}

fn text(plan: &mut FilePlan, head: &[u8], chosen: &Chosen) -> Result<(Vec<Row>, Found)> {
    let whole = head.len() as u64 >= plan.bytes && head.len() <= HEAD;
    let head = head.get(..HEAD.min(head.len())).unwrap_or(head);
    let (detected, bom) = encoding::detect(head);
    let encoding = chosen.encoding.unwrap_or(detected);
    let mut text = String::new();
    Decoder::new(encoding).decode(head, whole, &mut text);
    if chosen.encoding.is_none() {
        container::check_text(&text)?;
    }
    if text.trim().is_empty() {
        return Err(Error::new(Code::EmptyFile));
    }
    let dialect = structure::dialect(&text, whole, chosen.delimiter);
    let mut rows = structure::sample(&text, dialect, whole, SAMPLE);
    if rows.is_empty() {
        // one record longer than the head
        rows = structure::sample(&text, dialect, true, SAMPLE);
    }
    let found = structure::find(&rows, chosen.header_line, &[]);
    (plan.encoding, plan.bom, plan.delimiter) =
        (Some(encoding), bom && encoding == detected, Some(dialect.delimiter));
    plan.escape = dialect.escape.then_some('\\');
    Ok((rows, found))
}

/// The sheet that is chosen, or the one with the best table.
fn sheet(plan: &mut FilePlan, bytes: &[u8], chosen: &Chosen) -> Result<(Vec<Row>, Found)> {
    let samples = workbook::samples(bytes, plan.container)?;
    plan.sheets = samples.iter().map(|s| s.info.clone()).collect();
    let mut best: Option<(f64, String, Vec<Row>, Found)> = None;
    for sample in samples {
        let name = sample.info.name;
        if chosen.sheet.as_ref().is_some_and(|s| *s != name) {
            continue;
        }
        let found = structure::find(&sample.rows, chosen.header_line, &sample.groups);
        let known = found.header.iter().filter(|h| Header::of(h).hint().is_some()).count() as f64;
        let body = f64::from(sample.info.rows).min(1e6) - found.body as f64;
        let headed = if found.header_line > 0 { 1.0 } else { 0.3 };
        let score = (1.0 + body.max(0.0)).ln()
            * (1.0 + known + found.header.len() as f64 * 0.3)
            * headed
            * if sample.visible { 1.0 } else { 0.2 };
        if best.as_ref().is_none_or(|b| score > b.0) {
            best = Some((score, name, sample.rows, found));
        }
    }
    match best {
        Some((_, name, rows, found)) => {
            plan.sheet = Some(name);
            Ok((rows, found))
        }
        None => match &chosen.sheet {
            Some(name) => Err(Error::new(Code::UnknownSheet).with("name", name)),
            None => Err(Error::new(Code::NoRows)),
        },
    }
}

fn fill(mut plan: FilePlan, rows: &[Row], found: Found, chosen: &Chosen) -> Result<FilePlan> {
    if found.header.len() > MAX_COLUMNS {
        return Err(Error::new(Code::TooManyColumns)
            .with("columns", found.header.len())
            .with("limit", MAX_COLUMNS));
    }
    let shape = Shape::of_header(&found.header);
    let body: Vec<&Row> = rows
        .iter()
        .skip(found.body)
        .filter(|r| !r.faulty && shape.fate(r.cells.as_slice()) == Fate::Accept)
        .collect();
    if found.header.is_empty() || rows.len() <= found.body {
        return Err(Error::new(Code::NoRows));
    }
    plan.header_line = found.header_line;
    plan.header_rows = found.header_rows;
    plan.skipped = found.skipped;
    let profiles: Vec<Profile> = (0..found.header.len())
        .map(|i| Profile::of(body.iter().map(|r| r.cells.get(i).map_or("", String::as_str))))
        .collect();
    let known: Vec<Known<'_>> = found
        .header
        .iter()
        .zip(&profiles)
        .map(|(raw, profile)| Known { header: Header::of(raw), profile })
        .collect();
    let names = names(&found.header);
    for (((raw, name), known), index) in found.header.iter().zip(names).zip(&known).zip(0..) {
        let semantic = known.profile.semantic(&known.header);
        plan.columns.push(column(raw, name, semantic, known.profile.filled as u32, &body, index));
    }
    let (rows_are, table) = roles::rows_are(&plan.columns, &known, &plan.file);
    plan.rows_are = chosen.rows_are.unwrap_or(rows_are);
    plan.table = chosen.table.clone().unwrap_or(table);
    for (column, known) in plan.columns.iter_mut().zip(&known) {
        if column.semantic == Semantic::Tags && plan.rows_are == RowsAre::Events {
            column.semantic = Semantic::Text;
        }
        known.profile.settle(column);
        if column.semantic == Semantic::Money
            && column.currency.is_none()
            && matches!(known.header.unit.as_str(), "元" | "cny" | "rmb" | "¥" | "人民币")
        {
            column.currency = Some("CNY".to_owned());
        }
        if column.semantic == Semantic::Tags {
            column.tag_group = words::tag_group(&column.raw);
        }
        column.minor_units = column.semantic == Semantic::Money && known.header.counts_hundredths();
    }
    profile::settle_together(&mut plan.columns, &profiles);
    roles::assign(&mut plan.columns, &known, plan.rows_are);
    count_parsed(&mut plan, &body)?;
    Ok(plan)
}

fn column(
    raw: &str,
    name: String,
    semantic: Semantic,
    filled: u32,
    body: &[&Row],
    index: usize,
) -> ColumnPlan {
    let mut examples: Vec<String> = Vec::new();
    for cell in
        body.iter().filter_map(|r| r.cells.get(index)).map(|c| trim(c)).filter(|c| !c.is_empty())
    {
        let cell: String = cell.chars().take(200).collect();
        if !examples.contains(&cell) {
            examples.push(cell);
        }
        if examples.len() == 5 {
            break;
        }
    }
    ColumnPlan {
        name,
        raw: raw.to_owned(),
        semantic,
        role: Role::Attribute,
        identity: None,
        separators: None,
        tag_group: None,
        group_sign: None,
        blank_is_false: false,
        date_order: None,
        decimal_comma: false,
        currency: None,
        minor_units: false,
        ask: None,
        suppresses: Vec::new(),
        calling_code: None,
        examples,
        sampled: body.len() as u32,
        filled,
        parsed: 0,
    }
}

/// How many cells of the sample each column reads, by reading them.
fn count_parsed(plan: &mut FilePlan, body: &[&Row]) -> Result<()> {
    let zone = crate::time::Zone::named(&plan.zone)?;
    for (index, column) in plan.columns.iter_mut().enumerate() {
        let mut sink = super::sink::Sink::new(index, column, &zone)?;
        for row in body {
            sink.push(row.cells.get(index).map_or("", String::as_str), 0);
        }
        let (_, report) = sink.finish(&mut column.clone(), body.len() as u32);
        (column.filled, column.parsed) = (report.filled, report.parsed);
    }
    Ok(())
}

/// Names from headers: trimmed, `column_4` for an empty one, `_2` for the second of its kind.
fn names(header: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut out = Vec::with_capacity(header.len());
    for (index, raw) in header.iter().enumerate() {
        let base = match super::cell::clean(raw) {
            "" => format!("column_{}", index + 1),
            name => name.chars().take(200).collect(),
        };
        let mut name = base.clone();
        let mut n = 2;
        while !taken.insert(name.clone()) {
            name = format!("{base}_{n}");
            n += 1;
        }
        out.push(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_never_empty() {
        let header = ["\u{feff}姓名", "电话 ", "电话", "", "备注", "备注"].map(str::to_owned);
        assert_eq!(names(&header), ["姓名", "电话", "电话_2", "column_4", "备注", "备注_2"]);
    }
}
