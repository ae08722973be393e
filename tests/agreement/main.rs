//! The fast evaluator and the oracle agree on generated data and generated rules: every node, every operator of every
//! type, every measure, every window, nested groups, missing values, unknown people, events without a time.
//!
//! Case `n` is the same on every run. `FENQUN_CASES` asks more of them, `FENQUN_FIRST` begins with another one.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod coverage;
mod data;
mod dice;
mod event;
mod operator;
mod rule;
mod world;

use fenqun::Code;
use fenqun::eval::naive::{self, Oracle};
use fenqun::eval::{Cache, Evaluator};
use fenqun::rule::operator::OPERATORS;
use fenqun::rule::{Document, NodeKind};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use world::{DOCUMENTS, Place, World, places};

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

/// What the document uses, muted parts included, and what the segments that it refers to use.
fn used(world: &World, document: &Document) -> BTreeSet<String> {
    let mut all = coverage::used(&document.resolved(), true);
    if ["node segment", "population segment"].iter().any(|name| all.contains(*name)) {
        for other in world.session.library().values() {
            all.extend(coverage::used(&other.resolved(), true));
        }
    }
    all
}

/// What the evaluators say differently about a document; `None` when they agree.
fn difference(world: &World, document: &Document) -> Option<String> {
    let (data, segments) = (world.session.data(), world.segments());
    let instant = naive::as_of(data, document).unwrap();
    let oracle = Oracle::new(data, segments, document, instant).unwrap();
    let slow = oracle.members();
    if let Err(error) = &slow
        && !(instant.is_none() && error.code == Code::NoAsOf)
    {
        return Some(format!("the oracle: {error}"));
    }
    if used(world, document).iter().any(|name| LATE.contains(&name.as_str())) {
        return None;
    }
    let mut cache = Cache::default();
    let mut fast =
        || Evaluator::new(data, world.session.schema(), segments, &mut cache).size(document);
    let sizes = fast();
    if sizes.as_of != instant {
        return Some(format!("as of {:?}, the oracle {instant:?}", sizes.as_of));
    }
    let is_timeless = |e: &fenqun::Error| e.code == Code::NoAsOf;
    match slow {
        // the oracle does not look at the operand of a missing value, and so not at a window that has no end
        _ if instant.is_none() && sizes.errors.iter().any(is_timeless) => return None,
        Err(error) => return Some(format!("the oracle: {error}")),
        Ok(_) if !sizes.errors.is_empty() => return Some(format!("errors: {:?}", sizes.errors)),
        Ok(slow) => {
            let fast: Vec<u32> = sizes.members.iter().collect();
            if fast != slow {
                return Some(format!("members {fast:?}, the oracle {slow:?}"));
            }
        }
    }
    for (place, muted) in places(oracle.document()) {
        // below a muted node there may be what nobody can evaluate
        let expected = match size(&oracle, world, &place) {
            Ok(size) => size,
            Err(_) if muted => continue,
            Err(error) => return Some(format!("{}: the oracle: {error}", place.path)),
        };
        let Some(found) = sizes.nodes.iter().find(|n| n.path == place.path) else {
            // a condition that nothing uses need not be counted
            if muted || place.path.starts_with("conditions.") {
                continue;
            }
            return Some(format!("{}: no size, the oracle {expected:?}", place.path));
        };
        if found.size != expected && !(muted && found.size.is_none()) {
            return Some(format!("{}: size {:?}, the oracle {expected:?}", place.path, found.size));
        }
    }
    // what was asked before does not change an answer
    let again = fast();
    (again.members != sizes.members || again.nodes != sizes.nodes)
        .then(|| "another answer later".to_owned())
}

/// For how many contacts (or events of known ones) a node is true; `None` when it is absent.
fn size(oracle: &Oracle, world: &World, place: &Place) -> fenqun::Result<Option<u32>> {
    let data = world.session.data();
    let table = place.table.and_then(|name| data.event_table(name));
    let rows = table.map_or(data.population, fenqun::table::EventTable::linked);
    let mut size = 0;
    for row in 0..rows {
        let holds = match table {
            Some(table) => oracle.holds_for_event(place.node, table, row)?,
            None => oracle.holds(place.node, row)?,
        };
        match holds {
            Some(holds) => size += u32::from(holds),
            None => return Ok(None),
        }
    }
    Ok(if rows == 0 && is_absent(place.node) { None } else { Some(size) })
}

/// Whether everything in a node is muted, not looking at the node itself.
fn is_absent(node: &fenqun::rule::Node) -> bool {
    let children = node.children("");
    !children.is_empty() && children.iter().all(|(_, child)| child.muted || is_absent(child))
}

