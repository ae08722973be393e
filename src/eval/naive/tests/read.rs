//! Reads definitions and small tables from JSON for the tests of the oracle. It panics on what it does not expect.

use crate::rule::*;
use crate::table::{Column, ColumnBuilder, Dataset, EventTable, Semantic, TagTree};
use crate::time::window::{Absolute, Ago, Amount, Calendar};
use crate::time::{Moment, Zone};
use roaring::RoaringBitmap;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("text expected, found {value}")).to_owned()
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
    value
        .as_array()
        .unwrap_or_else(|| panic!("list expected, found {value}"))
        .iter()
        .map(read)
        .collect()
}

fn tagged(value: &Value) -> (String, Value) {
    match value {
        Value::String(name) => (name.clone(), Value::Null),
        Value::Object(map) if map.len() == 1 => {
            let (name, inner) = map.iter().next().unwrap();
            (name.clone(), inner.clone())
        }
        other => panic!("one key expected, found {other}"),
    }
}

pub fn document(value: &Value) -> Document {
    let or = |key: &str, default: &str| value.get(key).map_or(default.to_owned(), text);
    Document {
        fenqun: 1,
        id: value.get("id").map(text),
        name: or("name", ""),
        zone: or("zone", "Asia/Shanghai"),
        week_start: match or("week_start", "monday").as_str() {
            "sunday" => WeekStart::Sunday,
            _ => WeekStart::Monday,
        },
        as_of: or("as_of", "data"),
        rule: node(&value["rule"]),
        exclude: value.get("exclude").map(node),
        meta: None,
    }
}

pub fn node(value: &Value) -> Node {
    let map = value.as_object().unwrap();
    let kinds: Vec<_> = map
        .iter()
        .filter(|(k, _)| !["label", "note", "muted", "locked"].contains(&k.as_str()))
        .collect();
    let [(name, inner)] = kinds[..] else { panic!("one kind expected, found {value}") };
    let kind = match name.as_str() {
        "all" => NodeKind::All(list(inner, node)),
        "any" => NodeKind::Any(list(inner, node)),
        "none" => NodeKind::None(list(inner, node)),
        "not" => NodeKind::Not(Box::new(node(inner))),
        "const" => NodeKind::Const(inner.as_bool().unwrap()),
        "segment" => NodeKind::Segment(SegmentRef { id: text(&inner["id"]) }),
        "attribute" => NodeKind::Attribute(Attribute {
            field: text(&inner["field"]),
            is: operator(&inner["is"]),
            missing: inner.get("missing").map(|m| match m.as_str().unwrap() {
                "match" => Missing::Match,
                "no_match" => Missing::NoMatch,
                other => panic!("{other}"),
            }),
        }),
        "tags" => NodeKind::Tags(tags(inner.as_object().unwrap())),
        "event" => NodeKind::Event(EventCondition {
            table: text(&inner["table"]),
            filter: inner.get("where").map(|n| Box::new(node(n))),
            window: inner.get("window").map(window),
            measure: measure(&inner["measure"]),
            is: operator(&inner["is"]),
        }),
        other => panic!("{other}"),
    };
    Node { muted: map.get("muted") == Some(&Value::Bool(true)), ..Node::new(kind) }
}

fn tags(map: &Map<String, Value>) -> TagCondition {
    let subtree = map.get("subtree").map(|s| s.as_bool().unwrap());
    let (name, inner) = map.iter().find(|(k, _)| *k != "subtree").unwrap();
    let has = match name.as_str() {
        "has_any" => TagTest::HasAny(list(inner, text)),
        "has_all" => TagTest::HasAll(list(inner, text)),
        "has_none" => TagTest::HasNone(list(inner, text)),
        "has_exactly" => TagTest::HasExactly(list(inner, text)),
        "has_at_least" => TagTest::HasAtLeast {
            k: inner["k"].as_u64().unwrap() as u32,
            of: list(&inner["of"], text),
        },
        other => panic!("{other}"),
    };
    TagCondition { has, subtree }
}

