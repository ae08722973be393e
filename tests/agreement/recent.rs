//! Whether there is an event since some time, in data that end before the window does: each contact's last event answers.

use crate::compare::{difference, report};
use crate::data;
use crate::dice::Dice;
use crate::world::World;
use fenqun::rule::Document;
use serde_json::{Value, json};

/// A window that nothing happened behind, for an end behind all data.
fn window(dice: &mut Dice) -> Value {
    match dice.number(0..6) {
        0 => json!("all_time"),
        1 => json!({"absolute": {"from": data::day(dice)}}),
        2 => json!({"absolute": {"from": data::time(dice)}}),
        3 => json!({"rolling": {"n": dice.number(1..900), "unit": "day"}}),
        4 => json!({"rolling": {"n": dice.number(1..900), "unit": "hour"}}),
        _ => json!({"days_to_date": dice.number(1..900)}),
    }
}

/// A question about the number of events; most ask only whether there is one.
fn number(dice: &mut Dice) -> Value {
    dice.pick(&[
        r#"{"ge": 1}"#,
        r#"{"gt": 0}"#,
        r#"{"eq": 0}"#,
        r#"{"ne": 0}"#,
        r#"{"lt": 1}"#,
        r#"{"le": 0}"#,
        r#"{"ge": 0}"#,
        r#"{"lt": 0}"#,
        r#"{"ge": 2}"#,
        r#"{"between": [1, 1000]}"#,
        r#"{"not_between": [1, 1000]}"#,
    ])
    .parse()
    .unwrap()
}

#[test]
fn who_had_an_event_since_some_time() {
    let mut parted = 0;
    for seed in 0..4000 {
        let mut dice = Dice::new(seed);
        let world = World::new(seed / 20);
        let table = dice.pick(&["orders", "visits", "taggings", "notes"]);
        let (window, is) = (window(&mut dice), number(&mut dice));
        let condition = json!({"table": table, "measure": "count", "window": window, "is": is});
        let json = json!({
            "fenqun": 1,
            "name": "since",
            "as_of": dice.pick(&["2025-10-26", "2025-10-27", "2025-11-15T12:00:00", "data"]),
            "zone": dice.pick(&["Asia/Shanghai", "Europe/Berlin", "America/New_York"]),
            "rule": {"event": condition},
        });
        let document = Document::from_value(&json).unwrap();
        if !world.is_valid(&document) {
            continue;
        }
        if let Some(said) = difference(&world, &document) {
            panic!("{}", report(&world, seed, &json, &document, &said));
        }
        let population = world.session.data().population;
        let mut cache = fenqun::eval::Cache::default();
        let segments = world.segments();
        let (data, schema) = (world.session.data(), world.session.schema());
        let sizes =
            fenqun::eval::Evaluator::new(data, schema, segments, &mut cache).size(&document);
        let members = sizes.members.iter().count() as u32;
        parted += u32::from(members > 0 && members < population);
    }
    assert!(parted > 800, "only {parted} questions part the contacts");
}
