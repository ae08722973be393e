//! Scores of extreme orders: amounts up to the ends of 64 bits, days of the years 1 to 9999, zeros, refunds alone. No model that
//! reads orders or events panics, and nothing that is no number reaches a column or a report.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{ContactRef, PageOptions, ScoreDefinition, Session};
use fenqun::time::civil;
use proptest::prelude::*;
use serde_json::{Value, json};

const FIRST: i32 = -719_162;
const LAST: i32 = 2_932_896;

fn amount() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(|n| json!(n)),
        prop::sample::select(vec![i64::MAX, i64::MIN, i64::MAX / 2, 1, 0, -1])
            .prop_map(|n| json!(n)),
        (-100_000i64..1_000_000).prop_map(|n| json!(n)),
        (-100_000i32..1_000_000).prop_map(|n| json!(f64::from(n) / 100.0)),
        (-1000i64..=0).prop_map(|n| json!(n)),
        Just(Value::Null),
    ]
}

fn day() -> impl Strategy<Value = Value> {
    let date = |day: i32| json!(civil::format(day));
    prop_oneof![
        (FIRST..=LAST).prop_map(date),
        (20_000..20_500).prop_map(date),
        prop::sample::select(vec![FIRST, LAST, 0, -1]).prop_map(date),
        Just(Value::Null),
    ]
}

/// Who, when, how much, which order, whether a coupon was used.
fn order(contacts: usize) -> impl Strategy<Value = Value> {
    (0..contacts + 2, day(), amount(), 0..4, any::<Option<bool>>()).prop_map(
        |(who, day, amount, number, coupon)| {
            let number = (number > 0).then(|| format!("o{number}"));
            json!([format!("c{who}"), day, amount, number, coupon])
        },
    )
}

fn event(contacts: usize) -> impl Strategy<Value = Value> {
    let topic = prop::sample::select(vec![json!("母婴"), json!("家电"), Value::Null]);
    let action = prop::sample::select(vec!["分享", "退订", "别的"]);
    (0..contacts, day(), action, topic, amount(), any::<Option<bool>>()).prop_map(
        |(who, day, action, topic, stay, skipped)| {
            json!([format!("c{who}"), day, action, topic, stay, skipped, skipped])
        },
    )
}

fn session(contacts: usize, orders: &[Value], events: &[Value]) -> Option<Session> {
    let mut session = Session::new();
    let rows: Vec<Value> =
        (0..contacts).map(|n| json!([format!("c{n}"), civil::format(n as i32 * 4000)])).collect();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id", "加入时间": "date"}, "rows": rows},
        "events": {
            "orders": {"key": "id", "time": "paid", "amount": "amount", "rows": orders, "columns":
                {"id": "id", "paid": "date", "amount": "money", "订单号": "text", "优惠券": "bool"}},
            "interactions": {"key": "id", "time": "day", "rows": events, "columns":
                {"id": "id", "day": "date", "action": "text", "topic": "text", "停留": "number",
                 "跳过": "bool", "订阅": "bool"}},
        },
    });
    // amounts that no column holds are refused before anything is scored
    session.load_tables(&tables.to_string()).ok().map(|()| session)
}

/// Runs every definition on the same data; what is refused has a code, what is not has numbers.
fn check(session: &mut Session, definitions: &[Value], as_of: &str) -> Result<u32, TestCaseError> {
    let everybody = Document::new(Node::new(NodeKind::Const(true)));
    let mut done = 0;
    for (n, definition) in definitions.iter().enumerate() {
        let mut definition = definition.clone();
        definition["id"] = json!(format!("s{n}"));
        definition["as_of"] = json!(as_of);
        let definition = ScoreDefinition::from_value(&definition).unwrap();
        let Ok(report) = session.run_score(&definition) else { continue };
        done += 1;
        let cuts = report.cuts.iter().flat_map(|cut| &cut.values).copied();
        let amounts = report.groups.iter().filter_map(|group| group.amount);
        let deciles = report.deciles.iter().flat_map(|d| [d.predicted, d.actual]);
        let numbers = cuts.chain(amounts).chain(deciles).chain(report.diag.values().copied());
        for number in numbers {
            prop_assert!(number.is_finite(), "{:?} {:?}", report.cuts, report.diag);
        }
        let said = serde_json::to_string(&report.notes).unwrap();
        prop_assert!(!said.contains("NaN") && !said.contains("inf\""), "{said}");
        let columns: Vec<String> =
            report.columns.iter().map(|column| column.name.clone()).collect();
        let options = PageOptions { limit: 9999, columns: Some(columns), ..PageOptions::default() };
        let words = fenqun::insight::Words::default();
        let page = session.members(&everybody, &options, &words).unwrap();
        for (row, column) in page.rows.iter().flat_map(|row| row.iter().zip(&report.columns)) {
            let text = row.clone().unwrap_or_default().to_lowercase();
            prop_assert!(!["nan", "inf", "-inf"].contains(&text.as_str()), "{}", column.name);
        }
        let kept = session.explain_score(&definition.id, &ContactRef::Row(0));
        prop_assert!(kept.is_ok(), "{kept:?}");
    }
    Ok(done)
}

