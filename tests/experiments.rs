//! Experiments and likeness through the session: against the reference's numbers, by hand, and against counting word by word.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::Code;
use fenqun::rule::{Document, Node, NodeKind};
use fenqun::score::experiment::proportions::Verdict;
use fenqun::score::similarity::Relation;
use fenqun::session::{
    AssignmentParams, ScoreDefinition, Session, TagSimilarityOptions, TestInput, TestOfReport,
    TestQuery, TestReport,
};
use md5::{Digest, Md5};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn oracle(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/oracles/data/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all["cases"].as_array().unwrap().clone()
}

fn near(own: f64, theirs: &Value, relative: f64, what: &str) {
    let theirs = theirs.as_f64().unwrap();
    assert!(
        (own - theirs).abs() <= relative * theirs.abs() + 1e-9,
        "{what}: {own} is not {theirs}"
    );
}

fn result(value: &Value) -> fenqun::Result<TestReport> {
    let input: TestInput = serde_json::from_value(value.clone()).unwrap();
    Session::test_result(&input)
}

fn arm(name: &str, conversions: u64, contacts: u64) -> Value {
    json!({"name": name, "conversions": conversions, "contacts": contacts})
}

fn templates(report: &TestReport) -> Vec<&str> {
    report.notes.iter().map(|note| note.template.as_str()).collect()
}

fn everybody() -> Document {
    Document::new(Node::new(NodeKind::Const(true)))
}

#[test]
fn two_arms_are_those_of_the_reference() {
    for case in oracle("ab.two_proportions") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let number = |name: &str| input[name].as_u64().unwrap();
        let arms = json!([
            arm("A", number("conversions_a"), number("n_a")),
            arm("B", number("conversions_b"), number("n_b")),
        ]);
        let name = case["name"].as_str().unwrap();
        for (interval, field) in
            [("newcombe", "ci95_diff_newcomb"), ("agresti_caffo", "ci95_diff_agresti-caffo")]
        {
            // arms of the reference may be of any size: they are as planned
            let (a, b) = (number("n_a") as f64, number("n_b") as f64);
            let mut value = json!({"arms": arms.clone(), "method": {"interval": interval}});
            value["arms"][0]["weight"] = json!(a);
            value["arms"][1]["weight"] = json!(b);
            let report = result(&value).unwrap();
            let pair = report.pairs[0].rates.as_ref().unwrap();
            if let Some(ends) = expected[field].as_array() {
                let own = pair.interval.unwrap();
                near(own.low, &ends[0], 1e-7, name);
                near(own.high, &ends[1], 1e-7, name);
            }
            if !expected["z_pooled"].is_null() {
                near(pair.z, &expected["z_pooled"], 1e-7, name);
                near(pair.p, &expected["p_two_sided"], 1e-7, name);
            }
            if let Some(p) = pair.fisher {
                near(p, &expected["fisher_p"], 1e-7, name);
            }
            assert!(
                (pair.bayes.b_better - expected["bayes_p_b_gt_a"].as_f64().unwrap()).abs() < 1e-4,
                "{name}"
            );
            assert_eq!(
                pair.relative_uplift.is_none(),
                expected["relative_uplift"].is_null(),
                "{name}"
            );
        }
    }
}

#[test]
fn several_arms_are_held_against_their_number() {
    for case in oracle("ab.multi_arm") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let counts =
            input["conversions"].as_array().unwrap().iter().zip(input["n"].as_array().unwrap());
        let arms: Vec<Value> = counts
            .map(|(x, n)| json!({"name": "x", "conversions": x, "contacts": n, "weight": n}))
            .collect();
        let report = result(&json!({"arms": arms, "control": input["control"]})).unwrap();
        let overall = report.overall.unwrap();
        near(overall.chi2, &expected["chi2"], 1e-8, "chi2");
        near(overall.p, &expected["p"], 1e-8, "p");
        for (pair, (p, holm)) in report.pairs.iter().zip(
            expected["pairwise_p"]
                .as_array()
                .unwrap()
                .iter()
                .zip(expected["holm"].as_array().unwrap()),
        ) {
            let rates = pair.rates.as_ref().unwrap();
            near(rates.p, p, 1e-8, "p");
            near(rates.adjusted_p, holm, 1e-8, "holm");
            // .028 alone is a finding, .056 of two comparisons is none
            let found = holm.as_f64().unwrap() < 0.05;
            assert_eq!(rates.verdict == Verdict::NotSignificant, !found);
        }
        assert_eq!(report.winner, None);
    }
}

