//! The values at some ranks of whole numbers: counted by their upper bits, then selected among those that fall together.

use super::lanes::Number;
use crate::table::tally;

/// Upper bits that are counted.
const BITS: u32 = 17;
/// Numbers that are compared at once.
const BLOCK: usize = 16;

/// The numbers at `ranks` (from 0, ascending, all below the length); no number is above `most`.
///
/// ```
/// use fenqun::score::quantile::at_ranks;
/// assert_eq!(at_ranks(&[7u8, 1, 7, 3], 7, &[0, 2]), [1, 7]);
/// ```
pub fn at_ranks<T: Number>(numbers: &[T], most: u32, ranks: &[usize]) -> Vec<u32> {
    let shift = (u32::BITS - most.leading_zeros()).saturating_sub(BITS);
    let upper = |number: T| number.into() >> shift;
    let counts = tally(numbers, (most >> shift) as usize + 1, |number| upper(number) as usize);
    // of each rank the upper bits, and its rank among the numbers with the same ones
    let (mut below, mut at) = (0, 0u32);
    let place = |rank: &usize| {
        while let Some(count) = counts.get(at as usize).filter(|_| at < most >> shift) {
            if below + *count as usize > *rank {
                break;
            }
            below += *count as usize;
            at += 1;
        }
        (at, rank - below)
    };
    let places: Vec<(u32, usize)> = ranks.iter().map(place).collect();
    if shift == 0 {
        return places.into_iter().map(|(number, _)| number).collect();
    }
    // often many have the number 0, which is below all others
    let zeros = match places.first() {
        Some((0, _)) => numbers.iter().map(|number| usize::from((*number).into() == 0)).sum(),
        _ => 0,
    };
    let is_zero = |(upper, rank): &(u32, usize)| *upper == 0 && *rank < zeros;
    let (zero, others) = places.split_at(places.partition_point(is_zero));
    let mut wanted: Vec<u32> = others.iter().map(|(upper, _)| *upper).collect();
    wanted.dedup();
    let mut found = match wanted.len() {
        0..=4 => gathered::<T, 4>(numbers, shift, &wanted),
        5..=9 => gathered::<T, 9>(numbers, shift, &wanted),
        _ => {
            let mut sorted: Vec<u32> = numbers.iter().map(|number| (*number).into()).collect();
            sorted.sort_unstable();
            return ranks.iter().filter_map(|rank| sorted.get(*rank).copied()).collect();
        }
    };
    let select = |(upper, rank): &(u32, usize)| {
        let numbers = found.get_mut(wanted.binary_search(upper).ok()?)?;
        let rank = if *upper == 0 { rank - zeros } else { *rank };
        (rank < numbers.len()).then(|| *numbers.select_nth_unstable(rank).1)
    };
    let others = others.iter().filter_map(select);
    zero.iter().map(|_| 0).chain(others).collect()
}

/// Of each of some upper bits, ascending and at most `N`, the numbers above 0 that have them.
fn gathered<T: Number, const N: usize>(numbers: &[T], shift: u32, wanted: &[u32]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![Vec::new(); wanted.len()];
    if wanted.is_empty() {
        return found;
    }
    // what is wanted fills the places that are left
    let mut padded = [wanted[0]; N];
    padded.iter_mut().zip(wanted).for_each(|(place, upper)| *place = *upper);
    let (blocks, rest) = numbers.as_chunks::<BLOCK>();
    for block in blocks {
        if T::has_any(block, shift, &padded) {
            take(block, shift, wanted, &mut found);
        }
    }
    take(rest, shift, wanted, &mut found);
    found
}

fn take<T: Number>(numbers: &[T], shift: u32, wanted: &[u32], found: &mut [Vec<u32>]) {
    for number in numbers {
        let number: u32 = (*number).into();
        for (upper, found) in wanted.iter().zip(found.iter_mut()) {
            if *upper == number >> shift && number != 0 {
                found.push(number);
            }
        }
    }
}

/// How many of the cuts, at most nine, each number is above.
pub fn steps<T: Number>(numbers: &[T], cuts: &[u32]) -> Vec<u8> {
    if cuts.len() <= 4 { counted::<T, 4>(numbers, cuts) } else { counted::<T, 9>(numbers, cuts) }
}

