//! RFM by rank of orders that the table keeps added up: nothing is asked of an order any more, and levels, sums, codes and
//! cells are made as their columns store them.

use super::ranks::{EXACT, fitted, milliseconds, ranks};
use super::tell::{CELLS, Counted, Told};
use super::{RfmAggregate, RfmCell, RfmMethod, RfmParams, Stored, code_names};
use crate::each_width;
use crate::error::Result;
use crate::rowset::{RowSet, pack};
use crate::score::quantile::{Number, at_ranks, looked_up, steps};
use crate::score::rfm::{Cell, Fitted};
use crate::session::scores::columns::{dictionary, texts};
use crate::session::scores::orders::{KeptOrders, LeftOut, OrderRows, kept};
use crate::table::{Arena, Codes, Data, Ints, pow10};

/// Codes of so many levels have numbers of one byte.
const MOST_LEVELS: u8 = 6;
const NUMBERS: usize = 1 << 8;

/// What is told and stored; `None` where levels are not by rank, or orders have to be looked at one by one.
pub(super) fn graded(params: &RfmParams, rows: &OrderRows<'_>) -> Result<Option<(Told, Stored)>> {
    let (RfmMethod::Ranks(levels), RfmCell::Level(high), RfmAggregate::Sum) =
        (&params.method, params.cell, params.aggregate)
    else {
        return Ok(None);
    };
    if *levels > MOST_LEVELS {
        return Ok(None);
    }
    let orders = kept(rows)?.filter(|orders| orders.totals.sum.bounds().1 < EXACT);
    Ok(orders.and_then(|orders| graded_by(params, rows, &orders, *levels, high)))
}

fn graded_by(
    params: &RfmParams,
    rows: &OrderRows<'_>,
    orders: &KeptOrders<'_>,
    levels: u8,
    high: u8,
) -> Option<(Told, Stored)> {
    let (last_at, totals) = (orders.last_at, orders.totals);
    let mask = pack::bytes_of(orders.ordered());
    let days = orders.days(&mask)?;
    let r = Ranked::of(last_at, &mask, levels)?;
    let f = Ranked::of(&totals.count, &mask, levels)?;
    let m = Ranked::of(&totals.sum, &mask, levels)?;
    let unit = pow10(orders.scale) as f64;
    let (factor, never) = (milliseconds(rows.table), last_at.bounds().0.saturating_sub(1));
    let population = mask.len() as u32;
    let cuts = [
        r.cuts.iter().map(|at| at.unwrap_or(never) as f64 * factor).collect(),
        f.cuts.iter().map(|count| count.unwrap_or(0) as f64).collect(),
        m.cuts.iter().map(|sum| sum.unwrap_or(0) as f64 / unit).collect(),
    ];
    let fitted = fitted(cuts, high, population);
    let number = |((r, f), m): ((&u8, &u8), &u8)| (*r * levels + *f) * levels + *m;
    let numbers: Vec<u8> = r.steps.iter().zip(&f.steps).zip(&m.steps).map(number).collect();
    let found = each_width!(totals.sum.codes(), codes => {
        counted(&numbers, &mask, codes, |code| totals.sum.value(code), unit)
    });
    let codes = Numbers { levels, high, found: &found };
    let told = Told {
        population,
        n: population,
        without: population - orders.ordered().len(),
        left_out: LeftOut::default(),
        counted: Counted::of(&codes.places()),
        fitted,
    };
    let everybody = RowSet::full(population);
    let steps = [r.steps, f.steps, m.steps];
    let stored = Stored {
        sum: codes.sums(&steps, &everybody),
        code: codes.texts(&told.fitted, &numbers),
        cell: codes.cells(params, &numbers),
        levels: codes.levels(steps, &everybody),
        days,
        orders: totals.count.clone(),
        amount: totals.sum.clone(),
        scale: orders.scale,
    };
    Some((told, stored))
}

/// Levels of everybody from 0, and the values that the cuts are; a cut that is no value is at those without one.
struct Ranked {
    steps: Vec<u8>,
    cuts: Vec<Option<i64>>,
}

impl Ranked {
    /// By rank, contacts without a value first. `None` where a number has more than 32 bits.
    fn of(ints: &Ints, mask: &[u8], levels: u8) -> Option<Self> {
        let (low, high) = ints.bounds();
        let most = u32::try_from(high.checked_sub(low)? / ints.unit()).ok()?;
        Some(match ints.codes() {
            Codes::U8(codes) => Self::by(codes, most, ints, mask, levels),
            Codes::U16(codes) => Self::by(codes, most, ints, mask, levels),
            Codes::U32(codes) => Self::by(codes, most, ints, mask, levels),
            Codes::U64(_) => return None,
        })
    }