fn measure(value: &Value) -> Measure {
    let (name, inner) = tagged(value);
    let column = || text(&inner);
    match name.as_str() {
        "count" => Measure::Count,
        "distinct_days" => Measure::DistinctDays,
        "first_at" => Measure::FirstAt,
        "last_at" => Measure::LastAt,
        "days_since_first" => Measure::DaysSinceFirst,
        "days_since_last" => Measure::DaysSinceLast,
        "distinct" => Measure::Distinct(column()),
        "sum" => Measure::Sum(column()),
        "avg" => Measure::Avg(column()),
        "min" => Measure::Min(column()),
        "max" => Measure::Max(column()),
        "first" => Measure::First(column()),
        "last" => Measure::Last(column()),
        other => panic!("{other}"),
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Bool(yes) => Literal::Bool(*yes),
        Value::Number(number) => Literal::Number(Decimal::parse(&number.to_string()).unwrap()),
        other => Literal::Text(text(other)),
    }
}

fn operator(value: &Value) -> Operator {
    let (name, v) = tagged(value);
    let pair = |v: &Value| (literal(&v[0]), literal(&v[1]));
    match name.as_str() {
        "is_set" => Operator::IsSet,
        "is_not_set" => Operator::IsNotSet,
        "is_true" => Operator::IsTrue,
        "is_false" => Operator::IsFalse,
        "is_not_true" => Operator::IsNotTrue,
        "is_not_false" => Operator::IsNotFalse,
        "eq" => Operator::Eq(literal(&v)),
        "ne" => Operator::Ne(literal(&v)),
        "in" => Operator::In(list(&v, literal)),
        "not_in" => Operator::NotIn(list(&v, literal)),
        "lt" => Operator::Lt(literal(&v)),
        "le" => Operator::Le(literal(&v)),
        "gt" => Operator::Gt(literal(&v)),
        "ge" => Operator::Ge(literal(&v)),
        "between" => Operator::Between(pair(&v).0, pair(&v).1),
        "not_between" => Operator::NotBetween(pair(&v).0, pair(&v).1),
        "contains" => Operator::Contains(text(&v)),
        "not_contains" => Operator::NotContains(text(&v)),
        "contains_any" => Operator::ContainsAny(list(&v, text)),
        "contains_all" => Operator::ContainsAll(list(&v, text)),
        "starts_with" => Operator::StartsWith(text(&v)),
        "not_starts_with" => Operator::NotStartsWith(text(&v)),
        "ends_with" => Operator::EndsWith(text(&v)),
        "not_ends_with" => Operator::NotEndsWith(text(&v)),
        "like" => Operator::Like(text(&v)),
        "not_like" => Operator::NotLike(text(&v)),
        "matches" => Operator::Matches(text(&v)),
        "not_matches" => Operator::NotMatches(text(&v)),
        "before" => Operator::Before(text(&v)),
        "after" => Operator::After(text(&v)),
        "on" => Operator::On(text(&v)),
        "on_or_before" => Operator::OnOrBefore(text(&v)),
        "on_or_after" => Operator::OnOrAfter(text(&v)),
        "in_window" => Operator::InWindow(window(&v)),
        "not_in_window" => Operator::NotInWindow(window(&v)),
        other => panic!("{other}"),
    }
}

fn window(value: &Value) -> Window {
    let (name, v) = tagged(value);
    let number = |v: &Value| v.as_u64().unwrap() as u32;
    let unit = |v: &Value| Unit::ALL.iter().find(|(n, _)| v.as_str() == Some(n)).unwrap().1;
    match name.as_str() {
        "all_time" => Window::AllTime,
        "rolling" => Window::Rolling(Amount { n: number(&v["n"]), unit: unit(&v["unit"]) }),
        "days_to_date" => Window::DaysToDate(number(&v)),
        "complete_days" => Window::CompleteDays(number(&v)),
        "ago" => Window::Ago(Ago {
            from: number(&v["from"]),
            to: number(&v["to"]),
            unit: unit(&v["unit"]),
        }),
        "calendar" => {
            Window::Calendar(Calendar { back: number(&v["back"]), unit: unit(&v["unit"]) })
        }
        "to_date" => Window::ToDate(unit(&v)),
        "absolute" => {
            Window::Absolute(Absolute { from: v.get("from").map(text), to: v.get("to").map(text) })
        }
        other => panic!("{other}"),
    }
}

