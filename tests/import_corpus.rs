//! Small files faithful to real exports (invented people) against what a person reads in them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the names are those of the corpus"
)]

use fenqun::import::{
    Ask, CellIssue, Container, DateOrder, FilePlan, Loader, Role, RowsAre, Source, inspect, preview,
};
use fenqun::table::{Column, Data, Semantic, Value};
use fenqun::time::{Zone, civil};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn load(name: &str) -> (FilePlan, Source, Json) {
    let bytes = std::fs::read(directory().join(name)).unwrap();
    let expected = std::fs::read(directory().join(format!("{name}.expected.json"))).unwrap();
    let plan = inspect(name, &bytes, bytes.len() as u64).unwrap();
    let mut loader = Loader::new(plan.clone()).unwrap();
    loader.push(&bytes).unwrap();
    (plan, loader.finish().unwrap(), serde_json::from_slice(&expected).unwrap())
}

/// What was right, of how many.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Score {
    names: (usize, usize),
    types: (usize, usize),
    cells: (usize, usize),
}

fn add(of: &mut (usize, usize), right: bool) {
    of.0 += usize::from(right);
    of.1 += 1;
}

/// Whether a cell has the expected value; wall-clock times are compared on the wall of the file's zone.
fn is_right(column: &Column, row: u32, group: Option<&str>, expected: &Json, zone: &Zone) -> bool {
    if let Data::Tags(tags) = &column.data {
        let have: Vec<String> = tags
            .get(row)
            .map(|code| tags.names.get(code).to_owned())
            .map(|t| {
                group
                    .and_then(|g| t.strip_prefix(&format!("{g}:")))
                    .map_or(t.clone(), str::to_owned)
            })
            .collect();
        let want: Vec<String> = expected
            .as_array()
            .map(|a| a.iter().map(|t| t.as_str().unwrap_or("").to_owned()).collect())
            .unwrap_or_default();
        return have == want;
    }
    match (column.value(row), expected) {
        (None, Json::Null) => true,
        (Some(Value::Text(have)), Json::String(want)) => have == *want,
        // an event keeps its tags as they are written
        (Some(Value::Text(have)), Json::Array(want)) if column.semantic == Semantic::Text => {
            want.iter().all(|tag| tag.as_str().is_some_and(|tag| have.contains(tag)))
        }
        // a column holds the first of several numbers
        (Some(Value::Text(have)), Json::Array(want)) => {
            want.first().and_then(Json::as_str).is_some_and(|first| have == *first)
        }
        (Some(Value::Bool(have)), Json::Bool(want)) => have == *want,
        (Some(Value::Number(have)), Json::Number(want)) => {
            (have.to_f64() - want.as_f64().unwrap()).abs() < 1e-9 * have.to_f64().abs().max(1.0)
        }
        (Some(Value::Date(have)), Json::String(want)) => civil::format(have) == *want,
        (Some(Value::Datetime(have)), Json::String(want)) => {
            if want.ends_with('Z') || want.get(19..).is_some_and(|t| t.contains(['+', '-'])) {
                return fenqun::time::Moment::parse(want, zone)
                    == Ok(fenqun::time::Moment::Instant(have));
            }
            zone.format(have).get(..want.len()) == Some(want.as_str())
        }
        _ => false,
    }
}

fn score(plan: &FilePlan, source: &Source, expected: &Json) -> Score {
    let mut score = Score::default();
    let zone = Zone::named(&plan.zone).unwrap();
    let utc = Zone::named("UTC").unwrap();
    for (index, column) in expected["columns"].as_array().unwrap().iter().enumerate() {
        let name = column["name"].as_str().unwrap();
        let found = source.columns.iter().find(|c| c.name == name);
        add(&mut score.names, found.is_some());
        let accept = |semantic: Semantic| {
            let accepted = column["accept"].as_array().cloned().unwrap_or_default();
            // a place is a text in the expectations
            let own = if semantic == Semantic::Geo { "text" } else { semantic.name() };
            column["type"] == own || accepted.iter().any(|a| a == own)
        };
        let planned = plan.columns.iter().find(|c| c.name == name).map(|c| c.semantic);
        add(&mut score.types, planned.is_some_and(accept));
        let group =
            plan.columns.iter().find(|c| c.name == name).and_then(|c| c.tag_group.as_deref());
        let zone = if name.contains("(UTC)") { &utc } else { &zone };
        for (row, cells) in expected["table"].as_array().unwrap().iter().enumerate() {
            let right = found.is_some_and(|c| {
                (row as u32) < c.len() && is_right(c, row as u32, group, &cells[index], zone)
            });
            if !right && std::env::var_os("FENQUN_SHOW_MISSES").is_some() {
                let have = found.map(|c| {
                    format!(
                        "{:?} {:?}",
                        c.semantic,
                        (row < c.len() as usize).then(|| c.value(row as u32))
                    )
                });
                println!("  {name} row {row}: {have:?}, expected {}", cells[index]);
            }
            add(&mut score.cells, right);
        }
    }
    score
}

