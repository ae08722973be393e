//! What the others have: numbers of all contacts, and an operator that compares one with them.

use super::ratio::{Ratio, quantile, sum};
use super::reference::Side;
use super::{Oracle, Row, internal};
use crate::error::Result;
use crate::rule::operator::Band;
use crate::rule::{
    EventCondition, GapStatistic, Literal, Measure, Operator, Population, QuantileRange, Reference,
    Tie, TopPercent, Zscore,
};
use crate::table::Decimal;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Where a number of every contact comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Of {
    Column(String),
    /// The result of the measure; what it must be is left out.
    Event(Box<EventCondition>),
}

impl Of {
    pub fn of_event(condition: &EventCondition) -> Self {
        Of::Event(Box::new(EventCondition { is: Operator::IsSet, ..condition.clone() }))
    }

    /// Whether its numbers are quotients: they are compared with those of others with nine digits behind the point.
    pub fn is_quotient(&self) -> bool {
        let Of::Event(condition) = self else { return false };
        matches!(
            condition.measure,
            Measure::Avg(_)
                | Measure::Median(_)
                | Measure::Percentile(_)
                | Measure::Gap(GapStatistic::Mean | GapStatistic::Median)
                | Measure::OverdueRatio
                | Measure::Share(_)
                | Measure::Ratio(_)
                | Measure::Growth(_)
                | Measure::Seasonality(_)
        )
    }
}

type Values = Rc<Vec<Option<Ratio>>>;

/// What is the same for every contact.
#[derive(Default)]
pub(super) struct Memo {
    values: RefCell<Vec<(Of, Values)>>,
    segments: RefCell<BTreeMap<String, Rc<Vec<u32>>>>,
}

impl Memo {
    pub fn segment(&self, id: &str) -> Option<Rc<Vec<u32>>> {
        self.segments.borrow().get(id).cloned()
    }

    pub fn keep_segment(&self, id: &str, members: Rc<Vec<u32>>) {
        self.segments.borrow_mut().insert(id.to_owned(), members);
    }
}

