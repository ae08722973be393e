//! What is told of value: cuts, groups, the grid, what is left out and why, and why a contact has what it has.

use super::facts::Facts;
use super::{DUE, Judged, LTV, PRICE, TIERS, TRENDS, ValueParams};
use crate::score::rfm::NEVER;
use crate::session::scores::columns::hundredths;
use crate::session::scores::tell::{Part, counted, diag, missing, note, pairs};
use crate::session::scores::{Outcome, ScoreDefinition, When};
use crate::session::{ScoreCut, ScoreNote};
use crate::table::pow10;
use std::collections::BTreeMap;
use std::fmt::Display;

pub(super) fn tiers() -> [&'static str; 3] {
    TIERS.map(|tier| tier.word().zh)
}

pub(super) fn due() -> [&'static str; 3] {
    DUE.map(|due| due.word().zh)
}

/// Everything but the columns.
pub(super) fn outcome(
    definition: &ScoreDefinition,
    params: &ValueParams,
    facts: &Facts,
    judged: &Judged,
    when: &When,
) -> Outcome {
    let population = facts.population() as u32;
    let n = facts.month.days.iter().filter(|days| **days != NEVER).count() as u32;
    let (y, x) = (Part::new("tier", &tiers(), &judged.tier), Part::new("due", &due(), &judged.due));
    let mut groups = counted(definition, &y);
    let unit = pow10(facts.month.scale) as f64;
    for (number, group) in (1u16..).zip(&mut groups) {
        let of_tier = judged.tier.iter().zip(&facts.month.net);
        let of_tier = of_tier.filter(|(tier, _)| **tier == number);
        group.amount = Some(of_tier.map(|(_, net)| *net as f64 / unit).sum());
    }
    groups.extend(counted(definition, &Part::new("trend", &TRENDS, &judged.trend)));
    groups.extend(counted(definition, &x));
    if facts.with_coupon {
        groups.extend(counted(definition, &Part::new("price", &PRICE, &judged.price)));
    }
    if !judged.ltv.is_empty() {
        groups.extend(counted(definition, &Part::new("ltv", &LTV, &judged.ltv)));
    }
    if n < population {
        groups.push(missing(definition, "tier", population - n));
    }
    let left_out = facts.month.left_out;
    let mut told = vec![
        ("scored", n.into()),
        ("future_ignored", left_out.future.into()),
        ("bad_rows", left_out.bad_rows.into()),
        ("not_counting", left_out.not_counting.into()),
    ];
    told.extend(facts.usual.map(|usual| ("usual_cycle", usual)));
    told.extend(judged.mean_ltv.map(|mean| ("mean_ltv", mean)));
    Outcome {
        columns: Vec::new(),
        n,
        cuts: cuts(params, facts, judged),
        groups,
        grid: Some(pairs(definition, &y, &x)),
        diag: diag(&told),
        notes: notes(params, facts, judged, when),
        ..Outcome::default()
    }
}

fn cuts(params: &ValueParams, facts: &Facts, judged: &Judged) -> Vec<ScoreCut> {
    let cut = |part: &str, unit: &str, values: Vec<f64>| ScoreCut {
        part: part.to_owned(),
        unit: unit.to_owned(),
        values,
    };
    let mut cuts = vec![
        cut("tier", "money", vec![params.tiers.mid, params.tiers.high]),
        cut("trend", "share", vec![params.growing]),
        cut("due", "ratio", vec![1.0, 2.0]),
    ];
    if facts.with_coupon {
        cuts.push(cut("price", "share", vec![params.coupon_share]));
    }
    cuts.extend(judged.mean_ltv.map(|mean| cut("ltv", "money", vec![2.0 * mean])));
    cuts
}

/// A number with at most two digits behind the point.
fn short(value: f64) -> f64 {
    hundredths(value) as f64 / 100.0
}

fn notes(params: &ValueParams, facts: &Facts, judged: &Judged, when: &When) -> Vec<ScoreNote> {
    let text = |name: &Option<String>| name.clone().unwrap_or_default();
    let as_of = crate::time::civil::format(when.zone.day_of(when.as_of.saturating_sub(1)));
    let mut notes = vec![
        note(
            "value.how",
            &[
                ("table", &text(&params.table)),
                ("amount", &text(&params.amount)),
                ("as_of", &as_of),
                ("month", &params.month_days),
                ("mid", &params.tiers.mid),
                ("high", &params.tiers.high),
            ],
        ),
        note("value.quarters", &[("quarter", &params.quarter_days), ("growing", &params.growing)]),
    ];
    notes.push(match facts.usual {
        Some(usual) => {
            note("value.cycles", &[("gaps", &params.least_gaps), ("usual", &short(usual))])
        }
        None => note("value.no_cycle", &[]),
    });
    notes.push(match &params.coupon {
        Some(coupon) => note(
            "value.coupons",
            &[
                ("coupon", coupon),
                ("share", &params.coupon_share),
                ("orders", &params.coupon_orders),
                ("window", &params.window_days.map_or_else(String::new, |days| days.to_string())),
            ],
        ),
        None => note("value.no_coupon", &[("table", &text(&params.table))]),
    });
    notes.push(match judged.mean_ltv {
        Some(mean) => note("value.ltv", &[("column", &text(&params.ltv)), ("mean", &short(mean))]),
        None => note("value.no_ltv", &[("column", &text(&params.ltv))]),
    });
    let left_out = facts.month.left_out;
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

/// Why a contact has what it has, from the values of its columns.
pub(in crate::session::scores) fn reasons(
    params: &ValueParams,
    values: &BTreeMap<String, String>,
) -> Vec<ScoreNote> {
    if !values.contains_key("tier") {
        return vec![note("value.no_orders", &[])];
    }
    let has = |part: &str| values.contains_key(part);
    let is_new = values.get("trend").is_some_and(|trend| trend == TRENDS[1]);
    let gaps = values.get("gaps").and_then(|gaps| gaps.parse::<u32>().ok()).unwrap_or(0);
    let said = [
        ("value.person", true),
        ("value.grew", has("growth")),
        ("value.new", is_new),
        ("value.own_cycle", has("overdue") && gaps >= params.least_gaps),
        ("value.usual_cycle", has("overdue") && gaps < params.least_gaps),
        ("value.price", has("coupon")),
        ("value.worth", has("ltv")),
    ];
    let spans: [(&str, &dyn Display); 2] =
        [("month_days", &params.month_days), ("quarter_days", &params.quarter_days)];
    let sentence = |(template, _): (&str, bool)| {
        let mut sentence = note(template, &spans);
        sentence.params.extend(values.clone());
        sentence
    };
    said.into_iter().filter(|(_, holds)| *holds).map(sentence).collect()
}
