//! What is said, what is not, and that a way there and back means the same.

#![expect(clippy::needless_pass_by_value, reason = "values are written in place")]

use super::*;
use crate::rule::canonical_json;
use crate::rule::{Node, NodeKind};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

const FORMATS: [Format; 2] = [Format::QueryBuilder, Format::JsonLogic];

fn document(rule: Value) -> Document {
    Document::from_value(&json!({"fenqun": 1, "name": "x", "rule": rule})).unwrap()
}

fn is(field: &str, is: Value) -> Value {
    json!({"attribute": {"field": field, "is": is}})
}

/// The rule that an import makes.
fn imported(format: Format, value: &Value) -> Value {
    let exchange = format.import(value).unwrap();
    assert_eq!(exchange.unsaid, vec![], "{value}");
    serde_json::to_value(exchange.value.unwrap().rule).unwrap()
}

/// Codes and paths of what an import cannot say.
fn unsaid(format: Format, value: &Value) -> Vec<(Code, String)> {
    let exchange = format.import(value).unwrap();
    assert_eq!(exchange.value.is_none(), !exchange.unsaid.is_empty(), "{value}");
    exchange.unsaid.into_iter().map(|e| (e.code, e.location.path.unwrap_or_default())).collect()
}

fn query(rules: &Value) -> Value {
    json!({"combinator": "and", "rules": rules})
}

fn rule(operator: &str, value: Value) -> Value {
    json!({"field": "f", "operator": operator, "value": value})
}

#[test]
fn every_default_operator_of_a_query_has_one_meaning() {
    let negative = |is: Value| json!({"attribute": {"field": "f", "is": is, "missing": "match"}});
    for (operator, value, expected) in [
        ("=", json!("a"), is("f", json!({"eq": "a"}))),
        ("!=", json!(1), negative(json!({"ne": 1}))),
        ("=", json!(true), is("f", json!("is_true"))),
        ("!=", json!(false), negative(json!("is_not_false"))),
        ("<", json!("5"), is("f", json!({"lt": 5}))),
        (">", json!(0.5), is("f", json!({"gt": 0.5}))),
        ("<=", json!("2025-09-30"), is("f", json!({"on_or_before": "2025-09-30"}))),
        (">=", json!("2025-09-30T12:00"), is("f", json!({"on_or_after": "2025-09-30T12:00"}))),
        ("contains", json!(5), is("f", json!({"contains": "5"}))),
        ("beginsWith", json!("a"), is("f", json!({"starts_with": "a"}))),
        ("endsWith", json!("a"), is("f", json!({"ends_with": "a"}))),
        ("doesNotContain", json!("a"), negative(json!({"not_contains": "a"}))),
        ("doesNotBeginWith", json!("a"), negative(json!({"not_starts_with": "a"}))),
        ("doesNotEndWith", json!("a"), negative(json!({"not_ends_with": "a"}))),
        ("null", json!("ignored"), is("f", json!("is_not_set"))),
        ("notNull", Value::Null, is("f", json!("is_set"))),
        ("in", json!("a, b\\,c,,"), is("f", json!({"in": ["a", "b,c"]}))),
        ("NOTIN", json!(["a", 2]), negative(json!({"not_in": ["a", 2]}))),
        ("between", json!("1,2.50"), is("f", json!({"between": [1, 2.5]}))),
        ("notBetween", json!([1, "2"]), negative(json!({"not_between": [1, 2]}))),
    ] {
        let query = query(&json!([rule(operator, value)]));
        assert_eq!(imported(Format::QueryBuilder, &query), json!({"all": [expected]}), "{query}");
    }
}

