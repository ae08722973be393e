//! Every way to answer a condition gives the same set, and every way is taken.

use crate::world::{DOCUMENTS, World};
use fenqun::eval::naive::{self, Oracle};
use fenqun::eval::plan::{Plan, Way, Ways};
use fenqun::eval::{Cache, Evaluator};
use fenqun::rule::Document;
use serde_json::json;
use std::collections::BTreeMap;

/// How often each way has to be taken at least.
const LEAST: u32 = 15;

fn plan(world: &World, document: &Document, ways: Ways) -> Plan {
    let mut cache = Cache::default();
    let (data, schema) = (world.session.data(), world.session.schema());
    Evaluator::new(data, schema, world.segments(), &mut cache).with_ways(ways).plan(document)
}

/// Asks in every way and counts the ways that were taken.
fn agree(world: &World, document: &Document, taken: &mut BTreeMap<Way, u32>) -> Result<(), String> {
    let data = world.session.data();
    let Ok(instant) = naive::as_of(data, document) else { return Ok(()) };
    let oracle = Oracle::new(data, world.segments(), document, instant);
    let Ok(expected) = oracle.and_then(|oracle| oracle.members()) else { return Ok(()) };
    let sizes = plan(world, document, Ways::Cheapest).sizes;
    if !sizes.errors.is_empty() {
        return Ok(());
    }
    let each = Way::ALL.into_iter().map(Ways::Only);
    for ways in each.chain([Ways::Cheapest, Ways::Dearest]) {
        let plan = plan(world, document, ways);
        let members: Vec<u32> = plan.sizes.members.iter().collect();
        if members != expected {
            return Err(format!("{ways:?}: members {members:?}, the oracle {expected:?}"));
        }
        if plan.sizes.nodes != sizes.nodes {
            return Err(format!("{ways:?}: {:?}, otherwise {:?}", plan.sizes.nodes, sizes.nodes));
        }
        if let Ways::Only(way) = ways {
            let mut steps = plan.nodes.iter().flat_map(|node| node.steps.iter());
            *taken.entry(way).or_default() += u32::from(steps.any(|step| step.choice.way == way));
        }
    }
    Ok(())
}

#[test]
fn every_way_gives_the_same_set_and_is_taken() {
    let mut taken = BTreeMap::new();
    for group in 0..1200 {
        let world = World::new(group);
        for seed in group * DOCUMENTS..(group + 1) * DOCUMENTS {
            let (json, document) = World::document(seed);
            if !world.is_valid(&document) {
                continue;
            }
            if let Err(said) = agree(&world, &document, &mut taken) {
                panic!("case {seed}: {said}\n{json}\ndata {}", world.tables);
            }
        }
    }
    // the test below asks for the last event
    let wanted = Way::ALL.iter().filter(|way| **way != Way::LastEvent);
    let rarely: Vec<_> = wanted.filter(|way| taken.get(way).is_none_or(|n| *n < LEAST)).collect();
    assert!(rarely.is_empty(), "taken too rarely: {rarely:?} of {taken:?}");
    if std::env::var_os("FENQUN_SHOW").is_some() {
        println!("{taken:#?}");
    }
}

/// The last event of each contact answers what it can, in data that end before the window does.
#[test]
fn the_last_event_says_the_same_as_all_events() {
    let (mut taken, mut parted) = (BTreeMap::new(), 0);
    let questions = [
        json!({"measure": "days_since_last", "is": {"le": 40}}),
        json!({"measure": "days_since_last", "is": {"between": [1, 90]}}),
        json!({"measure": "days_since_last", "is": {"ne": 27}}),
        json!({"measure": "days_since_last", "is": {"not_in": [26, 27, 60]}}),
        json!({"measure": "days_since_last", "is": {"gt": 20}}),
        json!({"measure": "days_since_last", "is": "is_set"}),
        json!({"measure": "days_since_last", "is": "is_not_set"}),
        json!({"measure": "last_at", "is": {"on_or_after": "2025-09-22"}}),
        json!({"measure": "last_at", "is": {"not_in_window": {"rolling": {"n": 90, "unit": "days"}}}}),
        json!({"measure": "last_at", "is": "is_not_set"}),
        json!({"measure": "last_at", "is": {"month_in": [9, 10]}}),
        json!({"measure": "count", "is": {"ge": 1}}),
        json!({"measure": "count", "is": {"lt": 1}}),
    ];
    for seed in 0..120 {
        let world = World::new(seed);
        let mut dice = crate::dice::Dice::new(seed);
        for question in &questions {
            let mut condition = question.clone();
            condition["table"] = json!(dice.pick(&["orders", "visits"]));
            let days = dice.number(1..900);
            condition["window"] = match dice.number(0..4) {
                0 => json!({"rolling": {"n": days, "unit": "days"}}),
                1 => json!({"days_to_date": days}),
                2 => json!({"absolute": {"from": crate::data::day(&mut dice)}}),
                _ => json!("all_time"),
            };
            let json = json!({
                "fenqun": 1,
                "name": "last",
                "as_of": dice.pick(&["2025-10-27", "2025-11-15T12:00:00", "data", "2025-09-30"]),
                "zone": dice.pick(&["Asia/Shanghai", "Europe/Berlin", "Asia/Beirut", "America/Asuncion"]),
                "rule": {"event": condition},
            });
            let document = Document::from_value(&json).unwrap();
            assert!(world.is_valid(&document), "case {seed} is not valid: {json}");
            if let Err(said) = agree(&world, &document, &mut taken) {
                panic!("case {seed}: {said}\n{json}\ndata {}", world.tables);
            }
            let members = plan(&world, &document, Ways::Cheapest).sizes.members;
            parted += u32::from(!members.is_empty() && members.len() < members.universe());
        }
    }
    assert!(parted > 300, "only {parted} questions part the contacts");
    assert!(taken.get(&Way::LastEvent).is_some_and(|n| *n > 500), "{taken:?}");
}
