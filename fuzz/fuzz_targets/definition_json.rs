//! Any bytes are a named error or a definition that every form of it keeps, and on which both evaluators agree.
#![no_main]

use fenqun::Code;
use fenqun::eval::naive::{self, Oracle};
use fenqun::eval::{Cache, Evaluator, Segments};
use fenqun::rule::sentence::Language;
use fenqun::rule::text::{parse, print};
use fenqun::rule::{Document, Names, canonical_json, validate};
use fenqun::session::Session;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

thread_local! {
    static SESSION: RefCell<Session> = RefCell::new(session());
}

/// Contacts, three tables of events, a record of taggings and segments to refer to.
fn session() -> Session {
    let mut session = Session::new();
    session.load_tables(include_str!("../data/tables.json")).expect("the tables are whole");
    session.open_library(include_str!("../data/library.json")).expect("the library is whole");
    session
}

fuzz_target!(|json: &str| {
    let Ok(document) = Document::from_json(json) else { return };
    forms_keep(&document);
    SESSION.with_borrow_mut(|session| {
        for language in [Language::Zh, Language::En] {
            session.sentence(&document, language);
        }
        session.lint(&document);
        let names = Names {
            schema: session.schema(),
            tags: &session.data().tags,
            library: session.library(),
            snapshots: session.snapshots(),
        };
        if validate(&document, &names).is_empty() {
            evaluators_agree(session, &document);
        }
        // what is wrong in one place does not keep the rest from being counted
        session.size(&document);
    });
});

/// JSON, the stored form and the text are read back as what was written.
fn forms_keep(document: &Document) {
    let json = serde_json::to_string(document).expect("a definition has a JSON form");
    assert_eq!(Document::from_json(&json).as_ref(), Ok(document), "{json}");
    let canonical = canonical_json(document);
    let read = Document::from_json(&canonical).unwrap_or_else(|e| panic!("{e}: {canonical}"));
    assert_eq!(canonical_json(&read), canonical);
    let text = print(document);
    assert_eq!(parse(&text).as_ref(), Ok(document), "{text}");
}

fn evaluators_agree(session: &Session, document: &Document) {
    let data = session.data();
    let segments = Segments { live: session.library(), snapshots: session.snapshots() };
    let as_of = naive::as_of(data, document).expect("a valid definition has an instant or none");
    let slow = Oracle::new(data, segments, document, as_of).and_then(|oracle| oracle.members());
    let mut cache = Cache::default();
    let fast = Evaluator::new(data, session.schema(), segments, &mut cache).size(document);
    // the oracle asks for the instant only where somebody has a value
    let is_timeless = |e: &fenqun::Error| e.code == Code::NoAsOf;
    if as_of.is_none() && fast.errors.iter().any(is_timeless) {
        return;
    }
    assert!(fast.errors.is_empty(), "{:?}", fast.errors);
    let slow = slow.unwrap_or_else(|e| panic!("the oracle: {e}"));
    assert_eq!(fast.members.iter().collect::<Vec<_>>(), slow);
}
