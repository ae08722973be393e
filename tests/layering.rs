//! The layers of `docs/architecture.md`: a module uses only modules to its left.
//!
//! The sources are read as text. Comments and strings are blanked first; then every path that starts with `crate::`, or
//! climbs with `super::` out of its own module, names a top-level module, and that module has to stand to the left.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The line of layers, left to right.
const LINE: &[&str] = &[
    "error", "time", "facts", "rowset", "table", "import", "rule", "eval", "score", "graph", "sql",
    "insight", "tagging", "campaign", "privacy", "session", "wasm",
];

/// Names that belong to the browser's binding alone.
const BROWSER: &[&str] = &["JsValue", "js_sys", "web_sys", "wasm_bindgen"];

/// The module path of a file below `src`: `eval/naive/mod.rs` is `["eval", "naive"]`.
fn module_of(path: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if let Some(last) = parts.pop() {
        let stem = last.trim_end_matches(".rs");
        if stem != "mod" && stem != "lib" {
            parts.push(stem.to_owned());
        }
    }
    parts
}

/// The text with comments, strings and character literals replaced by spaces.
fn code_only(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skipped_until(&chars, at);
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// Where the comment or literal that starts at `at` ends; `at` itself when none starts there.
fn skipped_until(chars: &[char], at: usize) -> usize {
    let rest = &chars[at..];
    let starts = |text: &str| text.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
    let identifier_before = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    if starts("//") {
        return at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
    }
    if starts("/*") {
        return block_comment_end(chars, at);
    }
    if rest[0] == '"' {
        return string_end(chars, at);
    }
    if rest[0] == 'r' && !identifier_before {
        let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
        if rest.get(1 + hashes) == Some(&'"') {
            return raw_string_end(chars, at + 2 + hashes, hashes);
        }
    }
    if rest[0] == '\'' {
        // A lifetime has no closing quote after one character.
        if rest.get(1) == Some(&'\\') {
            let close = rest.iter().skip(3).position(|c| *c == '\'').map_or(rest.len(), |i| i + 4);
            return at + close;
        }
        if rest.get(2) == Some(&'\'') {
            return at + 3;
        }
    }
    at
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    at
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_string_end(chars: &[char], from: usize, hashes: usize) -> usize {
    (from..chars.len())
        .find(|at| {
            chars[*at] == '"' && (1..=hashes).all(|offset| chars.get(at + offset) == Some(&'#'))
        })
        .map_or(chars.len(), |at| at + 1 + hashes)
}

/// Without the bodies of `#[cfg(test)] mod … { … }`: tests may use the whole crate.
fn without_inline_tests(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let item = after["#[cfg(test)]".len()..].trim_start();
        let Some(body) =
            item.strip_prefix("mod ").and_then(|text| text.find('{').map(|i| &text[i..]))
        else {
            rest = item;
            continue;
        };
        let mut depth = 0usize;
        let end = body.char_indices().find_map(|(i, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(i + 1)
        });
        rest = &body[end.unwrap_or(body.len())..];
    }
    out.push_str(rest);
    out
}

/// A path in code, as segments: `crate::table::Kind` is `["crate", "table", "Kind"]`. Braces are expanded.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for root in ["crate::", "super::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            expand(&code[at..], &mut Vec::new(), &mut found);
        }
    }
    found
}

/// Reads one path (or a braced list of them) at the start of `code` and gives what follows it.
fn expand<'a>(code: &'a str, prefix: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    let code = code.trim_start();
    if let Some(mut rest) = code.strip_prefix('{') {
        loop {
            rest = expand(rest, &mut prefix.clone(), found).trim_start();
            match rest.chars().next() {
                Some(',') => rest = &rest[1..],
                Some('}') => return &rest[1..],
                _ => return rest,
            }
            if let Some(after) = rest.trim_start().strip_prefix('}') {
                return after;
            }
        }
    }
    let length = code.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(code.len());
    if length == 0 {
        found.push(prefix.clone());
        return code.strip_prefix('*').unwrap_or(code);
    }
    let (name, rest) = code.split_at(length);
    prefix.push(name.to_owned());
    if let Some(next) = rest.strip_prefix("::") {
        return expand(next, prefix, found);
    }
    found.push(prefix.clone());
    let alias = rest.trim_start();
    alias.strip_prefix("as ").map_or(rest, |text| {
        let text = text.trim_start();
        &text[text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())..]
    })
}

/// The path from the crate's root that `path` means inside `module`; `None` when it stays below a single file's scope.
fn resolve(module: &[String], path: &[String]) -> Option<Vec<String>> {
    if path.first().map(String::as_str) == Some("crate") {
        return Some(path[1..].to_vec());
    }
    let ups = path.iter().take_while(|part| *part == "super").count();
    let kept = module.len().checked_sub(ups)?;
    Some(module[..kept].iter().chain(&path[ups..]).cloned().collect())
}

