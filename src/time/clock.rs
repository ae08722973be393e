//! Times of the day.

use super::{DAY_MS, Zone};

/// The minute of the day of `22:00`; `None` for what is no time of the day. `24:00` is the end of the day.
pub fn parse_clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let two = |digits: &str| {
        let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| digits.parse::<u16>().ok()).flatten()
    };
    let (hour, minute) = (two(hour)?, two(minute).filter(|_| minute.len() == 2)?);
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= 1440).then_some(of_day)
}

/// The minute of the day that the wall clock of the zone shows.
pub fn minute_of_day(instant: i64, zone: &Zone) -> u16 {
    (zone.wall_of(instant).rem_euclid(DAY_MS) / 60_000) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_has_hours_and_minutes() {
        assert_eq!(parse_clock("22:00"), Some(1320));
        assert_eq!(parse_clock("7:05"), Some(425));
        assert_eq!(parse_clock("24:00"), Some(1440));
        for wrong in ["24:01", "7:5", "22", "22:60", "-1:00", "", "a:bc", "1:000"] {
            assert_eq!(parse_clock(wrong), None, "{wrong}");
        }
    }
}