#[test]
fn a_broken_split_hides_the_winner() {
    for case in oracle("ab.srm") {
        let observed = case["input"]["observed"].as_array().unwrap();
        let weights = case["input"]["weights"].as_array().unwrap();
        let arms: Vec<Value> = observed.iter().zip(weights)
            .map(|(n, w)| json!({"name": "x", "contacts": n, "conversions": n.as_u64().unwrap() / 4, "weight": w}))
            .collect();
        let report = result(&json!({"arms": arms})).unwrap();
        near(report.split.p, &case["expected"]["p"], 1e-8, "p");
        let alarm = case["expected"].get("srm_at_0.001").unwrap_or(&case["expected"]["srm"]);
        assert_eq!(json!(report.split.alarm), *alarm);
    }
    let won = json!([arm("对照", 50, 2000), arm("实验", 130, 2000)]);
    let report = result(&json!({"arms": won})).unwrap();
    assert_eq!((report.winner, templates(&report)[0]), (Some(1), "test.winner"));
    assert_eq!(report.pairs[0].note.params["points"], "4");
    let broken = json!([arm("对照", 50, 2000), arm("实验", 400, 4000)]);
    let report = result(&json!({"arms": broken})).unwrap();
    assert_eq!((report.winner, templates(&report)[0]), (None, "test.split_broken"));
    let rates = report.pairs[0].rates.as_ref().unwrap();
    assert_eq!((rates.verdict, rates.bayes.ready), (Verdict::SplitBroken, false));
    assert!(!templates(&report).contains(&"test.ready"));
    // the same numbers as they were planned
    let planned = json!([{"name": "对照", "conversions": 50, "contacts": 2000, "weight": 1}, {"name": "实验", "conversions": 400, "contacts": 4000, "weight": 2}]);
    assert_eq!(result(&json!({"arms": planned})).unwrap().winner, Some(1));
}

#[test]
fn what_cannot_be_told_is_said() {
    let report = result(&json!({"arms": [arm("A", 0, 90), arm("B", 0, 100)]})).unwrap();
    let rates = report.pairs[0].rates.as_ref().unwrap();
    assert_eq!(
        (rates.verdict, rates.z.to_bits(), rates.p),
        (Verdict::CannotTell, 0.0f64.to_bits(), 1.0)
    );
    let report = result(&json!({"arms": [arm("A", 0, 900), arm("B", 30, 900)]})).unwrap();
    assert_eq!(report.pairs[0].rates.as_ref().unwrap().relative_uplift, None);
    assert!(
        templates(&report).contains(&"test.control_zero")
            && templates(&report).contains(&"test.small")
    );
    let report = result(&json!({"arms": [arm("A", 0, 0), arm("B", 0, 0)]})).unwrap();
    assert_eq!(report.pairs[0].rates.as_ref().unwrap().verdict, Verdict::CannotTell);
    assert_eq!(report.pairs[0].rates.as_ref().unwrap().interval, None);
}

#[test]
fn who_looks_early_needs_more() {
    let arms = json!([arm("A", 100, 2000), arm("B", 130, 2000)]);
    let late = result(&json!({"arms": arms})).unwrap();
    let early = result(&json!({"arms": arms, "method": {"early": true}})).unwrap();
    assert_eq!((late.winner, early.winner), (Some(1), None));
    let (late, looked) =
        (late.pairs[0].rates.clone().unwrap(), early.pairs[0].rates.clone().unwrap());
    let sequential = looked.sequential.unwrap();
    assert!(
        looked.adjusted_p > late.adjusted_p && (looked.adjusted_p - sequential.p).abs() < 1e-15
    );
    let fixed = late.interval.unwrap();
    assert!(sequential.interval.low < fixed.low && sequential.interval.high > fixed.high);
    assert!(templates(&early).contains(&"test.early"));
}

