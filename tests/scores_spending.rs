//! Value, signs of interest, the test of engagement and corrected chances through the session, worked by hand and by a twin
//! that looks at one row at a time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/sample.rs"]
mod sample;

use fenqun::rule::{Document, Node, NodeKind};
use fenqun::session::{ContactRef, PageOptions, ScoreDefinition, ScoreReport, Session, StaleWhy};
use fenqun::time::civil;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Contacts `c1` to `cn`; orders `[contact, day, amount, number, coupon]`; events `[contact, day, action, topic, stay, skipped,
/// subscribed]`.
fn shop(contacts: usize, orders: &Value, events: &Value) -> Session {
    let mut session = Session::new();
    let rows: Vec<Value> = (1..=contacts).map(|n| json!([format!("c{n}")])).collect();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id"}, "rows": rows},
        "events": {
            "orders": {"key": "id", "time": "paid", "amount": "amount", "rows": orders, "columns":
                {"id": "id", "paid": "date", "amount": "money", "订单号": "text", "使用优惠券": "bool"}},
            "interactions": {"key": "id", "time": "day", "rows": events, "columns":
                {"id": "id", "day": "date", "action": "text", "topic": "text", "停留秒数": "number",
                 "是否跳过": "bool", "是否订阅": "bool"}},
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

fn templates(report: &ScoreReport) -> Vec<&str> {
    report.notes.iter().map(|note| note.template.as_str()).collect()
}

fn told(session: &mut Session, id: &str, contact: &str) -> Vec<String> {
    let told = session.explain_score(id, &ContactRef::Key(contact.to_owned())).unwrap();
    told.reasons.into_iter().map(|reason| reason.template).collect()
}

/// One order as a row.
fn order(contact: &str, day: &str, amount: f64) -> Value {
    json!([contact, day, amount, null, false])
}

fn every_group_is_a_segment(session: &mut Session, report: &ScoreReport) {
    let cells = report.grid.iter().flat_map(|grid| &grid.cells);
    let cells = cells.map(|cell| (&cell.rule, cell.contacts));
    let groups = report.groups.iter().map(|group| (&group.rule, group.contacts));
    for (rule, contacts) in groups.chain(cells) {
        let size = session.size(&Document::new(rule.clone()));
        assert_eq!((size.errors.len(), size.matched), (0, contacts), "{rule:?}");
    }
}

#[test]
fn money_of_a_month_and_of_two_quarters() {
    // the month begins on 09-01, the quarter on 07-03, the one before on 04-04
    let orders = json!([
        order("c1", "2025-09-30", 5000.0),
        order("c1", "2025-04-04", 4000.0),
        order("c1", "2025-04-03", 9.0),
        order("c2", "2025-09-01", 1000.0),
        order("c2", "2025-07-02", 769.23),
        order("c3", "2025-08-31", 2000.0),
        order("c3", "2025-09-10", -100.0),
        order("c5", "2025-09-10", -50.0),
        order("c6", "2025-10-01", 50.0),
        order("c7", "2025-01-01", 50.0),
    ]);
    let mut session = shop(7, &orders, &json!([]));
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    let none = "-";
    assert_eq!(
        column(&mut session, "v.tier"),
        ["高消费", "中消费", "低消费", none, none, none, "低消费"]
    );
    assert_eq!(column(&mut session, "v.month"), ["5000", "1000", "-100", none, none, none, "0"]);
    assert_eq!(column(&mut session, "v.now"), ["5000", "1000", "1900", none, none, none, "0"]);
    assert_eq!(column(&mut session, "v.before"), ["4000", "769.23", "0", none, none, none, "0"]);
    // 1000 / 769.23 is 1.300001
    assert_eq!(column(&mut session, "v.growth"), ["0.25", "0.3", none, none, none, none, none]);
    assert_eq!(
        column(&mut session, "v.trend"),
        ["未增长", "成长型", "新消费", none, none, none, none]
    );
    assert_eq!((report.model.n, report.diag["future_ignored"]), (4, 1.0));
    assert!(templates(&report).contains(&"value.no_ltv"), "{:?}", report.notes);
    every_group_is_a_segment(&mut session, &report);
    assert_eq!(told(&mut session, "v", "c5"), ["value.no_orders"]);
    let of_c3 = told(&mut session, "v", "c3");
    assert_eq!(of_c3, ["value.person", "value.new", "value.usual_cycle", "value.price"]);
}

#[test]
fn a_cycle_is_own_from_two_gaps_on() {
    let orders = json!([
        order("c1", "2025-09-22", 1.0),
        order("c1", "2025-09-10", 1.0),
        order("c1", "2025-09-14", 1.0),
        order("c1", "2025-09-14", 1.0),
        order("c2", "2025-09-30", 1.0),
        order("c2", "2025-07-31", 1.0),
        order("c3", "2025-09-23", 1.0),
        order("c4", "2025-01-01", 1.0),
        order("c4", "2025-01-03", 1.0),
        order("c4", "2025-01-05", 1.0),
        order("c4", "2025-01-07", 0.0),
    ]);
    let mut session = shop(5, &orders, &json!([]));
    run(&mut session, &json!({"id": "v", "model": "value"}));
    // own medians 6 (of 4 and 8), 61, 2: everybody's is 6
    assert_eq!(column(&mut session, "v.cycle"), ["6", "6", "6", "2", "-"]);
    assert_eq!(column(&mut session, "v.overdue"), ["1.33", "0", "1.17", "134", "-"]);
    assert_eq!(column(&mut session, "v.due"), ["到期", "周期内", "到期", "逾期", "-"]);
    assert_eq!(column(&mut session, "v.gaps"), ["2", "1", "0", "2", "-"]);
    assert_eq!(told(&mut session, "v", "c1")[2], "value.own_cycle");
    assert_eq!(told(&mut session, "v", "c2")[2], "value.usual_cycle");
    run(&mut session, &json!({"id": "v", "model": "value", "params": {"least_gaps": 1}}));
    assert_eq!(column(&mut session, "v.cycle"), ["6", "61", "6", "2", "-"]);
}

#[test]
fn four_of_five_orders_with_a_coupon_are_price_sensitive() {
    let mut orders = Vec::new();
    for (contact, coupons) in
        [("c1", "yyyyn"), ("c2", "yyyn"), ("c3", "yy"), ("c4", "-yy"), ("c5", "yyynnnnn")]
    {
        for (n, coupon) in coupons.chars().enumerate() {
            // the last five of c5 are older than a year
            let day = if contact == "c5" && n > 2 { "2024-09-30" } else { "2025-09-01" };
            let used = if coupon == '-' { Value::Null } else { json!(coupon == 'y') };
            orders.push(json!([contact, day, 1.0, null, used]));
        }
    }
    let mut session = shop(5, &json!(orders), &json!([]));
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    assert_eq!(report.model.params["coupon"], "使用优惠券");
    assert_eq!(column(&mut session, "v.coupon"), ["0.8", "0.75", "1", "0.6667", "1"]);
    let [sensitive, not] = ["价格敏感", "价格不敏感"];
    assert_eq!(column(&mut session, "v.price"), [sensitive, not, "-", not, sensitive]);
    let all = json!({"window_days": null});
    run(&mut session, &json!({"id": "v", "model": "value", "params": all}));
    assert_eq!(column(&mut session, "v.price")[4], not);
}

#[test]
fn orders_without_a_column_of_coupons_leave_the_parts_out() {
    let mut session = Session::new();
    let tables = json!({
        "contacts": {"key": "id", "columns": {"id": "id"}, "rows": [["c1"]]},
        "events": {"orders": {"key": "id", "time": "paid", "amount": "实付", "rows": [["c1", "2025-09-30", 3, 4, 0.9]],
            "columns": {"id": "id", "paid": "date", "实付": "money", "优惠前金额": "money", "折扣率": "number"}}},
    });
    session.load_tables(&tables.to_string()).unwrap();
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    assert!(templates(&report).contains(&"value.no_coupon"));
    assert!(report.columns.iter().all(|column| column.part != "price" && column.part != "coupon"));
    // one customer who ordered once: no cycle of anybody
    assert!(templates(&report).contains(&"value.no_cycle"));
    assert_eq!(column(&mut session, "v.cycle"), ["-"]);
}

/// A number below `n`.
fn draw(state: &mut u64, n: u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) % n
}

/// One row as the twin sees it.
type Row = (i32, i64, Option<u64>, bool);

/// What the twin finds of a contact; money in cents.
struct Seen {
    month: i64,
    now: i64,
    before: i64,
    idle: i32,
    gaps: Vec<i32>,
    coupons: u32,
    orders: u32,
}

fn twin(rows: &[Row], today: i32) -> Option<Seen> {
    let (mut month, mut now, mut before) = (0, 0, 0);
    let mut orders: BTreeMap<(bool, u64), Vec<Row>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.0 <= today) {
        let age = today - row.0;
        month += if age < 30 { row.1 } else { 0 };
        now += if age < 90 { row.1 } else { 0 };
        before += if (90..180).contains(&age) { row.1 } else { 0 };
        let number = row.2.map_or((true, at as u64), |number| (false, number));
        orders.entry(number).or_default().push(*row);
    }
    let (mut days, mut coupons, mut count) = (Vec::new(), 0, 0);
    for rows in orders.values_mut() {
        rows.sort_by_key(|row| row.0);
        let first = rows.iter().find(|row| row.1 > 0);
        if let Some(first) = first.filter(|_| rows.iter().map(|row| row.1).sum::<i64>() > 0) {
            days.push(first.0);
            if today - first.0 < 365 {
                count += 1;
                coupons += u32::from(rows.iter().any(|row| row.3));
            }
        }
    }
    days.sort_unstable();
    let last = *days.last()?;
    days.dedup();
    let mut gaps: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_unstable();
    Some(Seen { month, now, before, idle: today - last, gaps, coupons, orders: count })
}

