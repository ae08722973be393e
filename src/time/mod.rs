//! Days, instants, zones and windows. There is no clock here: every `now` comes in from outside.
//!
//! An instant is a number of milliseconds since 1970-01-01T00:00:00Z; a date is a number of days since 1970-01-01;
//! a wall-clock time is a number of milliseconds since 1970-01-01T00:00:00 on the wall. A [`Zone`] turns the last into
//! the first. Years from 1 to 9999.

pub mod civil;
mod clock;
pub mod moment;
pub mod span;
pub mod window;
mod zone;
mod zones;

pub use clock::{minute_of_day, parse_clock};
pub use moment::Moment;
pub use span::{Span, SpanContext, shift};
pub use window::{Unit, WeekStart, Window};
pub use zone::{Zone, format_wall};

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;
