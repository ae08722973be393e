//! The fast evaluator and the oracle agree on generated data and generated rules: every operator of every type, every
//! measure, every window, nested groups, missing values, unknown people, events without a time.

use fenqun::eval::{Cache, Evaluator, Segments, naive};
use fenqun::rule::operator::{Operand, OperatorInfo, operators_for};
use fenqun::rule::{Document, Names, validate};
use fenqun::session::Session;
use fenqun::table::Kind;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const TEXTS: [&str; 9] = ["上海", "上海市", "ＡＢ", "ab", "Ab c", "é", "e\u{301}", "小雨", "x*y"];
const CODES: [&str; 6] = ["007", "7", "A1", "a1", "+8613800131000", "B@x.com"];
const NUMBERS: [&str; 9] = ["0", "1", "-1", "0.1", "0.3", "2.5", "100", "1000000.01", "-0.25"];
const DATES: [&str; 6] =
    ["2025-09-30", "2025-09-29", "2025-09-01", "2024-02-29", "2025-03-30", "2025-10-26"];
const TIMES: [&str; 9] = [
    "2025-09-30T00:00:00",
    "2025-09-30T23:59:59.999",
    "2025-09-29T12:00:00",
    "2025-09-01T00:00:00Z",
    "2025-03-30T02:30:00",
    "2025-10-26T02:30:00",
    "2024-02-29T12:00:00",
    "2025-08-31T16:00:00Z",
    "2025-09-30T12:00:00",
];
const TAGS: [&str; 6] = ["地区-北京-朝阳区", "地区-北京", "地区-上海", "兴趣:美妆", "VIP", "勿扰"];
const ZONES: [&str; 3] = ["Asia/Shanghai", "Europe/Berlin", "America/New_York"];

/// The columns of both tables, with the type of each.
const COLUMNS: [(&str, &str); 7] = [
    ("city", "text"),
    ("code", "id"),
    ("gender", "gender"),
    ("score", "number"),
    ("vip", "bool"),
    ("born", "date"),
    ("seen", "datetime"),
];

fn kind(name: &str) -> Kind {
    match name {
        "city" => Kind::Text,
        "gender" => Kind::Gender,
        "score" => Kind::Number,
        "vip" => Kind::Bool,
        "born" => Kind::Date,
        "seen" | "at" => Kind::Datetime,
        _ => Kind::Code,
    }
}

fn cell(name: &str) -> BoxedStrategy<Value> {
    let texts = |list: &'static [&'static str]| select(list).prop_map(|t| json!(t)).boxed();
    let value = match kind(name) {
        Kind::Text => texts(&TEXTS),
        Kind::Code => texts(&CODES),
        Kind::Gender => texts(&["female", "male"]),
        Kind::Number => texts(&NUMBERS),
        Kind::Bool => any::<bool>().prop_map(|b| json!(b)).boxed(),
        Kind::Date => texts(&DATES),
        _ => texts(&TIMES),
    };
    prop_oneof![4 => value, 1 => Just(Value::Null)].boxed()
}

fn cells() -> BoxedStrategy<Vec<Value>> {
    let [a, b, c, d, e, f, g] = COLUMNS.map(|(name, _)| cell(name));
    (a, b, c, d, e, f, g).prop_map(|(a, b, c, d, e, f, g)| vec![a, b, c, d, e, f, g]).boxed()
}

fn tables() -> BoxedStrategy<Value> {
    let tags = prop::collection::vec(select(&TAGS[..]), 0..4);
    let contacts = prop::collection::vec((cells(), tags), 1..14);
    let time = prop_oneof![8 => select(&TIMES[..]).prop_map(|t| json!(t)), 1 => Just(Value::Null)];
    let events = prop::collection::vec((0u32..16, time, cells()), 0..40);
    (contacts, events)
        .prop_map(|(contacts, events)| {
            let types = |first: &[(&str, &str)]| {
                first.iter().chain(&COLUMNS).map(|(n, t)| ((*n).to_owned(), json!(t))).collect::<serde_json::Map<_, _>>()
            };
            let contact_rows: Vec<Value> = contacts
                .into_iter()
                .enumerate()
                .map(|(i, (cells, tags))| json!([vec![json!(format!("c{i}")), json!(tags)], cells].concat()))
                .collect();
            let event_rows: Vec<Value> = events
                .into_iter()
                .map(|(who, at, cells)| json!([vec![json!(format!("c{who}")), at], cells].concat()))
                .collect();
            json!({
                "contacts": {"key": "key", "columns": types(&[("key", "id"), ("tags", "tags")]), "rows": contact_rows},
                "events": {"orders": {"key": "key", "time": "at", "columns": types(&[("key", "id"), ("at", "datetime")]), "rows": event_rows}},
            })
        })
        .boxed()
}

