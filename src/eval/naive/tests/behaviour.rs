//! The rulings on events that are easy to get wrong: measures, masks, sequences.

use super::rulings::{events, keys_with};
use super::*;

/// The result of a measure as of the end of a day.
fn measured(data: &Dataset, as_of: &str, window: &str, measure: &str) -> Shown {
    let json = format!(
        r#"{{"fenqun":1,"zone":"UTC","as_of":"{as_of}","rule":{{"event":{{"table":"e","window":{window},
            "measure":{measure},"is":"is_set"}}}}}}"#
    );
    let document = Document::from_json(&json).unwrap();
    let instant = super::super::as_of(data, &document).unwrap();
    let oracle = Oracle::new(data, library(), &document, instant).unwrap();
    oracle.subject(&oracle.document().rule, 0).unwrap().unwrap()
}

fn of(n: &str) -> Shown {
    Shown::Number(n.to_owned())
}

/// How many steps are reached.
fn reached(data: &Dataset, sequence: &str) -> Shown {
    let json = format!(
        r#"{{"fenqun":1,"zone":"UTC","as_of":"2025-12-31","rule":{{"sequence":{sequence}}}}}"#
    );
    let document = Document::from_json(&json).unwrap();
    let instant = super::super::as_of(data, &document).unwrap();
    let oracle = Oracle::new(data, library(), &document, instant).unwrap();
    oracle.subject(&oracle.document().rule, 0).unwrap().unwrap()
}

/// A step of the table whose kind is this.
fn step(kind: &str, more: &str) -> String {
    format!(
        r#"{{"table":"e","where":{{"attribute":{{"field":"kind","is":{{"eq":"{kind}"}}}}}}{more}}}"#
    )
}

