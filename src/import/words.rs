//! What the words of a header say. Tables, no branches: a new kind of export is a new line here.

use super::cell::narrow;

/// What a header says about the values below it. The values have the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// An identifier.
    Id,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// The name of a person.
    Name,
    /// A gender.
    Gender,
    /// A date or a time.
    Time,
    /// An amount of money.
    Money,
    /// A share.
    Percent,
    /// Yes or no.
    Bool,
    /// Tags.
    Tags,
    /// A province, a city.
    Geo,
    /// A number.
    Number,
    /// Text, whatever the values look like.
    Text,
}

/// A header taken apart.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// Lower case, narrow, without blanks, signs and brackets.
    pub compact: String,
    /// What stands in brackets.
    pub unit: String,
    /// The English words.
    pub words: Vec<String>,
}

impl Header {
    /// Takes a header apart.
    pub fn of(raw: &str) -> Self {
        let mut header = Self::default();
        let mut depth = 0u32;
        let mut word = String::new();
        let mut was_lower = false;
        for c in raw.chars().map(|c| simplified(narrow(c))) {
            match c {
                '(' | '[' | '【' => depth += 1,
                ')' | ']' | '】' => depth = depth.saturating_sub(1),
                _ if depth > 0 => header.unit.extend(c.to_lowercase()),
                _ => {
                    if !word.is_empty()
                        && (!c.is_ascii_alphanumeric() || (was_lower && c.is_ascii_uppercase()))
                    {
                        header.words.push(std::mem::take(&mut word));
                    }
                    if c.is_ascii_alphanumeric() {
                        word.push(c.to_ascii_lowercase());
                    }
                    if c.is_alphanumeric() {
                        header.compact.extend(c.to_lowercase());
                    }
                }
            }
            was_lower = c.is_ascii_lowercase();
        }
        if !word.is_empty() {
            header.words.push(word);
        }
        header
    }

    /// Whether the compact form is one of these.
    pub fn is_any(&self, texts: &[&str]) -> bool {
        texts.contains(&self.compact.as_str())
    }

    /// Whether the compact form contains one of these.
    pub fn has_any(&self, texts: &[&str]) -> bool {
        texts.iter().any(|t| self.compact.contains(t))
    }

    /// Whether one of these is among the English words.
    pub fn has_word(&self, words: &[&str]) -> bool {
        self.words.iter().any(|w| words.contains(&w.as_str()))
    }

    /// Whether the compact form ends with one of these; a short ASCII end counts only after another script (`商品id`, not `paid`).
    fn ends_any(&self, texts: &[&str]) -> bool {
        texts.iter().any(|t| {
            let before = self.compact.strip_suffix(t);
            before.is_some_and(|b| {
                !t.is_ascii() || t.len() > 3 || !b.ends_with(|c: char| c.is_ascii_alphanumeric())
            })
        })
    }

    fn last_word(&self, words: &[&str]) -> bool {
        self.words.last().is_some_and(|w| words.contains(&w.as_str())) && self.compact.is_ascii()
    }

    /// What the header says, if anything.
    pub fn hint(&self) -> Option<Hint> {
        let first = RULES.iter().find(|r| self.is_any(r.is));
        let rule = first
            .or_else(|| RULES.iter().find(|r| self.ends_any(r.ends) || self.last_word(r.last)))
            .or_else(|| RULES.iter().find(|r| self.has_any(r.has) || self.has_word(r.words)));
        if let Some(hint) = rule.map(|r| r.hint) {
            let prefixed = BOOL_STARTS.iter().any(|s| self.compact.starts_with(s))
                || self.words.first().is_some_and(|w| w == "is" || w == "has");
            if prefixed {
                return Some(Hint::Bool);
            }
            if hint == Hint::Name && (self.has_any(THINGS) || self.has_word(THING_WORDS)) {
                return Some(Hint::Text);
            }
            if MONEY_UNITS.contains(&self.unit.as_str())
                && matches!(hint, Hint::Percent | Hint::Number | Hint::Money)
            {
                return Some(Hint::Money);
            }
            return Some(hint);
        }
        if BOOL_STARTS.iter().any(|s| self.compact.starts_with(s))
            || self.words.first().is_some_and(|w| w == "is" || w == "has")
        {
            return Some(Hint::Bool);
        }
        MONEY_UNITS.contains(&self.unit.as_str()).then_some(Hint::Money)
    }
}