fn literal(kind: Kind) -> BoxedStrategy<Value> {
    match kind {
        Kind::Text => select(&TEXTS[..]).prop_map(|t| json!(t)).boxed(),
        Kind::Code => select(&CODES[..]).prop_map(|t| json!(t)).boxed(),
        Kind::Gender => select(&["女", "male"][..]).prop_map(|t| json!(t)).boxed(),
        Kind::Number => select(&NUMBERS[..]).prop_map(|t| json!(t)).boxed(),
        Kind::Date => select(&DATES[..]).prop_map(|t| json!(t)).boxed(),
        _ => prop_oneof![select(&DATES[..]), select(&TIMES[..])].prop_map(|t| json!(t)).boxed(),
    }
}

fn window() -> BoxedStrategy<Value> {
    let unit = select(&["days", "weeks", "months", "quarters", "years"][..]);
    let any_unit = select(&["minutes", "hours", "days", "weeks", "months"][..]);
    prop_oneof![
        Just(json!("all_time")),
        (1u32..40).prop_map(|n| json!({"complete_days": n})),
        (1u32..40).prop_map(|n| json!({"days_to_date": n})),
        (1u32..40, any_unit).prop_map(|(n, unit)| json!({"rolling": {"n": n, "unit": unit}})),
        (0u32..5, 1u32..8, unit.clone()).prop_map(
            |(to, more, unit)| json!({"ago": {"from": to + more, "to": to, "unit": unit}})
        ),
        (0u32..4, unit.clone())
            .prop_map(|(back, unit)| json!({"calendar": {"back": back, "unit": unit}})),
        unit.prop_map(|unit| json!({"to_date": unit})),
        (select(&DATES[..]), select(&TIMES[..]))
            .prop_map(|(from, to)| json!({"absolute": {"from": from, "to": to}})),
    ]
    .boxed()
}

fn generated(operator: &OperatorInfo, kind: Kind) -> bool {
    let operand = matches!(
        operator.operand,
        Operand::None
            | Operand::Value
            | Operand::Values
            | Operand::Range
            | Operand::Text
            | Operand::Texts
            | Operand::Moment
            | Operand::Window
    );
    let late = ["not_contains_any", "not_contains_all", "pinyin_starts", "not_pinyin_starts"];
    operand
        && !late.contains(&operator.name)
        && (kind != Kind::Bool || operator.operand == Operand::None)
}

fn operator(kind: Kind) -> BoxedStrategy<(Value, bool)> {
    let table: Vec<&'static OperatorInfo> =
        operators_for(kind).filter(|o| generated(o, kind)).collect();
    select(table)
        .prop_flat_map(move |info| {
            let name = info.name;
            let patterns = select(&["上", "ab", "^上", "[a-c]+", "7$", "小|海"][..]);
            let parts = if name.ends_with("matches") {
                patterns.prop_map(|t| json!(t)).boxed()
            } else if name.ends_with("like") {
                select(&["上*", "*b*", "?b", "x\\*y", "*"][..]).prop_map(|t| json!(t)).boxed()
            } else {
                select(&["上", "海", "b", "A", "é", "00", "@X.com", "ａ"][..])
                    .prop_map(|t| json!(t))
                    .boxed()
            };
            let moment = if name == "on" || kind == Kind::Date {
                literal(Kind::Date)
            } else {
                literal(Kind::Datetime)
            };
            let operand: BoxedStrategy<Value> = match info.operand {
                Operand::None => Just(Value::Null).boxed(),
                Operand::Value => literal(kind),
                Operand::Values => {
                    prop::collection::vec(literal(kind), 1..4).prop_map(|v| json!(v)).boxed()
                }
                Operand::Range => {
                    (literal(kind), literal(kind)).prop_map(|(a, b)| json!([a, b])).boxed()
                }
                Operand::Text => parts,
                Operand::Texts => prop::collection::vec(parts, 1..3).prop_map(|v| json!(v)).boxed(),
                Operand::Moment => moment,
                Operand::Window => window(),
                _ => unreachable!("filtered by `generated`"),
            };
            let none = info.operand == Operand::None;
            operand.prop_map(move |operand| {
                (if none { json!(name) } else { json!({ name: operand }) }, info.negative)
            })
        })
        .boxed()
}

