//! Exact comparison of fractions, for averages.

use std::cmp::Ordering;

/// Compares `a / b` with `c / d` for positive `b` and `d`, without overflow: whole parts first, then the reciprocals of
/// what is left (the continued fractions of both).
pub fn compare(mut a: i128, mut b: i128, mut c: i128, mut d: i128) -> Ordering {
    let mut flipped = false;
    loop {
        let (whole, other) = (a.div_euclid(b), c.div_euclid(d));
        let (rest, other_rest) = (a.rem_euclid(b), c.rem_euclid(d));
        let order = match whole.cmp(&other) {
            Ordering::Equal => match (rest == 0, other_rest == 0) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => {
                    (a, b, c, d) = (b, rest, d, other_rest);
                    flipped = !flipped;
                    continue;
                }
            },
            order => order,
        };
        return if flipped { order.reverse() } else { order };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_cross_multiplication(a in -1000i128..1000, b in 1i128..1000, c in -1000i128..1000, d in 1i128..1000) {
            prop_assert_eq!(compare(a, b, c, d), (a * d).cmp(&(c * b)));
        }
    }

    #[test]
    fn huge_terms_do_not_overflow() {
        let big = i128::MAX;
        assert_eq!(compare(big, big - 1, big - 1, big - 2), Ordering::Less);
    }
}
