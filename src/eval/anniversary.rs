//! Days that come round every year.

use crate::time::civil::{date, days, days_in_month};

/// The day in another year on which a day comes round: 29 February is 28 February in a year without it. `None` outside
/// the years 1 to 9999.
fn in_year(month: u32, day: u32, year: i32) -> Option<i32> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    days(year, month, day.min(days_in_month(year, month)))
}

/// Whole years from a day to another one; negative when it is later.
pub fn age(born: i32, today: i32) -> i64 {
    let ((year, month, day), (this_year, ..)) = (date(born), date(today));
    let is_before = in_year(month, day, this_year).is_some_and(|anniversary| today < anniversary);
    i64::from(this_year - year) - i64::from(is_before)
}

/// Whether a day comes round, in a later year than its own, on one of the days `from..to`.
pub fn comes_round(born: i32, from: i32, to: i32) -> bool {
    if from >= to {
        return false;
    }
    let (year, month, day) = date(born);
    // anniversaries ascend with the year, so the first one from `from` on decides
    let first = date(from.clamp(-719_162, 2_932_896)).0.max(year.saturating_add(1));
    (first..=first.saturating_add(1))
        .filter_map(|year| in_year(month, day, year))
        .find(|anniversary| *anniversary >= from)
        .is_some_and(|anniversary| anniversary < to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(year: i32, month: u32, day: u32) -> i32 {
        days(year, month, day).unwrap()
    }

    #[test]
    fn who_was_born_on_29_february_is_a_year_older_on_28_february() {
        let leap = at(2004, 2, 29);
        assert_eq!((age(leap, at(2025, 2, 27)), age(leap, at(2025, 2, 28))), (20, 21));
        assert_eq!((age(leap, at(2024, 2, 28)), age(leap, at(2024, 2, 29))), (19, 20));
        assert_eq!((age(leap, leap), age(leap, leap - 1)), (0, -1));
        assert!(comes_round(leap, at(2025, 2, 28), at(2025, 3, 1)));
        assert!(!comes_round(leap, at(2024, 2, 28), at(2024, 2, 29)));
    }

    #[test]
    fn the_day_itself_is_no_anniversary() {
        let born = at(2024, 5, 1);
        assert!(!comes_round(born, at(2024, 1, 1), at(2025, 5, 1)));
        assert!(comes_round(born, at(2024, 1, 1), at(2025, 5, 2)));
        assert!(comes_round(born, at(1990, 1, 1), at(2030, 1, 1)));
    }

    proptest! {
        #[test]
        fn it_is_the_same_year_by_year(born in 0i32..3000, from in 0i32..4000, length in 0i32..900) {
            let (year, month, day) = date(born);
            let to = from + length;
            let expected = (year + 1..year + 30)
                .filter_map(|y| in_year(month, day, y))
                .any(|d| (from..to).contains(&d));
            prop_assert_eq!(comes_round(born, from, to), expected);
        }
    }
}