    fn by<T: Number>(codes: &[T], most: u32, ints: &Ints, mask: &[u8], levels: u8) -> Self {
        // a contact without a value has the code 0, so that it is among the first of those
        let without = codes.len() - ints.present().len() as usize;
        let ranks = ranks(codes.len(), levels);
        let (none, some) = ranks.split_at(ranks.partition_point(|rank| *rank < without));
        let found = at_ranks(codes, most, some);
        let mut steps = steps(codes, &found);
        if !none.is_empty() {
            // every value is above no value
            let least = none.len() as u8;
            steps.iter_mut().zip(mask).for_each(|(step, mask)| *step = (*step + least) & mask);
        }
        let value = |code: &u32| Some(ints.value(u64::from(*code)));
        let cuts = none.iter().map(|_| None).chain(found.iter().map(value)).collect();
        Self { steps, cuts }
    }
}

/// Contacts and money of each number; of contacts without orders no money.
fn counted<T: Copy + Into<u64>>(
    numbers: &[u8],
    mask: &[u8],
    codes: &[T],
    sum_of: impl Fn(u64) -> i64,
    unit: f64,
) -> [(u32, f64); NUMBERS] {
    let mut found = [(0, 0.0); NUMBERS];
    for ((number, code), mask) in numbers.iter().zip(codes).zip(mask) {
        let (count, sum) = &mut found[usize::from(*number)];
        *count += 1;
        // adding zero changes no sum
        let money = sum_of((*code).into()) & i64::from(*mask as i8);
        *sum += money as f64 / unit;
    }
    found
}

/// Codes by their numbers, from 0: each is three levels from 0.
struct Numbers<'a> {
    levels: u8,
    high: u8,
    found: &'a [(u32, f64); NUMBERS],
}

impl Numbers<'_> {
    fn count(&self) -> usize {
        usize::from(self.levels).pow(3)
    }

    fn most(&self) -> u8 {
        self.used().max().unwrap_or(0) as u8
    }

    /// The levels of a number, from 0.
    fn of(&self, number: usize) -> [u8; 3] {
        let levels = usize::from(self.levels);
        [number / levels / levels, number / levels % levels, number % levels]
            .map(|level| level as u8)
    }

    fn cell(&self, number: usize) -> Cell {
        let [r, f, m] = self.of(number).map(|level| level + 1 >= self.high);
        Cell::of(r, f, m)
    }

    /// Numbers that somebody has.
    fn used(&self) -> impl Iterator<Item = usize> {
        let each = self.found.iter().take(self.count()).enumerate();
        each.filter(|(_, (count, _))| *count > 0).map(|(number, _)| number)
    }

    fn places(&self) -> Vec<[(u32, f64); CELLS]> {
        let mut places = vec![[(0, 0.0); CELLS]; self.count()];
        for (number, (place, found)) in places.iter_mut().zip(self.found).enumerate() {
            place[usize::from(self.cell(number).number() - 1)] = *found;
        }
        places
    }

    fn levels(&self, steps: [Vec<u8>; 3], everybody: &RowSet) -> [Ints; 3] {
        let most = self.used().fold([0u8; 3], |most, number| {
            let of = self.of(number);
            [0, 1, 2].map(|measure| most[measure].max(of[measure]))
        });
        let mut most = most.into_iter();
        // somebody has the smallest value
        steps.map(|steps| {
            let bounds = (1, 1 + i64::from(most.next().unwrap_or(0)));
            Ints::of_codes(bounds, Codes::U8(steps), everybody.clone())
        })
    }

    fn sums(&self, [r, f, m]: &[Vec<u8>; 3], everybody: &RowSet) -> Ints {
        let sum = |number: usize| self.of(number).iter().sum::<u8>();
        let low = self.used().map(sum).min().unwrap_or(0);
        let high = self.used().map(sum).max().unwrap_or(0);
        let each = r.iter().zip(f).zip(m);
        let codes = each.map(|((r, f), m)| (r + f + m).wrapping_sub(low)).collect();
        let bounds = (i64::from(low) + 3, i64::from(high) + 3);
        Ints::of_codes(bounds, Codes::U8(codes), everybody.clone())
    }

    fn texts(&self, fitted: &Fitted, numbers: &[u8]) -> Data {
        let (values, codes) = dictionary(&code_names(fitted), |number| {
            self.found.get(number).is_some_and(|f| f.0 > 0)
        });
        coded(values, numbers, self.most(), |number| codes.get(number + 1).copied())
    }

    fn cells(&self, params: &RfmParams, numbers: &[u8]) -> Data {
        let place = |number: usize| usize::from(self.cell(number).number());
        let mut used = [false; CELLS + 1];
        self.used().for_each(|number| used[place(number)] = true);
        let (values, codes) =
            dictionary(&params.cell_names(), |cell| used.get(cell + 1) == Some(&true));
        coded(values, numbers, self.most(), |number| codes.get(place(number)).copied())
    }
}

/// Texts of numbers, each with its code.
fn coded(values: Arena, numbers: &[u8], most: u8, code: impl Fn(usize) -> Option<u64>) -> Data {
    let mut codes = [0u8; NUMBERS];
    for (number, place) in codes.iter_mut().enumerate() {
        *place = code(number).unwrap_or(0) as u8;
    }
    texts(values, Codes::U8(looked_up(numbers, &codes, most)))
}
