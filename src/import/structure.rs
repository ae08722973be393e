//! Where the table is in a file: delimiter, header and body, found together.

use super::cell::{clean, date, is_null, narrow, number, person, trim};
use super::marks::Marks;
use super::plan::{SkipReason, SkippedLine};
use super::records::{self, Record, Scanner};
use super::words::Header;

/// Delimiters that are tried.
pub const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '\u{1}'];
/// Records at the beginning that a decision is made from.
pub const SAMPLE: usize = 3000;
/// Records of a file in which notes may be more than the rows of the table.
const SHORT: usize = 40;
/// Records at the beginning among which the header is looked for.
const HEADER_WITHIN: usize = 80;

/// A record of the sample.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// 1-based physical line or row of the sheet.
    pub line: u32,
    /// Its fields.
    pub cells: Vec<String>,
    /// It is no record (an unclosed quote).
    pub faulty: bool,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|c| !clean(c).is_empty()).count()
    }

    fn text(&self) -> String {
        let text = self
            .cells
            .iter()
            .filter(|c| !c.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ");
        text.chars().take(200).collect()
    }
}

/// Where the table is.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Line of the first header row; 0 without a header.
    pub header_line: u32,
    /// Rows of the header.
    pub header_rows: u32,
    /// Header texts, one per column.
    pub header: Vec<String>,
    /// Lines that are no data, in order.
    pub skipped: Vec<SkippedLine>,
    /// Index of the first row of the body in the sample.
    pub body: usize,
}

/// How fields are divided and quoted.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    /// What separates fields.
    pub delimiter: char,
    /// Whether a backslash before a quote makes it a character.
    pub escape: bool,
}

/// The first records of a text in one dialect.
pub fn sample(text: &str, dialect: Dialect, last: bool, limit: usize) -> Vec<Row> {
    let Dialect { delimiter, escape } = dialect;
    let scanner = Scanner { delimiter: delimiter as u8, expected: None, escape };
    let (mut record, mut marks) = (Record::default(), Marks::new(delimiter as u8));
    let (mut at, mut line, mut rows) = (0, 1u32, Vec::new());
    while at < text.len() && rows.len() < limit {
        let Some(next) = scanner.scan(text, at, last, &mut marks, &mut record) else {
            break;
        };
        rows.push(Row {
            line,
            cells: (0..record.len()).map(|i| record.get(text, i).to_owned()).collect(),
            faulty: record.fault.is_some(),
        });
        line += record.lines;
        at = next;
    }
    rows
}

/// The delimiter that a `sep=` line names.
pub fn sep_line(text: &str) -> Option<char> {
    let line = text.lines().next()?.trim_matches(['\u{feff}', '"']);
    let rest = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    rest.chars().next().filter(|c| DELIMITERS.contains(c))
}

/// The dialect under which the text is most like a table; a chosen delimiter stays.
pub fn dialect(text: &str, last: bool, chosen: Option<char>) -> Dialect {
    let escape = records::escapes_quotes(text);
    if let Some(delimiter) = chosen.or_else(|| sep_line(text)) {
        return Dialect { delimiter, escape };
    }
    let mut best = (0.0, ',');
    for delimiter in DELIMITERS {
        let rows = sample(text, Dialect { delimiter, escape }, last, 300);
        let score = regularity(&rows);
        if score > best.0 + 1e-9 {
            best = (score, delimiter);
        }
    }
    Dialect { delimiter: best.1, escape }
}

