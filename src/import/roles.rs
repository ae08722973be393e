//! Whether a file has contacts or events, who the person is, and when and how much it was. Layouts are tables of headers.

use super::plan::{ColumnPlan, FilePlan, Role, RowsAre};
use super::profile::Profile;
use super::words::Header;
use crate::table::Semantic;

/// Headers of one identity of a person.
struct Identity {
    name: &'static str,
    /// The whole header, compact.
    is: &'static [&'static str],
    /// A part of it.
    has: &'static [&'static str],
}

/// Strongest first.
const IDENTITIES: &[Identity] = &[
    Identity {
        name: "external_userid",
        is: &["externaluserid", "外部联系人id", "外部联系人userid", "客户userid", "外部联系人账号"],
        has: &["externaluserid"],
    },
    Identity { name: "unionid", is: &["unionid", "微信unionid"], has: &["unionid"] },
    Identity { name: "openid", is: &["openid", "用户标识", "微信openid"], has: &["openid"] },
    Identity {
        name: "wxid", is: &["wxid", "sender", "username", "微信原始id"], has: &["wxid"]
    },
    Identity {
        name: "contact_id",
        is: &[
            "contactid",
            "customerid",
            "customer",
            "clientid",
            "客户id",
            "客户编号",
            "客户号",
            "用户id",
            "用户编号",
            "userid",
            "uid",
            "联系人id",
            "买家id",
            "buyerid",
            "recordid",
            "klaviyoid",
            "kundennr",
            "kundennummer",
            "personid",
            "profileid",
            "subscriberid",
            "leadid",
            "customernumber",
            "customerno",
            "fanid",
            "粉丝id",
        ],
        has: &[],
    },
    Identity {
        name: "member_id",
        is: &[
            "会员编号",
            "会员号",
            "会员id",
            "会员卡号",
            "memberid",
            "memberno",
            "membershipid",
            "membernumber",
            "卡号",
            "会员账号",
        ],
        has: &["会员编号", "会员卡号"],
    },
    Identity {
        name: "shop_user",
        is: &[
            "买家会员名",
            "下单帐号",
            "下单账号",
            "买家账号",
            "买家帐号",
            "买家昵称",
            "买家旺旺",
            "旺旺",
            "会员名",
            "客户网名",
        ],
        has: &["买家会员名"],
    },
    Identity {
        name: "wechat_id", is: &["微信号", "微信账号", "wechat", "wechatid"], has: &[]
    },
    Identity { name: "account", is: &["账号", "帐号", "account", "login"], has: &[] },
];

/// Words for the staff, whose accounts are nobody's key.
const STAFF: &[&str] = &[
    "添加人",
    "员工",
    "导购",
    "客服",
    "跟进",
    "所属",
    "负责人",
    "销售",
    "顾问",
    "店员",
    "商家",
    "卖家",
    "寄件",
    "发件",
    "公司",
    "企业",
    "店铺",
    "owner",
    "staff",
    "agent",
    "seller",
    "merchant",
    "vendor",
    "商户",
];

/// Headers that number an event, not a person.
const EVENT_IDS: &[&str] = &[
    "订单号",
    "订单编号",
    "主订单编号",
    "子订单编号",
    "交易单号",
    "交易订单号",
    "微信订单号",
    "支付单号",
    "流水号",
    "交易号",
    "orderid",
    "orderno",
    "ordernumber",
    "ordersn",
    "transactionid",
    "tradeno",
    "eventid",
    "messageid",
    "msgid",
    "localid",
    "invoiceid",
    "paymentid",
];

/// An event table by its headers: the name, and headers of which one is there.
const TABLES: &[(&str, &[&str])] = &[
    (
        "messages",
        &["strcontent", "消息内容", "聊天内容", "msgtype", "消息类型", "messagecontent", "talker"],
    ),
    ("payments", &["收支", "微信订单号", "交易订单号", "交易单号", "对方账号"]),
    (
        "orders",
        &[
            "订单号",
            "订单编号",
            "主订单编号",
            "子订单编号",
            "orderid",
            "orderno",
            "ordernumber",
            "ordersn",
            "订单状态",
            "下单时间",
            "订单金额",
        ],
    ),
    (
        "interactions",
        &[
            "event",
            "eventname",
            "eventtype",
            "事件",
            "事件名称",
            "事件类型",
            "行为",
            "行为类型",
            "互动类型",
            "互动",
            "action",
            "behavior",
            "interaction",
            "动作",
        ],
    ),
    ("visits", &["pageurl", "页面", "访问时间", "浏览时间"]),
];

