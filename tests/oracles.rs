//! Scores against the answers of reference packages: every `fenqun-oracle/1` file of `tests/oracles/data`, or of the directory
//! that `FENQUN_ORACLES` names.
//!
//! A file names a function and has cases of input and expected answer with a tolerance. An unknown function fails, a field
//! without an answer fails, and so does a directory without a file. `FENQUN_ORACLES_SHOW=1` prints every difference.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::panic, reason = "a test fails by panicking")]

#[path = "oracles/behaviour.rs"]
mod behaviour;
#[path = "oracles/compare.rs"]
mod compare;
#[path = "oracles/experiment.rs"]
mod experiment;
#[path = "oracles/graph.rs"]
mod graph;
#[path = "oracles/models.rs"]
mod models;
#[path = "oracles/rfm.rs"]
mod rfm;
#[path = "oracles/rules.rs"]
mod rules;
#[path = "oracles/sets.rs"]
mod sets;

use compare::{Report, Tolerance, compare};
use serde_json::Value;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What an adapter makes of a case; `None` when the function is not its own.
type Answer = Option<Result<Value, String>>;

/// Who answers, asked in this order: function, input, data of the file.
const ADAPTERS: &[fn(&str, &Value, &Value) -> Answer] = &[
    rfm::answer,
    behaviour::answer,
    experiment::answer,
    sets::answer,
    models::answer,
    graph::answer,
];

/// The verdict on an answer where the tolerance is a rule in words.
type Verdict = Option<Result<String, String>>;
type Judge = fn(&str, &Value, &Value, &Value) -> Verdict;

/// Who judges by rule: function, input, answer, expected answer.
const JUDGES: &[Judge] = &[models::judge, graph::judge];

fn own_directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracles/data")
}

fn directory() -> PathBuf {
    std::env::var_os("FENQUN_ORACLES").map_or_else(own_directory, PathBuf::from)
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    found.sort();
    found
}

/// The data that the cases of a file need beside their input: the file's own, or the input of another file that a case points to.
fn data_of(file: &Value) -> Value {
    let mut cases = file["cases"].as_array().into_iter().flatten();
    let pointed = cases.find_map(|case| case["input"]["data"].as_str());
    let Some(id) = pointed.and_then(|text| text.strip_prefix("see ")) else {
        return file.get("data").cloned().unwrap_or(Value::Null);
    };
    let all = [directory(), own_directory()].map(|directory| files(&directory));
    let mut others = all.iter().flatten().map(|path| read(path));
    others
        .find(|other| other["id"] == id)
        .map_or(Value::Null, |other| other["cases"][0]["input"].clone())
}

fn judged(file: &Value, case: &Value, data: &Value) -> Report {
    let function = file["function"].as_str().unwrap_or_default();
    let input = &case["input"];
    let answered = ADAPTERS.iter().find_map(|adapter| adapter(function, input, data));
    let tolerances = [&case["tolerance"], &case["expected"]["tolerance"], &file["tolerance"]];
    let tolerance = Tolerance::new(&tolerances);
    let mut report = Report::default();
    match answered {
        None => report.fail("", format!("the function {function} is unknown")),
        Some(Err(reason)) => report.fail("", reason),
        Some(Ok(answer)) => {
            let expected = &case["expected"];
            match JUDGES.iter().find_map(|judge| judge(function, input, &answer, expected)) {
                Some(Ok(_)) => report.compared += 1,
                Some(Err(reason)) => report.fail("", reason),
                None => {
                    let left = rules::settle(expected, &answer, &tolerance, &mut report);
                    compare(&left, &answer, &tolerance, &mut Vec::new(), &mut report);
                }
            }
        }
    }
    report
}

#[test]
fn every_oracle_is_met() {
    let show = std::env::var_os("FENQUN_ORACLES_SHOW").is_some();
    let files = files(&directory());
    assert!(!files.is_empty(), "no oracle file in {}", directory().display());
    let mut failed = 0;
    // past the test harness, which keeps what a passing test prints
    let mut out = io::stdout().lock();
    writeln!(out).unwrap();
    for path in &files {
        let file = read(path);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(file["schema"], "fenqun-oracle/1", "{name}");
        let data = data_of(&file);
        let cases = file["cases"].as_array().unwrap();
        assert!(!cases.is_empty(), "{name} has no case");
        let (mut passed, mut values, mut lines) = (0, 0, Vec::new());
        for case in cases {
            let report = judged(&file, case, &data);
            values += report.compared;
            passed += usize::from(report.failures.is_empty() && report.compared > 0);
            let few = if show { usize::MAX } else { 3 };
            let named = report.failures.iter().take(few);
            lines.extend(named.map(|line| format!("    {}: {line}", case["name"])));
            if report.compared == 0 && report.failures.is_empty() {
                lines.push(format!("    {}: nothing was compared", case["name"]));
            }
        }
        failed += cases.len() - passed;
        writeln!(out, "{passed:>4}/{:<4} {name} ({values} values)", cases.len()).unwrap();
        for line in lines {
            writeln!(out, "{line}").unwrap();
        }
    }
    assert_eq!(failed, 0, "cases failed");
}