fn median(sorted: &[f64]) -> Option<f64> {
    let n = sorted.len();
    (n > 0).then(|| f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]))
}

#[test]
fn every_row_counts_as_in_a_twin_that_looks_at_one_at_a_time() {
    let today = civil::days(2025, 9, 30).unwrap();
    let mut state = 7;
    let (mut people, mut orders): (Vec<Vec<Row>>, Vec<Value>) = (Vec::new(), Vec::new());
    for contact in 0..400 {
        let mut rows = Vec::new();
        for _ in 0..draw(&mut state, 14) {
            let day = today + 10 - draw(&mut state, 500) as i32;
            let cents = draw(&mut state, 500_000) as i64 - 100_000;
            let number = (draw(&mut state, 3) > 0).then(|| draw(&mut state, 4));
            let coupon = draw(&mut state, 10) < 7;
            // rows of one day are asked in the order of the file
            if rows.iter().any(|row: &Row| row.0 == day) {
                continue;
            }
            rows.push((day, cents, number, coupon));
            let number = number.map(|number| format!("{contact}-{number}"));
            let amount = f64::from(i32::try_from(cents).unwrap()) / 100.0;
            let id = format!("c{}", contact + 1);
            orders.push(json!([id, civil::format(day), amount, number, coupon]));
        }
        people.push(rows);
    }
    let mut session = shop(people.len(), &json!(orders), &json!([]));
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    assert_eq!(report.model.params["order"], "订单号");
    let found: Vec<_> = people.iter().map(|rows| twin(rows, today)).collect();
    let own = |gaps: &[i32]| median(&gaps.iter().map(|g| f64::from(*g)).collect::<Vec<_>>());
    let mut medians: Vec<f64> = found.iter().flatten().filter_map(|f| own(&f.gaps)).collect();
    medians.sort_by(f64::total_cmp);
    let usual = median(&medians).unwrap();
    let parts = ["month", "now", "before", "growth", "tier", "trend", "cycle", "overdue", "gaps"];
    let parts = parts.into_iter().chain(["due", "coupon", "price"]);
    let values: BTreeMap<&str, Vec<String>> =
        parts.map(|part| (part, column(&mut session, &format!("v.{part}")))).collect();
    let money = |cents: i64| cents as f64 / 100.0;
    let (mut scored, mut seen) = (0, BTreeMap::new());
    for (at, found) in found.into_iter().enumerate() {
        let text = |part: &str| values[part][at].as_str();
        let close = |part: &str, expected: f64, by: f64| {
            let value: f64 = text(part).parse().unwrap();
            assert!((value - expected).abs() <= by, "{at} {part} {value} {expected}");
        };
        let Some(Seen { month, now, before, idle, gaps, coupons, orders }) = found else {
            assert!(values.values().all(|column| column[at] == "-"), "{at}");
            continue;
        };
        scored += 1;
        for (part, cents) in [("month", month), ("now", now), ("before", before)] {
            close(part, money(cents), 1e-9);
        }
        let tier = match month {
            500_000.. => "高消费",
            100_000.. => "中消费",
            _ => "低消费",
        };
        let grew = (before > 0).then(|| money(now - before) / money(before));
        let trend = match grew {
            Some(grew) if grew >= 0.3 => "成长型",
            Some(_) => "未增长",
            None if now > 0 => "新消费",
            None => "-",
        };
        assert_eq!((text("tier"), text("trend")), (tier, trend), "{at}");
        match grew {
            Some(grew) => close("growth", grew, 0.000_050_1),
            None => assert_eq!(text("growth"), "-"),
        }
        let cycle = own(&gaps).filter(|_| gaps.len() > 1).unwrap_or(usual);
        let overdue = f64::from(idle) / cycle;
        close("cycle", cycle, 1e-9);
        close("overdue", overdue, 0.005_01);
        assert_eq!(text("gaps"), gaps.len().to_string());
        let due = match overdue {
            2.0.. => "逾期",
            overdue if overdue > 1.0 => "到期",
            _ => "周期内",
        };
        assert_eq!(text("due"), due, "{at}");
        let share = (orders > 0).then(|| f64::from(coupons) / f64::from(orders));
        match share {
            Some(share) => close("coupon", share, 0.000_050_1),
            None => assert_eq!(text("coupon"), "-"),
        }
        let price = match share.filter(|_| orders >= 3) {
            Some(0.8..) => "价格敏感",
            Some(_) => "价格不敏感",
            None => "-",
        };
        assert_eq!(text("price"), price, "{at}");
        for part in ["tier", "trend", "due", "price"] {
            *seen.entry(text(part).to_owned()).or_insert(0) += 1;
        }
    }
    assert_eq!(report.model.n, scored);
    // every value occurs
    assert_eq!(seen.len(), 3 + 3 + 3 + 2 + 1, "{seen:?}");
    every_group_is_a_segment(&mut session, &report);
}