/// Traditional characters of headers in their simplified form.
const TRADITIONAL: &str = "會会員员編编號号電电話话單单訂订購购買买額额時时間间標标籤签別别郵邮縣县區区國国稱称暱昵實实總总費费數数積积聯联繫系帳帐賬账戶户級级態态備备註注機机碼码價价類类銷销齡龄歲岁業业職职務务關关";

fn simplified(c: char) -> char {
    if c < '\u{4e00}' {
        return c;
    }
    let mut pairs = TRADITIONAL.chars();
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old == c {
            return new;
        }
    }
    c
}

const BOOL_STARTS: &[&str] = &["是否", "有无", "能否"];
const MONEY_UNITS: &[&str] =
    &["元", "万元", "人民币", "cny", "rmb", "usd", "eur", "¥", "￥", "$", "€"];
/// A name of one of these is no name of a person.
const THINGS: &[&str] = &[
    "商品", "产品", "店", "链接", "sku", "公司", "企业", "活动", "渠道", "品牌", "分类", "类目",
    "宝贝", "仓", "银行", "部门", "标签", "项目", "课程", "群名", "物流",
];
const THING_WORDS: &[&str] = &[
    "product",
    "organization",
    "company",
    "file",
    "campaign",
    "shop",
    "store",
    "event",
    "category",
    "sku",
    "item",
    "page",
    "phonetic",
    "plan",
    "group",
    "list",
    "utm",
];

struct Rule {
    hint: Hint,
    /// The whole header.
    is: &'static [&'static str],
    /// The end of a header, which says what a Chinese compound is.
    ends: &'static [&'static str],
    /// The last English word.
    last: &'static [&'static str],
    /// Anywhere.
    has: &'static [&'static str],
    /// Any English word.
    words: &'static [&'static str],
}

