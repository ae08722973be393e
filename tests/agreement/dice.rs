//! Choices that are the same for the same seed.

use std::ops::Range;

/// A sequence of choices (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn number(&mut self, range: Range<i64>) -> i64 {
        range.start + (self.next() % (range.end - range.start) as u64) as i64
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.number(0..100) < percent
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.number(0..list.len() as i64) as usize]
    }

    /// The place of a choice by weights.
    pub fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut left = self.number(0..weights.iter().sum());
        weights
            .iter()
            .position(|w| {
                (left < *w) || {
                    left -= w;
                    false
                }
            })
            .unwrap_or(0)
    }

    pub fn list<T>(&mut self, length: Range<i64>, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.number(length)).map(|_| item(self)).collect()
    }

    pub fn maybe<T>(&mut self, percent: i64, item: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| item(self))
    }
}