#[test]
fn equal_prices_and_nothing_but_refunds() {
    let mut orders = Vec::new();
    for contact in 1..=10 {
        for month in 4..=9 {
            orders.push(order(&format!("c{contact}"), &format!("2025-{month:02}-15"), 99.0));
        }
    }
    let mut session = shop(10, &json!(orders), &json!([]));
    run(&mut session, &json!({"id": "v", "model": "value"}));
    // April to June against July to September: 297 each
    assert!(column(&mut session, "v.growth").iter().all(|growth| growth == "0"));
    assert!(column(&mut session, "v.trend").iter().all(|trend| trend == "未增长"));
    let refunds: Vec<Value> =
        (1..=10).map(|n| order(&format!("c{n}"), "2025-09-15", -5.0)).collect();
    let mut session = shop(10, &json!(refunds), &json!([]));
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    assert_eq!(report.model.n, 0);
    assert!(column(&mut session, "v.month").iter().all(|month| month == "-"));
}

/// Customers with orders at a gap of their own, some of whom stopped.
fn buyers(customers: u32) -> Vec<Value> {
    let mut orders = Vec::new();
    let last = civil::days(2025, 9, 30).unwrap();
    for customer in 0..customers {
        let (gap, stop) = (5 + customer % 40, if customer % 3 == 0 { 120 } else { 361 });
        let mut day = customer % 200;
        while day < stop {
            let amount = f64::from(10 + customer % 90);
            let date = civil::format(last - 360 + day as i32);
            orders.push(order(&format!("c{}", customer + 1), &date, amount));
            day += gap + (day * 7 + customer) % 11;
        }
    }
    orders
}

