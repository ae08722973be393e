//! Scores through the session: hand-worked values, data that go stale, and the library file.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::float_cmp, reason = "counts and cut values are exact")]

use fenqun::Code;
use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{ContactRef, PageOptions, ScoreDefinition, ScoreReport, Session, StaleWhy};
use serde_json::{Value, json};

/// A session with contacts `c1`, `c2` … and orders `(contact, day, amount)`.
fn shop(contacts: usize, orders: &[(&str, &str, f64)]) -> Session {
    let mut session = Session::new();
    let rows: Vec<Value> = (1..=contacts).map(|n| json!([format!("c{n}")])).collect();
    let orders: Vec<Value> =
        orders.iter().map(|(c, day, amount)| json!([c, day, amount])).collect();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id"}, "rows": rows},
        "events": {"orders": {
            "key": "id", "time": "paid", "amount": "amount",
            "columns": {"id": "id", "paid": "date", "amount": "money"}, "rows": orders,
        }},
    });
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn definition(value: &Value) -> ScoreDefinition {
    ScoreDefinition::from_value(value).unwrap()
}

fn rfm(params: &Value) -> ScoreDefinition {
    definition(&json!({"id": "rfm", "model": "rfm", "as_of": "2025-10-01", "params": params}))
}

/// What a contact has in each column of the score, `-` where nothing.
fn column(session: &mut Session, name: &str) -> Vec<String> {
    let everybody = Document::new(Node::new(NodeKind::Const(true)));
    let options =
        PageOptions { limit: 1000, columns: Some(vec![name.to_owned()]), ..PageOptions::default() };
    let page = session.members(&everybody, &options, &fenqun::insight::Words::default()).unwrap();
    page.rows.into_iter().map(|row| row[0].clone().unwrap_or_else(|| "-".to_owned())).collect()
}

fn size(session: &mut Session, rule: &Value) -> u32 {
    let rule = Node::from_value(rule, "rule").unwrap();
    let report = session.size(&Document::new(rule));
    assert!(report.errors.is_empty(), "{:?}", report.errors);
    report.matched
}

fn cut(report: &ScoreReport, part: &str) -> Vec<f64> {
    report.cuts.iter().find(|cut| cut.part == part).unwrap().values.clone()
}

/// Five customers whose order days and amounts are all different, and one without an order.
fn six() -> Session {
    shop(
        6,
        &[
            ("c1", "2025-10-01", 500.0),
            ("c2", "2025-09-21", 400.0),
            ("c3", "2025-09-11", 300.0),
            ("c4", "2025-09-01", 200.0),
            ("c5", "2025-08-22", 100.0),
        ],
    )
}

#[test]
fn five_customers_fall_into_five_levels() {
    let mut session = six();
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    // days 0, 10, 20, 30, 40: type-7 quantiles at 1/5 … are 8, 16, 24, 32
    assert_eq!(cut(&report, "r"), [8.0, 16.0, 24.0, 32.0]);
    // 100 … 500: 180, 260, 340, 420
    assert_eq!(cut(&report, "m"), [180.0, 260.0, 340.0, 420.0]);
    assert_eq!(cut(&report, "cell.m"), [300.0]);
    assert_eq!(column(&mut session, "rfm.r"), ["5", "4", "3", "2", "1", "-"]);
    assert_eq!(column(&mut session, "rfm.m"), ["5", "4", "3", "2", "1", "-"]);
    // everybody has one order: the middle level
    assert_eq!(column(&mut session, "rfm.f"), ["3", "3", "3", "3", "3", "-"]);
    assert_eq!(column(&mut session, "rfm.code"), ["535", "434", "333", "232", "131", "-"]);
    assert_eq!(column(&mut session, "rfm.sum"), ["13", "11", "9", "7", "5", "-"]);
    assert_eq!(
        column(&mut session, "rfm.cell"),
        ["重要价值客户", "重要价值客户", "重要价值客户", "一般保持客户", "一般保持客户", "-"]
    );
    assert_eq!(column(&mut session, "rfm.days"), ["0", "10", "20", "30", "40", "-"]);
    assert_eq!(report.model.n, 5);
    let templates: Vec<&str> = report.notes.iter().map(|note| note.template.as_str()).collect();
    assert_eq!(
        templates,
        ["rfm.facts", "rfm.quantiles", "warn.zero_variance", "warn.recommend_fixed"]
    );
}

