//! Invented contacts, orders and interactions, for trying the engine without files of one's own.
//!
//! The data come as CSV text and go through the ordinary import. The same kind, number and seed give the same bytes on every
//! machine: the generator is integer arithmetic only.

use crate::error::{Code, Error, Result};
use crate::time::civil;

/// Generator of 64-bit numbers (SplitMix64, Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// True in `percent` of 100 cases.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items, the first ones more often: item `i` has the weight `n - i`.
    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        let n = items.len() as u64;
        let mut at = self.below(n * (n + 1) / 2);
        for (i, item) in items.iter().enumerate() {
            let weight = n - i as u64;
            if at < weight {
                return *item;
            }
            at -= weight;
        }
        items[items.len() - 1]
    }

    /// One of the items, each as often.
    fn any<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭",
    "萧", "蔡", "潘", "田", "董", "袁", "于", "余",
];
const GIVEN: [&str; 40] = [
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "杰", "娟", "涛", "明", "超", "霞",
    "平", "桂英", "玉兰", "雨晨", "欣怡", "子涵", "梓轩", "浩宇", "佳琪", "思雯", "婷", "颖",
    "璐瑶", "慧敏", "嘉诚", "博文", "俊豪", "若曦", "诗涵", "语桐", "一诺", "可心", "小乐", "安然",
];
const CITIES: [(&str, &str, u8); 20] = [
    ("上海", "上海", 1),
    ("北京", "北京", 1),
    ("广东", "广州", 1),
    ("广东", "深圳", 1),
    ("浙江", "杭州", 2),
    ("四川", "成都", 2),
    ("江苏", "南京", 2),
    ("湖北", "武汉", 2),
    ("陕西", "西安", 2),
    ("重庆", "重庆", 2),
    ("江苏", "苏州", 2),
    ("湖南", "长沙", 2),
    ("山东", "青岛", 2),
    ("福建", "厦门", 3),
    ("山东", "济南", 3),
    ("江苏", "无锡", 3),
    ("广东", "珠海", 3),
    ("湖北", "宜昌", 4),
    ("广西", "桂林", 4),
    ("云南", "大理", 5),
];
const SOURCES: [&str; 8] =
    ["扫码添加", "群聊", "小程序", "视频号", "门店", "转介绍", "直播间", "名片分享"];
const CATEGORIES: [&str; 10] =
    ["美妆", "母婴", "食品", "服饰", "家居", "数码", "家电", "运动", "图书", "宠物"];
const CHANNELS: [&str; 5] = ["群消息", "朋友圈", "私聊", "视频号", "小程序"];
const ACTIONS: [&str; 6] = ["浏览", "点赞", "评论", "转发", "咨询", "加购"];
const TAGS: [&str; 30] = [
    "生命周期-新客",
    "生命周期-成长",
    "兴趣-美妆-口红",
    "兴趣-美妆-面膜",
    "兴趣-母婴-奶粉",
    "兴趣-母婴-童装",
    "价值-三星",
    "价值-四星",
    "价值-五星",
    "来源-线上-视频号",
    "来源-线上-直播间",
    "来源-线下-门店",
    "来源-线下-展会",
    "兴趣-运动-跑步",
    "兴趣-运动-瑜伽",
    "兴趣-美食-咖啡",
    "兴趣-美食-烘焙",
    "兴趣-数码-手机",
    "活动-双十一-2024",
    "活动-双十一-2023",
    "活动-六一八-2025",
    "互动-社群-签到",
    "互动-社群-潜水",
    "身份-家庭-宝妈",
    "身份-家庭-备孕",
    "身份-职业-白领",
    "身份-职业-学生",
    "生命周期-衰退",
    "服务-投诉过",
    "勿扰",
];
/// The day after the newest sample day: 2025-10-01.
const END: i32 = 20_362;
const SPAN_DAYS: u64 = 730;

/// The bytes of a CSV file with invented `contacts`, `orders` or `interactions` of so many contacts.
///
/// # Errors
/// [`Code::UnknownTable`] for another kind.
pub fn sample(kind: &str, contacts: u32, seed: u32) -> Result<Vec<u8>> {
    match kind {
        "contacts" => Ok(sample_contacts(contacts, seed)),
        "orders" => Ok(sample_orders(contacts, seed)),
        "interactions" => Ok(sample_interactions(contacts, seed)),
        _ => Err(Error::new(Code::UnknownTable)
            .with("name", kind)
            .with("hint", "there are contacts, orders, interactions")),
    }
}

/// A generator of its own for each contact and purpose, so that every file sees the same person.
fn person(seed: u32, contact: u32, purpose: u64) -> Random {
    let mut random = Random(u64::from(seed) << 32 | u64::from(contact));
    random.0 = random.next() ^ purpose.wrapping_mul(0xd6e8_feb8_6659_fd93);
    random
}

/// What all files know of a contact: since when, and how lively.
struct Life {
    since: i32,
    until: i32,
    liveliness: u64,
    favourite: &'static str,
}

fn life(seed: u32, contact: u32) -> Life {
    let mut random = person(seed, contact, 1);
    let since = END - 1 - random.below(SPAN_DAYS) as i32;
    let lapsed = random.chance(35);
    let until = if lapsed { since + random.below((END - since) as u64) as i32 } else { END - 1 };
    Life { since, until, liveliness: random.below(100), favourite: random.pick(&CATEGORIES) }
}

