//! What becomes of orders with items, of what came to nothing, of refusals, and what follows from other columns: by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::default_trait_access,
    reason = "a test fails by panicking"
)]

use fenqun::import::{FilePlan, FileReport, ItemAmount};
use fenqun::rule::Document;
use fenqun::session::{ExportChoice, PageOptions, Session};
use fenqun::table::{EventTable, Value};
use serde_json::json;
use std::path::Path;

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)).unwrap()
}

fn load(session: &mut Session, plan: FilePlan, bytes: &[u8], replaces: Option<u32>) -> u32 {
    let handle = session.begin(plan).unwrap();
    session.push(handle, bytes).unwrap();
    let id = session.finish(handle, replaces).unwrap();
    while session.advance().unwrap() < 1.0 {}
    id
}

fn add(session: &mut Session, name: &str, bytes: &[u8]) -> u32 {
    let plan = session.inspect(name, bytes, bytes.len() as u64).unwrap();
    load(session, plan, bytes, None)
}

fn report(session: &Session, id: u32) -> FileReport {
    let report = session.files().into_iter().find(|f| f.id == id).unwrap().report;
    assert_eq!(report.read, report.accepted + report.merged + report.rejected + report.blank);
    report
}

fn text(value: Option<Value<'_>>) -> String {
    match value {
        None => "-".to_owned(),
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::Bool(yes)) => if yes { "yes" } else { "no" }.to_owned(),
        Some(Value::Text(text)) => text.to_string(),
        Some(other) => format!("{other:?}"),
    }
}

/// Some columns of every event, sorted.
fn seen(table: &EventTable, columns: &[&str]) -> Vec<String> {
    let cell = |row: u32, name: &&str| text(table.column(name).unwrap().value(row));
    let row = |row| columns.iter().map(|name| cell(row, name)).collect::<Vec<_>>().join(" ");
    let mut rows: Vec<String> = (0..table.rows).map(row).collect();
    rows.sort();
    rows
}

fn everybody() -> Document {
    Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#).unwrap()
}

#[test]
fn an_amount_that_every_row_of_an_order_repeats_counts_once() {
    let mut session = Session::new();
    let file = add(&mut session, "京东.csv", &bytes("corpus/jd_orders.csv"));
    let report = report(&session, file);
    assert_eq!((report.read, report.accepted, report.merged, report.items), (11, 6, 5, 11));
    let orders = session.data().event_table("orders").unwrap();
    assert_eq!(seen(orders, &["订单号", "应付金额", "有效订单"])[0], "289000000000 258 yes");
    let items = session.data().event_table("order_items").unwrap();
    assert_eq!((orders.rows, items.rows), (6, 11));
    assert!(orders.amount.is_some() && items.amount.is_none(), "the amount is not the item's");
    assert!(items.time.is_some());
}

#[test]
fn amounts_of_items_add_up_and_an_order_fails_with_all_its_items() {
    let mut session = Session::new();
    let file = add(&mut session, "抖店.csv", &bytes("corpus/douyin_orders.csv"));
    let report = report(&session, file);
    assert_eq!((report.read, report.accepted, report.merged, report.items), (12, 6, 6, 12));
    let orders = session.data().event_table("orders").unwrap();
    // 28.9 + 29.9 and so on; the last order has one item paid back and one closed
    assert_eq!(
        seen(orders, &["主订单编号", "订单应付金额", "有效订单", "订单状态"]),
        [
            "6917926768823643700 58.8 yes 已完成",
            "6917926768823643702 62.8 yes 已完成",
            "6917926768823643704 66.8 no 已发货",
            "6917926768823643706 70.8 yes 已完成",
            "6917926768823643708 74.8 yes 已完成",
            "6917926768823643710 78.8 no 已发货",
        ]
    );
    let items = session.data().event_table("order_items").unwrap();
    assert_eq!(
        seen(items, &["子订单编号", "订单应付金额", "有效订单"])[..3],
        [
            "6917926768823643700 28.9 yes",
            "6917926768823643701 29.9 no",
            "6917926768823643702 30.9 no"
        ]
    );
    assert_eq!(session.schema().events[0].valid.as_deref(), Some("有效订单"));
}