/// In the order of precedence inside each of the three steps: whole, end, anywhere.
const RULES: &[Rule] = &[
    Rule {
        hint: Hint::Text,
        is: &["timezone", "fileas", "收支", "alias"],
        ends: &[
            "备注",
            "地址",
            "描述",
            "说明",
            "留言",
            "内容",
            "原因",
            "标题",
            "商品",
            "规格",
            "部门",
            "职务",
            "公司",
            "企业",
            "抬头",
            "型号",
            "品牌",
            "链接",
            "头像",
            "数据包",
            "签名",
            "分类",
            "类目",
        ],
        last: &[
            "address",
            "address1",
            "address2",
            "note",
            "notes",
            "description",
            "comment",
            "comments",
            "content",
            "title",
            "company",
            "organization",
            "url",
            "ip",
            "timezone",
            "label",
            "prefix",
            "suffix",
            "message",
            "body",
            "subject",
            "language",
            "department",
            "initial",
        ],
        has: &[],
        words: &["phonetic"],
    },
    Rule {
        hint: Hint::Id,
        is: &[
            "id",
            "uid",
            "openid",
            "unionid",
            "userid",
            "username",
            "euid",
            "leid",
            "wxid",
            "sender",
            "talker",
            "alias",
            "kundennr",
            "zip",
            "账号",
            "帐号",
            "会员名",
            "sku",
        ],
        ends: &[
            "编号",
            "单号",
            "账号",
            "帐号",
            "账户",
            "编码",
            "货号",
            "会员号",
            "卡号",
            "流水号",
            "商户号",
            "设备号",
            "识别码",
            "邮编",
            "证件号",
            "身份证",
            "身份证号",
            "身份证号码",
            "会员名",
            "标识",
            "微信号",
            "工号",
            "ordernumber",
            "accountnumber",
            "invoicenumber",
            "cardnumber",
            "trackingnumber",
            "membernumber",
            "customernumber",
            "serialnumber",
            "id",
            "openid",
            "unionid",
            "userid",
        ],
        last: &[
            "id", "ids", "nr", "no", "zip", "zipcode", "postcode", "sku", "uuid", "guid", "openid",
            "unionid", "userid", "imei", "account",
        ],
        has: &["身份证", "单号"],
        words: &["zip", "postal", "postcode"],
    },
    Rule {
        hint: Hint::Phone,
        is: &["tel", "mobile", "cell"],
        ends: &["手机", "手机号", "手机号码", "电话", "电话号码", "座机", "固话", "联系方式"],
        last: &["phone", "mobile", "tel", "telephone", "cellphone", "telefon", "whatsapp", "handy"],
        has: &["手机号", "联系电话"],
        words: &["phone", "mobile", "telephone"],
    },
    Rule {
        hint: Hint::Gender,
        is: &["性别", "gender", "sex", "geschlecht"],
        ends: &["性别"],
        last: &["gender", "sex"],
        has: &[],
        words: &[],
    },
    Rule {
        hint: Hint::Tags,
        is: &["tag", "tags", "labels", "labelidlist", "标签"],
        ends: &["标签", "标签名", "标签名称"],
        last: &["tags", "tag", "labels", "interests", "segments"],
        has: &["标签组", "labelid"],
        words: &[],
    },
    Rule {
        hint: Hint::Time,
        is: &["时间", "日期", "生日", "time", "date", "created", "updated", "ts"],
        ends: &["时间", "日期", "生日", "时刻", "time", "timestamp", "datetime"],
        last: &[
            "time",
            "date",
            "at",
            "on",
            "timestamp",
            "datetime",
            "birthday",
            "birthdate",
            "dob",
            "created",
            "updated",
            "modified",
            "changed",
        ],
        has: &["时间", "日期"],
        words: &["timestamp", "birthday"],
    },
    Rule {
        hint: Hint::Email,
        is: &["email", "mail", "邮箱", "emailaddress"],
        ends: &["邮箱", "电子邮件", "邮件", "邮箱地址", "email"],
        last: &["email", "mail"],
        has: &["邮箱"],
        words: &["email", "mail"],
    },
    Rule {
        hint: Hint::Number,
        is: &["年龄", "积分", "age"],
        ends: &[
            "数",
            "数量",
            "件数",
            "次数",
            "积分",
            "天数",
            "年龄",
            "人数",
            "笔数",
            "单量",
            "销量",
            "分数",
            "得分",
            "评分",
            "成长值",
            "等级",
            "经度",
            "纬度",
            "层级",
            "排名",
            "级别",
            "时长",
        ],
        last: &[
            "count",
            "qty",
            "quantity",
            "orders",
            "times",
            "days",
            "age",
            "score",
            "points",
            "rating",
            "lat",
            "lng",
            "latitude",
            "longitude",
            "tier",
            "level",
            "rank",
            "visits",
            "clicks",
            "opens",
            "sessions",
            "followers",
            "offset",
        ],
        has: &["数量", "次数", "积分"],
        words: &["count", "number", "num", "quantity"],
    },
    Rule {
        hint: Hint::Percent,
        is: &["折扣", "rabatt"],
        ends: &["率", "折扣", "比例", "占比"],
        last: &["rate", "ratio", "percent", "percentage", "pct", "share", "rabatt", "discount"],
        has: &[],
        words: &["percent"],
    },
    Rule {
        hint: Hint::Money,
        is: &["消费", "金额", "ltv", "gmv", "amount", "price", "umsatz"],
        ends: &[
            "金额",
            "价",
            "价格",
            "单价",
            "总价",
            "运费",
            "邮费",
            "手续费",
            "费用",
            "费",
            "货款",
            "余额",
            "实付",
            "应付",
            "实收",
            "销售额",
            "收入",
            "支出",
            "优惠",
            "退款",
            "储值",
            "总额",
            "成本",
            "利润",
            "额",
        ],
        last: &[
            "amount", "price", "total", "spend", "spent", "revenue", "ltv", "cost", "fee", "fees",
            "paid", "payment", "balance", "losses", "volume", "gmv", "sales", "turnover", "refund",
            "refunded", "aov", "arpu", "betrag", "preis",
        ],
        has: &["金额", "余额支付"],
        words: &["amount", "price", "spend", "revenue", "value"],
    },
    Rule {
        hint: Hint::Name,
        is: &["remark", "收货人", "收件人", "联系人", "客户", "交易对方"],
        ends: &[
            "姓名",
            "名称",
            "昵称",
            "名字",
            "收货人",
            "收件人",
            "联系人",
            "添加人",
            "备注名",
            "称呼",
            "跟进人",
            "负责人",
            "导购",
            "顾问",
            "客户名",
        ],
        last: &[
            "name",
            "nickname",
            "nick",
            "nachname",
            "vorname",
            "firstname",
            "lastname",
            "fullname",
            "surname",
            "remark",
            "owner",
        ],
        has: &["姓名", "昵称"],
        words: &["nickname"],
    },
    Rule {
        hint: Hint::Geo,
        is: &[
            "省", "市", "区", "县", "省份", "城市", "地区", "区县", "国家", "province", "city",
            "country", "region", "state", "district",
        ],
        ends: &[
            "省份",
            "城市",
            "地区",
            "区县",
            "国家",
            "所在地",
            "所在省",
            "所在市",
            "所在区",
            "省市",
            "省市区",
            "地域",
            "区域",
        ],
        last: &["province", "city", "country", "state", "region", "district", "county", "town"],
        has: &[],
        words: &[],
    },
    Rule {
        hint: Hint::Bool,
        is: &["aktiv"],
        ends: &[],
        last: &[
            "flag",
            "subscribed",
            "unsubscribed",
            "used",
            "enabled",
            "verified",
            "delinquent",
            "exempt",
        ],
        has: &[],
        words: &["accepts", "unsubscribed"],
    },
];

