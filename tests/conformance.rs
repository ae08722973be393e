//! Every case of `tests/conformance` (or of the directory in `FENQUN_CONFORMANCE`) through the session and the oracle.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use fenqun::error::Error;
use fenqun::eval::{Segments, naive};
use fenqun::rule::{Document, Names, validate};
use fenqun::session::Session;
use serde_json::{Map, Value};
use std::path::PathBuf;

fn directory() -> PathBuf {
    std::env::var_os("FENQUN_CONFORMANCE").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance")),
        PathBuf::from,
    )
}

/// The cases of all files, each with its data and its file's name.
fn cases() -> Vec<(String, Value, Value)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(directory())
        .expect("the directory of conformance cases")
        .map(|entry| entry.expect("an entry of the directory").path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for path in files {
        let file = path.file_name().expect("a file name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let json: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(json["fenqun_conformance"], 1, "{file}: version of the format");
        let none = Map::new();
        let datasets = json["datasets"].as_object().unwrap_or(&none);
        for case in json["cases"].as_array().unwrap_or_else(|| panic!("{file}: no cases")) {
            let data = match &case["data"] {
                Value::String(name) => datasets
                    .get(name)
                    .unwrap_or_else(|| panic!("{file}: no dataset {name}"))
                    .clone(),
                data => data.clone(),
            };
            out.push((
                format!("{file}: {}", case["name"].as_str().unwrap_or("?")),
                case.clone(),
                data,
            ));
        }
    }
    out
}

/// A session with the data and the library of a case.
fn session(case: &Value, data: &Value) -> Result<Session, Error> {
    let mut session = Session::new();
    session.load_tables(&data.to_string())?;
    if let Some(segments) = case["segments"].as_array() {
        let library = serde_json::json!({"fenqun_library": 1, "segments": segments});
        session.open_library(&library.to_string())?;
    }
    for snapshot in case["snapshots"].as_array().into_iter().flatten() {
        let text = |key: &str| snapshot[key].as_str().unwrap_or_else(|| panic!("snapshot: {key}"));
        let keys = snapshot["members"].as_array().expect("the members of a snapshot");
        let keys = keys.iter().map(|k| k.as_str().expect("a key").to_owned()).collect();
        session.put_snapshot(text("segment"), text("id"), keys);
    }
    Ok(session)
}

fn error_of(error: &Error) -> Value {
    serde_json::json!({"code": error.code, "path": error.location.path})
}

fn same_error(expected: &Value, found: &Value) -> bool {
    expected["code"] == found["code"]
        && (expected.get("path").is_none() || expected["path"] == found["path"])
}

/// What the session answers: members, or the first error.
fn answer(case: &Value, data: &Value) -> Value {
    let result = session(case, data).and_then(|mut session| {
        let document = Document::from_value(&case["definition"])?;
        let keys = session.member_keys(&document)?;
        let sizes = session.size(&document);
        assert_eq!(sizes.matched as usize, keys.len(), "the size is the number of members");
        Ok(keys)
    });
    match result {
        Ok(keys) => serde_json::json!({ "members": keys }),
        Err(error) => serde_json::json!({ "error": error_of(&error) }),
    }
}

#[test]
fn every_case_holds() {
    let mut wrong = Vec::new();
    let cases = cases();
    for (name, case, data) in &cases {
        let (expected, found) = (&case["expect"], answer(case, data));
        let holds = match (expected.get("members"), expected.get("error")) {
            (Some(members), None) => found.get("members") == Some(members),
            (None, Some(error)) => found.get("error").is_some_and(|e| same_error(error, e)),
            _ => panic!("{name}: a case expects members or an error"),
        };
        if !holds {
            wrong.push(format!("{name}\n   expected {expected}\n   found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    if std::env::var_os("FENQUN_CONFORMANCE").is_none() {
        assert!(cases.len() >= 1600, "only {} cases", cases.len());
    }
}

/// What the oracle answers where the definition has no error.
fn oracle(case: &Value, data: &Value) -> Result<Value, Error> {
    let mut session = session(case, data)?;
    let document = Document::from_value(&case["definition"])?;
    let names = Names {
        schema: session.schema(),
        tags: &session.data().tags,
        library: session.library(),
        snapshots: session.snapshots(),
    };
    if let Some(error) = validate(&document, &names).into_iter().next() {
        return Err(error);
    }
    let as_of = naive::as_of(session.data(), &document)?;
    let everybody = Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#)?;
    let keys = session.member_keys(&everybody)?;
    let library = Segments { live: session.library(), snapshots: session.snapshots() };
    let found = naive::members(session.data(), library, &document, as_of)?;
    Ok(found.into_iter().map(|contact| Value::from(keys[contact as usize].as_str())).collect())
}

#[test]
fn the_oracle_says_the_same() {
    let mut wrong = Vec::new();
    for (name, case, data) in cases() {
        let Some(members) = case["expect"].get("members") else { continue };
        match oracle(&case, &data) {
            Ok(found) if found == *members => {}
            Ok(found) => wrong.push(format!("{name}\n   expected {members}\n   found    {found}")),
            Err(error) => wrong.push(format!("{name}\n   expected {members}\n   found    {error}")),
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