#[test]
fn means_are_those_of_the_reference() {
    for case in oracle("ab.welch") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let arm = |which: &str| {
            let sd = input[format!("sd_{which}")].as_f64().unwrap();
            let n = &input[format!("n_{which}")];
            json!({"name": which, "contacts": n, "mean": input[format!("mean_{which}")], "variance": sd * sd, "weight": n})
        };
        let report = result(&json!({"arms": [arm("a"), arm("b")]})).unwrap();
        let means = report.pairs[0].means.as_ref().unwrap();
        near(means.t.unwrap(), &expected["t"], 1e-8, "t");
        near(means.p, &expected["p"], 1e-8, "p");
        assert_eq!(means.verdict, Verdict::NotSignificant);
        assert_eq!(report.pairs[0].note.template, "test.pair_means");
    }
    let same = json!({"name": "x", "contacts": 9, "mean": 3.0, "variance": 0.0});
    let report = result(&json!({"arms": [same, same]})).unwrap();
    assert_eq!(report.pairs[0].means.as_ref().unwrap().verdict, Verdict::CannotTell);
}

#[test]
fn numbers_that_cannot_hold_are_refused() {
    let ok = || arm("A", 1, 10);
    for (arms, path) in [
        (json!([ok()]), "arms"),
        (json!([ok(), arm("B", 11, 10)]), "arms[1].conversions"),
        (json!([ok(), {"name": "B", "contacts": 10}]), "arms"),
        (
            json!([ok(), {"name": "B", "contacts": 10, "conversions": 1, "mean": 1.0}]),
            "arms[1].variance",
        ),
        (
            json!([ok(), {"name": "B", "contacts": 10, "conversions": 1, "weight": -1.0}]),
            "arms[1].weight",
        ),
        (
            json!([{"name": "B", "contacts": 9, "mean": 1.0, "variance": -1.0}, {"name": "B", "contacts": 9, "mean": 1.0, "variance": 1.0}]),
            "arms[0].variance",
        ),
    ] {
        let error = result(&json!({"arms": arms})).unwrap_err();
        assert_eq!(
            (error.code, error.location.path.as_deref()),
            (Code::BadExperiment, Some(path)),
            "{arms}"
        );
    }
    let two = json!([ok(), ok()]);
    for (part, value) in [
        ("control", json!(2)),
        ("method", json!({"confidence": 1.0})),
        ("method", json!({"tuning": 0.0})),
    ] {
        let mut all = json!({"arms": two});
        all[part] = value;
        assert_eq!(result(&all).unwrap_err().code, Code::BadExperiment, "{all}");
    }
}

#[test]
fn sizes_are_those_of_the_reference() {
    for case in oracle("ab.sample_size") {
        let (input, expected) = (&case["input"], &case["expected"]);
        let Some(contacts) = expected["n1_ceil"].as_u64() else { continue };
        let alternative = input["alternative"].as_str().unwrap().replace('-', "_");
        let value = json!({"baseline": input["p1"], "target": input["p2"], "alpha": input["alpha"], "power": input["power"], "ratio": input["ratio"], "alternative": alternative});
        let found = Session::sample_size(&serde_json::from_value(value).unwrap()).unwrap();
        assert_eq!(found.control, contacts, "{}", case["name"]);
    }
    let size = |value: Value| Session::sample_size(&serde_json::from_value(value).unwrap());
    let by_lift = size(json!({"baseline": 0.02, "lift": 0.5})).unwrap();
    assert_eq!((by_lift.control, by_lift.arm, by_lift.total), (3826, 3826, 7652));
    let twice = size(json!({"baseline": 0.02, "lift": 0.5, "arms": 2})).unwrap();
    assert!(twice.control > by_lift.control && twice.total == 3 * twice.control);
    for wrong in [
        json!({"baseline": 0.02}),
        json!({"baseline": 0.02, "target": 0.03, "lift": 0.5}),
        json!({"baseline": 0.0, "target": 0.03}),
        json!({"baseline": 0.5, "lift": 1.5}),
        json!({"baseline": 0.5, "target": 0.5}),
        json!({"baseline": 0.5, "target": 0.6, "power": 2.0}),
        json!({"baseline": 0.5, "target": 0.6, "arms": 0}),
    ] {
        assert_eq!(size(wrong.clone()).unwrap_err().code, Code::BadExperiment, "{wrong}");
    }
}

