//! Tables and columns for roles: by kind, and by the words of their names.

use crate::rule::schema::{EventInfo, FieldInfo, Schema};
use crate::table::Kind;
use std::collections::BTreeMap;

/// A table or column that a preset needs. The role of a column of events is `table role.column role`.
#[derive(Debug, Clone, Copy)]
pub struct Role {
    /// Name, also the key of its label.
    pub id: &'static str,
    /// Label in Chinese.
    pub zh: &'static str,
    /// Label in English.
    pub en: &'static str,
    /// The kinds of column; none for a table.
    pub kinds: &'static [Kind],
    /// What its name contains, the best word first.
    pub words: &'static [&'static str],
}

const TIME: &[Kind] = &[Kind::Date, Kind::Datetime];
const NUMBER: &[Kind] = &[Kind::Number];
const TEXT: &[Kind] = &[Kind::Text];

const fn role(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    kinds: &'static [Kind],
    words: &'static [&'static str],
) -> Role {
    Role { id, zh, en, kinds, words }
}

/// Every role.
pub const ROLES: &[Role] = &[
    role("gender", "性别", "Gender", &[Kind::Gender], &["性别", "gender", "sex", ""]),
    role("age", "年龄", "Age", NUMBER, &["年龄", "age"]),
    role("birthday", "生日", "Birthday", TIME, &["生日", "出生", "birth"]),
    role("city", "城市", "City", TEXT, &["城市", "city", "所在市", "地区"]),
    role(
        "joined",
        "加入时间",
        "Time of joining",
        TIME,
        &["添加", "注册", "加入", "入群", "入会", "开户", "join", "regist", "signup", "creat"],
    ),
    role("ltv", "累计消费", "Lifetime value", NUMBER, &["ltv", "累计消费", "终身价值", "lifetime"]),
    role("orders", "订单", "Orders", &[], &["orders", "订单", "payments", "交易", "购买"]),
    role(
        "orders.amount",
        "订单金额",
        "Amount of an order",
        NUMBER,
        &["实付", "金额", "amount", "price"],
    ),
    role(
        "orders.category",
        "订单类目",
        "Category of an order",
        TEXT,
        &["类目", "品类", "分类", "category"],
    ),
    role("orders.status", "订单状态", "Status of an order", TEXT, &["状态", "status"]),
    role(
        "orders.coupon",
        "是否用券",
        "Whether a coupon was used",
        &[Kind::Bool],
        &["券", "优惠", "coupon"],
    ),
    role(
        "interactions",
        "互动",
        "Interactions",
        &[],
        &["interactions", "互动", "行为", "events", "事件", "visits", "messages", "消息"],
    ),
    role(
        "interactions.action",
        "互动的动作",
        "Action of an interaction",
        TEXT,
        &["动作", "行为", "事件", "action", "event", "behavior", "类型", "type"],
    ),
    role(
        "interactions.topic",
        "互动的主题",
        "Topic of an interaction",
        TEXT,
        &["主题", "话题", "栏目", "topic", "类目", "category"],
    ),
    role(
        "interactions.seconds",
        "停留秒数",
        "Seconds of stay",
        NUMBER,
        &["停留", "秒", "second", "dwell", "stay"],
    ),
    role(
        "interactions.minutes",
        "使用分钟数",
        "Minutes of use",
        NUMBER,
        &["分钟", "minute", "使用时长", "在线时长"],
    ),
    role("interactions.feature", "使用的功能", "Feature used", TEXT, &["功能", "feature", "模块"]),
    role("logins", "登录", "Logins", &[], &["logins", "登录", "login", "signin"]),
];

/// What a role is bound to: what a person named, or what is found.
pub(super) fn bound(id: &str, schema: &Schema, given: &BTreeMap<String, String>) -> Option<String> {
    let role = ROLES.iter().find(|r| r.id == id)?;
    if role.kinds.is_empty() {
        return table(role, schema, given).map(|t| t.table.clone());
    }
    let columns = match id.split_once('.') {
        None => &schema.fields,
        Some((of, _)) => {
            let of = ROLES.iter().find(|r| r.id == of)?;
            &table(of, schema, given)?.columns
        }
    };
    let fits = |c: &&FieldInfo| role.kinds.contains(&c.kind);
    if let Some(name) = given.get(id) {
        return columns.iter().filter(fits).find(|c| c.name == *name).map(|c| c.name.clone());
    }
    by_word(role, columns.iter().filter(fits), |c| &c.name).map(|c| c.name.clone())
}

/// A table with a time column.
fn table<'a>(
    role: &Role,
    schema: &'a Schema,
    given: &BTreeMap<String, String>,
) -> Option<&'a EventInfo> {
    let timed = || schema.events.iter().filter(|t| t.time.is_some());
    match given.get(role.id) {
        Some(name) => timed().find(|t| t.table == *name),
        None => by_word(role, timed(), |t| &t.table),
    }
}

/// The first thing, by the order of the words, whose name contains one.
fn by_word<T>(
    role: &Role,
    things: impl Iterator<Item = T>,
    name: impl Fn(&T) -> &String,
) -> Option<T> {
    let place = |thing: &T| {
        let name = name(thing).to_lowercase();
        role.words.iter().position(|w| name.contains(w))
    };
    things
        .filter_map(|thing| place(&thing).map(|at| (at, thing)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, thing)| thing)
}
