//! The sentences of every reason, in Chinese and in English.

use super::Argument;
use serde::Serialize;
use std::collections::BTreeMap;

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

macro_rules! templates {
    ($($(#[$doc:meta])* $name:ident: $zh:literal, $en:literal;)+) => {
        /// A sentence with `{places}`; shares are percent from 0 to 100.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Template { $($(#[$doc])* #[doc = concat!("\n\n`", $en, "`")] $name),+ }

        impl Template {
            /// Every template, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The sentence with its places.
            pub const fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Chinese) => $zh,
                      (Self::$name, Language::English) => $en,)+
                }
            }
        }
    };
}

templates! {
    /// RFM with a window.
    Rfm: "最近一次消费 {days} 天前（第 {r} 档），{window} 天内 {orders} 单，共 {money} 元 → {cell}",
        "last order {days} days ago (level {r}), {orders} orders in {window} days, {money} yuan in all → {cell}";
    /// RFM of all time.
    RfmAllTime: "最近一次消费 {days} 天前（第 {r} 档），累计 {orders} 单，共 {money} 元 → {cell}",
        "last order {days} days ago (level {r}), {orders} orders so far, {money} yuan in all → {cell}";
    /// No order that counts.
    NeverOrdered: "未下单", "has not ordered yet";
    /// A stage of the life cycle.
    Lifecycle: "加入 {age} 天，最近 {idle} 天前互动，近 30 天 {recent} 次（前 30 天 {before} 次）→ {stage}",
        "joined {age} days ago, active {idle} days ago, {recent} times in 30 days ({before} in the 30 before) → {stage}";
    /// A contact without dates, or with a date in the future.
    LifecycleUnknown: "没有可用的日期 → {stage}", "no date that can be used → {stage}";
    /// A layer of a community.
    Community: "入群 {joined} 天，7 天内互动 {week} 次，90 天内 {orders} 单 → {layer}",
        "joined {joined} days ago, {week} interactions in 7 days, {orders} orders in 90 days → {layer}";
    /// Points of engagement.
    Engagement: "{events} 次互动，折算 {raw} → {score} 分（{level}）",
        "{events} interactions, worth {raw} today → {score} points ({level})";
    /// Nothing happened.
    NoInteraction: "无互动", "no interaction";
    /// The part of one category.
    Interest: "近 {events} 次互动中 {category} 占 {share}%（全体 {base}%）",
        "{share}% of {events} interactions with {category} ({base}% of everybody's)";
    /// No category stands out.
    NoInterest: "兴趣不明显", "no clear interest";
    /// A category that is looked at for long.
    Implicit: "{category} 平均停留为整体的 {times} 倍", "stays {times} times as long with {category}";
    /// A category that is skipped.
    Averse: "{category} 曝光 {impressions} 次，快速划过 {share}%",
        "skips {category} in {share}% of {impressions} impressions";
    /// The chance of an order.
    Purchase: "历史 {orders} 单，间隔约 {gap} 天，已 {idle} 天未下单：仍活跃概率 {alive}%，{horizon} 天内下单概率 {buys}%",
        "{orders} orders about {gap} days apart, none for {idle} days: {alive}% still active, {buys}% to order within {horizon} days";
    /// How that compares.
    PurchaseLift: "全体平均 {mean}%，为平均的 {lift} 倍", "{mean}% on average, {lift} times the average";
    /// Too few data for a model.
    TooFewData: "数据不足", "too few data";
    /// Value over time.
    Value: "预计未来 {months} 个月贡献 {clv} 元（约 {orders} 单 × {money} 元）",
        "about {clv} yuan in {months} months ({orders} orders of {money} yuan)";
    /// A tier of monthly spend.
    Tier: "月消费 {money} 元 → {tier}", "spends {money} yuan a month → {tier}";
    /// Growth against the quarter before.
    Growth: "本季 {now} 元，上季 {before} 元，增长 {growth}%",
        "{now} yuan this quarter, {before} the quarter before: {growth}%";
    /// Money now and none before.
    NewSpender: "上季未消费，本季 {now} 元", "{now} yuan this quarter, none the quarter before";
    /// Coupons.
    PriceSensitive: "{orders} 单中 {share}% 使用优惠券", "{share}% of {orders} orders with a coupon";
    /// The usual gap between orders.
    Repurchase: "通常 {gap} 天复购，已 {idle} 天未下单（{ratio} 倍）",
        "orders every {gap} days, none for {idle} days ({ratio} times as long)";
    /// Points of one condition.
    PlanPoints: "{rule}：{points} 分", "{rule}: {points} points";
    /// Points that a cap cut off.
    PlanCapped: "{rule}：{points} 分（封顶）", "{rule}: {points} points (capped)";
    /// The first rule that holds.
    FirstMatch: "满足“{rule}” → {layer}", "matches “{rule}” → {layer}";
    /// No rule holds.
    NoMatch: "不满足任何规则 → {layer}", "matches no rule → {layer}";
    /// A tag that seeds have more often.
    Lookalike: "与种子人群相似：{tag}（种子 {seed}% / 其他 {others}%）",
        "like the seed: {tag} ({seed}% of the seed, {others}% of the others)";
    /// Ties to other members.
    Connected: "与 {members} 位成员相互连接，共同好友中位数 {median}",
        "connected with {members} members, {median} friends in common (median)";
    /// The result of a test.
    Comparison: "B 组转化 {b}%，A 组 {a}%，提升 {points} 个百分点（95% 区间 {low}~{high}），{verdict}",
        "B converts {b}%, A {a}%: {points} points more (95% interval {low} to {high}), {verdict}";
}

impl Template {
    /// The sentence with its places filled. A place without a value stays as it is.
    pub fn sentence(self, language: Language, values: &BTreeMap<&'static str, Argument>) -> String {
        let mut out = String::new();
        let mut rest = self.text(language);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match values.get(place) {
                Some(Argument::Number(number)) => out.push_str(&readable(*number)),
                Some(Argument::Text(text)) => out.push_str(text),
                Some(Argument::Word(word)) => out.push_str(match language {
                    Language::Chinese => word.zh,
                    Language::English => word.en,
                }),
                None => out.push_str(&format!("{{{place}}}")),
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }
}

/// A number with at most two decimals and no zeros at its end.
fn readable(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::outcome::{Reason, Word};

    fn places(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> =
            text.split('{').skip(1).filter_map(|t| Some(t.split_once('}')?.0)).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn both_languages_have_the_same_places() {
        for template in Template::ALL {
            let (zh, en) = (template.text(Language::Chinese), template.text(Language::English));
            assert_eq!(places(zh), places(en), "{template:?}");
            assert!(zh.chars().any(|c| c > '\u{2e80}'), "{template:?}");
            assert!(en.chars().all(|c| c < '\u{2e80}'), "{template:?}");
        }
    }

    #[test]
    fn a_sentence_has_its_values() {
        let reason = Reason::new(Template::Tier)
            .with("money", 1250.5)
            .with("tier", Word { zh: "中价值", en: "mid value" });
        assert_eq!(reason.sentence(Language::Chinese), "月消费 1250.5 元 → 中价值");
        assert_eq!(reason.sentence(Language::English), "spends 1250.5 yuan a month → mid value");
    }

    #[test]
    fn numbers_are_short_and_finite() {
        assert_eq!(readable(-0.001), "0");
        assert_eq!(readable(3.0), "3");
        assert_eq!(Argument::from(f64::INFINITY), Argument::Number(f64::MAX));
        assert_eq!(Argument::from(f64::NAN), Argument::Number(0.0));
    }
}
