//! Members against everybody, over the values of one column or over tags.

use super::bins::{MAX_BARS, day_bounds, number_bounds, number_text};
use super::words::Words;
use crate::each_width;
use crate::rowset::RowSet;
use crate::table::{Column, Data, Dataset, Ints, Kind, Semantic, Texts, tally};
use crate::time::{Zone, civil};
use serde::Serialize;

/// How the members and everybody are distributed over the values of a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Distribution {
    /// The column; `$tags` for tags.
    pub field: String,
    /// The bars, in order: by value for numbers and times, by members for texts and tags.
    pub bars: Vec<Bar>,
    /// Values that have no bar of their own.
    pub other: Bar,
    /// Contacts without a value.
    pub missing: Bar,
    /// Members.
    pub inside: u32,
    /// Everybody.
    pub everybody: u32,
}

/// A bar of a distribution.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Bar {
    /// The value, or the lower bound of a range, as a definition writes it.
    pub value: String,
    /// The lower bound of the next bar; left out for single values and for the last bar, which has no upper bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whether the bar is a range from `value` on.
    pub range: bool,
    /// Members with it.
    pub inside: u32,
    /// Everybody with it.
    pub everybody: u32,
}

/// The distribution of members and everybody over the tags: contacts per tag, most members first, at most so many bars.
pub fn tag_distribution(data: &Dataset, members: &RowSet, most: usize) -> Distribution {
    let mut bars: Vec<Bar> = data
        .tags
        .counts(members)
        .map(|(node, inside)| Bar {
            value: node.name.clone(),
            inside,
            everybody: node.all.len() as u32,
            ..Bar::default()
        })
        .collect();
    bars.sort_by(|a, b| {
        b.inside
            .cmp(&a.inside)
            .then(b.everybody.cmp(&a.everybody))
            .then_with(|| a.value.cmp(&b.value))
    });
    bars.truncate(most);
    let tagged = data.tags.tagged(data.population);
    let missing = Bar {
        inside: members.len() - tagged.intersection_len(members),
        everybody: data.population - tagged.len(),
        ..Bar::default()
    };
    Distribution {
        field: "$tags".to_owned(),
        bars,
        other: Bar::default(),
        missing,
        inside: members.len(),
        everybody: data.population,
    }
}

/// The distribution of members and everybody over a column; of texts at most so many bars, of numbers and times at most
/// [`MAX_BARS`]. Costs one pass over the column.
pub fn distribution(
    column: &Column,
    members: &RowSet,
    zone: &Zone,
    words: &Words,
    most: usize,
) -> Distribution {
    let (bars, missing) = match &column.data {
        Data::Ints { ints, scale } => ranges(ints, column.kind(), *scale, members, zone),
        Data::Bools { values, present } => {
            let mut no = present.clone();
            no.and_not(values);
            let bar = |value: &str, set: &RowSet| Bar {
                value: value.to_owned(),
                inside: set.intersection_len(members),
                everybody: set.len(),
                ..Bar::default()
            };
            (vec![bar(&words.yes, values), bar(&words.no, &no)], outside(present, members))
        }
        Data::Texts(texts) => texts_bars(texts, column.semantic, members, words, most),
        Data::Tags(_) => (Vec::new(), Bar::default()),
    };
    let (inside, everybody) = (members.len(), members.universe());
    let shown = |of: fn(&Bar) -> u32| bars.iter().map(of).sum::<u32>() + of(&missing);
    let other = Bar {
        inside: inside.saturating_sub(shown(|b| b.inside)),
        everybody: everybody.saturating_sub(shown(|b| b.everybody)),
        ..Bar::default()
    };
    Distribution { field: column.name.clone(), bars, other, missing, inside, everybody }
}

fn outside(present: &RowSet, members: &RowSet) -> Bar {
    Bar {
        inside: members.len() - members.intersection_len(present),
        everybody: present.universe() - present.len(),
        ..Bar::default()
    }
}

fn ranges(ints: &Ints, kind: Kind, scale: u8, members: &RowSet, zone: &Zone) -> (Vec<Bar>, Bar) {
    let missing = outside(ints.present(), members);
    if ints.present().is_empty() {
        return (Vec::new(), missing);
    }
    let (low, high) = ints.bounds();
    let (bounds, texts): (Vec<i64>, Vec<String>) = match kind {
        Kind::Date => day_bounds(low as i32, high as i32)
            .into_iter()
            .map(|d| (i64::from(d), civil::format(d)))
            .unzip(),
        Kind::Datetime => day_bounds(zone.day_of(low), zone.day_of(high))
            .into_iter()
            .map(|d| (zone.start_of(d), civil::format(d)))
            .unzip(),
        _ => number_bounds(ints).into_iter().map(|b| (b, number_text(b, scale))).unzip(),
    };
    let mut counts = vec![(0u32, 0u32); bounds.len()];
    for row in ints.present().iter() {
        let Some(value) = ints.get(row) else { continue };
        let at = bounds.partition_point(|&b| b <= value).saturating_sub(1);
        if let Some(bar) = counts.get_mut(at) {
            bar.1 += 1;
            bar.0 += u32::from(members.contains(row));
        }
    }
    let single = kind == Kind::Number && ints.len() <= 20_000 && bounds.len() <= MAX_BARS && {
        // one bar per different value: no bar is a range
        (0..ints.len()).filter_map(|r| ints.get(r)).all(|v| bounds.binary_search(&v).is_ok())
    };
    let bars = counts
        .iter()
        .enumerate()
        .map(|(i, &(inside, everybody))| Bar {
            value: texts[i].clone(),
            to: if single { None } else { texts.get(i + 1).cloned() },
            range: !single,
            inside,
            everybody,
        })
        .collect();
    (bars, missing)
}

fn texts_bars(
    texts: &Texts,
    semantic: Semantic,
    members: &RowSet,
    words: &Words,
    most: usize,
) -> (Vec<Bar>, Bar) {
    let Texts::Dictionary { values, codes, .. } = texts else {
        return (Vec::new(), outside(&texts.present(), members));
    };
    if semantic.is_sensitive() {
        return (Vec::new(), outside(&texts.present(), members));
    }
    let size = values.len() as usize + 1;
    let (inside, everybody) = each_width!(codes, v => {
        let everybody = tally(v, size, |code| code as usize);
        let inside = if members.len() == members.universe() {
            everybody.clone()
        } else {
            let mut inside = vec![0u32; size];
            for row in members.iter() {
                inside[v[row as usize] as usize] += 1;
            }
            inside
        };
        (inside, everybody)
    });
    let missing = Bar { inside: inside[0], everybody: everybody[0], ..Bar::default() };
    let mut bars: Vec<Bar> = (0..values.len())
        .map(|i| {
            let (inside, everybody) = (inside[i as usize + 1], everybody[i as usize + 1]);
            let value = match (semantic, values.get(i)) {
                (Semantic::Gender, "female") => &words.female,
                (Semantic::Gender, "male") => &words.male,
                (_, text) => text,
            };
            Bar { value: value.to_owned(), inside, everybody, ..Bar::default() }
        })
        .filter(|bar| bar.everybody > 0)
        .collect();
    bars.sort_by(|a, b| {
        b.inside
            .cmp(&a.inside)
            .then(b.everybody.cmp(&a.everybody))
            .then_with(|| a.value.cmp(&b.value))
    });
    bars.truncate(most);
    (bars, missing)
}
