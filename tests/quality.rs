//! How good data are: against naive counts, and from one load to the next.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test fails by panicking"
)]

use fenqun::import::RowsAre;
use fenqun::import::join::LoadMode;
use fenqun::session::{ColumnQuality, QualityLevel, QualityMeasure, QualityOptions, Session};
use proptest::prelude::*;

fn load(session: &mut Session, name: &str, text: &str, table: Option<&str>, mode: LoadMode) -> u32 {
    let mut plan = session.inspect(name, text.as_bytes(), text.len() as u64).unwrap();
    let wanted = if table.is_some() { RowsAre::Events } else { RowsAre::Contacts };
    if plan.rows_are != wanted {
        plan.rows_are = wanted;
        plan = session.reinspect(&plan, text.as_bytes()).unwrap();
        plan.rows_are = wanted;
    }
    table.unwrap_or_default().clone_into(&mut plan.table);
    let handle = session.begin(plan).unwrap();
    session.push(handle, text.as_bytes()).unwrap();
    let id = session.finish_as(handle, Some(mode)).unwrap();
    while session.advance().unwrap() < 1.0 {}
    id
}

fn column(session: &Session, table: usize, name: &str, as_of: Option<&str>) -> ColumnQuality {
    let options = QualityOptions { as_of: as_of.map(str::to_owned), zone: None };
    let report = session.quality(&options).unwrap();
    report.tables[table].columns.iter().find(|c| c.name == name).unwrap().clone()
}

#[test]
fn days_without_events_and_values_of_another_time_are_told() {
    let mut session = Session::new();
    let orders = "订单号,手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 23:30:00,1,a\nE2,13800131001,2025-09-02 10:00:00,1,b\nE3,13800131001,2025-09-06 10:00:00,1,c\n";
    load(&mut session, "o.csv", orders, Some("orders"), LoadMode::Append);
    let people =
        "客户ID,生日,到期日\nC1,1990-01-01,2025-09-01\nC2,1991-01-01,2030-01-01\nC3,,2025-08-30\n";
    load(&mut session, "p.csv", people, None, LoadMode::Append);
    let report = session.quality(&QualityOptions::default()).unwrap();
    assert_eq!(report.newest_day.as_deref(), Some("2025-09-06"));
    let table = &report.tables[1];
    assert_eq!(
        (table.oldest_event.as_deref(), table.newest_event.as_deref()),
        (Some("2025-09-01"), Some("2025-09-06"))
    );
    assert_eq!((table.days_without, table.gaps.len()), (3, 1));
    assert_eq!(
        (table.gaps[0].from.as_str(), table.gaps[0].to.as_str()),
        ("2025-09-03", "2025-09-05")
    );
    let expiry = column(&session, 0, "到期日", Some("2025-09-10"));
    assert_eq!((expiry.future, expiry.stale_days), (1, Some(5)));
    assert_eq!(column(&session, 0, "到期日", None).stale_days, Some(0), "nothing is in the future");
    let birthday = column(&session, 0, "生日", None);
    assert_eq!((birthday.missing, birthday.minimum.as_deref()), (1, Some("1990-01-01")));
    let amount = column(&session, 1, "实付金额", None);
    assert!(amount.constant && amount.distinct == 1 && amount.outliers == 0);
}

fn members(rows: u32, price: u32, empty: u32, level: &str) -> String {
    let mut text = "会员编号,累计消费,等级,入会日期\n".to_owned();
    for row in 0..rows {
        let level = if row < empty {
            ""
        } else if row % 2 == 0 {
            level
        } else {
            "银"
        };
        text += &format!("M{row},{},{level},2025-0{}-01\n", price + row % 7, price % 9 + 1);
    }
    text
}

