//! Levels and cells of everybody from fitted cut values.

use super::column::{COUNTED, largest};
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
        // one after the largest; NEVER, which is missing, wraps to 0
        let end = match measure {
            Measure::Recency => largest(column, |value| value.wrapping_add(1)),
            _ => largest(column, |value| value).saturating_add(1),
        };
        if end as usize > COUNTED {
            for (value, grade) in column.iter().zip(grades) {
                *grade = of(*value);
            }
            return;
        }
        let mut table: Vec<Grade> = (0..end).map(of).collect();
        // one place more: what is not counted can only be missing
        table.push(0);
        let last = table.len() - 1;
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
            CellCuts::Values { monetary, .. } => (monetary, u32::MAX),
            CellCuts::Level(level) => (f64::INFINITY, u32::from(level)),
        };
        match (cuts.closed, cuts.cuts.len() <= 4) {
            (Closed::Right, true) => counted::<4>(cuts, value, level, |v, c| v > c, money, grades),
            (Closed::Left, true) => counted::<4>(cuts, value, level, |v, c| v >= c, money, grades),
            (Closed::Right, false) => counted::<9>(cuts, value, level, |v, c| v > c, money, grades),
            (Closed::Left, false) => counted::<9>(cuts, value, level, |v, c| v >= c, money, grades),
        }
    }
}

/// Grades without a branch per cut: unused places hold infinity, which no value reaches.
fn counted<const N: usize>(
    cuts: &MeasureCuts,
    high_value: f64,
    high_level: u32,
    above: impl Fn(f64, f64) -> bool,
    money: &[f64],
    grades: &mut [Grade],
) {
    let mut padded = [f64::INFINITY; N];
    for (place, cut) in padded.iter_mut().zip(&cuts.cuts) {
        *place = *cut;
    }
    for (value, grade) in money.iter().zip(grades) {
        let level = 1 + padded.iter().map(|cut| u32::from(above(*value, *cut))).sum::<u32>();
        let high = u32::from(*value >= high_value) | u32::from(level >= high_level);
        let finite = u32::from(value.abs() < f64::INFINITY);
        *grade = ((level | (high << 7)) & finite.wrapping_neg()) as Grade;
    }
}
