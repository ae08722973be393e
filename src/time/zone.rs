//! Time zones from the bundled IANA data.

use super::{DAY_MS, zones};
use crate::error::{Code, Error, Result};
use std::sync::{Arc, Mutex};

/// An IANA zone with the offsets that it has between 1900 and 2200.
#[derive(Debug, Clone)]
pub struct Zone {
    name: Arc<str>,
    /// Instants from which an offset holds, ascending; the first is far in the past.
    changes: Arc<[(i64, i64)]>,
}

/// Zones that were looked up, by the name that was asked for.
static KNOWN: Mutex<Vec<(Box<str>, Zone)>> = Mutex::new(Vec::new());

/// Zones that are kept at most.
const MOST_KNOWN: usize = 16;

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Zone {
    /// The zone with an IANA name such as `Asia/Shanghai`.
    ///
    /// # Errors
    /// [`Code::UnknownZone`] when there is none.
    pub fn named(name: &str) -> Result<Self> {
        // every definition names its zone, and few zones are named: those that were looked up stay
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, zone)) = known.iter().find(|(asked, _)| **asked == *name) {
            return Ok(zone.clone());
        }
        let unknown = || Error::new(Code::UnknownZone).with("name", name);
        let (found, changes) = zones::find(name).ok_or_else(unknown)?;
        let from = |at| if at == zones::BEGIN { i64::MIN } else { at * 1000 };
        let changes = changes.into_iter().map(|(at, offset)| (from(at), offset * 1000)).collect();
        let zone = Self { name: found.into(), changes };
        if known.len() == MOST_KNOWN {
            known.clear();
        }
        known.push((name.into(), zone.clone()));
        Ok(zone)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self { name: "UTC".into(), changes: [(i64::MIN, 0)].into() }
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the wall shows at an instant.
    pub fn wall_of(&self, instant: i64) -> i64 {
        instant.saturating_add(self.offset_at(instant))
    }

    /// The distance of the wall from UTC at an instant, in milliseconds.
    pub fn offset_at(&self, instant: i64) -> i64 {
        let index = self.changes.partition_point(|&(from, _)| from <= instant);
        self.changes[index.saturating_sub(1)].1
    }

    /// The distance of the wall from UTC when it is the same from one instant to another, both inside.
    pub fn offset_between(&self, first: i64, last: i64) -> Option<i64> {
        let index = |instant| self.changes.partition_point(|&(from, _)| from <= instant);
        (index(first) == index(last)).then(|| self.offset_at(first))
    }

    /// The instant at which the wall shows this time. A time that the wall skips is moved forward by the gap; of a time
    /// that it shows twice, the first is meant.
    pub fn instant_of(&self, wall: i64) -> i64 {
        if let [(_, only)] = *self.changes {
            return wall.saturating_sub(only);
        }
        // the offset before any change near the wall time; a day covers every offset
        let before = self.offset_at(wall.saturating_sub(DAY_MS));
        let first = wall.saturating_sub(before);
        if self.offset_at(first) == before {
            return first;
        }
        let after = self.offset_at(wall.saturating_add(DAY_MS));
        let second = wall.saturating_sub(after);
        if self.offset_at(second) == after { second } else { first }
    }

    /// The calendar day at an instant.
    pub fn day_of(&self, instant: i64) -> i32 {
        self.wall_of(instant).div_euclid(DAY_MS) as i32
    }

    /// The first instant of a calendar day.
    pub fn start_of(&self, day: i32) -> i64 {
        self.instant_of(i64::from(day) * DAY_MS)
    }

    /// An instant as the wall of this zone shows it: `2025-09-30 12:00:00`, with milliseconds only where there are any.
    pub fn format_local(&self, instant: i64) -> String {
        format_wall(self.wall_of(instant)).replace('T', " ")
    }

    /// An instant as RFC 3339 text in this zone, with milliseconds only where there are any.
    pub fn format(&self, instant: i64) -> String {
        let offset = self.offset_at(instant);
        let wall = instant.saturating_add(offset);
        let minutes = offset.abs() / 60_000;
        let sign = if offset < 0 { '-' } else { '+' };
        format!("{}{sign}{:02}:{:02}", format_wall(wall), minutes / 60, minutes % 60)
    }
}

/// A wall-clock time as `2025-09-30T12:00:00`, with milliseconds only where there are any.
pub fn format_wall(wall: i64) -> String {
    let day = wall.div_euclid(DAY_MS) as i32;
    let ms = wall.rem_euclid(DAY_MS);
    let (seconds, rest) = (ms / 1000, ms % 1000);
    let mut text = format!(
        "{}T{:02}:{:02}:{:02}",
        super::civil::format(day),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    if rest != 0 {
        text.push_str(&format!(".{rest:03}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::civil::days;

    fn wall(y: i32, m: u32, d: u32, h: i64, minute: i64) -> i64 {
        i64::from(days(y, m, d).unwrap()) * DAY_MS + h * 3_600_000 + minute * 60_000
    }

    #[test]
    fn shanghai_is_eight_hours_ahead() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let instant = zone.instant_of(wall(2025, 10, 1, 0, 0));
        assert_eq!(zone.format(instant), "2025-10-01T00:00:00+08:00");
        assert_eq!(zone.day_of(instant - 1), days(2025, 9, 30).unwrap());
        // summer time of 1986–1991
        assert_eq!(
            zone.format(zone.instant_of(wall(1988, 7, 1, 12, 0))),
            "1988-07-01T12:00:00+09:00"
        );
    }

    #[test]
    fn a_skipped_time_moves_forward_and_a_repeated_one_is_the_first() {
        let zone = Zone::named("America/New_York").unwrap();
        let skipped = zone.instant_of(wall(2025, 3, 9, 2, 30));
        assert_eq!(zone.format(skipped), "2025-03-09T03:30:00-04:00");
        let repeated = zone.instant_of(wall(2025, 11, 2, 1, 30));
        assert_eq!(zone.format(repeated), "2025-11-02T01:30:00-04:00");
        let after = zone.instant_of(wall(2025, 11, 2, 2, 30));
        assert_eq!(zone.format(after), "2025-11-02T02:30:00-05:00");
    }

    #[test]
    fn an_unknown_zone_is_an_error() {
        assert_eq!(Zone::named("Mars/Base").unwrap_err().code, Code::UnknownZone);
    }
}