/// The group that a header of tags names: `标签组1(客户等级)`.
pub fn tag_group(raw: &str) -> Option<String> {
    let header = Header::of(raw);
    if !header.compact.starts_with("标签组") && !header.compact.starts_with("taggroup") {
        return None;
    }
    let open = raw.find(['(', '（', '[', '【'])?;
    let inner = raw.get(open..)?.trim_start_matches(['(', '（', '[', '【']);
    let inner = inner.trim_end_matches([')', '）', ']', '】', ' ']).trim();
    (!inner.is_empty()).then(|| inner.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_what_they_mean() {
        for (raw, hint) in [
            ("买家付款时间", Hint::Time),
            ("收货人手机号/提货人手机号", Hint::Phone),
            ("全部商品名称", Hint::Text),
            ("商品种类数", Hint::Number),
            ("订单实付金额", Hint::Money),
            ("客户名称", Hint::Name),
            ("添加人账号", Hint::Id),
            ("标签组1(客户等级)", Hint::Tags),
            ("店铺优惠折扣(元)", Hint::Money),
            ("用户标识", Hint::Id),
            ("paid_at", Hint::Time),
            ("contact_id", Hint::Id),
            ("total_spend", Hint::Money),
            ("order_count", Hint::Number),
            ("coupon_rate", Hint::Percent),
            ("city_tier", Hint::Number),
            ("CreateTime", Hint::Time),
            ("TalkerId", Hint::Id),
            ("UserName", Hint::Id),
            ("NickName", Hint::Name),
            ("是否手机订单", Hint::Bool),
            ("Email Address", Hint::Email),
            ("E-mail 2 - Value", Hint::Email),
            ("Phone Number", Hint::Phone),
            ("Historic Number Of Orders", Hint::Number),
            ("Average Order Value", Hint::Money),
            ("基本信息 手机", Hint::Phone),
            ("IsSender", Hint::Bool),
            ("手机型号", Hint::Text),
            ("會員編號", Hint::Id),
            ("手機號碼", Hint::Phone),
            ("所在省", Hint::Geo),
        ] {
            assert_eq!(Header::of(raw).hint(), Some(hint), "{raw}");
        }
        assert_eq!(Header::of("valid").hint(), None);
        assert_eq!(tag_group("标签组2(来源渠道)").as_deref(), Some("来源渠道"));
    }
}
