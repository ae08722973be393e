//! What hangs on each node is what evaluating again finds: the node muted, the node always true, the node always false.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::eval::plan::Way;
use fenqun::eval::{Segments, naive};
use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{ContactRef, PageOptions, PlanReport, Session};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CONTACTS: usize = 90;
const CITIES: [&str; 3] = ["北京", "上海", "深圳"];

/// Contacts whose columns have different rhythms, so that every combination occurs.
fn session() -> Session {
    let mut session = Session::new();
    let rows: Vec<Value> = (0..CONTACTS)
        .map(|i| {
            let age = if i % 7 == 0 { Value::Null } else { json!(i % 60) };
            let tags: Vec<&str> = ["vip", "地区-北京"].into_iter().take(i % 3).collect();
            json!([
                format!("c{i:02}"),
                format!("人{i}"),
                age,
                CITIES[i / 3 % 3],
                tags,
                format!("1380013{i:04}")
            ])
        })
        .collect();
    let orders: Vec<Value> = (0..CONTACTS * 2)
        .map(|i| {
            json!([
                format!("c{:02}", i * i % CONTACTS),
                format!("2025-09-{:02}", i % 28 + 1),
                i % 40
            ])
        })
        .collect();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id", "name": "name", "age": "number", "city": "text", "tags": "tags", "phone": "phone"}, "rows": rows},
        "events": {"orders": {"key": "id", "time": "day", "columns": {"id": "id", "day": "date", "amount": "number"}, "rows": orders}},
    });
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn document(json: &Value) -> Document {
    Document::from_value(json).unwrap()
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0i64..60).prop_map(|n| json!({"attribute": {"field": "age", "is": {"ge": n}}})),
        (0i64..60).prop_map(|n| json!({"attribute": {"field": "age", "is": {"ne": n}}})),
        prop::sample::select(CITIES.to_vec())
            .prop_map(|c| json!({"attribute": {"field": "city", "is": {"eq": c}}})),
        Just(json!({"tags": {"has_any": ["vip"]}})),
        Just(json!({"const": true})),
        (0i64..4, 0i64..40).prop_map(|(n, amount)| json!({"event": {
            "table": "orders", "measure": "count", "is": {"ge": n},
            "where": {"any": [{"attribute": {"field": "amount", "is": {"ge": amount}}},
                              {"attribute": {"field": "amount", "is": {"eq": 1}}}]}}})),
    ]
}

fn node(named: bool) -> impl Strategy<Value = Value> {
    let used = if named { json!({"use": "shared"}) } else { json!({"const": false}) };
    let leaves = prop_oneof![8 => leaf().boxed(), 2 => Just(used).boxed()];
    let muted = leaves.prop_flat_map(|leaf| {
        prop::bool::weighted(0.15).prop_map(move |muted| {
            let mut leaf = leaf.clone();
            if muted {
                leaf["muted"] = json!(true);
            }
            leaf
        })
    });
    muted.prop_recursive(3, 20, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list.clone().prop_map(|l| json!({ "all": l })),
            list.clone().prop_map(|l| json!({ "any": l })),
            list.clone().prop_map(|l| json!({ "none": l })),
            (prop::sample::select(K_OF.to_vec()), 0u32..4, list)
                .prop_map(|(kind, k, l)| json!({ kind: {"k": k, "of": l} })),
            inner.prop_map(|n| json!({ "not": n })),
        ]
    })
}

const K_OF: [&str; 3] = ["at_least", "at_most", "exactly"];

/// The ways that answered the node at a path, with whether it was known before.
fn ways(report: &PlanReport, path: &str) -> (Vec<Way>, bool) {
    let node = report.nodes.iter().find(|node| node.path == path).unwrap();
    (node.steps.iter().map(|step| step.way).collect(), node.cached)
}

