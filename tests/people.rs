//! Who is who: rules that a person changes, the report of what was merged, and decisions that can be taken back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::import::RowsAre;
use fenqun::import::join::{IdentityRule, SharedReason};
use fenqun::rule::Document;
use fenqun::session::{ContactRef, PageOptions, RowRef, Session};
use proptest::prelude::*;

fn add(session: &mut Session, name: &str, text: &str) -> u32 {
    let mut plan = session.inspect(name, text.as_bytes(), text.len() as u64).unwrap();
    if plan.rows_are != RowsAre::Contacts {
        plan.rows_are = RowsAre::Contacts;
        plan = session.reinspect(&plan, text.as_bytes()).unwrap();
    }
    let handle = session.begin(plan).unwrap();
    session.push(handle, text.as_bytes()).unwrap();
    let id = session.finish(handle, None).unwrap();
    settle(session);
    id
}

fn settle(session: &mut Session) {
    while session.advance().unwrap() < 1.0 {}
}

fn rule(name: &str, joins: bool) -> IdentityRule {
    IdentityRule { name: name.to_owned(), joins, most_ids: None, most_rows: None }
}

/// Every contact in its order.
fn contacts(session: &mut Session) -> Vec<Vec<Option<String>>> {
    let everybody = Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#).unwrap();
    let options = PageOptions { limit: 10_000, reveal: true, ..PageOptions::default() };
    session.members(&everybody, &options, &fenqun::insight::Words::default()).unwrap().rows
}

const SHOP: &str = "会员编号,手机号,邮箱\nM1,13800131001,a@x.com\nM2,13800131002,b@x.com\nM3,13800131002,c@x.com\n";
const CARD: &str = "手机号,城市\n13800131001,上海\n13800131001,北京\n13800131009,苏州\n";

#[test]
fn the_report_says_who_came_to_whom_and_why() {
    let mut session = Session::new();
    let shop = add(&mut session, "shop.csv", SHOP);
    let card = add(&mut session, "card.csv", CARD);
    let report = session.merge_report(false);
    assert_eq!((report.rows, report.people, report.people_of_several), (6, 4, 1));
    assert_eq!((report.within_files, report.across_files), (1, 1));
    assert_eq!(report.joined_by.len(), 1);
    assert_eq!((report.joined_by[0].identity.as_str(), report.joined_by[0].rows), ("phone", 2));
    let page = session.merged(0, 10, false);
    assert_eq!((page.total, page.people.len()), (1, 1));
    let person = &page.people[0];
    assert_eq!(person.contact.row, 0);
    let rows: Vec<_> =
        person.rows.iter().map(|r| (r.file, r.record, r.joined_by.as_deref())).collect();
    assert_eq!(rows, [(shop, 2, None), (card, 2, Some("phone")), (card, 3, Some("phone"))]);
    assert_eq!(person.rows[1].keys[0].value, "138****1001", "masked unless asked for");
    assert_eq!(session.merged(0, 10, true).people[0].rows[1].keys[0].value, "+8613800131001");
    let conflicts = session.conflicts(0, 10, true);
    assert_eq!((conflicts.total, report.conflicts), (1, 1));
    let conflict = &conflicts.conflicts[0];
    assert_eq!((conflict.identity.as_str(), conflict.value.as_str()), ("phone", "+8613800131002"));
    assert_eq!(
        (conflict.differs.as_str(), &conflict.values),
        ("member_id", &["M2".to_owned(), "M3".to_owned()])
    );
    assert_eq!(conflict.rows.iter().map(|r| r.record).collect::<Vec<_>>(), [3, 4]);
    let everybody = Document::from_json(r#"{"fenqun":1,"rule":{"const":true}}"#).unwrap();
    let told = session.explain_contact(&everybody, &ContactRef::Row(0), false).unwrap();
    assert_eq!(told.rows, person.rows);
}

#[test]
fn a_switched_off_identity_joins_nobody_and_on_again_everybody() {
    let mut session = Session::new();
    add(&mut session, "shop.csv", SHOP);
    add(&mut session, "card.csv", CARD);
    let before = contacts(&mut session);
    session.set_identities(vec![rule("phone", false)]).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 6);
    let infos = session.identities();
    let phone = infos.iter().find(|i| i.name == "phone").unwrap();
    assert_eq!(
        (phone.joins, phone.priority, phone.values, phone.rows, phone.people, phone.joined),
        (false, 0, 3, 6, 6, 0)
    );
    session.set_identities(vec![rule("phone", true)]).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 3, "as the strongest, it joins M2 and M3 too");
    session.set_identities(Vec::new()).unwrap();
    settle(&mut session);
    assert_eq!(contacts(&mut session), before);
    assert!(session.set_identities(vec![rule("a", true), rule("a", false)]).is_err());
}

