//! Generated rules and documents: every kind of node, conditions, parameters, limits.

use crate::data::{self, kind};
use crate::dice::Dice;
use crate::event::{event, sequence, tags};
use crate::operator::{Place, operator};
use serde_json::{Value, json};

const ZONES: [&str; 3] = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"];
const AS_OF: [&str; 6] = [
    "data",
    "2025-09-30",
    "2025-09-30T12:00:00",
    "2025-03-31",
    "2024-03-01T00:00:00Z",
    "2025-10-26T02:30:00",
];

pub fn attribute(dice: &mut Dice, place: Place) -> Value {
    let field = dice.pick(&place.columns());
    let (is, is_negative) = operator(dice, kind(field), place);
    let mut out = json!({"field": field, "is": is});
    if is_negative && dice.chance(60) {
        out["missing"] = json!(dice.pick(&["match", "no_match"]));
    }
    json!({ "attribute": out })
}

/// A tree of groups of so many levels over leaves.
pub fn tree(dice: &mut Dice, depth: u32, leaf: &mut dyn FnMut(&mut Dice) -> Value) -> Value {
    let mut node = if depth == 0 || dice.chance(45) {
        leaf(dice)
    } else {
        let length = dice.number(1..4);
        let mut children = |dice: &mut Dice| -> Vec<Value> {
            (0..length).map(|_| tree(dice, depth - 1, leaf)).collect()
        };
        match dice.weighted(&[30, 30, 10, 10, 10, 10, 10]) {
            0 => json!({"all": children(dice)}),
            1 => json!({"any": children(dice)}),
            2 => json!({"none": children(dice)}),
            3 => json!({"not": tree(dice, depth - 1, leaf)}),
            group => {
                let name = ["at_least", "at_most", "exactly"][group - 4];
                json!({name: {"k": dice.number(0..4), "of": children(dice)}})
            }
        }
    };
    if dice.chance(7) {
        node["muted"] = json!(true);
    }
    node
}

fn leaf(dice: &mut Dice, conditions: &[String], others: bool) -> Value {
    let used = if conditions.is_empty() { 0 } else { 10 };
    let segments = if others { 8 } else { 0 };
    match dice.weighted(&[40, 14, 34, 12, segments, 5, 5, used, 3]) {
        0 => attribute(dice, Place::Contact),
        1 => tags(dice),
        2 => event(dice),
        3 => sequence(dice),
        4 => {
            let [id, snapshot] =
                dice.pick(&[["other", ""], ["few", ""], ["other", "s1"], ["gone", "s2"]]);
            match snapshot {
                "" => json!({"segment": {"id": id}}),
                snapshot => json!({"segment": {"id": id, "snapshot": snapshot}}),
            }
        }
        5 => list(dice),
        6 => sample(dice),
        7 => {
            let at = dice.number(0..conditions.len() as i64) as usize;
            json!({"use": conditions[at]})
        }
        _ => json!({"const": dice.chance(50)}),
    }
}

fn list(dice: &mut Dice) -> Value {
    let field = dice.pick(&["city", "code", "phone", "mail", "key", "rank"]);
    let values = dice.list(1..8, |dice| match dice.number(0..8) {
        0 => json!(" "),
        1 => json!("nobody has it"),
        2 if field == "phone" => json!("13800131000"),
        3 if field == "mail" => json!("B@X.COM"),
        _ => data::value(dice, field),
    });
    json!({"list": {"field": field, "values": values}})
}

fn sample(dice: &mut Dice) -> Value {
    let [from, to] =
        dice.pick(&[["0", "50"], ["50", "100"], ["33.3", "66.6"], ["0", "100"], ["20", "20"]]);
    let mut out = json!({"salt": dice.pick(&["a", "春季", ""]), "from": from, "to": to});
    if dice.chance(30) {
        out["key"] = json!(dice.pick(&["code", "city"]));
    }
    json!({ "sample": out })
}

fn limit(dice: &mut Dice) -> Value {
    let mut out = if dice.chance(50) {
        json!({"random": dice.number(1..6), "seed": dice.pick(&["a", "b"])})
    } else {
        let mut out =
            json!({"top": dice.number(1..6), "by": dice.pick(&["score", "born", "seen"])});
        if dice.chance(60) {
            out["order"] = json!(dice.pick(&["asc", "desc"]));
        }
        out
    };
    if dice.chance(40) {
        out["per"] = json!(dice.pick(&["city", "gender", "vip", "score", "due"]));
    }
    out
}

fn shell(dice: &mut Dice) -> Value {
    let mut out = json!({
        "fenqun": 1,
        "name": "generated",
        "zone": dice.pick(&ZONES),
        "as_of": dice.pick(&AS_OF),
        "parameters": {
            "n": dice.pick(&["1", "2", "0.3"]),
            "city": dice.pick(&data::TEXTS),
            "cities": dice.list(1..3, |d| d.pick(&data::TEXTS)),
            "day": data::day(dice),
            "yes": dice.chance(50),
        },
    });
    if dice.chance(40) {
        out["week_start"] = json!(dice.pick(&["monday", "sunday"]));
    }
    if dice.chance(15) {
        out["limit"] = limit(dice);
    }
    out
}

/// A document: a rule of at most six levels, conditions, parameters, an exclude, a limit.
pub fn document(dice: &mut Dice) -> Value {
    let mut out = shell(dice);
    let mut names = Vec::new();
    if dice.chance(30) {
        for name in ["a", "b"] {
            let node = tree(dice, 1, &mut |dice| leaf(dice, &names, true));
            out["conditions"][name] = node;
            names.push(name.to_owned());
        }
    }
    let depth = dice.pick(&[0, 0, 1, 1, 2, 2, 3, 5]);
    out["rule"] = tree(dice, depth, &mut |dice| leaf(dice, &names, true));
    if dice.chance(15) {
        out["exclude"] = tree(dice, 1, &mut |dice| leaf(dice, &names, true));
    }
    out
}

/// The segments that documents refer to.
pub fn library(dice: &mut Dice) -> Vec<Value> {
    let mut other = shell(dice);
    other["id"] = json!("other");
    other["rule"] = tree(dice, 1, &mut |dice| leaf(dice, &[], false));
    let mut few = shell(dice);
    few["id"] = json!("few");
    few["rule"] = json!({"any": [
        {"segment": {"id": "other"}},
        tree(dice, 0, &mut |dice| attribute(dice, Place::Contact)),
    ]});
    if dice.chance(50) {
        few["limit"] = limit(dice);
    }
    // a population is a reference too: this one must not lead back
    let text = few["rule"].to_string();
    if text.contains("\"few\"") {
        few["rule"] = json!({"segment": {"id": "other"}});
    }
    if other["rule"].to_string().contains("\"segment\"") {
        other["rule"] = json!({"attribute": {"field": "score", "is": {"ge": 1}}});
    }
    vec![other, few]
}
