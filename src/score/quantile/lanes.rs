//! Comparisons of sixteen numbers at once.

/// A whole number of a width that is compared as it is stored.
pub trait Number: Copy + Ord + Into<u32> {
    /// What no number is above.
    const MOST: Self;

    /// The number itself, or [`Number::MOST`] where it is larger.
    fn of(number: u32) -> Self;

    /// How many of the cuts each of the numbers is above.
    #[inline]
    fn above<const N: usize>(numbers: &[Self; 16], cuts: &[Self; N]) -> [u8; 16] {
        let mut found = [0u8; 16];
        for cut in cuts {
            for lane in 0..16 {
                found[lane] += u8::from(numbers[lane] > *cut);
            }
        }
        found
    }

    /// Whether one of the numbers has upper bits that are wanted.
    #[inline]
    fn has_any<const N: usize>(numbers: &[Self; 16], shift: u32, wanted: &[u32; N]) -> bool {
        let mut any = false;
        for wanted in wanted {
            for number in numbers {
                any |= (*number).into() >> shift == *wanted;
            }
        }
        any
    }
}

impl Number for u8 {
    const MOST: Self = Self::MAX;

    fn of(number: u32) -> Self {
        Self::try_from(number).unwrap_or(Self::MAX)
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline]
    fn above<const N: usize>(numbers: &[Self; 16], cuts: &[Self; N]) -> [u8; 16] {
        vectors::bytes_above(numbers, cuts)
    }
}

impl Number for u16 {
    const MOST: Self = Self::MAX;

    fn of(number: u32) -> Self {
        Self::try_from(number).unwrap_or(Self::MAX)
    }
}

impl Number for u32 {
    const MOST: Self = Self::MAX;

    fn of(number: u32) -> Self {
        number
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline]
    fn above<const N: usize>(numbers: &[Self; 16], cuts: &[Self; N]) -> [u8; 16] {
        vectors::above(numbers, cuts)
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline]
    fn has_any<const N: usize>(numbers: &[Self; 16], shift: u32, wanted: &[u32; N]) -> bool {
        vectors::has_any(numbers, shift, wanted)
    }
}

/// What a table has at the place of each number; no number is above `most`.
///
/// ```
/// use fenqun::score::quantile::looked_up;
/// let squares = std::array::from_fn(|n| (n * n) as u8);
/// assert_eq!(looked_up(&[3, 1], &squares, 3), [9, 1]);
/// ```
pub fn looked_up(numbers: &[u8], table: &[u8; 256], most: u8) -> Vec<u8> {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        vectors::looked_up(numbers, table, most)
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    {
        debug_assert!(numbers.iter().all(|number| *number <= most));
        numbers.iter().map(|number| table[usize::from(*number)]).collect()
    }
}

/// The same by hand: left to the compiler, it takes one number after the other.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vectors {
    use bytemuck::must_cast;
    use core::arch::wasm32::{
        i8x16_shuffle, i8x16_splat, i8x16_sub, i8x16_swizzle, i32x4_eq, i32x4_gt, i32x4_shl,
        i32x4_splat, i32x4_sub, u8x16_gt, u8x16_splat, u32x4_shr, u32x4_splat, v128, v128_any_true,
        v128_or, v128_xor,
    };

    /// Sixteen places of the table at a time: those of other numbers give zero.
    pub fn looked_up(numbers: &[u8], table: &[u8; 256], most: u8) -> Vec<u8> {
        let (rows, _) = table.as_chunks::<16>();
        let rows = &rows[..=usize::from(most / 16)];
        let mut out = vec![0u8; numbers.len()];
        let (places, last) = out.as_chunks_mut::<16>();
        let (blocks, rest) = numbers.as_chunks::<16>();
        for (place, block) in places.iter_mut().zip(blocks) {
            let mut number = must_cast::<[u8; 16], v128>(*block);
            let mut found = i8x16_splat(0);
            for row in rows {
                found = v128_or(found, i8x16_swizzle(must_cast(*row), number));
                number = i8x16_sub(number, i8x16_splat(16));
            }
            *place = must_cast(found);
        }
        for (place, number) in last.iter_mut().zip(rest) {
            *place = table[usize::from(*number)];
        }
        out
    }

    /// How many of the cuts each number is above.
    #[inline]
    pub fn bytes_above<const N: usize>(numbers: &[u8; 16], cuts: &[u8; N]) -> [u8; 16] {
        let number = must_cast::<[u8; 16], v128>(*numbers);
        let mut found = i8x16_splat(0);
        for cut in cuts {
            // all ones is minus one
            found = i8x16_sub(found, u8x16_gt(number, u8x16_splat(*cut)));
        }
        must_cast(found)
    }

    /// How many of the cuts each number is above. Numbers are compared with a sign, which takes one instruction instead of
    /// three, so their highest bits are turned first.
    #[inline]
    pub fn above<const N: usize>(numbers: &[u32; 16], cuts: &[u32; N]) -> [u8; 16] {
        let mut found = i32x4_splat(0);
        let (fours, _) = numbers.as_chunks::<4>();
        for (four, shift) in fours.iter().zip([0, 8, 16, 24]) {
            let number = v128_xor(must_cast(*four), i32x4_splat(i32::MIN));
            let mut count = i32x4_splat(0);
            for cut in cuts {
                count = i32x4_sub(count, i32x4_gt(number, i32x4_splat((cut ^ 1 << 31) as i32)));
            }
            found = v128_or(found, i32x4_shl(count, shift));
        }
        // the numbers stand as four rows in the bytes of the lanes: row by row
        must_cast(i8x16_shuffle::<0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15>(
            found, found,
        ))
    }

    /// Whether one of the numbers has upper bits that are wanted.
    #[inline]
    pub fn has_any<const N: usize>(numbers: &[u32; 16], shift: u32, wanted: &[u32; N]) -> bool {
        let mut any = i32x4_splat(0);
        let (fours, _) = numbers.as_chunks::<4>();
        for four in fours {
            let upper = u32x4_shr(must_cast(*four), shift);
            for wanted in wanted {
                any = v128_or(any, i32x4_eq(upper, u32x4_splat(*wanted)));
            }
        }
        v128_any_true(any)
    }
}