#[test]
fn values_that_are_nobodys_own_do_not_join() {
    let mut session = Session::new();
    let mut text = "会员编号,手机号\n".to_owned();
    for member in 0..8 {
        text += &format!("M{member},4008001234\n");
    }
    text += "M20,13800000000\nM21,13800131001\nM22,13800131001\n";
    add(&mut session, "shop.csv", &text);
    let bare: String = (0..60).map(|i| format!("13800139999,城{i}\n")).collect();
    let other = format!("手机号,城市\n4008001234,上海\n13800000000,x\n13800131001,y\n{bare}");
    add(&mut session, "card.csv", &other);
    let report = session.merge_report(true);
    let shared: Vec<_> = report
        .shared_values
        .iter()
        .map(|s| (s.value.trim_start_matches("+86"), s.why, s.rows, s.ids))
        .collect();
    assert_eq!(report.shared, 3, "{shared:?}");
    assert_eq!(shared[0], ("13800139999", SharedReason::ManyRows, 60, 0));
    assert_eq!((shared[1].1, shared[1].2, shared[1].3), (SharedReason::ManyIds, 9, 8));
    assert_eq!((shared[2].0, shared[2].1), ("13800000000", SharedReason::Placeholder));
    // everybody but the second row of 13800131001, and that of M21, stands alone
    assert_eq!(session.data().population, 8 + 3 + 62);
    let more = IdentityRule { most_rows: Some(100), most_ids: Some(100), ..rule("phone", true) };
    session.set_identities(vec![rule("member_id", true), more]).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 8 + 3 + 2);
}

#[test]
fn every_number_and_address_of_a_cell_joins() {
    let mut session = Session::new();
    let book = "姓名,手机号,邮箱\n赵,13800131001;13800131002,z@x.com\n钱,13800131003,\"q@x.com, Q2@x.com\"\n";
    let book = add(&mut session, "book.csv", book);
    let rows = contacts(&mut session);
    assert_eq!(rows[0][1].as_deref(), Some("13800131001"), "the value stays the first");
    assert_eq!(rows[1][2].as_deref(), Some("q@x.com"));
    let card = "手机号,邮箱,城市\n13800131002,,上海\n,q2@x.com,北京\n13800131009,,苏州\n";
    let card = add(&mut session, "card.csv", card);
    let report = session.merge_report(true);
    assert_eq!((report.rows, report.people, report.across_files), (5, 3, 2));
    let joined: Vec<_> = report.joined_by.iter().map(|j| (j.identity.as_str(), j.rows)).collect();
    assert_eq!(joined, [("phone", 1), ("email", 1)]);
    let people = session.merged(0, 10, true).people;
    let keys = |row: &fenqun::session::SourceRow| -> Vec<String> {
        row.keys.iter().map(|k| k.value.clone()).collect()
    };
    assert_eq!(
        keys(&people[0].rows[0]),
        ["+8613800131001", "+8613800131002", "z@x.com"],
        "the row is told with all that joined it"
    );
    assert_eq!((people[0].rows[0].file, people[0].rows[1].file), (book, card));
    let infos = session.identities();
    let phone = infos.iter().find(|i| i.name == "phone").unwrap();
    assert_eq!((phone.values, phone.rows, phone.joined), (4, 4, 1));
    assert!(session.memory().columns.iter().any(|c| c.name == "$further_keys" && c.bytes > 0));
}

#[test]
fn a_contact_is_found_by_every_number_and_address_of_its_cells() {
    let mut session = Session::new();
    let book = "姓名,手机号,邮箱\n赵,13800131001;13800131002,z@x.com\n钱,13800131003,\"q@x.com, Q2@y.com\"\n";
    add(&mut session, "book.csv", book);
    let card = add(
        &mut session,
        "card.csv",
        "手机号,城市\n13800131009,苏州\n13800131001/13900001234,上海\n",
    );
    let found = |session: &Session, text: &str| -> Vec<String> {
        let found = session.find_contacts(text, 10, true).into_iter();
        found.map(|c| c.name.unwrap_or_default()).collect()
    };
    assert_eq!(found(&session, "13800131002"), ["赵"]);
    assert_eq!(found(&session, "1390000"), ["赵"], "also of a later file's row");
    assert_eq!(found(&session, "Q2@Y"), ["钱"]);
    assert_eq!(found(&session, "138001310").len(), 3, "each once");
    session.remove_file(card).unwrap();
    settle(&mut session);
    assert!(found(&session, "1390000").is_empty());
    assert_eq!(found(&session, "13800131002"), ["赵"]);
}