#[test]
fn the_next_load_is_held_against_the_one_before() {
    let mut session = Session::new();
    let first = load(&mut session, "1.csv", &members(100, 10, 0, "金"), None, LoadMode::Append);
    assert_eq!(session.quality_change(first, None).unwrap().before, None);
    let replace = LoadMode::Replace { file: first };
    let second = load(&mut session, "2.csv", &members(40, 1000, 20, "银"), None, replace);
    let change = session.quality_change(second, None).unwrap();
    assert_eq!(change.before.as_deref(), Some("1.csv"), "though it is gone");
    let of = |what, column: Option<&str>| {
        let mut found = change.findings.iter();
        found.find(|f| f.what == what && f.column.as_deref() == column).map(|f| f.level)
    };
    assert_eq!(of(QualityMeasure::Rows, None), Some(QualityLevel::Alarm));
    assert_eq!(of(QualityMeasure::MissingShare, Some("等级")), Some(QualityLevel::Alarm));
    assert_eq!(of(QualityMeasure::Distinct, Some("等级")), Some(QualityLevel::Alarm));
    assert_eq!(of(QualityMeasure::Mean, Some("累计消费")), Some(QualityLevel::Alarm));
    assert!(change.findings.is_sorted_by_key(|f| f.level));
    // another day, another session
    let saved = session.save_quality().unwrap();
    assert!(!saved.contains("M1"), "no values of rows");
    let mut session = Session::new();
    assert_eq!(session.open_quality(&saved).unwrap(), 2);
    let third = load(&mut session, "3.csv", &members(41, 1001, 20, "银"), None, LoadMode::Append);
    let change = session.quality_change(third, None).unwrap();
    assert_eq!(change.before.as_deref(), Some("2.csv"));
    assert!(change.findings.iter().all(|f| f.level != QualityLevel::Alarm), "{change:?}");
    assert!(session.open_quality("{\"fenqun_quality\":9}").is_err());
    assert!(session.quality_change(99, None).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn numbers_are_those_of_naive_counts(values in proptest::collection::vec(proptest::option::weighted(0.8, -2000i64..2000), 5..60)) {
        let mut text = "会员编号,积分,标记\n".to_owned();
        for (row, value) in values.iter().enumerate() {
            let value = value.map_or(String::new(), |v| (v * v * v / 1000).to_string());
            text += &format!("M{row},{value},标{}\n", row % 4);
        }
        let mut session = Session::new();
        let mut plan = session.inspect("p.csv", text.as_bytes(), text.len() as u64).unwrap();
        plan.rows_are = RowsAre::Contacts;
        for column in plan.columns.iter_mut().filter(|c| c.name == "积分") {
            column.semantic = fenqun::table::Semantic::Number;
            column.role = fenqun::import::Role::Attribute;
            column.suppresses = Vec::new();
        }
        let handle = session.begin(plan).unwrap();
        session.push(handle, text.as_bytes()).unwrap();
        session.finish(handle, None).unwrap();
        while session.advance().unwrap() < 1.0 {}
        let told = column(&session, 0, "积分", None);
        let mut naive: Vec<i64> = values.iter().flatten().map(|v| v * v * v / 1000).collect();
        naive.sort_unstable();
        prop_assert_eq!(told.missing as usize, values.len() - naive.len());
        prop_assert_eq!(told.missing_share, f64::from(told.missing) / values.len() as f64);
        let (n, mut distinct) = (naive.len(), naive.clone());
        distinct.dedup();
        prop_assert_eq!(told.distinct as usize, distinct.len());
        if n > 0 {
            prop_assert_eq!(told.minimum, Some(naive[0].to_string()));
            prop_assert_eq!(told.maximum, Some(naive[n - 1].to_string()));
            let mean: f64 = told.mean.unwrap().parse().unwrap();
            prop_assert!((mean - naive.iter().sum::<i64>() as f64 / n as f64).abs() < 1e-6);
            let (q1, q3) = (naive[n.div_ceil(4) - 1], naive[(3 * n).div_ceil(4) - 1]);
            let out = |v: &&i64| **v < q1 - 3 * (q3 - q1) || **v > q3 + 3 * (q3 - q1);
            let outliers = if q1 == q3 { 0 } else { naive.iter().filter(out).count() };
            prop_assert_eq!(told.outliers as usize, outliers);
            prop_assert_eq!(told.outlier_examples.len(), outliers.min(5));
        }
    }
}

#[test]
fn quality_comes_in_steps_of_one_column_and_is_the_same() {
    let mut session = Session::new();
    let orders = "订单号,手机号,付款时间,实付金额,商品\nE1,13800131001,2025-09-01 23:30:00,1,a\nE2,13800131001,2025-09-06 10:00:00,2,b\n";
    load(&mut session, "o.csv", orders, Some("orders"), LoadMode::Append);
    let people = "客户ID,生日,到期日\nC1,1990-01-01,2025-09-01\nC2,1991-01-01,2030-01-01\n";
    load(&mut session, "p.csv", people, None, LoadMode::Append);
    let options = QualityOptions { as_of: Some("2025-09-10".to_owned()), zone: None };
    let whole = session.quality(&options).unwrap();
    assert_eq!(session.finish_quality(), None, "nothing was started");
    session.start_quality(&options).unwrap();
    let mut done = vec![0.0];
    while done.last().is_some_and(|d| *d < 1.0) {
        done.push(session.advance_quality());
        assert_eq!(session.data().population, 2, "other questions are answered in between");
    }
    let columns: usize = whole.tables.iter().map(|t| t.columns.len()).sum();
    assert!(done.is_sorted() && done.len() > columns + whole.tables.len(), "{done:?}");
    assert_eq!(session.finish_quality().unwrap(), whole);
    // other data: what was begun would tell of the former
    session.start_quality(&options).unwrap();
    load(&mut session, "q.csv", "客户ID,城市\nC9,上海\n", None, LoadMode::Append);
    assert_eq!(session.finish_quality(), None);
    assert_ne!(session.quality(&options).unwrap().version, whole.version);
    // one that is begun anew drops the one before
    session.start_quality(&options).unwrap();
    session.advance_quality();
    session.start_quality(&QualityOptions::default()).unwrap();
    assert_eq!(session.finish_quality(), session.quality(&QualityOptions::default()).ok());
}