fn counted<T: Number, const N: usize>(numbers: &[T], cuts: &[u32]) -> Vec<u8> {
    // nothing is above a cut that is not there
    let mut padded = [T::MOST; N];
    padded.iter_mut().zip(cuts).for_each(|(place, cut)| *place = T::of(*cut));
    let mut out = vec![0u8; numbers.len()];
    let (places, last) = out.as_chunks_mut::<BLOCK>();
    let (blocks, rest) = numbers.as_chunks::<BLOCK>();
    for (place, block) in places.iter_mut().zip(blocks) {
        *place = T::above(block, &padded);
    }
    for (place, number) in last.iter_mut().zip(rest) {
        *place = padded.iter().map(|cut| u8::from(number > cut)).sum();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_are_those_of_the_sorted_numbers(
            numbers in prop::collection::vec(prop_oneof![0u32..20, any::<u32>(), 1_000_000u32..1_000_900], 1..400),
            mut ranks in prop::collection::vec(0usize..400, 0..300),
        ) {
            ranks.retain(|rank| *rank < numbers.len());
            ranks.sort_unstable();
            let mut sorted = numbers.clone();
            sorted.sort_unstable();
            let expected: Vec<u32> = ranks.iter().map(|rank| sorted[*rank]).collect();
            let most = sorted.last().copied().unwrap_or(0);
            prop_assert_eq!(at_ranks(&numbers, most, &ranks), expected.clone());
            prop_assert_eq!(at_ranks(&numbers, u32::MAX, &ranks), expected);
        }

        #[test]
        fn few_ranks_are_those_of_the_sorted_numbers(
            numbers in prop::collection::vec(prop_oneof![Just(0u32), any::<u32>(), 1_000_000u32..1_000_900], 1..400),
            mut ranks in prop::collection::vec(0usize..400, 0..9),
        ) {
            ranks.retain(|rank| *rank < numbers.len());
            ranks.sort_unstable();
            let narrow: Vec<u16> = numbers.iter().map(|number| *number as u16).collect();
            let bytes: Vec<u8> = numbers.iter().map(|number| *number as u8).collect();
            let sorted = |mut numbers: Vec<u32>| -> Vec<u32> {
                numbers.sort_unstable();
                ranks.iter().map(|rank| numbers[*rank]).collect()
            };
            let wide = |numbers: &[u16]| numbers.iter().map(|n| u32::from(*n)).collect::<Vec<_>>();
            prop_assert_eq!(at_ranks(&numbers, u32::MAX, &ranks), sorted(numbers.clone()));
            prop_assert_eq!(at_ranks(&narrow, 65_535, &ranks), sorted(wide(&narrow)));
            prop_assert_eq!(at_ranks(&bytes, 255, &ranks), sorted(bytes.iter().map(|n| u32::from(*n)).collect()));
        }

        #[test]
        fn a_step_is_a_cut_below(
            numbers in prop::collection::vec(prop_oneof![0u32..20, any::<u32>()], 0..200),
            cuts in prop::collection::vec(prop_oneof![0u32..20, any::<u32>(), Just(u32::MAX)], 0..=9),
        ) {
            let expected = |number: u32| cuts.iter().filter(|cut| number > **cut).count() as u8;
            let each: Vec<u8> = numbers.iter().map(|number| expected(*number)).collect();
            prop_assert_eq!(steps(&numbers, &cuts), each);
            let narrow: Vec<u16> = numbers.iter().map(|number| *number as u16).collect();
            let each: Vec<u8> = narrow.iter().map(|number| expected(u32::from(*number))).collect();
            prop_assert_eq!(steps(&narrow, &cuts), each);
        }
    }

    #[test]
    fn many_ranks_are_sorted() {
        let numbers: Vec<u32> = (0..5000).rev().collect();
        let ranks: Vec<usize> = (0..5000).step_by(7).collect();
        assert!(
            at_ranks(&numbers, 4999, &ranks)
                .iter()
                .zip(&ranks)
                .all(|(n, rank)| *n as usize == *rank)
        );
    }
}