#[test]
fn a_list_of_numbers_joins_people_that_shared_none() {
    let mut session = Session::new();
    add(&mut session, "a.csv", "手机号,姓名\n13800131001,赵\n13800131002,赵\n13800131009,孙\n");
    assert_eq!(session.data().population, 3);
    let both = add(&mut session, "b.csv", "手机号,姓名\n13800131001/13800131002,赵\n");
    let report = session.merge_report(true);
    assert_eq!((report.rows, report.people, report.people_of_several), (4, 2, 1));
    assert_eq!(report.joined_by[0].rows, 2, "rows less people");
    session.remove_file(both).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 3);
}

#[test]
fn a_further_number_is_a_key_where_the_first_is_none_but_never_when_masked_or_shared() {
    let mut session = Session::new();
    let list = "手机号,姓名\n138****1001;13800131002,赵\n13800131003;138****1004,钱\n13800131005;13800000000,孙\n13800131006;13800000000,李\n13800131007;13800131007,周\n";
    let list = add(&mut session, "list.csv", list);
    assert_eq!(session.data().population, 5, "a place-holder behind the first joins nobody either");
    add(&mut session, "card.csv", "手机号,城市\n13800131002,上海\n");
    assert_eq!(session.data().population, 5);
    let report = session.merge_report(true);
    assert_eq!((report.shared, report.shared_values[0].rows), (1, 2));
    assert_eq!(report.shared_values[0].why, SharedReason::Placeholder);
    let file = session.files().into_iter().find(|f| f.id == list).unwrap();
    assert_eq!(file.report.without_key, 0, "each row has a number to be known by");
    let infos = session.identities();
    assert_eq!(infos.iter().find(|i| i.name == "phone").unwrap().values, 6);
}

#[test]
fn the_events_of_a_further_number_are_of_its_person() {
    let mut session = Session::new();
    add(&mut session, "a.csv", "手机号,姓名\n13800131001;13800131002,赵\n13800131003,钱\n");
    let orders = "订单号,手机号,下单时间,金额\nA1,13800131002,2024-03-05 10:00:00,12.50\nA2,13800131003,2024-03-06 10:00:00,3.00\n";
    let plan = session.inspect("orders.csv", orders.as_bytes(), orders.len() as u64).unwrap();
    assert_eq!(plan.rows_are, RowsAre::Events);
    let handle = session.begin(plan).unwrap();
    session.push(handle, orders.as_bytes()).unwrap();
    session.finish(handle, None).unwrap();
    settle(&mut session);
    let report = session.files().pop().unwrap().report;
    assert_eq!((report.unlinked, report.joined_on.as_deref()), (0, Some("phone")));
}

#[test]
fn a_decision_holds_when_the_same_file_comes_again() {
    let mut session = Session::new();
    add(&mut session, "shop.csv", SHOP);
    let card = add(&mut session, "card.csv", CARD);
    session.split_rows(&[RowRef { file: card, record: 3 }]).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 5);
    session.remove_file(card).unwrap();
    settle(&mut session);
    assert_eq!(session.merge_decisions()[0].rows[0].file, None);
    let again = add(&mut session, "renamed.csv", CARD);
    assert_eq!(session.data().population, 5);
    let decisions = session.merge_decisions();
    assert_eq!((decisions.len(), decisions[0].rows[0].file), (1, Some(again)));
    let saved = session.save_people().unwrap();
    session.undo_decision(decisions[0].id).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 4);
    session.open_people(&saved).unwrap();
    settle(&mut session);
    assert_eq!((session.data().population, session.merge_report(false).split_rows), (5, 1));
    assert!(session.split_rows(&[RowRef { file: again, record: 99 }]).is_err());
    assert!(session.undo_decision(77).is_err());
    assert!(session.open_people("{}").is_err());
}

