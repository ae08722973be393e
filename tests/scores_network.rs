//! The scoring model of relations through the session: against the reference's numbers, worked by hand, and against a twin that
//! takes the definitions word by word.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::Code;
use fenqun::graph::{Edge, Graph, common, community};
use fenqun::import::RowsAre;
use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{
    ContactRef, GroupOverlapOptions, PageOptions, ScoreDefinition, ScoreReport, Session,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Contacts `k0`, `k1` … and the relations `[from, to, weight]` by their keys.
fn network(contacts: usize, relations: &Value) -> Session {
    let rows: Vec<Value> = (0..contacts).map(|n| json!([format!("k{n}")])).collect();
    let columns = json!({"id": "id", "好友": "id", "权重": "number"});
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id"}, "rows": rows},
        "events": {"friends": {"key": "id", "columns": columns, "rows": relations}},
    });
    let mut session = Session::new();
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn key(node: usize) -> String {
    format!("k{node}")
}

fn try_run(session: &mut Session, params: &Value) -> fenqun::Result<ScoreReport> {
    let value = json!({"id": "net", "model": "network", "params": params});
    session.run_score(&ScoreDefinition::from_value(&value)?)
}

fn run(session: &mut Session, params: &Value) -> ScoreReport {
    try_run(session, params).unwrap()
}

fn everybody() -> Document {
    Document::new(Node::new(NodeKind::Const(true)))
}

fn column(session: &mut Session, part: &str) -> Vec<Option<String>> {
    let options = PageOptions {
        limit: 9999,
        columns: Some(vec![format!("net.{part}")]),
        ..PageOptions::default()
    };
    let words = fenqun::insight::Words::default();
    let page = session.members(&everybody(), &options, &words).unwrap();
    page.rows.into_iter().map(|row| row[0].clone()).collect()
}

fn numbers(session: &mut Session, part: &str) -> Vec<f64> {
    let texts = column(session, part);
    texts.into_iter().map(|text| text.map_or(f64::NAN, |text| text.parse().unwrap())).collect()
}

fn whole(session: &mut Session, part: &str) -> Vec<usize> {
    numbers(session, part).into_iter().map(|number| number as usize).collect()
}

