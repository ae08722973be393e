//! Generated conditions on events: every measure, every window, masks, sequences.

use crate::data::{self, columns_of, kind};
use crate::dice::Dice;
use crate::operator::{self, Place, amount, inner, offset, slots, times, window};
use crate::rule;
use fenqun::table::Kind;
use serde_json::{Value, json};

const TABLES: [&str; 6] = ["orders", "orders", "orders", "orders", "visits", "notes"];
const TIMED: [&str; 4] = ["orders", "orders", "orders", "visits"];

fn filter(dice: &mut Dice, table: &'static str) -> Value {
    rule::tree(dice, 2, &mut |dice| {
        if dice.chance(6) {
            return json!({"const": dice.chance(70)});
        }
        rule::attribute(dice, Place::Event(table))
    })
}

/// A window of events, of everybody or of each contact.
fn event_window(dice: &mut Dice) -> Value {
    let mut out = match dice.weighted(&[70, 15, 15]) {
        0 => return window(dice),
        1 => json!({"since_attribute": {"field": dice.pick(&["born", "due", "seen"])}}),
        _ => {
            let table = dice.pick(&TIMED);
            let which = dice.pick(&["first", "last"]);
            let mut since = json!({"which": which, "table": table});
            if dice.chance(40) {
                since["where"] = filter(dice, table);
            }
            json!({"since_event": since})
        }
    };
    if let Some(since) = out.as_object_mut().and_then(|o| o.values_mut().next()) {
        if dice.chance(50) {
            since["offset"] = offset(dice, false);
        }
        if dice.chance(50) {
            since["length"] = amount(dice);
        }
    }
    out
}

fn mask(dice: &mut Dice) -> Value {
    let mut out = json!({});
    if dice.chance(50) {
        out["weekdays"] = json!(dice.list(1..5, |d| d.number(1..8)));
    }
    if dice.chance(30) {
        out["slots"] = slots(dice);
    }
    if dice.chance(30) {
        out["times"] = times(dice);
    }
    out
}

/// A measure with the kind of its result.
fn measure(dice: &mut Dice, table: &'static str, is_inside: bool) -> (Value, Kind) {
    let number = |m: Value| (m, Kind::Number);
    let of_kind = |wanted: &[Kind]| -> Vec<&'static str> {
        columns_of(table).into_iter().filter(|c| wanted.contains(&kind(c))).collect()
    };
    let numbers = of_kind(&[Kind::Number]);
    let ordered = of_kind(&[Kind::Number, Kind::Date, Kind::Datetime]);
    let (every, time) =
        (columns_of(table), if table == "visits" { Kind::Date } else { Kind::Datetime });
    let of = |name: &str, column: &'static str| (json!({ name: column }), kind(column));
    let unit = dice.pick(&["days", "days", "weeks", "months"]);
    let last = if is_inside { 24 } else { 27 };
    match dice.number(0..last) {
        0 => number(json!("count")),
        1 => number(json!("distinct_days")),
        2 => number(json!("distinct_weeks")),
        3 => number(json!("distinct_months")),
        4 => number(json!({"distinct": dice.pick(&every)})),
        5 | 6 => number(json!({"sum": dice.pick(&numbers)})),
        7 => number(json!({"avg": dice.pick(&numbers)})),
        8 => of("min", dice.pick(&ordered)),
        9 => of("max", dice.pick(&ordered)),
        10 => number(json!({"median": dice.pick(&numbers)})),
        11 => {
            let q = dice.pick(&["0", "0.25", "0.5", "0.9", "1", "0.333"]);
            number(json!({"percentile": {"column": dice.pick(&numbers), "q": q}}))
        }
        12 => of("first", dice.pick(&every)),
        13 => of("last", dice.pick(&every)),
        14 => of("top_value", dice.pick(&every)),
        15 => (json!("first_at"), time),
        16 => (json!("last_at"), time),
        17 => number(json!("days_since_first")),
        18 => number(json!("days_since_last")),
        19 => number(json!({"gap": dice.pick(&["mean", "median", "max", "last"])})),
        20 => number(json!("overdue_ratio")),
        21 => {
            number(json!({"streak": {"unit": unit, "which": dice.pick(&["current", "longest"])}}))
        }
        22 => {
            let unit = dice.pick(&["days", "weeks", "months", "quarters", "years"]);
            let (of, at_least) = (dice.number(1..12), dice.number(1..3));
            number(json!({"active_periods": {"unit": unit, "of": of, "at_least": at_least}}))
        }
        23 => {
            let months = dice.list(1..5, |dice| dice.pick(&[2, 3, 7, 8, 9, 9]));
            number(json!({"seasonality": {"months": months}}))
        }
        24 => {
            let mut share = json!({"where": filter(dice, table)});
            if dice.chance(40) {
                share["sum"] = json!(dice.pick(&numbers));
            }
            number(json!({"share": share}))
        }
        25 => {
            let mut part = || {
                let mut part = json!({"measure": number_measure(dice, table)});
                if dice.chance(40) {
                    part["where"] = filter(dice, table);
                }
                part
            };
            number(json!({"ratio": {"of": part(), "to": part()}}))
        }
        _ => {
            let mut growth = json!({"of": number_measure(dice, table), "over": window(dice)});
            if dice.chance(40) {
                growth["min_base"] = json!(dice.pick(&["1", "2", "-5", "0.5"]));
            }
            number(json!({"growth": growth}))
        }
    }
}

