//! Days and minutes of many stored times, without asking the zone for each.

use crate::facts::slot::Slot;
use crate::rule::Mask;
use crate::table::{Ints, Kind};
use crate::time::{DAY_MS, Zone, parse_clock};

/// The wall clock for the values of one column.
#[derive(Debug, Clone, Copy)]
pub struct Wall<'a> {
    zone: &'a Zone,
    /// The distance from UTC when it is the same for every value.
    offset: Option<i64>,
    is_date: bool,
}

impl<'a> Wall<'a> {
    /// The wall clock of a zone for a column of dates or times.
    pub fn new(ints: &Ints, kind: Kind, zone: &'a Zone) -> Self {
        let (first, last) = ints.bounds();
        Self { zone, offset: zone.offset_between(first, last), is_date: kind == Kind::Date }
    }

    /// Whether a later value never shows an earlier day.
    pub fn is_steady(&self) -> bool {
        self.is_date || self.offset.is_some()
    }

    /// What the wall shows, in milliseconds; of a date its midnight.
    #[inline]
    pub fn time(&self, value: i64) -> i64 {
        match self.offset {
            _ if self.is_date => value.saturating_mul(DAY_MS),
            Some(offset) => value.saturating_add(offset),
            None => self.zone.wall_of(value),
        }
    }

    /// The calendar day.
    #[inline]
    pub fn day(&self, value: i64) -> i32 {
        if self.is_date { value as i32 } else { self.time(value).div_euclid(DAY_MS) as i32 }
    }

    /// The instant; of a date its first one.
    pub fn instant(&self, value: i64) -> i64 {
        if self.is_date { self.zone.start_of(value as i32) } else { value }
    }
}

/// The most days that are looked up in a table: all days of the calendar.
pub const MAX_DAYS: u64 = 4_000_000;

/// An answer for each of the days between two.
pub struct DayTable {
    first: i32,
    answers: Vec<bool>,
}

impl DayTable {
    /// Asks for each day once; `None` when there are more days than the calendar has.
    pub fn new(first: i32, last: i32, test: impl Fn(i32) -> bool) -> Option<Self> {
        let days = i64::from(last) - i64::from(first) + 1;
        if u64::try_from(days).is_ok_and(|days| days > MAX_DAYS) {
            return None;
        }
        Some(Self { first, answers: (first..=last).map(test).collect() })
    }

    /// The answer for a day; false outside.
    #[inline]
    pub fn get(&self, day: i32) -> bool {
        let at = i64::from(day) - i64::from(self.first);
        usize::try_from(at).ok().and_then(|at| self.answers.get(at)).is_some_and(|&a| a)
    }
}

/// Minutes of the day.
pub struct Minutes([bool; 1440]);

impl Minutes {
    /// From a minute (inside) to another (outside), through midnight when the first is later.
    pub fn between(from: u16, to: u16) -> Box<Self> {
        let inside = |minute: u16| {
            if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to }
        };
        Box::new(Self(std::array::from_fn(|minute| inside(minute as u16))))
    }

    /// In one of several parts of the day.
    pub fn of_slots(slots: impl Iterator<Item = Slot>) -> Box<Self> {
        let slots: Vec<Slot> = slots.collect();
        Box::new(Self(std::array::from_fn(|minute| {
            slots.iter().any(|slot| slot.contains(minute as u16))
        })))
    }

    /// Whether the minute of a wall-clock time is inside.
    #[inline]
    pub fn contains(&self, wall: i64) -> bool {
        self.0[(wall.rem_euclid(DAY_MS) / 60_000) as usize % 1440]
    }
}

/// The minutes of a week that pass a mask.
pub struct Week(Vec<bool>);

impl Week {
    /// The mask as a table; a part that is left out lets everything through. Dates have no time of the day and pass no
    /// mask that asks for one.
    pub fn new(mask: &Mask, kind: Kind) -> Self {
        let slots = mask
            .slots
            .as_ref()
            .map(|slots| Minutes::of_slots(slots.iter().filter_map(|name| Slot::named(name))));
        let times = mask.times.as_ref().map(|(from, to)| {
            Minutes::between(parse_clock(from).unwrap_or(0), parse_clock(to).unwrap_or(0))
        });
        let clock_passes = |minute: usize| {
            (kind != Kind::Date || (slots.is_none() && times.is_none()))
                && slots.as_ref().is_none_or(|s| s.0[minute])
                && times.as_ref().is_none_or(|t| t.0[minute])
        };
        let day_passes =
            |day: u32| mask.weekdays.as_ref().is_none_or(|days| days.contains(&(day + 1)));
        let minutes = (0..7).flat_map(|day| (0..1440).map(move |minute| (day, minute)));
        Self(minutes.map(|(day, minute)| day_passes(day) && clock_passes(minute)).collect())
    }

    /// Whether a wall-clock time passes.
    #[inline]
    pub fn contains(&self, wall: i64) -> bool {
        // 1970-01-01 was a Thursday
        let since_monday = wall.saturating_add(3 * DAY_MS).rem_euclid(7 * DAY_MS);
        self.0.get((since_monday / 60_000) as usize).is_some_and(|&passes| passes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::civil;

    #[test]
    fn a_mask_knows_weekdays_and_wraps_midnight() {
        let mask = Mask {
            weekdays: Some(vec![6, 7]),
            slots: None,
            times: Some(("22:00".to_owned(), "06:00".to_owned())),
        };
        let week = Week::new(&mask, Kind::Datetime);
        let saturday = i64::from(civil::days(2025, 10, 4).unwrap()) * DAY_MS;
        for (hours, inside) in
            [(0, true), (6, false), (22, true), (-1, false), (48, false), (47, true)]
        {
            assert_eq!(week.contains(saturday + hours * 3_600_000), inside, "{hours}");
        }
        assert!(!Week::new(&mask, Kind::Date).contains(saturday));
    }

    #[test]
    fn a_day_outside_the_table_passes_nothing() {
        let table = DayTable::new(-3, 3, |day| day >= 0).unwrap();
        assert!(table.get(0) && table.get(3) && !table.get(-1) && !table.get(4) && !table.get(-9));
        assert!(DayTable::new(i32::MIN, i32::MAX, |_| true).is_none());
    }
}
