//! What a file is, proposed as a plan.

use super::cell::trim;
use super::documents::Choice;
use super::encoding::{self, Decoder};
use super::loader::MAX_COLUMNS;
use super::plan::{ColumnPlan, Container, Encoding, FilePlan, Role, RowsAre};
use super::profile::{self, Profile};
use super::roles::{self, Known};
use super::rows::{Fate, Shape};
use super::structure::{self, Found, Row, SAMPLE};
use super::words::{self, Header};
use super::workbook::{self, Wanted};
use super::{container, documents, evidence, html, layout};
use crate::error::{Code, Error, Result};
use crate::table::Semantic;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of text that a plan is made from.
const HEAD: usize = 4 << 20;

/// Looks at the beginning of a file (of text and of JSON lines, 4 MiB are enough; of anything else, all of it) and proposes
/// how to read it.
///
/// # Errors
/// [`Code::EmptyFile`], [`Code::NotATable`], [`Code::NoRows`], [`Code::TooManyColumns`]; of documents [`Code::NotJson`],
/// [`Code::NoRecords`], [`Code::DocumentTooLarge`]; and what keeps a workbook from being opened: [`Code::BrokenWorkbook`], [`Code::EncryptedWorkbook`], [`Code::InflatesTooMuch`], [`Code::WorkbookTooLarge`].
pub fn inspect(file: &str, head: &[u8], total_bytes: u64) -> Result<FilePlan> {
    propose(file, head, total_bytes, &Chosen::default()).map_err(|e| e.in_file(file))
}

/// Whether [`inspect`] needs all of a file that begins like this: it is held at once, and not read slice by slice.
pub fn needs_whole(head: &[u8]) -> bool {
    container::sniff(head).is_ok_and(|c| !matches!(c, Container::Text | Container::Ndjson))
}

