//! The one public error: what is wrong, where, and the values that a sentence about it needs.
//!
//! A [`Code`] is stable and is what a page translates; [`Error`]'s `Display` is the English sentence for
//! logs and for Rust users. Bad rows are not errors: they are counted in the import report.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// The stable kind of an [`Error`], written in snake_case on the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* #[doc = concat!("\n\nSentence: `", $text, "`")] $name),+ }

        impl Code {
            /// Every code, in the order of their declaration.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The English sentence with `{parameter}` places.
            pub const fn template(self) -> &'static str {
                match self { $(Code::$name => $text),+ }
            }
        }
    };
}

codes! {
    /// The file has no bytes.
    EmptyFile = "the file is empty; export it again",
    /// The file has no row below its header, or no header.
    NoRows = "the file has no data row below its header; check that the export is complete",
    /// The bytes are neither text nor a workbook that can be opened.
    NotATable = "this is not a table ({kind}); drop CSV, TXT, XLSX, XLS, XLSB, ODS, HTML, JSON, VCF or Parquet exports, or a ZIP or GZ of them",
    /// A workbook that is damaged or cut off.
    BrokenWorkbook = "the workbook cannot be opened ({reason}); open it in Excel or WPS, save it again and retry",
    /// A workbook protected by a password.
    EncryptedWorkbook = "the workbook is protected by a password; save it without one and retry",
    /// Compressed content that inflates beyond the limit.
    InflatesTooMuch = "the workbook inflates to more than {limit}; it looks like a zip bomb and was not opened",
    /// A JSON document, a web page or a file of cards that is too large to hold at once.
    DocumentTooLarge = "a document of {size} MiB is more than the {limit} MiB that can be held at once; export it as CSV or with one JSON record per line",
    /// JSON without any list of objects.
    NoRecords = "the JSON has no list of records; export the list itself",
    /// The list of records named in a plan does not exist.
    UnknownRecords = "the JSON has no list of records at {path}",
    /// An archive that is damaged, cut off or suspicious.
    BrokenArchive = "the archive cannot be opened: {reason}; pack the files again",
    /// An archive behind a password.
    EncryptedArchive = "the archive is protected by a password; unpack it and drop the files",
    /// An archive inside an archive.
    NestedArchive = "{name} is an archive inside the archive; unpack it and drop the files",
    /// An archive without files.
    EmptyArchive = "there is no file in the archive; pack the exports again",
    /// A record longer than the limit.
    RecordTooLong = "a record is longer than {limit} bytes; check for a quote that is never closed",
    /// More columns than the limit.
    TooManyColumns = "{columns} columns; at most {limit} are read",
    /// More definitions than are compared at once.
    TooManyDocuments = "{documents} definitions; at most {limit} are compared at once",
    /// More data than one tab can hold.
    TooLarge = "the data need about {needed} MiB, more than the {limit} MiB that one tab can hold; load fewer columns or a smaller file, or run the definition as SQL",
    /// An XLSX or XLS file that is too large to hold at once.
    WorkbookTooLarge = "a workbook of {size} MiB is more than the {limit} MiB that can be opened; save the sheet as CSV",
    /// The sheet named in a plan does not exist.
    UnknownSheet = "no sheet named {name}",
    /// A correction of the import plan that cannot hold.
    BadPlan = "the import settings do not fit: {reason}",
    /// A handle or an id of a file that is not there.
    UnknownFile = "no loaded file has the id {id}",
    /// The same bytes once more.
    AlreadyLoaded = "this file is loaded already, as {name}; load it once more only if its rows should count twice",
    /// A row that a file does not have.
    UnknownRecord = "the file {id} has no contact record {record}",
    /// A decision that is not there.
    UnknownDecision = "no decision has the number {id}",
    /// Work that was cancelled.
    Cancelled = "cancelled",

    /// Text that is no definition.
    TextSyntax = "expected {expected}, found {found}; {hint}",
    /// Text that is not JSON.
    NotJson = "not valid JSON: {reason}",
    /// A JSON document that is not a definition of this engine.
    NotADefinition = "this is not a fenqun definition: it has no \"fenqun\" version",
    /// A definition written by a newer version.
    UnknownVersion = "definition version {version} is not known; this engine reads version {supported}",
    /// A key that the node does not have.
    UnknownKey = "unknown key {key}; {hint}",
    /// A key that is missing.
    MissingKey = "{key} is missing",
    /// A JSON value of the wrong shape.
    WrongShape = "expected {expected}, found {found}",
    /// A node with several kinds or none.
    NotOneKind = "a node needs exactly one of {kinds}; found {found}",
    /// A kind of node whose place in the language is kept.
    NodeNotAvailable = "{kind} conditions need {needs}, which this engine does not have",
    /// A parameter that the document does not have.
    UnknownParameter = "no parameter is named {name}; {hint}",
    /// A named condition that the document does not have.
    UnknownCondition = "no condition is named {name}; {hint}",
    /// Named conditions that use each other in a circle.
    ConditionCycle = "the conditions use each other in a circle: {cycle}",
    /// A snapshot that is not in the library.
    UnknownSnapshot = "no snapshot has the id {id}; {hint}",
    /// A sequence without a positive step.
    EmptySequence = "the sequence has no step that must happen; add one",
    /// A condition on when or by whom tags were given, without a record of it.
    NoTaggings = "no loaded table records when and by whom tags were given; load one with a tag column and a time column",
    /// Something that needs a key of the contacts.
    NoKey = "the contacts have no key column; choose an id or a phone column on the import sheet",
    /// An operator that does not exist.
    UnknownOperator = "unknown operator {operator}; {hint}",
    /// An operator that the type of the column does not have.
    OperatorNotForType = "{operator} does not apply to {field}, which is {type}; use one of {operators}",
    /// A value that does not fit the type.
    WrongValue = "{value} is not {expected}",
    /// `missing` on an operator that is not negative.
    MissingNotForOperator = "\"missing\" belongs to negative operators; {operator} never matches a contact without a value",
    /// A range whose lower bound is above its upper bound.
    EmptyRange = "the range from {from} to {to} is empty; swap the bounds",
    /// A group without children.
    EmptyGroup = "the group has no condition; add one or delete the group",
    /// A list without values.
    EmptyList = "the list has no value; add one",
    /// A field that the data do not have.
    UnknownField = "no column is named {name}; {hint}",
    /// An event table that is not loaded.
    UnknownTable = "no event table is named {name}; {hint}",
    /// A tag that no contact has.
    UnknownTag = "no contact has the tag {name}; {hint}",
    /// A window on a table without a time column.
    NoTimeColumn = "{table} has no time column, so a window cannot be applied; choose its time column on the import sheet",
    /// A measure on a column of the wrong type.
    MeasureNotForType = "{measure} does not apply to {field}, which is {type}",
    /// A segment that is not in the library.
    UnknownSegment = "no segment has the id {id}; {hint}",
    /// Segments that refer to each other in a circle.
    SegmentCycle = "the segments refer to each other in a circle: {cycle}",
    /// A regular expression that does not parse or is too large.
    BadPattern = "the pattern cannot be used: {reason}",
    /// A zone that does not exist.
    UnknownZone = "no time zone is named {name}; use an IANA name such as Asia/Shanghai",
    /// A date or time that cannot be read.
    BadTime = "{value} is not a date or a time; write 2025-09-30 or 2025-09-30T12:00:00",
    /// An `as_of` that the data cannot answer.
    NoAsOf = "the data have no event time to take the newest day from; write as_of as a date",
    /// `as_of: "now"` that the caller did not resolve.
    UnresolvedNow = "as_of \"now\" must be replaced by a time before evaluation",
    /// A window of no or negative length.
    BadWindow = "the window is empty: {reason}",
    /// A definition beyond the limits.
    DefinitionTooLarge = "the definition has more than {limit} {what}",

    /// A part of a rule that another language, or this one, has no word for.
    CannotBeSaid = "{what} cannot be said exactly between fenqun and {format}; change or remove it",

    /// Nothing is loaded.
    NoData = "no contacts are loaded; load a file with contacts first",
    /// A contact that is not there.
    UnknownContact = "no contact is {contact}; search for another",
    /// A name that the audience table does not have.
    NoSuchColumn = "there is no column {name} to show",
    /// A library file of another kind.
    NotALibrary = "this is not a fenqun library file",
    /// A segment that others use.
    SegmentInUse = "{name} is used by {users}; change those first",
    /// A segment without an id or a name.
    UnnamedSegment = "a segment needs a name before it is kept",
    /// There is no such preset.
    UnknownPreset = "there is no preset {id}; {hint}",
    /// The data, or the language, lack what a preset needs.
    PresetLacks = "the preset {id} lacks {lacks}",
    /// A score that is not kept.
    UnknownScore = "no score has the id {id}; {hint}",
    /// A definition of a score that cannot hold.
    BadScore = "the score does not fit: {reason}",
    /// A name of a column that a file, a table or another score has.
    ScoreNameTaken = "the column {name} is there already; give the score another id",
    /// A score that segments or other scores ask for.
    ScoreInUse = "{name} is used by {users}; change those first",
    /// The data lack what a model must have.
    ScoreLacks = "the model {model} needs {lacks}, which the loaded data do not have",
    /// Too little to fit a model to.
    ScoreTooFew = "too few data for the model {model}: {found} {what}, at least {least} are needed",
    /// A model that the data do not follow.
    ScoreNotApplicable = "the model {model} does not describe these data; RFM and stages do without a model",
    /// An experiment, or the numbers of a test, that cannot hold.
    BadExperiment = "the experiment does not fit: {reason}",
    /// A path of a definition at which nothing is.
    NoSuchPart = "the definition has nothing at {path}",
    /// Something that must not happen; the text names it.
    Internal = "internal error: {reason}",
}

