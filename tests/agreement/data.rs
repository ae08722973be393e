//! Generated data: missing values, ties, equal times, refunds, days of summer time, leap days, unknown people, events
//! without a time, a table of days, a table without times, a record of taggings.

use crate::dice::Dice;
use fenqun::table::Kind;
use serde_json::{Map, Value, json};

pub const TEXTS: [&str; 14] = [
    "上海",
    "上海市",
    "ＡＢ",
    "ab",
    "Ab c",
    "é",
    "e\u{301}",
    "小雨",
    "x*y",
    "单田芳",
    "杭州",
    "广东-深圳",
    "高",
    "中",
];
pub const PATHS: [&str; 6] =
    ["销售-华东-一组", "销售：华东", "销售/华北", "销售", "ab", "技术-ＡＢ"];
pub const RANKS: [&str; 5] = ["低", "中", "高", "High", "ＨＩＧＨ"];
pub const CODES: [&str; 8] =
    ["007", "7", "A1", "a1", "11010519491231002X", "4006381333931", "6222020200112233", "A12"];
pub const PHONES: [&str; 4] = ["+8613800131000", "+8613800131001", "+8613900139000", "4008001234"];
pub const MAILS: [&str; 4] = ["b@x.com", "a@x.com", "no mail", "b@y.cn"];
pub const NUMBERS: [&str; 12] =
    ["0", "1", "-1", "0.1", "0.3", "2.5", "100", "1000000.01", "-0.25", "3", "2", "0.333333333"];
pub const LATITUDES: [&str; 6] = ["31.23", "31.2304", "-31.2304", "39.9", "0", "90"];
pub const LONGITUDES: [&str; 6] = ["121.47", "121.4737", "-58.5263", "116.4", "179.95", "-179.95"];
pub const DAYS: [&str; 18] = [
    "2025-09-30",
    "2025-09-29",
    "2025-09-28",
    "2025-09-27",
    "2025-09-26",
    "2025-09-24",
    "2025-09-22",
    "2025-09-21",
    "2025-09-01",
    "2025-08-31",
    "2025-07-15",
    "2025-06-30",
    "2024-02-29",
    "2025-02-28",
    "2025-03-30",
    "2025-10-26",
    "2024-09-30",
    "1988-02-29",
];
pub const CLOCKS: [&str; 9] = [
    "T00:00:00",
    "T23:59:59.999",
    "T12:00:00",
    "T02:30:00",
    "T07:00:00",
    "T08:59:59",
    "T16:00:00Z",
    "T22:30:00",
    "T12:00:00",
];
pub const TAGS: [&str; 7] =
    ["地区-北京-朝阳区", "地区-北京", "地区-上海", "兴趣:美妆", "VIP", "勿扰", "兴趣-ＡＢ"];
/// Tags that definitions name: those of contacts, and those above them.
pub const TAG_NAMES: [&str; 9] = [
    "地区",
    "地区-北京",
    "地区-北京-朝阳区",
    "地区-上海",
    "兴趣",
    "兴趣-美妆",
    "VIP",
    "勿扰",
    "兴趣-ab",
];

/// The columns that contacts and orders have, with the type of each.
pub const COLUMNS: [(&str, &str); 19] = [
    ("city", "text"),
    ("town", "geo"),
    ("unit", "text"),
    ("rank", "name"),
    ("code", "id"),
    ("card", "id"),
    ("phone", "phone"),
    ("mail", "email"),
    ("gender", "gender"),
    ("sex", "gender"),
    ("score", "number"),
    ("price", "money"),
    ("lat", "number"),
    ("lon", "number"),
    ("vip", "bool"),
    ("paid", "bool"),
    ("born", "date"),
    ("due", "date"),
    ("seen", "datetime"),
];

pub fn kind(name: &str) -> Kind {
    match name {
        "city" | "town" | "unit" | "rank" | "tag" | "source" => Kind::Text,
        "gender" | "sex" => Kind::Gender,
        "score" | "price" | "lat" | "lon" => Kind::Number,
        "vip" | "paid" => Kind::Bool,
        "born" | "due" | "day" => Kind::Date,
        "seen" | "at" => Kind::Datetime,
        _ => Kind::Code,
    }
}

pub fn day(dice: &mut Dice) -> String {
    dice.pick(&DAYS).to_owned()
}

pub fn time(dice: &mut Dice) -> String {
    format!("{}{}", dice.pick(&DAYS), dice.pick(&CLOCKS))
}

