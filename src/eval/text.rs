//! Operators on texts: one test per dictionary value, or one pass over the arena.

use super::column::one_by_one;
use super::frame::unchecked;
use super::glob::{Glob, glob, like};
use super::plan::{Planner, Way, cost};
use super::ranges::{Ranges, derived};
use super::{needle, subtree};
use crate::each_width;
use crate::error::Result;
use crate::facts::check::{CodeForm, is_valid};
use crate::facts::pinyin::Prefix;
use crate::facts::tier::{Tier, city_tier};
use crate::rowset::{Lane, RowSet};
use crate::rule::operator::Rank;
use crate::rule::validate::compile_pattern;
use crate::rule::{Literal, Operator};
use crate::table::{Arena, Folded, Kind, Numbered, Semantic, Texts, fold, parse_gender};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A compiled positive operator on texts.
#[derive(Debug)]
pub struct Test {
    shape: Shape,
    /// Whether values are folded before the test.
    folded: bool,
}

#[derive(Debug)]
enum Shape {
    OneOf(BTreeSet<String>),
    Contains(Vec<Finder<'static>>),
    ContainsAll(Vec<Finder<'static>>),
    StartsWith(String),
    EndsWith(String),
    Like(Vec<Glob>),
    Matches(regex_lite::Regex),
    /// The number of characters as stored.
    Length(Ranges),
    Pinyin(Prefix),
    /// Two codes of this many characters.
    Between(String, String, usize),
    Valid(CodeForm),
    Subtree(BTreeSet<String>),
    Tiers(Vec<Tier>),
}

impl Test {
    /// Compiles an operator for a column of this meaning.
    ///
    /// # Errors
    /// [`Code::BadPattern`]; [`Code::Internal`] when the operator was not validated.
    pub fn new(operator: &Operator, semantic: Semantic) -> Result<Self> {
        let kind = semantic.kind();
        // inside a text, blanks at the ends of the operand mean something
        let inner = |text: &str| match semantic {
            _ if kind == Kind::Text => fold(text).into_owned(),
            Semantic::Email => text.to_lowercase(),
            _ => text.to_owned(),
        };
        let finders = |texts: &[String]| {
            texts.iter().map(|t| Finder::new(inner(t).as_bytes()).into_owned()).collect()
        };
        let value = |literal: &Literal| match kind {
            Kind::Gender => parse_gender(&literal.to_string()).unwrap_or("").to_owned(),
            Kind::Code => code(&literal.to_string(), semantic),
            _ => fold(literal.to_string().trim()).into_owned(),
        };
        let shape = match operator {
            Operator::Eq(v) => Shape::OneOf([value(v)].into()),
            Operator::In(values) => Shape::OneOf(values.iter().map(value).collect()),
            Operator::Contains(t) => Shape::Contains(finders(std::slice::from_ref(t))),
            Operator::ContainsAny(texts) => Shape::Contains(finders(texts)),
            Operator::ContainsAll(texts) => Shape::ContainsAll(finders(texts)),
            Operator::StartsWith(t) => Shape::StartsWith(inner(t)),
            Operator::EndsWith(t) => Shape::EndsWith(inner(t)),
            Operator::Like(t) => Shape::Like(glob(&inner(t))),
            Operator::Matches(t) => Shape::Matches(compile_pattern(t)?),
            Operator::Length(is) => Shape::Length(derived(is, 0)?),
            Operator::PinyinStarts(t) => Shape::Pinyin(Prefix::new(&fold(t))?),
            Operator::InRange(low, high) => {
                let form = |text: &str| inner(text.trim());
                Shape::Between(form(low), form(high), low.trim().chars().count())
            }
            Operator::Valid(form) => {
                Shape::Valid(CodeForm::named(form).ok_or_else(|| unchecked(form))?)
            }
            Operator::InSubtree(paths) => {
                Shape::Subtree(paths.iter().map(|p| subtree::path(&fold(p))).collect())
            }
            Operator::CityTierIn(tiers) => {
                Shape::Tiers(tiers.iter().filter_map(|t| Tier::named(t)).collect())
            }
            Operator::RankGe(rank) => Shape::OneOf(ranked(rank, |place, bound| place >= bound)),
            Operator::RankLe(rank) => Shape::OneOf(ranked(rank, |place, bound| place <= bound)),
            _ => return Err(unchecked(operator.name())),
        };
        let as_stored = matches!(
            shape,
            Shape::Matches(_) | Shape::Length(_) | Shape::Valid(_) | Shape::Tiers(_)
        );
        let folded = kind == Kind::Text && !as_stored;
        Ok(Self { shape, folded })
    }

    /// How many searches over all texts answer it; `None` when no search does.
    fn searches(&self) -> Option<usize> {
        match &self.shape {
            Shape::Contains(finders) => Some(finders.len()),
            Shape::ContainsAll(finders) if !finders.is_empty() => Some(finders.len()),
            _ => None,
        }
    }

    /// Whether a stored value passes.
    pub fn passes(&self, value: &str) -> bool {
        let value = if self.folded { fold(value) } else { Cow::Borrowed(value) };
        self.passes_folded(&value)
    }

    fn passes_folded(&self, value: &str) -> bool {
        match &self.shape {
            Shape::OneOf(values) => values.contains(value),
            Shape::Contains(finders) => finders.iter().any(|f| f.find(value.as_bytes()).is_some()),
            Shape::ContainsAll(finders) => {
                finders.iter().all(|f| f.find(value.as_bytes()).is_some())
            }
            Shape::StartsWith(t) => value.starts_with(t.as_str()),
            Shape::EndsWith(t) => value.ends_with(t.as_str()),
            Shape::Like(pattern) => like(pattern, value),
            Shape::Matches(regex) => regex.is_match(value),
            Shape::Length(lengths) => lengths.contains(value.chars().count() as i128),
            Shape::Pinyin(prefix) => prefix.begins(value),
            Shape::Between(low, high, length) => {
                low.as_str() <= value && value <= high.as_str() && value.chars().count() == *length
            }
            Shape::Valid(form) => is_valid(*form, value),
            Shape::Subtree(paths) => subtree::contains(paths, value),
            Shape::Tiers(tiers) => city_tier(value).is_some_and(|tier| tiers.contains(&tier)),
        }
    }
}

/// The values of an order whose place is on the right side of that of one of them. A value that stands in the order
/// twice has its first place.
fn ranked(rank: &Rank, passes: impl Fn(usize, usize) -> bool) -> BTreeSet<String> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (place, value) in rank.order.iter().enumerate() {
        places.entry(fold(value.trim()).into_owned()).or_insert(place);
    }
    let Some(&bound) = places.get(fold(rank.value.trim()).as_ref()) else { return BTreeSet::new() };
    places.into_iter().filter(|(_, place)| passes(*place, bound)).map(|(value, _)| value).collect()
}

/// A code as it is stored: trimmed; e-mails in lower case; a mainland mobile number in E.164.
pub fn code(text: &str, semantic: Semantic) -> String {
    let text = text.trim();
    match semantic {
        Semantic::Email => text.to_lowercase(),
        Semantic::Phone if is_cn_mobile(text) => format!("+86{text}"),
        _ => text.to_owned(),
    }
}

fn is_cn_mobile(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit)
}