#[test]
fn and_binds_tighter_than_or_between_rules() {
    let [a, b, c] = ["a", "b", "c"].map(|v| rule("=", json!(v)));
    let [x, y, z] = ["a", "b", "c"].map(|v| is("f", json!({"eq": v})));
    let query = json!({"rules": [a, "or", b, "AND", c]});
    assert_eq!(imported(Format::QueryBuilder, &query), json!({"any": [x, {"all": [y, z]}]}));
    let query = json!({"rules": [a, "and", b]});
    assert_eq!(imported(Format::QueryBuilder, &query), json!({"all": [x, y]}));
    let query = json!({"rules": [a], "not": true});
    let not_x = json!({"attribute": {"field": "f", "is": {"ne": "a"}, "missing": "match"}});
    assert_eq!(imported(Format::QueryBuilder, &query), not_x);
}

#[test]
fn a_times_range_is_closed_as_it_is_there() {
    let value = json!(["2025-09-30T10:00", "2025-09-30T12:00"]);
    let span = json!({"all": [
        is("f", json!({"on_or_after": "2025-09-30T10:00"})),
        is("f", json!({"on_or_before": "2025-09-30T12:00"})),
    ]});
    let between = query(&json!([rule("between", value.clone())]));
    assert_eq!(imported(Format::QueryBuilder, &between), json!({"all": [span]}));
    let outside = query(&json!([rule("notBetween", value)]));
    assert_eq!(imported(Format::QueryBuilder, &outside), json!({"all": [{"not": span}]}));
}

#[test]
fn muted_takes_no_part_and_disabled_is_locked() {
    let mut one = rule("=", json!("a"));
    one["muted"] = json!(true);
    one["disabled"] = json!(true);
    let mut expected = is("f", json!({"eq": "a"}));
    expected["muted"] = json!(true);
    expected["locked"] = json!(true);
    let query = query(&json!([one]));
    assert_eq!(imported(Format::QueryBuilder, &query), json!({"all": [expected]}));
    let back = to_query_builder(&document(json!({"all": [expected]})));
    assert_eq!(back.value.unwrap()["rules"][0]["disabled"], json!(true));
}

#[test]
fn an_empty_query_is_everybody_where_its_own_formats_agree() {
    let empty = query(&json!([]));
    assert_eq!(imported(Format::QueryBuilder, &empty), json!({"const": true}));
    assert_eq!(
        imported(Format::QueryBuilder, &query(&json!([empty]))),
        json!({"all": [{"const": true}]})
    );
    let a = rule("=", json!("a"));
    for (value, path) in [
        (json!({"combinator": "and", "not": true, "rules": []}), ""),
        (json!({"combinator": "or", "rules": [a, empty]}), "rules[1]"),
        (json!({"rules": [a, "or", empty]}), "rules[2]"),
        (json!({"combinator": "and", "not": true, "rules": [a, empty]}), "rules[1]"),
    ] {
        assert_eq!(unsaid(Format::QueryBuilder, &value), [(Code::EmptyGroup, path.to_owned())]);
    }
}

#[test]
fn every_part_of_a_query_that_cannot_be_said_is_named() {
    let with = |key: &str, value: Value| {
        let mut rule = rule("=", json!("a"));
        rule[key] = value;
        rule
    };
    let rules = json!([
        {"combinator": "xor", "rules": [rule("near", json!(1))]},
        with("valueSource", json!("field")),
        with("match", json!({"mode": "some"})),
        with("lhs", json!({})),
        with("negate", json!(true)),
        rule("~", json!("")),
        rule("=", json!("")),
        rule("=", Value::Null),
        rule("in", json!("")),
        rule("in", json!(["a", null])),
        rule("between", json!("1")),
        rule("between", json!([2, 1])),
        rule("between", json!([2, "2025-09-30"])),
        rule("<", json!("abc")),
        "and",
        with("inputType", json!("number")),
    ]);
    let expected = [
        (Code::CannotBeSaid, "rules[0].combinator"),
        (Code::UnknownOperator, "rules[0].rules[0].operator"),
        (Code::CannotBeSaid, "rules[1].valueSource"),
        (Code::CannotBeSaid, "rules[2].match"),
        (Code::CannotBeSaid, "rules[3].lhs"),
        (Code::UnknownKey, "rules[4].negate"),
        (Code::MissingKey, "rules[5].operator"),
        (Code::WrongValue, "rules[6].value"),
        (Code::WrongValue, "rules[7].value"),
        (Code::EmptyList, "rules[8].value"),
        (Code::WrongValue, "rules[9].value[1]"),
        (Code::WrongShape, "rules[10].value"),
        (Code::EmptyRange, "rules[11].value"),
        (Code::WrongValue, "rules[12].value"),
        (Code::WrongValue, "rules[13].value"),
        (Code::WrongShape, "rules[14]"),
        (Code::WrongValue, "rules[15].value"),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(c, p)| (c, p.to_owned())).collect();
    assert_eq!(unsaid(Format::QueryBuilder, &query(&rules)), expected);
}