#[test]
fn rows_of_an_order_inherit_the_person_the_time_and_the_status() {
    let mut session = Session::new();
    add(
        &mut session,
        "customers.csv",
        b"Customer ID,Email,City\n1,ava@example.com,Boston\n2,noah@example.com,Salem\n",
    );
    let file = add(&mut session, "orders.csv", &bytes("fixtures/layouts/shopify_orders.csv"));
    let report = report(&session, file);
    assert_eq!((report.read, report.accepted, report.merged, report.items), (5, 3, 2, 5));
    assert_eq!((report.without_key, report.without_time, report.unlinked), (0, 0, 0));
    let orders = session.data().event_table("orders").unwrap();
    assert_eq!(
        seen(orders, &["Name", "Total", "counts", "Email"]),
        [
            "#1001 160 yes ava@example.com",
            "#1002 80 no noah@example.com",
            "#1003 30 yes ava@example.com"
        ]
    );
    let items = session.data().event_table("order_items").unwrap();
    assert_eq!(
        seen(items, &["Name", "Lineitem name", "counts", "Email"]),
        [
            "#1001 Mask yes ava@example.com",
            "#1001 Serum yes ava@example.com",
            "#1002 Mask no noah@example.com",
            "#1002 Soap no noah@example.com",
            "#1003 Soap yes ava@example.com"
        ]
    );
    assert_eq!((items.linked(), items.rows), (5, 5));
    let bought =
        json!({"event": {"table": "orders", "measure": {"sum": "Total"}, "is": {"eq": 190}}});
    let document = json!({"fenqun": 1, "rule": bought}).to_string();
    let keys = session.member_keys(&Document::from_json(&document).unwrap()).unwrap();
    assert_eq!(keys, ["1"]);
    // a file of items is taken away with both of its tables
    session.remove_file(file).unwrap();
    while session.advance().unwrap() < 1.0 {}
    assert!(session.data().events.is_empty());
}

const LINES: &str = "订单号,手机号,下单时间,金额,商品\nA1,13800131000,2024-03-01 09:00:00,30,口红\nA1,13800131000,2024-03-01 09:00:00,50,面膜\nA2,13800131037,2024-03-02 09:00:00,20,口红\n";

#[test]
fn the_number_of_an_order_that_repeats_makes_items_of_any_file() {
    let mut session = Session::new();
    let plan = session.inspect("lines.csv", LINES.as_bytes(), LINES.len() as u64).unwrap();
    let items = plan.items.clone().unwrap();
    assert_eq!((plan.layout.as_deref(), items.order.as_str()), (None, "订单号"));
    assert_eq!(items.amount, ItemAmount::Item);
    load(&mut session, plan.clone(), LINES.as_bytes(), None);
    let orders = session.data().event_table("orders").unwrap();
    assert_eq!(seen(orders, &["订单号", "金额"]), ["A1 80", "A2 20"]);
    // a person knows better: the amount is that of the order
    let mut plan = plan;
    plan.items.as_mut().unwrap().amount = ItemAmount::Order;
    let mut session = Session::new();
    load(&mut session, plan, LINES.as_bytes(), None);
    let orders = session.data().event_table("orders").unwrap();
    assert_eq!(seen(orders, &["订单号", "金额"]), ["A1 30", "A2 20"]);
}

#[test]
fn a_log_of_an_order_and_a_repeated_person_are_no_items() {
    let session = Session::new();
    let plan = |text: &str| session.inspect("x.csv", text.as_bytes(), text.len() as u64).unwrap();
    let log = "订单号,手机号,创建时间,状态\nA1,13800131000,2024-03-01 09:00:00,已下单\nA1,13800131000,2024-03-02 09:00:00,已发货\n";
    assert_eq!(plan(log).items, None, "times differ");
    let actions = "order_id,user_id,event,time\nA1,u1,add,2024-03-01 09:00:00\nA1,u1,pay,2024-03-01 09:00:00\n";
    assert_eq!(plan(actions).items, None, "steps of something");
    let mut bad = plan(LINES);
    bad.items.as_mut().unwrap().order = "没有".to_owned();
    assert!(Session::new().begin(bad).is_err(), "a rule about a column that is not there");
}

