//! Reading definitions.

use super::*;
use crate::rule::Document;

fn error(rule: &str) -> (Code, String) {
    let json = format!(r#"{{"fenqun":1,"name":"x","rule":{rule}}}"#);
    let error = Document::from_json(&json).unwrap_err();
    (error.code, error.location.path.unwrap_or_default())
}

#[test]
fn a_definition_comes_back_as_it_was_written() {
    let text = r#"{"fenqun":1,"name":"上海女性","zone":"Asia/Shanghai","week_start":"monday","as_of":"data","rule":{"all":[{"attribute":{"field":"age","is":{"between":[25,35.5]}},"muted":true},{"tags":{"has_at_least":{"k":2,"of":["a","b"]},"subtree":false}},{"event":{"table":"orders","where":{"attribute":{"field":"category","is":{"ne":"母婴"},"missing":"no_match"}},"window":{"complete_days":90},"measure":{"sum":"amount"},"is":{"ge":3}}},{"not":{"segment":{"id":"s1"}}},{"attribute":{"field":"x","is":"is_set"},"label":"l"}]},"exclude":{"const":false}}"#;
    let document = Document::from_json(text).unwrap();
    let printed = serde_json::to_string(&document).unwrap();
    assert_eq!(printed, text);
    assert_eq!(Document::from_json(&printed).unwrap(), document);
}

#[test]
fn errors_carry_the_path_of_the_bad_node() {
    for (rule, code, path) in [
        (
            r#"{"all":[{"attribute":{"field":"a","is":{"eqq":1}}}]}"#,
            Code::UnknownOperator,
            "rule.all[0].attribute.is",
        ),
        (
            r#"{"all":[{"attribute":{"feld":"a","is":{"eq":1}}}]}"#,
            Code::UnknownKey,
            "rule.all[0].attribute",
        ),
        (r#"{"attribute":{"is":{"eq":1}}}"#, Code::MissingKey, "rule.attribute"),
        (r#"{"alll":[]}"#, Code::UnknownKey, "rule"),
        (r#"{"all":[],"any":[]}"#, Code::NotOneKind, "rule"),
        (r"{}", Code::NotOneKind, "rule"),
        (
            r#"{"attribute":{"field":"a","is":{"between":[1]}}}"#,
            Code::WrongShape,
            "rule.attribute.is.between",
        ),
        (
            r#"{"event":{"table":"t","measure":"sum","is":{"ge":1}}}"#,
            Code::WrongShape,
            "rule.event.measure",
        ),
        (
            r#"{"event":{"table":"t","measure":"count","is":{"ge":1},"window":{"rolling":{"n":1,"unit":"dys"}}}}"#,
            Code::WrongValue,
            "rule.event.window.rolling.unit",
        ),
        (r#"{"tags":{"has_any":["a"],"has_all":["b"]}}"#, Code::NotOneKind, "rule.tags"),
        (r#"{"const":1}"#, Code::WrongShape, "rule.const"),
    ] {
        assert_eq!(error(rule), (code, path.to_owned()), "{rule}");
    }
}

#[test]
fn a_near_name_is_offered() {
    let json = r#"{"fenqun":1,"rule":{"attribute":{"field":"a","is":{"contain":"x"}}}}"#;
    assert_eq!(Document::from_json(json).unwrap_err().params["hint"], "did you mean contains?");
}

#[test]
fn depth_is_limited_before_the_stack_is() {
    let deep = format!("{}{{\"const\":true}}{}", "{\"not\":".repeat(40), "}".repeat(40));
    assert_eq!(error(&deep).0, Code::DefinitionTooLarge);
    let deeper = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(Document::from_json(&deeper).unwrap_err().code, Code::DefinitionTooLarge);
}

#[test]
fn other_documents_are_refused_by_name() {
    assert_eq!(Document::from_json("{}").unwrap_err().code, Code::NotADefinition);
    assert_eq!(Document::from_json(r#"{"fenqun":2}"#).unwrap_err().code, Code::UnknownVersion);
    assert_eq!(Document::from_json("[1]").unwrap_err().code, Code::WrongShape);
}