/// The smallest part of a document on which the evaluators disagree, as a report.
fn report(world: &World, seed: u64, json: &Value, document: &Document, said: &str) -> String {
    let mut smallest = (said.to_owned(), json.clone());
    for (place, _) in places(document).into_iter().filter(|(place, _)| place.table.is_none()) {
        let mut part = json.clone();
        part["rule"] = serde_json::to_value(place.node).unwrap();
        if let Some(map) = part.as_object_mut() {
            map.remove("exclude");
            map.remove("limit");
        }
        let document = Document::from_value(&part).unwrap();
        if let Some(said) = difference(world, &document)
            && part.to_string().len() <= smallest.1.to_string().len()
        {
            smallest = (said, part);
        }
    }
    let library: Vec<&Document> = world.session.library().values().collect();
    format!(
        "case {seed}: {}\n{}\nlibrary {}\nkept {:?}\ndata {}",
        smallest.0,
        smallest.1,
        json!(library),
        world.snapshots,
        world.tables
    )
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

/// What must be reached besides operators and measures.
const PARTS: &[&str] = &[
    "node all",
    "node any",
    "node none",
    "node not",
    "node at_least",
    "node at_most",
    "node exactly",
    "node attribute",
    "node tags",
    "node event",
    "node sequence",
    "node segment",
    "node list",
    "node sample",
    "node use",
    "node const",
    "node muted",
    "segment snapshot",
    "tags has_any",
    "tags has_all",
    "tags has_none",
    "tags has_exactly",
    "tags has_at_least",
    "tags count",
    "tags untagged",
    "tags group",
    "tags level",
    "tags window",
    "tags source_in",
    "tags subtree",
    "window all_time",
    "window rolling",
    "window days_to_date",
    "window complete_days",
    "window ago",
    "window calendar",
    "window to_date",
    "window absolute",
    "window since_attribute",
    "window since_event",
    "mask weekdays",
    "mask slots",
    "mask times",
    "sequence within",
    "sequence correlate",
    "sequence reached",
    "sequence not strict",
    "sequence not",
    "sequence gap",
    "sequence gap of not",
    "limit top",
    "limit random",
    "limit per",
    "literal bool",
    "reference field",
    "reference times",
    "reference plus",
    "statistic mean",
    "statistic median",
    "statistic min",
    "statistic max",
    "statistic field",
    "population all",
    "population has_value",
    "population segment",
    "tie include",
    "tie exclude",
    "tie by_id",
    "gap mean",
    "gap median",
    "gap max",
    "gap last",
    "diff to",
    "streak days current",
    "streak days longest",
    "streak weeks current",
    "streak weeks longest",
    "streak months current",
    "streak months longest",
];

#[test]
fn every_part_of_the_language_is_reached() {
    let mut reached: BTreeMap<String, u32> = BTreeMap::new();
    // conditions that were true for somebody, and that were not for somebody
    let mut both: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    let mut params = 0;
    for group in 0..600 {
        let world = World::new(group);
        for seed in group * DOCUMENTS..(group + 1) * DOCUMENTS {
            let (_, document) = World::document(seed);
            let Ok(Some(instant)) = naive::as_of(world.session.data(), &document) else { continue };
            if !world.is_valid(&document) {
                continue;
            }
            params += u32::from(document.resolved().rule != document.rule);
            for name in coverage::used(&document, false) {
                *reached.entry(name).or_default() += 1;
            }
            let oracle =
                Oracle::new(world.session.data(), world.segments(), &document, Some(instant))
                    .unwrap();
            for (place, muted) in places(oracle.document()) {
                if muted
                    || !matches!(
                        place.node.kind,
                        NodeKind::Attribute(_) | NodeKind::Event(_) | NodeKind::Sequence(_)
                    )
                {
                    continue;
                }
                let data = world.session.data();
                let table = place.table.and_then(|name| data.event_table(name));
                let rows = table.map_or(data.population, fenqun::table::EventTable::linked);
                let size = size(&oracle, &world, &place).unwrap().unwrap_or(0);
                for name in coverage::deciding(place.node) {
                    let counts = both.entry(name).or_default();
                    counts[0] += u32::from(size > 0);
                    counts[1] += u32::from(size < rows);
                }
            }
        }
    }
    let schema = World::new(0);
    let operators = OPERATORS.iter().map(|o| format!("operator {}", o.name));
    let measures = schema.session.schema().measures.iter().map(|m| format!("measure {}", m.name));
    let deciding: Vec<String> = operators.chain(measures).collect();
    let parts = PARTS.iter().map(|p| (*p).to_owned());
    let never: Vec<String> =
        deciding.iter().cloned().chain(parts).filter(|name| !reached.contains_key(name)).collect();
    assert!(never.is_empty(), "never reached: {never:?}");
    let one_way = |name: &&String| both.get(*name).is_none_or(|counts| counts.contains(&0));
    let one_way: Vec<&String> = deciding.iter().filter(one_way).collect();
    assert!(one_way.is_empty(), "always or never true: {one_way:?}");
    assert!(params > 0, "no parameter was used");
    if std::env::var_os("FENQUN_SHOW").is_some() {
        println!("{reached:#?}\n{both:#?}\nparameters {params}");
    }
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
