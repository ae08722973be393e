//! Which values lie in a range, 64 rows at a time: one subtraction and one unsigned comparison per value, many values at
//! once.

/// Values that are compared with the bounds of a range.
pub trait Lane: Copy + Default + PartialOrd + TryFrom<u64> {
    /// Bit `i` says whether value `i` lies in `low..=high`. Where `low` is above `high`, the range goes over the largest value
    /// to the smallest: the bits of signed numbers make such ranges.
    fn within(values: &[Self; 64], low: Self, high: Self) -> u64;
}

pub use lanes::{both, up_to};

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod lanes {
    use super::super::pack;

    /// Bit `i` says whether byte `i` of the one is the first and byte `i` of the other the second.
    #[inline]
    pub fn both(one: &[u8; 64], first: u8, other: &[u8; 64], second: u8) -> u64 {
        pack::word(one, |byte| byte == first) & pack::word(other, |byte| byte == second)
    }

    /// How many of these ascending values are at most a bound.
    #[inline]
    pub fn up_to(ascending: &[u32; 16], bound: u32) -> u32 {
        ascending.iter().map(|value| u32::from(*value <= bound)).sum()
    }

    macro_rules! lane {
        ($($t:ty),*) => {$(
            impl super::Lane for $t {
                #[inline]
                fn within(values: &[Self; 64], low: Self, high: Self) -> u64 {
                    let span = high.wrapping_sub(low);
                    pack::word(values, |v| v.wrapping_sub(low) <= span)
                }
            }
        )*};
    }
    lane!(u8, u16, u32, u64);
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod lanes {
    use bytemuck::must_cast;
    use core::arch::wasm32::{
        i8x16_gt, i8x16_narrow_i16x8, i8x16_splat, i8x16_sub, i16x8_gt, i16x8_narrow_i32x4,
        i16x8_splat, i16x8_sub, i32x4_bitmask, i32x4_gt, i32x4_shuffle, i32x4_splat, i32x4_sub,
        i64x2_gt, i64x2_splat, i64x2_sub, u8x16_bitmask, u8x16_eq, u8x16_splat, u32x4_gt,
        u32x4_splat, v128_and,
    };

    /// Bit `i` says whether byte `i` of the one is the first and byte `i` of the other the second.
    #[inline]
    pub fn both(one: &[u8; 64], first: u8, other: &[u8; 64], second: u8) -> u64 {
        let (first, second) = (u8x16_splat(first), u8x16_splat(second));
        let answer = |one: &[u8; 16], other: &[u8; 16]| {
            let one = u8x16_eq(must_cast(*one), first);
            u64::from(u8x16_bitmask(v128_and(one, u8x16_eq(must_cast(*other), second))))
        };
        match (one.as_chunks::<16>().0, other.as_chunks::<16>().0) {
            ([a, b, c, d], [e, f, g, h]) => {
                answer(a, e) | answer(b, f) << 16 | answer(c, g) << 32 | answer(d, h) << 48
            }
            _ => 0,
        }
    }

    /// How many of these ascending values are at most a bound.
    #[inline]
    pub fn up_to(ascending: &[u32; 16], bound: u32) -> u32 {
        let bound = u32x4_splat(bound);
        let above = |four: &[u32; 4]| u32x4_gt(must_cast(*four), bound);
        match ascending.as_chunks::<4>().0 {
            [a, b, c, d] => {
                let (low, high) = (
                    i16x8_narrow_i32x4(above(a), above(b)),
                    i16x8_narrow_i32x4(above(c), above(d)),
                );
                let above = u8x16_bitmask(i8x16_narrow_i16x8(low, high));
                (u32::from(above) | 1 << 16).trailing_zeros()
            }
            _ => 0,
        }
    }

    // Processors compare signed numbers in one step, unsigned ones in two: everything is moved down by half the range, and
    // what is larger lies outside.

    impl super::Lane for u8 {
        #[inline]
        fn within(values: &[Self; 64], low: Self, high: Self) -> u64 {
            let from = i8x16_splat((low ^ 0x80) as i8);
            let span = i8x16_splat((high.wrapping_sub(low) ^ 0x80) as i8);
            let outside = |lane: &[u8; 16]| {
                u64::from(u8x16_bitmask(i8x16_gt(i8x16_sub(must_cast(*lane), from), span)))
            };
            match values.as_chunks::<16>().0 {
                [a, b, c, d] => {
                    !(outside(a) | outside(b) << 16 | outside(c) << 32 | outside(d) << 48)
                }
                _ => 0,
            }
        }
    }

    impl super::Lane for u16 {
        #[inline]
        fn within(values: &[Self; 64], low: Self, high: Self) -> u64 {
            let from = i16x8_splat((low ^ 0x8000) as i16);
            let span = i16x8_splat((high.wrapping_sub(low) ^ 0x8000) as i16);
            let larger = |lane: &[u16; 8]| i16x8_gt(i16x8_sub(must_cast(*lane), from), span);
            let outside = |a, b| u64::from(u8x16_bitmask(i8x16_narrow_i16x8(larger(a), larger(b))));
            match values.as_chunks::<8>().0 {
                [a, b, c, d, e, f, g, h] => {
                    !(outside(a, b)
                        | outside(c, d) << 16
                        | outside(e, f) << 32
                        | outside(g, h) << 48)
                }
                _ => 0,
            }
        }
    }

    impl super::Lane for u32 {
        #[inline]
        fn within(values: &[Self; 64], low: Self, high: Self) -> u64 {
            let from = i32x4_splat((low ^ 0x8000_0000) as i32);
            let span = i32x4_splat((high.wrapping_sub(low) ^ 0x8000_0000) as i32);
            let larger = |lane: &[u32; 4]| {
                u32::from(i32x4_bitmask(i32x4_gt(i32x4_sub(must_cast(*lane), from), span)))
            };
            let outside = |sixteen: &[u32; 16]| match sixteen.as_chunks::<4>().0 {
                [a, b, c, d] => larger(a) | larger(b) << 4 | larger(c) << 8 | larger(d) << 12,
                _ => 0,
            };
            match values.as_chunks::<16>().0 {
                [a, b, c, d] => {
                    let (low, high) =
                        (outside(a) | outside(b) << 16, outside(c) | outside(d) << 16);
                    !(u64::from(low) | u64::from(high) << 32)
                }
                _ => 0,
            }
        }
    }

    impl super::Lane for u64 {
        #[inline]
        fn within(values: &[Self; 64], low: Self, high: Self) -> u64 {
            let from = i64x2_splat((low ^ 1 << 63) as i64);
            let span = i64x2_splat((high.wrapping_sub(low) ^ 1 << 63) as i64);
            let larger = |lane: &[u64; 2]| i64x2_gt(i64x2_sub(must_cast(*lane), from), span);
            // the low halves of two times two answers
            let four =
                |a: &[u64; 2], b: &[u64; 2]| i32x4_shuffle::<0, 2, 4, 6>(larger(a), larger(b));
            let outside = |sixteen: &[u64; 16]| match sixteen.as_chunks::<2>().0 {
                [a, b, c, d, e, f, g, h] => {
                    let low = i16x8_narrow_i32x4(four(a, b), four(c, d));
                    let high = i16x8_narrow_i32x4(four(e, f), four(g, h));
                    u64::from(u8x16_bitmask(i8x16_narrow_i16x8(low, high)))
                }
                _ => 0,
            };
            match values.as_chunks::<16>().0 {
                [a, b, c, d] => {
                    !(outside(a) | outside(b) << 16 | outside(c) << 32 | outside(d) << 48)
                }
                _ => 0,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn agrees<T: Lane>(values: &[u64], low: u64, high: u64) -> bool {
        let cast = |v: u64| T::try_from(v).ok();
        let all: Option<Vec<T>> = values.iter().map(|v| cast(*v)).collect();
        let (Some(all), Some(low), Some(high)) = (all, cast(low), cast(high)) else { return true };
        let Some(chunk) = all.first_chunk::<64>() else { return false };
        let word = T::within(chunk, low, high);
        (0..)
            .zip(chunk)
            .all(|(bit, v): (u32, &T)| (word >> bit & 1 == 1) == (low <= *v && *v <= high))
    }

    proptest! {
        #[test]
        fn each_bit_says_whether_its_value_is_inside(values in prop::collection::vec(any::<u64>(), 64), bounds in any::<(u64, u64)>(), width in prop::sample::select(vec![7u32, 8, 15, 16, 31, 32, 64])) {
            let narrow = |v: u64| v >> (64 - width);
            let values: Vec<u64> = values.into_iter().map(narrow).collect();
            let (low, high) = (narrow(bounds.0.min(bounds.1)), narrow(bounds.0.max(bounds.1)));
            prop_assert!(agrees::<u8>(&values, low, high));
            prop_assert!(agrees::<u16>(&values, low, high));
            prop_assert!(agrees::<u32>(&values, low, high));
            prop_assert!(agrees::<u64>(&values, low, high));
        }

        #[test]
        fn ranges_of_signed_numbers_may_go_over_zero(values in prop::collection::vec(-9i64..9, 64), low in -9i64..9, high in -9i64..9) {
            let bits: Vec<u64> = values.iter().map(|v| *v as u64).collect();
            let chunk: &[u64; 64] = bits.first_chunk().unwrap();
            let word = u64::within(chunk, low.min(high) as u64, low.max(high) as u64);
            for (bit, v) in values.iter().enumerate() {
                prop_assert_eq!(word >> bit & 1 == 1, (low.min(high)..=low.max(high)).contains(v));
            }
        }

        #[test]
        fn ascending_values_up_to_a_bound_are_counted(mut values in prop::collection::vec(prop_oneof![0u32..40, u32::MAX - 9..=u32::MAX], 16), bound in prop_oneof![0u32..40, u32::MAX - 9..=u32::MAX]) {
            values.sort_unstable();
            let expected = values.iter().filter(|value| **value <= bound).count() as u32;
            prop_assert_eq!(up_to(values.first_chunk().unwrap(), bound), expected);
        }

        #[test]
        fn two_bytes_are_looked_for_at_once(one in prop::collection::vec(0u8..3, 64), other in prop::collection::vec(0u8..3, 64)) {
            let (a, b): (&[u8; 64], &[u8; 64]) = (one.first_chunk().unwrap(), other.first_chunk().unwrap());
            let word = both(a, 1, b, 2);
            prop_assert!((0..64).all(|bit| (word >> bit & 1 == 1) == (one[bit] == 1 && other[bit] == 2)));
        }
    }
}
