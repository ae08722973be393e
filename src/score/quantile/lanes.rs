//! Comparisons of sixteen numbers at once.

/// A whole number of a width that is compared as it is stored.
pub trait Number: Copy + Ord + Into<u32> {
    /// What no number is above.
    const MOST: Self;

    /// The number itself, or [`Number::MOST`] where it is larger.
    fn of(number: u32) -> Self;

    /// How many of the cuts each of the numbers is above.
    fn above<const N: usize>(numbers: &[Self; 16], cuts: &[Self; N]) -> [u8; 16];
}

fn plainly<T: Copy + Ord, const N: usize>(numbers: &[T; 16], cuts: &[T; N]) -> [u8; 16] {
    let mut found = [0u8; 16];
    for cut in cuts {
        for (count, number) in found.iter_mut().zip(numbers) {
            *count += u8::from(number > cut);
        }
    }
    found
}

macro_rules! narrow {
    ($($width:ty),*) => {$(
        impl Number for $width {
            const MOST: Self = Self::MAX;

            fn of(number: u32) -> Self {
                Self::try_from(number).unwrap_or(Self::MAX)
            }

            #[inline]
            fn above<const N: usize>(numbers: &[Self; 16], cuts: &[Self; N]) -> [u8; 16] {
                plainly(numbers, cuts)
            }
        }
    )*};
}
narrow!(u8, u16);

impl Number for u32 {
    const MOST: Self = Self::MAX;

    fn of(number: u32) -> Self {
        number
    }

    #[inline]
    fn above<const N: usize>(numbers: &[Self; 16], cuts: &[Self; N]) -> [u8; 16] {
        above(numbers, cuts)
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use plainly as above;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use vectors::above;

/// Whether one of the numbers has upper bits that are wanted.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub fn has_any<const N: usize>(numbers: &[u32; 16], shift: u32, wanted: &[u32; N]) -> bool {
    let of =
        |number: &u32| wanted.iter().fold(false, |any, upper| any | (number >> shift == *upper));
    numbers.iter().fold(false, |any, number| any | of(number))
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use vectors::has_any;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod vectors {
    use core::arch::wasm32::{
        i8x16_shuffle, i32x4_eq, i32x4_gt, i32x4_shl, i32x4_splat, i32x4_sub, u32x4, u32x4_shr,
        u32x4_splat, u64x2_extract_lane, v128, v128_any_true, v128_or, v128_xor,
    };

    fn load(four: &[u32; 4]) -> v128 {
        u32x4(four[0], four[1], four[2], four[3])
    }

    /// How many of the cuts each number is above. Numbers are compared with a sign, which takes one instruction instead of
    /// three, so their highest bits are turned first.
    #[inline]
    pub fn above<const N: usize>(numbers: &[u32; 16], cuts: &[u32; N]) -> [u8; 16] {
        let turned = cuts.map(|cut| i32x4_splat((cut ^ 1 << 31) as i32));
        let mut found = i32x4_splat(0);
        for (four, shift) in numbers.as_chunks::<4>().0.iter().zip([0, 8, 16, 24]) {
            let number = v128_xor(load(four), i32x4_splat(i32::MIN));
            // all ones is minus one
            let count =
                turned.iter().fold(i32x4_splat(0), |n, cut| i32x4_sub(n, i32x4_gt(number, *cut)));
            found = v128_or(found, i32x4_shl(count, shift));
        }
        let bytes =
            i8x16_shuffle::<0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15>(found, found);
        let words = [u64x2_extract_lane::<0>(bytes), u64x2_extract_lane::<1>(bytes)];
        let mut out = [0; 16];
        for (place, word) in out.as_chunks_mut::<8>().0.iter_mut().zip(words) {
            *place = word.to_le_bytes();
        }
        out
    }

    /// Whether one of the numbers has upper bits that are wanted.
    #[inline]
    pub fn has_any<const N: usize>(numbers: &[u32; 16], shift: u32, wanted: &[u32; N]) -> bool {
        let wanted = wanted.map(|upper| u32x4_splat(upper));
        let any = numbers.as_chunks::<4>().0.iter().fold(u32x4_splat(0), |any, four| {
            let upper = u32x4_shr(load(four), shift);
            wanted.iter().fold(any, |any, wanted| v128_or(any, i32x4_eq(upper, *wanted)))
        });
        v128_any_true(any)
    }
}
