mod read;

use super::*;
use serde_json::{Value, json};

fn members(case: &Value) -> Result<Vec<String>> {
    let (dataset, keys) = read::dataset(&case["data"]);
    let document = read::document(&case["definition"]);
    let library: Vec<_> =
        case["segments"].as_array().into_iter().flatten().map(read::document).collect();
    let as_of = as_of(&dataset, &document)?;
    let mut members = Vec::new();
    for (contact, key) in (0..).zip(keys) {
        if matches(&dataset, &library, &document, as_of, contact)? {
            members.push(key);
        }
    }
    Ok(members)
}

/// The files of the conformance cases, with the shared data put into each case.
fn conformance() -> Vec<(String, Value)> {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance");
    let mut files: Vec<_> =
        std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
        let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(file["fenqun_conformance"], 1, "{}", path.display());
        for case in file["cases"].as_array().unwrap() {
            let mut case = case.clone();
            if let Some(name) = case["data"].as_str() {
                case["data"] = file["datasets"][name].clone();
            }
            let stem = path.file_stem().unwrap().to_string_lossy();
            cases.push((format!("{stem}: {}", case["name"].as_str().unwrap()), case));
        }
    }
    cases
}

#[test]
fn every_conformance_case_with_members_holds() {
    let mut failures = Vec::new();
    for (name, case) in conformance() {
        let expected = &case["expect"]["members"];
        if expected.is_null() {
            continue;
        }
        match std::panic::catch_unwind(|| members(&case)) {
            Ok(Ok(found)) if json!(found) == *expected => {}
            Ok(found) => failures.push(format!("{name}: expected {expected}, found {found:?}")),
            Err(_) => failures.push(format!("{name}: not readable")),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