fn attribute(columns: &'static [&'static str]) -> BoxedStrategy<Value> {
    select(columns)
        .prop_flat_map(|field| {
            (operator(kind(field)), prop::option::of(select(&["match", "no_match"][..]))).prop_map(
                move |((is, negative), missing)| match missing {
                    Some(missing) if negative => {
                        json!({"attribute": {"field": field, "is": is, "missing": missing}})
                    }
                    _ => json!({"attribute": {"field": field, "is": is}}),
                },
            )
        })
        .boxed()
}

fn tags() -> BoxedStrategy<Value> {
    let names = ["地区", "地区-北京", "地区-北京-朝阳区", "地区-上海", "兴趣-美妆", "VIP", "勿扰"];
    let list = prop::collection::vec(select(names.to_vec()), 1..4);
    let test = select(&["has_any", "has_all", "has_none", "has_exactly"][..]);
    let plain = (test, list.clone()).prop_map(|(test, list)| json!({ test: list }));
    let counted = (0u32..4, list).prop_map(|(k, of)| json!({"has_at_least": {"k": k, "of": of}}));
    (prop_oneof![4 => plain, 1 => counted], prop::option::of(any::<bool>()))
        .prop_map(|(mut condition, subtree)| {
            if let Some(subtree) = subtree {
                condition["subtree"] = json!(subtree);
            }
            json!({ "tags": condition })
        })
        .boxed()
}

const ANY: &[&str] = &["city", "code", "gender", "score", "vip", "born", "seen"];
const ORDERED: &[&str] = &["score", "born", "seen"];

fn event() -> BoxedStrategy<Value> {
    let number = || operator(Kind::Number);
    let same = |m: Value, k: Kind| operator(k).prop_map(move |(is, _)| (m.clone(), is)).boxed();
    let with = |name: &'static str, columns: &'static [&'static str], result: Option<Kind>| {
        select(columns)
            .prop_flat_map(move |column| {
                operator(result.unwrap_or(kind(column)))
                    .prop_map(move |(is, _)| (json!({ name: column }), is))
            })
            .boxed()
    };
    let small = prop_oneof![
        Just(json!({"ge": 1})),
        Just(json!({"eq": 0})),
        Just(json!({"ge": 2})),
        Just(json!({"between": [1, 3]})),
        Just(json!({"ne": 1})),
    ];
    let measured = prop_oneof![
        small.prop_map(|is| (json!("count"), is)),
        number().prop_map(|(is, _)| (json!("count"), is)),
        number().prop_map(|(is, _)| (json!("distinct_days"), is)),
        number().prop_map(|(is, _)| (json!("days_since_first"), is)),
        number().prop_map(|(is, _)| (json!("days_since_last"), is)),
        same(json!("first_at"), Kind::Datetime),
        same(json!("last_at"), Kind::Datetime),
        with("distinct", ANY, Some(Kind::Number)),
        with("sum", &["score"], Some(Kind::Number)),
        with("avg", &["score"], Some(Kind::Number)),
        with("min", ORDERED, None),
        with("max", ORDERED, None),
        with("first", ANY, None),
        with("last", ANY, None),
    ];
    let filter =
        groups(attribute(&["city", "code", "gender", "score", "vip", "born", "seen", "at"]), 2);
    (measured, prop::option::of(filter), prop::option::of(window()))
        .prop_map(|((measure, is), filter, window)| {
            let mut condition = json!({"table": "orders", "measure": measure, "is": is});
            if let Some(filter) = filter {
                condition["where"] = filter;
            }
            if let Some(window) = window {
                condition["window"] = window;
            }
            json!({ "event": condition })
        })
        .boxed()
}

fn groups(leaf: BoxedStrategy<Value>, depth: u32) -> BoxedStrategy<Value> {
    let muted = |strategy: BoxedStrategy<Value>| {
        (strategy, prop::bool::weighted(0.1)).prop_map(|(mut node, muted)| {
            if muted {
                node["muted"] = json!(true);
            }
            node
        })
    };
    let leaf = muted(leaf).boxed();
    leaf.prop_recursive(depth, 12, 3, move |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        let group = (select(&["all", "any", "none"][..]), list)
            .prop_map(|(kind, list)| json!({ kind: list }));
        let node =
            prop_oneof![4 => group, 1 => inner.prop_map(|node| json!({ "not": node }))].boxed();
        muted(node)
    })
    .boxed()
}