#[test]
fn json_logic_says_comparisons_from_both_sides() {
    let x = json!({"var": "f"});
    let negative = |is: Value| json!({"attribute": {"field": "f", "is": is, "missing": "match"}});
    for (logic, expected) in [
        (json!({"==": [x, "a"]}), is("f", json!({"eq": "a"}))),
        (json!({"===": ["a", {"var": ["f"]}]}), is("f", json!({"eq": "a"}))),
        (json!({"!==": [x, 1]}), negative(json!({"ne": 1}))),
        (json!({"==": [x, null]}), is("f", json!("is_not_set"))),
        (json!({"!": {"==": [x, null]}}), is("f", json!("is_set"))),
        (json!({"!": [{"missing": ["f"]}]}), is("f", json!("is_set"))),
        (json!({"<": [5, x]}), is("f", json!({"gt": 5}))),
        (json!({"<=": [1, x, 2]}), is("f", json!({"between": [1, 2]}))),
        (
            json!({"<": [1, x, 2]}),
            json!({"all": [is("f", json!({"gt": 1})), is("f", json!({"lt": 2}))]}),
        ),
        (json!({"!": {"<": [x, 2]}}), json!({"not": is("f", json!({"lt": 2}))})),
        (json!({"!": {"!=": [x, 2]}}), json!({"not": negative(json!({"ne": 2}))})),
        (json!({"!!": [{"in": ["a", x]}]}), is("f", json!({"contains": "a"}))),
        (json!({"!": {"in": [x, ["a"]]}}), negative(json!({"not_in": ["a"]}))),
        (json!({"endsWith": [x, "a"]}), is("f", json!({"ends_with": "a"}))),
        (json!({"or": {"==": [x, true]}}), json!({"any": [is("f", json!("is_true"))]})),
        (json!({"!": {"or": [true, false]}}), json!({"none": [{"const": true}, {"const": false}]})),
    ] {
        assert_eq!(imported(Format::JsonLogic, &logic), expected, "{logic}");
    }
}

#[test]
fn every_part_of_json_logic_that_cannot_be_said_is_named() {
    let x = json!({"var": "f"});
    for (logic, expected) in [
        (json!({"and": [{"==": [x, 1]}, {"!": x}]}), vec![(Code::CannotBeSaid, "and[1].!.var")]),
        (json!({"and": [{"==": [x, 1]}, {">": [x, x]}]}), vec![(Code::CannotBeSaid, "and[1].>")]),
        (
            json!({"or": [{"some": [x, true]}, {"nope": 1}]}),
            vec![(Code::CannotBeSaid, "or[0].some"), (Code::UnknownOperator, "or[1].nope")],
        ),
        (json!({"<": [{"+": [x, 1]}, null]}), vec![(Code::CannotBeSaid, "<[0].+")]),
        (json!({"<": [x, null]}), vec![(Code::WrongValue, "<[1]")]),
        (json!({">": [1, x, 3]}), vec![(Code::CannotBeSaid, ">")]),
        (json!({"==": [1, 1]}), vec![(Code::CannotBeSaid, "==")]),
        (json!({"==": [{"var": ["f", 1]}, 1]}), vec![(Code::CannotBeSaid, "==[0].var")]),
        (json!({"==": [{"var": ""}, 1]}), vec![(Code::WrongShape, "==[0].var")]),
        (json!({"in": [x, ["a", []]]}), vec![(Code::WrongValue, "in[1][1]")]),
        (json!({"in": [x, []]}), vec![(Code::EmptyList, "in[1]")]),
        (json!({"in": [x, "abc"]}), vec![(Code::CannotBeSaid, "in")]),
        (json!({"and": []}), vec![(Code::EmptyGroup, "and")]),
        (json!({"!": [true, false]}), vec![(Code::WrongShape, "!")]),
        (
            json!({"and": [1, {"==": [x, 1], "!=": [x, 1]}]}),
            vec![(Code::WrongShape, "and[0]"), (Code::WrongShape, "and[1]")],
        ),
        (json!("text"), vec![(Code::WrongShape, "")]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(c, p)| (c, p.to_owned())).collect();
        assert_eq!(unsaid(Format::JsonLogic, &logic), expected, "{logic}");
    }
}

