//! What was recognised in a file: proposed by [`super::inspect`], corrected by a person, obeyed by [`super::Loader`].

use crate::table::Semantic;
use serde::{Deserialize, Serialize};

/// How one file is read. Every field can be corrected and sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct FilePlan {
    /// Name of the file.
    pub file: String,
    /// Size of the file in bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Recognised by its first bytes, never by its name.
    pub container: Container,
    /// The archive that the file was packed in, by name; the file itself is `file`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// JSON: where the records are, names joined with dots, `[]` behind a list that is taken apart
    /// (`tag_group[].tag[]`); empty when the document itself is the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records_path: Option<String>,
    /// JSON: every list of records, the one that is proposed first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record_paths: Vec<RecordPath>,
    /// Text files: the encoding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
    /// Text files: whether a byte order mark stands at the start.
    #[serde(default)]
    pub bom: bool,
    /// Text files: the delimiter, one of `,` tab `;` `|`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Text files: the character before a quote that does not end a quoted field, where it is a backslash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escape: Option<char>,
    /// Workbooks: the sheet that is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Workbooks: every sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetInfo>,
    /// Workbooks: whether days are counted from 1904. A number of a date column without a format is one of these days.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub epoch_1904: bool,
    /// Line (text: physical line; workbook: row of the sheet), 1-based, where the header starts; 0 when the file has none
    /// and columns are named `column_1` and so on.
    pub header_line: u32,
    /// Number of lines that the header takes.
    pub header_rows: u32,
    /// Lines before the data that are no data, with the reason.
    #[serde(default)]
    pub skipped: Vec<SkippedLine>,
    /// Whether a row is a contact or an event of a contact.
    pub rows_are: RowsAre,
    /// Name of the event table; rows of several files with the same name come together.
    pub table: String,
    /// IANA zone of times without an offset; `Asia/Shanghai` unless corrected.
    pub zone: String,
    /// The known layout that the headers show, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// Set where a person chose `layout` (an id, or none at all): what stood there before. Then the file is recognised again
    /// as one of that layout, and what its rows are follows from it. Without it the headers decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout_was: Option<LayoutWas>,
    /// Events whose rows are the items of an order: how items become orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<ItemRule>,
    /// Events: which of them came to nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeRule>,
    /// Why the file is read like this, one entry per decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The columns, in file order.
    pub columns: Vec<ColumnPlan>,
}

/// What stood in a plan before a person chose its layout: put back, it takes the choice back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct LayoutWas {
    /// The layout that the headers showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// What a row was.
    pub rows_are: RowsAre,
    /// Name of the event table.
    pub table: String,
}

/// Rows are items: the rows of one order become one event, the items a table of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ItemRule {
    /// Name of the column that numbers the order.
    pub order: String,
    /// Name of the table of the items.
    pub table: String,
    /// What the amount column says on each row.
    pub amount: ItemAmount,
}

/// What the amount on a row of an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ItemAmount {
    /// That of the whole order, said again on each of its rows: it counts once.
    Order,
    /// That of the item: the order is their sum.
    Item,
}

/// Which events came to nothing, by the words of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct OutcomeRule {
    /// Name of the column with the status.
    pub column: String,
    /// Cells that say closed, cancelled or unpaid.
    pub closed: Vec<String>,
    /// Cells that say paid back.
    pub refunded: Vec<String>,
    /// Name of a second column in which the cells of `refunded` say so too: what happened after the sale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunds: Option<String>,
}

/// Why a decision was taken: shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What was decided: `container`, `encoding`, `delimiter`, `header`, `sheet`, `records`, `layout`, `rows_are`.
    pub of: String,
    /// The reason, a word for the catalogue such as `byte_order_mark`.
    pub because: String,
    /// Numbers and words of the sentence.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub with: std::collections::BTreeMap<String, String>,
}

impl FilePlan {
    /// Whether a loader reads the file as it is; any other is handed over by [`super::Hand`].
    pub fn is_read_as_it_is(&self) -> bool {
        matches!(self.container, Container::Text | Container::Ndjson | Container::Parquet)
            && self.encoding.unwrap_or(Encoding::Utf8) == Encoding::Utf8
    }

    /// A plan for a file of which nothing is known yet but what it is.
    pub fn new(file: &str, bytes: u64, container: Container) -> Self {
        Self {
            file: file.to_owned(),
            bytes,
            container,
            archive: None,
            records_path: None,
            record_paths: Vec::new(),
            layout: None,
            layout_was: None,
            items: None,
            outcome: None,
            evidence: Vec::new(),
            encoding: None,
            bom: false,
            delimiter: None,
            escape: None,
            sheet: None,
            sheets: Vec::new(),
            epoch_1904: false,
            header_line: 0,
            header_rows: 0,
            skipped: Vec::new(),
            rows_are: RowsAre::Contacts,
            table: String::new(),
            zone: "Asia/Shanghai".to_owned(),
            columns: Vec::new(),
        }
    }
}

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// Delimited text.
    Text,
    /// Office Open XML workbook.
    Xlsx,
    /// Excel 97–2003 workbook.
    Xls,
    /// Binary Excel workbook.
    Xlsb,
    /// OpenDocument spreadsheet.
    Ods,
    /// A table of a web page.
    Html,
    /// One JSON document with a list of records somewhere.
    Json,
    /// One JSON record per line.
    Ndjson,
    /// Contact cards.
    Vcard,
    /// Columns of Apache Parquet, brought as rows by the reader of the page.
    Parquet,
}

