//! Lists of tags in a cell.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Texts that separate tags, in the order in which they are preferred when pieces repeat equally well.
pub const SEPARATORS: [&str; 12] =
    [":::", "||", "\n", ";", "；", "|", "┋", "、", "，", ",", "/", "#"];

/// Calls `each` with every tag of a cell, trimmed. `separators` is a text such as `:::`, or single characters that all separate.
pub fn split<'a>(cell: &'a str, separators: &str, mut each: impl FnMut(Cow<'a, str>)) {
    if cell.starts_with(['[', '{'])
        && let Ok(json) = serde_json::from_str::<serde_json::Value>(cell)
    {
        return from_json(&json, &mut |tag| each(tag.into()));
    }
    let wide_colon = memchr::memmem::find(cell.as_bytes(), "：".as_bytes()).is_some();
    let mut each = |piece: &'a str| {
        let piece = super::trim(piece);
        let piece = piece.strip_prefix("* ").unwrap_or(piece).trim_start_matches('#');
        if super::is_null(piece) {
            return;
        }
        if !wide_colon {
            return each(piece.into());
        }
        each(match piece.split_once('：') {
            Some((group, tag)) if !tag.contains('：') => {
                format!("{}:{}", group.trim_end(), tag.trim_start()).into()
            }
            _ => piece.into(),
        });
    };
    let inner = cell.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    let inner = inner.or_else(|| plain_array(cell)).unwrap_or(cell).trim();
    if inner.starts_with('"') {
        return quoted(inner, each);
    }
    if cell.starts_with('【') {
        return cell.split(['【', '】']).for_each(each);
    }
    if separators.len() > 1 && separators.is_ascii() && SEPARATORS.contains(&separators) {
        return inner.split(separators).for_each(each);
    }
    match separators.as_bytes() {
        [] => each(inner),
        [one] => inner.split(char::from(*one)).for_each(each),
        _ => inner.split(|c| separators.contains(c)).for_each(each),
    }
}

/// `{vip,new}`, as PostgreSQL writes a list without quotes.
fn plain_array(cell: &str) -> Option<&str> {
    cell.strip_prefix('{').and_then(|t| t.strip_suffix('}')).filter(|t| !t.contains(['"', '{']))
}

/// Members of an object that name the group of a tag, and the tag.
const GROUP_NAMES: [&str; 4] = ["group_name", "groupName", "group", "组名"];
const TAG_NAMES: [&str; 7] = ["tag_name", "tagName", "name", "tag", "title", "标签", "tag_id"];

/// The tags of a JSON list: texts, numbers, or objects with a name and perhaps a group.
fn from_json(json: &serde_json::Value, each: &mut impl FnMut(String)) {
    use serde_json::Value;
    let text = |value: &Value| match value {
        Value::String(text) => super::trim(text).to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    match json {
        Value::Array(items) => items.iter().for_each(|item| from_json(item, each)),
        Value::Object(object) => {
            let first = |names: &[&str]| {
                names.iter().filter_map(|n| object.get(*n)).map(text).find(|t| !t.is_empty())
            };
            match (first(&GROUP_NAMES), first(&TAG_NAMES)) {
                (Some(group), Some(tag)) => each(format!("{group}:{tag}")),
                (None, Some(tag)) => each(tag),
                _ => {}
            }
        }
        other => {
            let tag = text(other);
            if !super::is_null(&tag) {
                each(tag);
            }
        }
    }
}

/// `"a","b, c"`: quotes inside the cell protect what separates.
fn quoted<'a>(mut rest: &'a str, mut each: impl FnMut(&'a str)) {
    while let Some(open) = rest.find('"') {
        let after = rest.get(open + 1..).unwrap_or("");
        let close = after.find('"').unwrap_or(after.len());
        each(after.get(..close).unwrap_or(""));
        rest = after.get(close + 1..).unwrap_or("");
    }
}

/// What the cells of a column look like as lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists {
    /// The separator under which pieces repeat best.
    pub separator: &'static str,
    /// Pieces of all different cells by different pieces: 1 when nothing repeats.
    pub reuse: f64,
    /// Whether different cells have different numbers of pieces.
    pub varies: bool,
    /// Share of the different cells that have the separator.
    pub share: f64,
    /// Characters of a piece on average.
    pub length: f64,
    /// Whether pieces are `group-tag`: one dash in each, and fewer groups than tags.
    pub dashed: bool,
}

