//! However large or deep a definition is, in every form that is read: an answer or an error, in time, on a thread of 2 MiB.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::Code;
use fenqun::rule::exchange::Format;
use fenqun::rule::sentence::Language;
use fenqun::rule::{Document, MAX_DEPTH, MAX_NODES, Node, canonical_json, text};
use fenqun::session::{ContactRef, Session};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const IN_TIME: Duration = Duration::from_secs(2);

fn session() -> Session {
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id", "n": "number"}, "rows": [["a", 1], ["b", null]]},
        "events": {"orders": {
            "key": "id", "time": "day", "columns": {"id": "id", "day": "date", "n": "number"},
            "rows": [["a", "2025-09-30", 1]],
        }},
    });
    let mut session = Session::new();
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn in_time<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = run();
    let elapsed = start.elapsed();
    assert!(elapsed < IN_TIME, "{what}: {elapsed:?}");
    done
}

fn too_large<T: std::fmt::Debug>(what: &str, run: impl FnOnce() -> fenqun::Result<T>) {
    assert_eq!(in_time(what, run).unwrap_err().code, Code::DefinitionTooLarge, "{what}");
}

/// Whether a definition is as large or as deep as one may be.
fn is_at_a_limit(document: &Document) -> bool {
    fn extent(node: &Node) -> (usize, usize) {
        let inner = node.children("").into_iter().map(|(_, child)| extent(child));
        inner.fold((1, 1), |(depth, nodes), (d, n)| (depth.max(d + 1), nodes + n))
    }
    let (depth, nodes) = extent(&document.rule);
    depth >= MAX_DEPTH - 1 || nodes >= MAX_NODES / 2
}

/// What a definition can be asked, each within the time.
fn answers(session: &mut Session, document: &Document) {
    let json = serde_json::to_string(document).unwrap();
    assert_eq!(&in_time("json", || Document::from_json(&json)).unwrap(), document);
    in_time("canonical", || canonical_json(document));
    let printed = in_time("print", || text::print(document));
    assert_eq!(&in_time("parse", || text::parse(&printed)).unwrap(), document);
    for language in [Language::Zh, Language::En] {
        in_time("sentence", || session.sentence(document, language));
    }
    for format in [Format::QueryBuilder, Format::JsonLogic] {
        let exported = in_time("export", || format.export(document));
        if let Some(rule) = exported.value {
            // what guards a comparison there is a node more
            let read = in_time("import", || format.import(&rule));
            assert!(read.is_ok_and(|r| r.value.is_some()) || is_at_a_limit(document));
        }
    }
    in_time("lint", || session.lint(document));
    assert_eq!(in_time("size", || session.size(document)).errors, []);
    in_time("explain", || session.explain(document));
    in_time("contact", || session.explain_contact(document, &ContactRef::Row(0), false)).unwrap();
}

fn nested(open: &str, inner: &str, close: &str, n: usize) -> String {
    format!("{}{inner}{}", open.repeat(n), close.repeat(n))
}

