//! Every row has a time that is not in the future and an amount above zero, and counts: nothing is asked of most rows but the
//! code of their amount.

use super::{OrderRows, Orders, Times};
use crate::each_width;
use crate::eval::{HIGH, Ranges, scan};
use crate::rowset::RowSet;
use crate::score::rfm::NEVER;
use crate::table::Ints;
use crate::time::DAY_MS;

/// The last event of each contact, where every row is an order; `None` where some rows are of another kind.
pub(super) fn last_at<'a>(
    rows: &OrderRows<'a>,
    times: &Times<'_>,
    amounts: &Ints,
) -> Option<&'a Ints> {
    let (low, high) = amounts.bounds();
    let most = i64::from(rows.table.rows) + 1;
    // the sum of the codes of one contact, and that of its amounts, fit into 64 bits
    let fits = high.checked_sub(low).and_then(|span| span.checked_mul(most)).is_some()
        && high.checked_mul(most).is_some();
    let (_, latest) = times.ints.bounds();
    rows.table.last_at.as_ref().filter(|_| {
        low > 0 && fits && times.is_complete() && latest < times.end() && rows.table.linked() > 0
    })
}

/// What the orders of each contact come to; `false`, and nothing done, where some rows are of another kind.
pub(super) fn orders(
    rows: &OrderRows<'_>,
    times: &Times<'_>,
    amounts: &Ints,
    out: &mut Orders,
) -> bool {
    let Some(last_at) = last_at(rows, times, amounts) else { return false };
    out.days = days(last_at, times);
    out.first = if rows.with_first { firsts(rows, times) } else { Vec::new() };
    let start = times.start(rows.window_days);
    let inside = (start > times.ints.bounds().0).then(|| {
        let ranges = Ranges::one((start.into(), HIGH));
        scan(times.ints, &ranges)
    });
    (out.count, out.net) = added_up(rows, amounts, inside.as_ref());
    true
}

/// Orders and sums of each contact; of all rows, or of those inside.
pub(super) fn added_up(
    rows: &OrderRows<'_>,
    amounts: &Ints,
    inside: Option<&RowSet>,
) -> (Vec<u32>, Vec<i64>) {
    each_width!(amounts.codes(), codes => sums(rows, amounts, codes, inside))
}

/// Rows that are added up before the contacts take their part of them.
const BLOCK: usize = 1024;

/// Counts and sums of codes up to each row of a block, from the first row of all on.
struct Running {
    count: [u32; BLOCK + 1],
    sum: [u64; BLOCK + 1],
}

impl Running {
    /// Goes on with the next block.
    fn all<T: Copy + Into<u64>>(&mut self, codes: &[T]) {
        let Self { count, sum } = self;
        (count[0], sum[0]) = (count[BLOCK], sum[BLOCK]);
        let first = count[0];
        for (place, n) in count.iter_mut().zip(first..).take(codes.len() + 1) {
            *place = n;
        }
        let mut total = sum[0];
        for (place, code) in sum.iter_mut().skip(1).zip(codes) {
            total = total.wrapping_add((*code).into());
            *place = total;
        }
        (count[BLOCK], sum[BLOCK]) = (count[codes.len()], total);
    }

    /// The same of the rows that are in the words.
    fn inside<T: Copy + Into<u64>>(&mut self, codes: &[T], words: &[u64]) {
        let (mut count, mut sum) = (self.count[BLOCK], self.sum[BLOCK]);
        (self.count[0], self.sum[0]) = (count, sum);
        let places = self.count[1..].chunks_mut(64).zip(self.sum[1..].chunks_mut(64));
        for ((codes, word), (counts, sums)) in codes.chunks(64).zip(words).zip(places) {
            for (bit, ((code, n), total)) in codes.iter().zip(counts).zip(sums).enumerate() {
                let is_in = word >> bit & 1;
                count += is_in as u32;
                sum = sum.wrapping_add((*code).into() & is_in.wrapping_neg());
                (*n, *total) = (count, sum);
            }
        }
        (self.count[BLOCK], self.sum[BLOCK]) = (count, sum);
    }
}

