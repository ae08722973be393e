//! Divides a module in two parts that share memory, tables and globals: `first` is what a visit runs, `later` is the rest and
//! is fetched when it is first called.
//!
//! ```text
//! parts count IN OUT                   a module that remembers which of its functions ran, in globals `ran0`, `ran1`, …
//! parts divide IN RAN FIRST LATER      RAN has the numbers of the functions that ran, one per line; the first part names the
//!                                      file of the later one
//! ```
//!
//! Which functions are where never changes an answer: whatever is called of the later part brings it.

mod count;
mod divide;

use std::{env, fs, path::Path, process::ExitCode};

use anyhow::{Context, Result, bail};
use walrus::{Module, ModuleConfig};

fn read(path: &str) -> Result<Module> {
    let bytes = fs::read(path).with_context(|| path.to_owned())?;
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false).generate_dwarf(false);
    config.parse(&bytes).with_context(|| path.to_owned())
}

fn write(path: &str, module: &mut Module) -> Result<()> {
    fs::write(path, module.emit_wasm()).with_context(|| path.to_owned())
}

/// FNV-1a of the whole module: parts of different modules do not link.
fn mark(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |mark, byte| {
        (mark ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn run() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["count", from, to] => {
            let mut module = read(from)?;
            count::remember(&mut module);
            write(to, &mut module)
        }
        ["divide", from, ran, first, later] => {
            let text = fs::read_to_string(ran).with_context(|| ran.to_owned())?;
            let ran = text
                .lines()
                .map(|line| line.parse().with_context(|| line.to_owned()))
                .collect::<Result<_>>()?;
            let file = Path::new(later)
                .file_name()
                .and_then(|name| name.to_str())
                .context("LATER is no file")?;
            let pair = divide::Pair { file, mark: mark(&fs::read(from)?) };
            let mut parts = divide::divide(|| read(from), &ran, &pair)?;
            write(first, &mut parts.first)?;
            write(later, &mut parts.later)?;
            println!(
                "{} functions first, {} later, of which {} are called from the first part",
                parts.kept, parts.moved, parts.entries
            );
            Ok(())
        }
        _ => bail!("parts count IN OUT, or parts divide IN RAN FIRST LATER"),
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("parts: {error:#}");
            ExitCode::FAILURE
        }
    }
}
