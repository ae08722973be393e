//! Stages, plans, engagement, interests and chances of buying through the session, worked by hand.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::Code;
use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{ContactRef, PageOptions, ScoreDefinition, ScoreReport, Session};
use serde_json::{Value, json};

/// Contacts who joined on a day, what they did (`[contact, day, action, topic]`), and orders (`[contact, day, amount]`).
fn club(joined: &[&str], did: &Value, orders: &Value) -> Session {
    let mut session = Session::new();
    let rows: Vec<Value> =
        joined.iter().enumerate().map(|(n, day)| json!([format!("c{}", n + 1), day])).collect();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id", "加入时间": "date"}, "rows": rows},
        "events": {
            "interactions": {"key": "id", "time": "day", "rows": did,
                "columns": {"id": "id", "day": "date", "action": "text", "topic": "text"}},
            "orders": {"key": "id", "time": "paid", "amount": "amount", "rows": orders,
                "columns": {"id": "id", "paid": "date", "amount": "money"}},
        },
    });
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn run(session: &mut Session, value: &Value) -> ScoreReport {
    let mut value = value.clone();
    value["as_of"] = json!("2025-09-30");
    session.run_score(&ScoreDefinition::from_value(&value).unwrap()).unwrap()
}

fn column(session: &mut Session, name: &str) -> Vec<String> {
    let everybody = Document::new(Node::new(NodeKind::Const(true)));
    let options =
        PageOptions { limit: 9999, columns: Some(vec![name.to_owned()]), ..PageOptions::default() };
    let page = session.members(&everybody, &options, &fenqun::insight::Words::default()).unwrap();
    page.rows.into_iter().map(|row| row[0].clone().unwrap_or_else(|| "-".to_owned())).collect()
}

fn days(contact: &str, days: &[&str]) -> Vec<Value> {
    days.iter().map(|day| json!([contact, day, "visit", "a"])).collect()
}

/// One contact for each stage.
fn stages() -> Session {
    let did = [
        days("c1", &["2025-08-31"]), // 30 days idle
        days("c2", &["2025-09-30"]),
        // four from 60 to 30 days ago, one since
        days("c3", &["2025-08-05", "2025-08-06", "2025-08-07", "2025-08-08", "2025-09-20"]),
        days("c4", &["2025-08-05", "2025-09-20"]),
        days("c5", &["2025-09-20"]),
        days("c6", &["2025-08-05", "2025-09-20"]),
    ];
    let orders =
        json!([["c4", "2025-09-10", 1.0], ["c4", "2025-09-11", 1.0], ["c4", "2025-08-10", 1.0],]);
    let joined = [
        "2025-01-01",
        "2025-09-23",
        "2025-01-01",
        "2025-01-01",
        "2025-01-01",
        "2025-01-01",
        "2025-10-09",
        "2025-08-31",
    ];
    club(&joined, &json!(did.concat()), &orders)
}

#[test]
fn the_first_stage_that_holds_is_the_stage() {
    let mut session = stages();
    let report = run(&mut session, &json!({"id": "lifecycle", "model": "lifecycle"}));
    assert_eq!(
        column(&mut session, "lifecycle.stage"),
        // c6 is as active as before and buys nothing; c7 joins in the future; c8 never did anything for 30 days
        ["流失期", "导入期", "衰退期", "成熟期", "成长期", "成长期", "未知", "流失期"]
    );
    for group in &report.groups {
        let size = session.size(&Document::new(group.rule.clone()));
        assert_eq!((size.errors.len(), size.matched), (0, group.contacts), "{}", group.value);
    }
    let told = session.explain_score("lifecycle", &ContactRef::Key("c2".to_owned())).unwrap();
    assert_eq!(told.reasons[0].template, "stages.person");
    assert!(told.reasons[0].params["zh"].contains("加入时间"), "{:?}", told.reasons);
    let told = session.explain_score("lifecycle", &ContactRef::Key("c6".to_owned())).unwrap();
    assert_eq!(told.reasons[0].template, "stages.otherwise");
}

