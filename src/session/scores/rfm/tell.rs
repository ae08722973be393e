//! What is told of an RFM score: cuts, groups, the grid, what is odd, and why a contact has its code.

use super::{Graded, Money, RfmMethod, RfmParams, code_names, levels};
use crate::rule::Node;
use crate::score::rfm::{Cell, CellCuts, Fitted, Measure, NEVER};
use crate::session::scores::orders::{LeftOut, Orders};
use crate::session::scores::tell::{diag, equals, group, missing, note, number};
use crate::session::scores::{Outcome, ScoreDefinition, When};
use crate::session::{ScoreCell, ScoreCut, ScoreGrid, ScoreGroup, ScoreNote};
use std::collections::BTreeMap;

/// What is told of a run.
pub(super) struct Told {
    pub population: u32,
    /// Contacts with a score.
    pub n: u32,
    /// Contacts without an order.
    pub without: u32,
    pub left_out: LeftOut,
    pub fitted: Fitted,
    pub counted: Counted,
}

impl Told {
    pub fn new(graded: Graded<'_>, found: &Orders) -> Self {
        Self {
            population: graded.scores.r.len() as u32,
            n: graded.present.len(),
            without: found.days.iter().map(|days| u32::from(*days == NEVER)).sum(),
            left_out: found.left_out,
            counted: Counted::new(&graded),
            fitted: graded.fitted,
        }
    }
}

/// Everything but the columns.
pub(super) fn outcome(
    definition: &ScoreDefinition,
    params: &RfmParams,
    told: &Told,
    when: &When,
) -> Outcome {
    let (n, left_out) = (told.n, told.left_out);
    let mut groups = told.counted.groups(definition, params, &told.fitted);
    if n < told.population {
        groups.push(missing(definition, "cell", told.population - n));
    }
    let diag = diag(&[
        ("scored", n.into()),
        ("without_orders", told.without.into()),
        ("future_ignored", left_out.future.into()),
        ("bad_rows", left_out.bad_rows.into()),
        ("not_counting", left_out.not_counting.into()),
    ]);
    Outcome {
        columns: Vec::new(),
        n,
        cuts: cuts(params, &told.fitted),
        groups,
        grid: Some(told.counted.grid(definition, &told.fitted)),
        diag,
        notes: notes(params, told, when),
        ..Outcome::default()
    }
}

fn notes(params: &RfmParams, told: &Told, when: &When) -> Vec<ScoreNote> {
    let diag = &told.fitted.diag;
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
    let [r_levels, ..] = levels(&told.fitted);
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
    let left_out = told.left_out;
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

fn cuts(params: &RfmParams, fitted: &Fitted) -> Vec<ScoreCut> {
    let of = &fitted.cuts;
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
    match fitted.cell_cuts {
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
#[derive(Debug)]
pub(super) struct Counted {
    codes: Vec<(u32, f64)>,
    cells: [(u32, f64); CELLS],
}

impl Counted {
    fn new(graded: &Graded<'_>) -> Self {
        let levels = levels(&graded.fitted);
        let count = usize::from(levels.iter().product::<u16>());
        // one place for each cell of each code; the first ones are those of contacts without a score
        let mut places = vec![[(0, 0.0); CELLS]; count + 1];
        match &graded.money {
            Money::Sums(sums, unit) => {
                count_into(&mut places, graded, sums.iter().map(|sum| *sum as f64 / unit));
            }
            Money::Each(values) => count_into(&mut places, graded, values.iter().copied()),
        }
        Self::of(places.get(1..).unwrap_or(&[]))
    }

    /// From the contacts and the money of each cell of each code.
    pub fn of(places: &[[(u32, f64); CELLS]]) -> Self {
        let mut codes = vec![(0, 0.0); places.len()];
        let mut cells = [(0, 0.0); CELLS];
        for (code, places) in codes.iter_mut().zip(places) {
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
        fitted: &Fitted,
    ) -> Vec<ScoreGroup> {
        let names = params.cell_names();
        let cells = names.iter().zip(&self.cells).map(|(name, (contacts, amount))| {
            group(definition, "cell", name, *contacts, Some(*amount))
        });
        let codes = code_names(fitted);
        let codes = codes.iter().zip(&self.codes).rev().filter(|(_, (n, _))| *n > 0);
        let codes = codes.map(|(name, (contacts, amount))| {
            group(definition, "code", name, *contacts, Some(*amount))
        });
        cells.chain(codes).collect()
    }

    /// R by F: R from the best down, F from the worst up.
    fn grid(&self, definition: &ScoreDefinition, fitted: &Fitted) -> ScoreGrid {
        let [r_levels, f_levels, m_levels] = levels(fitted);
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

/// How many cells there are.
pub(super) const CELLS: usize = Cell::ALL.len();

fn count_into(
    places: &mut [[(u32, f64); CELLS]],
    graded: &Graded<'_>,
    money: impl Iterator<Item = f64>,
) {
    let each = graded.codes.iter().zip(&graded.scores.cell).zip(money);
    for ((code, cell), money) in each {
        let cells = places.get_mut(usize::from(*code));
        let place = cells.and_then(|cells| cells.get_mut(usize::from(cell.saturating_sub(1))));
        if let Some((count, sum)) = place {
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