#[test]
fn rules_ask_for_the_columns_as_for_any_other() {
    let mut session = six();
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    let at_least = json!({"attribute": {"field": "rfm.r", "is": {"ge": 4}}});
    assert_eq!(size(&mut session, &at_least), 2);
    for group in &report.groups {
        let rule = serde_json::to_value(&group.rule).unwrap();
        assert_eq!(size(&mut session, &rule), group.contacts, "{} {}", group.part, group.value);
    }
    let grid = report.grid.unwrap();
    assert_eq!((grid.xs.len(), grid.ys.len(), grid.cells.len()), (5, 5, 25));
    assert_eq!(grid.cells.iter().map(|cell| cell.contacts).sum::<u32>(), 5);
    for cell in &grid.cells {
        assert_eq!(size(&mut session, &serde_json::to_value(&cell.rule).unwrap()), cell.contacts);
    }
    let field = session.schema().fields.iter().find(|f| f.name == "rfm.cell").unwrap();
    assert_eq!(field.score.as_ref().unwrap().en, "RFM cell");
    let csv = session.export_csv_text();
    assert!(csv.contains("rfm.code") && csv.contains("535"), "{csv}");
}

trait Csv {
    fn export_csv_text(&mut self) -> String;
}

impl Csv for Session {
    fn export_csv_text(&mut self) -> String {
        let everybody = Document::new(Node::new(NodeKind::Const(true)));
        let names: Vec<String> = self.schema().fields.iter().map(|f| f.name.clone()).collect();
        let words = fenqun::insight::Words::default();
        let choice = fenqun::session::ExportChoice::default();
        let (bytes, _) = self.export_as(&everybody, &names, choice, &words, 0).unwrap();
        String::from_utf8(bytes).unwrap()
    }
}

#[test]
fn windows_refunds_and_the_future() {
    let mut session = shop(
        4,
        &[
            ("c1", "2024-10-01", 50.0), // 365 days ago: recency sees it, the window does not
            ("c2", "2024-10-02", 60.0), // 364 days ago: the first day of the window
            ("c2", "2025-10-02", 999.0), // the future
            ("c3", "2025-09-01", 100.0),
            ("c3", "2025-09-05", -30.0),
            ("c3", "2025-09-06", 0.0),
            ("c4", "2025-09-01", -20.0), // a refund alone is no order
        ],
    );
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(column(&mut session, "rfm.days"), ["365", "364", "30", "-"]);
    assert_eq!(column(&mut session, "rfm.orders"), ["0", "1", "1", "-"]);
    assert_eq!(column(&mut session, "rfm.amount"), ["0", "60", "70", "-"]);
    assert_eq!(report.diag["future_ignored"], 1.0);
    assert_eq!(report.diag["without_orders"], 1.0);
    session.run_score(&rfm(&json!({"window_days": null, "money": "gross"}))).unwrap();
    assert_eq!(column(&mut session, "rfm.orders"), ["1", "1", "1", "-"]);
    assert_eq!(column(&mut session, "rfm.amount"), ["50", "60", "100", "-"]);
}

