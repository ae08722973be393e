//! Prints how files are recognised and what becomes of their rows: `cargo run --release --example inspect -- FILE...`

use fenqun::import::{Loader, inspect};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let file = path.rsplit('/').next().unwrap_or(&path);
        let start = Instant::now();
        let plan = match inspect(file, &bytes, bytes.len() as u64) {
            Ok(plan) => plan,
            Err(error) => {
                println!("{error}");
                continue;
            }
        };
        let inspected = start.elapsed();
        println!("{}", serde_json::to_string_pretty(&plan)?);
        let start = Instant::now();
        let mut loader = Loader::new(plan)?;
        for slice in bytes.chunks(4 << 20) {
            loader.push(slice)?;
        }
        let source = loader.finish()?;
        let seconds = start.elapsed().as_secs_f64();
        println!("{}", serde_json::to_string_pretty(&source.report)?);
        println!(
            "{}",
            serde_json::to_string_pretty(&source.rejected.iter().take(10).collect::<Vec<_>>())?
        );
        let memory: usize = source.columns.iter().map(fenqun::table::Column::bytes).sum();
        println!(
            "inspected in {:.3} s, read in {seconds:.3} s, {:.0} MB/s, columns take {} MB",
            inspected.as_secs_f64(),
            bytes.len() as f64 / 1e6 / seconds,
            memory >> 20
        );
    }
    Ok(())
}
