//! What is told of an RFM score: cuts, groups, the grid, what is odd, and why a contact has its code.

use super::{Graded, Money, RfmMethod, RfmParams, code_names, levels};
use crate::rule::Node;
use crate::score::rfm::{Cell, CellCuts, Measure, NEVER};
use crate::session::scores::orders::Orders;
use crate::session::scores::tell::{diag, equals, group, missing, note, number};
use crate::session::scores::{Outcome, ScoreDefinition, When};
use crate::session::{ScoreCell, ScoreCut, ScoreGrid, ScoreGroup, ScoreNote};
use std::collections::BTreeMap;

/// Everything but the columns.
pub(super) fn outcome(
    definition: &ScoreDefinition,
    params: &RfmParams,
    found: &Orders,
    graded: &Graded<'_>,
    when: &When,
) -> Outcome {
    let n = graded.present.len();
    let population = graded.scores.r.len() as u32;
    let counted = Counted::new(graded);
    let mut groups = counted.groups(definition, params, graded);
    if n < population {
        groups.push(missing(definition, "cell", population - n));
    }
    let left_out = found.left_out;
    let without = found.days.iter().filter(|days| **days == NEVER).count();
    let diag = diag(&[
        ("scored", n.into()),
        ("without_orders", without as f64),
        ("future_ignored", left_out.future.into()),
        ("bad_rows", left_out.bad_rows.into()),
        ("not_counting", left_out.not_counting.into()),
    ]);
    Outcome {
        columns: Vec::new(),
        n,
        cuts: cuts(params, graded),
        groups,
        grid: Some(counted.grid(definition, graded)),
        diag,
        notes: notes(params, graded, found, when),
        ..Outcome::default()
    }
}

fn notes(params: &RfmParams, graded: &Graded<'_>, found: &Orders, when: &When) -> Vec<ScoreNote> {
    let diag = &graded.fitted.diag;
    let table = params.table.clone().unwrap_or_default();
    let amount = params.amount.clone().unwrap_or_default();
    let as_of = crate::time::civil::format(when.zone.day_of(when.as_of.saturating_sub(1)));
    let how = match params.method {
        RfmMethod::Quantiles(_) => "rfm.quantiles",
        RfmMethod::Ranks(_) => "rfm.ranks",
        RfmMethod::Thresholds(_) => "rfm.thresholds",
        RfmMethod::Stored(_) => "rfm.stored",
    };
    let window = params.window_days.map_or_else(String::new, |days| days.to_string());
    let [r_levels, ..] = levels(&graded.fitted);
    let mut notes = vec![
        note(
            "rfm.facts",
            &[("table", &table), ("amount", &amount), ("as_of", &as_of), ("window", &window)],
        ),
        note(how, &[("levels", &r_levels)]),
    ];
    let name = |measure: &Measure| match measure {
        Measure::Recency => "r",
        Measure::Frequency => "f",
        Measure::Monetary => "m",
    };
    for measure in &diag.zero_variance {
        notes.push(note("warn.zero_variance", &[("part", &name(measure))]));
    }
    for measure in &diag.few_distinct {
        notes.push(note("warn.few_distinct", &[("part", &name(measure))]));
    }
    if diag.recommend_fixed {
        notes.push(note("warn.recommend_fixed", &[("n", &diag.scored)]));
    }
    let left_out = found.left_out;
    for (key, n) in [
        ("warn.future_ignored", left_out.future),
        ("warn.bad_rows", left_out.bad_rows),
        ("warn.not_counting", left_out.not_counting),
    ] {
        if n > 0 {
            notes.push(note(key, &[("n", &n)]));
        }
    }
    notes
}

fn cuts(params: &RfmParams, graded: &Graded<'_>) -> Vec<ScoreCut> {
    let of = &graded.fitted.cuts;
    let by_rank = matches!(params.method, RfmMethod::Ranks(_));
    let cut = |part: &str, unit: &str, values: &[f64]| ScoreCut {
        part: part.to_owned(),
        unit: unit.to_owned(),
        values: values.to_vec(),
    };
    let mut cuts = vec![
        cut("r", if by_rank { "time" } else { "days" }, &of.recency.cuts),
        cut("f", "orders", &of.frequency.cuts),
        cut("m", "money", &of.monetary.cuts),
    ];
    match graded.fitted.cell_cuts {
        CellCuts::Values { recency, frequency, monetary } => {
            cuts.push(cut("cell.r", "days", &[recency]));
            cuts.push(cut("cell.f", "orders", &[frequency]));
            cuts.push(cut("cell.m", "money", &[monetary]));
        }
        CellCuts::Level(level) => cuts.push(cut("cell", "level", &[f64::from(level)])),
    }
    cuts
}

