//! Several loads: the same file again, further rows, and updates that can be taken away.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::Code;
use fenqun::import::join::{LoadMode, Upsert};
use fenqun::import::{FilePlan, FileReport, RowsAre};
use fenqun::rule::Document;
use fenqun::session::{LoadReason, PageOptions, Session};
use proptest::prelude::*;

fn plan(session: &Session, name: &str, text: &str, table: Option<&str>) -> FilePlan {
    let mut plan = session.inspect(name, text.as_bytes(), text.len() as u64).unwrap();
    let wanted = if table.is_some() { RowsAre::Events } else { RowsAre::Contacts };
    if plan.rows_are != wanted {
        plan.rows_are = wanted;
        plan = session.reinspect(&plan, text.as_bytes()).unwrap();
        plan.rows_are = wanted;
    }
    table.unwrap_or_default().clone_into(&mut plan.table);
    plan
}

fn load(
    session: &mut Session,
    name: &str,
    text: &str,
    table: Option<&str>,
    mode: Option<LoadMode>,
) -> fenqun::Result<u32> {
    let plan = plan(session, name, text, table);
    let handle = session.begin(plan).unwrap();
    session.push(handle, text.as_bytes()).unwrap();
    let id = session.finish_as(handle, mode)?;
    settle(session);
    Ok(id)
}

fn add(session: &mut Session, name: &str, text: &str, table: Option<&str>) -> u32 {
    load(session, name, text, table, Some(LoadMode::Append)).unwrap()
}

fn update(session: &mut Session, name: &str, text: &str, table: Option<&str>) -> u32 {
    load(session, name, text, table, Some(LoadMode::Upsert(Upsert::default()))).unwrap()
}

fn settle(session: &mut Session) {
    while session.advance().unwrap() < 1.0 {}
}

fn report(session: &Session, id: u32) -> FileReport {
    session.files().into_iter().find(|f| f.id == id).unwrap().report
}

fn counts(session: &Session, id: u32) -> (u32, u32, u32) {
    let report = report(session, id);
    (report.inserted, report.updated, report.unchanged)
}

/// Every contact in its order, and every event as texts.
fn seen(session: &mut Session) -> (Vec<Vec<Option<String>>>, Vec<String>) {
    let everybody = Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#).unwrap();
    let options = PageOptions { limit: 10_000, reveal: true, ..PageOptions::default() };
    let words = fenqun::insight::Words::default();
    let rows = session.members(&everybody, &options, &words).unwrap().rows;
    let mut events = Vec::new();
    for table in &session.data().events {
        for row in 0..table.rows {
            let contact = table.offsets.partition_point(|&from| from <= row);
            let values = table.columns.iter().map(|c| format!("{}={:?}", c.name, c.value(row)));
            events.push(format!("{contact} {}", values.collect::<Vec<_>>().join(" ")));
        }
    }
    events.sort();
    (rows, events)
}

fn adds_up(session: &Session) {
    let (mut contacts, mut events) = (0, 0);
    for file in session.files() {
        let r = &file.report;
        assert_eq!(r.read, r.accepted + r.merged + r.superseded + r.rejected + r.blank, "{r:?}");
        match file.plan.rows_are {
            RowsAre::Contacts => contacts += r.accepted,
            RowsAre::Events => events += r.accepted,
        }
        if let LoadMode::Upsert(_) = file.mode {
            assert_eq!(r.inserted + r.updated + r.unchanged, r.accepted + r.superseded, "{r:?}");
        }
    }
    assert_eq!(contacts, session.data().population);
    // the account of a file is that of its orders, not of their items
    let tables = session.data().events.iter().filter(|t| t.name != "order_items");
    assert_eq!(events, tables.map(|t| t.rows).sum::<u32>());
}

const MONDAY: &str = "订单号,手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 10:00:00,100,口红\nE2,13800131002,2025-09-01 11:00:00,50,面膜\n";
const TUESDAY: &str = "订单号,手机号,付款时间,实付金额,商品\nE2,13800131002,2025-09-01 11:00:00,40,面膜\nE1,13800131001,2025-09-01 10:00:00,100,口红\nE3,13800131001,2025-09-02 09:00:00,9,棉签\n";

