//! Exports of known tools: which layout a file has, and what follows from it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::error::Code;
use fenqun::import::{FilePlan, LayoutWas, Role, RowsAre, inspect, layouts, reinspect};
use std::collections::BTreeSet;
use std::path::Path;

fn read(folder: &str, file: &str) -> (FilePlan, Vec<u8>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder).join(file);
    let bytes = std::fs::read(path).unwrap();
    (inspect(file, &bytes, bytes.len() as u64).unwrap(), bytes)
}

fn fixture(id: &str) -> (FilePlan, Vec<u8>) {
    read("fixtures/layouts", &format!("{id}.csv"))
}

/// File of the corpus, layout, table, keys with their identities, time, amount.
const CORPUS: &[[&str; 6]] = &[
    ["alipay_bill_app.csv", "alipay_app", "payments", "", "交易时间", "金额"],
    ["douyin_orders.csv", "douyin_orders", "orders", "", "订单提交时间", "订单应付金额"],
    [
        "google_contacts.csv",
        "google_contacts",
        "",
        "E-mail 1 - Value email, Phone 1 - Value phone",
        "",
        "",
    ],
    [
        "hubspot_contacts.csv",
        "hubspot_contacts",
        "",
        "Record ID contact_id, Email email, Phone Number phone",
        "",
        "",
    ],
    ["jd_orders.csv", "jd_orders", "orders", "下单帐号 shop_user", "付款确认时间", "应付金额"],
    [
        "klaviyo_list.csv",
        "klaviyo_profiles",
        "",
        "Email email, Klaviyo ID contact_id, Phone Number phone",
        "",
        "",
    ],
    ["linkedin_connections.csv", "linkedin_connections", "", "Email Address email", "", ""],
    [
        "mailchimp_subscribed.csv",
        "mailchimp_subscribed",
        "",
        "Email Address email, Phone Number phone",
        "",
        "",
    ],
    ["pdd_orders.csv", "pdd_orders", "orders", "", "订单成交时间", "用户实付金额(元)"],
    [
        "scrm_customers_grouped_tags.csv",
        "wecom_scrm_customers",
        "",
        "企微手机号 phone, 客户编号 contact_id",
        "",
        "",
    ],
    [
        "shopify_customers.csv",
        "shopify_customers",
        "",
        "Customer ID contact_id, Email email, Phone phone",
        "",
        "",
    ],
    ["stripe_customers.csv", "stripe_customers", "", "id contact_id, Email email", "", ""],
    [
        "taobao_ExportOrderList.csv",
        "taobao_order_list",
        "orders",
        "买家会员名 shop_user, 买家支付宝账号 email, 联系手机 phone",
        "订单付款时间",
        "买家实际支付金额",
    ],
    ["wechat_chatlog.csv", "wechat_chatlog", "messages", "Sender wxid", "Time", ""],
    ["wechat_contacts_micromsg.csv", "wechat_contacts", "", "UserName wxid", "", ""],
    ["wechat_memotrace_messages.csv", "wechat_memotrace", "messages", "Sender wxid", "StrTime", ""],
    [
        "wecom_acquisition_link_detail.xlsx",
        "wecom_acquisition_link",
        "",
        "线索id contact_id",
        "",
        "",
    ],
    ["wecom_customer_list.xlsx", "wecom_customers", "", "手机 phone, 邮箱 email", "", ""],
    [
        "wecom_members_template.xlsx",
        "wecom_members",
        "",
        "账号 account, 手机 phone, 个人邮箱 email",
        "",
        "",
    ],
    [
        "wxpay_bill_merchant.csv",
        "wxpay_merchant",
        "payments",
        "用户标识 openid",
        "交易时间",
        "应结订单金额",
    ],
    ["wxpay_bill_personal.csv", "wxpay_personal", "payments", "", "交易时间", "金额(元)"],
    [
        "xhs_orders.xlsx",
        "xiaohongshu_orders",
        "orders",
        "用户编号 contact_id",
        "支付时间",
        "用户应付金额(元)",
    ],
    [
        "youzan_orders.csv",
        "youzan_orders",
        "orders",
        "收货人手机号/提货人手机号 phone",
        "买家付款时间",
        "订单实付金额",
    ],
];

