//! The values at some ranks of whole numbers: counted by their upper bits, then selected among those that fall together.

/// Upper bits that are counted.
const BITS: u32 = 12;
/// Tables that take turns, so that equal numbers in a row do not wait for each other.
const TURNS: usize = 4;
const UNWANTED: u8 = u8::MAX;

/// The numbers at `ranks` (from 0, ascending, all below the length).
///
/// ```
/// use fenqun::score::quantile::at_ranks;
/// assert_eq!(at_ranks(&[7, 1, 7, 3], &[0, 2]), [1, 7]);
/// ```
pub fn at_ranks(numbers: &[u32], ranks: &[usize]) -> Vec<u32> {
    let low = numbers.iter().fold(u32::MAX, |low, number| low.min(*number));
    let high = numbers.iter().fold(0, |high, number| high.max(*number));
    if low >= high {
        return vec![low; ranks.len()];
    }
    if ranks.len() >= usize::from(UNWANTED) {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        return ranks.iter().filter_map(|rank| sorted.get(*rank).copied()).collect();
    }
    let shift = (u32::BITS - (high - low).leading_zeros()).saturating_sub(BITS);
    let bucket_of = |number: u32| ((number - low) >> shift) as usize % (1 << BITS);
    let counts = counts(numbers, bucket_of);
    // often many have the least number
    let least = numbers.iter().filter(|number| **number == low).count();
    let mut slot_of = [UNWANTED; 1 << BITS];
    // of each wanted bucket how many numbers are below it, and its numbers
    let mut slots: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut asked: Vec<(usize, usize, usize)> = Vec::with_capacity(ranks.len());
    let (mut below, mut bucket) = (0, 0);
    for rank in ranks {
        if *rank < least {
            continue;
        }
        while bucket + 1 < counts.len() && below + counts[bucket] as usize <= *rank {
            below += counts[bucket] as usize;
            bucket += 1;
        }
        if slot_of[bucket] == UNWANTED {
            slot_of[bucket] = slots.len() as u8;
            slots.push((below.max(least), Vec::new()));
        }
        asked.push((bucket, usize::from(slot_of[bucket]), *rank));
    }
    let mut found = vec![low; ranks.len() - asked.len()];
    if shift == 0 {
        found.extend(asked.into_iter().map(|(bucket, ..)| low + bucket as u32));
        return found;
    }
    for number in numbers {
        let slot = slot_of[bucket_of(*number)];
        if slot != UNWANTED && *number != low {
            slots[usize::from(slot)].1.push(*number);
        }
    }
    let select = |(_, slot, rank): (usize, usize, usize)| {
        let (below, numbers) = &mut slots[slot];
        *numbers.select_nth_unstable(rank - *below).1
    };
    found.extend(asked.into_iter().map(select));
    found
}

fn counts(numbers: &[u32], bucket_of: impl Fn(u32) -> usize) -> Vec<u32> {
    let mut tables = vec![[0u32; TURNS]; 1 << BITS];
    let (turns, rest) = numbers.as_chunks::<TURNS>();
    for numbers in turns {
        for (turn, number) in numbers.iter().enumerate() {
            tables[bucket_of(*number)][turn] += 1;
        }
    }
    for number in rest {
        tables[bucket_of(*number)][0] += 1;
    }
    tables.iter().map(|turns| turns.iter().sum()).collect()
}

/// The level of each number among ascending cuts, at most nine: 1 and one more for each cut below it.
pub fn levels(numbers: &[u32], cuts: &[u32]) -> Vec<u8> {
    if cuts.len() <= 4 { counted::<4>(numbers, cuts) } else { counted::<9>(numbers, cuts) }
}

fn counted<const N: usize>(numbers: &[u32], cuts: &[u32]) -> Vec<u8> {
    // nothing is above a cut that is not there
    let mut padded = [u32::MAX; N];
    padded.iter_mut().zip(cuts).for_each(|(place, cut)| *place = *cut);
    let level =
        |number: &u32| padded.iter().fold(1u32, |level, cut| level + u32::from(number > cut)) as u8;
    numbers.iter().map(level).collect()
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
            prop_assert_eq!(at_ranks(&numbers, &ranks), expected);
        }

        #[test]
        fn a_level_counts_the_cuts_below(
            numbers in prop::collection::vec(prop_oneof![0u32..20, any::<u32>()], 0..200),
            cuts in prop::collection::vec(prop_oneof![0u32..20, any::<u32>(), Just(u32::MAX)], 0..=9),
        ) {
            let found = levels(&numbers, &cuts);
            for (number, level) in numbers.iter().zip(found) {
                prop_assert_eq!(usize::from(level), 1 + cuts.iter().filter(|cut| number > cut).count());
            }
        }
    }

    #[test]
    fn many_ranks_are_sorted() {
        let numbers: Vec<u32> = (0..5000).rev().collect();
        let ranks: Vec<usize> = (0..5000).step_by(7).collect();
        assert!(
            at_ranks(&numbers, &ranks).iter().zip(&ranks).all(|(n, rank)| *n as usize == *rank)
        );
    }
}