#[test]
fn growth_needs_a_base_above_zero() {
    let growth = |base: &str, min: &str| {
        let rows = [["2025-08-10T00:00", "x", base], ["2025-09-10T00:00", "x", "3"]];
        let measure = format!(
            r#"{{"growth":{{"of":{{"sum":"n"}},"over":{{"calendar":{{"back":1,"unit":"months"}}}}{min}}}}}"#
        );
        let window = r#"{"to_date":"months"}"#;
        measured(&events(Semantic::Datetime, &rows), "2025-09-30", window, &measure)
    };
    assert_eq!(growth("2", ""), of("0.5"));
    assert_eq!(growth("-2", ""), Shown::Missing);
    assert_eq!(growth("0", ""), Shown::Missing);
    assert_eq!(growth("2", r#","min_base":2"#), of("0.5"));
    assert_eq!(growth("2", r#","min_base":2.01"#), Shown::Missing);
}

#[test]
fn gaps_are_between_days_with_events() {
    let rows = [
        ["2025-09-01T00:00", "", ""],
        ["2025-09-01T23:00", "", ""],
        ["2025-09-03T00:00", "", ""],
        ["2025-09-10T00:00", "", ""],
    ];
    let data = events(Semantic::Datetime, &rows);
    let value = |measure: &str| measured(&data, "2025-09-30", r#""all_time""#, measure);
    assert_eq!(value(r#"{"gap":"mean"}"#), of("4.5"));
    assert_eq!(value(r#"{"gap":"median"}"#), of("4.5"));
    assert_eq!(value(r#"{"gap":"max"}"#), of("7"));
    assert_eq!(value(r#"{"gap":"last"}"#), of("7"));
    assert_eq!(value(r#""overdue_ratio""#), of("4.444444444"));
    let one = events(Semantic::Datetime, &rows[..2]);
    assert_eq!(measured(&one, "2025-09-30", r#""all_time""#, r#"{"gap":"max"}"#), Shown::Missing);
}

#[test]
fn a_streak_goes_on_until_a_unit_that_is_over_has_no_event() {
    let rows = ["2025-09-26", "2025-09-27", "2025-09-28"].map(|day| [day, "", ""]);
    let data = events(Semantic::Date, &rows);
    let streak = |as_of: &str, which: &str| {
        let measure = format!(r#"{{"streak":{{"unit":"days","which":"{which}"}}}}"#);
        measured(&data, as_of, r#""all_time""#, &measure)
    };
    assert_eq!(streak("2025-09-28", "current"), of("3"));
    // the 29th is not over at noon
    assert_eq!(streak("2025-09-29T12:00", "current"), of("3"));
    assert_eq!(streak("2025-09-29", "current"), of("0"));
    assert_eq!(streak("2025-09-29", "longest"), of("3"));
}

#[test]
fn the_value_that_most_events_have_is_the_one_seen_last_of_several() {
    let rows = [["1", "ＡＢ"], ["2", "x"], ["3", "x"], ["4", "ab"]]
        .map(|[day, kind]| [format!("2025-09-0{day}"), kind.to_owned(), String::new()]);
    let rows: Vec<[&str; 3]> = rows.iter().map(|r| [r[0].as_str(), &r[1], &r[2]]).collect();
    let data = events(Semantic::Date, &rows);
    let found = measured(&data, "2025-09-30", r#""all_time""#, r#"{"top_value":"kind"}"#);
    assert_eq!(found, Shown::Text("ab".to_owned()));
}

#[test]
fn a_day_without_a_time_has_a_weekday_and_no_slot() {
    let data = events(Semantic::Date, &[["2025-09-29", "", ""], ["", "", ""]]);
    let count = |mask: &str| {
        let rule = format!(
            r#"{{"event":{{"table":"e","mask":{mask},"measure":"count","is":{{"ge":1}}}}}}"#
        );
        keys_with(&data, "2025-09-30", &rule, "").len()
    };
    assert_eq!(count(r#"{"weekdays":[1]}"#), 1);
    assert_eq!(count(r#"{"weekdays":[1],"slots":["night"]}"#), 0);
    assert_eq!(count(r#"{"times":["00:00","24:00"]}"#), 0);
}

#[test]
fn a_negative_step_is_about_what_lies_between() {
    let rows = [
        ["2025-09-01T00:00", "view", "1"],
        ["2025-09-02T00:00", "pay", "2"],
        ["2025-09-03T00:00", "view", "2"],
        ["2025-09-03T00:00", "order", "2"],
        ["2025-09-09T00:00", "view", "1"],
    ];
    let data = events(Semantic::Datetime, &rows);
    let of_steps = |steps: &[String], more: &str| {
        reached(&data, &format!(r#"{{"steps":[{}]{more}}}"#, steps.join(",")))
    };
    let not = r#","not":true"#;
    let view_order = [step("view", ""), step("pay", not), step("order", "")];
    // strictly the second view is no later than the order, so that the payment stands between
    assert_eq!(of_steps(&view_order, ""), of("1"));
    assert_eq!(of_steps(&view_order, r#","strict":false"#), of("2"));
    // within an hour of the first view there is no payment
    let soon = r#","not":true,"gap":{"n":1,"unit":"hours"}"#;
    assert_eq!(of_steps(&[step("view", ""), step("pay", soon), step("order", "")], ""), of("2"));
    // a payment of another number does not count
    let correlated = [step("view", ""), step("order", not), step("view", "")];
    assert_eq!(of_steps(&correlated, r#","correlate":"n""#), of("2"));
    assert_eq!(of_steps(&correlated[..2], r#","correlate":"n""#), of("1"));
    // after the last step, and before the first one
    assert_eq!(of_steps(&[step("order", ""), step("view", not)], ""), of("0"));
    let later = r#","not":true,"gap":{"n":5,"unit":"days"}"#;
    assert_eq!(of_steps(&[step("order", ""), step("view", later)], ""), of("1"));
    assert_eq!(of_steps(&[step("pay", not), step("order", "")], ""), of("0"));
}

#[test]
fn a_sequence_says_how_far_it_came() {
    let rows = ["a", "b", "a", "c"];
    let days = ["2025-09-01", "2025-09-05", "2025-09-06", "2025-09-20"];
    let rows: Vec<[&str; 3]> = days.iter().zip(rows).map(|(day, kind)| [*day, kind, ""]).collect();
    let data = events(Semantic::Date, &rows);
    let of_steps = |kinds: &[&str], gap: &str, more: &str| {
        let steps: Vec<String> = kinds.iter().map(|kind| step(kind, gap)).collect();
        reached(&data, &format!(r#"{{"steps":[{}]{more}}}"#, steps.join(",")))
    };
    let within = |days: u32| format!(r#","within":{{"n":{days},"unit":"days"}}"#);
    assert_eq!(of_steps(&["a", "b", "c"], "", ""), of("3"));
    assert_eq!(of_steps(&["a", "b", "c"], "", &within(19)), of("3"));
    assert_eq!(of_steps(&["a", "b", "c"], "", &within(18)), of("2"));
    assert_eq!(of_steps(&["a", "b", "c"], r#","gap":{"n":14,"unit":"days"}"#, ""), of("2"));
    assert_eq!(of_steps(&["c", "a"], "", ""), of("1"));
    assert_eq!(of_steps(&["d", "a"], "", ""), of("0"));
}