#[test]
fn stages_of_two_days_tell_who_went_where() {
    let mut session = stages();
    let params = json!({"compare": "2025-09-01"});
    let report = run(&mut session, &json!({"id": "lc", "model": "lifecycle", "params": params}));
    let grid = report.grid.unwrap();
    assert_eq!(grid.cells.iter().map(|cell| cell.contacts).sum::<u32>(), 8);
    for cell in grid.cells.iter().filter(|cell| cell.contacts > 0) {
        assert_eq!(session.size(&Document::new(cell.rule.clone())).matched, cell.contacts);
    }
}

#[test]
fn layers_of_a_community() {
    let did = [
        days("c2", &["2025-09-24", "2025-09-25", "2025-09-26", "2025-09-27", "2025-09-30"]),
        days("c4", &["2025-09-15"]), // 15 days
        days("c5", &["2025-09-16"]),
    ];
    let orders =
        json!([["c1", "2025-09-10", 1.0], ["c1", "2025-08-11", 1.0], ["c1", "2025-07-10", 1.0]]);
    let joined = ["2025-01-01", "2025-01-01", "2025-09-25", "2025-01-01", "2025-01-01"];
    let mut session = club(&joined, &json!(did.concat()), &orders);
    run(&mut session, &json!({"id": "layer", "model": "layers"}));
    assert_eq!(column(&mut session, "layer.layer"), ["忠诚", "活跃", "潜在", "沉默", "普通"]);
}

#[test]
fn own_stages_may_ask_for_other_scores_and_go_stale_with_them() {
    let mut session = stages();
    run(&mut session, &json!({"id": "rfm", "model": "rfm"}));
    let tag = json!({"id": "tier", "model": "tag", "params": {"stages": [
        {"name": "买过", "rule": {"attribute": {"field": "rfm.r", "is": "is_set"}}},
        {"name": "没买", "rule": {"const": true}},
    ]}});
    run(&mut session, &tag);
    assert_eq!(column(&mut session, "tier.tag")[3..5], ["买过", "没买"]);
    assert_eq!(session.remove_score("rfm").unwrap_err().code, Code::ScoreInUse);
    run(&mut session, &json!({"id": "rfm", "model": "rfm"}));
    assert_eq!(session.scores()[1].stale.len(), 1);
    let own = json!({"id": "tier", "model": "tag", "params": {"stages": [
        {"name": "x", "rule": {"attribute": {"field": "tier.tag", "is": "is_set"}}}]}});
    let error = session.run_score(&ScoreDefinition::from_value(&own).unwrap()).unwrap_err();
    assert_eq!(error.code, Code::BadScore);
    let wrong = json!({"id": "t", "model": "tag", "params": {"stages": [
        {"name": "x", "rule": {"attribute": {"field": "nothing", "is": "is_set"}}}]}});
    let error = session.run_score(&ScoreDefinition::from_value(&wrong).unwrap()).unwrap_err();
    assert_eq!(error.location.path.as_deref(), Some("params.stages[0].rule.attribute.field"));
}

#[test]
fn a_plan_adds_up_caps_fades_and_bands() {
    let mut session = stages();
    let plan = json!({"id": "points", "model": "plan", "params": {
        "items": [
            {"name": "老客", "points": 5, "rule": {"attribute": {"field": "加入时间", "is": {"before": "2025-06-01"}}}},
            {"name": "访问", "points": 2, "cap": 6, "events": {"table": "interactions", "field": "action", "values": ["visit"]}},
            {"name": "下单", "points": 8, "half_life_days": 20, "events": {"table": "orders"}},
        ],
        "bands": [{"name": "低", "from": 0}, {"name": "高", "from": 10}],
    }});
    run(&mut session, &plan);
    let points = column(&mut session, "points.points");
    // c1 5 + 2; c2 2; c3 5 + min(10, 6); c4 5 + 4 + 8 (½ + 2^-0.95 + 2^-2.55)
    let four = 9.0 + 8.0 * (0.5 + 2f64.powf(-19.0 / 20.0) + 2f64.powf(-51.0 / 20.0));
    assert_eq!(points[..3], ["7", "2", "11"]);
    assert_eq!(points[3], format!("{four:.2}"));
    assert_eq!(column(&mut session, "points.band")[..4], ["低", "低", "高", "高"]);
    let told = session.explain_score("points", &ContactRef::Key("c3".to_owned())).unwrap();
    let templates: Vec<&str> = told.reasons.iter().map(|r| r.template.as_str()).collect();
    assert_eq!(templates, ["plan.capped", "plan.part"]);
}