/// Invented files with the headers of the rest: layout, table, keys, time, amount.
const FIXTURES: &[[&str; 5]] = &[
    ["alipay_merchant", "payments", "", "完成时间", "订单金额（元）"],
    ["alipay_web", "payments", "", "付款时间", "金额（元）"],
    ["brevo_contacts", "", "CONTACT ID contact_id, EMAIL email, SMS phone", "", ""],
    ["event_log", "interactions", "uid contact_id", "ts", "props.amount"],
    ["kuaishou_orders", "orders", "买家快手号 shop_user", "支付时间", "实付款"],
    ["mailchimp_cleaned", "", "Email Address email", "", ""],
    ["mailchimp_unsubscribed", "", "Email Address email", "", ""],
    ["outlook_contacts", "", "Mobile Phone phone, E-mail Address email", "", ""],
    ["salesforce_report", "", "Contact ID contact_id, Email email, Mobile phone", "", ""],
    ["shopify_orders", "orders", "Email email, Phone phone", "Paid at", "Total"],
    ["taobao_order_detail", "orders", "", "订单付款时间", "买家实际支付金额"],
    ["vcard", "", "TEL phone, EMAIL email", "", ""],
    ["wechat_official_users", "", "openid openid, unionid unionid", "", ""],
    ["wecom_chat_statistics", "contact_statistics", "账号 account", "日期", ""],
    [
        "wecom_contacts_api",
        "",
        "external_contact.external_userid external_userid, external_contact.unionid unionid, follow_info.remark_mobiles phone",
        "",
        "",
    ],
    ["wecom_corp_tags", "corp_tags", "", "tag.create_time", ""],
    ["wecom_group_chats", "group_chats", "", "创建时间", ""],
    ["wecom_group_members", "", "userid external_userid, unionid unionid", "", ""],
    ["weidian_orders", "orders", "收件人手机 phone", "付款时间", "实付金额"],
    ["wenjuanxing_answers", "", "2、您的手机号 phone", "", ""],
    ["youzan_customers", "", "手机号 phone", "", ""],
];

/// What a plan says: layout, table, keys, time, amount.
fn said(plan: &FilePlan) -> [String; 5] {
    let of = |role| plan.columns.iter().filter(move |c| c.role == role);
    let key = |c: &fenqun::import::ColumnPlan| {
        format!("{} {}", c.name, c.identity.as_deref().unwrap_or(""))
    };
    let one = |role| of(role).map(|c| c.name.clone()).collect::<String>();
    assert_eq!(plan.rows_are == RowsAre::Events, !plan.table.is_empty(), "{}", plan.file);
    [
        plan.layout.clone().unwrap_or_default(),
        plan.table.clone(),
        of(Role::Key).map(key).collect::<Vec<_>>().join(", "),
        one(Role::Time),
        one(Role::Amount),
    ]
}

#[test]
fn every_known_export_is_recognised() {
    let mut seen = BTreeSet::new();
    for [file, rest @ ..] in CORPUS {
        assert_eq!(said(&read("corpus", file).0), rest.map(str::to_owned), "{file}");
        seen.insert(rest[0].to_owned());
    }
    for expected in FIXTURES {
        assert_eq!(said(&fixture(expected[0]).0), expected.map(str::to_owned));
        seen.insert(expected[0].to_owned());
    }
    let all: BTreeSet<String> = layouts().into_iter().map(|l| l.id).collect();
    assert_eq!(seen, all, "every layout has a file");
}

#[test]
fn files_of_no_tool_have_no_layout() {
    for file in [
        "duplicate_headers.csv",
        "german_semicolon_sep.csv",
        "member_report_merged_header.xlsx",
        "members_97.xls",
        "members_gb18030.csv",
        "old_mac_cr.csv",
        "orders_tsv_named_xls.xls",
        "phones_every_way.csv",
        "tags_separators.csv",
    ] {
        assert_eq!(read("corpus", file).0.layout, None, "{file}");
    }
}

#[test]
fn the_evidence_says_how_much_of_a_layout_is_there() {
    let plan = read("corpus", "jd_orders.csv").0;
    let evidence = plan.evidence.iter().find(|e| e.of == "layout").unwrap();
    assert_eq!(evidence.because, "headers");
    assert_eq!(evidence.with["layout"], "jd_orders");
    assert_eq!(evidence.with["matched"], evidence.with["of"]);
}

