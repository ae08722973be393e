//! Generated operators: every one of every kind of column, with every kind of operand.

use crate::data::{self, DAYS, kind, time};
use crate::dice::Dice;
use fenqun::rule::operator::{Operand, OperatorInfo, operators_for};
use fenqun::table::Kind;
use serde_json::{Value, json};

/// Where the left-hand side stands.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    /// A column of contacts, or a measure.
    Contact,
    /// A column of this event table.
    Event(&'static str),
}

impl Place {
    /// The columns beside the left-hand side.
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Place::Contact => data::columns(),
            Place::Event(table) => data::columns_of(table),
        }
    }

    fn of_kind(self, wanted: Kind) -> Vec<&'static str> {
        self.columns().into_iter().filter(|c| kind(c) == wanted).collect()
    }
}

const UNITS: [&str; 5] = ["days", "weeks", "months", "quarters", "years"];
const ALL_UNITS: [&str; 7] = ["minutes", "hours", "days", "weeks", "months", "quarters", "years"];

pub fn amount(dice: &mut Dice) -> Value {
    let unit = dice.pick(&ALL_UNITS);
    let most = if unit == "minutes" { 3000 } else { 30 };
    json!({"n": dice.number(1..most), "unit": unit})
}

pub fn window(dice: &mut Dice) -> Value {
    let unit = dice.pick(&UNITS);
    match dice.number(0..8) {
        0 => json!("all_time"),
        1 => json!({"complete_days": dice.number(1..40)}),
        2 => json!({"days_to_date": dice.number(1..40)}),
        3 => json!({"rolling": amount(dice)}),
        4 => json!({"ago": ago(dice)}),
        5 => json!({"calendar": {"back": dice.number(0..4), "unit": unit}}),
        6 => json!({"to_date": unit}),
        _ => {
            let (a, b) = (dice.pick(&DAYS), time(dice));
            let (from, to) = if *a <= *b { (a.to_owned(), b) } else { (b, a.to_owned()) };
            match dice.number(0..4) {
                0 => json!({"absolute": {"from": from}}),
                1 => json!({"absolute": {"to": to}}),
                _ => json!({"absolute": {"from": from, "to": to}}),
            }
        }
    }
}

fn ago(dice: &mut Dice) -> Value {
    let to = dice.number(0..5);
    json!({"from": to + dice.number(1..8), "to": to, "unit": dice.pick(&UNITS)})
}

pub fn offset(dice: &mut Dice, calendar: bool) -> Value {
    let unit = if calendar { dice.pick(&UNITS) } else { dice.pick(&ALL_UNITS) };
    json!({"n": dice.number(-9..10), "unit": unit})
}

/// A population, where one may be named.
fn population(dice: &mut Dice, out: &mut Value) {
    match dice.number(0..5) {
        0 => out["population"] = json!("all"),
        1 => out["population"] = json!("has_value"),
        2 => out["population"] = json!({"segment": dice.pick(&["other", "few"])}),
        _ => {}
    }
}

/// A constant of a kind of column.
fn constant(dice: &mut Dice, wanted: Kind) -> Value {
    let column = match wanted {
        Kind::Text => dice.pick(&["city", "city", "unit", "rank"]),
        Kind::Code => dice.pick(&["code", "phone", "mail", "key"]),
        Kind::Gender => return json!(dice.pick(&["女", "male"])),
        Kind::Number if dice.chance(50) => return json!(dice.number(0..4)),
        Kind::Number => "score",
        Kind::Bool => "vip",
        Kind::Date => "born",
        _ => return json!(if dice.chance(50) { data::day(dice) } else { time(dice) }),
    };
    if column == "phone" && dice.chance(50) {
        return json!(dice.pick(&["13800131000", "13900139000"]));
    }
    if column == "mail" && dice.chance(50) {
        return json!("B@X.com");
    }
    data::value(dice, column)
}

fn parameter(dice: &mut Dice, wanted: Kind) -> Value {
    match wanted {
        Kind::Number if dice.chance(50) => {
            json!({"param": "n", "times": dice.pick(&["2", "-0.5"])})
        }
        Kind::Number => json!({"param": "n"}),
        Kind::Text => json!({"param": "city"}),
        Kind::Bool => json!({"param": "yes"}),
        Kind::Date | Kind::Datetime => json!({"param": "day"}),
        _ => constant(dice, wanted),
    }
}

