use super::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const RULES: &str = include_str!("../../../tests/fixtures/sentences/rules.jsonl");

/// The definition of a line: a whole one, or a rule alone.
fn document_of(line: &str) -> Document {
    let value: Value = serde_json::from_str(line).unwrap();
    let mut document = if value.get("rule").is_some() { value } else { json!({ "rule": value }) };
    document["fenqun"] = json!(1);
    Document::from_value(&document).unwrap_or_else(|e| panic!("{line}: {e}"))
}

fn both(document: &Document) -> [String; 2] {
    [Language::Zh, Language::En].map(|l| sentence(document, l, Telling::default()))
}

#[test]
fn sentences_are_those_that_people_have_read() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sentences/sentences.txt");
    let mut fresh = String::new();
    for line in RULES.lines() {
        let [zh, en] = both(&document_of(line));
        writeln!(fresh, "{zh}\n{en}\n").unwrap();
    }
    if std::env::var_os("FENQUN_UPDATE").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    for (fresh, stored) in fresh.lines().zip(stored.lines()) {
        assert_eq!(fresh, stored);
    }
    assert_eq!(fresh.lines().count(), stored.lines().count());
}

/// Every key that the tokens ask for.
fn keys(tokens: &[Token], found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            Token::Say(phrase) => {
                found.insert(phrase.key.clone());
                phrase.with.values().for_each(|tokens| keys(tokens, found));
            }
            Token::List(listing) => {
                found.insert(listing.join.clone());
                if listing.more > 0 {
                    found.insert(format!("{}.more", listing.join));
                }
                listing.items.iter().for_each(|tokens| keys(tokens, found));
            }
            _ => {}
        }
    }
}

#[test]
fn both_catalogues_have_the_same_phrases_with_the_same_places() {
    let places = |phrase: &str| -> BTreeSet<String> {
        phrase.split('{').skip(1).map(|p| p.split('}').next().unwrap().to_owned()).collect()
    };
    let (zh, en) = (Language::Zh.catalogue(), Language::En.catalogue());
    assert_eq!(zh.len(), en.len());
    for ((key, zh), (other, en)) in zh.iter().zip(en) {
        assert_eq!(key, other);
        let (zh, en) = (places(zh), places(en));
        // what only one language needs: the word that counts, the value beside its clause, forms of numbers
        let own = ["n", "all", "a", "from", "counter", "value", "x", "mask"];
        let told = |p: &&String| !own.contains(&p.as_str());
        let zh: Vec<_> = zh.iter().filter(told).collect();
        let en: Vec<_> = en.iter().filter(told).collect();
        assert_eq!(zh, en, "{key}");
    }
    let distinct: BTreeSet<_> = zh.iter().map(|(key, _)| key).collect();
    assert_eq!(distinct.len(), zh.len());
}

#[test]
fn the_rules_of_the_test_use_every_phrase_and_every_key_exists() {
    let mut found = BTreeSet::new();
    for line in RULES.lines() {
        keys(&tokens(&document_of(line), Telling::default()), &mut found);
    }
    let known: BTreeSet<String> =
        Language::En.catalogue().iter().map(|(key, _)| (*key).to_owned()).collect();
    let unknown: Vec<_> = found.difference(&known).collect();
    assert!(unknown.is_empty(), "no phrase: {unknown:?}");
    let word = |key: &&String| {
        ["table.", "field."].iter().any(|p| key.starts_with(p))
            // hours and minutes are no calendar units; validation says so
            || key.starts_with("window.") && [".hours", ".minutes"].iter().any(|u| key.contains(u))
    };
    let unused: Vec<_> = known.difference(&found).filter(|k| !word(k)).collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
}

/// The definitions of the conformance cases that have members.
fn conformance() -> Vec<Document> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance");
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        for case in file["cases"].as_array().unwrap() {
            if case["expect"].get("members").is_some() {
                documents.push(Document::from_value(&case["definition"]).unwrap());
            }
        }
    }
    documents
}