/// Times of an event, the best first.
const TIMES: &[&str] = &[
    "付款时间",
    "支付时间",
    "付款确认时间",
    "paidat",
    "paidtime",
    "paytime",
    "paymenttime",
    "paymentdate",
    "成交时间",
    "交易时间",
    "eventtime",
    "occurredat",
    "发生时间",
    "互动时间",
    "下单时间",
    "创建时间",
    "提交时间",
    "strtime",
    "createdat",
    "createtime",
    "createdtime",
    "orderdate",
    "ordertime",
    "timestamp",
    "time",
    "date",
    "时间",
    "日期",
];
/// Times that are not when it happened.
const LATER_TIMES: &[&str] = &[
    "发货", "完成", "收货", "更新", "退款", "承诺", "截止", "到期", "生日", "update", "ship",
    "deliver", "expire", "refund", "birth", "cancel", "close",
];
/// Amounts of an event, the best first.
const AMOUNTS: &[&str] = &[
    "实付金额",
    "实际支付金额",
    "实付",
    "支付金额",
    "付款金额",
    "paidamount",
    "amountpaid",
    "应付金额",
    "订单金额",
    "总金额",
    "成交金额",
    "交易金额",
    "amount",
    "totalamount",
    "ordertotal",
    "total",
    "金额",
    "totalprice",
    "price",
    "revenue",
    "gmv",
    "商品总价",
];

/// A column with what is known of it.
pub struct Known<'a> {
    /// The header, taken apart.
    pub header: Header,
    /// The values.
    pub profile: &'a Profile,
}

/// Name of the column that numbers the events of a file: that of its orders, or one whose header says so.
pub fn event_id(plan: &FilePlan) -> Option<&str> {
    let read = || plan.columns.iter().filter(|c| c.role != Role::Ignore);
    let order = plan.items.as_ref().and_then(|items| read().find(|c| c.name == items.order));
    let numbered = || {
        EVENT_IDS.iter().find_map(|id| {
            read().find(|c| c.role != Role::Key && Header::of(&c.raw).compact == *id)
        })
    };
    order.or_else(numbered).map(|c| c.name.as_str())
}