/// A value on the right-hand side, which may stand somewhere else.
fn literal(dice: &mut Dice, wanted: Kind, place: Place) -> Value {
    let columns = place.of_kind(wanted);
    let beside = if columns.is_empty() { 0 } else { 20 };
    let statistic = if wanted == Kind::Number && place == Place::Contact { 20 } else { 0 };
    match dice.weighted(&[60, 7, beside, statistic]) {
        0 => constant(dice, wanted),
        1 => parameter(dice, wanted),
        2 => {
            let mut out = json!({"field": dice.pick(&columns)});
            if wanted == Kind::Number && dice.chance(40) {
                out["times"] = json!(dice.pick(&["2", "0.5", "-1", "0.333333333333333333"]));
            }
            if matches!(wanted, Kind::Date | Kind::Datetime) && dice.chance(50) {
                out["plus"] = offset(dice, wanted == Kind::Date);
            }
            out
        }
        _ => {
            let mut out = json!({"statistic": dice.pick(&["mean", "median", "min", "max"])});
            if dice.chance(40) {
                out["field"] = json!(dice.pick(&["score", "price"]));
            }
            if dice.chance(40) {
                out["times"] = json!(dice.pick(&["2", "0.5", "1.000000001"]));
            }
            population(dice, &mut out);
            out
        }
    }
}

/// Two bounds, mostly in order.
fn bounds(dice: &mut Dice, wanted: Kind, place: Place) -> Value {
    let (a, b) = (literal(dice, wanted, place), literal(dice, wanted, place));
    let number = |v: &Value| v.as_f64().or_else(|| v.as_str().and_then(|t| t.parse::<f64>().ok()));
    let is_wrong = match (number(&a), number(&b)) {
        (Some(low), Some(high)) => low > high,
        _ => matches!((a.as_str(), b.as_str()), (Some(low), Some(high)) if low > high),
    };
    if is_wrong { json!([b, a]) } else { json!([a, b]) }
}

fn bands(dice: &mut Dice) -> Value {
    json!(dice.list(1..3, |dice| {
        let low = dice.number(-2..4);
        let high = low + dice.number(0..3);
        match dice.number(0..4) {
            0 => json!([null, high]),
            1 => json!([low, null]),
            _ => json!([low, high]),
        }
    }))
}

/// An operator on a derived number.
pub fn inner(dice: &mut Dice) -> Value {
    let n = |dice: &mut Dice| match dice.number(0..12) {
        0 => json!({"param": "n"}),
        1 => json!(dice.pick(&["0.5", "-1", "1000"])),
        _ => json!(dice.number(-2..8)),
    };
    let name = dice.pick(&[
        "eq",
        "ne",
        "in",
        "not_in",
        "lt",
        "le",
        "gt",
        "ge",
        "ge",
        "le",
        "between",
        "not_between",
        "in_bands",
    ]);
    let operand = match name {
        "in" | "not_in" => json!(dice.list(1..4, n)),
        "between" | "not_between" => {
            let low = dice.number(-2..8);
            json!([low, low + dice.number(0..20)])
        }
        "in_bands" => bands(dice),
        _ => n(dice),
    };
    json!({ name: operand })
}

/// Whether contacts are compared with each other.
fn compares(info: &OperatorInfo) -> bool {
    matches!(
        info.operand,
        Operand::TopN | Operand::TopPercent | Operand::Quantiles | Operand::Zscore
    )
}

/// An operator of a kind of column with its operand, and whether it is negative.
pub fn operator(dice: &mut Dice, kind: Kind, place: Place) -> (Value, bool) {
    let table: Vec<&OperatorInfo> = operators_for(kind)
        .filter(|o| place == Place::Contact || !compares(o))
        .filter(|o| !matches!(o.operand, Operand::Circle | Operand::Box) || has_longitude(place))
        .collect();
    let info = dice.pick(&table);
    let name = info.name;
    if info.operand == Operand::None {
        return (json!(name), info.negative);
    }
    (json!({ name: operand(dice, info, kind, place) }), info.negative)
}

fn has_longitude(place: Place) -> bool {
    matches!(place, Place::Contact | Place::Event("orders"))
}