#[test]
fn an_export_names_every_node_without_a_counterpart_and_has_no_value() {
    let mut document = document(json!({"all": [
        {"tags": {"has_any": ["a"]}},
        {"any": [is("f", json!({"eq": 1})), {"segment": {"id": "s"}}]},
        {"event": {"table": "t", "measure": "count", "is": {"ge": 1}}},
        {"not": is("f", json!({"like": "a*"}))},
        is("f", json!({"in_window": {"complete_days": 3}})),
        is("f", json!({"in": []})),
        is("f", json!({"before": "soon"})),
    ]}));
    document.exclude = Some(Node::new(NodeKind::Const(false)));
    for format in FORMATS {
        let exchange = format.export(&document);
        assert!(exchange.value.is_none());
        let mut found: Vec<_> =
            exchange.unsaid.iter().map(|e| e.location.path.as_deref().unwrap()).collect();
        if format == Format::QueryBuilder {
            assert_eq!(found.pop(), Some("exclude"));
        }
        assert_eq!(
            found,
            [
                "rule.all[0].tags",
                "rule.all[1].any[1].segment",
                "rule.all[2].event",
                "rule.all[3].not.attribute.is",
                "rule.all[4].attribute.is",
                "rule.all[5].attribute.is",
                "rule.all[6].attribute.is",
            ]
        );
    }
}

#[test]
fn a_missing_value_counts_the_same_in_sql_and_in_javascript() {
    let not_a = is("f", json!({"ne": "a"}));
    let no_value = json!({"field": "f", "operator": "null", "value": null});
    let set = json!({"field": "f", "operator": "notNull", "value": null});
    let exported = |rule: &Value| to_query_builder(&document(rule.clone())).value.unwrap();
    assert_eq!(
        exported(&not_a),
        json!({"combinator": "or", "rules": [no_value, rule("!=", json!("a"))]})
    );
    let mut never = not_a.clone();
    never["attribute"]["missing"] = json!("no_match");
    assert_eq!(
        exported(&never),
        json!({"combinator": "and", "rules": [set, rule("!=", json!("a"))]})
    );
    assert_eq!(
        exported(&json!({"not": is("f", json!({"eq": "a"}))})),
        json!({"combinator": "and", "not": true, "rules": [set, rule("=", json!("a"))]})
    );
    let logic = |rule: Value| to_json_logic(&document(rule)).value.unwrap();
    let x = json!({"var": "f"});
    assert_eq!(logic(not_a), json!({"!=": [x, "a"]}));
    assert_eq!(logic(is("f", json!({"gt": 5}))), json!({">": [x, 5]}));
    assert_eq!(
        logic(is("f", json!({"lt": 5}))),
        json!({"and": [{"!=": [x, null]}, {"<": [x, 5]}]})
    );
}

