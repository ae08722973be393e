//! Numbers of contacts compared with those of other contacts.

use super::fraction::{Fraction, decimal_text};
use super::frame::{Frame, unchecked};
use super::intervals::Intervals;
use super::keys::Keys;
use super::plan::cost;
use super::zscore::Spread;
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::rule::literal::StatisticReference;
use crate::rule::{Operator, Population, QuantileRange, Statistic, Tie, TopPercent};
use crate::table::{Decimal, Ints, pow10};
use std::cmp::Ordering;

/// A number of each contact, as mantissas of one scale.
#[derive(Clone)]
pub struct Values {
    pub present: RowSet,
    /// One per contact; 0 where there is none.
    pub numbers: Vec<i128>,
    pub scale: u8,
}

/// Whether an operator compares a contact with others.
pub fn compares(operator: &Operator) -> bool {
    matches!(
        operator,
        Operator::TopN(_)
            | Operator::BottomN(_)
            | Operator::TopPercent(_)
            | Operator::BottomPercent(_)
            | Operator::QuantileIn(_)
            | Operator::Zscore(_)
    )
}

impl Values {
    /// The values of a column.
    pub fn of_column(ints: &Ints, scale: u8) -> Self {
        let present = ints.present().clone();
        let numbers = crate::each_width!(ints.codes(), v => decoded(ints, v));
        Self { present, numbers, scale }
    }

    /// No value for anybody.
    pub fn of_nobody(population: u32) -> Self {
        let numbers = vec![0; population as usize];
        Self { present: RowSet::empty(population), numbers, scale: 0 }
    }

    /// The numbers of some rows, in no order.
    fn of(&self, rows: &RowSet) -> Numbers {
        let number = |row: u32| self.numbers[row as usize];
        let small: Option<Vec<i64>> =
            rows.iter().map(|row| i64::try_from(number(row)).ok()).collect();
        small.map_or_else(|| Numbers::Large(rows.iter().map(number).collect()), Numbers::Small)
    }

    /// The rows that pass a test of their number, among some that have one.
    fn among(&self, rows: &RowSet, test: impl Fn(i128) -> bool) -> RowSet {
        RowSet::from_fn(rows.universe(), |row| {
            rows.contains(row) && test(self.numbers[row as usize])
        })
    }
}

fn decoded<T: Copy + Into<u64>>(ints: &Ints, codes: &[T]) -> Vec<i128> {
    codes.iter().map(|&code| i128::from(ints.value(code.into()))).collect()
}

/// Numbers in 64 bits where they fit, since sorting is what costs.
pub enum Numbers {
    Small(Vec<i64>),
    Large(Vec<i128>),
}

impl Numbers {
    pub fn len(&self) -> usize {
        match self {
            Numbers::Small(v) => v.len(),
            Numbers::Large(v) => v.len(),
        }
    }

    /// The number at a place of the ascending order; `None` behind the last.
    pub fn nth(&mut self, place: usize) -> Option<i128> {
        if place >= self.len() {
            return None;
        }
        Some(match self {
            Numbers::Small(v) => i128::from(*v.select_nth_unstable(place).1),
            Numbers::Large(v) => *v.select_nth_unstable(place).1,
        })
    }

    /// All of them, ascending.
    pub fn ascending(self) -> Vec<i128> {
        match self {
            Numbers::Small(mut v) => {
                v.sort_unstable();
                v.into_iter().map(i128::from).collect()
            }
            Numbers::Large(mut v) => {
                v.sort_unstable();
                v
            }
        }
    }

    fn sum(&self) -> i128 {
        match self {
            Numbers::Small(v) => v.iter().map(|&n| i128::from(n)).sum(),
            Numbers::Large(v) => v.iter().fold(0, |sum: i128, &n| sum.saturating_add(n)),
        }
    }

    /// The type-7 quantile as a fraction of mantissas.
    fn quantile(&mut self, q: Decimal) -> Option<Fraction> {
        let unit = pow10(q.scale);
        let place = (self.len() as i128 - 1) * i128::from(q.mantissa);
        let (at, rest) = (place.div_euclid(unit), place.rem_euclid(unit));
        let low = self.nth(usize::try_from(at).ok()?)?;
        let high = if rest == 0 { low } else { self.nth(at as usize + 1)? };
        let num = low.saturating_mul(unit - rest).saturating_add(high.saturating_mul(rest));
        Some(Fraction { num, den: unit })
    }
}

/// The members of a population, and those of them that have a value.
fn inside(
    population: Option<&Population>,
    present: &RowSet,
    frame: &Frame<'_>,
) -> Result<(u32, RowSet)> {
    match population {
        None | Some(Population::HasValue) => Ok((present.len(), present.clone())),
        Some(Population::All) => Ok((present.universe(), present.clone())),
        Some(Population::Segment(id)) => {
            let members = frame.populations.get(id);
            let members = members.ok_or_else(|| Error::new(Code::UnknownSegment).with("id", id))?;
            let mut set = present.clone();
            set.and(members);
            Ok((members.len(), set))
        }
    }
}