/// Contacts by key with an arm of a file, a value before and after, and tags; orders of some.
fn shop(rows: &[Value]) -> Session {
    let columns = json!({"id": "id", "组": "text", "前": "money", "后": "money", "标签": "tags"});
    let orders: Vec<Value> = (0..rows.len())
        .filter(|n| n % 3 == 0)
        .map(|n| json!([format!("c{n}"), "2025-09-01", 9.5]))
        .collect();
    let tables = json!({
        "contacts": {"key": "id", "columns": columns, "rows": rows},
        "events": {"orders": {"key": "id", "time": "day", "amount": "amount", "columns": {"id": "id", "day": "date", "amount": "money"}, "rows": orders}},
    });
    let mut session = Session::new();
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn query(session: &mut Session, value: &Value) -> fenqun::Result<TestOfReport> {
    let query: TestQuery = serde_json::from_value(value.clone()).unwrap();
    session.test_of(&query)
}

fn segment(rule: &Value) -> Value {
    json!({"fenqun": 1, "name": "x", "rule": rule})
}

#[test]
fn values_of_the_data_are_compared_as_the_reference_does() {
    let case = &oracle("ab.cuped")[0];
    let mut rows = Vec::new();
    for which in ["a", "b"] {
        let of = |part: &str| case["input"][which][part].as_array().unwrap().clone();
        for (pre, post) in of("pre").iter().zip(&of("post")) {
            rows.push(json!([format!("c{}", rows.len()), which, pre, post, null]));
        }
    }
    // who is in no arm takes no part
    rows.push(json!(["outside", null, 5000, 5000, null]));
    let mut session = shop(&rows);
    let found = query(
        &mut session,
        &json!({"arms": {"column": {"field": "组"}}, "value": "后", "before": "前"}),
    )
    .unwrap();
    let means = found.report.pairs[0].means.as_ref().unwrap();
    let (cuped, expected) = (means.cuped.as_ref().unwrap(), &case["expected"]);
    near(cuped.theta, &expected["theta"], 1e-7, "theta");
    near(cuped.variance_ratio, &expected["variance_ratio"], 1e-7, "ratio");
    near(means.p, &expected["cuped"]["p"], 1e-7, "p");
    near(means.difference, &expected["cuped"]["expected"], 1e-7, "difference");
    near(means.interval.unwrap().low, &expected["cuped"]["ci"][0], 1e-7, "low");
    near(cuped.unadjusted.p, &expected["unadjusted"]["p"], 1e-7, "unadjusted");
    // what was noise before is a finding after
    assert_eq!((means.verdict, found.report.winner), (Verdict::Better, Some(1)));
    let plain =
        query(&mut session, &json!({"arms": {"column": {"field": "组"}}, "value": "后"})).unwrap();
    near(plain.report.pairs[0].means.as_ref().unwrap().p, &expected["unadjusted"]["p"], 1e-7, "p");
    assert_eq!(plain.report.winner, None);
}

#[test]
fn conversions_of_segments_are_counted() {
    let rows: Vec<Value> = (0..90)
        .map(|n| {
            json!([
                format!("c{n}"),
                if n < 40 { "甲" } else { "乙" },
                null,
                if n % 2 == 0 { json!(n) } else { Value::Null },
                null
            ])
        })
        .collect();
    let mut session = shop(&rows);
    let bought =
        segment(&json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}}));
    let asked = json!({"arms": {"column": {"field": "组"}}, "conversion": bought, "value": "后", "control": "甲"});
    let found = query(&mut session, &asked).unwrap();
    let arms: Vec<(&str, u64, Option<u64>)> = found
        .report
        .arms
        .iter()
        .map(|arm| (arm.name.as_str(), arm.contacts, arm.conversions))
        .collect();
    // every third of c0..c39 and of c40..c89
    assert_eq!(arms, [("乙", 50, Some(16)), ("甲", 40, Some(14))]);
    assert_eq!((found.report.control, found.without_value), (1, 45));
    let mean: f64 = (0..40).filter(|n| n % 2 == 0).map(f64::from).sum::<f64>() / 40.0;
    assert!((found.report.arms[1].mean.unwrap() - mean).abs() < 1e-12, "who has none counts as 0");
    // segments as arms: who is in both is left out
    let one = segment(
        &json!({"attribute": {"field": "id", "is": {"in": (0..50).map(|n| format!("c{n}")).collect::<Vec<_>>()}}}),
    );
    let other = segment(
        &json!({"attribute": {"field": "id", "is": {"in": (45..90).map(|n| format!("c{n}")).collect::<Vec<_>>()}}}),
    );
    let arms =
        json!({"documents": [{"name": "一", "document": one}, {"name": "二", "document": other}]});
    let found = query(&mut session, &json!({"arms": arms, "conversion": bought})).unwrap();
    assert_eq!(
        (found.report.arms[0].contacts, found.report.arms[1].contacts, found.in_several),
        (45, 40, 5)
    );
    assert!(templates(&found.report).contains(&"test.in_several"));
    for (wrong, code) in [
        (json!({"arms": arms}), Code::BadExperiment),
        (json!({"arms": {"column": {"field": "没有"}}, "conversion": bought}), Code::UnknownField),
        (json!({"arms": {"column": {"field": "id"}}, "conversion": bought}), Code::BadExperiment),
        (json!({"arms": arms, "value": "组"}), Code::BadExperiment),
        (
            json!({"arms": arms, "conversion": segment(&json!({"attribute": {"field": "没有", "is": {"eq": 1}}}))}),
            Code::UnknownField,
        ),
    ] {
        assert_eq!(query(&mut session, &wrong).unwrap_err().code, code, "{wrong}");
    }
}