#[test]
fn a_plan_says_what_was_read() {
    let mut session = session();
    let rule = json!({"fenqun": 1, "rule": {"all": [
        {"attribute": {"field": "city", "is": {"in": ["北京", "深圳"]}}},
        {"attribute": {"field": "age", "is": {"ge": 0}}},
        {"attribute": {"field": "age", "is": {"ge": 1000}}, "muted": true},
        {"tags": {"has_any": ["vip"]}},
        {"event": {"table": "orders", "measure": "days_since_last", "is": {"le": 9}}},
        {"event": {"table": "orders", "measure": "count", "is": {"ge": 2},
                   "where": {"attribute": {"field": "amount", "is": {"ge": 3}}}}}]}});
    let report = session.plan(&document(&rule));
    assert_eq!(report.errors, []);
    let taken = |path: &str| ways(&report, path).0;
    assert_eq!(taken("rule"), []);
    assert_eq!(taken("rule.all[0]"), [Way::EachText, Way::CodeRanges]);
    assert_eq!(taken("rule.all[1]"), [Way::Constant]);
    assert_eq!(taken("rule.all[3]"), [Way::TagSets]);
    assert_eq!(taken("rule.all[4]"), [Way::LastEvent]);
    assert_eq!(taken("rule.all[5].event.where"), [Way::NumberScan]);
    assert_eq!(taken("rule.all[5]"), [Way::EventRanks]);
    let node = |path: &str| report.nodes.iter().find(|node| node.path == path).unwrap();
    assert_eq!(node("rule.all[5]").steps[0].table.as_deref(), Some("orders"));
    assert_eq!(node("rule.all[4]").steps[0].table, None);
    assert_eq!(node("rule.all[4]").steps[0].rows, CONTACTS as u32);
    // a sample of few contacts is everybody
    assert_eq!(report.sample, CONTACTS as u32);
    assert!(report.nodes.iter().all(|node| node.estimated == node.size && !node.cached));
    assert!(node("rule").size.is_some_and(|size| size == report.matched && size > 0));
    let again = session.plan(&document(&rule));
    assert_eq!(ways(&again, "rule.all[5]"), (vec![Way::EventRanks], true));
}

#[test]
fn a_sample_foretells_how_many_there_are() {
    let mut session = Session::new();
    let people = 20_000;
    for kind in ["contacts", "orders"] {
        let bytes = fenqun::import::sample(kind, people, 7).unwrap();
        let plan = session.inspect(&format!("{kind}.csv"), &bytes, bytes.len() as u64).unwrap();
        let handle = session.begin(plan).unwrap();
        session.push(handle, &bytes).unwrap();
        session.finish(handle, None).unwrap();
        while session.advance().unwrap() < 1.0 {}
    }
    let rule = json!({"fenqun": 1, "as_of": "data", "rule": {"any": [
        {"attribute": {"field": "性别", "is": {"eq": "女"}}},
        {"attribute": {"field": "年龄", "is": {"between": [25, 35]}}},
        {"attribute": {"field": "昵称", "is": {"contains": "小"}}},
        {"attribute": {"field": "年龄", "is": {"top_n": {"n": 50, "tie": "by_id"}}}},
        {"tags": {"has_any": ["价值-五星", "勿扰"]}},
        {"all": [
            {"event": {"table": "orders", "measure": "count", "window": {"rolling": {"n": 365, "unit": "days"}}, "is": {"ge": 3}}},
            {"event": {"table": "orders", "measure": {"sum": "实付金额"}, "is": {"ge": 500}}}]}]}});
    let report = session.plan(&document(&rule));
    assert_eq!((report.errors.len(), report.sample), (0, 1024));
    for node in &report.nodes {
        let (size, estimated) = (node.size.unwrap(), node.estimated.unwrap());
        let share = f64::from(size) / f64::from(people);
        let error = (share * (1.0 - share) / 1024.0).sqrt() * f64::from(people);
        let far = f64::from(size.abs_diff(estimated));
        assert!(far <= 4.0 * error + 1.0, "{}: {estimated} estimated, {size}", node.path);
    }
    let top = report.nodes.iter().find(|node| node.path == "rule.any[3]").unwrap();
    assert_eq!((top.size, top.estimated), (Some(50), Some(50)));
}

fn rule() -> impl Strategy<Value = Value> {
    (node(true), prop::option::of(node(true)), node(false)).prop_map(|(rule, exclude, shared)| {
        let mut document = json!({"fenqun": 1, "rule": rule});
        if let Some(exclude) = exclude {
            document["exclude"] = exclude;
        }
        document["conditions"] = json!({ "shared": shared });
        document
    })
}

