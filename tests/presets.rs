//! Every preset on a small set of data: valid, with some members and not everybody, the same in both evaluators.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/sample.rs"]
mod sample;

use fenqun::eval::{Segments, naive};
use fenqun::rule::Document;
use fenqun::session::Session;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PEOPLE: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

fn contacts() -> Value {
    json!({"key": "客户ID",
        "columns": {"客户ID": "id", "性别": "gender", "年龄": "number", "城市": "text", "添加时间": "datetime", "累计消费": "money"},
        "rows": [
            ["a", "female", 30, "上海", "2024-01-01T09:00:00", 18000],
            ["b", "male", 22, "杭州", "2025-09-28T09:00:00", null],
            ["c", "male", 41, "成都", "2024-01-01T09:00:00", 100],
            ["d", "male", 35, "南京", "2024-03-01T09:00:00", 900],
            ["e", "female", 28, "北京", "2024-05-01T09:00:00", null],
            ["f", "male", 33, "苏州", "2024-06-01T09:00:00", 1900],
            ["g", "female", 45, "无锡", "2025-02-01T09:00:00", null],
            ["h", "male", 52, "桂林", "2025-01-01T09:00:00", 50]]})
}

fn orders() -> Value {
    let row = |who: &str, day: &str, category: &str, amount: u32, status: &str, coupon: bool| {
        json!([who, format!("{day}T12:00:00"), category, amount, status, coupon])
    };
    let mut rows = Vec::new();
    for month in ["07", "08", "09"] {
        for day in ["05", "15", "25"] {
            rows.push(row("a", &format!("2025-{month}-{day}"), "母婴", 2000, "交易成功", true));
        }
    }
    rows.extend([
        row("d", "2025-02-10", "家居", 100, "交易成功", false),
        row("d", "2025-06-10", "家电", 800, "待付款", false),
        row("d", "2025-08-12", "家居", 2000, "交易成功", false),
        row("f", "2025-07-20", "食品", 200, "交易成功", false),
        row("f", "2025-08-20", "食品", 1500, "交易成功", false),
        row("f", "2025-09-10", "食品", 200, "交易成功", true),
        row("h", "2025-03-01", "图书", 50, "交易成功", false),
    ]);
    json!({"key": "客户ID", "time": "下单时间", "amount": "实付金额",
        "columns": {"客户ID": "id", "下单时间": "datetime", "类目": "text", "实付金额": "money", "订单状态": "text", "使用优惠券": "bool"},
        "rows": rows})
}

fn interactions() -> Value {
    let mut rows = Vec::new();
    let mut add = |who: &str,
                   day: &str,
                   action: &str,
                   topic: Option<&str>,
                   seconds: Option<u32>,
                   minutes: Option<u32>,
                   feature: Option<&str>| {
        rows.push(json!([
            who,
            format!("{day}T20:00:00"),
            action,
            topic,
            seconds,
            minutes,
            feature
        ]));
    };
    let features = ["首页", "课程", "社群", "商城"];
    for day in 1..=30usize {
        let date = format!("2025-09-{day:02}");
        add("a", &date, "登录", None, None, Some(150), Some(features[day % 4]));
        add("a", &date, "打卡", None, None, None, None);
        if day > 23 {
            add("a", &date, "浏览", Some("母婴"), Some(300), None, None);
        }
    }
    for _ in 0..5 {
        add("c", "2025-06-01", "阅读", Some("技术"), Some(60), None, Some("课程"));
    }
    for action in ["邀请", "邀请", "邀请", "付定金", "提交作品", "试听"] {
        add("c", "2025-06-01", action, None, None, None, None);
    }
    for day in 5..=10 {
        add("d", &format!("2025-08-{day:02}"), "评论", None, None, None, None);
    }
    add("d", "2025-09-20", "评论", None, None, None, None);
    for _ in 0..3 {
        add("e", "2025-09-25", "转发", None, None, None, None);
    }
    add("f", "2025-08-10", "评论", None, None, None, None);
    add("f", "2025-09-10", "评论", None, None, None, None);
    for day in 1..=6 {
        add("g", &format!("2025-09-{day:02}"), "浏览", Some("美妆"), Some(2), None, None);
    }
    add("h", "2025-09-03", "浏览", Some("图书"), Some(10), None, None);
    json!({"key": "客户ID", "time": "互动时间",
        "columns": {"客户ID": "id", "互动时间": "datetime", "动作": "text", "主题": "text", "停留秒数": "number", "使用分钟": "number", "功能": "text"},
        "rows": rows})
}

