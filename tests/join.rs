//! Several files as one dataset: who is who, whose each event is, and what happens when files are replaced or taken away.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::assigning_clones,
    clippy::default_trait_access,
    clippy::float_cmp,
    reason = "a test fails by panicking"
)]

use fenqun::import::{FileReport, RowsAre};
use fenqun::rule::Document;
use fenqun::session::{PageOptions, Session};
use fenqun::table::{Data, Semantic, Texts};
use proptest::prelude::*;
use serde_json::json;

/// Reads a file; `table` makes it events.
fn add(session: &mut Session, name: &str, text: &str, table: Option<&str>) -> u32 {
    add_as(session, name, text, table, None)
}

fn add_as(
    session: &mut Session,
    name: &str,
    text: &str,
    table: Option<&str>,
    replaces: Option<u32>,
) -> u32 {
    let mut plan = session.inspect(name, text.as_bytes(), text.len() as u64).unwrap();
    let wanted = if table.is_some() { RowsAre::Events } else { RowsAre::Contacts };
    if plan.rows_are != wanted {
        plan.rows_are = wanted;
        plan = session.reinspect(&plan, text.as_bytes()).unwrap();
        plan.rows_are = wanted;
    }
    plan.table = table.unwrap_or_default().to_owned();
    let handle = session.begin(plan).unwrap();
    session.push(handle, text.as_bytes()).unwrap();
    let id = session.finish(handle, replaces).unwrap();
    settle(session);
    id
}

fn settle(session: &mut Session) {
    let mut before = 0.0;
    loop {
        let done = session.advance().unwrap();
        assert!(done >= before, "progress goes back");
        before = done;
        if done >= 1.0 {
            return;
        }
    }
}

fn report(session: &Session, id: u32) -> FileReport {
    session.files().into_iter().find(|f| f.id == id).unwrap().report
}

fn keys(session: &mut Session, rule: &serde_json::Value) -> Vec<String> {
    let text = json!({"fenqun": 1, "as_of": "2026-01-01", "rule": rule}).to_string();
    let document = Document::from_json(&text).unwrap();
    session.member_keys(&document).unwrap()
}

fn event(measure: &serde_json::Value, is: &serde_json::Value) -> serde_json::Value {
    json!({"event": {"table": "orders", "measure": measure, "is": is}})
}

#[test]
fn a_table_of_tags_with_times_records_when_and_by_whom_tags_were_given() {
    let mut session = Session::new();
    add(&mut session, "客户.csv", "客户ID,标签\na1,VIP\nb2,勿扰\n", None);
    assert_eq!(session.schema().taggings, None);
    let log = "客户ID,标签,打标时间,打标方式\na1,VIP,2026-03-01 10:00:00,手动\nb2,勿扰,2026-03-02 11:00:00,规则\n";
    add(&mut session, "打标记录.csv", log, Some("taggings"));
    let taggings = session.schema().taggings.clone().unwrap();
    assert_eq!(
        (taggings.table.as_str(), taggings.tag.as_str(), taggings.source.as_deref()),
        ("taggings", "标签", Some("打标方式"))
    );
}

/// Every contact and event, as texts.
fn seen(session: &mut Session) -> (Vec<Vec<Option<String>>>, Vec<String>) {
    let everybody = Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#).unwrap();
    let options = PageOptions { limit: 10_000, reveal: true, ..PageOptions::default() };
    let mut rows = session.members(&everybody, &options, &Default::default()).unwrap().rows;
    rows.sort();
    let mut events = Vec::new();
    for table in &session.data().events {
        for (contact, bounds) in table.offsets.windows(2).enumerate() {
            let mut of: Vec<String> = (bounds[0]..bounds[1])
                .map(|row| {
                    let mut values: Vec<String> = table
                        .columns
                        .iter()
                        .map(|c| format!("{}={:?}", c.name, c.value(row)))
                        .collect();
                    values.sort();
                    values.join(" ")
                })
                .collect();
            of.sort();
            let id = session.data().column("编号").and_then(|c| c.value(contact as u32));
            events.push(format!("{id:?} {of:?}"));
        }
    }
    events.sort();
    (rows, events)
}

const SHOP: &str = "会员编号,手机,邮箱\nM1,13800131001,a@x.com\nM2,86-13800131002,B@x.com\nM3,13800131002,c@x.com\nM5,,d@x.com\n";