fn members(session: &mut Session, document: &Document) -> BTreeSet<String> {
    session.member_keys(document).unwrap().into_iter().collect()
}

/// The keys of everybody on the page of near misses.
fn near_misses(session: &mut Session, document: &Document, path: &str) -> BTreeSet<String> {
    let options = PageOptions {
        limit: 1000,
        columns: Some(vec!["id".to_owned()]),
        reveal: true,
        ..PageOptions::default()
    };
    let page = session.near_misses(document, path, &options, &fenqun::insight::Words::default());
    page.unwrap().rows.into_iter().map(|mut row| row.remove(0).unwrap()).collect()
}

fn holds(session: &mut Session, json: &Value) -> Result<(), TestCaseError> {
    let document = document(json);
    let report = session.explain(&document);
    prop_assert!(report.errors.is_empty(), "{:?}", report.errors);
    let all = members(session, &document);
    prop_assert_eq!(report.before_limit as usize, all.len());
    for found in &report.nodes {
        let Some(without) = found.without else { continue };
        let node = document.node_at(&found.path).unwrap().clone();
        let muted = document.with_node(&found.path, &Node { muted: true, ..node }).unwrap();
        let left = members(session, &muted);
        prop_assert_eq!(without as usize, left.len(), "{}: without", found.path);
        prop_assert_eq!(found.removes, Some(left.difference(&all).count() as u32));
        prop_assert_eq!(found.adds, Some(all.difference(&left).count() as u32));
        let Some(near) = found.near_misses else { continue };
        let mut expected = BTreeSet::new();
        for value in [true, false] {
            let fixed = Node::new(NodeKind::Const(value));
            let fixed = document.with_node(&found.path, &fixed).unwrap();
            expected.extend(members(session, &fixed).difference(&all).cloned());
        }
        prop_assert_eq!(near as usize, expected.len(), "{}: near misses", found.path);
        prop_assert_eq!(near_misses(session, &document, &found.path), expected);
    }
    for row in [0, 8, 31, 77] {
        let report = session.explain_contact(&document, &ContactRef::Row(row), false).unwrap();
        let as_of = naive::as_of(session.data(), &document).unwrap();
        let library = Segments { live: session.library(), snapshots: session.snapshots() };
        let oracle = naive::Oracle::new(session.data(), library, &document, as_of).unwrap();
        prop_assert_eq!(report.member, oracle.before_limit(row).unwrap());
        for found in report.nodes {
            let Some(truth) = found.truth else { continue };
            let node = oracle.document().node_at(&found.path).unwrap();
            prop_assert_eq!(Some(truth), oracle.holds(node, row).unwrap(), "{}", found.path);
        }
    }
    Ok(())
}

#[test]
fn what_hangs_on_a_node_is_what_evaluating_again_finds() {
    let session = std::cell::RefCell::new(session());
    let config =
        ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&rule(), |json| holds(&mut session.borrow_mut(), &json));
    assert!(result.is_ok(), "{result:?}");
}

#[test]
fn a_contact_is_held_against_every_node() {
    let mut session = session();
    let document = document(&json!({"fenqun": 1,
        "rule": {"all": [
            {"attribute": {"field": "age", "is": {"ge": 10}}},
            {"any": [{"tags": {"has_any": ["vip"]}}, {"attribute": {"field": "phone", "is": "is_not_set"}}]}]},
        "exclude": {"any": [{"attribute": {"field": "city", "is": {"eq": "上海"}}}]}}));
    for row in 0..CONTACTS as u32 {
        let report = session.explain_contact(&document, &ContactRef::Row(row), false).unwrap();
        let in_city = row / 3 % 3 == 1;
        let truths: Vec<_> =
            report.nodes.iter().map(|n| (n.path.as_str(), n.truth.unwrap())).collect();
        let old = row % 7 != 0 && row % 60 >= 10;
        assert_eq!(truths[1], ("rule.all[0]", old));
        assert_eq!(truths[0], ("rule", old && row % 3 > 0));
        assert_eq!(report.in_rule, truths[0].1);
        assert_eq!(report.member, report.in_rule && !in_city);
        assert_eq!(report.excluded_by.is_empty(), !(report.in_rule && in_city));
        assert!(!report.limited_out);
        let phone = report.nodes.iter().find(|n| n.path == "rule.all[1].any[1]").unwrap();
        assert!(phone.masked);
        let age = &report.nodes[1];
        assert_eq!(age.decides, !in_city && row % 3 > 0, "{row}");
    }
}