#[test]
fn thresholds_are_those_of_the_seeds() {
    let mut session = six();
    let thresholds = json!({"r": [3, 7, 15, 30], "f": [2, 3, 5, 10], "m": [100, 300, 400, 500]});
    let params = json!({"method": {"thresholds": thresholds}, "cell": {"level": 4}});
    session.run_score(&rfm(&params)).unwrap();
    assert_eq!(column(&mut session, "rfm.r"), ["5", "3", "2", "2", "1", "-"]);
    assert_eq!(column(&mut session, "rfm.f"), ["1", "1", "1", "1", "1", "-"]);
    assert_eq!(column(&mut session, "rfm.m"), ["5", "4", "3", "2", "2", "-"]);
}

#[test]
fn ranks_are_those_of_all_contacts() {
    let mut session = six();
    let params = json!({"method": {"ranks": 5}, "cell": {"level": 4}});
    let report = session.run_score(&rfm(&params)).unwrap();
    // 1 + floor(5 s / 6), s = contacts below: c6 0, c5 1, c4 2, c3 3, c2 4, c1 5
    assert_eq!(column(&mut session, "rfm.r"), ["5", "4", "3", "2", "1", "1"]);
    assert_eq!(column(&mut session, "rfm.m"), ["5", "4", "3", "2", "1", "1"]);
    // five contacts have one order: 1 + floor(5 × 1 / 6)
    assert_eq!(column(&mut session, "rfm.f"), ["1", "1", "1", "1", "1", "1"]);
    assert_eq!(report.model.n, 6);
}

#[test]
fn cut_values_of_a_run_can_be_used_again() {
    let mut session = six();
    let first = session.run_score(&rfm(&json!({}))).unwrap();
    let before = column(&mut session, "rfm.code");
    let stored = json!({
        "r": cut(&first, "r"), "f": cut(&first, "f"), "m": cut(&first, "m"), "constant": ["f"],
    });
    session.run_score(&rfm(&json!({"method": {"stored": stored}}))).unwrap();
    assert_eq!(column(&mut session, "rfm.code"), before);
}

#[test]
fn small_and_odd_shops_have_scores() {
    // one customer
    let mut session = shop(1, &[("c1", "2025-09-30", 10.0)]);
    session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(column(&mut session, "rfm.code"), ["333"]);
    // all refunds
    let mut session = shop(2, &[("c1", "2025-09-30", -10.0), ("c2", "2025-09-30", -5.0)]);
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(column(&mut session, "rfm.code"), ["-", "-"]);
    assert_eq!(report.model.n, 0);
    // every price is equal, ten customers
    let orders: Vec<(String, String)> =
        (1..=10).map(|n| (format!("c{n}"), format!("2025-09-{n:02}"))).collect();
    let orders: Vec<(&str, &str, f64)> =
        orders.iter().map(|(c, day)| (c.as_str(), day.as_str(), 9.9)).collect();
    let mut session = shop(10, &orders);
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(column(&mut session, "rfm.m"), ["3"; 10]);
    assert_eq!(column(&mut session, "rfm.r"), ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5"]);
    assert!(report.notes.iter().any(|n| n.template == "warn.zero_variance"));
    // all orders in the future
    let mut session = shop(2, &[("c1", "2025-12-30", 10.0)]);
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(column(&mut session, "rfm.code"), ["-", "-"]);
    assert_eq!(report.diag["future_ignored"], 1.0);
}

#[test]
fn a_refund_is_taken_off_its_order() {
    let mut session = Session::new();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id"}, "rows": [["c1"], ["c2"]]},
        "events": {"orders": {
            "key": "id", "time": "paid", "amount": "amount",
            "columns": {"id": "id", "order_id": "id", "paid": "date", "amount": "money"},
            "rows": [
                ["c1", "o1", "2025-09-01", 100.0], ["c1", "o1", "2025-09-03", -100.0],
                ["c1", "o2", "2025-08-01", 40.0], ["c2", "o3", "2025-09-01", 10.0],
                ["c2", "o3", "2025-09-02", 15.0],
            ],
        }},
    });
    session.load_tables(&tables.to_string()).unwrap();
    let report = session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(report.model.params["order"], "order_id");
    // o1 was taken back whole; o3 is one order on its first day
    assert_eq!(column(&mut session, "rfm.orders"), ["1", "1"]);
    assert_eq!(column(&mut session, "rfm.days"), ["61", "30"]);
    assert_eq!(column(&mut session, "rfm.amount"), ["40", "25"]);
}