#[test]
fn people_of_several_files_meet_on_any_shared_key() {
    let mut session = Session::new();
    let phones = "手机号,城市\n13800131001,上海\n+86 138 0013 1002,北京\n１３８００１３１００３,天津\n13800131001,\n";
    let first = add(&mut session, "phones.csv", phones, None);
    let second = add(&mut session, "shop.csv", SHOP, None);
    let third = add(
        &mut session,
        "mails.csv",
        "email,城市\nA@X.com,苏州\nd@x.com,南京\nz@x.com,杭州\n",
        None,
    );
    let (a, b, c) = (report(&session, first), report(&session, second), report(&session, third));
    assert_eq!((a.accepted, a.merged), (3, 1), "a doubled row");
    assert_eq!((b.accepted, b.merged, b.conflicts), (2, 2, 1), "M3 shares M2's phone, is another");
    assert_eq!((c.accepted, c.merged, c.overwritten), (1, 2, 1));
    assert_eq!(session.data().population, 6);
    // phone to member to e-mail: the last file's city counts
    let city = json!({"attribute": {"field": "城市", "is": {"eq": "苏州"}}});
    assert_eq!(keys(&mut session, &city), ["+8613800131001"]);
}

const YOUZAN: &str = "订单号,收货人手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 10:00:00,100,口红\nE2,13800139999,2025-09-02 10:00:00,50,面膜\n";
const TAOBAO: &str = "订单编号,买家会员名,联系手机,订单付款时间,买家实际支付金额,宝贝标题\nT1,tb1,'13800131001,2025-09-05 11:01:00,30,奶粉\nT2,tb2,'13800131002,2025-09-06 11:01:00,40,奶粉\nT3,tb9,,2025-09-06 11:01:00,40,奶粉\n";

#[test]
fn time_and_amount_of_two_shops_are_one_column_each() {
    let mut session = Session::new();
    let youzan = add(&mut session, "youzan.csv", YOUZAN, Some("orders"));
    let taobao = add(&mut session, "taobao.csv", TAOBAO, Some("orders"));
    assert_eq!(report(&session, youzan).unlinked, 2, "nobody is known yet");
    add(&mut session, "shop.csv", SHOP, None);
    assert_eq!((report(&session, youzan).unlinked, report(&session, taobao).unlinked), (1, 1));
    assert_eq!(report(&session, taobao).joined_on.as_deref(), Some("phone"));
    let sum = event(&json!({"sum": "实付金额"}), &json!({"eq": 130}));
    assert_eq!(keys(&mut session, &sum), ["M1"]);
    let last = event(&json!("last_at"), &json!({"on": "2025-09-06"}));
    assert_eq!(keys(&mut session, &last), ["M2"]);
}

#[test]
fn columns_that_only_a_removed_file_had_are_gone() {
    let mut session = Session::new();
    add(&mut session, "shop.csv", SHOP, None);
    add(&mut session, "youzan.csv", YOUZAN, Some("orders"));
    let taobao = add(&mut session, "taobao.csv", TAOBAO, Some("orders"));
    assert!(session.data().events[0].columns.iter().any(|c| c.name == "宝贝标题"));
    session.remove_file(taobao).unwrap();
    settle(&mut session);
    let names: Vec<&str> =
        session.data().events[0].columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["订单号", "收货人手机号", "付款时间", "实付金额", "商品"]);
}

#[test]
fn a_column_can_change_its_type_in_a_table_of_several_files() {
    let mut session = Session::new();
    add(&mut session, "youzan.csv", YOUZAN, Some("orders"));
    let taobao = add(&mut session, "taobao.csv", TAOBAO, Some("orders"));
    let mut plan = session.files().iter().find(|f| f.id == taobao).unwrap().plan.clone();
    for column in &mut plan.columns {
        if column.name == "宝贝标题" {
            column.semantic = Semantic::Id;
        }
    }
    let handle = session.begin(plan).unwrap();
    session.push(handle, TAOBAO.as_bytes()).unwrap();
    session.finish(handle, Some(taobao)).unwrap();
    settle(&mut session);
    let table = &session.data().events[0];
    assert_eq!(table.columns.iter().find(|c| c.name == "宝贝标题").unwrap().semantic, Semantic::Id);
}