/// The rows whose value passes, found as the planner chooses.
pub fn scan(texts: &Texts, test: &Test, planner: Planner<'_>) -> RowSet {
    match texts {
        Texts::Dictionary { values, codes, folded } => {
            let passing = passing(values, folded.as_deref(), test, planner);
            let runs = runs(&passing);
            let way = planner.choose(&cost::codes(codes, runs.as_ref().map(Vec::len)));
            match runs.filter(|_| way == Way::CodeRanges) {
                Some(runs) => each_width!(codes, v => one_by_one(v, &runs)),
                None => each_width!(codes, v => among(v, &passing)),
            }
        }
        Texts::Plain { values, folded, order } => {
            let strings = passing(values, folded.as_deref(), test, planner);
            match order {
                None => strings,
                Some(order) => RowSet::from_values(order, |at| strings.contains(at)),
            }
        }
        Texts::Numbered(numbered) => in_numbered(numbered, test, planner),
    }
}

/// Runs of codes that can be compared with all rows; more of them are looked up.
const RUNS: usize = 64;
/// Texts that are written out at once.
const BLOCK: u32 = 1 << 12;

/// The rows whose text passes, where texts are kept as numbers: by the number of a few texts, otherwise as if the texts stood
/// there, some at a time.
fn in_numbered(numbered: &Numbered, test: &Test, planner: Planner<'_>) -> RowSet {
    let ints = numbered.numbers();
    let runs = numbers_of(numbered, test);
    let mut ways = Vec::with_capacity(2);
    ways.extend(runs.as_ref().map(|r| cost::scan(Way::CodeRanges, ints.codes(), r.len())));
    ways.push(cost::written(numbered.len()));
    let way = planner.choose(&ways);
    if let Some(runs) = runs.filter(|_| way == Way::CodeRanges) {
        let mut set = each_width!(ints.codes(), codes => one_by_one(codes, &runs));
        set.and(ints.present());
        return set;
    }
    let mut set = RowSet::empty(numbered.len());
    for from in (0..numbered.len()).step_by(BLOCK as usize) {
        let texts = numbered.texts(from..numbered.len().min(from + BLOCK));
        let passing = if test.folded {
            one_at_a_time(&texts, |text| test.passes(text))
        } else {
            as_stored(&texts, test, Way::TextSearch)
        };
        for at in passing.iter() {
            set.insert(from + at);
        }
    }
    set
}