fn models() -> Vec<Value> {
    vec![
        json!({"model": "rfm"}),
        json!({"model": "rfm", "params": {"aggregate": "per_month", "window_days": null}}),
        json!({"model": "rfm", "params": {"method": {"ranks": 5}, "cell": {"level": 4}}}),
        json!({"model": "value"}),
        json!({"model": "value", "params": {"window_days": null, "quarter_days": 3650, "least_gaps": 1}}),
        json!({"model": "engagement"}),
        json!({"model": "engagement", "params": {"test_days": 3650}}),
        json!({"model": "interest"}),
        json!({"model": "interest", "params": {"table": "interactions", "category": "topic", "k": 0.0}}),
        json!({"model": "purchase"}),
        json!({"model": "lifecycle"}),
        json!({"model": "layers"}),
        json!({"model": "plan", "params": {"items": [
            {"name": "买", "points": 1e9, "half_life_days": 0.01, "events": {"table": "orders"}}]}}),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn no_extreme_order_makes_a_number_that_is_none(
        orders in prop::collection::vec(order(5), 0..40),
        events in prop::collection::vec(event(5), 0..30),
        as_of in prop_oneof![Just("data".to_owned()), (FIRST..LAST).prop_map(civil::format)],
    ) {
        if let Some(mut session) = session(5, &orders, &events) {
            check(&mut session, &models(), &as_of)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn chances_of_buying_hold_extreme_orders_among_ordinary_ones(
        strange in prop::collection::vec(order(400), 0..12), scale in prop::sample::select(vec![1, 1 << 40]),
    ) {
        let mut orders = strange;
        for contact in 0..400 {
            // gaps of their own; every third stops
            let (gap, stop) = (5 + contact % 40, if contact % 3 == 0 { 120 } else { 360 });
            let mut day = contact % 200;
            while day < stop {
                let amount = (10 + i64::from(contact * day % 90)) * scale;
                orders.push(json!([format!("c{contact}"), civil::format(20_000 + day), amount, null, null]));
                day += gap + (day * 7 + contact) % 11;
            }
        }
        if let Some(mut session) = session(400, &orders, &[]) {
            let models = [
                json!({"model": "purchase"}),
                json!({"model": "purchase", "params": {"kind": "bg_nbd", "calibrate": true, "horizon_days": 3650, "test_days": 3650}}),
                json!({"model": "value"}),
                json!({"model": "rfm"}),
            ];
            let done = check(&mut session, &models, "2025-09-30")?;
            prop_assert!(done >= 2);
            check(&mut session, &models, "data")?;
        }
    }
}

#[test]
fn the_ends_of_time_and_of_money_are_scored() {
    let orders = [
        json!(["c0", civil::format(FIRST), i64::MAX, null, true]),
        json!(["c0", civil::format(LAST), i64::MAX, null, true]),
        json!(["c0", civil::format(LAST), i64::MAX, null, true]),
        json!(["c1", civil::format(LAST), i64::MIN, null, false]),
        json!(["c2", civil::format(LAST), 0, null, null]),
    ];
    let event = json!(["c0", civil::format(LAST), "分享", "母婴", i64::MAX, true, true]);
    let mut session = session(3, &orders, &[event]).unwrap();
    let done = check(&mut session, &models(), "data").unwrap();
    // too few customers for chances of buying, and nothing else is refused
    assert_eq!(done as usize, models().len() - 1);
}