#[test]
fn columns_of_the_same_name_and_another_kind_stand_apart() {
    let mut session = Session::new();
    add(&mut session, "shop.csv", SHOP, None);
    let one =
        "订单号,手机,付款时间,实付金额,尺码,备注\nE1,13800131001,2025-09-01 10:00:00,1,红色,\n";
    let two =
        "订单号,手机,付款时间,实付金额,尺码,备注\nT1,13800131002,2025-09-02 10:00:00,2,500,快\n";
    add(&mut session, "one.csv", one, Some("orders"));
    add(&mut session, "two.csv", two, Some("orders"));
    let size = |field: &str, is| json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}, "where": {"attribute": {"field": field, "is": is}}}});
    assert_eq!(keys(&mut session, &size("尺码", json!({"eq": "红色"}))), ["M1"]);
    assert_eq!(keys(&mut session, &size("尺码 (two.csv)", json!({"eq": 500}))), ["M2"]);
    assert_eq!(keys(&mut session, &size("备注", json!({"eq": "快"}))), ["M2"]);
}

#[test]
fn the_chosen_time_counts_also_where_another_column_has_its_name() {
    let mut session = Session::new();
    add(&mut session, "shop.csv", SHOP, None);
    let one = "订单号,手机,下单时间,实付金额,商品\nE1,13800131001,2025-09-01 10:00:00,1,a\n";
    let two = "订单号,手机,下单时间,付款时间,实付金额,商品\nT1,13800131002,2025-09-02 10:00:00,2025-09-03 10:00:00,2,b\n";
    add(&mut session, "one.csv", one, Some("orders"));
    add(&mut session, "two.csv", two, Some("orders"));
    let last = event(&json!("last_at"), &json!({"on": "2025-09-03"}));
    assert_eq!(keys(&mut session, &last), ["M2"]);
}

#[test]
fn events_find_the_few_people_that_are_known() {
    let mut session = Session::new();
    let people = (0..3).map(|i| format!("{}\n", 13_800_130_001u64 + i * 7_001)).collect::<String>();
    add(&mut session, "few.csv", &format!("手机号\n{people}"), None);
    let orders: String = (0..60_000u64)
        .map(|i| format!("E{i},{},2025-09-01 10:00:00,1,a\n", 13_800_130_000 + i))
        .collect();
    let text = format!("订单号,手机,付款时间,实付金额,商品\n{orders}");
    let id = add(&mut session, "many.csv", &text, Some("orders"));
    assert_eq!(report(&session, id).unlinked, 59_997);
    assert_eq!(keys(&mut session, &event(&json!("count"), &json!({"eq": 1}))).len(), 3);
}

#[test]
fn nothing_changes_until_the_last_step_and_an_aborted_load_leaves_no_trace() {
    let mut session = Session::new();
    let shop = add(&mut session, "shop.csv", SHOP, None);
    add(&mut session, "youzan.csv", YOUZAN, Some("orders"));
    let before = seen(&mut session);
    let files = session.files();
    for steps in 0..40 {
        let plan = session.inspect("t", TAOBAO.as_bytes(), TAOBAO.len() as u64).unwrap();
        let handle = session.begin(plan).unwrap();
        session.push(handle, &TAOBAO.as_bytes()[..100]).unwrap();
        if steps == 0 {
            session.abort(handle);
            assert!(session.finish(handle, None).is_err(), "the handle is gone");
            continue;
        }
        session.push(handle, &TAOBAO.as_bytes()[100..]).unwrap();
        session.finish(handle, (steps % 2 == 0).then_some(shop)).unwrap();
        let done = (1..steps).map(|_| session.advance().unwrap()).last().unwrap_or(0.0);
        if done >= 1.0 {
            break;
        }
        assert_eq!(session.files(), files);
        session.abort(handle);
        assert_eq!(session.advance().unwrap(), 1.0);
        assert_eq!(session.files(), files);
        assert_eq!(seen(&mut session), before);
    }
    assert!(session.remove_file(999).is_err());
}

#[derive(Debug, Clone)]
struct Person(Option<u8>, Option<u8>, Option<u8>, u8);

fn people() -> impl Strategy<Value = Vec<Person>> {
    let key = |n: u8| proptest::option::weighted(0.7, 0..n);
    proptest::collection::vec(
        (key(8), key(6), key(6), 0u8..3).prop_map(|(a, b, c, d)| Person(a, b, c, d)),
        1..12,
    )
}

fn contacts_csv(people: &[Person]) -> String {
    let mut text = "编号,手机号,邮箱,城市\n".to_owned();
    for Person(id, phone, mail, city) in people {
        let id = id.map_or(String::new(), |i| format!("C{i}"));
        let phone = phone.map_or(String::new(), |p| format!("1380013100{p}"));
        let mail = mail.map_or(String::new(), |m| format!("m{m}@x.com"));
        text += &format!("{id},{phone},{mail},城{city}\n");
    }
    text
}