/// How regular the records are: the share with the usual number of fields (two at least), more for many fields, less for
/// quotes left inside fields.
fn regularity(rows: &[Row]) -> f64 {
    let width = usual_width(rows);
    if width < 2 {
        return 0.0;
    }
    let Some(start) = rows.iter().position(|r| fits(r, width)) else { return 0.0 };
    let body: Vec<&Row> =
        rows.iter().skip(start).filter(|r| r.cells.iter().any(|c| !c.is_empty())).collect();
    let regular = body.iter().filter(|r| fits(r, width)).count() as f64;
    let quotes = body
        .iter()
        .flat_map(|r| &r.cells)
        .filter(|c| c.starts_with('"') || c.ends_with('"') && !c.starts_with('='))
        .count() as f64;
    let cells = body.iter().map(|r| r.cells.len()).sum::<usize>().max(1) as f64;
    let share = regular / body.len().max(1) as f64;
    let rows_share = regular / rows.len().max(1) as f64;
    share
        * share
        * (0.5 + rows_share)
        * (1.0 + (width.min(60) as f64).ln())
        * (1.0 - (quotes / cells).min(1.0) * 0.5)
}

fn fits(row: &Row, width: usize) -> bool {
    let count = row.cells.len();
    !row.faulty
        && (count == width
            || (count == width + 1 && row.cells.last().is_some_and(|c| trim(c).is_empty())))
}

/// The number of fields that most records have; of records without content, nothing is learnt, and of notes that delimiters
/// fill up only where nothing else is there.
fn usual_width(rows: &[Row]) -> usize {
    let of = |padded: bool| {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for row in rows.iter().filter(|r| !r.faulty) {
            let filled = row.filled();
            if filled > 1 || filled == 1 && (padded || row.cells.len() == 1) {
                *counts.entry(row.cells.len()).or_default() += 1;
            }
        }
        counts
    };
    let (wide, _) = widths(&of(false));
    wide.unwrap_or_else(|| {
        let (wide, any) = widths(&of(true));
        wide.unwrap_or(any)
    })
}

/// The most frequent number of fields above one, if it is no exception, and the most frequent of all.
fn widths(counts: &std::collections::BTreeMap<usize, usize>) -> (Option<usize>, usize) {
    // lines of one field are notes above or below as soon as a fair part of the records has more
    let all: usize = counts.values().sum();
    let short = all <= SHORT;
    let fair = |width: usize, n: usize| n * 5 >= all || short && width >= 4 && n * width >= all;
    let wide = counts
        .iter()
        .filter(|&(&width, &n)| width > 1 && n > 1 && fair(width, n))
        .max_by_key(|&(&width, &n)| (n, width));
    // in a short file there may be more lines of a name and a value than rows of the table
    let table = wide.filter(|_| short).and_then(|(&narrow, &lines)| {
        let wider = counts.range((narrow * 2).max(5)..).filter(|&(_, &n)| n > 1);
        wider
            .filter(|&(&width, &n)| n * width >= lines * narrow)
            .max_by_key(|&(&width, &n)| (n, width))
    });
    // of two equally frequent widths the larger one is the table
    let any = counts.iter().max_by_key(|&(&width, &n)| (n, width));
    (table.or(wide).map(|(&width, _)| width), any.map_or(0, |(&width, _)| width))
}

/// Finds header and body. `forced` is a header line that a person chose; 0 is "no header".
pub fn find(rows: &[Row], forced: Option<u32>, groups: &[u32]) -> Found {
    let width = usual_width(rows);
    let header = match forced {
        Some(0) => None,
        Some(line) => rows.iter().position(|r| r.line >= line),
        None => header_row(rows, width),
    };
    let Some(first) = header else { return without_header(rows, width, forced.is_some()) };
    let Some(row) = rows.get(first) else { return without_header(rows, width, true) };
    let mut found =
        Found { header_line: row.line, header_rows: 1, body: first + 1, ..Found::default() };
    found.header = row.cells.iter().map(|c| name_of(c)).collect();
    if let Some(joined) = rows.get(first + 1).and_then(|below| joined_header(row, below, groups)) {
        (found.header, found.header_rows, found.body) = (joined, 2, first + 2);
    } else if forced.is_none()
        && let Some(above) = first.checked_sub(1).and_then(|i| rows.get(i))
        && groups.contains(&above.line)
        && let Some(joined) = joined_header(above, row, groups)
    {
        (found.header, found.header_rows, found.header_line) = (joined, 2, above.line);
    }
    for row in rows.iter().take_while(|r| r.line < found.header_line) {
        let reason = if row.line == 1 && row.text().to_lowercase().contains("sep=") {
            SkipReason::SeparatorLine
        } else {
            SkipReason::Preamble
        };
        found.skipped.push(SkippedLine { line: row.line, text: row.text(), reason });
    }
    if let Some(row) = rows.get(found.body)
        && is_formula_line(row)
    {
        found.skipped.push(SkippedLine {
            line: row.line,
            text: row.text(),
            reason: SkipReason::FormulaLine,
        });
        found.body += 1;
    }
    fit_width(&mut found, rows);
    found
}