/// What is wrong with one file, a line for each finding.
fn violations(file: &Path, text: &str) -> Vec<String> {
    let module = module_of(file);
    let Some(top) = module.first() else { return Vec::new() };
    let mut wrong = Vec::new();
    let Some(place) = LINE.iter().position(|name| name == top) else {
        return vec![format!("{}: `{top}` does not stand in the line of layers", file.display())];
    };
    let code = without_inline_tests(&code_only(text));
    for path in paths(&code) {
        let Some(target) = resolve(&module, &path) else { continue };
        let Some(name) = target.first() else { continue };
        if let Some(other) = LINE.iter().position(|layer| layer == name)
            && other > place
        {
            wrong.push(format!(
                "{}: `{}` uses `{name}`, which stands to its right",
                file.display(),
                path.join("::")
            ));
        }
        let in_oracle = module.len() > 1 && module[0] == "eval" && module[1] == "naive";
        // the oracle is asked with the same library, which is data
        let of_oracle = |part: &String| matches!(part.as_str(), "naive" | "Segments");
        if in_oracle && name == "eval" && !target.get(1).is_some_and(of_oracle) {
            wrong.push(format!(
                "{}: `{}`: the oracle uses nothing else of `eval`",
                file.display(),
                path.join("::")
            ));
        }
    }
    if top != "wasm" {
        for word in code.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
            if BROWSER.contains(&word) {
                wrong.push(format!("{}: only `wasm` names `{word}`", file.display()));
            }
        }
    }
    wrong
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Files of tests (`tests.rs`, `tests/…`) may use the whole crate, as `#[cfg(test)]` modules do.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

#[test]
fn a_module_uses_only_modules_to_its_left() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 10, "the sources are found");
    let mut wrong = String::new();
    for path in files {
        let relative = path.strip_prefix(&root).unwrap();
        if is_test(relative) {
            continue;
        }
        for line in violations(relative, &fs::read_to_string(&path).unwrap()) {
            writeln!(wrong, "{line}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[cfg(test)]
mod the_check_itself {
    use super::*;

    fn found(file: &str, text: &str) -> usize {
        violations(Path::new(file), text).len()
    }

    #[test]
    fn sees_a_module_to_the_right() {
        assert_eq!(found("table/column.rs", "use crate::rule::Literal;"), 1);
        assert_eq!(found("table/column.rs", "use crate::{error::Error, eval::{self, Plan}};"), 2);
        assert_eq!(found("table/column.rs", "fn f() -> crate::session::Session { todo() }"), 1);
        assert_eq!(found("table/column.rs", "use super::super::rule::Literal;"), 1);
        assert_eq!(found("table/mod.rs", "use super::rule::Literal;"), 1);
        assert_eq!(found("table/mod.rs", "use super::{error::Error, rule as language};"), 1);
    }

    #[test]
    fn allows_a_module_to_the_left_and_its_own() {
        assert_eq!(
            found("rule/mod.rs", "use crate::table::{Kind, text::Arena}; use crate::Error;"),
            0
        );
        assert_eq!(
            found("table/column.rs", "use super::text::Arena; use super::super::time::Day;"),
            0
        );
        assert_eq!(found("lib.rs", "pub mod session;"), 0);
    }

    #[test]
    fn does_not_read_comments_strings_or_tests() {
        assert_eq!(
            found("time/mod.rs", "//! See [`crate::rule`].\n/* crate::eval::x /* y */ */"),
            0
        );
        assert_eq!(found("time/mod.rs", "const A: &str = \"crate::rule::x \\\" crate::eval\";"), 0);
        assert_eq!(
            found("time/mod.rs", "const A: &str = r#\"crate::rule::\"x\"#; const B: char = '\"';"),
            0
        );
        assert_eq!(
            found("time/mod.rs", "#[cfg(test)] mod tests { use crate::rule::X; fn f() {} }"),
            0
        );
        assert_eq!(
            found("time/mod.rs", "#[cfg(test)] mod tests { fn f() {} } use crate::rule::X;"),
            1
        );
        assert_eq!(found("time/mod.rs", "fn f<'a>(x: &'a str) { crate::rule::f('\\'', x) }"), 1);
    }

    #[test]
    fn keeps_the_browser_in_one_file() {
        assert_eq!(found("session/mod.rs", "use wasm_bindgen::JsValue;"), 2);
        assert_eq!(found("wasm.rs", "use wasm_bindgen::JsValue;"), 0);
    }

    #[test]
    fn keeps_the_oracle_apart() {
        assert_eq!(found("eval/naive/event.rs", "use crate::eval::plan::Plan;"), 1);
        assert_eq!(found("eval/naive/mod.rs", "use super::plan::Plan;"), 1);
        assert_eq!(found("eval/naive.rs", "use super::plan::Plan;"), 1);
        assert_eq!(
            found("eval/naive/mod.rs", "use crate::eval::naive::event; use crate::rule::Node;"),
            0
        );
        assert_eq!(
            found("eval/naive/event.rs", "use super::Row; use super::super::naive::Row;"),
            0
        );
    }

    #[test]
    fn knows_every_module() {
        assert_eq!(found("helpers/mod.rs", ""), 1);
    }
}