/// The arm of a key by the words of the definition.
fn arm_by_hand(experiment: &str, key: &str, weights: &[f64]) -> usize {
    let digest: String = Md5::digest(format!("{experiment}:{key}"))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let number = f64::from(u32::from_str_radix(&digest[..8], 16).unwrap());
    let total: f64 = weights.iter().sum();
    let mut end = 0.0;
    weights
        .iter()
        .position(|weight| {
            end += weight / total * 4_294_967_296.0;
            number < end
        })
        .unwrap()
}

#[test]
fn arms_are_ranges_of_the_md5_and_a_column_of_rules() {
    let rows: Vec<Value> = (0..1000)
        .map(|n| {
            json!([
                if n == 7 { Value::Null } else { json!(format!("c{n}")) },
                null,
                null,
                null,
                null
            ])
        })
        .collect();
    let mut session = shop(&rows);
    let arms = json!([{"name": "对照", "weight": 2}, {"name": "甲"}, {"name": "乙"}]);
    let params = json!({"experiment": "618-家电", "arms": arms});
    let mut expected = [0u32; 3];
    for n in (0..1000).filter(|n| *n != 7) {
        expected[arm_by_hand("618-家电", &format!("c{n}"), &[2.0, 1.0, 1.0])] += 1;
    }
    let input: AssignmentParams = serde_json::from_value(params.clone()).unwrap();
    let found = session.assign_arms(&everybody(), &input).unwrap();
    assert_eq!(found.arms.iter().map(|arm| arm.contacts).collect::<Vec<_>>(), expected);
    assert_eq!((found.contacts, found.key.as_str(), found.split.alarm), (1000, "id", false));
    assert_eq!(found.without_key + expected.iter().sum::<u32>(), 1000);
    let ends: Vec<_> = found
        .arms
        .iter()
        .map(|arm| (arm.first.clone().unwrap(), arm.last.clone().unwrap()))
        .collect();
    let text = |pair: (&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
    assert_eq!(
        ends,
        [("00000000", "7fffffff"), ("80000000", "bfffffff"), ("c0000000", "ffffffff")].map(text)
    );
    // the model writes the same into a column
    let value = json!({"id": "exp", "model": "assignment", "params": params});
    let report = session.run_score(&ScoreDefinition::from_value(&value).unwrap()).unwrap();
    for (group, n) in report.groups.iter().zip(expected) {
        let size = session.size(&Document::new(group.rule.clone()));
        assert_eq!((size.errors.len(), size.matched, group.contacts), (0, n, n));
    }
    // its weights are those of the split, in their order
    let bought =
        segment(&json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}}));
    let tested = query(
        &mut session,
        &json!({"arms": {"column": {"field": "exp.arm"}}, "conversion": bought}),
    )
    .unwrap();
    let names: Vec<&str> = tested.report.arms.iter().map(|arm| arm.name.as_str()).collect();
    assert_eq!(names, ["对照", "甲", "乙"]);
    assert!(!tested.report.split.alarm && tested.report.split.expected[0] > 450.0);
    let told = session.explain_score("exp", &fenqun::session::ContactRef::Row(0)).unwrap();
    assert_eq!(told.reasons[0].template, "assignment.person");
    for wrong in [
        json!({"experiment": ""}),
        json!({"arms": []}),
        json!({"arms": [{"name": "A"}, {"name": "A"}]}),
        json!({"arms": [{"name": "A", "weight": 0}]}),
    ] {
        let input: AssignmentParams = serde_json::from_value(wrong.clone()).unwrap();
        assert_eq!(
            session.assign_arms(&everybody(), &input).unwrap_err().code,
            Code::BadScore,
            "{wrong}"
        );
    }
    let input: AssignmentParams = serde_json::from_value(json!({"key": "没有"})).unwrap();
    assert_eq!(session.assign_arms(&everybody(), &input).unwrap_err().code, Code::UnknownField);
}