#[test]
fn every_definition_of_the_conformance_cases_can_be_said() {
    let known: BTreeSet<&str> = Language::En.catalogue().iter().map(|(key, _)| *key).collect();
    for document in conformance() {
        let mut found = BTreeSet::new();
        keys(&tokens(&document, Telling::default()), &mut found);
        for key in found {
            assert!(known.contains(key.as_str()), "{key}");
        }
        for said in both(&document) {
            assert!(!said.is_empty());
        }
    }
}

#[test]
fn what_means_the_same_is_said_the_same() {
    let of = |rule: &str| both(&document_of(rule));
    for (a, b) in [
        (
            r#"{"attribute":{"field":"x","is":{"ne":"a"}}}"#,
            r#"{"attribute":{"field":"x","is":{"ne":"a"},"missing":"match"}}"#,
        ),
        (
            r#"{"not":{"attribute":{"field":"x","is":{"eq":"a"}}}}"#,
            r#"{"attribute":{"field":"x","is":{"ne":"a"}}}"#,
        ),
        (r#"{"not":{"segment":{"id":"s"}}}"#, r#"{"none":[{"segment":{"id":"s"}}]}"#),
        (
            r#"{"event":{"table":"t","measure":"count","is":{"gt":0}}}"#,
            r#"{"event":{"table":"t","window":"all_time","measure":"count","is":{"ge":1}}}"#,
        ),
    ] {
        assert_eq!(of(a), of(b));
    }
    for line in RULES.lines() {
        let document = document_of(line);
        let complete = crate::rule::complete_document(&document);
        assert_eq!(both(&document), both(&complete), "{line}");
    }
}

#[test]
fn the_data_give_kinds_and_the_library_names() {
    use crate::rule::schema::FieldInfo;
    use crate::table::Semantic;
    let info = FieldInfo::named("xb".to_owned(), Semantic::Gender);
    let schema = Schema { fields: vec![info], ..Schema::default() };
    let mut named = document_of(r#"{"const":true}"#);
    named.name = "老客户".to_owned();
    let library = Library::from([("s1".to_owned(), named)]);
    let telling = Telling { schema: Some(&schema), library: Some(&library) };
    let document = document_of(
        r#"{"all":[{"attribute":{"field":"xb","is":{"eq":"女"}}},{"segment":{"id":"s1"}}]}"#,
    );
    assert_eq!(
        sentence(&document, Language::En, telling),
        "xb is female, and is in the segment 老客户"
    );
    assert_eq!(sentence(&document, Language::Zh, telling), "xb 是女，且在人群“老客户”中");
}

/// The catalogue of the page, written from the one here.
fn page_catalogue(language: Language) -> String {
    let name = if language == Language::Zh { "sentenceZh" } else { "sentenceEn" };
    let mut out = String::from(
        "// Generated from the Rust catalogue by `cargo test`; do not edit.\n\n/** The words of a sentence by their keys. */\n",
    );
    writeln!(out, "export const {name}: Readonly<Record<string, string>> = {{").unwrap();
    for (key, phrase) in language.catalogue() {
        let quoted = format!("'{}'", phrase.replace('\\', "\\\\").replace('\'', "\\'"));
        writeln!(out, "  '{key}': {quoted},").unwrap();
    }
    out.push_str("};\n");
    out
}

#[test]
fn the_catalogue_of_the_page_has_the_same_phrases() {
    for (language, file) in [(Language::Zh, "sentence.zh-CN.ts"), (Language::En, "sentence.en.ts")]
    {
        let path = format!("{}/www/i18n/{file}", env!("CARGO_MANIFEST_DIR"));
        let fresh = page_catalogue(language);
        if std::env::var_os("FENQUN_UPDATE").is_some() {
            std::fs::write(&path, &fresh).unwrap();
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == fresh,
            "www/i18n/{file} is stale: FENQUN_UPDATE=1 cargo test --lib sentence"
        );
    }
}