#[test]
fn other_data_make_a_score_stale_and_running_it_again_true() {
    let mut session = six();
    let data = definition(&json!({"id": "rfm", "model": "rfm"}));
    session.run_score(&data).unwrap();
    assert!(session.scores()[0].stale.is_empty());
    let more = json!({"events": {"orders": {
        "key": "id", "time": "paid", "amount": "amount",
        "columns": {"id": "id", "paid": "date", "amount": "money"},
        "rows": [["c6", "2025-10-05", 900.0]],
    }}});
    session.load_tables(&more.to_string()).unwrap();
    let why: Vec<StaleWhy> = session.scores()[0].stale.iter().map(|s| s.why).collect();
    assert_eq!(why, [StaleWhy::DataChanged, StaleWhy::AsOfMoved]);
    // the values are those of the earlier run, and whoever asks for them is told
    assert_eq!(column(&mut session, "rfm.r"), ["5", "4", "3", "2", "1", "-"]);
    assert!(
        session
            .schema()
            .fields
            .iter()
            .find(|f| f.name == "rfm.r")
            .unwrap()
            .score
            .as_ref()
            .unwrap()
            .stale
    );
    let rule = json!({"attribute": {"field": "rfm.r", "is": {"ge": 1}}});
    let asked = Document::new(Node::from_value(&rule, "rule").unwrap());
    assert_eq!(session.size(&asked).stale, ["rfm"]);
    let again = session.stale_scores();
    assert_eq!(again.len(), 1);
    session.run_score(&again[0]).unwrap();
    assert!(session.scores()[0].stale.is_empty());
    assert_eq!(column(&mut session, "rfm.days"), ["4", "14", "24", "34", "44", "0"]);
    assert!(session.size(&asked).stale.is_empty());
}

#[test]
fn the_same_people_keep_stale_values_when_rows_change_places() {
    let mut session = six();
    session.run_score(&rfm(&json!({}))).unwrap();
    let first = session.files()[0].id;
    session.remove_file(first).unwrap();
    while session.advance().unwrap() < 1.0 {}
    let contacts = json!({"contacts": {"key": "id", "columns": {"id": "id"},
        "rows": [["c9"], ["c2"], ["c1"]]}});
    session.load_tables(&contacts.to_string()).unwrap();
    assert_eq!(session.scores()[0].stale[0].why, StaleWhy::DataChanged);
    let ids = column(&mut session, "id");
    assert_eq!(ids.len(), 3);
    session.run_score(&rfm(&json!({}))).unwrap();
    assert_eq!(column(&mut session, "rfm.days"), ["-", "10", "0"]);
}

#[test]
fn names_do_not_collide_in_silence() {
    let mut session = Session::new();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id", "rfm.r": "number"}, "rows": [["c1", 7]]},
        "events": {"orders": {"key": "id", "time": "paid", "amount": "amount",
            "columns": {"id": "id", "paid": "date", "amount": "money"},
            "rows": [["c1", "2025-09-01", 5.0]]}},
    });
    session.load_tables(&tables.to_string()).unwrap();
    assert_eq!(session.run_score(&rfm(&json!({}))).unwrap_err().code, Code::ScoreNameTaken);
    assert!(session.scores().is_empty());
    assert_eq!(column(&mut session, "rfm.r"), ["7"]);
}

