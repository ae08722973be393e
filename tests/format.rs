//! The format's text, its schema and its cases name the same things as the engine.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use fenqun::Code;
use fenqun::eval::{Segments, naive};
use fenqun::rule::operator::OPERATORS;
use fenqun::rule::{Document, Level, Names, Node, validate};
use fenqun::session::Session;
use fenqun::table::Kind;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
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

/// Every key and every text inside of a value.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                found.insert(key.clone());
                words(inner, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|v| words(v, found)),
        Value::String(text) => {
            found.insert(text.clone());
        }
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
fn every_name_of_the_language_has_two_cases_with_members() {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for (_, case) in cases().iter().filter(|(_, c)| !c["expect"]["members"].is_null()) {
        let mut names = BTreeSet::new();
        words(&case["definition"], &mut names);
        for name in names {
            *found.entry(name).or_default() += 1;
        }
    }
    let schema: Value = serde_json::from_str(&read("pkg/definition.schema.json")).unwrap();
    let mut names: BTreeSet<String> = OPERATORS.iter().map(|o| o.name.to_owned()).collect();
    for definition in ["node", "measure", "window", "event_window", "tags"] {
        names.extend(choices(&schema["$defs"][definition]));
    }
    for definition in ["sequence", "step", "mask", "tags"] {
        let properties = schema["$defs"][definition]["properties"].as_object().unwrap();
        names.extend(properties.keys().cloned());
    }
    names.retain(|name| found.get(name).is_none_or(|n| *n < 2));
    assert_eq!(names, BTreeSet::new());
}

#[test]
fn every_code_of_the_text_has_a_case() {
    let text = read("docs/format.md");
    let rows = table(&text, "| code | path ends at |");
    let named: BTreeSet<&str> =
        rows.iter().flat_map(|r| r[0].split('`').skip(1).step_by(2)).collect();
    let cases = cases();
    let mut found: BTreeSet<&str> =
        cases.iter().filter_map(|(_, c)| c["expect"]["error"]["code"].as_str()).collect();
    // a case is JSON and not text, its contacts have a key, and it is not exported
    found.extend(["not_json", "text_syntax", "no_key", "cannot_be_said"]);
    assert_eq!(named.difference(&found).collect::<Vec<_>>(), Vec::<&&str>::new());
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
    assert!(names.len() >= 1600);
}

/// The names behind `required` in the choices of a definition of the schema.
fn choices(definition: &Value) -> BTreeSet<String> {
    let names = |list: &Value| -> Vec<String> {
        let list = list.as_array().into_iter().flatten();
        list.map(|n| n.as_str().unwrap().to_owned()).collect()
    };
    let all = definition["oneOf"].as_array().unwrap().iter();
    all.flat_map(|c| [names(&c["required"]), names(&c["enum"])].concat()).collect()
}

#[test]
fn the_schema_names_every_kind_measure_and_window() {
    let schema: Value = serde_json::from_str(&read("pkg/definition.schema.json")).unwrap();
    let text = read("docs/format.md");
    let kinds = choices(&schema["$defs"]["node"]);
    assert_eq!(kinds.len(), 16);
    for kind in &kinds {
        // a known kind with a wrong inside has its own path
        let error = Node::from_value(&json!({ kind: null }), "rule").unwrap_err();
        assert!(error.location.path.unwrap().starts_with(&format!("rule.{kind}")), "{kind}");
        assert!(text.contains(&format!("`{{\"{kind}\": ")), "{kind} is in the table of nodes");
    }
    let session = Session::new();
    let measures: BTreeSet<String> =
        session.schema().measures.iter().map(|m| m.name.to_owned()).collect();
    assert_eq!(choices(&schema["$defs"]["measure"]), measures);
    let mut windows = choices(&schema["$defs"]["window"]);
    windows.insert("all_time".to_owned());
    windows.extend(["since_attribute".to_owned(), "since_event".to_owned()]);
    assert_eq!(windows.len(), 10);
    for window in windows {
        assert!(text.contains(&format!("\"{window}\"")), "{window} is in the text");
    }
}