#[test]
fn an_assignment_of_a_segment_leaves_the_others_without() {
    let rows: Vec<Value> =
        (0..60).map(|n| json!([format!("c{n}"), null, null, null, null])).collect();
    let mut session = shop(&rows);
    let mut bought = Document::from_json(
        &segment(&json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}}))
            .to_string(),
    )
    .unwrap();
    bought.id = Some("bought".to_owned());
    session.put_segment(bought).unwrap();
    let value = json!({"id": "exp", "model": "assignment", "params": {"segment": "bought"}});
    let report = session.run_score(&ScoreDefinition::from_value(&value).unwrap()).unwrap();
    assert_eq!(report.model.n, 20);
    let missing = report.groups.last().unwrap();
    assert_eq!((missing.value.as_str(), missing.contacts), ("", 40));
}

#[test]
fn tags_that_are_alike_contain_each_other_or_are_nobodys() {
    let tags = |n: usize| {
        let mut tags = Vec::new();
        let mut with = |is: bool, name: &str| {
            if is {
                tags.push(name.to_owned());
            }
        };
        with(n < 50, "高价值");
        with(n < 50 && n != 3, "优质客户");
        with((20..30).contains(&n), "会员-金");
        with((20..31).contains(&n), "母婴");
        with((60..90).contains(&n), "VIP 客户");
        with((95..100).contains(&n), "vip客户");
        with((10..20).contains(&n), "核心");
        tags
    };
    let rows: Vec<Value> =
        (0..100).map(|n| json!([format!("c{n}"), null, null, null, tags(n)])).collect();
    let session = shop(&rows);
    let found = session.tag_similarity(&TagSimilarityOptions::default());
    let pair = |a: &str, b: &str| {
        found.pairs.iter().find(|pair| [pair.a.as_str(), pair.b.as_str()] == [a, b])
    };
    let alike = found
        .pairs
        .iter()
        .find(|p| {
            BTreeSet::from([p.a.as_str(), p.b.as_str()]) == BTreeSet::from(["高价值", "优质客户"])
        })
        .unwrap();
    assert_eq!((alike.relation, alike.similarity.intersection), (Relation::Merge, 49));
    assert!((alike.similarity.jaccard - 0.98).abs() < 1e-12);
    let inside = pair("高价值", "核心").unwrap();
    assert_eq!(
        (inside.relation, inside.a_contacts, inside.b_contacts),
        (Relation::Contained, 50, 10)
    );
    let named = found.pairs.iter().find(|pair| pair.same_name).unwrap();
    assert_eq!((named.relation, named.similarity.intersection), (Relation::Merge, 0));
    // a tag and the one above it are no pair
    assert!(found.pairs.iter().all(|p| !(p.a.starts_with("会员") && p.b.starts_with("会员"))));
    // against every pair of sets
    let mut sets: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for n in 0..100 {
        for tag in tags(n) {
            for at in tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]) {
                sets.entry(tag[..at].to_owned()).or_default().insert(n);
            }
        }
    }
    let all: Vec<(&String, &BTreeSet<usize>)> = sets.iter().collect();
    let mut expected = BTreeSet::new();
    for (one, (a, x)) in all.iter().enumerate() {
        for (b, y) in all.iter().skip(one + 1) {
            let both = x.intersection(y).count() as f64;
            let jaccard =
                both / (x.len() + y.len()) as f64 * 1.0 / (1.0 - both / (x.len() + y.len()) as f64);
            let overlap = both / x.len().min(y.len()) as f64;
            let bare = |name: &str| name.to_lowercase().replace([' ', '-'], "");
            let related = a.starts_with(&format!("{b}-")) || b.starts_with(&format!("{a}-"));
            if !related && (jaccard >= 0.5 || overlap >= 0.95 || bare(a) == bare(b)) {
                expected.insert(BTreeSet::from([(*a).clone(), (*b).clone()]));
            }
        }
    }
    let own: BTreeSet<BTreeSet<String>> =
        found.pairs.iter().map(|pair| BTreeSet::from([pair.a.clone(), pair.b.clone()])).collect();
    assert_eq!(own, expected);
    assert_eq!(
        (found.found as usize, found.tags as usize, found.left_out),
        (expected.len(), all.len(), 0)
    );
    let few = session
        .tag_similarity(&TagSimilarityOptions { most: 1, ..TagSimilarityOptions::default() });
    assert_eq!((few.pairs.len(), few.found), (1, found.found));
}