/// A header may be shorter than its rows, or end with an empty name that no row fills.
fn fit_width(found: &mut Found, rows: &[Row]) {
    let body = rows.get(found.body..).unwrap_or(&[]);
    let usual = usual_width(body);
    let used = |column: usize| {
        body.iter()
            .filter(|r| r.cells.len() <= usual)
            .any(|r| r.cells.get(column).is_some_and(|c| !clean(c).is_empty()))
    };
    while found.header.len() < usual && (found.header.len()..usual).any(used) {
        found.header.push(String::new());
    }
    while found.header.last().is_some_and(|h| trim(h).is_empty()) && !used(found.header.len() - 1) {
        found.header.pop();
    }
}

fn without_header(rows: &[Row], width: usize, forced: bool) -> Found {
    let first = if forced { 0 } else { rows.iter().position(|r| fits(r, width)).unwrap_or(0) };
    let skipped = rows
        .iter()
        .take(first)
        .map(|r| SkippedLine { line: r.line, text: r.text(), reason: SkipReason::Preamble })
        .collect();
    Found { header: vec![String::new(); width], skipped, body: first, ..Found::default() }
}

fn header_row(rows: &[Row], width: usize) -> Option<usize> {
    let mut fills: Vec<usize> = rows.iter().filter(|r| fits(r, width)).map(Row::filled).collect();
    // rows of a sheet are all as wide as its table: those with one text are notes, as in `usual_width`
    let full = fills.iter().filter(|&&n| n > 1).count();
    if full > 1 && full * 5 >= fills.len() {
        fills.retain(|&n| n > 1);
    }
    fills.sort_unstable();
    let usual = fills.get(fills.len() / 2).copied().unwrap_or(1);
    for (index, row) in rows.iter().enumerate().take(HEADER_WITHIN) {
        let filled = row.filled();
        if row.faulty || filled == 0 || filled * 2 < usual || width > 1 && row.cells.len() < 2 {
            continue;
        }
        let known = row.cells.iter().filter(|c| Header::of(c).hint().is_some()).count();
        // a header with fewer names than the rows have fields is one by its words
        if row.cells.len() + 1 < width && (filled < 2 || known * 3 < filled * 2) {
            continue;
        }
        let values = row.cells.iter().filter(|c| looks_like_value(clean(c))).count();
        let long = row.cells.iter().any(|c| c.chars().count() > 80);
        let name_like = !long && !is_totals_title(row);
        if values == 0 && name_like {
            return Some(index);
        }
        // years or numbers among names, such as a column per month
        if values * 4 <= filled && known * 2 >= filled && name_like {
            return Some(index);
        }
        // a row as full as the others that holds values: the data begin here
        if values > 0 && fits(row, width) && filled * 10 >= usual * 7 {
            return None;
        }
    }
    None
}

/// A title over the table is one text.
fn is_totals_title(row: &Row) -> bool {
    row.cells.len() > 2 && row.filled() == 1
}

/// Whether a cell is rather a value than a name of a column.
fn looks_like_value(text: &str) -> bool {
    if text.is_empty() || is_null(text) && text != "无" {
        return false;
    }
    let mut out = String::new();
    number::plain(text).is_some()
        || date::recognised(text).is_some()
        || text.contains('@') && person::email(text, &mut out).is_ok()
        || text.bytes().filter(u8::is_ascii_digit).count() >= 7
            && person::phone(text, "86", &mut out).is_ok()
        || text.bytes().filter(u8::is_ascii_digit).count() >= 9
        || text.starts_with(|c: char| c.is_ascii_digit() || "¥￥$€-".contains(c))
            && number::read(text, false).is_some()
}