#[test]
fn too_many_nodes_are_refused() {
    let leaves = |leaf: &str| vec![leaf; 10_000].join(",");
    let rule = leaves(r#"{"attribute":{"field":"n","is":{"eq":1}}}"#);
    let json = format!(r#"{{"fenqun":1,"rule":{{"any":[{rule}]}}}}"#);
    too_large("json", || Document::from_json(&json));
    let text = vec!["n = 1"; 10_000].join(" OR ");
    too_large("text", || text::parse(&text));
    let logic = format!(r#"{{"or":[{}]}}"#, leaves(r#"{"==":[{"var":"n"},1]}"#));
    too_large("logic", || Session::import_rules(&logic, Format::JsonLogic));
    let rules = leaves(r#"{"field":"n","operator":"=","value":1}"#);
    let query = format!(r#"{{"combinator":"or","rules":[{rules}]}}"#);
    too_large("query", || Session::import_rules(&query, Format::QueryBuilder));
}

#[test]
fn too_deep_a_rule_is_refused() {
    for n in [MAX_DEPTH + 1, 100, 200, 10_000] {
        for (open, close) in
            [(r#"{"not":"#, "}"), (r#"{"any":["#, "]}"), ("[", "]"), ("{\"a\":", "}")]
        {
            let rule = nested(open, r#"{"const":true}"#, close, n);
            let json = format!(r#"{{"fenqun":1,"rule":{rule}}}"#);
            let error = in_time("json", || Document::from_json(&json)).unwrap_err();
            let is_wrong = matches!(error.code, Code::WrongShape | Code::UnknownKey);
            assert!(error.code == Code::DefinitionTooLarge || is_wrong && n <= 128, "{n} {open}");
        }
        too_large("text", || text::parse(&nested("NOT ", "n = 1", "", n)));
        let brackets = in_time("text", || text::parse(&nested("(", "n = 1", ")", n)));
        assert!(n < 10_000 || brackets.is_err());
        for open in
            ["ALL(", "NOT (", "count(", "NOT ALL(n = 1 AND (", "{", "[", "count(orders WHERE ("]
        {
            let text = nested(open, "n = 1", ")", n);
            assert!(
                in_time("text", || text::parse(&text)).is_err() || n == MAX_DEPTH + 1,
                "{n} {open}"
            );
        }
        for (open, close) in [(r#"{"!":"#, "}"), (r#"{"or":["#, "]}"), ("[", "]")] {
            let logic = nested(open, r#"{"==":[{"var":"n"},1]}"#, close, n);
            let read = in_time("logic", || Session::import_rules(&logic, Format::JsonLogic));
            assert!(n <= 64 || open == "[" && n < 128 || read.is_err(), "{n} {open}");
        }
        let leaf = r#"{"field":"n","operator":"=","value":1}"#;
        let query = nested(r#"{"combinator":"or","rules":["#, leaf, "]}", n);
        too_large("query", || Session::import_rules(&query, Format::QueryBuilder));
    }
}

#[test]
fn the_largest_rules_are_answered() {
    let mut session = session();
    let leaves: Vec<Value> = (0..MAX_NODES - 1)
        .map(|i| json!({"attribute": {"field": "n", "is": {"ge": i % 7}}}))
        .collect();
    let flat = json!({"fenqun": 1, "rule": {"any": leaves}});
    answers(&mut session, &Document::from_value(&flat).unwrap());
}

#[test]
fn the_deepest_rules_are_answered() {
    let mut session = session();
    let leaf = || json!({"attribute": {"field": "n", "is": {"ge": 1}}});
    let is_event = |filter: Value| json!({"event": {"table": "orders", "measure": "count", "where": filter, "is": {"ge": 1}}});
    for kind in ["not", "any", "none", "all", "at_least"] {
        let wrap = |node: Value| match kind {
            "not" => json!({ "not": node }),
            "at_least" => json!({"at_least": {"k": 1, "of": [node, leaf()]}}),
            _ => json!({kind: [node, leaf()]}),
        };
        let wrapped = |node: Value, n: usize| (0..n).fold(node, |node, _| wrap(node));
        let of_contacts = wrapped(leaf(), MAX_DEPTH - 1);
        let of_events = wrapped(is_event(wrapped(leaf(), MAX_DEPTH / 2 - 1)), MAX_DEPTH / 2 - 1);
        for rule in [of_contacts, of_events] {
            let json = json!({"fenqun": 1, "as_of": "2025-09-30", "rule": rule, "exclude": rule});
            answers(&mut session, &Document::from_value(&json).unwrap());
        }
    }
}

/// Each refers twice to the one before: as many ways as a power of two.
#[test]
fn what_is_used_twice_is_not_asked_twice() {
    let mut session = session();
    let leaf = json!({"attribute": {"field": "n", "is": {"ge": 1}}});
    let mut conditions = json!({"c0": leaf});
    for i in 1..30 {
        let before = format!("c{}", i - 1);
        conditions[format!("c{i}")] = json!({"any": [{"use": before}, {"not": {"use": before}}]});
    }
    let json = json!({"fenqun": 1, "conditions": conditions, "rule": {"use": "c29"}});
    answers(&mut session, &Document::from_value(&json).unwrap());
    let mut before = leaf;
    for i in 0..30 {
        let segment = json!({"fenqun": 1, "id": format!("s{i}"), "name": "s", "rule": {"any": [before, {"not": before}]}});
        session.put_segment(Document::from_value(&segment).unwrap()).unwrap();
        before = json!({"segment": {"id": format!("s{i}")}});
    }
    let json = json!({"fenqun": 1, "rule": {"all": [before, before]}});
    answers(&mut session, &Document::from_value(&json).unwrap());
}

/// Neither the names nor the order in which chains are met matter.
#[test]
fn a_chain_that_is_too_long_is_refused() {
    let mut session = session();
    for (n, reversed) in
        [(64, false), (64, true), (65, false), (65, true), (4_000, false), (4_000, true)]
    {
        let name = |i: usize| format!("c{:04}", if reversed { n - i } else { i });
        let mut conditions = json!({name(0): {"const": true}});
        for i in 1..n {
            conditions[name(i)] = json!({"use": name(i - 1)});
        }
        let json = json!({"fenqun": 1, "conditions": conditions, "rule": {"use": name(n - 1)}});
        let document = Document::from_value(&json).unwrap();
        if n == 64 {
            answers(&mut session, &document);
            continue;
        }
        let report = in_time("size", || session.size(&document));
        assert_eq!(report.errors[0].code, Code::DefinitionTooLarge, "{n} {reversed}");
        in_time("lint", || session.lint(&document));
        in_time("sentence", || session.sentence(&document, Language::En));
        assert!(in_time("explain", || session.explain(&document)).nodes.is_empty());
    }
    let segment = |i: usize, rule: Value| {
        let json = json!({"fenqun": 1, "id": format!("s{i:03}"), "name": "s", "rule": rule});
        Document::from_value(&json).unwrap()
    };
    let of = |i: usize| json!({"segment": {"id": format!("s{i:03}")}});
    session.put_segment(segment(0, json!({"const": true}))).unwrap();
    for i in 1..63 {
        session.put_segment(segment(i, json!({"any": [of(i / 2), of(i - 1)]}))).unwrap();
    }
    answers(&mut session, &segment(63, of(62)));
    session.put_segment(segment(63, of(62))).unwrap();
    // the shorter ways are met first
    let too_long = segment(64, json!({"any": [of(20), of(40), of(60), of(63)]}));
    assert_eq!(session.put_segment(too_long).unwrap_err().code, Code::DefinitionTooLarge);
}