#[test]
fn a_score_that_is_used_is_not_removed() {
    let mut session = six();
    session.run_score(&rfm(&json!({}))).unwrap();
    let rule = json!({"attribute": {"field": "rfm.cell", "is": {"eq": "重要价值客户"}}});
    let mut segment = Document::new(Node::from_value(&rule, "rule").unwrap());
    segment.name = "老客".to_owned();
    let id = session.put_segment(segment).unwrap();
    assert_eq!(session.scores()[0].used_by, std::slice::from_ref(&id));
    let error = session.remove_score("rfm").unwrap_err();
    assert_eq!((error.code, error.params["users"].as_str()), (Code::ScoreInUse, "老客"));
    session.remove_segment(&id).unwrap();
    session.remove_score("rfm").unwrap();
    assert!(
        session.schema().fields.iter().all(|f| f.score.is_none() && !f.name.starts_with("rfm"))
    );
    assert_eq!(session.remove_score("rfm").unwrap_err().code, Code::UnknownScore);
}

#[test]
fn the_library_file_keeps_definitions_and_running_them_gives_the_same() {
    let mut session = six();
    session.run_score(&rfm(&json!({"cell": "median"}))).unwrap();
    let before = column(&mut session, "rfm.code");
    let file = session.save_library().unwrap();
    let mut other = six();
    other.open_library(&file).unwrap();
    assert_eq!(other.scores()[0].stale[0].why, StaleWhy::NeverRun);
    for definition in other.stale_scores() {
        other.run_score(&definition).unwrap();
    }
    assert_eq!(column(&mut other, "rfm.code"), before);
    assert_eq!(other.save_library().unwrap(), file);
    let fingerprint = session.fingerprint();
    session.remove_score("rfm").unwrap();
    assert_eq!(session.fingerprint(), fingerprint);
}

#[test]
fn a_person_is_told_why() {
    let mut session = six();
    session.run_score(&rfm(&json!({}))).unwrap();
    let told = session.explain_score("rfm", &ContactRef::Key("c2".to_owned())).unwrap();
    assert_eq!(told.reasons[0].template, "rfm.person");
    let params = &told.reasons[0].params;
    assert_eq!((params["days"].as_str(), params["r"].as_str()), ("10", "4"));
    assert_eq!((params["kind"].as_str(), params["window"].as_str()), ("Champions", "365"));
    let told = session.explain_score("rfm", &ContactRef::Key("c6".to_owned())).unwrap();
    assert_eq!(told.reasons[0].template, "rfm.no_orders");
}

#[test]
fn what_is_missing_and_what_cannot_hold_is_said() {
    let mut session = Session::new();
    assert_eq!(session.run_score(&rfm(&json!({}))).unwrap_err().code, Code::NoData);
    let contacts = json!({"contacts": {"key": "id", "columns": {"id": "id"}, "rows": [["c1"]]}});
    session.load_tables(&contacts.to_string()).unwrap();
    let error = session.run_score(&rfm(&json!({}))).unwrap_err();
    assert_eq!((error.code, error.params["lacks"].as_str()), (Code::ScoreLacks, "orders"));
    assert!(!session.score_models()[0].supported);
    let models = six().score_models();
    assert!(models[0].supported && models[0].definition.is_some());
    for wrong in [
        json!({"id": "", "model": "rfm"}),
        json!({"id": "a.b", "model": "rfm"}),
        json!({"id": "a", "model": "magic"}),
        json!({"id": "a", "model": "rfm", "params": {"levels": 3}}),
        json!({"id": "a", "model": "rfm", "params": {"method": {"quantiles": 11}}}),
        json!({"id": "a", "model": "rfm", "params": {"window_days": 0}}),
        json!({"id": "a", "model": "rfm", "params": {"names": ["x"]}}),
        json!({"id": "a", "model": "rfm", "extra": 1}),
    ] {
        let error = ScoreDefinition::from_value(&wrong).unwrap_err();
        assert_eq!(error.code, Code::BadScore, "{wrong}");
    }
    let thresholds = json!({"method": {"thresholds": {"r": [7, 3], "f": [1], "m": [1]}}});
    assert_eq!(six().run_score(&rfm(&thresholds)).unwrap_err().code, Code::BadScore);
}