fn orders_csv(orders: &[(u8, u8)]) -> String {
    let mut text = "订单号,手机号,付款时间,实付金额,商品\n".to_owned();
    for (i, (who, day)) in orders.iter().enumerate() {
        text +=
            &format!("E{i}x{who},1380013100{who},2025-09-0{} 10:00:00,{day},商{who}\n", day + 1);
    }
    text
}

fn orders() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((0u8..9, 0u8..8), 1..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_row_is_accounted_for_and_the_order_of_tables_changes_nothing(
        files in proptest::collection::vec(people(), 1..4), events in (orders(), orders()), seed in 0usize..5,
    ) {
        let mut sessions = Vec::new();
        for events_after in [files.len(), seed % (files.len() + 1)] {
            let mut session = Session::new();
            let mut ids = Vec::new();
            for (at, file) in files.iter().enumerate() {
                if at == events_after {
                    add(&mut session, "e.csv", &orders_csv(&events.0), Some("orders"));
                    add(&mut session, "f.csv", &orders_csv(&events.1), Some("orders"));
                }
                ids.push(add(&mut session, &format!("c{at}.csv"), &contacts_csv(file), None));
            }
            if events_after == files.len() {
                add(&mut session, "e.csv", &orders_csv(&events.0), Some("orders"));
                add(&mut session, "f.csv", &orders_csv(&events.1), Some("orders"));
            }
            let reports: Vec<FileReport> = ids.iter().map(|&id| report(&session, id)).collect();
            for (report, file) in reports.iter().zip(&files) {
                prop_assert_eq!(report.read, report.accepted + report.merged + report.rejected + report.blank);
                prop_assert_eq!(report.read as usize, file.len());
            }
            prop_assert_eq!(session.data().population, reports.iter().map(|r| r.accepted).sum::<u32>());
            let unlinked: u32 = session.files().iter().map(|f| f.report.unlinked).sum();
            let table = &session.data().events[0];
            prop_assert_eq!(table.rows - table.offsets[table.offsets.len() - 1], unlinked);
            sessions.push((seen(&mut session), reports));
        }
        prop_assert_eq!(&sessions[0], &sessions[1]);
    }

    #[test]
    fn a_file_that_came_and_went_leaves_no_trace(
        first in people(), second in people(), events in (orders(), orders()), replaced in any::<bool>(),
    ) {
        let mut plain = Session::new();
        add(&mut plain, "a.csv", &contacts_csv(&first), None);
        add(&mut plain, "e.csv", &orders_csv(&events.0), Some("orders"));
        let mut session = Session::new();
        if replaced {
            let a = add(&mut session, "a.csv", &contacts_csv(&second), None);
            let e = add(&mut session, "e.csv", &orders_csv(&events.1), Some("orders"));
            add_as(&mut session, "a.csv", &contacts_csv(&first), None, Some(a));
            add_as(&mut session, "e.csv", &orders_csv(&events.0), Some("orders"), Some(e));
        } else {
            add(&mut session, "a.csv", &contacts_csv(&first), None);
            let f = add(&mut session, "f.csv", &orders_csv(&events.1), Some("orders"));
            let b = add(&mut session, "b.csv", &contacts_csv(&second), None);
            add(&mut session, "e.csv", &orders_csv(&events.0), Some("orders"));
            for id in [f, b] {
                session.remove_file(id).unwrap();
                settle(&mut session);
            }
        }
        prop_assert_eq!(seen(&mut session), seen(&mut plain));
        let reports = |s: &Session| s.files().into_iter().map(|f| f.report).collect::<Vec<_>>();
        prop_assert_eq!(reports(&session), reports(&plain));
    }
}

#[test]
fn what_a_person_says_of_the_rows_outlives_looking_again() {
    let session = Session::new();
    let text = "客户ID,城市,备注\nC1,上海,a\nC2,北京,b\n";
    let mut plan = session.inspect("名单.csv", text.as_bytes(), text.len() as u64).unwrap();
    assert_eq!(plan.rows_are, RowsAre::Contacts);
    plan.rows_are = RowsAre::Events;
    plan.table = "visits".to_owned();
    let plan = session.reinspect(&plan, text.as_bytes()).unwrap();
    assert_eq!((plan.rows_are, plan.table.as_str()), (RowsAre::Events, "visits"));
}

