//! Writes what was read in every file of a directory, in the normal forms of the preview:
//! `cargo run --release --example import_report -- DIRECTORY > result.json`

use fenqun::import::{ColumnPlan, FilePlan, Unpacked, inspect, is_archive, preview, unpack};
use fenqun::table::Semantic;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = std::env::args().nth(1).ok_or("which directory?")?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&directory)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut result = Map::new();
    for path in files.iter().filter(|p| p.is_file()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".expected.json") {
            continue;
        }
        match report(&name, path) {
            Ok(value) => result.insert(name, value),
            Err(error) => {
                eprintln!("{name}: {error}");
                result.insert(name, json!({ "error": error.to_string() }))
            }
        };
    }
    println!("{}", Value::Object(result));
    Ok(())
}

fn report(name: &str, path: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let mut bytes = std::fs::read(path)?;
    if bytes.starts_with(b"PAR1") {
        bytes = lines_of_parquet(path)?;
    }
    if is_archive(&bytes) {
        return best(unpack(name, &bytes)?);
    }
    let plan = inspect(name, &bytes, bytes.len() as u64)?;
    shown(&plan, &bytes)
}

/// Parquet is read by the reader of the page; needs node and what `make start` installs.
fn lines_of_parquet(path: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/parquet-lines.mjs");
    let out = std::process::Command::new("node").arg(script).arg(path).output()?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned().into());
    }
    Ok(out.stdout)
}

/// Of the files of an archive, the one with most rows.
fn best(files: Vec<Unpacked>) -> Result<Value, Box<dyn std::error::Error>> {
    let mut best: Option<(usize, Value)> = None;
    let mut reason: Box<dyn std::error::Error> = "nothing inside".into();
    for Unpacked { name, bytes } in files {
        let plan = inspect(&name, &bytes, bytes.len() as u64);
        match plan.map_err(Into::into).and_then(|plan| shown(&plan, &bytes)) {
            Ok(value) => {
                let rows = value["rows"].as_array().map_or(0, Vec::len);
                if best.as_ref().is_none_or(|(most, _)| rows > *most) {
                    best = Some((rows, value));
                }
            }
            Err(error) => reason = error,
        }
    }
    best.map(|(_, value)| value).ok_or(reason)
}

fn shown(plan: &FilePlan, bytes: &[u8]) -> Result<Value, Box<dyn std::error::Error>> {
    let rows = preview(plan, bytes, usize::MAX)?.rows;
    let columns: Vec<Value> = plan
        .columns
        .iter()
        // a place is a text to those who read the report
        .map(|c| {
            let semantic = if c.semantic == Semantic::Geo { Semantic::Text } else { c.semantic };
            json!({ "name": c.name, "type": semantic.name() })
        })
        .collect();
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|r| r.values.into_iter().zip(&plan.columns).map(|(v, c)| under(v.value, c)).collect())
        .collect();
    // the last line of the header, where it has two
    let header_line = (plan.header_line + plan.header_rows).saturating_sub(1);
    Ok(json!({
        "encoding": plan.encoding,
        "delimiter": plan.delimiter,
        "header_line": header_line,
        "columns": columns,
        "rows": rows,
    }))
}

/// The tags of a column without the group that its header says already.
fn under(value: Value, column: &ColumnPlan) -> Value {
    let (Value::Array(tags), Some(group)) = (&value, &column.tag_group) else { return value };
    let start = format!("{group}:");
    tags.iter().map(|t| t.as_str().map(|t| t.strip_prefix(&start).unwrap_or(t))).collect()
}