/// The codes of the numbers that the texts of a list are; `None` where the test is no list of a few texts.
fn numbers_of(numbered: &Numbered, test: &Test) -> Option<Vec<(u64, u64)>> {
    let Shape::OneOf(values) = &test.shape else { return None };
    let ints = numbered.numbers();
    let numbers = values.iter().filter_map(|text| numbered.number_of(text)).map(i128::from);
    (values.len() <= RUNS && !test.folded)
        .then(|| numbers.filter_map(|number| ints.code_range(number, number)).collect())
}

/// The codes of passing values as runs, ascending; code `k` is value `k - 1`. `None` when there are too many.
fn runs(passing: &RowSet) -> Option<Vec<(u64, u64)>> {
    let mut runs: Vec<(u64, u64)> = Vec::with_capacity(4);
    for code in passing.iter().map(|value| u64::from(value) + 1) {
        let many = runs.len() == RUNS;
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == code => *last = code,
            _ if many => return None,
            _ => runs.push((code, code)),
        }
    }
    Some(runs)
}

/// The rows whose code is that of a passing value.
fn among<T: Lane + Into<u64>>(codes: &[T], passing: &RowSet) -> RowSet {
    RowSet::from_values(codes, |code| {
        (code.into() as u32).checked_sub(1).is_some_and(|value| passing.contains(value))
    })
}

/// The strings that pass. Where folding changes one, its folded form decides.
fn passing(values: &Arena, folded: Option<&Folded>, test: &Test, planner: Planner<'_>) -> RowSet {
    let as_they_are = !test.folded || folded.is_some();
    let searches = test.searches().filter(|_| as_they_are);
    let way = planner.choose(&cost::texts(values, searches));
    if !as_they_are {
        return one_at_a_time(values, |text| test.passes(text));
    }
    let mut set = as_stored(values, test, way);
    if let Some(folded) = folded.filter(|_| test.folded) {
        let forms = as_stored(&folded.forms, test, way);
        for (form, &at) in (0..).zip(&folded.at) {
            if forms.contains(form) {
                set.insert(at);
            } else {
                set.remove(at);
            }
        }
    }
    set
}

