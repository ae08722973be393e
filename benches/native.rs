//! Times of ten questions and of reading, without a browser: `cargo bench`.
#![allow(missing_docs, clippy::unwrap_used)]

mod questions;

use divan::{Bencher, counter::BytesCount};
use questions::{QUESTIONS, document, session};

/// Contacts of the measured session; they have about three times as many orders.
const CONTACTS: u32 = 200_000;

fn main() {
    divan::main();
}

/// One question after the other on the same data.
#[divan::bench(args = QUESTIONS.map(|(name, _)| name), sample_count = 30)]
fn question(bencher: Bencher<'_, '_>, name: &str) {
    let mut session = session(CONTACTS).unwrap();
    let rule = QUESTIONS.iter().find(|(known, _)| *known == name).unwrap().1;
    let document = document(rule).unwrap();
    assert!(session.size(&document).errors.is_empty());
    bencher.bench_local(move || session.size(&document).matched);
}

/// Both files from the first byte to the last step of the join.
#[divan::bench(sample_count = 5)]
fn import(bencher: Bencher<'_, '_>) {
    let bytes: usize = ["contacts", "orders"]
        .iter()
        .map(|kind| fenqun::import::sample(kind, CONTACTS, 1).unwrap().len())
        .sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| session(CONTACTS).unwrap());
}