#[test]
fn the_value_that_decided_stands_beside_the_condition() {
    let mut session = session();
    let document = document(
        &json!({"fenqun": 1, "as_of": "2025-09-30", "parameters": {"n": 3}, "rule": {"all": [
        {"event": {"table": "orders", "measure": "count", "is": {"ge": {"param": "n"}}}},
        {"attribute": {"field": "age", "is": {"ge": 18}}},
        {"tags": {"has_any": ["vip"]}},
        {"attribute": {"field": "phone", "is": {"starts_with": "138"}}}]}}),
    );
    let report = session.explain_contact(&document, &ContactRef::Row(1), false).unwrap();
    let shown = |at: usize| {
        let node = serde_json::to_value(&report.nodes[at]).unwrap();
        (node["value"].clone(), node["is"].clone(), node["truth"] == true)
    };
    assert_eq!(shown(1), (json!({"number": "8"}), json!({"ge": 3}), true));
    assert_eq!(shown(2), (json!({"number": "1"}), json!({"ge": 18}), false));
    assert_eq!(shown(3).0, json!({"tags": ["vip"]}));
    assert_eq!(shown(4).0, json!({"text": "138****0001"}));
    assert!(report.nodes[4].masked && !report.nodes[1].masked);
    let revealed = session.explain_contact(&document, &ContactRef::Row(1), true).unwrap();
    assert!(!revealed.nodes[4].masked);
    let nothing = session.explain_contact(&document, &ContactRef::Row(0), false).unwrap();
    assert_eq!(serde_json::to_value(&nothing.nodes[2]).unwrap()["value"], "missing");
}

#[test]
fn a_number_that_is_made_of_the_value_stands_beside_it() {
    let mut session = Session::new();
    let tables = json!({
        "contacts": {
            "key": "id",
            "columns": {"id": "id", "name": "name", "from": "date", "to": "datetime", "score": "number", "same": "number"},
            "rows": [
                ["a", "单田芳", "2000-02-29", "2025-09-01T06:30:00", 1, 5],
                ["b", "Li", "2025-10-04", null, 2, 5],
                ["c", null, null, "2025-09-01T00:00:00", 6, 5],
                ["d", "Wu", "2025-09-30", "2025-09-29T23:59:00", null, 5],
            ],
        },
        "events": {"orders": {
            "key": "id", "time": "day", "columns": {"id": "id", "day": "date"},
            "rows": [["a", "2025-09-01"], ["a", "2025-09-02"], ["b", "2025-09-30"]],
        }},
    });
    session.load_tables(&tables.to_string()).unwrap();
    let is = |field: &str, is: Value| json!({"attribute": {"field": field, "is": is}});
    let diff = |to: Option<&str>, unit: &str| match to {
        Some(to) => json!({"diff": {"to": to, "unit": unit, "is": {"ge": 0}}}),
        None => json!({"diff": {"unit": unit, "is": {"ge": 0}}}),
    };
    let zscore = |population: Option<Value>| {
        let mut zscore = json!({"is": {"gt": 1}});
        if let Some(population) = population {
            zscore["population"] = population;
        }
        json!({ "zscore": zscore })
    };
    let rules = [
        is("from", diff(None, "days")),
        is("from", diff(None, "weeks")),
        is("from", diff(None, "months")),
        is("from", diff(Some("to"), "hours")),
        is("to", diff(Some("from"), "years")),
        is("to", diff(None, "minutes")),
        is("from", json!({"age": {"ge": 18}})),
        is("name", json!({"length": {"ge": 2}})),
        is("score", zscore(None)),
        is("score", zscore(Some(json!({"segment": "small"})))),
        is("same", zscore(None)),
        json!({"event": {"table": "orders", "measure": "count", "is": zscore(None)}}),
        is("score", json!({"ge": 2})),
    ];
    let small =
        json!({"fenqun": 1, "id": "small", "name": "small", "rule": is("score", json!({"le": 2}))});
    session.put_segment(document(&small)).unwrap();
    let document = document(
        &json!({"fenqun": 1, "as_of": "2025-09-30", "zone": "Asia/Shanghai", "rule": {"any": rules}}),
    );
    let mut derived = |row: u32| -> Vec<String> {
        let report = session.explain_contact(&document, &ContactRef::Row(row), false).unwrap();
        report.nodes.iter().skip(1).map(|n| n.derived.clone().unwrap_or("–".to_owned())).collect()
    };
    // mean 3 and deviation √(14/3) of the scores, mean 1 and √(1/2) of the counts
    assert_eq!(
        derived(0),
        [
            "9345", "1335", "307", "223590", "-25", "42810", "25", "3", "-0.92582", "-1", "–",
            "1.507557", "–"
        ]
    );
    assert_eq!(
        derived(1),
        ["-4", "0", "0", "–", "–", "–", "-1", "2", "-0.46291", "1", "–", "0.301511", "–"]
    );
    assert_eq!(
        derived(2),
        ["–", "–", "–", "–", "–", "43200", "–", "–", "1.38873", "–", "–", "-0.904534", "–"]
    );
    assert_eq!(derived(3)[8..11], ["–", "–", "–"]);
}