#[test]
fn the_words_of_an_outcome_are_listed_and_can_be_changed() {
    let text = "订单号,手机号,付款时间,实付金额,订单状态\nE1,13800131000,2024-03-01 09:00:00,30,交易成功\nE2,13800131000,2024-03-02 09:00:00,50,已关闭\nE3,13800131037,2024-03-03 09:00:00,20,全额退款\nE4,13800131037,2024-03-04 09:00:00,20,部分退款成功\n";
    let mut session = Session::new();
    let mut plan = session.inspect("o.csv", text.as_bytes(), text.len() as u64).unwrap();
    let outcome = plan.outcome.clone().unwrap();
    assert_eq!(outcome.column, "订单状态");
    assert!(outcome.closed.contains(&"已关闭".to_owned()));
    assert!(outcome.refunded.contains(&"全额退款".to_owned()));
    let id = load(&mut session, plan.clone(), text.as_bytes(), None);
    let valid = |session: &Session| {
        seen(session.data().event_table("orders").unwrap(), &["订单号", "有效订单"])
    };
    assert_eq!(valid(&session), ["E1 yes", "E2 no", "E3 no", "E4 yes"]);
    plan.outcome.as_mut().unwrap().refunded.push("部分退款成功".to_owned());
    load(&mut session, plan, text.as_bytes(), Some(id));
    assert_eq!(valid(&session), ["E1 yes", "E2 no", "E3 no", "E4 no"]);
}

/// The suppressed cells of the only column that has some, and how many contacts they suppress.
fn refusals(name: &str, text: &[u8]) -> (String, Vec<String>, u32) {
    let mut session = Session::new();
    let plan = session.inspect(name, text, text.len() as u64).unwrap();
    let column = plan.columns.iter().find(|c| !c.suppresses.is_empty()).unwrap();
    let found = (column.name.clone(), column.suppresses.clone());
    load(&mut session, plan, text, None);
    (found.0, found.1, session.size(&everybody()).suppressed)
}

#[test]
fn columns_of_consent_say_who_must_not_be_contacted() {
    let known = |file: &str| {
        let (column, _, people) = refusals(file, &bytes(file));
        (column, people)
    };
    let said = |text: &str| {
        let (column, cells, people) = refusals("x.csv", text.as_bytes());
        format!("{column} {} {people}", cells.join("|"))
    };
    assert_eq!(known("fixtures/layouts/mailchimp_unsubscribed.csv"), ("UNSUB_TIME".to_owned(), 2));
    assert_eq!(known("fixtures/layouts/mailchimp_cleaned.csv"), ("CLEAN_TIME".to_owned(), 1));
    assert_eq!(known("fixtures/layouts/wechat_official_users.csv"), ("subscribe".to_owned(), 1));
    assert_eq!(known("fixtures/layouts/salesforce_report.csv"), ("Email Opt Out".to_owned(), 1));
    assert_eq!(known("fixtures/layouts/brevo_contacts.csv"), ("EMAIL_BLACKLISTED".to_owned(), 2));
    assert_eq!(
        said("手机号,黑名单\n13800131000,是\n13800131037,否\n13800131074,\n"),
        "黑名单 是 1"
    );
    assert_eq!(said("手机号,是否退订\n13800131000,0\n13800131037,1\n"), "是否退订 1 1");
    assert_eq!(
        said("手机号,退订时间\n13800131000,2024-03-01 10:00:00\n13800131037,\n"),
        "退订时间 * 1"
    );
    assert_eq!(
        said("email,Email Status\na@x.com,Subscribed\nb@x.com,Cleaned\nc@x.com,unsubscribed\n"),
        "Email Status Cleaned|unsubscribed 2"
    );
    let klaviyo = refusals("k.csv", &bytes("corpus/klaviyo_list.csv"));
    assert_eq!(klaviyo.0, "Email Marketing Consent");
    // a tag is a mark of the staff
    let session = Session::new();
    let tags = "手机号,标签\n13800131000,勿扰;黑名单\n13800131037,黑名单\n13800131074,勿扰\n";
    let plan = session.inspect("t.csv", tags.as_bytes(), tags.len() as u64).unwrap();
    assert!(plan.columns.iter().all(|c| c.suppresses.is_empty()));
}

