//! Windows of time as a definition writes them. [`super::span`] resolves them to instants.

use serde::Serialize;

/// A span of time relative to `as_of`, in the document's zone. Every window ends at or before `as_of` and is half-open
/// when resolved: its start is inside, its end is not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Everything before `as_of`.
    AllTime,
    /// The last `n` units to the second, ending at `as_of`.
    Rolling(Amount),
    /// The last `n` calendar days, today included up to `as_of`.
    DaysToDate(u32),
    /// The last `n` calendar days that are over at `as_of`.
    CompleteDays(u32),
    /// From `from` to `to` units ago, in whole calendar units: 30–90 days ago is `{"from": 90, "to": 30, "unit": "days"}`.
    Ago(Ago),
    /// A whole calendar unit: `back` 0 is the current one (up to `as_of`), 1 the previous one.
    Calendar(Calendar),
    /// From the start of the current calendar unit to `as_of`.
    ToDate(Unit),
    /// Between two dates (both inside) or two times (the second outside).
    Absolute(Absolute),
}

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Amount {
    /// How many, at least 1.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

/// A span that ended some time ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ago {
    /// Where it starts, in units before the current one; larger than `to`.
    pub from: u32,
    /// Where it ends, in units before the current one; 0 is the start of the current unit.
    pub to: u32,
    /// Calendar unit.
    pub unit: Unit,
}

/// A calendar unit some units back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Calendar {
    /// 0 is the current unit, 1 the previous one.
    pub back: u32,
    /// Calendar unit; not hours or minutes.
    pub unit: Unit,
}

/// A fixed span.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Absolute {
    /// First date or time inside; open when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last date inside, or first time outside; open when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A unit of time. A month before 31 March is the last day of February.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
}

impl Unit {
    /// Every unit with its name on the wire.
    pub const ALL: [(&'static str, Unit); 7] = [
        ("minutes", Unit::Minutes),
        ("hours", Unit::Hours),
        ("days", Unit::Days),
        ("weeks", Unit::Weeks),
        ("months", Unit::Months),
        ("quarters", Unit::Quarters),
        ("years", Unit::Years),
    ];

    /// Whether the unit follows the calendar.
    pub fn is_calendar(self) -> bool {
        !matches!(self, Unit::Minutes | Unit::Hours)
    }
}

/// The first day of a week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum WeekStart {
    /// Weeks run from Monday to Sunday.
    #[default]
    Monday,
    /// Weeks run from Sunday to Saturday.
    Sunday,
}
