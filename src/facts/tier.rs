//! Tiers of Chinese cities.
//!
//! Source: 第一财经·新一线城市研究所, 《2025新一线城市魅力排行榜》 of 2025-05-28: the 337 cities at prefecture level, of which
//! 4 are first, 15 new first, 30 second, 70 third, 90 fourth and 128 fifth tier. The list is a yearly judgement of a
//! newspaper, not an official one. Cities outside it (Hong Kong, Macao, Taiwan, counties and their towns) have no tier.

mod cities;

use cities::CITIES;

/// The tier of a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 一线.
    First,
    /// 新一线.
    NewFirst,
    /// 二线.
    Second,
    /// 三线.
    Third,
    /// 四线.
    Fourth,
    /// 五线.
    Fifth,
}

impl Tier {
    /// Every tier with its name on the wire.
    pub const ALL: [(&str, Tier); 6] = [
        ("1", Tier::First),
        ("new_1", Tier::NewFirst),
        ("2", Tier::Second),
        ("3", Tier::Third),
        ("4", Tier::Fourth),
        ("5", Tier::Fifth),
    ];

    /// The tier of a name on the wire, written exactly.
    pub fn named(name: &str) -> Option<Tier> {
        Tier::ALL.iter().find(|(known, _)| *known == name).map(|(_, tier)| *tier)
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Tier::First => "1",
            Tier::NewFirst => "new_1",
            Tier::Second => "2",
            Tier::Third => "3",
            Tier::Fourth => "4",
            Tier::Fifth => "5",
        }
    }
}

/// Provinces and regions whose name stands before that of a city. Municipalities are cities themselves.
const PROVINCES: [&str; 30] = [
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
];

