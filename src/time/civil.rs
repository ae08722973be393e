//! The proleptic Gregorian calendar as arithmetic.

/// Days since 1970-01-01 of a date; `None` when there is no such date or its year is not in 1–9999.
pub fn days(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1..=9999).contains(&year)
        || !(1..=12).contains(&month)
        || day == 0
        || day > days_in_month(year, month)
    {
        return None;
    }
    // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start in March
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let shifted = (month as i32 + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Year, month and day of a number of days since 1970-01-01.
pub fn date(days: i32) -> (i32, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted + 2) / 5 + 1) as u32;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u32;
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month, day)
}

/// The number of days of a month.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The date some months later (or earlier); a day that the month does not have becomes its last day.
pub fn add_months(days_since_epoch: i32, months: i32) -> i32 {
    let (year, month, day) = date(days_since_epoch);
    let index = year * 12 + month as i32 - 1 + months;
    let (year, month) = (index.div_euclid(12).clamp(1, 9999), index.rem_euclid(12) as u32 + 1);
    days(year, month, day.min(days_in_month(year, month))).unwrap_or(days_since_epoch)
}

/// Days since Monday, 0–6.
pub fn weekday(days_since_epoch: i32) -> u32 {
    (days_since_epoch + 3).rem_euclid(7) as u32
}

/// `2025-09-30`.
pub fn format(days_since_epoch: i32) -> String {
    let (year, month, day) = date(days_since_epoch);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn dates_come_back(n in -719_162i32..2_932_896) {
            let (y, m, d) = date(n);
            prop_assert_eq!(days(y, m, d), Some(n));
        }
    }

    #[test]
    fn known_days() {
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(2025, 10, 1), Some(20_362));
        assert_eq!(days(2023, 2, 29), None);
        assert_eq!(weekday(days(2025, 9, 29).unwrap()), 0);
        assert_eq!(format(20_362), "2025-10-01");
    }

    #[test]
    fn one_month_before_31_march_is_the_last_day_of_february() {
        let march = days(2024, 3, 31).unwrap();
        assert_eq!(format(add_months(march, -1)), "2024-02-29");
        assert_eq!(format(add_months(march, -13)), "2023-02-28");
    }
}
