//! Any operator.

use super::{ago, amount, count, decimal, literal, population, text, texts, tie, unit, window};
use crate::rule::operator::{
    Band, Circle, Diff, GeoBox, OPERATORS, Operand, Operator, Period, Rank,
};
use crate::rule::parse::{plain_operator, text_operator, texts_operator, value_operator};
use crate::rule::{QuantileRange, TopN, TopPercent, Zscore};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

/// An operator; `depth` of them may still stand inside.
pub(super) fn operator(depth: u32) -> BoxedStrategy<Operator> {
    let rows: Vec<_> =
        OPERATORS.iter().filter(|o| depth > 0 || !is_calculation(o.operand)).collect();
    select(rows).prop_flat_map(move |row| operator_of(row.name, row.operand, depth)).boxed()
}

fn is_calculation(operand: Operand) -> bool {
    matches!(operand, Operand::Comparison | Operand::Diff | Operand::Zscore)
}

fn operator_of(name: &'static str, operand: Operand, depth: u32) -> BoxedStrategy<Operator> {
    let low = move || operator(depth - 1).prop_map(Box::new);
    let pair = move |a, b| -> Operator {
        if name == "in_range" { Operator::InRange(a, b) } else { Operator::TimeBetween(a, b) }
    };
    match operand {
        Operand::None => Just(plain_operator(name)).boxed(),
        Operand::Value | Operand::Moment => {
            literal().prop_map(move |v| value_operator(name, v)).boxed()
        }
        Operand::Values => vec(literal(), 0..4)
            .prop_map(move |v| if name == "in" { Operator::In(v) } else { Operator::NotIn(v) })
            .boxed(),
        Operand::Range => (literal(), literal())
            .prop_map(move |(a, b)| match name {
                "between" => Operator::Between(a, b),
                _ => Operator::NotBetween(a, b),
            })
            .boxed(),
        Operand::Text | Operand::Name => text().prop_map(move |t| text_operator(name, t)).boxed(),
        Operand::Texts | Operand::Names | Operand::Paths => {
            texts().prop_map(move |t| texts_operator(name, t)).boxed()
        }
        Operand::Window => window()
            .prop_map(move |w| match name {
                "in_window" => Operator::InWindow(w),
                _ => Operator::NotInWindow(w),
            })
            .boxed(),
        Operand::Codes | Operand::Times => {
            (text(), text()).prop_map(move |(a, b)| pair(a, b)).boxed()
        }
        Operand::Comparison => low()
            .prop_map(move |is| match name {
                "length" => Operator::Length(is),
                _ => Operator::Age(is),
            })
            .boxed(),
        Operand::Diff => (of(super::name()), unit(), low())
            .prop_map(|(to, unit, is)| Operator::Diff(Diff { to, unit, is }))
            .boxed(),
        Operand::Zscore => (low(), of(population()))
            .prop_map(|(is, population)| Operator::Zscore(Zscore { is, population }))
            .boxed(),
        Operand::Amount => amount()
            .prop_map(move |n| match name {
                "more_than_ago" => Operator::MoreThanAgo(n),
                "less_than_ago" => Operator::LessThanAgo(n),
                _ => Operator::InNext(n),
            })
            .boxed(),
        Operand::Numbers => vec(count(), 0..4)
            .prop_map(move |n| match name {
                "month_in" => Operator::MonthIn(n),
                "weekday_in" => Operator::WeekdayIn(n),
                _ => Operator::DayOfMonthIn(n),
            })
            .boxed(),
        _ => shaped(name),
    }
}

fn shaped(name: &'static str) -> BoxedStrategy<Operator> {
    match name {
        "rank_ge" | "rank_le" => (text(), texts())
            .prop_map(move |(value, order)| {
                let rank = Rank { value, order };
                if name == "rank_ge" { Operator::RankGe(rank) } else { Operator::RankLe(rank) }
            })
            .boxed(),
        "in_bands" => vec((of(decimal()), of(decimal())).prop_map(|(a, b)| Band(a, b)), 0..3)
            .prop_map(Operator::InBands)
            .boxed(),
        "top_n" | "bottom_n" => (count(), of(population()), of(tie()))
            .prop_map(move |(n, population, tie)| {
                let top = TopN { n, population, tie };
                if name == "top_n" { Operator::TopN(top) } else { Operator::BottomN(top) }
            })
            .boxed(),
        "top_percent" | "bottom_percent" => (decimal(), of(population()), of(tie()))
            .prop_map(move |(percent, population, tie)| {
                let top = TopPercent { percent, population, tie };
                match name {
                    "top_percent" => Operator::TopPercent(top),
                    _ => Operator::BottomPercent(top),
                }
            })
            .boxed(),
        "quantile_in" => (decimal(), decimal(), of(population()))
            .prop_map(|(from, to, population)| {
                Operator::QuantileIn(QuantileRange { from, to, population })
            })
            .boxed(),
        "ago_between" => ago().prop_map(Operator::AgoBetween).boxed(),
        "anniversary_in" => prop_oneof![
            amount().prop_map(|next| Operator::AnniversaryIn(Period::Next { next })),
            window().prop_map(|w| Operator::AnniversaryIn(Period::Window(w))),
        ]
        .boxed(),
        "within_km" => (super::name(), decimal(), decimal(), decimal())
            .prop_map(|(longitude, a, b, km)| {
                Operator::WithinKm(Circle { longitude, center: (a, b), km })
            })
            .boxed(),
        _ => (super::name(), decimal(), decimal(), decimal(), decimal())
            .prop_map(|(longitude, south, west, north, east)| {
                Operator::InBox(GeoBox { longitude, south, west, north, east })
            })
            .boxed(),
    }
}
