//! The format's text, its schema and its cases name the same things as the engine.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use fenqun::Code;
use fenqun::rule::operator::OPERATORS;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn cases() -> Vec<(String, Value)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        cases.extend(file["cases"].as_array().unwrap().iter().map(|c| (stem.clone(), c.clone())));
    }
    cases
}

/// The names of operators in `is` below a value.
fn operators(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match (key.as_str(), inner) {
                    ("is", Value::String(name)) => found.extend([name.clone()]),
                    ("is", Value::Object(is)) => found.extend(is.keys().cloned()),
                    _ => operators(inner, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|v| operators(v, found)),
        _ => {}
    }
}

#[test]
fn the_text_and_the_schema_name_every_operator() {
    let text = read("docs/format.md");
    let schema: Value = serde_json::from_str(&read("pkg/definition.schema.json")).unwrap();
    let mut in_schema = BTreeSet::new();
    for choice in schema["$defs"]["operator"]["oneOf"].as_array().unwrap() {
        in_schema.extend(
            choice["enum"].as_array().into_iter().flatten().map(|n| n.as_str().unwrap().to_owned()),
        );
        in_schema.extend(
            choice["required"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|n| n.as_str().unwrap().to_owned()),
        );
    }
    let names: BTreeSet<String> = OPERATORS.iter().map(|o| o.name.to_owned()).collect();
    assert_eq!(in_schema, names);
    for name in names {
        assert!(text.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_operator_has_a_case_with_members() {
    let mut found = BTreeSet::new();
    for (_, case) in cases().iter().filter(|(_, c)| !c["expect"]["members"].is_null()) {
        operators(&case["definition"], &mut found);
    }
    let names: BTreeSet<String> = OPERATORS.iter().map(|o| o.name.to_owned()).collect();
    assert_eq!(names.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn cases_are_named_once_and_expect_known_codes() {
    let text = read("docs/format.md");
    let mut names = BTreeSet::new();
    for (file, case) in cases() {
        let name = case["name"].as_str().unwrap().to_owned();
        assert!(names.insert((file.clone(), name.clone())), "{file}: {name} twice");
        let error = &case["expect"]["error"];
        if error.is_null() {
            assert!(case["expect"]["members"].is_array(), "{file}: {name}");
            continue;
        }
        let code = error["code"].as_str().unwrap();
        assert!(serde_json::from_value::<Code>(error["code"].clone()).is_ok(), "{code}");
        assert!(text.contains(&format!("`{code}`")), "{code} is not in the text");
    }
    assert!(names.len() >= 130);
}