/// Contacts and money per code and per cell.
struct Counted {
    codes: Vec<(u32, f64)>,
    cells: [(u32, f64); 8],
}

impl Counted {
    fn new(graded: &Graded<'_>) -> Self {
        let levels = levels(&graded.fitted);
        let count = usize::from(levels.iter().product::<u16>());
        // one place for each cell of each code; the first ones are those of contacts without a score
        let mut places = vec![(0, 0.0); (count + 1) * CELLS];
        match &graded.money {
            Money::Sums(sums, unit) => {
                count_into(&mut places, graded, sums.iter().map(|sum| *sum as f64 / unit));
            }
            Money::Each(values) => count_into(&mut places, graded, values.iter().copied()),
        }
        let mut codes = vec![(0, 0.0); count];
        let mut cells = [(0, 0.0); CELLS];
        for (code, places) in codes.iter_mut().zip(places.chunks_exact(CELLS).skip(1)) {
            for (cell, (contacts, amount)) in cells.iter_mut().zip(places) {
                for (count, sum) in [&mut *code, cell] {
                    *count += contacts;
                    *sum = added(*sum, *amount);
                }
            }
        }
        Self { codes, cells }
    }

    /// The cells by their worth, empty ones too; codes that somebody has, the best first.
    fn groups(
        &self,
        definition: &ScoreDefinition,
        params: &RfmParams,
        graded: &Graded<'_>,
    ) -> Vec<ScoreGroup> {
        let names = params.cell_names();
        let cells = names.iter().zip(&self.cells).map(|(name, (contacts, amount))| {
            group(definition, "cell", name, *contacts, Some(*amount))
        });
        let codes = code_names(&graded.fitted);
        let codes = codes.iter().zip(&self.codes).rev().filter(|(_, (n, _))| *n > 0);
        let codes = codes.map(|(name, (contacts, amount))| {
            group(definition, "code", name, *contacts, Some(*amount))
        });
        cells.chain(codes).collect()
    }

    /// R by F: R from the best down, F from the worst up.
    fn grid(&self, definition: &ScoreDefinition, graded: &Graded<'_>) -> ScoreGrid {
        let [r_levels, f_levels, m_levels] = levels(&graded.fitted);
        let mut cells = Vec::with_capacity(usize::from(r_levels * f_levels));
        for r in (1..=r_levels).rev() {
            for f in 1..=f_levels {
                let from = usize::from(((r - 1) * f_levels + f - 1) * m_levels);
                let codes = self.codes.get(from..from + usize::from(m_levels)).unwrap_or(&[]);
                let contacts = codes.iter().map(|(n, _)| n).sum();
                let amount = codes.iter().fold(0.0, |sum, (_, money)| sum + money);
                let parts = [("r", r), ("f", f)];
                let both = parts.map(|(part, level)| equals(definition, part, &level.into()));
                let rule = Node::new(crate::rule::NodeKind::All(both.into()));
                cells.push(ScoreCell { contacts, amount: number(amount), rule });
            }
        }
        let texts = |levels: &mut dyn Iterator<Item = u16>| levels.map(|l| l.to_string()).collect();
        ScoreGrid {
            x: "f".to_owned(),
            y: "r".to_owned(),
            xs: texts(&mut (1..=f_levels)),
            ys: texts(&mut (1..=r_levels).rev()),
            cells,
        }
    }
}

const CELLS: usize = Cell::ALL.len();

fn count_into(places: &mut [(u32, f64)], graded: &Graded<'_>, money: impl Iterator<Item = f64>) {
    let each = graded.codes.iter().zip(&graded.scores.cell).zip(money);
    for ((code, cell), money) in each {
        let at = usize::from(*code) * CELLS + usize::from(cell.saturating_sub(1));
        if let Some((count, sum)) = places.get_mut(at) {
            *count += 1;
            *sum = added(*sum, money);
        }
    }
}

fn added(sum: f64, money: f64) -> f64 {
    (sum + money).clamp(f64::MIN, f64::MAX)
}

/// Why a contact has its code, from the values of its columns.
pub(in crate::session::scores) fn reasons(
    params: &RfmParams,
    values: &BTreeMap<String, String>,
) -> Vec<ScoreNote> {
    let window = params.window_days.map_or_else(String::new, |days| days.to_string());
    let names = params.cell_names();
    let usual = |name: &String| {
        let at = names.iter().position(|other| other == name)?;
        Cell::ALL.get(at).map(|cell| format!("{cell:?}"))
    };
    let kind = values.get("cell").and_then(usual).unwrap_or_default();
    match values.get("days") {
        None => vec![note("rfm.no_orders", &[])],
        Some(_) => {
            let mut sentence = note("rfm.person", &[("window", &window), ("kind", &kind)]);
            sentence.params.extend(values.clone());
            vec![sentence]
        }
    }
}