/// The data of a conformance case with the keys of the contacts, in row order.
pub fn dataset(value: &Value) -> (Dataset, Vec<String>) {
    let zone = Zone::named(value["zone"].as_str().unwrap_or("Asia/Shanghai")).unwrap();
    let contacts = &value["contacts"];
    let rows: Vec<&Value> = contacts["rows"].as_array().unwrap().iter().collect();
    let key_at = index(contacts, "key").unwrap();
    let keys: Vec<String> = rows.iter().map(|r| text(&r[key_at])).collect();
    let (mut columns, mut tags) = (Vec::new(), BTreeMap::<String, RoaringBitmap>::new());
    for (at, (name, semantic)) in semantics(contacts).into_iter().enumerate() {
        if semantic == Semantic::Tags {
            for (contact, row) in (0..).zip(&rows) {
                for tag in row[at].as_array().into_iter().flatten() {
                    tags.entry(text(tag)).or_default().insert(contact);
                }
            }
        } else {
            columns.push(Arc::new(column(name, semantic, &rows, at, &zone)));
        }
    }
    let empty = Map::new();
    let tables = value.get("events").and_then(Value::as_object).unwrap_or(&empty);
    let dataset = Dataset {
        version: 1,
        population: rows.len() as u32,
        columns,
        tags: TagTree::new(tags),
        events: tables.iter().map(|(n, t)| Arc::new(event_table(n, t, &keys, &zone))).collect(),
    };
    (dataset, keys)
}

fn event_table(name: &str, table: &Value, keys: &[String], zone: &Zone) -> EventTable {
    let key_at = index(table, "key").unwrap();
    let time = index(table, "time");
    let contact = |row: &Value| keys.iter().position(|k| row[key_at].as_str() == Some(k));
    let columns_of = |rows: &[&Value]| -> Vec<Column> {
        let named = semantics(table).into_iter().enumerate();
        named.map(|(at, (name, semantic))| column(name, semantic, rows, at, zone)).collect()
    };
    let file: Vec<&Value> = table["rows"].as_array().unwrap().iter().collect();
    let in_file_order = columns_of(&file);
    let at = |row: usize| {
        super::super::value::instant(time.and_then(|t| in_file_order[t].value(row as u32)), zone)
    };
    let mut order: Vec<usize> = (0..file.len()).collect();
    order.sort_by_key(|&row| (contact(file[row]).unwrap_or(usize::MAX), at(row), row));
    let rows: Vec<&Value> = order.iter().map(|&row| file[row]).collect();
    let offset =
        |c: usize| rows.iter().filter(|r| contact(r).is_some_and(|at| at < c)).count() as u32;
    EventTable {
        name: name.to_owned(),
        columns: columns_of(&rows),
        time,
        amount: index(table, "amount"),
        offsets: (0..=keys.len()).map(offset).collect(),
        rows: rows.len() as u32,
    }
}

fn semantics(table: &Value) -> Vec<(String, Semantic)> {
    let semantic = |v: &Value| serde_json::from_value(v.clone()).unwrap();
    table["columns"].as_object().unwrap().iter().map(|(n, s)| (n.clone(), semantic(s))).collect()
}

fn index(table: &Value, role: &str) -> Option<usize> {
    let name = table.get(role)?.as_str()?;
    table["columns"].as_object().unwrap().keys().position(|k| k == name)
}

fn column(name: String, semantic: Semantic, rows: &[&Value], at: usize, zone: &Zone) -> Column {
    use crate::table::Kind;
    let mut builder = ColumnBuilder::new(semantic);
    for row in rows {
        let cell = &row[at];
        if cell.is_null() {
            builder.push_missing();
            continue;
        }
        match semantic.kind() {
            Kind::Number => {
                let shown = cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
                assert!(builder.push_number(Decimal::parse(&shown).unwrap()));
            }
            Kind::Bool => builder.push_bool(cell.as_bool().unwrap()),
            Kind::Date => match Moment::parse(&text(cell), zone).unwrap() {
                Moment::Day(day) => builder.push_time(i64::from(day)),
                Moment::Instant(_) => panic!("a time in a date column"),
            },
            Kind::Datetime => {
                builder.push_time(Moment::parse(&text(cell), zone).unwrap().start(zone));
            }
            _ => assert!(builder.push_text(&text(cell))),
        }
    }
    builder.finish(name)
}