/// Counts and sums of the rows inside the window. What a contact has is the difference of two running sums, so that nothing
/// hangs on how many rows it has.
fn sums<T: Copy + Into<u64>>(
    rows: &OrderRows<'_>,
    amounts: &Ints,
    codes: &[T],
    inside: Option<&RowSet>,
) -> (Vec<u32>, Vec<i64>) {
    let offsets = &rows.table.offsets;
    let population = offsets.parts() as usize;
    let (mut counts, mut sums) = (Vec::with_capacity(population), Vec::with_capacity(population));
    let (base, unit) = (amounts.value(0), amounts.unit());
    let mut running = Running { count: [0; BLOCK + 1], sum: [0; BLOCK + 1] };
    let mut before = (0, 0);
    let mut ends = offsets.iter().skip(1).copied().peekable();
    for (block, codes) in codes.chunks(BLOCK).enumerate() {
        match inside.map(RowSet::words) {
            Some(words) => {
                running.inside(codes, words.get(block * BLOCK / 64..).unwrap_or(&[]));
            }
            None => running.all(codes),
        }
        let from = (block * BLOCK) as u32;
        while let Some(end) = ends.next_if(|end| *end <= from + codes.len() as u32) {
            let at = ((end - from) as usize).min(BLOCK);
            let after = (running.count[at], running.sum[at]);
            let count = after.0 - before.0;
            // both fit, see above; wrapping is as good as not
            let codes = after.1.wrapping_sub(before.1) as i64;
            let based = base.wrapping_mul(i64::from(count));
            counts.push(count);
            sums.push(based.wrapping_add(codes.wrapping_mul(unit)));
            before = after;
        }
    }
    (counts, sums)
}

/// Days since each contact's last event.
fn days(last_at: &Ints, times: &Times<'_>) -> Vec<u32> {
    let mut days = each_width!(last_at.codes(), codes => days_of(codes, last_at, times));
    for (block, word) in days.chunks_mut(64).zip(last_at.present().words()) {
        if *word != u64::MAX {
            for (bit, days) in block.iter_mut().enumerate() {
                *days = if word >> bit & 1 == 1 { *days } else { NEVER };
            }
        }
    }
    days
}

/// The same of every code, also where there is no event.
fn days_of<T: Copy + Into<u64>>(codes: &[T], last_at: &Ints, times: &Times<'_>) -> Vec<u32> {
    let Some((first, late)) = seconds(last_at, times) else {
        return codes.iter().map(|code| times.ago(last_at.value((*code).into()))).collect();
    };
    // all in 32 bits
    let first = (i64::from(times.today) - first).clamp(0, i64::from(u32::MAX)) as u32;
    let day = |code: u64| (code as u32).wrapping_add(late) / 86_400;
    codes.iter().map(|code| first.saturating_sub(day((*code).into()))).collect()
}

/// Of codes that are seconds: the day of the smallest one, and how late on it that is. `None` for others, and where a zone
/// moves its clock.
pub(super) fn seconds(last_at: &Ints, times: &Times<'_>) -> Option<(i64, u32)> {
    let base = last_at.bounds().0.checked_add(times.fixed_offset()?)?;
    let (first, late) = (base.div_euclid(DAY_MS), base.rem_euclid(DAY_MS));
    let span = last_at.bounds().1.checked_sub(last_at.bounds().0)?;
    let fits = u32::try_from((span / 1000).checked_add(86_400)?).is_ok();
    (last_at.unit() == 1000 && late % 1000 == 0 && fits).then_some((first, (late / 1000) as u32))
}

/// Days since each contact's first event; 0 of contacts without one.
fn firsts(rows: &OrderRows<'_>, times: &Times<'_>) -> Vec<u32> {
    let first = |bounds: &[u32]| match *bounds {
        [from, to] if from < to => times.ints.get(from).map_or(0, |value| times.ago(value)),
        _ => 0,
    };
    rows.table.offsets.windows(2).map(first).collect()
}