#[test]
fn engagement_fades_by_half_in_fourteen_days() {
    let did = json!([["c1", "2025-09-30", "分享", "a"], ["c1", "2025-09-16", "阅读", "a"]]);
    let mut session = club(&["2025-01-01", "2025-01-01"], &did, &json!([]));
    let report = run(&mut session, &json!({"id": "e", "model": "engagement"}));
    // 4 + ½: 100 × 4.5 / 14.5
    assert_eq!(column(&mut session, "e.score"), ["31.03", "0"]);
    assert_eq!(column(&mut session, "e.level"), ["中", "无互动"]);
    assert_eq!(report.model.params["weights"], json!({"分享": 4.0, "阅读": 1.0}));
}

#[test]
fn interests_are_held_against_everybody() {
    let did = json!([
        ["c1", "2025-09-30", "visit", "母婴"],
        ["c1", "2025-09-30", "visit", "母婴"],
        ["c1", "2025-09-30", "visit", "家电"],
        ["c2", "2025-09-30", "visit", "家电"],
        ["c2", "2025-09-30", "visit", "家电"],
        ["c2", "2025-09-30", "visit", "家电"],
    ]);
    let joined = ["2025-01-01", "2025-01-01", "2025-01-01"];
    let mut session = club(&joined, &did, &json!([]));
    let report = run(&mut session, &json!({"id": "i", "model": "interest"}));
    // everybody: 1/3 and 2/3; c1 (2 + 5/3) / 8 = 0.4583, lift 1.375; c2 (3 + 10/3) / 8, lift 1.1875 < 1.2
    assert_eq!(column(&mut session, "i.primary"), ["母婴", "-", "-"]);
    assert_eq!(column(&mut session, "i.share")[0], "0.4583");
    assert_eq!(report.model.n, 1);
}

/// Customers with orders at a steady gap of their own, some of whom stopped.
fn buyers(customers: u32) -> Session {
    let mut orders = Vec::new();
    for customer in 0..customers {
        let gap = 5 + customer % 40;
        let stop = if customer % 3 == 0 { 120 } else { 360 };
        let mut day = customer % 200;
        while day < stop {
            let date = fenqun::time::civil::format(20_000 + day as i32);
            orders.push(json!([format!("c{}", customer + 1), date, 10 + customer % 7]));
            day += gap + (day * 7 + customer) % 11;
        }
    }
    let joined = vec!["2024-01-01"; customers as usize + 1];
    club(&joined, &json!([]), &json!(orders))
}