/// Times whose seconds the expectation has and the file has not.
const WITHOUT_SECONDS: &[(&str, usize)] = &[
    ("hubspot_contacts.csv", 14),
    ("scrm_customers_grouped_tags.csv", 11),
    ("stripe_customers.csv", 8),
];

/// Every file of the corpus.
fn files() -> Vec<String> {
    let mut files: Vec<String> = std::fs::read_dir(directory())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".expected.json"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_gives_what_a_person_reads_in_it() {
    let mut wrong = Vec::new();
    for name in &files() {
        let (plan, source, expected) = load(name);
        let score = score(&plan, &source, &expected);
        let columns = expected["columns"].as_array().unwrap().len();
        let all = columns * expected["table"].as_array().unwrap().len();
        let unreadable = WITHOUT_SECONDS.iter().find(|w| w.0 == name).map_or(0, |w| w.1);
        let want = Score {
            names: (columns, columns),
            types: (columns, columns),
            cells: (all - unreadable, all),
        };
        if score != want {
            wrong.push(format!("{name}: {score:?}, want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The preview shows the normal form of every cell, whatever the columns keep of it.
#[test]
fn every_file_is_shown_as_a_person_reads_it() {
    let mut wrong = Vec::new();
    for name in &files() {
        let bytes = std::fs::read(directory().join(name)).unwrap();
        let (plan, _, expected) = load(name);
        let shown = preview(&plan, &bytes, usize::MAX).unwrap();
        let table = expected["table"].as_array().unwrap();
        assert_eq!(shown.rows.len(), table.len(), "{name}");
        let mut misses = 0;
        for (row, want) in shown.rows.iter().zip(table) {
            for (index, column) in expected["columns"].as_array().unwrap().iter().enumerate() {
                let at = plan.columns.iter().position(|c| c.name == column["name"]).unwrap();
                let have =
                    without_group(&row.values[at].value, plan.columns[at].tag_group.as_deref());
                misses += usize::from(!is_same(&have, &want[index]));
            }
        }
        let unreadable = WITHOUT_SECONDS.iter().find(|w| w.0 == name).map_or(0, |w| w.1);
        if misses != unreadable {
            wrong.push(format!("{name}: {misses} cells, want {unreadable}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The expectations leave out the group that a header says already.
fn without_group(value: &Json, group: Option<&str>) -> Json {
    let (Json::Array(tags), Some(group)) = (value, group) else { return value.clone() };
    let start = format!("{group}:");
    tags.iter().map(|t| t.as_str().unwrap().trim_start_matches(start.as_str())).collect()
}

fn is_same(have: &Json, want: &Json) -> bool {
    match (have.as_f64(), want.as_f64()) {
        (Some(have), Some(want)) => (have - want).abs() < 1e-9 * want.abs().max(1.0),
        _ => have == want,
    }
}

#[test]
fn the_preview_obeys_a_corrected_plan_and_says_where_a_row_stands() {
    let bytes = "会员,生日,余额\n001,03/04/2024,5\n002,05/06/2024,1.38E+10\n".as_bytes();
    let mut plan = inspect("x.csv", bytes, bytes.len() as u64).unwrap();
    assert_eq!(plan.columns[1].ask, Some(Ask::DateOrder));
    (plan.columns[0].semantic, plan.columns[0].role) = (Semantic::Number, Role::Attribute);
    plan.columns[1].date_order = Some(DateOrder::DayFirst);
    plan.columns[2].semantic = Semantic::Phone;
    let shown = preview(&plan, bytes, 10).unwrap();
    let row =
        |i: usize| -> Vec<Json> { shown.rows[i].values.iter().map(|v| v.value.clone()).collect() };
    assert_eq!(row(0), [Json::from(1), "2024-04-03".into(), Json::Null]);
    assert_eq!((shown.rows[1].record, shown.rows[1].line), (3, 3));
    assert_eq!(shown.rows[1].raw[2], "1.38E+10");
    assert_eq!(shown.rows[1].values[2].issue, Some(CellIssue::Lossy));
    assert_eq!(preview(&plan, bytes, 1).unwrap().rows.len(), 1);
}

#[test]
fn every_file_is_recognised() {
    for name in &files() {
        let (plan, source, expected) = load(name);
        let container = match name.rsplit('.').next() {
            Some("xlsx") => Container::Xlsx,
            Some("xls") if *name == "members_97.xls" => Container::Xls,
            Some("json") => Container::Json,
            Some("ndjson") => Container::Ndjson,
            Some("vcf") => Container::Vcard,
            _ => Container::Text,
        };
        assert_eq!(plan.container, container, "{name}");
        if let Some(encoding) = expected["encoding"].as_str() {
            assert_eq!(serde_json::to_value(plan.encoding).unwrap(), encoding, "{name}");
            assert_eq!(plan.bom, expected["bom"], "{name}");
        }
        if let Some(delimiter) = expected["delimiter"].as_str() {
            assert_eq!(plan.delimiter.map(String::from).as_deref(), Some(delimiter), "{name}");
        }
        if let Some(sheet) = expected["sheet"].as_str() {
            assert_eq!(plan.sheet.as_deref(), Some(sheet), "{name}");
        }
        // the expectation names the last row of the header; documents have none
        if expected["header_line"].is_u64() {
            let last = plan.header_line + plan.header_rows - 1;
            assert_eq!(Json::from(last), expected["header_line"], "{name}");
            assert_eq!(Json::from(plan.header_rows), expected["header_rows"], "{name}");
        }
        assert_eq!(Json::from(source.report.accepted), expected["records"], "{name}");
        let report = &source.report;
        assert_eq!(
            report.read,
            report.accepted + report.merged + report.rejected + report.blank,
            "{name}"
        );
        assert_eq!(source.rejected.len(), report.rejected as usize, "{name}");
    }
}

/// Rows, keys, time and amount of the files that have them.
#[test]
fn people_and_events_are_told_apart() {
    for (name, table, keys, time, amount) in [
        ("wecom_customer_list.xlsx", "", "手机 phone, 邮箱 email", "", ""),
        ("members_gb18030.csv", "", "会员编号 member_id, 手机号 phone", "", ""),
        ("shopify_customers.csv", "", "Customer ID contact_id, Email email, Phone phone", "", ""),
        ("wechat_contacts_micromsg.csv", "", "UserName wxid", "", ""),
        (
            "youzan_orders.csv",
            "orders",
            "收货人手机号/提货人手机号 phone",
            "买家付款时间",
            "订单实付金额",
        ),
        (
            "taobao_ExportOrderList.csv",
            "orders",
            "买家会员名 shop_user, 买家支付宝账号 email, 联系手机 phone",
            "订单付款时间",
            "买家实际支付金额",
        ),
        ("pdd_orders.csv", "orders", "", "订单成交时间", "用户实付金额(元)"),
        ("jd_orders.csv", "orders", "下单帐号 shop_user", "付款确认时间", "应付金额"),
        ("xhs_orders.xlsx", "orders", "用户编号 contact_id", "支付时间", "用户应付金额(元)"),
        ("wxpay_bill_merchant.csv", "payments", "用户标识 openid", "交易时间", "应结订单金额"),
        ("wechat_memotrace_messages.csv", "messages", "Sender wxid", "StrTime", ""),
    ] {
        let (plan, ..) = load(name);
        let of = |role| plan.columns.iter().filter(move |c| c.role == role);
        let key: Vec<String> = of(Role::Key)
            .map(|c| format!("{} {}", c.name, c.identity.as_deref().unwrap_or("")))
            .collect();
        let one = |role| of(role).map(|c| c.name.clone()).collect::<String>();
        assert_eq!(plan.rows_are == RowsAre::Events, !table.is_empty(), "{name}");
        assert_eq!(
            (
                plan.table.as_str(),
                key.join(", ").as_str(),
                one(Role::Time).as_str(),
                one(Role::Amount).as_str()
            ),
            (table, keys, time, amount),
            "{name}"
        );
    }
}
