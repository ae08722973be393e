//! What is printed reads back.

use crate::rule::arbitrary::document;
use crate::rule::text::{parse, print};
use crate::rule::{Document, MAX_DEPTH, MAX_NODES};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 2500, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_document_reads_back_as_itself(document in document()) {
        let text = print(&document);
        let read = parse(&text).unwrap_or_else(|e| panic!("{e}\n{text}\n{document:?}"));
        prop_assert_eq!(&read, &document, "{}", text);
        prop_assert_eq!(print(&read), text);
        let json = Document::from_value(&serde_json::to_value(&document).unwrap()).unwrap();
        prop_assert_eq!(parse(&print(&json)).unwrap(), json);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        if let Ok(document) = parse(&text) {
            prop_assert_eq!(parse(&print(&document)).unwrap(), document);
        }
    }

    #[test]
    fn any_row_of_tokens_is_read_or_refused(
        tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..30)
    ) {
        if let Ok(document) = parse(&tokens.join(" ")) {
            prop_assert_eq!(parse(&print(&document)).unwrap(), document);
        }
    }

    #[test]
    fn a_text_with_a_gap_is_read_or_refused(
        document in document(),
        from in 0usize..400,
        length in 0usize..8,
    ) {
        let text: Vec<char> = print(&document).chars().collect();
        let from = from.min(text.len());
        let to = (from + length).min(text.len());
        let cut: String = text[..from].iter().chain(&text[to..]).collect();
        if let Ok(document) = parse(&cut) {
            prop_assert_eq!(parse(&print(&document)).unwrap(), document);
        }
    }
}

const TOKENS: &[&str] = &[
    "a",
    "b",
    "orders",
    "tags",
    "=",
    "<>",
    ">=",
    "<",
    "1",
    "2.5",
    "'x'",
    "'2025-09-30'",
    "(",
    ")",
    ",",
    ".",
    "AND",
    "OR",
    "NOT",
    "BETWEEN",
    "IN",
    "LIKE",
    "IS",
    "NULL",
    "TRUE",
    "count",
    "sum",
    "has_any",
    "in_window",
    "complete_days",
    "rolling",
    "7 days",
    "days",
    "=>",
    "where",
    "window",
    "mean",
    "age",
    "zscore",
    "diff",
    "sequence",
    "THEN",
    "WITHIN",
    "WHERE",
    "EXCLUDE",
    "LIMIT",
    "TOP",
    "BY",
    "AS",
    "MUTED",
    "NOTE",
    "DEFINE",
    "PARAM",
    "$n",
    "*",
    "+",
    "-",
    "MISSING",
    "MATCH",
    "all",
    "at_least",
    "OF",
    "did",
    "stopped",
    "\"q\"",
    "use",
    "share",
    "ratio",
    "growth",
    "of",
    "to",
    "over",
    "count(orders)",
    "a = 1",
    "sum(orders.amount)",
    "SEGMENT",
    "ID",
];

#[test]
fn every_conformance_definition_reads_back() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance");
    let mut definitions = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let json = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        for case in json["cases"].as_array().unwrap() {
            let segments = case["segments"].as_array().into_iter().flatten();
            for definition in segments.chain([&case["definition"]]) {
                // some of them are wrong on purpose
                let Ok(document) = Document::from_value(definition) else { continue };
                let text = print(&document);
                assert_eq!(parse(&text).unwrap(), document, "{text}");
                definitions += 1;
            }
        }
    }
    assert!(definitions > 200, "{definitions}");
}

/// Runs something on a stack as small as that of a browser's worker.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap();
    thread.join().unwrap();
}

#[test]
fn depth_is_limited_before_the_stack_is() {
    on_a_small_stack(|| {
        for open in [
            "(",
            "NOT ",
            "NOT (",
            "all(",
            "count(orders, ",
            "age(",
            "sum(",
            "sequence(a WHERE ",
            "share(orders, of => ",
            "a IN (",
            "did(orders, ",
            "at_least(1 OF ",
            "a = mean(",
            "count(orders, since_event(first, orders, ",
            "ratio(orders, of => share(of => ",
            "DEFINE a AS (",
            "a = -",
            "in_bands(a, (",
            "[",
            "'",
            "\"",
            "- ",
            "a = 1 AND (",
        ] {
            let error = parse(&open.repeat(100_000)).unwrap_err();
            assert!(error.to_string().len() < 500, "{error}");
        }
        let deep = |n: usize| format!("{}a = 1{}", "NOT ".repeat(n), "");
        assert!(parse(&deep(MAX_DEPTH - 1)).is_ok());
        assert!(parse(&deep(MAX_DEPTH)).is_err());
        let brackets = |n: usize| format!("{}a = 1{}", "(".repeat(n), ")".repeat(n));
        assert!(parse(&brackets(MAX_DEPTH)).is_ok());
    });
}

#[test]
fn the_deepest_document_reads_back() {
    on_a_small_stack(|| {
        let mut node = serde_json::json!({"const": true, "muted": true});
        for level in 0..MAX_DEPTH - 1 {
            node = match level % 4 {
                0 => serde_json::json!({"all": [{"const": true}, node], "label": "x"}),
                1 => serde_json::json!({"not": node, "label": "x"}),
                2 => {
                    serde_json::json!({"event": {"table": "t", "measure": {"share": {"where": node}}, "is": {"ge": 1}}})
                }
                _ => serde_json::json!({"any": [node, {"const": true}], "muted": true}),
            };
        }
        let json = serde_json::json!({"fenqun": 1, "rule": node});
        let document = Document::from_value(&json).unwrap();
        assert_eq!(parse(&print(&document)).unwrap(), document);
    });
}

#[test]
fn nodes_are_limited_also_when_sugar_copies_them() {
    let flat = |n: usize| vec!["a = 1"; n].join(" AND ");
    assert!(parse(&flat(MAX_NODES - 1)).is_ok());
    assert!(parse(&flat(MAX_NODES)).is_err());
    let mut text = "a = 1".to_owned();
    for _ in 0..25 {
        text =
            format!("resumed(t, {text}, silent => complete_days(30), recent => days_to_date(7))");
    }
    assert!(parse(&text).is_err());
}

#[test]
fn time_is_linear_in_the_text() {
    let values = vec!["'上海'"; 200_000].join(", ");
    let document = parse(&format!("city IN ({values})\n")).unwrap();
    assert_eq!(parse(&print(&document)).unwrap(), document);
    assert!(parse(&"a\n".repeat(500_000)).is_err());
    assert!(parse(&"'a' ".repeat(500_000)).is_err());
}