#[test]
fn orders_of_the_next_day_replace_those_with_the_same_number() {
    let mut session = Session::new();
    add(&mut session, "people.csv", "手机号,城市\n13800131001,上海\n13800131002,北京\n", None);
    let monday = add(&mut session, "1.csv", MONDAY, Some("orders"));
    let before = seen(&mut session);
    let tuesday = update(&mut session, "2.csv", TUESDAY, Some("orders"));
    assert_eq!(session.data().events[0].rows, 3);
    assert_eq!(counts(&session, tuesday), (1, 1, 1));
    assert_eq!((report(&session, monday).superseded, report(&session, monday).accepted), (2, 0));
    adds_up(&session);
    // the base is corrected: it is still older than the update
    let plan = session.files().iter().find(|f| f.id == monday).unwrap().plan.clone();
    let handle = session.begin(plan).unwrap();
    session.push(handle, MONDAY.as_bytes()).unwrap();
    session.finish(handle, Some(monday)).unwrap();
    settle(&mut session);
    assert_eq!(session.data().events[0].rows, 3);
    session.remove_file(tuesday).unwrap();
    settle(&mut session);
    assert_eq!(seen(&mut session), before, "the older rows are back");
    adds_up(&session);
}

#[test]
fn an_order_on_several_rows_is_replaced_as_a_whole() {
    let mut session = Session::new();
    let one = "订单号,手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 10:00:00,100,口红\nE1,13800131001,2025-09-01 10:00:00,100,面膜\nE2,13800131001,2025-09-01 10:00:00,1,a\n";
    let two = "订单号,手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 10:00:00,60,口红\n";
    let first = add(&mut session, "1.csv", one, Some("orders"));
    let second = update(&mut session, "2.csv", two, Some("orders"));
    // two rows were one order of two items
    assert_eq!((session.data().events[0].rows, report(&session, first).superseded), (2, 1));
    let items = session.data().event_table("order_items").unwrap();
    assert_eq!(items.rows, 2, "the items of the older order are gone with it");
    assert_eq!(counts(&session, second), (0, 1, 0));
    // a third one, into the second file only
    let into = LoadMode::Upsert(Upsert { into: Some(second), key: Some("订单号".to_owned()) });
    let text = "订单号,手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 10:00:00,61,口红\nE2,13800131001,2025-09-01 10:00:00,2,a\n";
    let third = load(&mut session, "3.csv", text, Some("orders"), Some(into)).unwrap();
    assert_eq!(counts(&session, third), (1, 1, 0));
    assert_eq!(session.data().events[0].rows, 3, "E2 of the first file stays");
    adds_up(&session);
    let bad = LoadMode::Upsert(Upsert { into: None, key: Some("没有".to_owned()) });
    let error = load(&mut session, "4.csv", two, Some("orders"), Some(bad)).unwrap_err();
    assert_eq!(error.code, Code::BadPlan);
}

#[test]
fn a_column_whose_only_values_gave_way_is_not_given_up() {
    let mut session = Session::new();
    let header = "订单号,手机号,付款时间,实付金额,备注\n";
    let row = |id: &str, note: &str| format!("{id},13800131001,2025-09-01 10:00:00,1,{note}\n");
    let one = format!("{header}{}{}", row("E1", "加急"), row("E2", ""));
    let two = format!("{header}{}", row("E1", ""));
    let three = format!("{header}{}", row("E3", "500"));
    add(&mut session, "1.csv", &one, Some("orders"));
    let before = seen(&mut session);
    let second = update(&mut session, "2.csv", &two, Some("orders"));
    let third = add(&mut session, "3.csv", &three, Some("orders"));
    assert_eq!(session.data().events[0].rows, 3);
    for id in [second, third] {
        session.remove_file(id).unwrap();
        settle(&mut session);
    }
    assert_eq!(seen(&mut session), before);
}

/// Orders with these numbers, all of one person and day.
fn many_orders(numbers: std::ops::Range<u32>, amount: u32) -> String {
    let mut text = "订单号,手机号,付款时间,实付金额,商品\n".to_owned();
    for n in numbers {
        text += &format!("E{n},13800131001,2025-09-01 10:00:00,{amount},口红\n");
    }
    text
}