fn operand(dice: &mut Dice, info: &OperatorInfo, kind: Kind, place: Place) -> Value {
    match info.operand {
        Operand::None => Value::Null,
        Operand::Moment if info.name == "on" && kind == Kind::Datetime => {
            let constant = json!(data::day(dice));
            let beside = literal(dice, kind, place);
            if beside.is_object() { beside } else { constant }
        }
        Operand::Value | Operand::Moment => literal(dice, kind, place),
        Operand::Values => json!(dice.list(1..4, |dice| match dice.number(0..10) {
            0 if kind == Kind::Text => json!({"param": "cities"}),
            1 => parameter(dice, kind),
            _ => constant(dice, kind),
        })),
        Operand::Range => bounds(dice, kind, place),
        Operand::Text => text(dice, info.name),
        Operand::Texts => json!(dice.list(1..3, |dice| text(dice, info.name))),
        Operand::Comparison => inner(dice),
        Operand::Codes => {
            let ends = dice.pick(&[
                ("000", "00Z"),
                ("A1", "a1"),
                ("0", "9"),
                ("A11", "A13"),
                ("+8613800131000", "+8613800131009"),
                ("A@x.com", "B@X.com"),
            ]);
            json!([ends.0, ends.1])
        }
        Operand::Name => {
            json!(dice.pick(&["resident_id", "credit_code", "bank_card", "phone", "email", "ean"]))
        }
        Operand::Names if info.name == "in_slot" => slots(dice),
        Operand::Names => json!(dice.list(1..4, |d| d.pick(&["1", "new_1", "2", "3", "4", "5"]))),
        Operand::Paths => json!(dice.list(1..3, |dice| {
            dice.pick(&["销售", "销售-华东", "销售:华北", "技术/ab", "技术", "上海", "广东", "AB"])
        })),
        Operand::Rank => {
            json!({"value": dice.pick(&["低", "中", "高"]), "order": ["低", "中", "高", "high"]})
        }
        Operand::Bands => bands(dice),
        Operand::Zscore => {
            let mut out = json!({"is": zscore(dice)});
            population(dice, &mut out);
            out
        }
        Operand::TopN => {
            let mut out = json!({"n": dice.number(1..8)});
            population(dice, &mut out);
            tie(dice, &mut out);
            out
        }
        Operand::TopPercent => {
            let mut out = json!({"percent": dice.pick(&["20", "33.3", "50", "100", "0.001"])});
            population(dice, &mut out);
            tie(dice, &mut out);
            out
        }
        Operand::Quantiles => {
            let (from, to) = dice.pick(&[
                ("0", "0.5"),
                ("0.25", "0.75"),
                ("0.5", "1"),
                ("0.1", "0.333"),
                ("0", "1"),
            ]);
            let mut out = json!({"from": from, "to": to});
            population(dice, &mut out);
            out
        }
        Operand::Amount => amount(dice),
        Operand::Ago => ago(dice),
        Operand::Period if dice.chance(50) => json!({"next": amount(dice)}),
        Operand::Window | Operand::Period => window(dice),
        Operand::Numbers => {
            let most = match info.name {
                "month_in" => 12,
                "weekday_in" => 7,
                _ => 31,
            };
            json!(dice.list(1..5, |dice| dice.number(1..most + 1)))
        }
        Operand::Diff => {
            let mut out = json!({"unit": dice.pick(&ALL_UNITS), "is": inner(dice)});
            let times = [place.of_kind(Kind::Date), place.of_kind(Kind::Datetime)].concat();
            if !times.is_empty() && dice.chance(60) {
                out["to"] = json!(dice.pick(&times));
            }
            out
        }
        Operand::Times => times(dice),
        Operand::Circle => json!({
            "longitude": "lon",
            "center": dice.pick(&[["31.23", "121.47"], ["0", "180"], ["39.9", "116.4"]]),
            "km": dice.pick(&["1", "0.5", "2000", "30000"]),
        }),
        Operand::Box => {
            let [south, west, north, east] = dice.pick(&[
                ["31.2304", "121.4737", "31.2304", "121.4737"],
                ["-90", "179", "90", "-179"],
                ["0", "100", "40", "121.47"],
                ["-40", "-60", "40", "122"],
            ]);
            json!({"longitude": "lon", "south": south, "west": west, "north": north, "east": east})
        }
    }
}

fn zscore(dice: &mut Dice) -> Value {
    if dice.chance(60) {
        return json!({dice.pick(&["ge", "lt", "gt", "le"]): dice.pick(&["-1", "-0.5", "0", "0.3", "1.7"])});
    }
    inner(dice)
}

fn tie(dice: &mut Dice, out: &mut Value) {
    if let Some(tie) = dice.maybe(70, |d| d.pick(&["include", "exclude", "by_id"])) {
        out["tie"] = json!(tie);
    }
}

fn text(dice: &mut Dice, name: &str) -> Value {
    json!(match name {
        "matches" | "not_matches" => dice.pick(&["上", "ab", "^上", "[a-c]+", "7$", "小|海"]),
        "like" | "not_like" => dice.pick(&["上*", "*b*", "?b", "x\\*y", "*", "００?"]),
        "pinyin_starts" | "not_pinyin_starts" => {
            dice.pick(&["sh", "shangh", "s", "xy", "shant", "dan", "ａB", "g", "z"])
        }
        _ => dice.pick(&["上", "海", "b", "A", "é", "00", "@X.com", "ａ", "13"]),
    })
}

pub fn slots(dice: &mut Dice) -> Value {
    json!(dice.list(1..3, |dice| {
        dice.pick(&["morning_peak", "noon_break", "evening_peak", "bedtime", "night"])
    }))
}

pub fn times(dice: &mut Dice) -> Value {
    json!(dice.pick(&[
        ["22:00", "06:00"],
        ["00:00", "12:00"],
        ["12:00", "24:00"],
        ["7:00", "9:00"]
    ]))
}