#[test]
fn chances_of_buying_come_with_their_test() {
    let mut session = buyers(400);
    let definition = ScoreDefinition::from_value(&json!({"id": "p", "model": "purchase"})).unwrap();
    session.start_score(definition.clone());
    let mut steps = Vec::new();
    loop {
        let done = session.advance_score().unwrap();
        steps.push(done);
        if done >= 1.0 {
            break;
        }
        // until the end nothing has changed
        assert!(session.scores().is_empty());
    }
    assert!(steps.len() >= 4 && steps.is_sorted(), "{steps:?}");
    let report = session.finish_score().unwrap();
    assert_eq!(report.deciles.len(), 10);
    assert!(report.notes.iter().any(|note| note.template == "purchase.tested"));
    assert!(report.diag["test.auc"] > 0.5, "{:?}", report.diag);
    let chances = column(&mut session, "p.chance");
    // every third customer stops before the day 120, so those who begin later never order
    let ordered = |n: usize| n < 400 && (!n.is_multiple_of(3) || n % 200 < 120);
    for (n, chance) in chances.iter().enumerate() {
        assert_eq!(chance != "-", ordered(n), "{n}");
        assert!(chance == "-" || (0.0..=1.0).contains(&chance.parse::<f64>().unwrap()));
    }
    let alive = column(&mut session, "p.alive");
    let risk = column(&mut session, "p.risk");
    for (alive, risk) in alive.iter().zip(&risk).filter(|(alive, _)| *alive != "-") {
        let churn = 1.0 - alive.parse::<f64>().unwrap();
        let expected = if churn >= 0.7 {
            "高"
        } else if churn >= 0.4 {
            "中"
        } else {
            "低"
        };
        // a chance is told in ten-thousandths
        let on_the_cut = (churn - 0.4).abs() < 1e-3 || (churn - 0.7).abs() < 1e-3;
        assert!(on_the_cut || risk == expected, "{churn} {risk}");
    }
    // the same again, to the bit
    let again = session.run_score(&definition).unwrap();
    assert_eq!(again, report);
}

#[test]
fn too_few_customers_are_refused_with_a_reason() {
    let mut session = buyers(50);
    let definition = ScoreDefinition::from_value(&json!({"id": "p", "model": "purchase"})).unwrap();
    let error = session.run_score(&definition).unwrap_err();
    assert_eq!((error.code, error.params["least"].as_str()), (Code::ScoreTooFew, "200"));
    assert!(session.scores().is_empty());
}

#[test]
fn likeness_finds_who_has_what_the_seed_has() {
    let mut session = Session::new();
    // every third contact is 金; those and every sixth other one live in 上海
    let rows: Vec<Value> = (0..300u32)
        .map(|n| {
            let (seed, alike) = (n % 3 == 0, n % 6 == 1);
            let city = if seed || alike { "上海" } else { "北京" };
            json!([format!("c{n}"), if seed { "金" } else { "银" }, city, n % 50])
        })
        .collect();
    let columns = json!({"id": "id", "等级": "text", "城市": "text", "年龄": "number"});
    let tables = json!({"contacts": {"key": "id", "columns": columns, "rows": rows}});
    session.load_tables(&tables.to_string()).unwrap();
    let rule = json!({"attribute": {"field": "等级", "is": {"eq": "金"}}});
    let mut segment = Document::new(Node::from_value(&rule, "rule").unwrap());
    segment.name = "金卡".to_owned();
    let id = session.put_segment(segment.clone()).unwrap();
    let like = json!({"id": "like", "model": "lookalike", "params": {"segment": id}});
    let report = run(&mut session, &like);
    let groups = column(&mut session, "like.like");
    for (n, group) in groups.iter().enumerate() {
        let expected = match n % 6 {
            0 | 3 => "种子",
            1 => "相似",
            _ => "一般",
        };
        assert!(group == expected || (expected == "相似" && group == "一般"), "{n} {group}");
    }
    let alike = groups.iter().filter(|group| *group == "相似").count();
    assert!((25..=50).contains(&alike), "{alike}");
    assert!(report.diag["auc_of_odds"] > 0.8, "{:?}", report.diag);
    let told = session.explain_score("like", &ContactRef::Key("c1".to_owned())).unwrap();
    assert_eq!(told.reasons[0].params["name"], "城市 = 上海");
    segment.id = Some(id);
    segment.rule = Node::from_value(&json!({"const": false}), "rule").unwrap();
    session.put_segment(segment).unwrap();
    assert_eq!(session.scores()[0].stale[0].what.as_deref(), Some("s1"));
    let again = ScoreDefinition::from_value(&like).unwrap();
    assert_eq!(session.run_score(&again).unwrap_err().code, Code::ScoreTooFew);
}