/// A value of a column, as data and definitions write it.
pub fn value(dice: &mut Dice, column: &str) -> Value {
    match (column, kind(column)) {
        ("unit", _) => json!(dice.pick(&PATHS)),
        ("rank", _) => json!(dice.pick(&RANKS)),
        ("phone", _) => json!(dice.pick(&PHONES)),
        ("mail", _) => json!(dice.pick(&MAILS)),
        ("key", _) => json!(format!("c{}", dice.number(0..16))),
        ("lat", _) => json!(dice.pick(&LATITUDES)),
        ("lon", _) => json!(dice.pick(&LONGITUDES)),
        (_, Kind::Text) => json!(dice.pick(&TEXTS)),
        (_, Kind::Gender) => json!(dice.pick(&["female", "male"])),
        (_, Kind::Number) => json!(dice.pick(&NUMBERS)),
        (_, Kind::Bool) => json!(dice.chance(50)),
        (_, Kind::Date) => json!(day(dice)),
        (_, Kind::Datetime) => json!(time(dice)),
        _ => json!(dice.pick(&CODES)),
    }
}

fn cell(dice: &mut Dice, column: &str) -> Value {
    if dice.chance(80) { value(dice, column) } else { Value::Null }
}

fn table(columns: &[(&str, &str)], rows: &[Vec<Value>], time: Option<&str>) -> Value {
    let columns: Map<String, Value> =
        columns.iter().map(|(name, kind)| ((*name).to_owned(), json!(kind))).collect();
    let mut out = json!({"key": "key", "columns": columns, "rows": rows});
    if let Some(time) = time {
        out["time"] = json!(time);
    }
    out
}

/// Contacts, orders, visits by day, notes without a time, and the record of taggings.
pub fn tables(dice: &mut Dice) -> Value {
    let with = |first: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> {
        first.iter().chain(&COLUMNS).copied().collect()
    };
    let n = dice.number(1..13);
    let step = dice.pick(&[1, 3, 5, 7]);
    let contacts: Vec<Vec<Value>> = (0..n)
        .map(|i| {
            let key =
                if dice.chance(92) { json!(format!("c{}", i * step % 16)) } else { Value::Null };
            let tags = json!(dice.list(0..4, |d| d.pick(&TAGS)));
            let cells = COLUMNS.iter().map(|(name, _)| cell(dice, name));
            [key, tags].into_iter().chain(cells).collect()
        })
        .collect();
    let who = |dice: &mut Dice| json!(format!("c{}", dice.number(0..16)));
    let at = |dice: &mut Dice| if dice.chance(90) { json!(time(dice)) } else { Value::Null };
    let orders = dice.list(0..40, |dice| {
        let first = [who(dice), at(dice)];
        first.into_iter().chain(COLUMNS.iter().map(|(name, _)| cell(dice, name))).collect()
    });
    let visits = dice.list(0..30, |dice| {
        let on = if dice.chance(90) { json!(day(dice)) } else { Value::Null };
        vec![who(dice), on, cell(dice, "city"), cell(dice, "score"), cell(dice, "code")]
    });
    let notes = dice.list(0..12, |dice| vec![who(dice), cell(dice, "city"), cell(dice, "score")]);
    let taggings = dice.list(0..30, |dice| {
        let tag = dice.pick(&[&TAGS[..], &["新-标签", "新"]].concat());
        let source = dice.pick(&["manual", "auto", "import", "questionnaire", "Manual", "other"]);
        let source = if dice.chance(90) { json!(source) } else { Value::Null };
        vec![who(dice), at(dice), json!(tag), source]
    });
    json!({
        "contacts": table(&with(&[("key", "id"), ("tags", "tags")]), &contacts, None),
        "events": {
            "orders": table(&with(&[("key", "id"), ("at", "datetime")]), &orders, Some("at")),
            "visits": table(
                &[("key", "id"), ("day", "date"), ("city", "text"), ("score", "number"), ("code", "id")],
                &visits,
                Some("day"),
            ),
            "notes": table(&[("key", "id"), ("city", "text"), ("score", "number")], &notes, None),
            "taggings": table(
                &[("key", "id"), ("at", "datetime"), ("tag", "text"), ("source", "text")],
                &taggings,
                Some("at"),
            ),
        },
        "taggings": {"table": "taggings", "tag": "tag", "source": "source"},
    })
}

/// The columns of an event table.
pub fn columns_of(table: &str) -> Vec<&'static str> {
    match table {
        "orders" => COLUMNS.iter().map(|(name, _)| *name).chain(["key", "at"]).collect(),
        "visits" => vec!["city", "score", "code", "day"],
        "notes" => vec!["city", "score"],
        _ => vec!["tag", "source", "at"],
    }
}

/// The columns of the contacts.
pub fn columns() -> Vec<&'static str> {
    COLUMNS.iter().map(|(name, _)| *name).chain(["key"]).collect()
}
