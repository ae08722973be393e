//! What the orders of all time come to, where every row is one and the table keeps them added up.

use super::{LeftOut, OrderRows, Times, ints_of, plain, skipped};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::table::{Codes, Ints, Totals};

/// Orders of all time of each contact.
pub(in crate::session::scores) struct KeptOrders<'a> {
    times: Times<'a>,
    /// When the last one was.
    pub last_at: &'a Ints,
    /// How many there are, and what they add up to.
    pub totals: &'a Totals,
    /// Digits behind the point of the sums.
    pub scale: u8,
}

/// What the table keeps of these orders, from now on; `None` where they have to be looked at one by one: with a window that is
/// shorter than all time, with rows that are no orders, and of amounts in another column than the one that is kept.
///
/// # Errors
/// As [`super::orders`].
pub(in crate::session::scores) fn kept<'a>(rows: &OrderRows<'a>) -> Result<Option<KeptOrders<'a>>> {
    let times = Times::new(rows.table, rows.as_of, rows.zone)?;
    let (amounts, scale) = ints_of(rows.amount)?;
    let odd = rows.order.is_some() || times.start(rows.window_days) > times.ints.bounds().0;
    if odd || skipped(rows.table, amounts, &mut LeftOut::default()).is_some() {
        return Ok(None);
    }
    // nothing is kept for times whose days cannot be told at once
    let last_at = plain::last_at(rows, &times, amounts);
    let Some(last_at) = last_at.filter(|last_at| plain::seconds(last_at, &times).is_some()) else {
        return Ok(None);
    };
    let mut columns = rows.table.columns.iter();
    let Some(column) = columns.position(|column| std::ptr::eq(column.as_ref(), rows.amount)) else {
        return Ok(None);
    };
    let totals = rows.table.totals.get_or_init(|| added_up(rows, amounts, last_at, column));
    let kept = KeptOrders { times, last_at, totals, scale };
    Ok((totals.column == column).then_some(kept))
}

fn added_up(rows: &OrderRows<'_>, amounts: &Ints, last_at: &Ints, column: usize) -> Totals {
    let (count, sum) = plain::added_up(rows, amounts, None);
    let ordered = last_at.present();
    let codes = ordered.iter().map(|contact| last_at.codes().get(contact));
    let last = codes.fold((u64::MAX, 0), |(low, high), code| (low.min(code), high.max(code)));
    let [count, sum] = [Ints::of(&count, ordered.clone()), Ints::of(&sum, ordered.clone())];
    Totals { column, count, sum, last }
}

const DAY_SECONDS: u32 = 86_400;
/// `675 << SHIFT` is a day.
const DAY_PARTS: f32 = 675.0;
const SHIFT: u32 = 7;

/// The day of a second below 2³¹, from 0. What is left of the second has 24 bits, which is exact in 32-bit floating point, and
/// a quotient below a whole number is further below it than half of what such a number can tell.
fn day(second: u32) -> u32 {
    ((second >> SHIFT) as i32 as f32 / DAY_PARTS) as i32 as u32
}

impl KeptOrders<'_> {
    /// Contacts with orders.
    pub fn ordered(&self) -> &RowSet {
        self.last_at.present()
    }

    /// Days since the last order; `mask` has a byte per contact, all ones for those with orders. `None` where times are not
    /// kept as seconds of a zone that does not move its clock.
    pub fn days(&self, mask: &[u8]) -> Option<Ints> {
        let (first, late) = plain::seconds(self.last_at, &self.times)?;
        let (low, high) = self.totals.last;
        let high = u32::try_from(high).ok()?;
        high.checked_add(DAY_SECONDS).filter(|most| i32::try_from(*most).is_ok())?;
        let (oldest, newest) = (day(low as u32 + late), day(high + late));
        let since = |day: u32| i64::from(self.times.today) - first - i64::from(day);
        let bounds = (since(newest), since(oldest));
        let ago = |code: u32| newest.wrapping_sub(day(code.wrapping_add(late)));
        let codes = match self.last_at.codes() {
            Codes::U8(codes) => packed(codes, mask, newest - oldest, ago),
            Codes::U16(codes) => packed(codes, mask, newest - oldest, ago),
            Codes::U32(codes) => packed(codes, mask, newest - oldest, ago),
            Codes::U64(_) => return None,
        };
        (bounds.0 >= 0).then(|| Ints::of_codes(bounds, codes, self.ordered().clone()))
    }
}

/// The days of each code in the width of the most of them; 0 where the mask is.
fn packed<T: Copy + Into<u32>>(
    codes: &[T],
    mask: &[u8],
    most: u32,
    ago: impl Fn(u32) -> u32,
) -> Codes {
    let ones = |mask: &u8| i32::from(*mask as i8) as u32;
    if u8::try_from(most).is_ok() {
        Codes::U8(by_eight(codes, mask, |code, mask| (ago(code.into()) & ones(mask)) as u8))
    } else if u16::try_from(most).is_ok() {
        Codes::U16(by_eight(codes, mask, |code, mask| (ago(code.into()) & ones(mask)) as u16))
    } else {
        Codes::U32(by_eight(codes, mask, |code, mask| ago(code.into()) & ones(mask)))
    }
}

/// One value for each code and its mask; eight at a time, which compilers turn into vectors.
fn by_eight<T: Copy, D: Copy + Default>(
    codes: &[T],
    mask: &[u8],
    value: impl Fn(T, &u8) -> D,
) -> Vec<D> {
    let mut out = vec![D::default(); codes.len()];
    let (places, last) = out.as_chunks_mut::<8>();
    let (codes, rest) = codes.as_chunks::<8>();
    let (masks, behind) = mask.as_chunks::<8>();
    for ((places, codes), masks) in places.iter_mut().zip(codes).zip(masks) {
        for lane in 0..8 {
            places[lane] = value(codes[lane], &masks[lane]);
        }
    }
    for ((place, code), mask) in last.iter_mut().zip(rest).zip(behind) {
        *place = value(*code, mask);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_is_that_of_whole_numbers(second in 0u32..1 << 31) {
            prop_assert_eq!(day(second), second / DAY_SECONDS);
        }
    }

    #[test]
    fn the_first_and_the_last_second_of_each_day() {
        for first in (0..=i32::MAX as u32 - DAY_SECONDS).step_by(DAY_SECONDS as usize) {
            let whole = first / DAY_SECONDS;
            assert_eq!((day(first), day(first + DAY_SECONDS - 1)), (whole, whole));
        }
    }
}