fn rule() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        5 => attribute(&["city", "code", "gender", "score", "vip", "born", "seen", "key"]),
        2 => tags(),
        5 => event(),
        1 => Just(json!({"segment": {"id": "other"}})),
        1 => any::<bool>().prop_map(|b| json!({ "const": b })),
    ]
    .boxed();
    groups(leaf, 3)
}

fn document(rule: &Value, exclude: Option<&Value>, zone: &str, as_of: &str) -> Value {
    let mut out =
        json!({"fenqun": 1, "name": "generated", "zone": zone, "as_of": as_of, "rule": rule});
    if let Some(exclude) = exclude {
        out["exclude"] = exclude.clone();
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, max_global_rejects: 1 << 16, ..ProptestConfig::default() })]

    #[test]
    fn both_evaluators_agree(
        tables in tables(),
        rule in rule(),
        exclude in prop::option::weighted(0.2, rule()),
        other in attribute(&["city", "score", "born"]),
        zone in select(&ZONES[..]),
        as_of in select(&["data", "2025-09-30", "2025-09-30T12:00:00", "2025-03-31", "2024-03-01T00:00:00Z"][..]),
    ) {
        let mut session = Session::new();
        session.load_tables(&tables.to_string()).unwrap();
        let mut segment = document(&other, None, "Asia/Shanghai", "data");
        segment["id"] = json!("other");
        let segment = Document::from_value(&segment).unwrap();
        session.put_segment(segment.clone()).unwrap();
        let document = Document::from_value(&document(&rule, exclude.as_ref(), zone, as_of)).unwrap();
        let names = Names { schema: session.schema(), tags: &session.data().tags, library: session.library(), snapshots: session.snapshots() };
        // bounds in the wrong order and tags that nobody has are refused by both, before either evaluates
        prop_assume!(validate(&document, &names).is_empty() && validate(&segment, &names).is_empty());
        let instant = naive::as_of(session.data(), &document).unwrap();
        let mut cache = Cache::default();
        let library = Segments { live: session.library(), snapshots: session.snapshots() };
        let sizes = Evaluator::new(session.data(), session.schema(), library, &mut cache).size(&document);
        prop_assert_eq!(sizes.as_of, instant);
        let slow = naive::members(session.data(), library, &document, instant);
        let timeless = |e: &fenqun::Error| e.code == fenqun::Code::NoAsOf;
        match slow {
            // the oracle stops at the child that decides and may not get to the window that has no end
            Ok(_) if instant.is_none() && sizes.errors.iter().any(timeless) => {}
            Ok(slow) => {
                prop_assert_eq!(&sizes.errors, &[]);
                prop_assert_eq!(sizes.members.iter().collect::<Vec<_>>(), slow);
            }
            // without any time in the data a window has no end
            Err(error) => prop_assert_eq!(Some(error.code), sizes.errors.first().map(|e| e.code)),
        }
        // what was asked before does not change an answer
        let again = Evaluator::new(session.data(), session.schema(), library, &mut cache).size(&document);
        prop_assert_eq!(again.members, sizes.members);
        prop_assert_eq!(again.nodes, sizes.nodes);
    }

    /// The effect of a child is what the total would change by without it.
    #[test]
    fn effects_are_what_muting_changes(
        tables in tables(),
        kind in select(&["all", "any", "none"][..]),
        children in prop::collection::vec(prop_oneof![attribute(&["city", "score", "vip"]), tags(), event()], 2..5),
    ) {
        let mut session = Session::new();
        session.load_tables(&tables.to_string()).unwrap();
        let whole = json!({ kind: children });
        let read = |rule: &Value| Document::from_value(&document(rule, None, "Asia/Shanghai", "2025-09-30")).unwrap();
        let names = Names { schema: session.schema(), tags: &session.data().tags, library: session.library(), snapshots: session.snapshots() };
        prop_assume!(validate(&read(&whole), &names).is_empty());
        let report = session.size(&read(&whole));
        for (i, _) in children.iter().enumerate() {
            let mut without = children.clone();
            without.remove(i);
            let rest = session.size(&read(&json!({ kind: without }))).matched;
            let path = format!("rule.{kind}[{i}]");
            let effect = report.nodes.iter().find(|n| n.path == path).and_then(|n| n.effect).unwrap();
            prop_assert_eq!(effect, rest.abs_diff(report.matched), "{}", path);
        }
    }
}