#[test]
fn segments_are_compared_and_everybody_is_counted_once() {
    let rows: Vec<Value> = (0..60).map(|n| json!([format!("c{n}"), null, null, n, null])).collect();
    let mut session = shop(&rows);
    let below = |n: i32| {
        Document::from_json(
            &segment(&json!({"attribute": {"field": "后", "is": {"lt": n}}})).to_string(),
        )
        .unwrap()
    };
    let bought = Document::from_json(
        &segment(&json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}}))
            .to_string(),
    )
    .unwrap();
    let found = session.segment_similarity(&[below(30), below(10), bought]).unwrap();
    assert_eq!(found.sizes, [30, 10, 20]);
    let pair = &found.pairs[0];
    assert_eq!((pair.a, pair.b, pair.relation), (0, 1, Relation::Contained));
    assert!(
        (pair.similarity.jaccard - 1.0 / 3.0).abs() < 1e-12
            && (pair.similarity.lift.unwrap() - 2.0).abs() < 1e-12
    );
    let total: u64 = found.exclusive.iter().map(|one| one.count).sum();
    assert_eq!(total + u64::from(found.outside), 60);
    // c0, c3, c6, c9 are in all three
    assert!(found.exclusive.iter().any(|one| one.sets == [0, 1, 2] && one.count == 4));
    let many = vec![everybody(); 65];
    assert_eq!(session.segment_similarity(&many).unwrap_err().code, Code::TooManyDocuments);
}

/// Made-up contacts for the test in wasm, which makes the same: `tests/node/experiments.test.mjs`.
fn made_up() -> Value {
    let (mut contacts, mut friends, mut groups, mut orders) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for n in 0..300usize {
        let id = format!("c{n}");
        let mut tags = vec![["甲", "乙", "丙"][n % 3]];
        if n % 3 == 0 && n % 30 != 0 {
            tags.push("甲类");
        }
        if n % 12 == 0 {
            tags.push("丁");
        }
        contacts.push(json!([id, (n * 37) % 500, (n * 53 + n * n) % 700, tags]));
        for k in 1..=1 + n % 7 {
            // mostly within thirty, sometimes anywhere
            let near = n / 30 * 30 + (n * k + k * k) % 30;
            let to = if (n + k) % 9 == 0 { (n * 7 + k * 31) % 300 } else { near };
            friends.push(json!([id, format!("c{to}"), (n + k) % 4 + 1]));
        }
        groups.push(json!([id, format!("群{}", n % 8)]));
        if n % 5 < 2 {
            groups.push(json!([id, format!("群{}", n % 3)]));
        }
        if (n * 11) % 10 < 3 {
            orders.push(json!([id, "2025-09-01", 9.5]));
        }
    }
    json!({
        "contacts": {"key": "id", "columns": {"id": "id", "前": "money", "后": "money", "标签": "tags"}, "rows": contacts},
        "events": {
            "friends": {"key": "id", "columns": {"id": "id", "好友": "id", "权重": "number"}, "rows": friends},
            "groups": {"key": "id", "columns": {"id": "id", "群名": "text"}, "rows": groups},
            "orders": {"key": "id", "time": "day", "amount": "amount", "rows": orders,
                "columns": {"id": "id", "day": "date", "amount": "money"}},
        },
    })
}