/// The name that a header cell gives, without line breaks.
fn name_of(cell: &str) -> String {
    if cell.contains(['\n', '\r']) {
        cell.split(['\n', '\r'])
            .map(str::trim)
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        cell.to_owned()
    }
}

/// Names from two header rows: groups above, names below. `None` when the rows are not such a pair.
fn joined_header(above: &Row, below: &Row, groups: &[u32]) -> Option<Vec<String>> {
    let width = above.cells.len().max(below.cells.len());
    let cell = |row: &Row, i: usize| {
        row.cells.get(i).map_or(String::new(), |c| trim(&name_of(c)).to_owned())
    };
    let (mut gaps, mut lone, mut both, mut known) = (0, 0, 0, 0);
    for i in 0..width {
        let (a, b) = (cell(above, i), cell(below, i));
        known += usize::from(Header::of(&b).hint().is_some());
        if looks_like_value(clean(&a))
            || looks_like_value(clean(&b))
            || a.chars().count() > 40
            || b.chars().count() > 40
        {
            return None;
        }
        gaps += usize::from(a.is_empty() && !b.is_empty());
        lone += usize::from(!a.is_empty() && b.is_empty());
        both += usize::from(!a.is_empty() && !b.is_empty());
    }
    // groups span several names, and (where merged cells do not prove it) some names span both rows or most are well known
    let proven = lone > 0 || groups.contains(&above.line) || (known >= 3 && known * 3 >= width * 2);
    if gaps == 0 || both == 0 || !proven || both + lone < 2 {
        return None;
    }
    let mut group = String::new();
    let mut names = Vec::with_capacity(width);
    for i in 0..width {
        let (a, b) = (cell(above, i), cell(below, i));
        if !a.is_empty() {
            group.clone_from(&a);
        }
        names.push(match (a.is_empty(), b.is_empty()) {
            (_, true) => a,
            (_, false) if group.is_empty() => b,
            (_, false) => format!("{group} {b}"),
        });
    }
    Some(names)
}

