//! Named slots of the day.

/// A slot of the day, half-open: its first minute is inside, its last bound is not.
///
/// The bounds are this engine's ruling of everyday words. The slots do not cover the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// 早高峰, 07:00 to 09:00.
    MorningPeak,
    /// 午休, 12:00 to 14:00.
    NoonBreak,
    /// 晚高峰, 17:00 to 19:00.
    EveningPeak,
    /// 睡前, 21:00 to 23:00.
    Bedtime,
    /// 夜间, 23:00 to 06:00 of the next day.
    Night,
}

impl Slot {
    /// Every slot with its name on the wire, in the order of the day.
    pub const ALL: [(&str, Slot); 5] = [
        ("morning_peak", Slot::MorningPeak),
        ("noon_break", Slot::NoonBreak),
        ("evening_peak", Slot::EveningPeak),
        ("bedtime", Slot::Bedtime),
        ("night", Slot::Night),
    ];

    /// The slot of a name on the wire, written exactly.
    pub fn named(name: &str) -> Option<Slot> {
        Slot::ALL.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot)
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Slot::MorningPeak => "morning_peak",
            Slot::NoonBreak => "noon_break",
            Slot::EveningPeak => "evening_peak",
            Slot::Bedtime => "bedtime",
            Slot::Night => "night",
        }
    }

    /// The first minute of the day inside and the first one outside. A slot whose second bound is the smaller one runs
    /// through midnight.
    pub fn bounds(self) -> (u16, u16) {
        let hours = |from: u16, to: u16| (from * 60, to * 60);
        match self {
            Slot::MorningPeak => hours(7, 9),
            Slot::NoonBreak => hours(12, 14),
            Slot::EveningPeak => hours(17, 19),
            Slot::Bedtime => hours(21, 23),
            Slot::Night => hours(23, 6),
        }
    }

    /// Whether a minute of the day (0 to 1439, on the wall) is inside. A number from 1440 on is in no slot.
    pub fn contains(self, minute_of_day: u16) -> bool {
        let (from, to) = self.bounds();
        if from < to {
            return (from..to).contains(&minute_of_day);
        }
        minute_of_day < to || (from..24 * 60).contains(&minute_of_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_holds_its_first_minute_and_not_its_last_bound() {
        for (name, slot) in Slot::ALL {
            let (from, to) = slot.bounds();
            assert!(slot.contains(from) && slot.contains((to + 1439) % 1440), "{name}");
            assert!(!slot.contains(to) && !slot.contains((from + 1439) % 1440), "{name}");
        }
    }

    #[test]
    fn night_runs_through_midnight() {
        for minute in [23 * 60, 1439, 0, 5 * 60 + 59] {
            assert!(Slot::Night.contains(minute), "{minute}");
        }
        assert!(!Slot::Night.contains(6 * 60));
        assert!(!Slot::Night.contains(1440));
    }

    #[test]
    fn no_minute_is_in_two_slots() {
        for minute in 0..1440 {
            assert!(Slot::ALL.iter().filter(|(_, slot)| slot.contains(minute)).count() <= 1);
        }
    }

    #[test]
    fn names_lead_to_their_slots() {
        for (name, slot) in Slot::ALL {
            assert_eq!((Slot::named(name), slot.name()), (Some(slot), name));
        }
        assert_eq!(Slot::named("早高峰"), None);
    }
}