/// What is asked in both places.
fn questions() -> Value {
    let buyers =
        segment(&json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}}));
    let rich = segment(&json!({"attribute": {"field": "后", "is": {"ge": 300}}}));
    json!({
        "assignArms": [rich, {"experiment": "618-家电", "arms": [{"name": "A", "weight": 2}, {"name": "B", "weight": 1}]}],
        "testResult": [{"arms": [arm("A", 100, 2000), arm("B", 130, 2010), {"name": "C", "conversions": 4, "contacts": 1990}], "method": {"interval": "score", "confidence": 0.9}}],
        "testOf": [{"arms": {"column": {"field": "exp.arm"}}, "conversion": buyers, "value": "后", "before": "前", "method": {"early": true}}],
        "sampleSize": [{"baseline": 0.05, "lift": 0.2, "power": 0.9, "ratio": 2, "arms": 3}],
        "tagSimilarity": [{"min_jaccard": 0.1}],
        "segmentSimilarity": [[buyers, rich]],
        "groupOverlap": [{"min_overlap": 0.05}],
    })
}

fn as_json<T: serde::Serialize>(value: T) -> Value {
    serde_json::to_value(value).unwrap()
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

fn answers(session: &mut Session, questions: &Value) -> Value {
    let document = |value: &Value| Document::from_json(&value.to_string()).unwrap();
    let args = |name: &str| questions[name].clone();
    let assigned = session
        .assign_arms(&document(&args("assignArms")[0]), &read(&args("assignArms")[1]))
        .unwrap();
    let list: Vec<Document> =
        args("segmentSimilarity")[0].as_array().unwrap().iter().map(document).collect();
    json!({
        "assignArms": as_json(assigned),
        "testResult": as_json(Session::test_result(&read(&args("testResult")[0])).unwrap()),
        "testOf": as_json(session.test_of(&read(&args("testOf")[0])).unwrap()),
        "sampleSize": as_json(Session::sample_size(&read(&args("sampleSize")[0])).unwrap()),
        "tagSimilarity": as_json(session.tag_similarity(&read(&args("tagSimilarity")[0]))),
        "segmentSimilarity": as_json(session.segment_similarity(&list).unwrap()),
        "groupOverlap": as_json(session.group_overlap(&read(&args("groupOverlap")[0])).unwrap()),
    })
}

/// Written anew by `FENQUN_UPDATE=1 cargo test --test experiments`.
#[test]
fn the_values_for_the_test_in_wasm_are_those_of_today() {
    let mut session = Session::new();
    session.load_tables(&made_up().to_string()).unwrap();
    let mut scores = serde_json::Map::new();
    for (id, model) in [("exp", "assignment"), ("net", "network")] {
        let report = session
            .run_score(&ScoreDefinition::from_value(&json!({"id": id, "model": model})).unwrap())
            .unwrap();
        let mut columns = serde_json::Map::new();
        for column in &report.columns {
            let options = fenqun::session::PageOptions {
                limit: 10_000,
                columns: Some(vec![column.name.clone()]),
                ..fenqun::session::PageOptions::default()
            };
            let page = session
                .members(&everybody(), &options, &fenqun::insight::Words::default())
                .unwrap();
            let values: Vec<String> =
                page.rows.into_iter().map(|row| row[0].clone().unwrap_or_default()).collect();
            columns.insert(
                column.name.clone(),
                json!(fenqun::facts::hash::sha256_hex(&values.join("\n"))),
            );
        }
        scores.insert(
            id.to_owned(),
            json!({"model": model, "diag": report.diag, "notes": report.notes, "columns": columns}),
        );
    }
    let questions = questions();
    let answers = answers(&mut session, &questions);
    let all = json!({"scores": scores, "questions": questions, "answers": answers});
    let fresh = serde_json::to_string(&all).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/experiments.json");
    if std::env::var_os("FENQUN_UPDATE").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == fresh,
        "tests/fixtures/experiments.json is stale"
    );
}
