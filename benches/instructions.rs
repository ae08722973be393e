//! One function per question, so that callgrind counts the instructions of each by itself; `scripts/instructions.mjs` runs
//! it and compares. The functions' names are what is counted by.
#![allow(missing_docs, clippy::unwrap_used)]

mod questions;

use fenqun::rule::Document;
use fenqun::session::Session;
use questions::{QUESTIONS, document, session};
use std::hint::black_box;

const CONTACTS: u32 = 20_000;

macro_rules! counted {
    ($($name:ident $number:literal),*) => {$(
        #[inline(never)]
        fn $name(session: &mut Session, document: &Document) -> u32 {
            // equal functions would be made one
            black_box($number);
            session.size(document).matched
        }
    )*};
}
counted!(
    question_0 0, question_1 1, question_2 2, question_3 3, question_4 4, question_5 5, question_6 6, question_7 7,
    question_8 8, question_9 9
);

fn main() {
    let all = [
        question_0, question_1, question_2, question_3, question_4, question_5, question_6,
        question_7, question_8, question_9,
    ];
    let mut session = session(CONTACTS).unwrap();
    for ((name, rule), counted) in QUESTIONS.iter().zip(all) {
        let document = document(rule).unwrap();
        let report = session.size(&document);
        assert!(report.errors.is_empty(), "{name}: {:?}", report.errors);
        println!("{name} {} of {}", counted(&mut session, &document), report.population);
    }
}
