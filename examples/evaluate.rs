//! Loads any files with the importer and evaluates a definition: the engine without a browser.
//!
//! ```text
//! cargo run --release --example evaluate -- --contacts FILE... --events orders=FILE --definition RULE.json
//!     [--as-of 2025-09-30] [--ids OUT] [--segments LIBRARY.json] [--report]
//! ```

use fenqun::import::{FilePlan, RowsAre};
use fenqun::rule::Document;
use fenqun::session::Session;
use std::fs::File;
use std::io::Read;
use std::process::ExitCode;

#[derive(Default)]
struct Options {
    contacts: Vec<String>,
    events: Vec<(String, String)>,
    definition: Option<String>,
    segments: Option<String>,
    as_of: Option<String>,
    ids: Option<String>,
    report: bool,
}

const USAGE: &str = "usage: evaluate --contacts FILE... [--events TABLE=FILE]... --definition RULE.json \
[--as-of TIME] [--ids OUT] [--segments LIBRARY.json] [--report]";

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn options() -> Result<Options, String> {
    let mut options = Options::default();
    let mut current = String::new();
    for argument in std::env::args().skip(1) {
        if argument == "--report" {
            options.report = true;
            continue;
        }
        if argument.starts_with("--") {
            current = argument;
            continue;
        }
        match current.as_str() {
            "--contacts" => options.contacts.push(argument),
            "--events" => {
                let (table, file) = argument.split_once('=').ok_or("--events takes TABLE=FILE")?;
                options.events.push((table.to_owned(), file.to_owned()));
            }
            "--definition" => options.definition = Some(argument),
            "--segments" => options.segments = Some(argument),
            "--as-of" => options.as_of = Some(argument),
            "--ids" => options.ids = Some(argument),
            _ => return Err(format!("unexpected {argument}\n{USAGE}")),
        }
    }
    if options.contacts.is_empty() || options.definition.is_none() {
        return Err(USAGE.to_owned());
    }
    Ok(options)
}

fn run(options: &Options) -> Result<(), String> {
    let mut session = Session::new();
    for path in &options.contacts {
        load(&mut session, path, |plan| plan.rows_are = RowsAre::Contacts)?;
    }
    for (table, path) in &options.events {
        load(&mut session, path, |plan| {
            plan.rows_are = RowsAre::Events;
            plan.table.clone_from(table);
        })?;
    }
    for file in session.files() {
        let report = &file.report;
        eprintln!(
            "{}: {} rows read, {} accepted, {} merged, {} rejected, {} blank{}",
            file.plan.file,
            report.read,
            report.accepted,
            report.merged,
            report.rejected,
            report.blank,
            if file.plan.rows_are == RowsAre::Events {
                format!(", {} of unknown people", report.unlinked)
            } else {
                String::new()
            }
        );
        if options.report {
            eprintln!("{}", serde_json::to_string_pretty(&file).map_err(|e| e.to_string())?);
        }
    }
    if let Some(path) = &options.segments {
        session.open_library(&text(path)?).map_err(|e| e.to_string())?;
    }
    let path = options.definition.as_deref().unwrap_or_default();
    let mut document = Document::from_json(&text(path)?).map_err(|e| format!("{path}: {e}"))?;
    if let Some(as_of) = &options.as_of {
        document.as_of.clone_from(as_of);
    }
    let sizes = session.size(&document);
    println!("{}", serde_json::to_string_pretty(&sizes).map_err(|e| e.to_string())?);
    if let Some(error) = sizes.errors.first() {
        return Err(format!("{path}: {error}"));
    }
    if let Some(out) = &options.ids {
        let keys = session.member_keys(&document).map_err(|e| format!("{path}: {e}"))?;
        std::fs::write(out, keys.join("\n") + if keys.is_empty() { "" } else { "\n" })
            .map_err(|e| format!("{out}: {e}"))?;
    }
    Ok(())
}

fn text(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))
}

fn load(session: &mut Session, path: &str, correct: impl Fn(&mut FilePlan)) -> Result<(), String> {
    let unreadable = |e: std::io::Error| format!("{path}: {e}");
    let mut file = File::open(path).map_err(unreadable)?;
    let bytes = file.metadata().map_err(unreadable)?.len();
    let name = std::path::Path::new(path).file_name().map_or(path.into(), |n| n.to_string_lossy());
    let mut head = vec![0u8; 4 << 20];
    let mut read = fill(&mut file, &mut head).map_err(unreadable)?;
    head.truncate(read);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        file.read_to_end(&mut head).map_err(unreadable)?;
    }
    let mut plan = session.inspect(&name, &head, bytes).map_err(|e| e.to_string())?;
    let rows_are = plan.rows_are;
    correct(&mut plan);
    if plan.rows_are != rows_are {
        // roles follow from what a row is
        plan = session.reinspect(&plan, &head).map_err(|e| e.to_string())?;
    }
    let handle = session.begin(plan).map_err(|e| e.to_string())?;
    session.push(handle, &head).map_err(|e| e.to_string())?;
    let mut slice = vec![0u8; 4 << 20];
    loop {
        read = fill(&mut file, &mut slice).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        session.push(handle, &slice[..read]).map_err(|e| e.to_string())?;
    }
    session.finish(handle, None).map_err(|e| e.to_string())?;
    while session.advance().map_err(|e| e.to_string())? < 1.0 {}
    Ok(())
}

/// Reads until the buffer is full or the file ends.
fn fill(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}
