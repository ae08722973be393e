//! Levels and cells of everybody from fitted cut values.

use super::column::most_counted;
use super::cuts::{Closed, MeasureCuts};
use super::{Cell, CellCuts, Facts, Fitted, Measure, NEVER, Scores};

/// A level in the low bits and whether it is high in the top bit.
type Grade = u8;
const HIGH: Grade = 0x80;

fn grade(level: u8, high: bool) -> Grade {
    level | if high { HIGH } else { 0 }
}

impl Fitted {
    /// Levels and cells of contacts, who may be others than those that were fitted. Contact order is kept.
    pub fn apply(&self, facts: &Facts) -> Scores {
        let n = facts.len();
        let zeros = || vec![0; n];
        let mut scores = Scores { r: zeros(), f: zeros(), m: zeros(), cell: zeros() };
        self.whole_grades(Measure::Recency, facts.recency_days, &mut scores.r);
        self.whole_grades(Measure::Frequency, facts.frequency, &mut scores.f);
        self.money_grades(facts.monetary, &mut scores.m);
        let grades = scores.r.iter_mut().zip(&mut scores.f).zip(&mut scores.m);
        for (((r, f), m), cell) in grades.zip(&mut scores.cell) {
            // all ones for a contact with a score
            let present = u8::from(*r != 0 && *m != 0).wrapping_neg();
            let lows = ((!*m >> 7) << 2) | ((!*r >> 7) << 1) | (!*f >> 7);
            *cell = (1 + lows) & present;
            *r &= !HIGH & present;
            *f &= !HIGH & present;
            *m &= !HIGH & present;
        }
        scores
    }

    /// The cell of a contact with these facts.
    pub fn cell(&self, days: u32, orders: u32, money: f64) -> Cell {
        let high = |measure, value| self.grade(measure, value) & HIGH != 0;
        Cell::of(
            high(Measure::Recency, f64::from(days)),
            high(Measure::Frequency, f64::from(orders)),
            high(Measure::Monetary, money),
        )
    }

    fn grade(&self, measure: Measure, value: f64) -> Grade {
        let cuts = self.cuts.of(measure);
        let level = match measure {
            Measure::Recency => cuts.reversed_level(value),
            _ => cuts.level(value),
        };
        grade(level, self.cell_cuts.is_high(measure, value, level))
    }

    /// The grades of a whole-numbered measure; 0 for [`NEVER`].
    fn whole_grades(&self, measure: Measure, column: &[u32], grades: &mut [Grade]) {
        let missing = |value: u32| measure == Measure::Recency && value == NEVER;
        let of = |value: u32| {
            if missing(value) { 0 } else { self.grade(measure, f64::from(value)) }
        };
        let most = most_counted(column);
        let mut table: Vec<Grade> = (0..=most).map(of).collect();
        // one place more: what is not counted can only be missing
        table.push(0);
        let last = table.len() - 1;
        if column.iter().any(|value| *value > most && !missing(*value)) {
            for (value, grade) in column.iter().zip(grades) {
                *grade = of(*value);
            }
            return;
        }
        for (value, grade) in column.iter().zip(grades) {
            *grade = table[(*value as usize).min(last)];
        }
    }

    /// The grades of money; 0 for what is not a number.
    fn money_grades(&self, money: &[f64], grades: &mut [Grade]) {
        let cuts = &self.cuts.monetary;
        if cuts.constant {
            for (value, grade) in money.iter().zip(grades) {
                *grade = if value.is_finite() { self.grade(Measure::Monetary, *value) } else { 0 };
            }
            return;
        }
        // high from a value on or from a level on; the other never decides
        let (value, level) = match self.cell_cuts {
            CellCuts::Values { monetary, .. } => (monetary, u64::MAX),
            CellCuts::Level(level) => (f64::INFINITY, u64::from(level)),
        };
        match (cuts.closed, cuts.cuts.len() <= 4) {
            (Closed::Right, true) => counted::<4>(cuts, value, level, |v, c| v > c, money, grades),
            (Closed::Left, true) => counted::<4>(cuts, value, level, |v, c| v >= c, money, grades),
            (Closed::Right, false) => counted::<9>(cuts, value, level, |v, c| v > c, money, grades),
            (Closed::Left, false) => counted::<9>(cuts, value, level, |v, c| v >= c, money, grades),
        }
    }
}

/// Money is graded so many contacts at a time.
const LANES: usize = 8;

/// Grades without a branch per cut: unused places hold infinity, which no value reaches.
fn counted<const N: usize>(
    cuts: &MeasureCuts,
    high_value: f64,
    high_level: u64,
    above: impl Fn(f64, f64) -> bool,
    money: &[f64],
    grades: &mut [Grade],
) {
    let mut padded = [f64::INFINITY; N];
    for (place, cut) in padded.iter_mut().zip(&cuts.cuts) {
        *place = *cut;
    }
    let (blocks, rest) = money.as_chunks::<LANES>();
    let (block_grades, rest_grades) = grades.as_chunks_mut::<LANES>();
    let of_block = |values: &[f64; LANES]| {
        let mut level = [1u64; LANES];
        for cut in &padded {
            for (level, value) in level.iter_mut().zip(values) {
                *level += u64::from(above(*value, *cut));
            }
        }
        let mut grade = [0u64; LANES];
        for ((grade, level), value) in grade.iter_mut().zip(&level).zip(values) {
            let high = u64::from(*value >= high_value) | u64::from(*level >= high_level);
            let finite = u64::from(value.abs() < f64::INFINITY);
            *grade = (level | (high << 7)) & finite.wrapping_neg();
        }
        grade.map(|grade| grade as Grade)
    };
    for (values, grades) in blocks.iter().zip(block_grades) {
        *grades = of_block(values);
    }
    let mut last = [f64::NAN; LANES];
    for (place, value) in last.iter_mut().zip(rest) {
        *place = *value;
    }
    for (place, grade) in rest_grades.iter_mut().zip(of_block(&last)) {
        *place = grade;
    }
}
