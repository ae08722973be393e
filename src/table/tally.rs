//! How often each of some places is meant.

/// Tables that take turns, so that equal values in a row do not wait for each other.
const TURNS: usize = 4;
/// Beyond so many places one table alone stays near enough, and equal values in a row are rare.
const MOST_PLACES: usize = 1 << 12;

/// How many values have each place below `size`; a value with a place behind it is counted nowhere.
///
/// ```
/// use fenqun::table::tally;
/// assert_eq!(tally(&[1u8, 0, 1, 9], 3, usize::from), [1, 2, 0]);
/// ```
pub fn tally<T: Copy>(values: &[T], size: usize, place: impl Fn(T) -> usize) -> Vec<u32> {
    if size > MOST_PLACES {
        let mut counts = vec![0u32; size];
        for value in values {
            if let Some(count) = counts.get_mut(place(*value)) {
                *count += 1;
            }
        }
        return counts;
    }
    let mut tables = vec![[0u32; TURNS]; size];
    let (turns, rest) = values.as_chunks::<TURNS>();
    for values in turns {
        for (turn, value) in values.iter().enumerate() {
            if let Some(counts) = tables.get_mut(place(*value)) {
                counts[turn] += 1;
            }
        }
    }
    for value in rest {
        if let Some(counts) = tables.get_mut(place(*value)) {
            counts[0] += 1;
        }
    }
    tables.iter().map(|turns| turns.iter().sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_value_is_counted_once(values in prop::collection::vec(0u16..9000, 0..300), size in prop::sample::select(vec![0usize, 1, 7, 4096, 4097, 9000])) {
            let counts = tally(&values, size, usize::from);
            prop_assert_eq!(counts.len(), size);
            for (place, count) in counts.into_iter().enumerate() {
                let meant = values.iter().filter(|value| usize::from(**value) == place).count();
                prop_assert_eq!(count as usize, meant);
            }
        }
    }
}