/// Where in a file or in a definition an error is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Location {
    /// Name of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Row of the file, 1-based, counting records (a quoted line break does not count).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number"))]
    pub row: Option<u64>,
    /// Name of the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Path in a definition such as `rule.all[1].event.where`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// What is wrong, where, and the values that the sentence names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[non_exhaustive]
pub struct Error {
    /// The stable kind.
    pub code: Code,
    /// Where it is.
    pub location: Location,
    /// The values of the sentence, by parameter name.
    pub params: BTreeMap<String, String>,
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error without place and values.
    pub fn new(code: Code) -> Self {
        Self { code, location: Location::default(), params: BTreeMap::new() }
    }

    /// Adds the value of one parameter of the sentence.
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }

    /// Says which path of a definition is meant; a path that is already there stays.
    pub fn at(mut self, path: &str) -> Self {
        if self.location.path.is_none() {
            self.location.path = Some(path.to_owned());
        }
        self
    }

    /// Says which file is meant; a file that is already there stays.
    pub fn in_file(mut self, file: &str) -> Self {
        if self.location.file.is_none() {
            self.location.file = Some(file.to_owned());
        }
        self
    }

    /// Says which row of the file is meant.
    pub fn in_row(mut self, row: u64) -> Self {
        self.location.row = Some(row);
        self
    }

    /// Says which column is meant.
    pub fn in_column(mut self, column: &str) -> Self {
        self.location.column = Some(column.to_owned());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Location { file, row, column, path } = &self.location;
        if let Some(file) = file {
            write!(f, "{file}: ")?;
        }
        if let Some(row) = row {
            write!(f, "row {row}: ")?;
        }
        if let Some(column) = column {
            write!(f, "column {column}: ")?;
        }
        if let Some(path) = path {
            write!(f, "{path}: ")?;
        }
        let mut rest = self.code.template();
        while let Some(open) = rest.find('{') {
            let close = rest[open..].find('}').map_or(rest.len(), |i| open + i);
            let name = &rest[open + 1..close];
            f.write_str(&rest[..open])?;
            f.write_str(self.params.get(name).map_or("?", String::as_str))?;
            rest = rest.get(close + 1..).unwrap_or("");
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_place_and_the_values() {
        let error = Error::new(Code::UnknownField)
            .with("name", "agee")
            .with("hint", "did you mean age?")
            .at("rule.all[0].attribute.field");
        assert_eq!(
            error.to_string(),
            "rule.all[0].attribute.field: no column is named agee; did you mean age?"
        );
    }

    #[test]
    fn an_outer_place_does_not_replace_an_inner_one() {
        let error = Error::new(Code::EmptyGroup).at("rule.all[0]").at("rule");
        assert_eq!(error.location.path.as_deref(), Some("rule.all[0]"));
    }
}
