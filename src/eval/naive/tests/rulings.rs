//! The rulings that are easy to get wrong, each on data of a few rows.

use super::*;
use crate::rule::{Library, Snapshots};
use crate::table::Taggings;

/// A column of texts as files have them; the empty text is missing.
fn texts(name: &str, semantic: Semantic, cells: &[&str]) -> Arc<Column> {
    let zone = Zone::utc();
    Arc::new(column(name, semantic, |b| {
        for cell in cells {
            match (semantic, *cell) {
                (_, "") => b.push_missing(),
                (Semantic::Number, cell) => assert!(b.push_number(number(cell))),
                (Semantic::Date | Semantic::Datetime, cell) => {
                    match Moment::parse(cell, &zone).unwrap() {
                        Moment::Day(day) => b.push_time(i64::from(day)),
                        Moment::Instant(at) => b.push_time(at),
                    }
                }
                (_, cell) => assert!(b.push_text(cell)),
            }
        }
    }))
}

/// Contacts with a key and these columns.
fn contacts(keys: &[&str], columns: &[(&str, Semantic, &[&str])]) -> Dataset {
    let more = columns.iter().map(|(name, semantic, cells)| texts(name, *semantic, cells));
    Dataset {
        version: 1,
        population: keys.len() as u32,
        columns: std::iter::once(texts("key", Semantic::Id, keys)).chain(more).collect(),
        key: Some("key".to_owned()),
        ..Dataset::default()
    }
}

/// One contact with events of a table `e` in the order of time: when, what, and a number.
pub(super) fn events(semantic: Semantic, rows: &[[&str; 3]]) -> Dataset {
    let cells = |at: usize| -> Vec<&str> { rows.iter().map(|row| row[at]).collect() };
    let table = EventTable {
        name: "e".to_owned(),
        columns: vec![
            texts("at", semantic, &cells(0)),
            texts("kind", Semantic::Text, &cells(1)),
            texts("n", Semantic::Number, &cells(2)),
        ],
        time: Some(0),
        amount: None,
        valid: None,
        offsets: vec![0, rows.len() as u32].into(),
        last_at: None,
        totals: std::sync::OnceLock::new(),
        rows: rows.len() as u32,
    };
    Dataset { events: vec![Arc::new(table)], ..contacts(&["a"], &[]) }
}