#[test]
fn a_contact_is_found_by_its_key_or_its_name_and_shown_masked() {
    let mut session = session();
    let found = session.find_contacts("人4", 5, false);
    assert_eq!(found.iter().map(|c| c.row).collect::<Vec<_>>(), [4, 40, 41, 42, 43]);
    assert_eq!(found[0].key.as_deref(), Some("c****"));
    assert_eq!(session.find_contacts("C07", 5, true)[0].key.as_deref(), Some("c07"));
    assert!(session.find_contacts(" ", 5, false).is_empty());
    let everybody = document(&json!({"fenqun": 1, "rule": {"const": true}}));
    let by_key = ContactRef::Key("c12".to_owned());
    assert_eq!(session.explain_contact(&everybody, &by_key, false).unwrap().contact.row, 12);
    let nobody = ContactRef::Key("c1".to_owned());
    let error = session.explain_contact(&everybody, &nobody, false).unwrap_err();
    assert_eq!(error.code, fenqun::Code::UnknownContact);
}

#[test]
fn overlap_counts_what_two_definitions_have_in_common() {
    let mut session = session();
    let rules = [
        json!({"attribute": {"field": "age", "is": {"ge": 20}}}),
        json!({"attribute": {"field": "city", "is": {"eq": "北京"}}}),
        json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 2}}}),
    ];
    let documents: Vec<Document> =
        rules.iter().map(|rule| document(&json!({"fenqun": 1, "rule": rule}))).collect();
    let keys: Vec<BTreeSet<String>> =
        documents.iter().map(|document| members(&mut session, document)).collect();
    let table = session.overlap(&documents).unwrap();
    for (i, a) in keys.iter().enumerate() {
        for (j, b) in keys.iter().enumerate() {
            assert_eq!(table[i][j] as usize, a.intersection(b).count(), "{i} and {j}");
        }
    }
    assert_eq!(session.overlap(&[]).unwrap(), Vec::<Vec<u32>>::new());

    let wrong =
        document(&json!({"fenqun": 1, "rule": {"attribute": {"field": "agee", "is": {"ge": 1}}}}));
    let error = session.overlap(&[documents[0].clone(), wrong]).unwrap_err();
    assert_eq!(
        (error.code, error.params.get("document").map(String::as_str)),
        (fenqun::Code::UnknownField, Some("1"))
    );
    let error = session.overlap(&vec![documents[0].clone(); 201]).unwrap_err();
    assert_eq!(error.code, fenqun::Code::TooManyDocuments);
}
