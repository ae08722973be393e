//! What scores of made-up customers come to, for the test in wasm to compare with: `tests/fixtures/scores.json`, written anew
//! by `FENQUN_UPDATE=1 cargo test --test scores_bits`.

use fenqun::facts::hash::sha256_hex;
use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{PageOptions, ScoreDefinition, Session};
use fenqun::time::civil;
use serde_json::{Map, Value, json};

/// With `ranked` every order is above zero and has a time: what is kept added up per contact is ranked then.
fn tables(ranked: bool) -> Value {
    let (mut contacts, mut interactions, mut orders) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..600i32 {
        let id = format!("c{n}");
        contacts.push(json!([id, civil::format(19_800 + n % 500)]));
        let (gap, stop) = (5 + n % 40, if n % 3 == 0 { 120 } else { 360 });
        // some have no order
        let stop = if ranked && n % 5 == 0 { 0 } else { stop };
        let mut day = n % 200;
        while day < stop {
            let refund = (n * 31 + day) % 17 == 0 && !ranked;
            let fen = (n * 13 + day * 3) % 9000 + 100;
            let amount = if refund { -5.0 } else { f64::from(fen) / 100.0 };
            let paid = civil::format(20_000 + day);
            let second = (n * 7919 + day * 613) % 86_400;
            let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
            let paid = if ranked { format!("{paid}T{clock}Z") } else { paid };
            orders.push(json!([id, paid, amount]));
            if (n + day) % 2 == 0 {
                let kind = ["阅读", "分享", "访问"][((n + day) % 3) as usize];
                let topic = ["母婴", "家电", "美妆"][((n * 7 + day) % 3) as usize];
                interactions.push(json!([id, civil::format(20_000 + day), kind, topic]));
            }
            day += gap + (day * 7 + n) % 11;
        }
    }
    json!({
        "contacts": {"key": "id", "columns": {"id": "id", "加入时间": "date"}, "rows": contacts},
        "events": {
            "interactions": {"key": "id", "time": "day", "rows": interactions,
                "columns": {"id": "id", "day": "date", "action": "text", "topic": "text"}},
            "orders": {"key": "id", "time": "paid", "amount": "amount", "rows": orders,
                "columns": {"id": "id", "paid": if ranked { "datetime" } else { "date" }, "amount": "money"}},
        },
    })
}

#[test]
fn the_values_for_the_test_in_wasm_are_those_of_today() {
    let [mut plain, mut ranked] = [false, true].map(|ranked| {
        let mut session = Session::new();
        session.load_tables(&tables(ranked).to_string()).unwrap();
        session
    });
    let ranks = json!({"method": {"ranks": 5}, "cell": {"level": 4}, "window_days": null});
    let everybody = Document::new(Node::new(NodeKind::Const(true)));
    let mut all = Map::new();
    for model in
        ["rfm", "lifecycle", "layers", "engagement", "interest", "purchase", "value", "ranks"]
    {
        let (session, definition) = match model {
            "ranks" => (&mut ranked, json!({"id": model, "model": "rfm", "params": ranks})),
            _ => (&mut plain, json!({"id": model, "model": model})),
        };
        let definition = ScoreDefinition::from_value(&definition).unwrap();
        let report = session.run_score(&definition).unwrap();
        let mut columns = Map::new();
        for column in &report.columns {
            let options = PageOptions {
                limit: 10_000,
                columns: Some(vec![column.name.clone()]),
                ..PageOptions::default()
            };
            let words = fenqun::insight::Words::default();
            let page = session.members(&everybody, &options, &words).unwrap();
            let values: Vec<String> =
                page.rows.into_iter().map(|row| row[0].clone().unwrap_or_default()).collect();
            columns.insert(column.name.clone(), json!(sha256_hex(&values.join("\n"))));
        }
        let (cuts, diag, deciles) = (&report.cuts, &report.diag, &report.deciles);
        let amounts: Vec<_> = report.groups.iter().map(|group| group.amount).collect();
        let one = json!({"cuts": cuts, "diag": diag, "deciles": deciles, "amounts": amounts, "columns": columns});
        all.insert(model.to_owned(), one);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/scores.json");
    let fresh = serde_json::to_string_pretty(&Value::Object(all)).unwrap() + "\n";
    if std::env::var_os("FENQUN_UPDATE").is_some() {
        std::fs::write(path, &fresh).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == fresh, "tests/fixtures/scores.json is stale");
}