#[test]
fn lifetime_value_is_that_of_a_purchase_score_and_goes_stale_with_it() {
    let mut session = shop(401, &json!(buyers(400)), &json!([]));
    let models = session.score_models();
    let value = models.iter().find(|model| model.model == "value").unwrap();
    assert!(value.supported && value.needs.iter().any(|need| need.what == "orders.coupon"));
    assert_eq!(value.needs.last().map(|need| need.found.clone()), Some(None));
    // a model says what it found, and what it does without
    let interest = models.iter().find(|model| model.model == "interest").unwrap();
    let found = |what: &str| interest.needs.iter().find(|need| need.what == what).unwrap();
    assert_eq!(found("interactions.stay").found.as_deref(), Some("停留秒数"));
    assert!(!found("interactions.skip").required);
    run(&mut session, &json!({"id": "p", "model": "purchase"}));
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    assert_eq!(report.model.params["ltv"], "p.value");
    let values: Vec<Option<f64>> =
        column(&mut session, "p.value").iter().map(|value| value.parse().ok()).collect();
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let mean = known.iter().sum::<f64>() / known.len() as f64;
    assert!((report.diag["mean_ltv"] - mean).abs() < 1e-6);
    for (value, tier) in values.iter().zip(column(&mut session, "v.ltv")) {
        let expected = match value {
            Some(value) if *value >= 2.0 * mean => "高价值",
            Some(_) => "一般",
            None => "-",
        };
        assert_eq!(tier, expected);
    }
    assert!(report.groups.iter().any(|group| group.value == "高价值" && group.contacts > 0));
    run(&mut session, &json!({"id": "p", "model": "purchase", "params": {"months": 6}}));
    let stale = &session.scores()[1].stale;
    assert_eq!(stale.iter().map(|s| s.why).collect::<Vec<_>>(), [StaleWhy::ScoreChanged]);
}

