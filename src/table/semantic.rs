//! What a column means, and which class of operators follows from it.

use serde::{Deserialize, Serialize};

/// What the values of a column mean. Decided per column at import; a person can change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Semantic {
    /// An identifier: text as written, never a number, never folded.
    Id,
    /// A phone number in E.164 where it could be read.
    Phone,
    /// An e-mail address in lower case.
    Email,
    /// The name of a person. Never a key.
    Name,
    /// `female` or `male`.
    Gender,
    /// A calendar date.
    Date,
    /// An instant: wall-clock text plus the zone of the file, or with its own offset.
    Datetime,
    /// An amount of money, exact.
    Money,
    /// A share: `12.5%` is 0.125.
    Percent,
    /// Yes or no.
    Bool,
    /// Several tags.
    Tags,
    /// A province, a city, a district.
    Geo,
    /// A number, exact.
    Number,
    /// Any other text.
    Text,
}

impl Semantic {
    /// Every semantic type.
    pub const ALL: [Semantic; 14] = [
        Semantic::Id,
        Semantic::Phone,
        Semantic::Email,
        Semantic::Name,
        Semantic::Gender,
        Semantic::Date,
        Semantic::Datetime,
        Semantic::Money,
        Semantic::Percent,
        Semantic::Bool,
        Semantic::Tags,
        Semantic::Geo,
        Semantic::Number,
        Semantic::Text,
    ];

    /// The class of operators.
    pub fn kind(self) -> Kind {
        match self {
            Semantic::Id | Semantic::Phone | Semantic::Email => Kind::Code,
            Semantic::Name | Semantic::Geo | Semantic::Text => Kind::Text,
            Semantic::Gender => Kind::Gender,
            Semantic::Number | Semantic::Money | Semantic::Percent => Kind::Number,
            Semantic::Bool => Kind::Bool,
            Semantic::Date => Kind::Date,
            Semantic::Datetime => Kind::Datetime,
            Semantic::Tags => Kind::Tags,
        }
    }

    /// Whether values are masked unless a person asks to see them: phone, e-mail and ids.
    pub fn is_sensitive(self) -> bool {
        matches!(self, Semantic::Id | Semantic::Phone | Semantic::Email)
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Semantic::Id => "id",
            Semantic::Phone => "phone",
            Semantic::Email => "email",
            Semantic::Name => "name",
            Semantic::Gender => "gender",
            Semantic::Date => "date",
            Semantic::Datetime => "datetime",
            Semantic::Money => "money",
            Semantic::Percent => "percent",
            Semantic::Bool => "bool",
            Semantic::Tags => "tags",
            Semantic::Geo => "geo",
            Semantic::Number => "number",
            Semantic::Text => "text",
        }
    }
}

/// The class of operators that a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Text, compared folded (NFKC, width, case).
    Text,
    /// Ids, phones and e-mails, compared as they are.
    Code,
    /// `female` or `male`; definitions may write 女, 男, F, M.
    Gender,
    /// Exact decimal numbers.
    Number,
    /// True or false.
    Bool,
    /// Calendar dates.
    Date,
    /// Instants.
    Datetime,
    /// Tags; conditions on them are `tags` nodes.
    Tags,
}

impl Kind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Code => "code",
            Kind::Gender => "gender",
            Kind::Number => "number",
            Kind::Bool => "bool",
            Kind::Date => "date",
            Kind::Datetime => "datetime",
            Kind::Tags => "tags",
        }
    }
}

/// Reads a gender as files and definitions write it.
pub fn parse_gender(text: &str) -> Option<&'static str> {
    match text.trim() {
        "女" | "女性" | "女士" | "female" | "Female" | "FEMALE" | "F" | "f" => Some("female"),
        "男" | "男性" | "先生" | "male" | "Male" | "MALE" | "M" | "m" => Some("male"),
        _ => None,
    }
}