fn number_measure(dice: &mut Dice, table: &'static str) -> Value {
    if dice.chance(50) {
        return json!({"sum": "score"});
    }
    loop {
        let (measure, kind) = measure(dice, table, true);
        if kind == Kind::Number {
            return measure;
        }
    }
}

pub fn event(dice: &mut Dice) -> Value {
    let table = dice.pick(&TABLES);
    let (measure, kind) = measure(dice, table, false);
    let is = match dice.number(0..4) {
        0 if kind == Kind::Number => inner(dice),
        _ => operator::operator(dice, kind, Place::Contact).0,
    };
    let mut condition = json!({"table": table, "measure": measure, "is": is});
    if dice.chance(40) {
        condition["where"] = filter(dice, table);
    }
    if dice.chance(45) && table != "notes" {
        condition["window"] = event_window(dice);
    }
    if dice.chance(15) && table != "notes" {
        condition["mask"] = mask(dice);
    }
    json!({ "event": condition })
}

pub fn sequence(dice: &mut Dice) -> Value {
    let steps = dice.list(1..6, |dice| {
        let table = dice.pick(&TIMED);
        let mut step = json!({"table": table});
        if dice.chance(55) {
            step["where"] = rule::attribute(dice, Place::Event(table));
        }
        if dice.chance(30) {
            step["not"] = json!(true);
        }
        if dice.chance(35) {
            step["gap"] = long(dice);
        }
        step
    });
    let mut out = json!({ "steps": steps });
    if dice.chance(30) {
        out["window"] = event_window(dice);
    }
    if dice.chance(15) {
        out["mask"] = mask(dice);
    }
    if dice.chance(35) {
        out["within"] = long(dice);
    }
    if dice.chance(60) {
        out["strict"] = json!(dice.chance(40));
    }
    if dice.chance(25) {
        out["correlate"] = json!(dice.pick(&["city", "score", "code"]));
    }
    if dice.chance(50) {
        out["reached"] = inner(dice);
    }
    json!({ "sequence": out })
}

/// A length that some of the generated events keep.
fn long(dice: &mut Dice) -> Value {
    match dice.number(0..3) {
        0 => amount(dice),
        1 => json!({"n": dice.number(1..12), "unit": "months"}),
        _ => json!({"n": dice.number(1..60), "unit": "days"}),
    }
}

pub fn tags(dice: &mut Dice) -> Value {
    let name = |dice: &mut Dice| dice.pick(&data::TAG_NAMES);
    let mut out = match dice.number(0..9) {
        0..4 => {
            let test = dice.pick(&["has_any", "has_all", "has_none", "has_exactly"]);
            json!({ test: dice.list(1..4, name) })
        }
        4 => json!({"has_at_least": {"k": dice.number(0..4), "of": dice.list(1..5, name)}}),
        5 | 6 => json!({"count": inner(dice)}),
        7 => json!({"untagged": dice.chance(50)}),
        _ => json!({"has_exactly": dice.list(1..3, name)}),
    };
    if dice.chance(35) {
        out["subtree"] = json!(dice.chance(50));
    }
    if dice.chance(25) {
        out["group"] = json!(dice.pick(&["地区", "兴趣", "地区-北京", "VIP"]));
    }
    if dice.chance(25) {
        out["level"] = json!(dice.number(1..4));
    }
    if dice.chance(30) {
        out["window"] = window(dice);
    }
    if dice.chance(30) {
        out["source_in"] =
            json!(dice.list(1..3, |d| d.pick(&["manual", "auto", "import", "questionnaire"])));
    }
    json!({ "tags": out })
}