impl Oracle<'_> {
    /// The number of each contact.
    fn numbers(&self, of: &Of) -> Result<Values> {
        if let Some((_, known)) = self.memo.values.borrow().iter().find(|(known, _)| known == of) {
            return Ok(Rc::clone(known));
        }
        let mut numbers = Vec::new();
        for contact in 0..self.dataset.population {
            let subject = match of {
                Of::Column(name) => self.cell(name, Row::Contact(contact))?,
                Of::Event(condition) => self.measured(condition, contact)?,
            };
            numbers.push(match subject.to_number()? {
                Some(number) if of.is_quotient() => Some(number.rounded()?),
                number => number,
            });
        }
        let numbers = Rc::new(numbers);
        self.memo.values.borrow_mut().push((of.clone(), Rc::clone(&numbers)));
        Ok(numbers)
    }

    /// The contacts of a population.
    fn contacts(&self, of: &Of, population: Option<&Population>) -> Result<Vec<u32>> {
        let everybody = 0..self.dataset.population;
        Ok(match population {
            Some(Population::All) => everybody.collect(),
            Some(Population::Segment(id)) => self.members_of(id)?.to_vec(),
            None | Some(Population::HasValue) => {
                let numbers = self.numbers(of)?;
                everybody.filter(|&c| numbers[c as usize].is_some()).collect()
            }
        })
    }

    /// The contacts of a population that have a number, with it.
    fn valued(&self, of: &Of, population: Option<&Population>) -> Result<Vec<(Ratio, u32)>> {
        let numbers = self.numbers(of)?;
        let contacts = self.contacts(of, population)?;
        Ok(contacts.into_iter().filter_map(|c| Some((numbers[c as usize]?, c))).collect())
    }

    /// The numbers of a population, the smallest first.
    pub(super) fn ascending(&self, of: &Of, population: Option<&Population>) -> Result<Vec<Ratio>> {
        let mut values: Vec<Ratio> =
            self.valued(of, population)?.into_iter().map(|(value, _)| value).collect();
        values.sort_by(|a, b| a.cmp(*b));
        Ok(values)
    }

    /// Whether a number is where it is asked to be among those of a population. Who is not in the population matches
    /// nothing.
    pub(super) fn among(
        &self,
        number: Ratio,
        operator: &Operator,
        side: &Side,
    ) -> Result<Option<bool>> {
        let (Some(of), Some(Row::Contact(contact))) = (&side.of, side.row) else {
            return Err(internal("an order where contacts are not compared"));
        };
        let number = if of.is_quotient() { number.rounded()? } else { number };
        let population = operator.populations().first().copied();
        if !self.contacts(of, population)?.contains(&contact) {
            return Ok(Some(false));
        }
        match operator {
            Operator::TopN(top) => {
                let n = top.n as usize;
                self.first(n, top.tie, Ordering::Greater, of, population, contact).map(Some)
            }
            Operator::BottomN(top) => {
                let n = top.n as usize;
                self.first(n, top.tie, Ordering::Less, of, population, contact).map(Some)
            }
            Operator::TopPercent(top) => {
                let n = self.share_of(top, of, population)?;
                self.first(n, top.tie, Ordering::Greater, of, population, contact).map(Some)
            }
            Operator::BottomPercent(top) => {
                let n = self.share_of(top, of, population)?;
                self.first(n, top.tie, Ordering::Less, of, population, contact).map(Some)
            }
            Operator::QuantileIn(range) => {
                self.between_quantiles(number, range, of, population).map(Some)
            }
            Operator::Zscore(zscore) => self.zscore(number, zscore, of, population),
            _ => Err(internal("no order")),
        }
    }

    /// How many contacts a percentage is, rounded up.
    fn share_of(
        &self,
        top: &TopPercent,
        of: &Of,
        population: Option<&Population>,
    ) -> Result<usize> {
        let all = self.contacts(of, population)?.len() as i128;
        let part = Ratio::of(top.percent).times(Ratio { num: all, den: 100 })?;
        Ok(-(-part.num).div_euclid(part.den) as usize)
    }

    /// Whether the contact is among the `n` with the largest (or smallest) values.
    fn first(
        &self,
        n: usize,
        tie: Option<Tie>,
        wanted: Ordering,
        of: &Of,
        population: Option<&Population>,
        contact: u32,
    ) -> Result<bool> {
        let mut values = self.valued(of, population)?;
        // those with the wanted values first, equal ones by main key
        values.sort_by(|(a, x), (b, y)| {
            let order = a.cmp(*b);
            let order = if wanted == Ordering::Greater { order.reverse() } else { order };
            order.then_with(|| self.by_key(*x, *y))
        });
        let Some(at) = values.iter().position(|&(_, c)| c == contact) else { return Ok(false) };
        if values.len() <= n {
            return Ok(true);
        }
        let Some(&(cut, _)) = n.checked_sub(1).and_then(|last| values.get(last)) else {
            return Ok(false);
        };
        let is_at_cut = values[at].0.cmp(cut).is_eq();
        let is_before = values[at].0.cmp(cut) == wanted;
        let up_to_cut = values.iter().filter(|(v, _)| v.cmp(cut) == wanted || v.cmp(cut).is_eq());
        Ok(match tie.unwrap_or(Tie::Include) {
            Tie::Include => is_before || is_at_cut,
            Tie::Exclude => is_before || (is_at_cut && up_to_cut.count() <= n),
            Tie::ById => at < n,
        })
    }

    fn between_quantiles(
        &self,
        number: Ratio,
        range: &QuantileRange,
        of: &Of,
        population: Option<&Population>,
    ) -> Result<bool> {
        let values = self.ascending(of, population)?;
        let at = |q: Decimal| quantile(&values, Ratio::of(q));
        let above = range.from == Decimal::whole(0)
            || at(range.from)?.is_some_and(|low| number.cmp(low).is_gt());
        Ok(above && at(range.to)?.is_some_and(|high| number.cmp(high).is_le()))
    }

    /// The mean and the standard deviation of a population; `None` of nobody.
    fn spread(&self, of: &Of, population: Option<&Population>) -> Result<Option<(f64, f64)>> {
        let values = self.ascending(of, population)?;
        if values.is_empty() {
            return Ok(None);
        }
        let n = values.len() as f64;
        let mean = sum(&values)?.to_f64() / n;
        let squares: f64 = values.iter().map(|x| (x.to_f64() - mean) * (x.to_f64() - mean)).sum();
        Ok(Some((mean, (squares / n).sqrt())))
    }

    fn zscore(
        &self,
        number: Ratio,
        zscore: &Zscore,
        of: &Of,
        population: Option<&Population>,
    ) -> Result<Option<bool>> {
        let Some((mean, deviation)) = self.spread(of, population)? else { return Ok(None) };
        if deviation == 0.0 {
            return Ok(None);
        }
        double_holds((number.to_f64() - mean) / deviation, &zscore.is).map(Some)
    }

    /// What the numbers of an operator come to over its population: the value at the cut of `top_…` and `bottom_…`, the two
    /// quantiles, a statistic with its factor, mean and standard deviation of `zscore`. As shown: nine digits behind the
    /// point.
    pub(super) fn cut_of(&self, operator: &Operator, of: &Of) -> Result<Vec<String>> {
        let population = operator.populations().first().copied();
        let values = self.ascending(of, population)?;
        let place = |n: usize, largest: bool| {
            let at = if largest { values.len().checked_sub(n)? } else { n.checked_sub(1)? };
            values.get(at).map(Ratio::to_string)
        };
        let text = |number: f64| format!("{number:.9}");
        let cut = match operator {
            Operator::TopN(top) => vec![place(top.n as usize, true)],
            Operator::BottomN(top) => vec![place(top.n as usize, false)],
            Operator::TopPercent(top) => vec![place(self.share_of(top, of, population)?, true)],
            Operator::BottomPercent(top) => vec![place(self.share_of(top, of, population)?, false)],
            Operator::QuantileIn(range) => {
                let at = |q: Decimal| quantile(&values, Ratio::of(q));
                vec![at(range.from)?, at(range.to)?]
                    .into_iter()
                    .map(|q| q.map(|q| q.to_string()))
                    .collect()
            }
            Operator::Zscore(_) => match self.spread(of, population)? {
                Some((mean, deviation)) => vec![Some(text(mean)), Some(text(deviation))],
                None => Vec::new(),
            },
            operator => {
                let side = Side { row: None, of: Some(of.clone()) };
                let mut all = Vec::new();
                for literal in operator.literals() {
                    if let Some(Reference::Statistic(statistic)) = literal.reference() {
                        all.push(self.statistic(statistic, &side)?.map(|v| v.to_string()));
                    }
                }
                all
            }
        };
        Ok(cut.into_iter().flatten().collect())
    }
}

