//! Dates in the spellings of exports.

use super::*;
use proptest::prelude::*;

fn shown(text: &str) -> String {
    shown_as(text, None)
}

fn shown_as(text: &str, order: Option<DateOrder>) -> String {
    let wall = |ms: i64| {
        let s = ms.rem_euclid(DAY_MS) / 1000;
        format!(
            "{} {:02}:{:02}:{:02}",
            civil::format(ms.div_euclid(DAY_MS) as i32),
            s / 3600,
            s / 60 % 60,
            s % 60
        )
    };
    match read(text, Style::ordered(order)) {
        Some(Read::Day(day)) => civil::format(day),
        Some(Read::Wall(ms)) => wall(ms),
        Some(Read::Instant(ms, _)) => format!("{}Z", wall(ms)),
        None => "none".to_owned(),
    }
}

#[test]
fn spellings_of_a_time() {
    for text in [
        "2024-03-05 15:21",
        "2024-03-05T15:21:00",
        "2024/3/5 15:21",
        "2024/3/5 下午3:21",
        "2024.3.5 15:21:00",
        "2024年3月5日 15时21分",
        "2024年03月05日15:21:00",
        "20240305152100",
        "202403051521",
        "20240305 1521",
        "20240305 152100",
        "2024/3/5 3:21 PM",
        "2024-03-05 15:21:00.000",
        "2024/03/05 星期二 15:21",
        "Mar 5, 2024 3:21 pm",
        "05 Mar 2024 15:21",
        "２０２４/３/５ １５：２１",
    ] {
        assert_eq!(shown(text), "2024-03-05 15:21:00", "{text}");
    }
    assert_eq!(shown("2024-03-05T15:21:00+08:00"), "2024-03-05 07:21:00Z");
    assert_eq!(shown("2024-03-05 15:21:00 UTC"), "2024-03-05 15:21:00Z");
    assert_eq!(shown("2024/3/5 上午12:05"), "2024-03-05 00:05:00");
}

#[test]
fn spellings_of_a_day() {
    for text in [
        "2024-03-05",
        "2024/3/5",
        "2024.3.5",
        "20240305",
        "2024年3月5日",
        "05 Mar 2024",
        "5-Mar-2024",
        "March 5, 2024",
        "05.03.2024",
    ] {
        assert_eq!(shown(text), "2024-03-05", "{text}");
    }
    assert_eq!(shown_as("05/03/2024", Some(DateOrder::DayFirst)), "2024-03-05");
    assert_eq!(shown_as("03/05/2024", Some(DateOrder::MonthFirst)), "2024-03-05");
    assert_eq!(shown("15/03/2024"), "2024-03-15");
    assert_eq!(shown("03/15/2024"), "2024-03-15");
    assert_eq!(shown("05/05/2024"), "2024-05-05");
    assert_eq!(shown("Mar 5th, 2024"), "2024-03-05");
}

#[test]
fn what_is_no_date() {
    for text in [
        "",
        "3月5日",
        "2024-13-01",
        "2024-02-30",
        "--02-14",
        "13800131000",
        "2024-03-05 25:00",
        "1.2.3",
        "2024-3",
        "10:30",
        "abc",
        "2024-03-05x",
        "2024-03-05 10:99999999999999999",
        "2024-03-05 10:00:9999999999999999999",
    ] {
        assert_eq!(shown(text), "none", "{text}");
    }
    assert!(is_zero("0/0/00") && is_zero("0000-00-00 00:00:00") && !is_zero("0"));
}

#[test]
fn a_fraction_of_a_second_may_be_long() {
    assert_eq!(shown("2024/3/5 15:21:00.9999999999999999999"), "2024-03-05 15:21:00");
}

#[test]
fn numbers_under_a_date_word() {
    assert_eq!(counted("1709255700"), Some(Read::Instant(1_709_255_700_000, None)));
    assert_eq!(counted("1709255700123"), Some(Read::Instant(1_709_255_700_123, None)));
    assert_eq!(counted("45356"), Some(Read::Day(civil::days(2024, 3, 5).unwrap())));
    assert_eq!(
        counted("45356.5"),
        Some(Read::Wall(i64::from(civil::days(2024, 3, 5).unwrap()) * DAY_MS + DAY_MS / 2))
    );
    assert_eq!(counted("123"), None);
}

proptest! {
    #[test]
    fn reading_never_panics(text in "[0-9年月日:/. T+Z上午下\\-]{0,24}") {
        let _ = read(&text, Style::ordered(None));
        let _ = counted(&text);
        let _ = shape(&text);
    }
}

#[test]
fn a_date_that_can_be_two_days_is_none_until_the_column_decides() {
    assert_eq!(shown("03/05/2024"), "none");
    assert_eq!(shown_as("03/15/2024", Some(DateOrder::DayFirst)), "none");
    assert_eq!(shown_as("15/03/2024", Some(DateOrder::MonthFirst)), "none");
    let of = |text| shape(text).map(|s| (s.order, s.both, s.short));
    assert_eq!(of("15/03/2024 09:00"), Some((Some(DateOrder::DayFirst), false, false)));
    assert_eq!(of("03/04/24"), Some((None, true, true)));
    assert_eq!(of("05/05/2024"), Some((None, false, false)));
    assert_eq!(of("03.04.2024"), Some((None, false, false)));
    assert_eq!(of("2024/03/04"), None);
}

#[test]
fn years_of_two_digits_are_those_around_now() {
    assert_eq!(shown_as("5/3/24", Some(DateOrder::DayFirst)), "2024-03-05");
    assert_eq!(shown("15/03/98"), "1998-03-15");
    assert_eq!(shown("05-Mar-24"), "2024-03-05");
    let birthday = Style { order: None, pivot: 26 };
    assert_eq!(read("15/03/65", birthday), civil::days(1965, 3, 15).map(Read::Day));
}

#[test]
fn a_time_is_shown_as_it_is_written() {
    for (text, iso) in [
        ("2024-03-05 15:21", "2024-03-05T15:21:00"),
        ("2024-03-05T15:21:00.250Z", "2024-03-05T15:21:00.250Z"),
        ("2024-03-05 15:21:00 +0530", "2024-03-05T15:21:00+05:30"),
        ("2024-03-05T15:21:00+00:00", "2024-03-05T15:21:00+00:00"),
        ("2024-03-05", "2024-03-05T00:00:00"),
    ] {
        assert_eq!(read(text, Style::ordered(None)).map(Read::iso).as_deref(), Some(iso));
    }
    assert_eq!(counted("1709255700123").map(Read::iso).unwrap(), "2024-03-01T01:15:00.123Z");
    // the day is that on the wall where it was written
    let late = read("2024-03-05T01:00:00+08:00", Style::ordered(None)).unwrap();
    assert_eq!(civil::format(late.day()), "2024-03-05");
}

#[test]
fn a_weekday_may_stand_before_an_english_date() {
    assert_eq!(shown("Tue, 01 Apr 2025 08:00:00 GMT"), "2025-04-01 08:00:00Z");
    assert_eq!(shown("Saturday, March 8, 2025"), "2025-03-08");
    assert_eq!(shown("Sun. 9 Mar 2025"), "2025-03-09");
    for text in ["Sunny 9 Mar 2025", "Monday", "Mon,"] {
        assert_eq!(shown(text), "none", "{text}");
    }
}