#[test]
fn a_header_line_behind_the_end_is_refused() {
    let session = Session::new();
    let text = "客户ID,城市\nC1,上海\nC2,北京\n";
    let mut plan = session.inspect("名单.csv", text.as_bytes(), text.len() as u64).unwrap();
    plan.header_line = 40;
    let error = session.reinspect(&plan, text.as_bytes()).unwrap_err();
    assert_eq!(error.code, fenqun::Code::BadPlan);
}

#[test]
fn the_same_people_again_with_a_time_are_events() {
    let session = Session::new();
    let rows: String = (0..60)
        .map(|i| {
            format!("1380013{:04},2025-09-{:02} 10:00:00,电话,{}\n", i % 12, i % 28 + 1, i * 7)
        })
        .collect();
    let text = format!("手机号,互动时间,方式,时长(秒)\n{rows}");
    let plan = session.inspect("记录.csv", text.as_bytes(), text.len() as u64).unwrap();
    assert_eq!(plan.rows_are, RowsAre::Events);
    let once: String =
        (0..60).map(|i| format!("1380013{i:04},2025-09-{:02},上海\n", i % 28 + 1)).collect();
    let text = format!("手机号,添加时间,城市\n{once}");
    let plan = session.inspect("名单.csv", text.as_bytes(), text.len() as u64).unwrap();
    assert_eq!(plan.rows_are, RowsAre::Contacts);
}

/// Orders whose numbers are `SO` and nine digits, but for the first one, which is nobody's.
fn numbered_orders(first: &str) -> String {
    let mut text =
        format!("订单号,contact_id,付款时间,实付金额\n{first},nobody,2024-03-01 10:00:00,1\n");
    for i in 1..12_000u32 {
        let number = if i % 500 == 9 { String::new() } else { format!("SO{:09}", 700_000 + i * 3) };
        let (contact, day) = (i * 7 % 901, i % 28 + 1);
        text += &format!("{number},C{contact},2024-03-{day:02} 10:00:00,{}\n", i % 300);
    }
    text
}

#[test]
fn numbers_of_orders_answer_as_texts_do() {
    let contacts: String = (0..900).map(|i| format!("C{i},小{i}\n")).collect();
    let session = |first: &str| {
        let mut session = Session::new();
        add(&mut session, "contacts.csv", &format!("contact_id,昵称\n{contacts}"), None);
        add(&mut session, "orders.csv", &numbered_orders(first), Some("orders"));
        // rows of a further file stand behind the others
        let further = "订单号,contact_id,付款时间,实付金额\nSO000900001,C5,2024-03-30 09:00:00,7\n";
        add(&mut session, "further.csv", further, Some("orders"));
        session
    };
    let (mut numbers, mut texts) = (session("SO000700000"), session("number one"));
    let is_numbered = |session: &Session| {
        let column = session.data().events[0].column("订单号").unwrap();
        matches!(column.data, Data::Texts(Texts::Numbered(_)))
    };
    assert!(is_numbered(&numbers) && !is_numbered(&texts));
    let held = |session: &Session| {
        session.memory().columns.into_iter().find(|c| c.name == "订单号").unwrap().bytes
    };
    assert!(held(&numbers) * 2 < held(&texts));
    let several: Vec<String> = (1..40).map(|i| format!("SO{:09}", 700_000 + i * 30)).collect();
    for is in [
        json!({ "eq": "SO000700300" }),
        json!({ "eq": "so000700300" }),
        json!({ "ne": "SO000700300" }),
        json!({ "in": ["SO000700303", "SO000700001", "SO000900001"] }),
        json!({ "in": several }),
        json!({ "contains": "7003" }),
        json!({ "starts_with": "SO0007" }),
        json!({ "ends_with": "33" }),
        json!("is_set"),
        json!("is_not_set"),
    ] {
        let filter = json!({ "attribute": { "field": "订单号", "is": is } });
        for (measure, least) in [(json!("count"), 1), (json!({ "distinct": "订单号" }), 2)] {
            let definition = json!({ "fenqun": 1, "name": "", "zone": "Asia/Shanghai", "as_of": "data", "rule": { "event": {
                "table": "orders", "where": filter, "measure": measure, "is": { "ge": least }
            } } });
            let document = Document::from_json(&definition.to_string()).unwrap();
            let size = |session: &mut Session| {
                let report = session.size(&document);
                assert!(report.errors.is_empty(), "{is}: {:?}", report.errors);
                report.matched
            };
            assert_eq!(size(&mut numbers), size(&mut texts), "{definition}");
        }
    }
}
