//! The fast evaluator and the oracle agree on generated data and generated rules: every node, every operator of every
//! type, every measure, every window, nested groups, missing values, unknown people, events without a time.
//!
//! Case `n` is the same on every run. `FENQUN_CASES` asks more of them, `FENQUN_FIRST` begins with another one.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod compare;
mod coverage;
mod data;
mod dice;
mod event;
mod operator;
mod reached;
mod rule;
mod world;

use compare::{difference, report, used};
use fenqun::rule::Document;
use serde_json::{Value, json};
use world::{DOCUMENTS, World};

/// What the fast evaluator does not know yet.
const LATE: &[&str] = &[
    "node at_least",
    "node at_most",
    "node exactly",
    "node sequence",
    "node list",
    "node sample",
    "node use",
    "segment snapshot",
    "tags count",
    "tags untagged",
    "tags group",
    "tags level",
    "tags window",
    "tags source_in",
    "window since_attribute",
    "window since_event",
    "mask any",
    "limit top",
    "limit random",
    "literal bool",
    "reference field",
    "statistic mean",
    "statistic median",
    "statistic min",
    "statistic max",
    "operator not_contains_any",
    "operator not_contains_all",
    "operator length",
    "operator pinyin_starts",
    "operator not_pinyin_starts",
    "operator in_subtree",
    "operator not_in_subtree",
    "operator city_tier_in",
    "operator rank_ge",
    "operator rank_le",
    "operator in_range",
    "operator valid",
    "operator not_valid",
    "operator in_bands",
    "operator top_n",
    "operator bottom_n",
    "operator top_percent",
    "operator bottom_percent",
    "operator quantile_in",
    "operator zscore",
    "operator within_km",
    "operator in_box",
    "operator more_than_ago",
    "operator less_than_ago",
    "operator ago_between",
    "operator in_next",
    "operator anniversary_in",
    "operator month_in",
    "operator weekday_in",
    "operator day_of_month_in",
    "operator age",
    "operator diff",
    "operator time_between",
    "operator in_slot",
    "measure distinct_weeks",
    "measure distinct_months",
    "measure median",
    "measure percentile",
    "measure top_value",
    "measure gap",
    "measure overdue_ratio",
    "measure streak",
    "measure active_periods",
    "measure share",
    "measure ratio",
    "measure growth",
    "measure seasonality",
];

/// The number of generated documents, and the first.
fn cases() -> (u64, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    (number("FENQUN_FIRST").unwrap_or(0), number("FENQUN_CASES").unwrap_or(28_000))
}

/// One part of four of all cases.
fn agree(part: u64) {
    let (first, cases) = cases();
    let mut valid = 0u64;
    let mut world: Option<(u64, World)> = None;
    let mut asked = 0u64;
    for group in (first / DOCUMENTS..(first + cases) / DOCUMENTS).filter(|g| g % 4 == part) {
        for seed in group * DOCUMENTS..(group + 1) * DOCUMENTS {
            if world.as_ref().is_none_or(|(at, _)| *at != group) {
                world = Some((group, World::new(group)));
            }
            let Some((_, world)) = &world else { continue };
            let (json, document) = World::document(seed);
            asked += 1;
            if !world.is_valid(&document) {
                continue;
            }
            valid += 1;
            if let Some(said) = difference(world, &document) {
                panic!("{}", report(world, seed, &json, &document, &said));
            }
        }
    }
    assert!(valid * 10 >= asked * 7, "only {valid} of {asked} documents are valid");
    if std::env::var_os("FENQUN_CASES").is_none() {
        assert!(valid >= 5_000, "only {valid} valid documents");
    }
}

#[test]
fn both_evaluators_agree_on_the_first_part() {
    agree(0);
}

#[test]
fn both_evaluators_agree_on_the_second_part() {
    agree(1);
}

#[test]
fn both_evaluators_agree_on_the_third_part() {
    agree(2);
}

#[test]
fn both_evaluators_agree_on_the_fourth_part() {
    agree(3);
}

/// The effect of a child is what the total would change by without it.
#[test]
fn effects_are_what_muting_changes() {
    for seed in 0..1500 {
        let mut dice = dice::Dice::new(seed);
        let mut world = World::new(seed);
        let kind = dice.pick(&["all", "any", "none"]);
        let children = dice.list(2..5, |d| match d.number(0..3) {
            0 => rule::attribute(d, operator::Place::Contact),
            1 => event::tags(d),
            _ => event::event(d),
        });
        let read = |rule: &Value| {
            let json = json!({"fenqun": 1, "name": "n", "as_of": "2025-09-30", "rule": rule});
            Document::from_value(&json).unwrap()
        };
        let whole = read(&json!({ kind: children }));
        if !world.is_valid(&whole)
            || used(&world, &whole).iter().any(|n| LATE.contains(&n.as_str()))
        {
            continue;
        }
        let report = world.session.size(&whole);
        for (i, _) in children.iter().enumerate() {
            let mut without = children.clone();
            without.remove(i);
            let rest = world.session.size(&read(&json!({ kind: without }))).matched;
            let path = format!("rule.{kind}[{i}]");
            let effect = report.nodes.iter().find(|n| n.path == path).and_then(|n| n.effect);
            assert_eq!(
                effect,
                Some(rest.abs_diff(report.matched)),
                "case {seed}: {path} of {children:?}"
            );
        }
    }
}
