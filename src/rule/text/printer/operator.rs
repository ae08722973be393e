//! Operators: signs where SQL has one, functions of the same name everywhere else.

use super::super::parser::is_moment;
use super::layout::Piece;
use super::name;
use super::value::{amount, at_the_cut, list, literal, of_whom, text, unit, window};
use crate::rule::literal::Literal;
use crate::rule::operator::{Operator, Period, Rank};
use crate::rule::{TopN, TopPercent};

/// What a column or a measure must be.
pub(super) fn asked(subject: Piece, is: &Operator) -> Piece {
    if let Some(signed) = signed(is) {
        return subject.suffixed(&signed);
    }
    match is {
        Operator::Length(is) => asked(function("length", subject, &[]), is),
        Operator::Age(is) => asked(function("age", subject, &[]), is),
        Operator::Diff(diff) => {
            let to = diff.to.iter().map(|column| name(column));
            let arguments: Vec<String> = to.chain([unit(diff.unit).to_owned()]).collect();
            asked(function("diff", subject, &arguments), &diff.is)
        }
        Operator::Zscore(zscore) => {
            let population: Vec<String> = of_whom(zscore.population.as_ref()).into_iter().collect();
            asked(function("zscore", subject, &population), &zscore.is)
        }
        is => function(is.name(), subject, &operands(is)),
    }
}

fn function(name: &str, subject: Piece, arguments: &[String]) -> Piece {
    let mut rest = String::new();
    for argument in arguments {
        rest.push_str(", ");
        rest.push_str(argument);
    }
    rest.push(')');
    subject.prefixed(&format!("{name}(")).suffixed(&rest)
}

/// What stands behind the subject, for the operators that have a sign.
fn signed(is: &Operator) -> Option<String> {
    let order = |sign: &str, value: &Literal| {
        // such an order is read as one of times
        (!is_moment(value)).then(|| format!(" {sign} {}", literal(value)))
    };
    match is {
        Operator::Eq(value) => Some(format!(" = {}", literal(value))),
        Operator::Ne(value) => Some(format!(" <> {}", literal(value))),
        Operator::Lt(value) => order("<", value),
        Operator::Le(value) => order("<=", value),
        Operator::Gt(value) => order(">", value),
        Operator::Ge(value) => order(">=", value),
        Operator::In(values) => Some(format!(" IN {}", list(values.iter().map(literal)))),
        Operator::NotIn(values) => Some(format!(" NOT IN {}", list(values.iter().map(literal)))),
        Operator::Between(low, high) => {
            Some(format!(" BETWEEN {} AND {}", literal(low), literal(high)))
        }
        Operator::NotBetween(low, high) => {
            Some(format!(" NOT BETWEEN {} AND {}", literal(low), literal(high)))
        }
        Operator::IsSet => Some(" IS NOT NULL".to_owned()),
        Operator::IsNotSet => Some(" IS NULL".to_owned()),
        Operator::IsTrue => Some(" IS TRUE".to_owned()),
        Operator::IsFalse => Some(" IS FALSE".to_owned()),
        Operator::IsNotTrue => Some(" IS NOT TRUE".to_owned()),
        Operator::IsNotFalse => Some(" IS NOT FALSE".to_owned()),
        _ => None,
    }
}

/// The arguments behind the subject, for the operators that are functions.
fn operands(is: &Operator) -> Vec<String> {
    match is {
        Operator::Contains(t)
        | Operator::NotContains(t)
        | Operator::StartsWith(t)
        | Operator::NotStartsWith(t)
        | Operator::EndsWith(t)
        | Operator::NotEndsWith(t)
        | Operator::Like(t)
        | Operator::NotLike(t)
        | Operator::Matches(t)
        | Operator::NotMatches(t)
        | Operator::PinyinStarts(t)
        | Operator::NotPinyinStarts(t)
        | Operator::Valid(t)
        | Operator::NotValid(t) => vec![text(t)],
        Operator::ContainsAny(texts)
        | Operator::ContainsAll(texts)
        | Operator::NotContainsAny(texts)
        | Operator::NotContainsAll(texts)
        | Operator::InSubtree(texts)
        | Operator::NotInSubtree(texts)
        | Operator::CityTierIn(texts)
        | Operator::InSlot(texts) => texts.iter().map(|t| text(t)).collect(),
        Operator::InWindow(w)
        | Operator::NotInWindow(w)
        | Operator::AnniversaryIn(Period::Window(w)) => vec![window(w)],
        Operator::InRange(a, b) | Operator::TimeBetween(a, b) => vec![text(a), text(b)],
        Operator::RankGe(rank) | Operator::RankLe(rank) => ranked(rank),
        Operator::InBands(bands) => bands
            .iter()
            .map(|band| {
                let bound = |of: Option<crate::table::Decimal>| {
                    of.map_or_else(|| "NULL".to_owned(), |n| n.to_string())
                };
                format!("({}, {})", bound(band.0), bound(band.1))
            })
            .collect(),
        Operator::TopN(top) | Operator::BottomN(top) => {
            let TopN { n, population, tie } = top;
            let rest = of_whom(population.as_ref()).into_iter().chain(at_the_cut(*tie));
            std::iter::once(n.to_string()).chain(rest).collect()
        }
        Operator::TopPercent(top) | Operator::BottomPercent(top) => {
            let TopPercent { percent, population, tie } = top;
            let rest = of_whom(population.as_ref()).into_iter().chain(at_the_cut(*tie));
            std::iter::once(percent.to_string()).chain(rest).collect()
        }
        Operator::QuantileIn(range) => [range.from.to_string(), range.to.to_string()]
            .into_iter()
            .chain(of_whom(range.population.as_ref()))
            .collect(),
        Operator::MoreThanAgo(length)
        | Operator::LessThanAgo(length)
        | Operator::InNext(length) => {
            vec![amount(*length)]
        }
        Operator::AgoBetween(ago) => {
            vec![ago.from.to_string(), ago.to.to_string(), unit(ago.unit).to_owned()]
        }
        Operator::AnniversaryIn(Period::Next { next }) => {
            vec![format!("next => {}", amount(*next))]
        }
        Operator::MonthIn(n) | Operator::WeekdayIn(n) | Operator::DayOfMonthIn(n) => {
            n.iter().map(u32::to_string).collect()
        }
        Operator::WithinKm(circle) => vec![
            name(&circle.longitude),
            circle.center.0.to_string(),
            circle.center.1.to_string(),
            circle.km.to_string(),
        ],
        Operator::InBox(bounds) => vec![
            name(&bounds.longitude),
            format!("south => {}", bounds.south),
            format!("west => {}", bounds.west),
            format!("north => {}", bounds.north),
            format!("east => {}", bounds.east),
        ],
        is => is.literals().into_iter().map(literal).collect(),
    }
}

fn ranked(rank: &Rank) -> Vec<String> {
    let order = list(rank.order.iter().map(|value| text(value)));
    vec![text(&rank.value), format!("order => {order}")]
}
