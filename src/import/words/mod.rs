//! What the words of a header say. Tables, no branches: a new kind of export is a new line here.

mod rules;
mod traditional;

use super::cell::narrow;
use rules::{
    BOOL_STARTS, KINDS, MONEY_UNITS, PARTIES, PEOPLE, PERSON_ENDS, RULES, THING_WORDS, THINGS,
};
use traditional::simplified;

/// Whether a text has a Chinese character.
pub fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

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

    /// Whether amounts below count hundredths of their unit: `金额(分)`, `amount_cents`.
    pub fn counts_hundredths(&self) -> bool {
        matches!(self.unit.as_str(), "分" | "单位:分" | "单位分" | "cent" | "cents" | "fen")
            || self.has_word(&["cents", "fen", "cent"])
    }

    /// Whether the cells are those of a party to a sale, by name or by id.
    pub fn is_party(&self) -> bool {
        self.is_any(PARTIES)
    }

    /// Whether a cell that says 无 says "no": `有无孩子`, `是否有车`.
    pub fn asks_whether_any(&self) -> bool {
        self.compact.starts_with("有无") || self.compact.starts_with("是否有")
    }

    /// Whether a name is not that of a person: `商品名称`, `业务名称`.
    fn names_a_thing(&self) -> bool {
        let person = || self.has_any(PEOPLE) && !self.has_any(KINDS);
        let titled = self.compact.strip_suffix("名称").is_some_and(|before| !before.is_empty());
        self.has_any(THINGS) && !self.ends_any(PERSON_ENDS) || titled && !person()
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
            if hint == Hint::Name && (self.names_a_thing() || self.has_word(THING_WORDS)) {
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
            ("名称", Hint::Name),
            ("店长", Hint::Name),
            ("门店地址", Hint::Text),
            ("Subtotal", Hint::Money),
            ("優惠折扣", Hint::Money),
            ("QQ", Hint::Id),
            ("item-tax", Hint::Money),
            ("Total TTC", Hint::Money),
            ("Mobile No.", Hint::Phone),
            ("Customer No.", Hint::Id),
            ("levelName", Hint::Text),
            ("所属员工", Hint::Name),
            ("业务名称", Hint::Text),
            ("广告计划名称", Hint::Text),
            ("会员等级名称", Hint::Text),
            ("收货人/提货人", Hint::Name),
            ("商家应收款", Hint::Money),
            ("negative_feedback_cnt", Hint::Number),
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