/// Whether rows are contacts or events, and the name of the event table.
pub fn rows_are(columns: &[ColumnPlan], known: &[Known<'_>], file: &str) -> (RowsAre, String) {
    let has = |texts: &[&str]| known.iter().any(|k| k.header.is_any(texts));
    let time = columns.iter().zip(known).any(|(c, k)| is_time(c) && !k.header.has_any(LATER_TIMES));
    let numbered = has(EVENT_IDS)
        || has(&["收支"])
        || known.iter().any(|k| {
            k.header.compact.ends_with("订单号") || k.header.compact.ends_with("订单编号")
        });
    let person = columns.iter().any(|c| {
        matches!(c.semantic, Semantic::Gender | Semantic::Tags | Semantic::Email | Semantic::Name)
    });
    let amount = columns.iter().any(|c| c.semantic == Semantic::Money);
    let what = known.iter().any(|k| {
        k.header.has_any(&[
            "商品", "宝贝", "状态", "品类", "数量", "product", "item", "quantity", "category",
            "status", "sku",
        ])
    });
    let messages = time
        && has(&["content", "strcontent", "消息内容", "内容"])
        && has(&["sender", "talker", "发送人", "发送者"]);
    let happening =
        has(TABLES.get(3).map_or(&[], |t| t.1)) || has(TABLES.get(4).map_or(&[], |t| t.1));
    let totals = has(&[
        "totalspend",
        "totalspent",
        "totalorders",
        "ordercount",
        "累计消费",
        "消费次数",
        "paymentcount",
    ]);
    // the same people again and again, and a time: things that happened to them
    let mut keys = columns
        .iter()
        .zip(known)
        .filter(|(c, k)| {
            matches!(c.semantic, Semantic::Phone | Semantic::Id) && k.profile.filled >= 20
        })
        .peekable();
    let again = !person && keys.peek().is_some() && keys.all(|(_, k)| k.profile.uniqueness() < 0.7);
    let events = time
        && !totals
        && (numbered || messages || happening || again || (amount && what && !person));
    if !events {
        return (RowsAre::Contacts, String::new());
    }
    let table = if messages {
        Some("messages")
    } else {
        TABLES.iter().find(|(_, any)| has(any)).map(|(name, _)| *name)
    };
    (RowsAre::Events, table.map_or_else(|| table_of_file(file), str::to_owned))
}

/// Whether a column says what happened: rows are steps of something, not parts.
pub fn names_what_happened(known: &[Known<'_>]) -> bool {
    let of = |table: &str| TABLES.iter().find(|(name, _)| *name == table).map_or(&[][..], |t| t.1);
    known.iter().any(|k| k.header.is_any(of("interactions")) || k.header.is_any(of("visits")))
}

/// A table name from a file name: without extension, dates and numbers.
fn table_of_file(file: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.split('.').next().unwrap_or(stem);
    let words: Vec<String> = stem
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() { "events".to_owned() } else { words.join("_") }
}

fn is_time(column: &ColumnPlan) -> bool {
    matches!(column.semantic, Semantic::Date | Semantic::Datetime)
}

/// Gives every column its role.
pub fn assign(columns: &mut [ColumnPlan], known: &[Known<'_>], rows_are: RowsAre) {
    for column in columns.iter_mut() {
        (column.role, column.identity) = (Role::Attribute, None);
    }
    keys(columns, known, rows_are);
    if rows_are == RowsAre::Events {
        one_of(columns, known, TIMES, LATER_TIMES, Role::Time, is_time);
        one_of(
            columns,
            known,
            AMOUNTS,
            &["运费", "邮费", "优惠", "服务费", "手续费", "积分"],
            Role::Amount,
            |c| c.semantic == Semantic::Money,
        );
    }
}

/// One column per identity: the one whose header says it best, then the one with more values.
fn keys(columns: &mut [ColumnPlan], known: &[Known<'_>], rows_are: RowsAre) {
    let names = IDENTITIES.iter().map(|i| i.name).chain(["phone", "email"]);
    let mut found = false;
    for name in names {
        let best = columns
            .iter()
            .zip(known)
            .enumerate()
            .filter(|(_, (column, k))| column.role == Role::Attribute && !k.profile.is_masked())
            .filter_map(|(i, (column, k))| {
                strength(name, column, k, rows_are).map(|s| (i, (s, k.profile.filled)))
            })
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((index, _)) = best {
            mark(columns, index, name);
            found = true;
        }
    }
    // `id` alone numbers the contacts; in events it numbers the event
    if rows_are == RowsAre::Contacts
        && !columns.iter().any(|c| c.identity.as_deref() == Some("contact_id"))
    {
        let own = columns.iter().zip(known).position(|(c, k)| {
            c.semantic == Semantic::Id
                && k.header.is_any(&["id", "编号", "no", "用户", "客户"])
                && k.profile.uniqueness() > 0.5
        });
        if let Some(index) = own {
            mark(columns, index, "contact_id");
            found = true;
        }
    }
    if !found && rows_are == RowsAre::Contacts {
        // the first id that no two rows share
        let own = columns.iter().zip(known).position(|(c, k)| {
            c.semantic == Semantic::Id
                && k.profile.filled > 0
                && k.profile.uniqueness() > 0.98
                && !k.header.has_any(STAFF)
                && !k.header.has_any(&["zip", "邮编", "流量", "ip"])
        });
        if let Some(index) = own {
            mark(columns, index, "contact_id");
        }
    }
}

fn mark(columns: &mut [ColumnPlan], index: usize, identity: &str) {
    if let Some(column) = columns.get_mut(index) {
        (column.role, column.identity) = (Role::Key, Some(identity.to_owned()));
    }
}

fn strength(name: &str, column: &ColumnPlan, known: &Known<'_>, rows_are: RowsAre) -> Option<u8> {
    let header = &known.header;
    if header.has_any(STAFF) || header.has_word(&["owner", "staff", "agent", "seller"]) {
        return None;
    }
    match (name, column.semantic) {
        ("phone", Semantic::Phone) => Some(if header.has_any(&["手机", "mobile"]) {
            3
        } else if header.has_any(&["座机", "固话", "电话"])
            || header.has_word(&["default", "address", "home", "work", "fax"])
        {
            1
        } else {
            2
        }),
        ("email", Semantic::Email) => Some(if header.has_any(&["企业", "corp"]) { 1 } else { 2 }),
        (_, Semantic::Id | Semantic::Name | Semantic::Text) => {
            let identity = IDENTITIES.iter().find(|i| i.name == name)?;
            // a name is a key only where the shop uses it as one
            if column.semantic != Semantic::Id && name != "shop_user" {
                return None;
            }
            let own_number = rows_are == RowsAre::Events && header.is_any(&["recordid", "id"]);
            if header.is_any(identity.is) && !own_number {
                Some(3)
            } else if header.has_any(identity.has) {
                Some(2)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Gives a role to the first column that fits, by the order of the words, then to any other that is not excluded.
fn one_of(
    columns: &mut [ColumnPlan],
    known: &[Known<'_>],
    words: &[&str],
    not: &[&str],
    role: Role,
    fits: impl Fn(&ColumnPlan) -> bool,
) {
    let candidate = |i: usize, strict: bool| {
        let (column, k) = (columns.get(i)?, known.get(i)?);
        let free = column.role == Role::Attribute && fits(column) && !k.header.has_any(not);
        (free && (!strict || k.profile.filled * 10 >= k.profile.cells * 3)).then_some(&k.header)
    };
    let best = words
        .iter()
        .find_map(|w| {
            (0..known.len()).find(|&i| {
                candidate(i, true).is_some_and(|h| h.compact == *w || h.compact.ends_with(w))
            })
        })
        .or_else(|| (0..known.len()).find(|&i| candidate(i, true).is_some()))
        .or_else(|| (0..known.len()).find(|&i| candidate(i, false).is_some()));
    if let Some(column) = best.and_then(|i| columns.get_mut(i)) {
        column.role = role;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_named_after_its_file() {
        assert_eq!(table_of_file("orders-100000.csv"), "orders");
        assert_eq!(table_of_file("2024-03 签到记录.csv"), "签到记录");
        assert_eq!(table_of_file("1.csv"), "events");
    }
}