/// `1`, `2`, `3=1+2` under the names: which column is the sum of which.
fn is_formula_line(row: &Row) -> bool {
    let mut sums = 0;
    for cell in &row.cells {
        let text: String = trim(cell).chars().map(narrow).collect();
        if text.is_empty() {
            continue;
        }
        let is_sum = text.contains(['+', '=']) && !text.starts_with(['+', '=']);
        let tokens: Vec<&str> = text
            .split(['+', '=', '-', '(', ')'])
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .collect();
        let number = |t: &&str| t.len() > 2 && t.bytes().any(|b| b.is_ascii_digit());
        let longest = if is_sum { 10 } else { 2 };
        if tokens.iter().any(|t| number(t) || t.chars().count() > longest)
            || is_sum && tokens.len() < 2
        {
            return false;
        }
        sums += usize::from(is_sum);
    }
    sums > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (char, Found) {
        let dialect = dialect(text, true, None);
        let rows = sample(text, dialect, true, SAMPLE);
        (dialect.delimiter, find(&rows, None, &[]))
    }

    #[test]
    fn the_delimiter_is_that_of_the_table() {
        assert_eq!(found("a;b;c\n1;2,5;x\n2;3,5;y\n").0, ';');
        assert_eq!(found("id,tags\n1,a;b\n2,c;d\n3,e;f\n").0, ',');
        assert_eq!(found("sep=|\na|b,c\n1|2\n").0, '|');
        assert_eq!(found("单号\t金额\n1\t2\n").0, '\t');
    }

    #[test]
    fn lines_above_the_header_are_skipped() {
        let (_, found) = found(
            "账单明细,,\n导出时间：[2024-03-06 09:12:03],,\n,,\n时间,金额,状态\n2024-03-01,5,ok\n2024-03-02,6,ok\n",
        );
        assert_eq!((found.header_line, found.body), (4, 4));
        assert_eq!(found.skipped.len(), 3);
        assert_eq!(found.header, ["时间", "金额", "状态"]);
    }

    #[test]
    fn notes_that_delimiters_fill_up_are_no_table() {
        let notes = "微信支付账单明细,,\n微信昵称：[若溪],,\n共2笔记录,,\n注：,,\n,,\n";
        let table = "交易时间,商品,金额(元),备注\n2025-05-01,茶,9.9,/\n2025-05-02,饭,9.9,/\n";
        let (_, found) = found(&format!("{notes}{table}"));
        assert_eq!((found.header_line, found.header.len()), (6, 4));
    }

    #[test]
    fn a_short_table_is_found_under_many_notes() {
        let table = "订单编号,会员名,手机,支付金额,支付时间\nT1,m1,13800131000,45,2025-10-01\n";
        let (_, pairs) = found(&format!("店铺,旗舰店\n报表,明细\n{table}订单数,1\n"));
        assert_eq!((pairs.header_line, pairs.header.len()), (3, 5));
        let (_, notes) = found(&format!("{}{table}", "# 说明\n".repeat(8)));
        assert_eq!((notes.header_line, notes.header.len()), (9, 5));
        let (_, list) = found("姓名,标签\n赵,a\n钱,b\n孙,c,d,e,f\n");
        assert_eq!(list.header_line, 1);
    }

    #[test]
    fn notes_above_a_sheet_may_be_longer_than_its_table() {
        let row = |line: u32, cells: &[&str]| Row {
            line,
            cells: (0..4)
                .map(|i| cells.get(i).map_or(String::new(), |c| (*c).to_owned()))
                .collect(),
            faulty: false,
        };
        let mut rows: Vec<Row> = (1..9).map(|line| row(line, &["微信昵称：[若溪]"])).collect();
        rows.push(row(9, &["交易时间", "交易对方", "金额(元)", "备注"]));
        rows.extend((10..13).map(|line| row(line, &["2025-05-01 18:22:00", "餐馆", "9.90", "/"])));
        let found = find(&rows, None, &[]);
        assert_eq!((found.header_line, found.body), (9, 9));
    }

    #[test]
    fn a_file_may_have_no_header() {
        let (_, found) = found("13800131000,赵浩然\n13800131001,钱欣妍\n");
        assert_eq!((found.header_line, found.body, found.header.len()), (0, 0, 2));
    }

    #[test]
    fn two_header_rows_become_one() {
        let (_, found) = found(
            "基本,,消费,,标签\n姓名,手机,次数,金额,\n赵,13800131000,1,2.5,a\n钱,13800131001,2,3.5,b\n",
        );
        assert_eq!(found.header, ["基本 姓名", "基本 手机", "消费 次数", "消费 金额", "标签"]);
        assert_eq!((found.header_rows, found.body), (2, 2));
        let (_, found) = self::found(
            "基本信息,,消费,\n姓名,手机,金额,次数\n赵,13800131000,2.5,1\n钱,13800131001,3.5,2\n",
        );
        assert_eq!(found.header, ["基本信息 姓名", "基本信息 手机", "消费 金额", "消费 次数"]);
        let (_, found) = self::found("姓名,,城市,\n赵,甲,上海,乙\n钱,丙,北京,丁\n");
        assert_eq!((found.header_rows, found.body), (1, 1));
    }

    #[test]
    fn a_formula_line_is_no_data() {
        let (_, found) = found("a,b,c\n1,2,3=1+2\n10,20,30\n11,21,32\n");
        assert_eq!(found.body, 2);
        assert_eq!(found.skipped.last().map(|s| s.reason), Some(SkipReason::FormulaLine));
        for data in [
            "手机,性别\n138****1037,女\n13800131000,男\n",
            "a,b\nx=1y22,5\nz,6\n",
            "手机,b\n86+13800131000,1\n",
        ] {
            assert_eq!(self::found(data).1.body, 1, "{data}");
        }
    }
}