/// The contacts for which an operator that compares contacts is true, and the numbers that decided.
pub fn matching(
    operator: &Operator,
    values: &Values,
    frame: &Frame<'_>,
) -> Result<(RowSet, Vec<String>)> {
    frame.scope.planner(None).note(cost::ranking(values.present.len()));
    match operator {
        Operator::TopN(top) | Operator::BottomN(top) => {
            let (_, rows) = inside(top.population.as_ref(), &values.present, frame)?;
            let largest = matches!(operator, Operator::TopN(_));
            Ok(extreme(values, &rows, top.n, largest, top.tie, Keys::main(frame.data)))
        }
        Operator::TopPercent(top) | Operator::BottomPercent(top) => {
            let (all, rows) = inside(top.population.as_ref(), &values.present, frame)?;
            let largest = matches!(operator, Operator::TopPercent(_));
            let keys = Keys::main(frame.data);
            Ok(extreme(values, &rows, share(top, all), largest, top.tie, keys))
        }
        Operator::QuantileIn(range) => {
            let (_, rows) = inside(range.population.as_ref(), &values.present, frame)?;
            Ok(between_quantiles(values, &rows, range))
        }
        Operator::Zscore(zscore) => {
            let (_, rows) = inside(zscore.population.as_ref(), &values.present, frame)?;
            let order = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Equal);
            let test = Intervals::new(&zscore.is, Decimal::to_f64, order)?;
            let Some(spread) = Spread::new(values.of(&rows), values.scale) else {
                return Ok((RowSet::empty(rows.universe()), Vec::new()));
            };
            let set = values.among(&rows, |n| {
                spread.score(n).is_some_and(|z| test.contains(|bound| order(&z, bound)))
            });
            Ok((set, spread.texts()))
        }
        _ => Err(unchecked(operator.name())),
    }
}

/// A percentage of the members, rounded up to whole contacts.
fn share(top: &TopPercent, all: u32) -> u32 {
    let unit = 100 * pow10(top.percent.scale);
    let n = (i128::from(top.percent.mantissa) * i128::from(all) + unit - 1).div_euclid(unit);
    u32::try_from(n).unwrap_or(0)
}

/// The rows with the `n` largest (or smallest) numbers, and the number at the cut.
fn extreme(
    values: &Values,
    rows: &RowSet,
    n: u32,
    largest: bool,
    tie: Option<Tie>,
    keys: Keys<'_>,
) -> (RowSet, Vec<String>) {
    let mut numbers = values.of(rows);
    let len = numbers.len();
    let kept = (n as usize).min(len);
    let place = if largest { len.wrapping_sub(kept) } else { kept.wrapping_sub(1) };
    let Some(cut) = numbers.nth(place).filter(|_| kept > 0) else {
        return (RowSet::empty(rows.universe()), Vec::new());
    };
    let text = vec![Fraction { num: cut, den: pow10(values.scale) }.text()];
    if n as usize >= len {
        return (rows.clone(), text);
    }
    let beyond = |number: i128| if largest { number > cut } else { number < cut };
    let mut set = values.among(rows, beyond);
    let mut tied = values.among(rows, |number| number == cut);
    let room = n.saturating_sub(set.len());
    let fits = match tie.unwrap_or(Tie::Include) {
        Tie::Include => true,
        Tie::Exclude | Tie::ById => tied.len() <= room,
    };
    if fits {
        set.or(&tied);
    } else if tie == Some(Tie::ById) {
        let mut order: Vec<u32> = tied.iter().collect();
        order.sort_unstable_by(|a, b| keys.compare(*a, *b));
        order.iter().skip(room as usize).for_each(|&row| tied.remove(row));
        set.or(&tied);
    }
    (set, text)
}

/// The rows above one quantile and up to another.
fn between_quantiles(
    values: &Values,
    rows: &RowSet,
    range: &QuantileRange,
) -> (RowSet, Vec<String>) {
    let mut numbers = values.of(rows);
    let (Some(from), Some(to)) = (numbers.quantile(range.from), numbers.quantile(range.to)) else {
        return (RowSet::empty(rows.universe()), Vec::new());
    };
    let is_open = range.from <= Decimal::whole(0);
    // numbers are whole, so they are held against the whole number below each quantile
    let (above, upto) = (from.floor_at(0).0, to.floor_at(0).0);
    let set = values.among(rows, |n| (is_open || n > above) && n <= upto);
    let text = |q: Fraction| q.divided_by(Fraction::whole(pow10(values.scale)));
    (set, [from, to].into_iter().filter_map(text).map(Fraction::text).collect())
}

/// A statistic times its factor; `None` of nobody.
pub fn statistic(
    reference: &StatisticReference,
    values: &Values,
    frame: &Frame<'_>,
) -> Result<Option<Fraction>> {
    let (_, rows) = inside(reference.population.as_ref(), &values.present, frame)?;
    let mut numbers = values.of(&rows);
    let len = numbers.len();
    if len == 0 {
        return Ok(None);
    }
    let unit = pow10(values.scale);
    let (num, den) = match reference.statistic {
        Statistic::Mean => (numbers.sum(), unit * len as i128),
        Statistic::Min => (numbers.nth(0).unwrap_or(0), unit),
        Statistic::Max => (numbers.nth(len - 1).unwrap_or(0), unit),
        Statistic::Median => {
            let (low, high) = (numbers.nth((len - 1) / 2), numbers.nth(len / 2));
            (low.unwrap_or(0).saturating_add(high.unwrap_or(0)), 2 * unit)
        }
    };
    let value = Fraction { num, den };
    Ok(Some(reference.times.map_or(value, |factor| value.times(factor))))
}

/// A double with at most 9 digits behind the point.
pub fn double_text(value: f64) -> String {
    let scaled = value * 1e9;
    if scaled.abs() < 1e15 {
        return decimal_text(scaled.round() as i128, 9);
    }
    format!("{value}")
}