/// The operators on a double: a score is compared with the nearest double of each operand.
fn double_holds(number: f64, operator: &Operator) -> Result<bool> {
    if let Some(positive) = operator.positive() {
        return double_holds(number, &positive).map(|holds| !holds);
    }
    let double = |literal: &Literal| match literal {
        Literal::Number(operand) => Ok(operand.to_f64()),
        Literal::Text(text) => Decimal::parse(text.trim())
            .map(Decimal::to_f64)
            .ok_or_else(|| internal("a number that is none")),
        _ => Err(internal("a number that is none")),
    };
    let against = |literal: &Literal| -> Result<Ordering> {
        number.partial_cmp(&double(literal)?).ok_or_else(|| internal("no number"))
    };
    Ok(match operator {
        Operator::Eq(v) => against(v)?.is_eq(),
        Operator::In(list) => {
            list.iter().try_fold(false, |found, v| Ok(found || against(v)?.is_eq()))?
        }
        Operator::Lt(v) => against(v)?.is_lt(),
        Operator::Le(v) => against(v)?.is_le(),
        Operator::Gt(v) => against(v)?.is_gt(),
        Operator::Ge(v) => against(v)?.is_ge(),
        Operator::Between(a, b) => against(a)?.is_ge() && against(b)?.is_le(),
        Operator::InBands(bands) => bands.iter().any(|Band(low, high)| {
            low.is_none_or(|low| number >= low.to_f64())
                && high.is_none_or(|high| number <= high.to_f64())
        }),
        _ => return Err(internal("an operator that scores do not have")),
    })
}
