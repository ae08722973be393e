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

use fenqun::import::{Container, FilePlan, Loader, Role, RowsAre, Source, inspect};
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
            .iter()
            .map(|&code| tags.names.get(code).to_owned())
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
        (Some(Value::Text(have)), Json::String(want)) => have == want,
        // a column holds one phone per row
        (Some(Value::Text(have)), Json::Array(want)) => want.len() == 1 && want[0] == have,
        (Some(Value::Bool(have)), Json::Bool(want)) => have == *want,
        (Some(Value::Number(have)), Json::Number(want)) => {
            (have.to_f64() - want.as_f64().unwrap()).abs() < 1e-9 * have.to_f64().abs().max(1.0)
        }
        (Some(Value::Date(have)), Json::String(want)) => civil::format(have) == *want,
        (Some(Value::Datetime(have)), Json::String(want)) => {
            if want.ends_with('Z') || want.contains('+') {
                return fenqun::time::Moment::parse(want, zone)
                    == Ok(fenqun::time::Moment::Instant(have));
            }
            zone.format(have).get(..19) == Some(want.as_str())
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
        add(&mut score.types, found.is_some_and(|c| accept(c.semantic)));
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

/// What one file gives: cells right, cells in all, and why the rest cannot be.
const FILES: &[(&str, usize, usize)] = &[
    ("alipay_bill_app.csv", 144, 144),
    ("douyin_orders.csv", 252, 252),
    ("duplicate_headers.csv", 42, 42),
    ("german_semicolon_sep.csv", 80, 80),
    // three cells have two phones; a column holds the first
    ("google_contacts.csv", 204, 207),
    // 14 times are written without the seconds that are expected; three lists of companies are one text
    ("hubspot_contacts.csv", 139, 156),
    ("jd_orders.csv", 330, 330),
    ("klaviyo_list.csv", 224, 224),
    ("linkedin_connections.csv", 70, 70),
    ("mailchimp_subscribed.csv", 210, 210),
    ("member_report_merged_header.xlsx", 100, 100),
    ("members_97.xls", 63, 63),
    ("members_gb18030.csv", 192, 192),
    ("old_mac_cr.csv", 24, 24),
    ("orders_tsv_named_xls.xls", 24, 24),
    ("pdd_orders.csv", 184, 184),
    ("phones_every_way.csv", 64, 64),
    // 11 times are written without the seconds that are expected
    ("scrm_customers_grouped_tags.csv", 133, 144),
    ("shopify_customers.csv", 220, 220),
    // eight times are written without the seconds that are expected
    ("stripe_customers.csv", 109, 117),
    ("tags_separators.csv", 96, 96),
    ("taobao_ExportOrderList.csv", 384, 384),
    ("wechat_chatlog.csv", 60, 60),
    ("wechat_contacts_micromsg.csv", 100, 100),
    ("wechat_memotrace_messages.csv", 144, 144),
    ("wecom_acquisition_link_detail.xlsx", 64, 64),
    ("wecom_customer_list.xlsx", 210, 210),
    ("wecom_members_template.xlsx", 99, 99),
    ("wxpay_bill_merchant.csv", 243, 243),
    ("wxpay_bill_personal.csv", 143, 143),
    ("xhs_orders.xlsx", 180, 180),
    ("youzan_orders.csv", 126, 126),
];

#[test]
fn every_file_gives_what_a_person_reads_in_it() {
    let mut wrong = Vec::new();
    for &(name, right, all) in FILES {
        let (plan, source, expected) = load(name);
        let score = score(&plan, &source, &expected);
        let columns = expected["columns"].as_array().unwrap().len();
        let want =
            Score { names: (columns, columns), types: (columns, columns), cells: (right, all) };
        if score != want {
            wrong.push(format!("{name}: {score:?}, want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_is_recognised() {
    for &(name, ..) in FILES {
        let (plan, source, expected) = load(name);
        let container = if name.ends_with(".xlsx") {
            Container::Xlsx
        } else if name == "members_97.xls" {
            Container::Xls
        } else {
            Container::Text
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
        // the expectation names the last row of the header
        assert_eq!(
            Json::from(plan.header_line + plan.header_rows - 1),
            expected["header_line"],
            "{name}"
        );
        assert_eq!(Json::from(plan.header_rows), expected["header_rows"], "{name}");
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