/// How well each separator divides the different cells of a column; the best one, or `None` when no cell has any.
pub fn lists<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Lists> {
    let cells: BTreeSet<&str> = cells.take(5000).collect();
    let mut best = SEPARATORS.iter().filter_map(|separator| measure(&cells, separator)).fold(
        None,
        |best: Option<Lists>, next| match best {
            Some(best) if best.reuse + 1e-9 >= next.reuse => Some(best),
            _ => Some(next),
        },
    )?;
    best.dashed = are_dashed(&cells, best.separator);
    Some(best)
}

fn measure(cells: &BTreeSet<&str>, separator: &'static str) -> Option<Lists> {
    let with = cells.iter().filter(|c| c.contains(separator)).count();
    if with == 0 {
        return None;
    }
    let mut pieces: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    let (mut total, mut characters) = (0usize, 0usize);
    let mut counts = BTreeSet::new();
    for cell in cells {
        let mut count = 0;
        split(cell, separator, |piece| {
            count += 1;
            characters += piece.chars().count();
            *pieces.entry(piece).or_default() += 1;
        });
        total += count;
        counts.insert(count);
    }
    let different = pieces.len().max(1);
    Some(Lists {
        separator,
        reuse: total as f64 / different as f64,
        varies: counts.len() > 1,
        share: with as f64 / cells.len().max(1) as f64,
        length: characters as f64 / total.max(1) as f64,
        dashed: false,
    })
}

fn are_dashed(cells: &BTreeSet<&str>, separator: &str) -> bool {
    let mut pieces = BTreeSet::new();
    for cell in cells.iter().take(500) {
        split(cell, separator, |piece| {
            pieces.insert(piece);
        });
    }
    let (mut all, mut dashed, mut groups) = (0, 0, BTreeSet::new());
    for piece in &pieces {
        all += 1;
        if let Some((group, tag)) = piece.split_once('-')
            && !group.is_empty()
            && !group.bytes().all(|b| b.is_ascii_digit())
            && !tag.is_empty()
            && !tag.contains(['-', ':'])
        {
            dashed += 1;
            groups.insert(group);
        }
    }
    all >= 3 && dashed * 10 >= all * 9 && groups.len() * 3 <= dashed * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(cell: &str, separators: &str) -> Vec<String> {
        let mut out = Vec::new();
        split(cell, separators, |t| out.push(t.into_owned()));
        out
    }

    #[test]
    fn lists_of_every_kind() {
        assert_eq!(tags("母婴; 宝妈;", ";"), ["母婴", "宝妈"]);
        assert_eq!(tags("来源:抖音，等级:A类", "，"), ["来源:抖音", "等级:A类"]);
        assert_eq!(tags("客户 ::: * myContacts", ":::"), ["客户", "myContacts"]);
        assert_eq!(tags("\"Spring, 2024\",\"VIP\"", ","), ["Spring, 2024", "VIP"]);
        assert_eq!(tags("[\"a\",\"b\"]", ""), ["a", "b"]);
        assert_eq!(tags("【高价值】【母婴】", ""), ["高价值", "母婴"]);
        assert_eq!(tags("#a #b", "#"), ["a", "b"]);
        assert_eq!(tags("a\r\nb", "\n"), ["a", "b"]);
        assert_eq!(tags("a||b|c", "||"), ["a", "b|c"]);
        assert_eq!(tags("来源：抖音", ";"), ["来源:抖音"]);
        assert_eq!(
            tags(r#"[{"group_name":"来源","tag_name":"抖音"},{"name":"vip"}]"#, ","),
            ["来源:抖音", "vip"]
        );
        assert_eq!(tags("[128, 2]", ","), ["128", "2"]);
        assert_eq!(tags("[]", ","), [""; 0]);
        assert_eq!(tags("{vip,new}", ","), ["vip", "new"]);
    }

    #[test]
    fn the_separator_is_the_one_whose_pieces_repeat() {
        let found = lists(
            ["高价值", "母婴/宝妈", "宝妈/价格敏感/沉默", "沉默/新客", "新客/高价值/母婴"]
                .into_iter(),
        )
        .unwrap();
        assert_eq!(found.separator, "/");
        assert!(found.reuse > 1.5 && found.varies);
        let text =
            lists(["你好，世界", "苹果、香蕉和梨，都要", "上海/杭州 往返", "a|b 测试"].into_iter())
                .unwrap();
        assert!(text.reuse < 1.1, "{text:?}");
    }
}