/// The plan anew after a person changed its encoding, delimiter, sheet, header line, path of records or layout: these stay,
/// the rest follows.
///
/// # Errors
/// As [`inspect`], and [`Code::UnknownSheet`], [`Code::UnknownRecords`], [`Code::BadPlan`] for a layout that there is not.
pub fn reinspect(plan: &FilePlan, head: &[u8]) -> Result<FilePlan> {
    let again = |chosen: &Chosen| propose(&plan.file, head, plan.bytes, chosen);
    let fresh = || {
        let proposed = again(&Chosen::default());
        let mut chosen = Chosen {
            encoding: plan.encoding,
            delimiter: plan.delimiter,
            sheet: plan.sheet.clone(),
            header_line: Some(plan.header_line),
            records_path: plan.records_path.clone(),
            layout: plan.layout_was.is_some().then(|| plan.layout.clone()),
            ..Chosen::default()
        };
        // what nobody touched follows from what was changed
        if let Ok(old) = &proposed {
            chosen.encoding = chosen.encoding.filter(|e| Some(*e) != old.encoding);
            chosen.delimiter = chosen.delimiter.filter(|d| Some(*d) != old.delimiter);
            chosen.sheet = chosen.sheet.filter(|_| plan.sheet != old.sheet);
            chosen.header_line = chosen.header_line.filter(|l| *l != old.header_line);
            chosen.records_path =
                chosen.records_path.filter(|_| plan.records_path != old.records_path);
            chosen.rows_are = Some(plan.rows_are).filter(|r| *r != old.rows_are);
            chosen.table =
                Some(plan.table.clone()).filter(|t| *t != old.table && !t.trim().is_empty());
        }
        let mut plan_again = again(&chosen)?;
        plan_again.layout_was.clone_from(&plan.layout_was);
        plan_again.zone.clone_from(&plan.zone);
        plan_again.archive.clone_from(&plan.archive);
        if plan.container == Container::Parquet && plan_again.container == Container::Ndjson {
            plan_again.container = Container::Parquet;
        }
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
    records_path: Option<String>,
    /// A layout, or that there is none.
    #[expect(clippy::option_option, reason = "not chosen, none, or one")]
    layout: Option<Option<String>>,
    rows_are: Option<RowsAre>,
    table: Option<String>,
}

fn propose(file: &str, head: &[u8], bytes: u64, chosen: &Chosen) -> Result<FilePlan> {
    let container = container::sniff(head)?;
    let mut plan = FilePlan::new(file, bytes, container);
    plan.evidence.push(evidence::container(container));
    let (rows, found) = match container {
        Container::Text => text(&mut plan, head, chosen)?,
        _ if container.is_named() => {
            let choice = Choice { encoding: chosen.encoding, path: chosen.records_path.as_deref() };
            documents::sample(&mut plan, head, choice)?
        }
        _ => sheet(&mut plan, head, chosen)?,
    };
    if let Some(encoding) = plan.encoding {
        let chosen = chosen.encoding.is_some();
        let head = head.get(..HEAD.min(head.len())).unwrap_or(head);
        plan.evidence.push(evidence::encoding(head, encoding, plan.bom, chosen));
    }
    if container.is_named() {
        return fill(plan, &rows, found, chosen);
    }
    plan.evidence.push(evidence::header(&found, chosen.header_line.is_some()));
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
    let chose = chosen.delimiter.is_some();
    plan.evidence.push(evidence::delimiter(&text, &rows, &found, chose));
    Ok((rows, found))
}

/// The sheet that is chosen, or the one with the best table.
fn sheet(plan: &mut FilePlan, bytes: &[u8], chosen: &Chosen) -> Result<(Vec<Row>, Found)> {
    let mut encoding = Encoding::Utf8;
    if plan.container == Container::Html {
        documents::check_size(plan.bytes)?;
        let (detected, bom) = encoding::detect(bytes);
        let named = html::named_encoding(bytes).filter(|_| {
            !bom && matches!(detected, Encoding::Gb18030 | Encoding::Big5 | Encoding::Windows1252)
        });
        encoding = chosen.encoding.or(named).unwrap_or(detected);
        (plan.encoding, plan.bom) = (Some(encoding), bom && encoding == detected);
    }
    let samples = workbook::samples(bytes, plan.container, encoding)?;
    if samples.is_empty() && plan.container == Container::Html {
        return Err(Error::new(Code::NotATable).with("kind", "a page without a table"));
    }
    plan.sheets = samples.iter().map(|s| s.info.clone()).collect();
    let mut best: Option<(f64, workbook::Sample, Found)> = None;
    for sample in samples {
        if chosen.sheet.as_ref().is_some_and(|s| *s != sample.info.name) {
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
            best = Some((score, sample, found));
        }
    }
    match best {
        Some((_, mut sample, found)) => {
            let name = sample.info.name.clone();
            plan.epoch_1904 = sample.epoch_1904;
            if sample.merged {
                let wanted = Wanted {
                    container: plan.container,
                    encoding,
                    sheet: Some(&name),
                    fill_from: found.header_line + found.header_rows,
                };
                sample = workbook::Sample::new(&name);
                workbook::rows(bytes, &wanted, &mut |row| sample.take(row))?;
                sample.level();
            }
            plan.evidence.push(evidence::sheet(plan, sample.info.rows, chosen.sheet.is_some()));
            plan.sheet = Some(name);
            Ok((sample.rows, found))
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
    let named = plan.container.is_named();
    let shape = Shape { named, ..Shape::of_header(&found.header) };
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
    let layout = match &chosen.layout {
        Some(chosen) => layout::chosen(&mut plan, chosen.as_deref(), &known)?,
        None => layout::find(&known),
    };
    let (rows_are, table) =
        layout.map_or_else(|| roles::rows_are(&plan.columns, &known, &plan.file), |l| l.rows_are());
    // whoever chose a layout has said what its rows are
    let is_said = layout.is_some() && chosen.layout.is_some();
    plan.rows_are = chosen.rows_are.filter(|_| !is_said).unwrap_or(rows_are);
    plan.table = chosen.table.clone().unwrap_or(table);
    for (column, known) in plan.columns.iter_mut().zip(&known) {
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
    layout::settle(&mut plan, layout, &known, &body);
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
        century_from: None,
        unknown: None,
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
    let mut next: BTreeMap<String, u32> = BTreeMap::new();
    let mut out = Vec::with_capacity(header.len());
    for (index, raw) in header.iter().enumerate() {
        let base = match super::cell::clean(raw) {
            "" => format!("column_{}", index + 1),
            name => name.chars().take(200).collect(),
        };
        let mut name = base.clone();
        // thousands of columns may have one name
        let n = next.entry(base.clone()).or_insert(2);
        while !taken.insert(name.clone()) {
            name = format!("{base}_{n}");
            *n += 1;
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