/// The rows of the table in the text whose head begins like this, as trimmed cells.
fn table(text: &str, head: &str) -> Vec<Vec<String>> {
    let rows = text.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    rows.take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

#[test]
fn the_table_of_operators_is_the_one_of_the_engine() {
    let kinds = [
        Kind::Text,
        Kind::Code,
        Kind::Gender,
        Kind::Number,
        Kind::Bool,
        Kind::Date,
        Kind::Datetime,
    ];
    let mut found = BTreeMap::new();
    for row in table(&read("docs/format.md"), "| operator | operand | text |") {
        assert_eq!(row.len(), 10, "{row:?}");
        let has: Vec<&str> = kinds
            .iter()
            .zip(&row[2..9])
            .filter(|(_, c)| *c == "✓")
            .map(|(k, _)| k.name())
            .collect();
        for name in row[0].split(' ') {
            let name = name.trim_matches('`').to_owned();
            assert!(found.insert(name, (has.clone(), row[9].clone())).is_none(), "{row:?} twice");
        }
    }
    let expected: BTreeMap<String, (Vec<&str>, String)> = OPERATORS
        .iter()
        .map(|o| {
            let has = kinds.iter().filter(|k| o.kinds.contains(k)).map(|k| k.name()).collect();
            (o.name.to_owned(), (has, letter(o.level)))
        })
        .collect();
    assert_eq!(found, expected);
}

fn letter(level: Level) -> String {
    serde_json::to_value(level).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_table_of_measures_is_the_one_of_the_engine() {
    let mut found = BTreeMap::new();
    for row in table(&read("docs/format.md"), "| measure | column | result | of none | | level |") {
        assert_eq!(row.len(), 6, "{row:?}");
        let name = row[0].split('"').nth(1).unwrap().to_owned();
        assert!(found.insert(name, (row[4] == "time", row[5].clone())).is_none(), "{row:?} twice");
    }
    let session = Session::new();
    let measures = session.schema().measures.iter();
    let expected: BTreeMap<String, (bool, String)> =
        measures.map(|m| (m.name.to_owned(), (m.needs_time, letter(m.level)))).collect();
    assert_eq!(found, expected);
}

/// Every block of JSON in the text: what stands beside `json`, and the JSON.
fn examples(text: &str) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(beside) = line.strip_prefix("```json") {
            let body: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
            out.push((beside.trim().to_owned(), serde_json::from_str(&body.join("\n")).unwrap()));
        }
    }
    out
}

#[test]
fn the_examples_of_the_text_have_their_members() {
    let fixture: Value = serde_json::from_str(&read("tests/fixtures/format.json")).unwrap();
    let mut session = Session::new();
    session.load_tables(&fixture["data"].to_string()).unwrap();
    let library = json!({"fenqun_library": 1, "segments": fixture["segments"]});
    session.open_library(&library.to_string()).unwrap();
    for kept in fixture["snapshots"].as_array().unwrap() {
        let keys = serde_json::from_value(kept["members"].clone()).unwrap();
        session.put_snapshot(kept["segment"].as_str().unwrap(), kept["id"].as_str().unwrap(), keys);
    }
    let everybody = Document::from_value(&json!({"fenqun": 1, "rule": {"const": true}})).unwrap();
    let keys = session.member_keys(&everybody).unwrap();
    let names = Names {
        schema: session.schema(),
        tags: &session.data().tags,
        library: session.library(),
        snapshots: session.snapshots(),
    };
    let examples = examples(&read("docs/format.md"));
    assert!(examples.len() >= 20);
    for (beside, example) in examples {
        let document = match beside.strip_prefix("node") {
            Some(_) => json!({"fenqun": 1, "rule": example}),
            None => example,
        };
        let document = Document::from_value(&document).unwrap();
        assert_eq!(validate(&document, &names), [], "{document:?}");
        let as_of = naive::as_of(session.data(), &document).unwrap();
        let library = Segments { live: session.library(), snapshots: session.snapshots() };
        let found = naive::members(session.data(), library, &document, as_of).unwrap();
        let found: Vec<&str> = found.iter().map(|c| keys[*c as usize].as_str()).collect();
        let (_, expected) = beside.split_once("members: ").unwrap();
        assert_eq!(found.join(", "), expected, "{document:?}");
    }
}