#[test]
fn rows_can_be_joined_whatever_their_keys_say() {
    let mut session = Session::new();
    let shop = add(&mut session, "shop.csv", SHOP);
    let rows = [RowRef { file: shop, record: 2 }, RowRef { file: shop, record: 4 }];
    session.join_rows(&rows).unwrap();
    settle(&mut session);
    assert_eq!(session.data().population, 2, "M3 brings the phone that M2 has");
    let page = session.merged(0, 10, false);
    assert_eq!(page.people[0].rows[1].joined_by.as_deref(), Some("$decision"));
    session.unsplit_rows(&rows[..1]).unwrap();
    settle(&mut session);
    assert_eq!((session.data().population, session.merge_decisions().len()), (3, 0));
}

/// A row: member, phone, mail.
type Row = (Option<u8>, Option<u8>, Option<u8>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let key = |n: u8| proptest::option::weighted(0.7, 0..n);
    proptest::collection::vec((key(5), key(5), key(5)), 1..12)
}

fn csv(rows: &[Row]) -> String {
    let mut text = "会员编号,手机号,邮箱,备注\n".to_owned();
    for (n, (member, phone, mail)) in rows.iter().enumerate() {
        let member = member.map_or(String::new(), |i| format!("M{i}"));
        let phone = phone.map_or(String::new(), |p| format!("1380013100{p}"));
        let mail = mail.map_or(String::new(), |m| format!("m{m}@x.com"));
        text += &format!("{member},{phone},{mail},备{n}\n");
    }
    text
}

/// The groups of rows by the words of `docs/people.md`, comparing every row with every earlier one.
fn naive(rows: &[Row], alone: &[usize]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..rows.len()).collect();
    let keys = |row: usize| [rows[row].0, rows[row].1, rows[row].2];
    // the member number of a group is that of the first row that had one when it joined
    let mut member: Vec<Option<u8>> = rows.iter().map(|r| r.0).collect();
    for row in (0..rows.len()).filter(|r| !alone.contains(r)) {
        for key in 0..3 {
            let Some(value) = keys(row)[key] else { continue };
            let owner = (0..row).find(|&r| !alone.contains(&r) && keys(r)[key] == Some(value));
            let Some(owner) = owner else { continue };
            let (a, b) = (group[row], group[owner]);
            let differs = key > 0 && member[a].zip(member[b]).is_some_and(|(x, y)| x != y);
            if a == b || differs {
                continue;
            }
            let (root, child) = (a.min(b), a.max(b));
            member[root] = member[root].or(member[child]);
            group.iter_mut().filter(|g| **g == child).for_each(|g| *g = root);
        }
    }
    group
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn people_are_those_of_the_naive_model(files in proptest::collection::vec(rows(), 1..3), split in proptest::collection::vec(0usize..24, 0..4)) {
        let mut session = Session::new();
        let mut refs = Vec::new();
        for (at, file) in files.iter().enumerate() {
            let id = add(&mut session, &format!("{at}.csv"), &csv(file));
            refs.extend((0..file.len() as u32).map(|row| RowRef { file: id, record: row + 2 }));
        }
        let all: Vec<Row> = files.concat();
        let before = contacts(&mut session);
        let mut alone: Vec<usize> = split.iter().copied().filter(|s| *s < all.len()).collect();
        alone.sort_unstable();
        alone.dedup();
        for decided in [&[][..], &alone[..]] {
            let wanted: Vec<RowRef> = decided.iter().map(|&r| refs[r]).collect();
            if !wanted.is_empty() {
                session.split_rows(&wanted).unwrap();
                settle(&mut session);
            }
            let expected = naive(&all, decided);
            let mut people = expected.clone();
            people.sort_unstable();
            people.dedup();
            prop_assert_eq!(session.data().population as usize, people.len());
            let report = session.merge_report(false);
            prop_assert_eq!(report.rows, report.people + report.within_files + report.across_files);
            prop_assert_eq!(report.joined_by.iter().map(|j| j.rows).sum::<u32>(), report.rows - report.people);
            for person in session.merged(0, 100, true).people {
                let rows: Vec<usize> = person
                    .rows
                    .iter()
                    .map(|r| refs.iter().position(|x| (x.file, x.record) == (r.file, r.record)).unwrap())
                    .collect();
                let root = expected[rows[0]];
                let group: Vec<usize> = (0..all.len()).filter(|&r| expected[r] == root).collect();
                prop_assert_eq!(rows, group);
            }
        }
        if !alone.is_empty() {
            let wanted: Vec<RowRef> = alone.iter().map(|&r| refs[r]).collect();
            session.unsplit_rows(&wanted).unwrap();
            settle(&mut session);
        }
        prop_assert_eq!(contacts(&mut session), before);
        prop_assert!(session.merge_decisions().is_empty());
    }
}