impl Container {
    /// Whether values carry their names.
    pub fn is_named(self) -> bool {
        matches!(self, Self::Json | Self::Ndjson | Self::Vcard | Self::Parquet)
    }
}

/// How text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB2312, GBK and GB18030 alike.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// UTF-16, low byte first.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Traditional Chinese.
    #[serde(rename = "big5")]
    Big5,
    /// Western European.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

/// A list of objects of a JSON document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct RecordPath {
    /// Where it is, as in [`FilePlan::records_path`].
    pub path: String,
    /// Objects in it.
    pub records: u32,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SheetInfo {
    /// Name.
    pub name: String,
    /// Rows with content.
    pub rows: u32,
    /// Columns with content.
    pub columns: u32,
}

/// A line that is no data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SkippedLine {
    /// 1-based line.
    pub line: u32,
    /// Its text, cut at 200 characters.
    pub text: String,
    /// Why it is no data.
    pub reason: SkipReason,
}

/// Why a line is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Text above the header.
    Preamble,
    /// A `sep=` line.
    SeparatorLine,
    /// A line of formulas below the header.
    FormulaLine,
}

/// What a row of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum RowsAre {
    /// A contact.
    Contacts,
    /// An event of a contact: an order, a message, a visit.
    Events,
}

/// How one column is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct ColumnPlan {
    /// Name in the dataset, unique in the file.
    pub name: String,
    /// The header as the file has it.
    pub raw: String,
    /// What the values mean.
    #[serde(rename = "type")]
    pub semantic: Semantic,
    /// What the column is for.
    pub role: Role,
    /// Of a key column: which identity it is, such as `phone`, `unionid`, `member_id`. Columns of several files with the
    /// same identity join people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// Of a tags column: the texts that separate tags in a cell. Of a phone or e-mail column: set when cells have several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separators: Option<String>,
    /// Of a tags column: the group that its header names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag_group: Option<String>,
    /// Of a tags column: the character between group and tag where it is not a colon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_sign: Option<char>,
    /// Of a yes-or-no column: whether an empty cell says no, as in a table with a column per tag.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub blank_is_false: bool,
    /// Of a date column: whether the day or the month comes first in `03/04/2024`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// Of a date column with years of two digits: the first of the hundred years that they stand for; 1970 when left out,
    /// of a birthday 1926.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub century_from: Option<u16>,
    /// Of a column of texts, names or places: words of the sample that say "not known" (未知, unknown), and what they mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<UnknownWords>,
    /// Of a number column: whether the comma is the decimal point.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub decimal_comma: bool,
    /// Of a money column: ISO 4217.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Of a money column: whether its numbers count hundredths (分, cents) instead of whole units.
    #[serde(default, skip_serializing_if = "is_false")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub minor_units: bool,
    /// What only a person can decide, because the values allow both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Ask>,
    /// Of an attribute of contacts: the cells, as the file has them, that say "do not contact"; `*` is every cell that is
    /// not empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppresses: Vec<String>,
    /// Of a phone column: the country code of numbers without one; `86` unless the column shows another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calling_code: Option<String>,
    /// Up to five different cells as the file has them.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Cells looked at.
    #[serde(default)]
    pub sampled: u32,
    /// Of these, cells that are not empty.
    #[serde(default)]
    pub filled: u32,
    /// Of these, cells that could be read as the type.
    #[serde(default)]
    pub parsed: u32,
}

/// Words of a column that say that nothing is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct UnknownWords {
    /// Whole cells, as the file has them.
    pub words: Vec<String>,
    /// Cells of the sample with one of them.
    pub cells: u32,
    /// Whether such a cell has no value; otherwise the word is its value.
    pub missing: bool,
}

/// A question that the values of a column leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// No value shows whether the day or the month comes first.
    DateOrder,
    /// No value shows whether the comma is the decimal point.
    DecimalSign,
    /// Years have two digits; `century_from` has the answer.
    Century,
    /// A word such as 未知 can be a value or say that there is none; `unknown` has the answer.
    Unknown,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Says who the person is. Of several, the first in file order is the person's key; the others join people too.
    Key,
    /// A value to build conditions on; tags columns have this role too.
    Attribute,
    /// Events: when it happened. At most one.
    Time,
    /// Events: how much it was. At most one.
    Amount,
    /// Not read.
    Ignore,
}

/// The order of day and month in a date with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31/12/2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}