fn oracle(file: &str, case: &str) -> (Value, Value) {
    let path = format!("{}/tests/oracles/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let cases = all["cases"].as_array().unwrap();
    let found = cases.iter().find(|one| one["name"] == case).unwrap();
    (found["input"].clone(), found["expected"].clone())
}

fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// The relations of an oracle by keys, and the number of contacts.
fn relations(input: &Value) -> (Value, usize) {
    let edges = input["edges"].as_array().unwrap().iter();
    let named = |end: &Value| key(end.as_u64().unwrap() as usize);
    let rows = edges.map(|edge| json!([named(&edge[0]), named(&edge[1]), edge[2]]));
    (Value::Array(rows.collect()), input["n"].as_u64().unwrap() as usize)
}

/// Every group of a report is what its condition finds.
fn groups_hold(session: &mut Session, report: &ScoreReport) {
    assert!(!report.groups.is_empty());
    for group in &report.groups {
        let size = session.size(&Document::new(group.rule.clone()));
        assert_eq!((size.errors.len(), size.matched), (0, group.contacts), "{}", group.value);
    }
}

fn as_the_reference(case: &str, params: &Value) {
    let (input, expected) = oracle("graph.undirected.json", case);
    let (rows, n) = relations(&input);
    let mut session = network(n, &rows);
    let report = run(&mut session, params);
    let ranks: Vec<f64> = list(&expected["pagerank"]);
    for (own, theirs) in numbers(&mut session, "rank").iter().zip(&ranks) {
        assert!((own - theirs * n as f64).abs() <= 0.000_051, "{case}: {own} {theirs}");
    }
    let wholes = |name: &str| -> Vec<usize> {
        list(&expected[name]).into_iter().map(|number| number as usize).collect()
    };
    assert_eq!(whole(&mut session, "core"), wholes("core_number"), "{case}");
    assert_eq!(whole(&mut session, "degree"), wholes("degree"), "{case}");
    assert!((report.diag["nodes"] - n as f64).abs() < 1e-9, "{case}");
    assert!((report.diag["edges"] - expected["m"].as_f64().unwrap()).abs() < 1e-9, "{case}");
    let best = expected["best_modularity"].as_f64().unwrap();
    assert!((report.diag["modularity"] - best).abs() < 1e-3, "{case}: {:?}", report.diag);
    // ties are the edges among the pairs with five friends or more in common
    let edges: BTreeSet<(u64, u64)> = input["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| (edge[0].as_u64().unwrap(), edge[1].as_u64().unwrap()))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    if let Some(pairs) = expected["mutual_friends_ge5"].as_array() {
        let mut strong = vec![0; n];
        for pair in pairs {
            let (a, b) = (pair[0].as_u64().unwrap(), pair[1].as_u64().unwrap());
            if edges.contains(&(a, b)) {
                strong[a as usize] += 1;
                strong[b as usize] += 1;
            }
        }
        assert_eq!(whole(&mut session, "strong"), strong, "{case}");
    }
    groups_hold(&mut session, &report);
}

#[test]
fn the_numbers_are_those_of_the_reference() {
    as_the_reference("karate_unweighted", &json!({}));
    as_the_reference("les_miserables_weighted", &json!({}));
    as_the_reference("planted_partition_6x25_seed5", &json!({}));
}

#[test]
fn relations_that_hold_one_way_are_those_of_the_reference() {
    let (input, expected) = oracle("graph.directed.json", "random60_seed1");
    let (rows, n) = relations(&input);
    let mut session = network(n, &rows);
    let report = run(&mut session, &json!({"directed": true}));
    let ranks: Vec<f64> = list(&expected["pagerank"]);
    for (own, theirs) in numbers(&mut session, "rank").iter().zip(&ranks) {
        assert!((own - theirs * n as f64).abs() <= 0.000_051, "{own} {theirs}");
    }
    let mut mutual = vec![0; n];
    for pair in expected["mutual_pairs"].as_array().unwrap() {
        for end in pair.as_array().unwrap() {
            mutual[end.as_u64().unwrap() as usize] += 1;
        }
    }
    assert_eq!(whole(&mut session, "mutual"), mutual);
    let (mut follows, mut followers) = (vec![BTreeSet::new(); n], vec![BTreeSet::new(); n]);
    for edge in input["edges"].as_array().unwrap() {
        let (a, b) = (edge[0].as_u64().unwrap() as usize, edge[1].as_u64().unwrap() as usize);
        if a != b {
            follows[a].insert(b);
            followers[b].insert(a);
        }
    }
    let sizes = |sets: &[BTreeSet<usize>]| sets.iter().map(BTreeSet::len).collect::<Vec<_>>();
    assert_eq!(whole(&mut session, "follows"), sizes(&follows));
    assert_eq!(whole(&mut session, "followers"), sizes(&followers));
    let both: Vec<usize> =
        follows.iter().zip(&followers).map(|(a, b)| a.union(b).count()).collect();
    assert_eq!(whole(&mut session, "degree"), both);
    let reciprocity = expected["reciprocity"].as_f64().unwrap();
    assert!((report.diag["reciprocity"] - reciprocity).abs() < 1e-9);
}

#[test]
fn every_row_is_accounted_for() {
    let rows = json!([
        ["k0", "k1", 1],
        ["k1", "k0", 1],
        ["k0", "k1", 1], // one relation, listed three times
        ["k1", "k2", 1],
        ["k2", "k2", 1],
        ["k0", "stranger", 1],
        ["nobody", "k1", 1],
        ["k2", null, 1],
    ]);
    let mut session = network(4, &rows);
    let report = run(&mut session, &json!({"table": "friends", "to": "好友"}));
    let told = |name: &str| report.diag[name] as u32;
    let parts = [
        "edges",
        "repeated",
        "loops",
        "unknown_to",
        "unknown_from",
        "without_to",
        "ambiguous",
        "other_kinds",
        "bad_weights",
    ];
    assert_eq!(parts.map(told), [2, 2, 1, 1, 1, 1, 0, 0, 0]);
    assert_eq!(parts.map(told).iter().sum::<u32>(), 8, "rows");
    let found: Vec<&str> = report.notes.iter().map(|note| note.template.as_str()).collect();
    for template in ["network.unknown", "network.loops", "network.repeated", "network.without_to"] {
        assert!(found.contains(&template), "{found:?}");
    }
    assert_eq!(report.notes[0].params["by"], "id");
    // k3 has no relation: a degree of nothing, and no rank
    assert_eq!(column(&mut session, "degree"), ["1", "2", "1", "0"].map(|n| Some(n.to_owned())));
    assert_eq!(column(&mut session, "rank")[3], None);
    assert_eq!(report.model.n, 3);
    // a path of three: the middle has what a damping of .85 gives, 1.46 of an average of 1
    let ranks = numbers(&mut session, "rank");
    assert!((ranks[1] - 1.4595).abs() < 1e-4 && (ranks[0] - 0.7703).abs() < 1e-4, "{ranks:?}");
    let told = session.explain_score("net", &ContactRef::Key("k3".to_owned())).unwrap();
    assert_eq!(told.reasons[0].template, "network.person_alone");
    let told = session.explain_score("net", &ContactRef::Key("k1".to_owned())).unwrap();
    assert_eq!(
        (told.reasons[0].template.as_str(), told.reasons[0].params["members"].as_str()),
        ("network.person", "2")
    );
}

#[test]
fn weights_are_read_and_those_that_are_none_are_told() {
    let rows = json!([
        ["k0", "k1", 2.5],
        ["k1", "k0", 0.5],
        ["k1", "k2", 0],
        ["k2", "k0", -1],
        ["k0", "k2", null]
    ]);
    let mut session = network(3, &rows);
    let report = run(&mut session, &json!({}));
    assert_eq!((report.diag["edges"] as u32, report.diag["bad_weights"] as u32), (1, 3));
    assert_eq!(report.model.params["weight"], json!("权重"));
    assert_eq!(whole(&mut session, "degree"), [1, 1, 0]);
}

/// A small graph with communities, as sets, and what is asked of it word by word.
struct Twin {
    friends: Vec<BTreeSet<usize>>,
}

impl Twin {
    fn new(n: usize, edges: &[(usize, usize)]) -> Self {
        let mut friends = vec![BTreeSet::new(); n];
        for (a, b) in edges.iter().filter(|(a, b)| a != b) {
            friends[*a].insert(*b);
            friends[*b].insert(*a);
        }
        Self { friends }
    }

    fn common(&self, a: usize, b: usize) -> usize {
        self.friends[a].intersection(&self.friends[b]).count()
    }

    fn strong(&self, node: usize) -> usize {
        self.friends[node].iter().filter(|to| self.common(node, **to) >= 5).count()
    }

    fn core(&self, node: usize) -> usize {
        let left = |k: usize| {
            let mut inside: BTreeSet<usize> = (0..self.friends.len()).collect();
            while let Some(out) =
                inside.iter().copied().find(|v| self.friends[*v].intersection(&inside).count() < k)
            {
                inside.remove(&out);
            }
            inside
        };
        (1..=self.friends.len()).take_while(|k| left(*k).contains(&node)).last().unwrap_or(0)
    }

    /// Members of the own community, and the median of the friends in common with those.
    fn standing(&self, node: usize, labels: &[u32]) -> (usize, f64) {
        let members: Vec<usize> =
            self.friends[node].iter().copied().filter(|to| labels[*to] == labels[node]).collect();
        let mut shared: Vec<usize> = members.iter().map(|to| self.common(node, *to)).collect();
        shared.sort_unstable();
        let n = shared.len();
        let median = if n == 0 { 0.0 } else { (shared[(n - 1) / 2] + shared[n / 2]) as f64 / 2.0 };
        (n, median)
    }
}

#[test]
fn a_twin_that_counts_word_by_word_agrees() {
    let mut state = 7u64;
    let mut next = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for round in 0..6 {
        let n = 40 + 10 * round;
        let edges: Vec<(usize, usize)> = (0..n * 6)
            .map(|_| {
                // mostly within circles of twenty
                let a = next(n as u64) as usize;
                let near = a / 20 * 20 + next(20) as usize;
                let b = if next(6) == 0 { next(n as u64) as usize } else { near.min(n - 1) };
                (a, b)
            })
            .collect();
        let rows: Vec<Value> = edges.iter().map(|(a, b)| json!([key(*a), key(*b), 1])).collect();
        let mut session = network(n + 3, &Value::Array(rows));
        // without a weight every relation counts once
        let report = run(&mut session, &json!({"table": "friends", "to": "好友", "seeds": 2}));
        let twin = Twin::new(n + 3, &edges);
        let all: Vec<usize> = (0..n + 3).collect();
        let degrees: Vec<usize> = twin.friends.iter().map(BTreeSet::len).collect();
        assert_eq!(whole(&mut session, "degree"), degrees);
        assert_eq!(
            whole(&mut session, "strong"),
            all.iter().map(|v| twin.strong(*v)).collect::<Vec<_>>()
        );
        assert_eq!(
            whole(&mut session, "core"),
            all.iter().map(|v| twin.core(*v)).collect::<Vec<_>>()
        );
        // communities of the same graph, found at once
        let inside: Vec<usize> = all.iter().copied().filter(|v| degrees[*v] > 0).collect();
        let place = |v: usize| inside.iter().position(|other| *other == v).unwrap() as u32;
        let pairs: BTreeSet<(usize, usize)> =
            edges.iter().filter(|(a, b)| a != b).map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let list: Vec<Edge> = pairs.iter().map(|(a, b)| Edge::new(place(*a), place(*b))).collect();
        let graph = Graph::undirected(inside.len() as u32, &list);
        let options = community::Options { seeds: 2, ..community::Options::default() };
        let found = community::communities(&graph, &options, &mut |_| true).unwrap();
        assert!((report.diag["modularity"] - found.modularity).abs() < 1e-12);
        let (members, medians) =
            (numbers(&mut session, "members"), numbers(&mut session, "common"));
        let names = column(&mut session, "community");
        let mut labels = vec![u32::MAX; n + 3];
        inside.iter().zip(&found.labels).for_each(|(v, label)| labels[*v] = *label);
        for v in &inside {
            let (count, median) = twin.standing(*v, &labels);
            assert!(
                (members[*v] - count as f64).abs() < 1e-9 && (medians[*v] - median).abs() < 1e-9,
                "{v}"
            );
            let size = found.sizes[labels[*v] as usize];
            let name =
                if size < 10 { "零散".to_owned() } else { format!("圈子 {}", labels[*v] + 1) };
            assert_eq!(names[*v].as_deref(), Some(name.as_str()));
        }
        groups_hold(&mut session, &report);
    }
}

#[test]
fn strong_ties_of_followers_are_those_that_go_both_ways() {
    let mut edges = vec![(0usize, 1usize), (1, 0), (2, 0)];
    for friend in 3..8 {
        edges.extend([(0, friend), (friend, 1), (2, friend)]);
    }
    let rows: Vec<Value> = edges.iter().map(|(a, b)| json!([key(*a), key(*b), 1])).collect();
    let mut session = network(8, &Value::Array(rows));
    run(&mut session, &json!({"directed": true}));
    let list: Vec<Edge> = edges.iter().map(|(a, b)| Edge::new(*a as u32, *b as u32)).collect();
    let ties = common::strong_ties(&Graph::directed(8, &list), 5);
    assert_eq!(ties.len(), 1);
    assert_eq!(whole(&mut session, "strong"), [1, 1, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn who_is_related_to_everybody_is_left_out_and_named() {
    let mut rows: Vec<Value> = (1..9).map(|to| json!([key(0), key(to), 1])).collect();
    rows.extend([json!([key(1), key(2), 1]), json!([key(2), key(3), 1])]);
    let mut session = network(10, &Value::Array(rows));
    let report = run(&mut session, &json!({"cap": 5}));
    assert_eq!((report.diag["hubs"] as u32, report.diag["edges"] as u32), (1, 2));
    let note = report.notes.iter().find(|note| note.template == "network.hubs").unwrap();
    assert_eq!(note.params["names"], "**** (8)", "a key is masked");
    assert_eq!(whole(&mut session, "degree")[0], 8);
    assert_eq!(column(&mut session, "rank").iter().flatten().count(), 3);
    let told = |session: &mut Session, n: u32| {
        let told = session.explain_score("net", &ContactRef::Row(n)).unwrap();
        told.reasons[0].template.clone()
    };
    assert_eq!(told(&mut session, 0), "network.person_hub");
    assert_eq!(told(&mut session, 8), "network.person_of_hubs");
}

#[test]
fn without_relations_it_is_refused() {
    let mut session = network(3, &json!([["k0", "stranger", 1], ["k1", "k1", 1]]));
    let error = try_run(&mut session, &json!({})).unwrap_err();
    assert_eq!((error.code, error.params["what"].as_str()), (Code::ScoreTooFew, "relations"));
    let mut session = Session::new();
    session
        .load_tables(
            &json!({"contacts": {"key": "id", "columns": {"id": "id"}, "rows": [["a"]]}})
                .to_string(),
        )
        .unwrap();
    let error = try_run(&mut session, &json!({})).unwrap_err();
    assert_eq!((error.code, error.params["lacks"].as_str()), (Code::ScoreLacks, "relations"));
    let model = session.score_models().into_iter().find(|m| m.model == "network").unwrap();
    assert!(!model.supported && model.definition.is_none());
    for params in [
        json!({"cap": 0}),
        json!({"resolution": 0}),
        json!({"seeds": 99}),
        json!({"kinds": ["a"]}),
        json!({"more": 1}),
    ] {
        assert_eq!(try_run(&mut session, &params).unwrap_err().code, Code::BadScore, "{params}");
    }
    let mut session = network(2, &json!([["k0", "k1", 1]]));
    let error = try_run(&mut session, &json!({"table": "friends", "to": "朋友"})).unwrap_err();
    assert_eq!(
        (error.code, error.location.path.as_deref()),
        (Code::UnknownField, Some("params.to"))
    );
}

/// Members with names and phones, who bring and follow each other, as files of text.
fn club() -> Session {
    let mut session = Session::new();
    let mut members = "会员编号,昵称,手机号\n".to_owned();
    let mut invites = "会员编号,被邀请人手机,邀请时间\n".to_owned();
    let mut groups = "会员编号,群名\n".to_owned();
    let mut did = "会员编号,行为,时间\n".to_owned();
    for n in 0..30 {
        writeln!(members, "M{n:03},小{n},1380013{n:04}").unwrap();
        if n > 0 {
            writeln!(invites, "M{:03},1380013{n:04},2025-09-{:02}", n / 3, n % 28 + 1).unwrap();
        }
        let group = if n < 12 { "甲群" } else { "乙群" };
        writeln!(groups, "M{n:03},{group}").unwrap();
        if n % 2 == 0 && n < 10 {
            writeln!(groups, "M{n:03},丙群").unwrap();
        }
        for day in 1..=12 {
            writeln!(did, "M{n:03},浏览,2025-09-{day:02}").unwrap();
            if day <= n % 5 {
                writeln!(did, "M{n:03},分享,2025-09-{day:02}").unwrap();
            }
        }
    }
    for (name, text, table) in [
        ("会员.csv", members, None),
        ("邀请.csv", invites, Some("邀请")),
        ("群成员.csv", groups, Some("群成员")),
        ("互动.csv", did, Some("互动")),
    ] {
        let mut plan = session.inspect(name, text.as_bytes(), text.len() as u64).unwrap();
        let wanted = if table.is_some() { RowsAre::Events } else { RowsAre::Contacts };
        if plan.rows_are != wanted {
            plan.rows_are = wanted;
            plan = session.reinspect(&plan, text.as_bytes()).unwrap();
        }
        plan.rows_are = wanted;
        table.unwrap_or_default().clone_into(&mut plan.table);
        let handle = session.begin(plan).unwrap();
        session.push(handle, text.as_bytes()).unwrap();
        session.finish(handle, None).unwrap();
        while session.advance().unwrap() < 1.0 {}
    }
    session
}

#[test]
fn tables_and_columns_are_found_by_their_headers_and_people_by_their_phones() {
    let mut session = club();
    let model = session.score_models().into_iter().find(|m| m.model == "network").unwrap();
    let definition = model.definition.unwrap();
    let params = definition.model.params();
    assert_eq!(
        (&params["table"], &params["to"]),
        (&json!("邀请"), &json!("被邀请人手机")),
        "{params}"
    );
    assert_eq!(params["invitees"]["table"], json!("邀请"));
    assert_eq!(params["groups"], json!({"table": "群成员", "column": "群名"}));
    assert_eq!(
        (&params["shares"]["shares"], &params["shares"]["exposures"]),
        (&json!(["分享"]), &json!(["浏览"]))
    );
    let report =
        session.run_score(&ScoreDefinition { id: "net".to_owned(), ..definition }).unwrap();
    assert_eq!(report.notes[0].params["by"], "phone");
    assert_eq!(
        (report.diag["edges"] as u32, report.diag["unknown_to"] as u32),
        (29, 0),
        "{:?}",
        report.diag
    );
    // member 0 brought 1 and 2; everybody but 0 was brought by one
    let brought = whole(&mut session, "invited");
    assert_eq!((brought[0], brought[1], brought[9], brought[10]), (2, 3, 3, 0));
    let shares = numbers(&mut session, "share_rate");
    assert!((shares[4] - 4.0 / 12.0).abs() < 1e-4 && shares[5].abs() < 1e-9);
    // twelve exposures make everybody eligible; six of thirty share four times
    let top = column(&mut session, "top_sharer");
    assert_eq!(top.iter().filter(|value| value.as_deref() == Some("true")).count(), 6);
    assert_eq!(whole(&mut session, "groups")[4], 2);
    // all four signs are there: the score is the mean of four percentiles
    let scores = numbers(&mut session, "koc");
    assert!(scores.iter().all(|score| (0.0..=100.0).contains(score)));
    let best =
        column(&mut session, "koc_top").iter().filter(|v| v.as_deref() == Some("true")).count();
    assert_eq!(best, 2, "a twentieth of thirty, rounded up");
    groups_hold(&mut session, &report);
}

#[test]
fn groups_that_share_members_are_found_by_their_header() {
    let session = club();
    let found = session.group_overlap(&GroupOverlapOptions::default()).unwrap();
    assert_eq!((found.table.as_str(), found.column.as_str(), found.groups), ("群成员", "群名", 3));
    assert_eq!((found.contacts, found.unknown, found.found), (30, 0, 1));
    let pair = &found.pairs[0];
    let names = BTreeSet::from([pair.a.as_str(), pair.b.as_str()]);
    assert_eq!(names, BTreeSet::from(["甲群", "丙群"]));
    assert_eq!((pair.shared, pair.a_contacts.min(pair.b_contacts)), (5, 5));
    assert!((pair.overlap - 1.0).abs() < 1e-12 && (pair.jaccard - 5.0 / 12.0).abs() < 1e-12);
    let all =
        GroupOverlapOptions { min_overlap: 0.0, min_contacts: 6, ..GroupOverlapOptions::default() };
    assert_eq!(session.group_overlap(&all).unwrap().groups, 2);
    let wrong = GroupOverlapOptions {
        table: Some("没有".to_owned()),
        column: Some("群名".to_owned()),
        ..all
    };
    assert_eq!(session.group_overlap(&wrong).unwrap_err().code, Code::UnknownTable);
}

#[test]
fn it_goes_in_steps_and_can_be_dropped_between_two() {
    let rows: Vec<Value> =
        (0..300usize).map(|n| json!([key(n % 100), key((n * 7 + n / 100) % 100), 1])).collect();
    let mut session = network(100, &Value::Array(rows));
    let value =
        json!({"id": "net", "model": "network", "params": {"table": "friends", "to": "好友"}});
    let definition = ScoreDefinition::from_value(&value).unwrap();
    session.start_score(definition.clone());
    let mut done = vec![session.advance_score().unwrap()];
    // what is loaded stays as it is until the last step
    assert!(session.scores().is_empty());
    while done.last().is_some_and(|last| *last < 1.0) {
        done.push(session.advance_score().unwrap());
    }
    assert!(done.len() >= 9 && done.is_sorted(), "{done:?}");
    let report = session.finish_score().unwrap();
    // at once it is the same
    let again = session.run_score(&definition).unwrap();
    assert_eq!((&report.diag, &report.groups), (&again.diag, &again.groups));
    session.start_score(definition.clone());
    session.advance_score().unwrap();
    // other data in between: it begins anew
    let more = json!({"events": {"friends": {"key": "id", "columns": {"id": "id", "好友": "id", "权重": "number"}, "rows": [["k0", "k99", 1], ["k0", "k98", 1]]}}});
    session.load_tables(&more.to_string()).unwrap();
    while session.advance_score().unwrap() < 1.0 {}
    let later = session.finish_score().unwrap();
    assert_eq!(later.diag, session.run_score(&definition).unwrap().diag);
    assert!(later.diag["edges"] > report.diag["edges"]);
}

#[test]
fn later_relations_and_other_kinds_do_not_count() {
    let mut session = Session::new();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id"}, "rows": [["a"], ["b"], ["c"]]},
        "events": {"关系": {"key": "id", "time": "day", "columns": {"id": "id", "day": "date", "to": "id", "类型": "text"},
            "rows": [["a", "2025-09-01", "b", "好友"], ["b", "2025-09-20", "c", "好友"], ["a", "2025-09-02", "c", "客服"]]}},
    });
    session.load_tables(&tables.to_string()).unwrap();
    let value = json!({"id": "net", "model": "network", "as_of": "2025-09-10", "params": {"kind": "类型", "kinds": ["好友"]}});
    let report = session.run_score(&ScoreDefinition::from_value(&value).unwrap()).unwrap();
    let told = |name: &str| report.diag[name] as u32;
    assert_eq!((told("edges"), told("future_ignored"), told("other_kinds")), (1, 1, 1));
}