fn session() -> Session {
    let mut session = Session::new();
    let tables = json!({"contacts": contacts(), "events": {"orders": orders(), "interactions": interactions()}});
    session.load_tables(&tables.to_string()).unwrap();
    session
}

/// Who is in the preset with its defaults, by both evaluators.
fn members(session: &mut Session, id: &str) -> String {
    let rule = session.build_preset(id, &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let document = Document::from_value(&json!({"fenqun": 1, "rule": rule})).unwrap();
    let report = session.size(&document);
    assert!(report.errors.is_empty(), "{id}: {:?}", report.errors);
    let fast = session.member_keys(&document).unwrap();
    let segments = Segments { live: session.library(), snapshots: session.snapshots() };
    let as_of = naive::as_of(session.data(), &document).unwrap();
    let slow = naive::members(session.data(), segments, &document, as_of).unwrap();
    let slow: Vec<&str> = slow.into_iter().map(|row| PEOPLE[row as usize]).collect();
    assert_eq!(fast, slow, "{id}");
    fast.concat()
}

#[test]
fn every_available_preset_has_the_members_that_its_definition_says() {
    let mut session = session();
    let expected: BTreeMap<&str, &str> = EXPECTED.into_iter().collect();
    for preset in session.presets() {
        if preset.blocked.is_some() {
            assert!(!preset.supported);
            continue;
        }
        assert!(preset.supported, "{}: {:?}", preset.id, preset.lacks);
        let members = members(&mut session, &preset.id);
        assert!(!members.is_empty() && members.len() < PEOPLE.len(), "{}: {members}", preset.id);
        assert_eq!(Some(&members.as_str()), expected.get(preset.id.as_str()), "{}", preset.id);
    }
}

/// Worked out by hand from the rows above, as of the end of 2025-09-30.
const EXPECTED: [(&str, &str); 41] = [
    ("silent_7", "bcdfgh"),
    ("silent_15", "bcfgh"),
    ("silent_30", "bc"),
    ("churned", "bcdefgh"),
    ("deep_user", "a"),
    ("frequent", "a"),
    ("rare", "bcdfgh"),
    ("tier1_women", "ae"),
    ("influencer", "e"),
    ("spend_high", "a"),
    ("spend_middle", "df"),
    ("spend_low", "bcegh"),
    ("high_value", "a"),
    ("growing", "d"),
    ("price_sensitive", "a"),
    ("implicit_interest", "a"),
    ("aversion", "g"),
    ("stage_intro", "b"),
    ("stage_growth", "egh"),
    ("stage_mature", "af"),
    ("stage_decline", "d"),
    ("stage_churned", "c"),
    ("newcomer", "bcdefgh"),
    ("converting", "ag"),
    ("loyal_logins", "a"),
    ("community_potential", "b"),
    ("community_active", "a"),
    ("community_loyal", "a"),
    ("community_silent", "bcfgh"),
    ("checkin", "a"),
    ("referral", "c"),
    ("deposit", "c"),
    ("ugc", "c"),
    ("no_order", "bcdegh"),
    ("no_repurchase", "h"),
    ("trial_no_order", "c"),
    ("reader", "c"),
    ("women_category_recent", "a"),
    ("viewed_unpaid", "gh"),
    ("campaign_unpaid", "d"),
    ("vip", "a"),
];

#[test]
fn the_sample_data_support_most_presets() {
    let mut session = sample::session(300, 7);
    let supported: Vec<_> = session.presets().into_iter().filter(|p| p.supported).collect();
    assert!(supported.len() > 30, "{}", supported.len());
    for preset in supported {
        let rule = session.build_preset(&preset.id, &BTreeMap::new(), &BTreeMap::new()).unwrap();
        let document = Document::from_value(&json!({"fenqun": 1, "rule": rule})).unwrap();
        assert_eq!(session.size(&document).errors, [], "{}", preset.id);
    }
}
