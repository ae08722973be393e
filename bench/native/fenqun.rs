//! Answers the questions of the benchmark natively with one thread: a job comes in as JSON, what was measured goes out as a
//! line of JSON per step. Started by `bench/native.mjs`.
//!
//! Times run from the text of a definition to its answer. Nothing is kept from one call to the next.

use fenqun::insight::{Distribution, Words};
use fenqun::session::{ScoreDefinition, Session};
use serde::Deserialize;
use serde_json::{Value, json};
use std::error::Error;
use std::fs::File;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Bytes that recognition looks at, and those that are read and parsed in one step: as the page does.
const HEAD_BYTES: u64 = 4 << 20;
const SLICE_BYTES: usize = 2 << 20;

#[derive(Deserialize)]
struct Job {
    contacts: String,
    orders: String,
    runs: Runs,
    questions: Vec<(String, Question)>,
}

/// How often a question is asked after its first call: two more times, then `least` to `most` timed ones.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Runs {
    least: usize,
    most: usize,
    budget_ms: u64,
    limit_ms: u64,
}

/// What is asked; definitions are JSON texts.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Size(String),
    Score { score: String, of: String, column: String, bars: u32 },
    Facet { of: String, city: String, tag: String, bars: u32 },
    Overlap(Vec<String>),
}

enum Answer {
    Size(u32),
    Cells(Distribution),
    Facet { city: Distribution, tag: Distribution },
    Matrix(Vec<Vec<u32>>),
}

impl Answer {
    fn to_json(&self) -> Value {
        match self {
            Self::Size(matched) => json!(matched),
            Self::Cells(cells) => members_by_value(cells),
            Self::Facet { city, tag } => {
                json!({ "city": members_by_value(city), "tag": members_by_value(tag) })
            }
            Self::Matrix(sizes) => json!(sizes),
        }
    }
}

fn members_by_value(distribution: &Distribution) -> Value {
    let present = distribution.bars.iter().filter(|bar| bar.inside > 0);
    present.map(|bar| (bar.value.clone(), json!(bar.inside))).collect()
}

fn main() -> Result<()> {
    let job: Job = serde_json::from_reader(std::io::stdin())?;
    let mut session = Session::new();
    session.set_cache_limit(0);
    tell(&json!({ "step": "ready", "version": env!("CARGO_PKG_VERSION"), "threads": 1 }))?;
    let start = Instant::now();
    load(&mut session, &job.contacts, "contacts")?;
    let contacts = start.elapsed();
    load(&mut session, &job.orders, "orders")?;
    let ms = milliseconds(start.elapsed());
    let contacts_ms = milliseconds(contacts);
    let parts = json!({ "contacts_ms": contacts_ms, "orders_ms": ms - contacts_ms });
    tell(&json!({ "step": "imported", "ms": ms, "parts": parts, "memory": memory() }))?;
    let words = words();
    for (id, question) in &job.questions {
        let (cold, times, answer) = time(&job.runs, || ask(&mut session, &words, question))?;
        let measured = json!({ "cold": cold, "times": times, "value": answer.to_json() });
        tell(&json!({ "step": "question", "id": id, "measured": measured }))?;
    }
    tell(&json!({ "step": "asked", "memory": memory() }))
}

fn tell(line: &Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

/// Reads a file as the plan that is proposed for it says; that it is recognised counts.
fn load(session: &mut Session, path: &str, expected: &str) -> Result<()> {
    let mut file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let name = std::path::Path::new(path).file_name().unwrap_or_default().to_string_lossy();
    let mut head = Vec::new();
    Read::by_ref(&mut file).take(HEAD_BYTES).read_to_end(&mut head)?;
    let plan = session.inspect(&name, &head, bytes)?;
    let proposed = serde_json::to_value(&plan)?;
    let rows_are = proposed["rows_are"].as_str();
    if rows_are != Some(expected) && proposed["table"].as_str() != Some(expected) {
        return Err(format!("{name} is proposed as {rows_are:?}").into());
    }
    drop(head);
    let handle = session.begin(plan)?;
    let mut file = File::open(path)?;
    let mut slice = Vec::with_capacity(SLICE_BYTES);
    while Read::by_ref(&mut file).take(SLICE_BYTES as u64).read_to_end(&mut slice)? > 0 {
        session.push(handle, &slice)?;
        slice.clear();
    }
    session.finish(handle, None)?;
    while session.advance()? < 1.0 {}
    Ok(())
}

fn ask(session: &mut Session, words: &Words, question: &Question) -> Result<Answer> {
    match question {
        Question::Size(definition) => {
            let report = session.size(&Session::parse_definition(definition)?);
            match report.errors.into_iter().next() {
                Some(error) => Err(error.into()),
                None => Ok(Answer::Size(report.matched)),
            }
        }
        Question::Score { score, of, column, bars } => {
            session.run_score(&ScoreDefinition::from_value(&serde_json::from_str(score)?)?)?;
            let of = Session::parse_definition(of)?;
            Ok(Answer::Cells(session.distribution(&of, column, words, Some(*bars))?))
        }
        Question::Facet { of, city, tag, bars } => {
            let of = Session::parse_definition(of)?;
            let city = session.distribution(&of, city, words, Some(*bars))?;
            Ok(Answer::Facet { city, tag: session.distribution(&of, tag, words, Some(*bars))? })
        }
        Question::Overlap(definitions) => {
            let documents = definitions.iter().map(|text| Session::parse_definition(text));
            let documents = documents.collect::<fenqun::Result<Vec<_>>>()?;
            Ok(Answer::Matrix(session.overlap(&documents)?))
        }
    }
}

/// The first call, two more, then the timed ones: no more than `least` once the budget is spent, none after the limit.
fn time(runs: &Runs, mut ask: impl FnMut() -> Result<Answer>) -> Result<(f64, Vec<f64>, Answer)> {
    let limit = Duration::from_millis(runs.limit_ms);
    let start = Instant::now();
    let answer = ask()?;
    let cold = start.elapsed();
    let start = Instant::now();
    for _ in 0..2 {
        if start.elapsed() + cold < limit {
            ask()?;
        }
    }
    let timed = Instant::now();
    let mut times = Vec::with_capacity(runs.most);
    while times.len() < runs.most
        && (times.len() < runs.least || timed.elapsed() < Duration::from_millis(runs.budget_ms))
        && start.elapsed() < limit
    {
        let call = Instant::now();
        let again = ask()?;
        times.push(milliseconds(call.elapsed()));
        drop(again);
    }
    Ok((milliseconds(cold), times, answer))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Resident MiB of this process, now and at most; null where the system does not tell.
fn memory() -> Value {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else {
        return Value::Null;
    };
    let mebibytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kibibytes| kibibytes >> 10)
    };
    json!({ "resident": mebibytes("VmRSS:"), "peak": mebibytes("VmHWM:") })
}

fn words() -> Words {
    let [female, male, yes, no, tags] = ["女", "男", "是", "否", "标签"].map(str::to_owned);
    Words { female, male, yes, no, tags }
}