#[test]
fn a_refusal_is_not_taken_back_by_a_later_row_and_an_export_leaves_it_out() {
    let mut session = Session::new();
    add(&mut session, "a.csv", "手机号,是否退订\n13800131000,是\n13800131037,否\n".as_bytes());
    add(&mut session, "b.csv", "手机号,是否退订\n13800131000,否\n13800131074,否\n".as_bytes());
    let size = session.size(&everybody());
    assert_eq!((size.matched, size.suppressed), (3, 1));
    let data = session.data();
    assert_eq!(data.suppressions.len(), 1);
    assert_eq!(data.suppressions[0].column, "是否退订");
    assert!(session.schema().fields.iter().any(|f| f.name == "是否退订" && f.suppresses));
    let page = session.members(
        &everybody(),
        &PageOptions { limit: 9, ..Default::default() },
        &Default::default(),
    );
    assert_eq!(page.unwrap().suppressed, [0]);
    let columns = ["手机号".to_owned()];
    let (file, piece) =
        session.export(&everybody(), &columns, true, &Default::default(), 0).unwrap();
    assert_eq!((piece.next, piece.total, piece.suppressed), (2, 2, 1));
    assert!(!String::from_utf8(file).unwrap().contains("13800131000"));
    let choice = ExportChoice { reveal: true, include_suppressed: true };
    let (file, piece) =
        session.export_as(&everybody(), &columns, choice, &Default::default(), 0).unwrap();
    assert_eq!((piece.next, piece.total, piece.suppressed), (3, 3, 0));
    assert!(String::from_utf8(file).unwrap().contains("13800131000"));
}

#[test]
fn age_tier_and_days_follow_the_newest_day_of_the_data() {
    let people = "客户编号,生日,所在城市,添加时间,手机\nK1,1990-03-01,杭州市,2024-02-20 10:00:00,13800131000\nK2,1990-03-02,义乌,2024-03-01 09:00:00,0571-88880000\nK3,,,,\n";
    let mut session = Session::new();
    add(&mut session, "people.csv", people.as_bytes());
    let columns = |session: &Session| {
        let data = session.data();
        let names = ["年龄", "城市等级", "认识天数", "号码类型"];
        (0..3)
            .map(|row| names.map(|n| text(data.column(n).unwrap().value(row))).join(" "))
            .collect::<Vec<_>>()
    };
    // the newest day is that of the contacts: 2024-03-01
    assert_eq!(columns(&session), ["34 新一线 10 手机", "33 - 0 座机", "- - - -"]);
    let age = session.schema().fields.iter().find(|f| f.name == "年龄").unwrap();
    assert_eq!((age.derived, age.origin.as_deref()), (true, Some("生日")));
    assert!(session.schema().fields.iter().filter(|f| f.derived).count() == 4);
    let orders = "订单号,客户编号,付款时间,金额\nE1,K1,2025-03-01 08:00:00,10\n";
    let id = add(&mut session, "orders.csv", orders.as_bytes());
    assert_eq!(columns(&session), ["35 新一线 375 手机", "34 - 365 座机", "- - - -"]);
    session.remove_file(id).unwrap();
    while session.advance().unwrap() < 1.0 {}
    assert_eq!(columns(&session)[0], "34 新一线 10 手机");
}

#[test]
fn a_number_of_a_resident_gives_age_and_gender_and_a_column_that_is_there_stays() {
    // 11010519491231002X is the example of GB 11643
    let people = "客户编号,身份证号,注册时间\nK1,11010519491231002X,2024-03-01 10:00:00\nK2,110105194912310021,2024-03-01 10:00:00\n";
    let mut session = Session::new();
    add(&mut session, "people.csv", people.as_bytes());
    let data = session.data();
    let of =
        |name: &str| (0..2).map(|r| text(data.column(name).unwrap().value(r))).collect::<Vec<_>>();
    assert_eq!(
        (of("年龄"), of("性别")),
        (vec!["74".into(), "-".into()], vec!["female".into(), "-".into()])
    );
    let mut session = Session::new();
    let own = "客户编号,生日,年龄,注册时间\nK1,1990-03-01,20,2024-03-01 10:00:00\n";
    add(&mut session, "people.csv", own.as_bytes());
    assert!(session.data().derived.is_empty(), "there is an age");
    assert_eq!(text(session.data().column("年龄").unwrap().value(0)), "20");
}