/// The keys of the members, as of the end of a day in UTC, with more keys of the document.
pub(super) fn keys_with(data: &Dataset, as_of: &str, rule: &str, more: &str) -> Vec<String> {
    let json = format!(r#"{{"fenqun":1,"zone":"UTC","as_of":"{as_of}"{more},"rule":{rule}}}"#);
    let document = Document::from_json(&json).unwrap();
    let instant = super::super::as_of(data, &document).unwrap();
    let oracle = Oracle::new(data, library(), &document, instant).unwrap();
    oracle.members().unwrap().into_iter().map(|c| oracle.key(c).unwrap_or_default()).collect()
}

fn keys(data: &Dataset, rule: &str) -> Vec<String> {
    keys_with(data, "2025-02-28", rule, "")
}

fn attribute(data: &Dataset, field: &str, is: &str) -> String {
    keys(data, &format!(r#"{{"attribute":{{"field":"{field}","is":{is}}}}}"#)).join(" ")
}

#[test]
fn who_was_born_on_29_february_is_a_year_older_on_the_28th_of_a_year_without_it() {
    let born: &[&str] = &["2024-02-29", "2024-03-01", "2026-01-01"];
    let data = contacts(&["leap", "march", "unborn"], &[("born", Semantic::Date, born)]);
    assert_eq!(attribute(&data, "born", r#"{"age":{"eq":1}}"#), "leap");
    assert_eq!(attribute(&data, "born", r#"{"age":{"eq":0}}"#), "march");
    assert_eq!(attribute(&data, "born", r#"{"age":{"eq":-1}}"#), "unborn");
    assert_eq!(attribute(&data, "born", r#"{"anniversary_in":{"complete_days":1}}"#), "leap");
    assert_eq!(
        attribute(&data, "born", r#"{"anniversary_in":{"next":{"n":1,"unit":"days"}}}"#),
        "march"
    );
}

#[test]
fn the_day_itself_is_no_anniversary() {
    let data = contacts(&["a"], &[("born", Semantic::Date, &["2025-02-20"])]);
    assert_eq!(attribute(&data, "born", r#"{"anniversary_in":{"complete_days":30}}"#), "");
    assert_eq!(
        attribute(&data, "born", r#"{"anniversary_in":{"next":{"n":1,"unit":"years"}}}"#),
        "a"
    );
}

#[test]
fn months_between_days_are_whole_in_both_directions() {
    let (this, other): (&[&str], &[&str]) = (
        &["2025-01-31", "2025-03-31", "2025-01-31", "2025-01-01"],
        &["2025-02-28", "2025-02-28", "2025-02-27", ""],
    );
    let data = contacts(
        &["full", "back", "short", "none"],
        &[("this", Semantic::Date, this), ("other", Semantic::Date, other)],
    );
    let months = |is: &str| {
        attribute(
            &data,
            "this",
            &format!(r#"{{"diff":{{"to":"other","unit":"months","is":{is}}}}}"#),
        )
    };
    assert_eq!(months(r#"{"eq":1}"#), "full");
    assert_eq!(months(r#"{"eq":-1}"#), "back");
    assert_eq!(months(r#"{"eq":0}"#), "short");
    assert_eq!(months(r#"{"ne":9}"#), "full back short");
}

#[test]
fn a_missing_operand_is_like_a_missing_value() {
    let data = contacts(
        &["equal", "other", "alone"],
        &[("a", Semantic::Number, &["1", "2", "3"]), ("b", Semantic::Number, &["2", "3", ""])],
    );
    assert_eq!(attribute(&data, "a", r#"{"eq":{"field":"b","times":0.5}}"#), "equal");
    assert_eq!(attribute(&data, "a", r#"{"ne":{"field":"b","times":0.5}}"#), "other alone");
    let no_match = r#"{"attribute":{"field":"a","missing":"no_match","is":{"not_between":[{"field":"b"},9]}}}"#;
    assert_eq!(keys(&data, no_match), ["equal", "other"]);
}

#[test]
fn contacts_with_the_value_at_the_cut_are_in_out_or_drawn_by_key() {
    let values: &[&str] = &["5", "3", "3", "1", ""];
    let data = contacts(&["d", "c", "b", "a", "e"], &[("n", Semantic::Number, values)]);
    let top = |n: u32, tie: &str| {
        attribute(&data, "n", &format!(r#"{{"top_n":{{"n":{n},"tie":"{tie}"}}}}"#))
    };
    assert_eq!(top(2, "include"), "d c b");
    assert_eq!(top(2, "exclude"), "d");
    assert_eq!(top(3, "exclude"), "d c b");
    assert_eq!(top(2, "by_id"), "d b");
    assert_eq!(top(9, "exclude"), "d c b a");
    assert_eq!(attribute(&data, "n", r#"{"bottom_n":{"n":2,"tie":"by_id"}}"#), "b a");
    // 40 % of everybody are two contacts, of those with a value one and a half
    let percent = |population: &str| {
        let top = format!(
            r#"{{"top_percent":{{"percent":40,"population":"{population}","tie":"by_id"}}}}"#
        );
        attribute(&data, "n", &top)
    };
    assert_eq!((percent("all"), percent("has_value")), ("d b".to_owned(), "d b".to_owned()));
    assert_eq!(attribute(&data, "n", r#"{"bottom_percent":{"percent":1}}"#), "a");
}

#[test]
fn a_population_without_spread_has_no_scores() {
    let data = contacts(&["a", "b"], &[("n", Semantic::Number, &["2", "2"])]);
    assert_eq!(attribute(&data, "n", r#"{"zscore":{"is":{"ge":-9}}}"#), "");
    assert_eq!(attribute(&data, "n", r#"{"zscore":{"is":{"ne":7}}}"#), "");
    assert_eq!(attribute(&data, "n", r#"{"le":{"statistic":"mean"}}"#), "a b");
    let nobody =
        contacts(&["a"], &[("n", Semantic::Number, &["1"]), ("m", Semantic::Number, &[""])]);
    assert_eq!(attribute(&nobody, "n", r#"{"ge":{"statistic":"max","field":"m"}}"#), "");
    assert_eq!(attribute(&nobody, "n", r#"{"ne":{"statistic":"max","field":"m"}}"#), "a");
}

#[test]
fn quantiles_are_those_of_type_7_and_the_lower_one_is_outside() {
    let values: &[&str] = &["1", "2", "3", "4"];
    let data = contacts(&["a", "b", "c", "d"], &[("n", Semantic::Number, values)]);
    let within = |from: &str, to: &str| {
        attribute(&data, "n", &format!(r#"{{"quantile_in":{{"from":{from},"to":{to}}}}}"#))
    };
    assert_eq!(within("0", "0.5"), "a b");
    assert_eq!(within("0.5", "1"), "c d");
    // the quantile of a third is exactly 2
    assert_eq!(within("0.333333333333333333", "1"), "b c d");
    assert_eq!(within("0", "0.333333333333333333"), "a");
}

#[test]
fn tags_are_looked_at_in_a_group_and_on_a_level() {
    let mut data = contacts(&["a", "b"], &[]);
    let members = |c: u32| [c].into_iter().collect();
    data.tags = TagTree::new([
        ("地区-北京-朝阳".to_owned(), members(0)),
        ("地区-北京-海淀".to_owned(), members(0)),
        ("VIP".to_owned(), members(0)),
        ("地区".to_owned(), members(1)),
    ]);
    let tags = |condition: &str| keys(&data, &format!(r#"{{"tags":{condition}}}"#)).join(" ");
    assert_eq!(tags(r#"{"count":{"eq":3}}"#), "a");
    assert_eq!(tags(r#"{"count":{"eq":2},"group":"地区-北京"}"#), "a");
    assert_eq!(tags(r#"{"count":{"eq":1},"group":"地区","level":2}"#), "a");
    assert_eq!(tags(r#"{"untagged":true,"level":2}"#), "b");
    assert_eq!(tags(r#"{"has_any":["地区"],"level":2}"#), "");
    assert_eq!(tags(r#"{"has_exactly":["地区-北京"],"level":2}"#), "a");
    assert_eq!(tags(r#"{"has_any":["VIP"],"group":"地区"}"#), "");
    assert_eq!(tags(r#"{"has_none":["VIP"],"group":"地区"}"#), "a b");
}

#[test]
fn a_recorded_tag_has_a_time_and_a_source() {
    let mut data = events(
        Semantic::Datetime,
        &[
            ["", "旧", ""],
            ["2025-09-01T00:00", "新-标签", ""],
            ["2025-09-02T00:00", "新：标签", ""],
        ],
    );
    data.taggings = Some(Taggings { table: "e".to_owned(), tag: "kind".to_owned(), source: None });
    let count = |n: u32, window: &str| {
        let rule = format!(r#"{{"tags":{{"count":{{"eq":{n}}},"window":{window}}}}}"#);
        keys_with(&data, "2025-09-30", &rule, "").len()
    };
    assert_eq!(count(2, r#""all_time""#), 1);
    assert_eq!(count(1, r#"{"days_to_date":60}"#), 1);
    assert_eq!(count(0, r#"{"days_to_date":1}"#), 1);
}

#[test]
fn a_limit_takes_the_first_of_each_group() {
    let columns: &[(&str, Semantic, &[&str])] = &[
        ("n", Semantic::Number, &["1", "2", "2", "", "9"]),
        ("city", Semantic::Text, &["ＡＢ", "ab", "AB", "x", ""]),
    ];
    let data = contacts(&["a", "c", "b", "d", ""], columns);
    let limited = |limit: &str| {
        keys_with(&data, "2025-09-30", r#"{"const":true}"#, &format!(r#","limit":{limit}"#))
            .join(" ")
    };
    assert_eq!(limited(r#"{"top":2,"by":"n"}"#), "b ");
    assert_eq!(limited(r#"{"top":2,"by":"n","order":"asc"}"#), "a b");
    assert_eq!(limited(r#"{"top":1,"by":"n","per":"city"}"#), "b d ");
    // who has no key comes last
    assert_eq!(limited(r#"{"random":4,"seed":"s"}"#), "a c b d");
}

#[test]
fn the_bounds_of_a_sample_are_whole_numbers() {
    let all: Vec<String> = (0..200).map(|n| format!("k{n}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let data = contacts(&all, &[]);
    let part = |from: &str, to: &str| {
        keys(&data, &format!(r#"{{"sample":{{"salt":"s","from":{from},"to":{to}}}}}"#)).len()
    };
    assert_eq!(part("0", "100"), 200);
    assert_eq!(part("0", "33.3") + part("33.3", "66.6") + part("66.6", "100"), 200);
    assert_eq!(part("50", "50"), 0);
}

#[test]
fn a_kept_segment_has_the_members_that_were_kept() {
    let data = contacts(&["a", "b", ""], &[]);
    let kept = Snapshots::from([(("s".to_owned(), "1".to_owned()), ["b".to_owned()].into())]);
    let live = Library::new();
    let json = r#"{"fenqun":1,"rule":{"segment":{"id":"s","snapshot":"1"}}}"#;
    let segments = Segments { live: &live, snapshots: &kept };
    let found = members(&data, segments, &Document::from_json(json).unwrap(), None);
    assert_eq!(found.unwrap(), [1]);
}

#[test]
fn conditions_and_segments_in_a_circle_are_refused() {
    let document =
        Document::from_json(r#"{"fenqun":1,"conditions":{"a":{"use":"a"}},"rule":{"use":"a"}}"#);
    let found = members(&small(), library(), &document.unwrap(), None);
    assert_eq!(found.unwrap_err().code, Code::Internal);
    let circle = Document::from_json(r#"{"fenqun":1,"id":"s","rule":{"segment":{"id":"s"}}}"#);
    let circle = circle.unwrap();
    let (live, snapshots) = (Library::from([("s".to_owned(), circle.clone())]), Snapshots::new());
    let segments = Segments { live: &live, snapshots: &snapshots };
    assert_eq!(members(&small(), segments, &circle, None).unwrap_err().code, Code::Internal);
}