#[test]
fn a_date_is_a_whole_day_and_a_time_has_its_offset() {
    let logic = |rule: Value| to_json_logic(&document(rule)).value.unwrap();
    let x = json!({"var": "f"});
    assert_eq!(logic(is("f", json!({"after": "2024-02-28"}))), json!({">=": [x, "2024-02-29"]}));
    assert_eq!(
        logic(is("f", json!({"on": "2025-12-31"}))),
        json!({"and": [{">=": [x, "2025-12-31"]}, {"<": [x, "2026-01-01"]}]})
    );
    assert_eq!(
        logic(is("f", json!({"before": "2025-09-30T12:00"}))),
        json!({"<": [x, "2025-09-30T12:00:00+08:00"]})
    );
    let last = to_json_logic(&document(is("f", json!({"after": "9999-12-31"}))));
    assert_eq!(last.unsaid[0].code, Code::CannotBeSaid);
}

#[test]
fn what_takes_no_part_does_not_become_everybody() {
    let muted = |mut rule: Value| {
        rule["muted"] = json!(true);
        rule
    };
    let rule =
        json!({"any": [is("f", json!({"eq": 1})), {"all": [muted(is("g", json!({"eq": 2})))]}]});
    let query = to_query_builder(&document(rule.clone())).value.unwrap();
    assert_eq!(
        query["rules"][1]["muted"],
        json!(true),
        "the reference reads an empty group as true"
    );
    assert_eq!(
        to_json_logic(&document(rule)).value.unwrap(),
        json!({"or": [{"==": [{"var": "f"}, 1]}]})
    );
    let nobody_left = to_json_logic(&document(muted(is("g", json!({"eq": 2})))));
    assert_eq!(nobody_left.value.unwrap(), json!(true));
}

#[test]
fn a_rule_beyond_the_limits_is_an_error() {
    let mut logic = json!(true);
    let mut query = query(&json!([]));
    for _ in 0..60 {
        logic = json!({"!": {"or": [logic]}});
        query = json!({"combinator": "or", "rules": [query]});
    }
    assert_eq!(from_json_logic(&logic).unwrap_err().code, Code::DefinitionTooLarge);
    for _ in 0..60 {
        query = json!({"rules": [query]});
    }
    assert_eq!(from_query_builder(&query).unwrap_err().code, Code::DefinitionTooLarge);
    let wide = json!({"and": vec![true; 5001]});
    assert_eq!(from_json_logic(&wide).unwrap_err().code, Code::DefinitionTooLarge);
}

/// Anything that looks like a rule of either language, and a lot that does not.
fn anything() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(|b| json!(b)),
        any::<f64>().prop_map(|n| json!(n)),
        select(&["", "a", "1,2", "and", "or", "~", "2025-09-30", "9999-12-31", "=", "in"][..])
            .prop_map(|t| json!(t)),
    ];
    scalar
        .prop_recursive(6, 60, 4, |inner| {
            let keys = &[
                "and",
                "or",
                "!",
                "==",
                "<",
                "<=",
                "in",
                "var",
                "missing",
                "rules",
                "combinator",
                "field",
                "operator",
                "value",
                "not",
                "muted",
                "startsWith",
            ][..];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
                (select(keys), inner.clone()).prop_map(|(key, value)| json!({key: value})),
                prop::collection::hash_map(select(keys).prop_map(str::to_owned), inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
        .boxed()
}

proptest! {
    #[test]
    fn an_import_is_a_whole_definition_or_a_reason(value in anything()) {
        for format in FORMATS {
            let Ok(exchange) = format.import(&value) else { continue };
            prop_assert_eq!(exchange.value.is_none(), !exchange.unsaid.is_empty());
            if let Some(document) = exchange.value {
                let written = serde_json::to_value(&document).unwrap();
                prop_assert_eq!(Document::from_value(&written).unwrap(), document);
            }
        }
    }

    /// The second way there and back changes nothing, and what was imported can be exported.
    #[test]
    fn there_and_back_settles_at_once(value in anything()) {
        for format in FORMATS {
            let Ok(Exchange { value: Some(first), .. }) = format.import(&value) else { continue };
            let Some(out) = format.export(&first).value else { continue };
            let second = format.import(&out).unwrap().value.unwrap();
            let again = format.import(&format.export(&second).value.unwrap()).unwrap().value.unwrap();
            prop_assert_eq!(canonical_json(&second), canonical_json(&again));
        }
    }
}