#[test]
fn long_stays_are_liked_and_skips_are_not() {
    let visit = |contact: &str, topic: &str, stay: Value, skipped: bool, subscribed: bool| {
        json!([contact, "2025-09-30", "visit", topic, stay, skipped, subscribed])
    };
    let mut events = vec![
        // 母婴: 90 + 10 + 10 + 10 by four, mean 30: c1 stays three times as long
        visit("c1", "母婴", json!(90), false, false),
        visit("c2", "母婴", json!(10), false, false),
        visit("c3", "母婴", json!(10), false, false),
        visit("c3", "母婴", json!(10), false, false),
        visit("c3", "母婴", json!(0), false, false),
        visit("c3", "母婴", Value::Null, false, false),
        // 美妆: 40 and 0.01 by two: 1.9995 times is not enough
        visit("c1", "美妆", json!(40), false, false),
        visit("c2", "美妆", json!(0.01), false, false),
    ];
    // shown five times, skipped four times; four times all skipped say nothing
    events.extend((0..5).map(|n| visit("c2", "家电", Value::Null, n > 0, false)));
    events.extend((0..4).map(|_| visit("c3", "家电", Value::Null, true, false)));
    events.push(visit("c4", "图书", Value::Null, false, true));
    let mut session = shop(5, &json!([]), &json!(events));
    let report = run(&mut session, &json!({"id": "i", "model": "interest"}));
    let params = &report.model.params;
    assert_eq!([&params["dwell"], &params["skip"]], ["停留秒数", "是否跳过"]);
    assert_eq!(params["subscription"], "是否订阅");
    assert_eq!(column(&mut session, "i.implicit"), ["母婴", "-", "-", "-", "-"]);
    assert_eq!(column(&mut session, "i.averse"), ["-", "家电", "-", "-", "-"]);
    // a subscription weighs 5: 5 / (5 + 5)
    assert_eq!(column(&mut session, "i.confidence")[3], "0.5");
    // what was skipped is worth nothing: c3 turns to 母婴 alone
    assert_eq!(column(&mut session, "i.primary")[2], "母婴");
    every_group_is_a_segment(&mut session, &report);
    assert_eq!(told(&mut session, "i", "c1").last().unwrap(), "interest.likes");
    assert_eq!(told(&mut session, "i", "c2").last().unwrap(), "interest.dislikes");
}