/// The strings that pass as they are.
fn as_stored(values: &Arena, test: &Test, way: Way) -> RowSet {
    match &test.shape {
        Shape::Contains(finders) if way == Way::TextSearch => {
            let mut set = RowSet::empty(values.len());
            for finder in finders {
                find_all(values, finder, &mut set);
            }
            set
        }
        Shape::ContainsAll(finders) if way == Way::TextSearch => {
            let mut found = finders.iter().map(|finder| {
                let mut set = RowSet::empty(values.len());
                find_all(values, finder, &mut set);
                set
            });
            let first = found.next().unwrap_or_else(|| RowSet::full(values.len()));
            found.fold(first, |mut all, set| {
                all.and(&set);
                all
            })
        }
        _ => one_at_a_time(values, |text| test.passes_folded(text)),
    }
}

/// The strings that are there and pass.
fn one_at_a_time(values: &Arena, passes: impl Fn(&str) -> bool) -> RowSet {
    RowSet::from_fn(values.len(), |at| !values.raw(at).is_empty() && passes(values.get(at)))
}

/// Marks the rows in which the needle occurs, by one search over the whole arena.
fn find_all(values: &Arena, finder: &Finder<'_>, set: &mut RowSet) {
    let needle = finder.needle();
    if needle.is_empty() {
        let filled = (0..values.len()).filter(|&row| !values.raw(row).is_empty());
        filled.for_each(|row| set.insert(row));
        return;
    }
    let mut row = 0;
    needle::each_place(values.bytes(), needle, |place| {
        row = values.holding(place, row);
        // a place that reaches into the next row is none
        if place + needle.len() <= values.range(row).1 {
            set.insert(row);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::plan::Ways;
    use crate::table::TextsBuilder;

    #[test]
    fn a_hit_across_two_rows_is_no_hit() {
        let mut builder = TextsBuilder::new();
        for i in 0..9000 {
            builder.push(&format!("{i}小"));
            builder.push(&format!("雨{i}小雨"));
        }
        let texts = builder.finish();
        assert!(matches!(texts, Texts::Plain { .. }));
        let test = Test::new(&Operator::Contains("小雨".to_owned()), Semantic::Text).unwrap();
        for way in [Way::TextSearch, Way::EachText] {
            let planner = Planner { ways: Ways::Only(way), ..Planner::default() };
            let set = scan(&texts, &test, planner);
            assert_eq!(set, RowSet::from_fn(18_000, |row| row % 2 == 1), "{way:?}");
        }
    }

    #[test]
    fn numbers_pass_as_their_texts_do() {
        let text = |i: u32| if i % 50 == 3 { String::new() } else { format!("SO{:09}", i * 7) };
        let mut builder = TextsBuilder::exact();
        (0..20_000).for_each(|i| assert!(builder.push(&text(i))));
        let texts = builder.finish();
        assert!(matches!(texts, Texts::Numbered(_)));
        let one = |text: &str| Operator::Eq(Literal::Text(text.to_owned()));
        let some = |texts: &[&str]| {
            Operator::In(texts.iter().map(|t| Literal::Text((*t).to_owned())).collect())
        };
        let many: Vec<String> = (0..20_000).step_by(1000).map(text).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for operator in [
            one("SO000000070"),
            one("SO000000000"),
            one("SO00000007"),
            one("so000000070"),
            some(&["SO000000077", "SO000000021", "SO000000001", "no"]),
            some(&many),
            Operator::Contains("0077".to_owned()),
            Operator::StartsWith("SO00000".to_owned()),
            Operator::EndsWith("77".to_owned()),
        ] {
            let test = Test::new(&operator, Semantic::Id).unwrap();
            let passes = |row: u32| Some(text(row)).filter(|t| !t.is_empty() && test.passes(t));
            let expected = RowSet::from_fn(20_000, |row| passes(row).is_some());
            for ways in [Ways::Cheapest, Ways::Dearest] {
                let planner = Planner { ways, ..Planner::default() };
                assert_eq!(scan(&texts, &test, planner), expected, "{operator:?}");
            }
        }
    }
}