#[test]
fn a_large_update_is_done_in_steps_and_can_be_left_at_each_of_them() {
    let mut session = Session::new();
    let (first, second) = (many_orders(0..70_000, 1), many_orders(60_000..70_010, 2));
    let base = add(&mut session, "1.csv", &first, Some("orders"));
    let before = session.files();
    let begin = |session: &mut Session| {
        let plan = plan(session, "2.csv", &second, Some("orders"));
        let handle = session.begin(plan).unwrap();
        session.push(handle, second.as_bytes()).unwrap();
        session.finish_as(handle, Some(LoadMode::Upsert(Upsert::default()))).unwrap();
        handle
    };
    let handle = begin(&mut session);
    let mut steps = 1;
    while session.advance().unwrap() < 1.0 {
        steps += 1;
    }
    // two pieces of each column are put together, the older in two steps; then the ids and each column are gone through
    assert!(steps > 5 * 3 + 3 * 2 + 5, "{steps} steps");
    assert_eq!(session.data().events[0].rows, 70_010);
    assert_eq!(counts(&session, handle), (10, 10_000, 0));
    adds_up(&session);
    session.remove_file(handle).unwrap();
    settle(&mut session);
    assert_eq!(session.files(), before);
    let rows = seen(&mut session);
    for left in [0, 1, 3, 12, 18, 24, 30] {
        let handle = begin(&mut session);
        for _ in 0..left.min(steps - 1) {
            assert!(session.advance().unwrap() < 1.0);
        }
        session.abort(handle);
        assert!(session.advance().unwrap() >= 1.0);
        assert_eq!(session.files(), before);
    }
    assert!(seen(&mut session) == rows, "the rows are as they were");
    session.remove_file(base).unwrap();
    settle(&mut session);
    assert!(session.data().events.is_empty());
}

#[test]
fn newer_people_win_where_they_say_something() {
    let mut session = Session::new();
    let old = "会员编号,城市,等级,标签\nM1,上海,金,VIP;老客\nM2,北京,银,新客\nM3,苏州,,\n";
    let new = "会员编号,城市,等级,标签\nM1,杭州,,VIP\nM2,北京,银,新客\nM4,天津,铜,新客\n";
    let first = add(&mut session, "1.csv", old, None);
    let before = seen(&mut session);
    let second = update(&mut session, "2.csv", new, None);
    assert_eq!(session.data().population, 4);
    assert_eq!(counts(&session, second), (1, 1, 1));
    let report_of_first = report(&session, first);
    assert_eq!((report_of_first.accepted, report_of_first.superseded), (1, 2));
    adds_up(&session);
    let rows = seen(&mut session).0;
    let text =
        |row: &Vec<Option<String>>| row.iter().flatten().cloned().collect::<Vec<_>>().join("|");
    assert!(text(&rows[0]).contains("杭州") && text(&rows[0]).contains('金'), "{rows:?}");
    let tags = session.tags(None, "", 10).unwrap();
    assert!(!tags.iter().any(|t| t.name == "老客" && t.contacts > 0), "{tags:?}");
    session.remove_file(second).unwrap();
    settle(&mut session);
    assert_eq!(seen(&mut session), before);
}

#[test]
fn the_same_bytes_are_not_counted_twice_unawares() {
    let mut session = Session::new();
    let first = load(&mut session, "1.csv", MONDAY, Some("orders"), None).unwrap();
    let error = load(&mut session, "copy.csv", MONDAY, Some("orders"), None).unwrap_err();
    assert_eq!(error.code, Code::AlreadyLoaded);
    assert_eq!(error.params["name"], "1.csv");
    assert_eq!(session.files().len(), 1);
    let again = add(&mut session, "copy.csv", MONDAY, Some("orders"));
    let entry = session.files().into_iter().find(|f| f.id == again).unwrap();
    assert_eq!(
        (entry.same_as, entry.report.fingerprint),
        (Some(first), report(&session, first).fingerprint)
    );
}

