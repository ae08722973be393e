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
mod recent;
mod rule;
mod ways;
mod world;

use compare::{difference, report};
use fenqun::rule::Document;
use serde_json::{Value, json};
use world::{DOCUMENTS, World};

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
        if !world.is_valid(&whole) {
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