fn sample_contacts(contacts: u32, seed: u32) -> Vec<u8> {
    let mut out = String::from(
        "﻿客户ID,昵称,性别,年龄,手机号,邮箱,省份,城市,城市等级,来源,添加时间,是否关注,标签\r\n",
    );
    for contact in 0..contacts {
        let life = life(seed, contact);
        let mut random = person(seed, contact, 2);
        let name = format!("{}{}", random.pick(&SURNAMES), random.any(&GIVEN));
        let gender = if random.chance(58) { "女" } else { "男" };
        let age = 18 + (random.below(20) + random.below(20) + random.below(18)) as u32;
        let (province, city, tier) = random.pick(&CITIES);
        let optional = |text: String, present: bool| if present { text } else { String::new() };
        // numbers of the 170 range with a block of zeros: nobody's phone
        let phone = optional(
            format!("170000{:05}", contact % 100_000),
            random.chance(82) && contact < 100_000,
        );
        let email = optional(format!("user{contact}@example.com"), random.chance(45));
        let time = random.below(86_400);
        let mut tags: Vec<&str> = Vec::new();
        for _ in 0..random.below(6) {
            let tag = random.pick(&TAGS);
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        out.push_str(&format!(
            "{},{name},{},{},{phone},{email},{province},{city},{tier},{},{},{},{}\r\n",
            id(contact),
            if random.chance(95) { gender } else { "" },
            if random.chance(90) { age.to_string() } else { String::new() },
            random.pick(&SOURCES),
            moment(life.since, time),
            if random.chance(70) { "是" } else { "否" },
            tags.join(";"),
        ));
    }
    out.into_bytes()
}

fn sample_orders(contacts: u32, seed: u32) -> Vec<u8> {
    let mut rows: Vec<(i32, u64, String)> = Vec::new();
    for contact in 0..contacts {
        let life = life(seed, contact);
        let mut random = person(seed, contact, 3);
        let level = (30 + random.below(400)) * random.pick(&[1, 2, 4, 8]);
        for day in order_days(&life, &mut random) {
            let category =
                if random.chance(50) { life.favourite } else { random.pick(&CATEGORIES) };
            let cents = (level * (40 + random.below(160))) / 5 * 5;
            let status = if random.chance(92) {
                "交易成功"
            } else {
                random.any(&["交易关闭", "待付款"])
            };
            let coupon = if random.chance(35) { "是" } else { "否" };
            let time = random.below(86_400);
            let row = format!(
                "{},{category},{}.{:02},{status},{coupon}",
                id(contact),
                cents / 100,
                cents % 100
            );
            rows.push((day, time, row));
        }
    }
    rows.sort();
    let mut out = String::from("﻿订单编号,下单时间,客户ID,类目,实付金额,订单状态,使用优惠券\r\n");
    for (number, (day, time, row)) in rows.iter().enumerate() {
        out.push_str(&format!("SO{:08},{},{row}\r\n", number + 1, moment(*day, *time)));
    }
    out.into_bytes()
}

/// The days on which a contact orders: some never do; others soon after they were added, then at gaps of a pace of their own,
/// until they stop, as some do after any order.
fn order_days(life: &Life, random: &mut Random) -> Vec<i32> {
    let mut days = Vec::new();
    if random.chance(30) {
        return days;
    }
    // half of the gaps are shorter than this, half of the others shorter than twice that, and so on
    let half = 80_000 / (life.liveliness * life.liveliness + 100);
    let stops = random.below(25);
    let mut day = life.since + random.below(30) as i32;
    while day <= life.until {
        days.push(day);
        if random.chance(stops) {
            break;
        }
        let halves = u64::from(random.next().trailing_zeros());
        day += 1 + (half * halves + random.below(half)) as i32;
    }
    days
}

fn sample_interactions(contacts: u32, seed: u32) -> Vec<u8> {
    let mut rows: Vec<(i32, u64, String)> = Vec::new();
    for contact in 0..contacts {
        let life = life(seed, contact);
        let mut random = person(seed, contact, 4);
        let count = random.below(2 + life.liveliness / 6);
        for _ in 0..count {
            let day = life.since + random.below((life.until - life.since + 1) as u64) as i32;
            let time = random.below(86_400);
            let topic = if random.chance(55) { life.favourite } else { random.pick(&CATEGORIES) };
            let row = format!(
                "{},{},{},{topic},{}",
                id(contact),
                random.pick(&CHANNELS),
                random.pick(&ACTIONS),
                5 + random.below(300)
            );
            rows.push((day, time, row));
        }
    }
    rows.sort();
    let mut out = String::from("﻿互动时间,客户ID,渠道,动作,主题,停留秒数\r\n");
    for (day, time, row) in rows {
        out.push_str(&format!("{},{row}\r\n", moment(day, time)));
    }
    out.into_bytes()
}

fn id(contact: u32) -> String {
    format!("C{:06}", contact + 1)
}

fn moment(day: i32, second: u64) -> String {
    format!(
        "{} {:02}:{:02}:{:02}",
        civil::format(day),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_people_and_another_gives_others() {
        for kind in ["contacts", "orders", "interactions"] {
            let bytes = sample(kind, 50, 7).unwrap();
            assert_eq!(bytes, sample(kind, 50, 7).unwrap());
            assert_ne!(bytes, sample(kind, 50, 8).unwrap());
            assert!(bytes.starts_with("\u{feff}".as_bytes()));
        }
    }

    #[test]
    fn nothing_happens_before_a_contact_is_added_or_after_the_end() {
        for contact in 0..500 {
            let life = life(7, contact);
            assert!(life.since <= life.until && life.until < END);
        }
    }
}
