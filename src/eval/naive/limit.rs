//! Main keys, samples, and who is left of too many.

use super::value::{Cell, Subject};
use super::{Oracle, Row, internal};
use crate::error::Result;
use crate::facts::hash::arm_number;
use crate::rule::{Limit, Order, Sample};
use crate::table::{Decimal, Value, pow10};
use crate::time::{Zone, civil};
use std::cmp::Ordering;
use std::collections::BTreeMap;

impl Oracle<'_> {
    /// The main key as text: a text as stored, anything else as it is exported, times in UTC.
    pub(super) fn key(&self, contact: u32) -> Option<String> {
        let column = self.dataset.column(self.dataset.key.as_deref()?)?;
        Some(match column.value(contact)? {
            Value::Text(text) => text.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Date(day) => civil::format(day),
            Value::Datetime(at) => Zone::utc().format_local(at),
            Value::Bool(yes) => yes.to_string(),
        })
    }

    /// The order of two contacts by main key, those without one last, then by row.
    pub(super) fn by_key(&self, one: u32, other: u32) -> Ordering {
        let order = match (self.key(one), self.key(other)) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        order.then(one.cmp(&other))
    }

    /// The number of a contact in a sample; `None` without the key.
    pub(super) fn number_in(&self, sample: &Sample, contact: u32) -> Result<Option<u32>> {
        let key = match &sample.key {
            None => self.key(contact),
            Some(name) => match self.cell(name, Row::Contact(contact))?.cell {
                None => None,
                Some(Cell::Text(text)) => Some(text.to_string()),
                Some(_) => return Err(internal("a key that is no text")),
            },
        };
        Ok(key.map(|key| arm_number(&sample.salt, &key)))
    }

    pub(super) fn sample(&self, sample: &Sample, contact: u32) -> Result<bool> {
        let Some(number) = self.number_in(sample, contact)? else { return Ok(false) };
        // floor(percent ÷ 100 × 2³²)
        let bound = |percent: Decimal| {
            (i128::from(percent.mantissa) << 32).div_euclid(100 * pow10(percent.scale))
        };
        let number = i128::from(number);
        Ok(bound(sample.from) <= number && number < bound(sample.to))
    }

    /// Those of the members that a limit leaves, ascending.
    pub(super) fn limited(&self, limit: &Limit, members: Vec<u32>) -> Result<Vec<u32>> {
        let mut groups: BTreeMap<Option<String>, Vec<u32>> = BTreeMap::new();
        for contact in members {
            let group = match limit.per() {
                None => None,
                Some(name) => {
                    let column = self.dataset.column(name);
                    let column = column.ok_or_else(|| internal("an unknown field"))?;
                    super::measure::compared(column, contact)
                }
            };
            groups.entry(group).or_default().push(contact);
        }
        let mut left = Vec::new();
        for (_, members) in groups {
            let ordered = match limit {
                Limit::Random(random) => {
                    let number = |c: &u32| self.key(*c).map(|key| arm_number(&random.seed, &key));
                    self.ordered(members, |a, b| match (number(a), number(b)) {
                        (Some(a), Some(b)) => a.cmp(&b),
                        // without a key: last, which the order by key sees to
                        _ => Ordering::Equal,
                    })
                }
                Limit::Top(top) => {
                    let column = self.dataset.column(&top.by);
                    let column = column.ok_or_else(|| internal("an unknown field"))?;
                    let cells: BTreeMap<u32, Cell> = members
                        .iter()
                        .filter_map(|&c| Some((c, Subject::of(column, c).cell?)))
                        .collect();
                    for pair in cells.values().zip(cells.values().skip(1)) {
                        pair.0.cmp_same(pair.1)?;
                    }
                    let is_desc = top.order.unwrap_or(Order::Desc) == Order::Desc;
                    self.ordered(members, |a, b| match (cells.get(a), cells.get(b)) {
                        (Some(a), Some(b)) => {
                            let order = a.cmp_same(b).unwrap_or(Ordering::Equal);
                            if is_desc { order.reverse() } else { order }
                        }
                        (Some(_), None) => Ordering::Less,
                        (None, Some(_)) => Ordering::Greater,
                        (None, None) => Ordering::Equal,
                    })
                }
            };
            left.extend(ordered.into_iter().take(limit.n() as usize));
        }
        left.sort_unstable();
        Ok(left)
    }

    /// The contacts in an order, those that are equal in it by main key.
    fn ordered(&self, mut contacts: Vec<u32>, order: impl Fn(&u32, &u32) -> Ordering) -> Vec<u32> {
        contacts.sort_by(|a, b| order(a, b).then_with(|| self.by_key(*a, *b)));
        contacts
    }
}