#[test]
fn percentiles_share_and_the_test_ranks_who_ordered() {
    let (mut events, mut orders) = (Vec::new(), Vec::new());
    for n in 1..=50 {
        let id = format!("c{n}");
        // before the last 30 days, 25 did something; those and one more ordered within them
        if n <= 25 {
            events.push(json!([id, "2025-08-31", "visit", "a", null, null, null]));
        }
        events.push(json!([id, "2025-09-01", "visit", "a", null, null, null]));
        if n <= 26 {
            orders.push(order(&id, "2025-09-01", 1.0));
        }
        orders.push(order(&id, "2025-08-31", 1.0));
    }
    let mut session = shop(50, &json!(orders), &json!(events));
    let report = run(&mut session, &json!({"id": "e", "model": "engagement"}));
    // 25 with a lower score, and half of the other 25
    let percentile = column(&mut session, "e.percentile");
    assert_eq!((percentile[0].as_str(), percentile[49].as_str()), ("75", "25"));
    // of 26 × 24 pairs 25 × 24 are won, and 24 are ties: (600 + 12) / 624
    assert!((report.diag["test.auc"] - 612.0 / 624.0).abs() < 1e-12, "{:?}", report.diag);
    assert!((report.diag["test.buyers"] - 26.0).abs() < 1e-12);
    assert!(templates(&report).contains(&"engagement.tested"));
    let params = json!({"test_days": 31});
    let report = run(&mut session, &json!({"id": "e", "model": "engagement", "params": params}));
    assert!(templates(&report).contains(&"engagement.not_tested"));
    assert!(!report.diag.contains_key("test.auc"));
}

#[test]
fn chances_are_corrected_when_asked_for() {
    let mut session = shop(2001, &json!(buyers(2000)), &json!([]));
    let report = run(&mut session, &json!({"id": "p", "model": "purchase"}));
    assert!(templates(&report).contains(&"purchase.can_calibrate"), "{:?}", report.notes);
    let plain = column(&mut session, "p.chance");
    let params = json!({"calibrate": true});
    let report = run(&mut session, &json!({"id": "p", "model": "purchase", "params": params}));
    assert!(templates(&report).contains(&"purchase.calibrated"), "{:?}", report.notes);
    let corrected = column(&mut session, "p.chance");
    let mut pairs: Vec<(f64, f64)> = plain
        .iter()
        .zip(&corrected)
        .filter_map(|(plain, corrected)| Some((plain.parse().ok()?, corrected.parse().ok()?)))
        .collect();
    assert_eq!(pairs.len(), plain.iter().filter(|chance| *chance != "-").count());
    assert!(plain != corrected && pairs.iter().all(|pair| (0.0..=1.0).contains(&pair.1)));
    // a greater chance stays greater, or becomes equal
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    assert!(pairs.windows(2).all(|two| two[0].1 <= two[1].1 || two[0].0 >= two[1].0));
    // these customers order like clockwork, which the model does not know
    let diag = &report.diag;
    assert!(diag["calibration.brier_corrected"] < diag["calibration.brier"], "{diag:?}");
    assert!(diag["calibration.error_corrected"] < diag["calibration.error"], "{diag:?}");
    let params = json!({"calibrate": true, "horizon_days": 31});
    let report = run(&mut session, &json!({"id": "p", "model": "purchase", "params": params}));
    assert!(templates(&report).contains(&"purchase.horizon_too_long"), "{:?}", report.notes);
    let mut few = shop(301, &json!(buyers(300)), &json!([]));
    let params = json!({"calibrate": true, "horizon_days": 1, "test_days": 2});
    let report = run(&mut few, &json!({"id": "p", "model": "purchase", "params": params}));
    assert!(templates(&report).contains(&"purchase.not_calibrated"), "{:?}", report.notes);
}

#[test]
fn the_invented_orders_are_those_of_people_who_differ_and_stop() {
    let mut session = sample::session(3000, 20_250_930);
    let report = run(&mut session, &json!({"id": "p", "model": "purchase"}));
    let diag = &report.diag;
    assert!(diag["test.auc"] > 0.7 && diag["test.brier"] < diag["test.brier_of_mean"], "{diag:?}");
    assert!(diag["test.calibration_error"] < 0.05, "{diag:?}");
    let report = run(&mut session, &json!({"id": "v", "model": "value"}));
    assert_eq!(report.model.params["coupon"], "使用优惠券");
    assert!(report.columns.iter().any(|column| column.part == "ltv" && column.filled > 0));
}