#[test]
fn fingerprints_do_not_depend_on_slices() {
    let mut prints = Vec::new();
    for size in [1, 7, 64, 1000] {
        let mut session = Session::new();
        let plan = plan(&session, "1.csv", MONDAY, Some("orders"));
        let handle = session.begin(plan).unwrap();
        for slice in MONDAY.as_bytes().chunks(size) {
            session.push(handle, slice).unwrap();
        }
        let id = session.finish(handle, None).unwrap();
        settle(&mut session);
        let report = report(&session, id);
        prints.push((report.fingerprint, report.head_fingerprint));
    }
    assert_eq!(prints[0].0.len(), 32);
    assert!(prints.windows(2).all(|p| p[0] == p[1]));
}

#[test]
fn the_mode_is_proposed_from_the_beginning_of_a_file() {
    let mut session = Session::new();
    let propose = |session: &Session, text: &str, table| {
        let plan = plan(session, "x.csv", text, table);
        session.propose_load(&plan, text.as_bytes())
    };
    let orders = Some("orders");
    assert_eq!(propose(&session, MONDAY, orders).because, LoadReason::NewColumns);
    let monday = add(&mut session, "1.csv", MONDAY, orders);
    let same = propose(&session, MONDAY, orders);
    assert_eq!(
        (same.because, same.mode, same.file),
        (LoadReason::AlreadyLoaded, None, Some(monday))
    );
    let next = propose(&session, TUESDAY, orders);
    assert_eq!((next.because, next.sampled, next.known), (LoadReason::KnownEvents, 3, 2));
    let key = Some("订单号".to_owned());
    assert_eq!(next.mode, Some(LoadMode::Upsert(Upsert { into: None, key })));
    let later = TUESDAY.replace(",E", ",F").replace("\nE", "\nF");
    assert_eq!(propose(&session, &later, orders).because, LoadReason::NewRows);
    add(&mut session, "p.csv", "手机号,城市\n13800131001,上海\n", None);
    let people = propose(&session, "手机号,城市\n+86 13800131001,北京\n13800131002,x\n", None);
    assert_eq!((people.because, people.known), (LoadReason::KnownPeople, 1));
}

/// An id, whose it is, and a value.
type Line = (u8, u8, u8);

fn orders(rows: &[Line]) -> String {
    let mut text = "订单号,手机号,付款时间,实付金额,商品\n".to_owned();
    for (id, who, amount) in rows {
        let id = if *id == 0 { String::new() } else { format!("E{id}") };
        text += &format!("{id},1380013100{who},2025-09-0{} 10:00:00,{amount},商\n", amount % 9 + 1);
    }
    text
}

fn members(rows: &[Line]) -> String {
    let mut text = "会员编号,手机号,城市,标签\n".to_owned();
    for (id, who, city) in rows {
        let city = if *city == 0 { String::new() } else { format!("城{city}") };
        text += &format!("M{id},1380013100{who},{city},标{}\n", who % 3);
    }
    text
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    proptest::collection::vec((0u8..6, 0u8..5, 0u8..4), 1..10)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn an_update_twice_is_the_update_once_and_taken_away_it_never_was(
        base in lines(), other in lines(), new in lines(), events in any::<bool>(),
    ) {
        let table = events.then_some("orders");
        let write = |rows: &[Line]| if events { orders(rows) } else { members(rows) };
        let mut session = Session::new();
        if events {
            add(&mut session, "p.csv", &members(&other), None);
        }
        add(&mut session, "1.csv", &write(&base), table);
        update(&mut session, "2.csv", &write(&other), table);
        let before = seen(&mut session);
        adds_up(&session);
        let third = update(&mut session, "3.csv", &write(&new), table);
        let once = seen(&mut session);
        adds_up(&session);
        // rows without an id are new each time
        let is_numbered = new.iter().all(|row| !events || row.0 != 0);
        if is_numbered {
            let again = update(&mut session, "3.csv", &write(&new), table);
            prop_assert_eq!(&seen(&mut session), &once);
            prop_assert_eq!(counts(&session, again).0, 0, "nothing is new");
            adds_up(&session);
            session.remove_file(third).unwrap();
            settle(&mut session);
            prop_assert_eq!(&seen(&mut session), &once);
            session.remove_file(again).unwrap();
        } else {
            session.remove_file(third).unwrap();
        }
        settle(&mut session);
        prop_assert_eq!(seen(&mut session), before);
        adds_up(&session);
    }
}
