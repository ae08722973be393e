//! What operators are given that is more than values: places in an order, bands, periods, differences, shapes on a map.

use super::Operator;
use crate::table::Decimal;
use crate::time::window::{Amount, Unit, Window};
use serde::Serialize;

/// A place in an order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Rank {
    /// One of the values of `order`.
    pub value: String,
    /// The values from the lowest to the highest; a value that is not among them has no rank and does not match.
    pub order: Vec<String>,
}

/// From the first number to the second, both inside; `null` is open.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Band(
    #[cfg_attr(test, ts(type = "number | null"))] pub Option<Decimal>,
    #[cfg_attr(test, ts(type = "number | null"))] pub Option<Decimal>,
);

/// When something comes round.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(untagged))]
#[serde(untagged)]
pub enum Period {
    /// Within the next units, from `as_of` on.
    Next {
        /// How long.
        next: Amount,
    },
    /// In a window of the past; not `all_time`, not open.
    Window(Window),
}

/// Whole units from the value to another one, negative when that one is earlier.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Diff {
    /// A date or time column of the same row; the day (of a datetime: the instant) of `as_of` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// `days` are calendar days in the document's zone, `weeks` seven of them; `hours` and `minutes` are lengths; whole
    /// `months`, `quarters` and `years` as in `age`. Counted towards zero.
    pub unit: Unit,
    /// What the number must be.
    pub is: Box<Operator>,
}

/// Around a point; distances on a sphere of 6,371.0088 km.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Circle {
    /// The column with the longitude of the same row.
    pub longitude: String,
    /// Latitude and longitude in degrees.
    #[cfg_attr(test, ts(type = "[number, number]"))]
    pub center: (Decimal, Decimal),
    /// Kilometres.
    #[cfg_attr(test, ts(type = "number"))]
    pub km: Decimal,
}

/// A box of degrees; `west` may be larger than `east` across the date line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the names say it")]
pub struct GeoBox {
    /// The column with the longitude of the same row.
    pub longitude: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub south: Decimal,
    #[cfg_attr(test, ts(type = "number"))]
    pub west: Decimal,
    #[cfg_attr(test, ts(type = "number"))]
    pub north: Decimal,
    #[cfg_attr(test, ts(type = "number"))]
    pub east: Decimal,
}