/// What may follow the name of a province, longest first where one begins with another.
const PROVINCE_ENDINGS: [&str; 6] =
    ["省", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"];

/// The tier of the city that a text names; `None` when the list has no such city or the text names none.
///
/// Reads the city with or without 市, 地区, 盟 or (自治)州, alone, behind its province, or before its district, joined or
/// as a path: 上海, 上海市, 上海-浦东新区, 广东省深圳市, 广东-深圳, 中国/浙江/杭州/西湖区. The first part of a path that
/// names a city decides.
///
/// - A province alone is no city: 广东 has no tier, and neither have 吉林 and 海南, which are also names of cities;
///   吉林市, 吉林-吉林 and 海南州 are cities.
/// - A county, district, town or road that is named like a city is not that city: 朝阳区, 南昌县, 南京西路.
///   A county-level city is not in the list (昆山, 义乌) unless its prefecture stands before it (苏州昆山).
pub fn city_tier(city: &str) -> Option<Tier> {
    let mut province_is_read = false;
    for part in city.split(is_separator).map(|part| part.strip_prefix("中国").unwrap_or(part)) {
        let after = if province_is_read { None } else { after_province(part) };
        province_is_read |= after.is_some();
        let found = match after {
            Some(rest) => listed(rest),
            None => listed(part),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Anything but letters separates: hyphens, slashes, blanks, commas, brackets.
fn is_separator(c: char) -> bool {
    !c.is_alphanumeric()
}

/// What follows the name of a province at the start of `part`.
fn after_province(part: &str) -> Option<&str> {
    let rest = PROVINCES.iter().find_map(|province| part.strip_prefix(province))?;
    // 吉林市 and 海南(藏族自治)州 are cities named like a province
    if ["市", "州", "藏族"].iter().any(|ending| rest.starts_with(ending)) {
        return None;
    }
    Some(PROVINCE_ENDINGS.iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest))
}

/// The tier of the listed city that stands at the start of `text`.
fn listed(text: &str) -> Option<Tier> {
    // what begins a text and is no beginning of another name is the last name that is not behind the text
    let at = CITIES.partition_point(|(name, _)| *name <= text).checked_sub(1)?;
    let (name, tier) = *CITIES.get(at)?;
    let rest = text.strip_prefix(name)?;
    is_after_city(rest).then_some(tier)
}

/// Whether a text can follow the name of a city, rather than make it the name of something else.
fn is_after_city(rest: &str) -> bool {
    const CITY: [&str; 5] = ["市", "地区", "盟", "州", "林区"];
    const OTHER: [&str; 8] = ["区", "县", "旗", "镇", "乡", "村", "自治县", "街道"];
    const WITHIN: [&str; 5] = ["区", "县", "市", "州", "街道"];
    const ROADS: [char; 6] = ['路', '街', '道', '巷', '弄', '站'];
    if CITY.iter().any(|ending| rest.starts_with(ending)) {
        return true;
    }
    if OTHER.iter().any(|ending| rest.starts_with(ending)) {
        return false;
    }
    WITHIN.iter().any(|ending| rest.contains(ending)) || !rest.contains(ROADS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_337_cities_each_once() {
        for ((_, tier), count) in Tier::ALL.iter().zip([4, 15, 30, 70, 90, 128]) {
            assert_eq!(CITIES.iter().filter(|(_, other)| other == tier).count(), count, "{tier:?}");
        }
        for [(name, _), (next, _)] in CITIES.windows(2).map(|pair| [pair[0], pair[1]]) {
            assert!(name < next && !next.starts_with(name), "{name} {next}");
        }
    }

    #[test]
    fn every_listed_city_is_read_as_a_city() {
        for (name, tier) in CITIES {
            let endings = if PROVINCES.contains(&name) { ["市", "州"] } else { ["", "市"] };
            for ending in endings {
                assert_eq!(city_tier(&format!("{name}{ending}")), Some(tier), "{name}");
            }
            assert_eq!(city_tier(&format!("某省-{name}市-某某区")), Some(tier), "{name}");
        }
    }

    fn holds(tier: Option<Tier>, texts: &[&str]) {
        for text in texts {
            assert_eq!(city_tier(text), tier, "{text}");
        }
    }

    #[test]
    fn the_city_is_found_in_paths_and_joined_texts() {
        holds(
            Some(Tier::First),
            &[
                "上海",
                "上海市",
                " 上海 ",
                "上海-浦东新区",
                "上海-上海市-黄浦区",
                "广东省深圳市",
                "广东-深圳",
                "广东深圳",
                "深圳南山",
                "深圳南山街道",
                "中国/广东/广州",
                "中国广东省广州市天河区",
                "北京朝阳区",
                "北京-朝阳",
                "北京市海淀区中关村大街1号",
                "广州（天河）",
                "华南-深圳",
            ],
        );
        holds(
            Some(Tier::NewFirst),
            &["苏州昆山", "江苏省苏州市昆山市", "重庆市渝中区", "苏州工业园区"],
        );
        holds(Some(Tier::Second), &["吉林-长春", "吉林省长春市朝阳区", "广西壮族自治区南宁市"]);
        holds(Some(Tier::Third), &["海南-海口", "新疆维吾尔自治区乌鲁木齐市", "内蒙古呼和浩特"]);
        holds(
            Some(Tier::Fourth),
            &["吉林市", "吉林-吉林", "吉林省吉林市", "云南-大理白族自治州-大理市"],
        );
        holds(Some(Tier::Fourth), &["贵州-黔东南苗族侗族自治州", "西藏自治区拉萨市", "喀什地区"]);
        holds(
            Some(Tier::Fifth),
            &["海南州", "海南藏族自治州", "青海-海南", "内蒙古兴安盟", "辽宁-朝阳"],
        );
        holds(Some(Tier::Fifth), &["大兴安岭地区", "神农架-忻州", "朝阳"]);
    }

    #[test]
    fn what_is_no_listed_city_has_no_tier() {
        holds(
            None,
            &[
                "",
                "-",
                "广东",
                "广东省",
                "吉林",
                "吉林省",
                "海南",
                "海南省",
                "内蒙古自治区",
                "香港",
                "台湾-台北",
                "朝阳区",
                "南昌县",
                "南山区",
                "南京西路",
                "延安路",
                "昆山",
                "湖北-仙桃",
                "Shanghai",
                "东京",
                "市",
                "中国",
                "1",
                "广东-朝阳区",
            ],
        );
    }

    #[test]
    fn names_lead_to_their_tiers() {
        for (name, tier) in Tier::ALL {
            assert_eq!((Tier::named(name), tier.name()), (Some(tier), name));
        }
        assert_eq!(Tier::named("6"), None);
    }
}