/// The plan with a layout, or none, chosen by a person.
fn chosen(plan: &FilePlan, layout: Option<&str>) -> FilePlan {
    let was = LayoutWas {
        layout: plan.layout.clone(),
        rows_are: plan.rows_are,
        table: plan.table.clone(),
    };
    let layout = layout.map(str::to_owned);
    FilePlan { layout, layout_was: Some(was), ..plan.clone() }
}

/// The plan as it was before the choice.
fn put_back(plan: &FilePlan) -> FilePlan {
    let was = plan.layout_was.clone().unwrap();
    FilePlan {
        layout: was.layout,
        rows_are: was.rows_are,
        table: was.table,
        layout_was: None,
        ..plan.clone()
    }
}

fn because(plan: &FilePlan) -> Option<&str> {
    plan.evidence.iter().find(|e| e.of == "layout").map(|e| e.because.as_str())
}

#[test]
fn a_person_chooses_the_layout_of_a_file_whose_headers_were_changed() {
    let bytes = "单号,店铺买家,成交于,实付,状态\nA1,小王,2024-03-05 10:00:00,12.50,交易成功\nA2,小李,2024-03-06 11:00:00,9.90,交易关闭\n".as_bytes();
    let plan = inspect("export.csv", bytes, bytes.len() as u64).unwrap();
    assert_eq!(plan.layout, None);
    // a layout that knows none of the headers still says what rows are and where they go
    let bill = reinspect(&chosen(&plan, Some("wxpay_personal")), bytes).unwrap();
    assert_eq!((bill.rows_are, bill.table.as_str()), (RowsAre::Events, "payments"));
    assert_eq!(bill.layout.as_deref(), Some("wxpay_personal"));
    assert_eq!(because(&bill), Some("chosen"));
    // another one takes its place, whatever the first one has made of the plan
    let again = FilePlan { layout: Some("mailchimp_cleaned".to_owned()), ..bill };
    let list = reinspect(&again, bytes).unwrap();
    assert_eq!(
        (list.rows_are, list.layout.as_deref()),
        (RowsAre::Contacts, Some("mailchimp_cleaned"))
    );
    assert_eq!(reinspect(&put_back(&list), bytes).unwrap(), plan, "the former is what it was");
    let unknown = reinspect(&chosen(&plan, Some("no_such")), bytes).unwrap_err();
    assert_eq!(unknown.code, Code::BadPlan);
}

#[test]
fn a_chosen_layout_gives_its_columns_their_roles() {
    let (plan, bytes) = read("corpus", "pdd_orders.csv");
    let text = String::from_utf8(bytes).unwrap();
    let roles = |plan: &FilePlan| -> Vec<_> {
        let of = |c: &fenqun::import::ColumnPlan| (c.semantic, c.role, c.identity.clone());
        plan.columns.iter().map(of).collect()
    };
    // without one of the headers that show it, it is not recognised
    let renamed = text.replacen("商品总价", "货价", 1);
    assert_ne!(renamed, text);
    let found = inspect("x.csv", renamed.as_bytes(), renamed.len() as u64).unwrap();
    assert_eq!(found.layout, None);
    let by_hand = reinspect(&chosen(&found, Some("pdd_orders")), renamed.as_bytes()).unwrap();
    assert_eq!((by_hand.rows_are, &by_hand.table), (plan.rows_are, &plan.table));
    assert_eq!(roles(&by_hand), roles(&plan));
    assert_eq!(by_hand.outcome, plan.outcome);
    for layout in layouts() {
        let plan = reinspect(&chosen(&found, Some(&layout.id)), renamed.as_bytes()).unwrap();
        assert_eq!((plan.layout.as_ref(), plan.rows_are), (Some(&layout.id), layout.rows_are));
        fenqun::import::Loader::new(plan).unwrap();
    }
}

#[test]
fn a_person_says_that_a_file_is_no_known_export() {
    let (plan, bytes) = read("corpus", "pdd_orders.csv");
    let none = reinspect(&chosen(&plan, None), &bytes).unwrap();
    assert_eq!((none.layout.as_deref(), because(&none)), (None, Some("none_chosen")));
    let again = reinspect(&none, &bytes).unwrap();
    assert_eq!(again, none, "the choice holds");
    assert_eq!(reinspect(&put_back(&none), &bytes).unwrap(), plan);
}
