//! Rows that are items: the rows of one order become one event, and every row an event of a table of its own.
//!
//! Of an order, each column has the first value that one of its rows has; the status is that of a row that counts, if one
//! does; the amount counts once when it is that of the order, and is the sum of the rows when it is that of the item, whatever
//! became of each. An order came to nothing when all its rows did. A row inherits what only another row of its order says of
//! the person, the time and the status. A row without the number of an order is an order of its own.
//!
//! Memory: 8 bytes per row beside the columns; the items keep the columns that were read.

mod propose;

pub(super) use propose::propose;

use super::loader::{RowNumbers, Source};
use super::outcome;
use super::plan::{FilePlan, ItemAmount, Role, RowsAre};
use crate::error::{Code, Error, Result};
use crate::rowset::RowSet;
use crate::table::{Column, ColumnBuilder, Data, Decimal, KeyTable, Texts, Value};

/// Whether the rule of a plan can be followed.
///
/// # Errors
/// [`Code::BadPlan`].
pub fn validate(plan: &FilePlan) -> Result<()> {
    let Some(rule) = plan.items.as_ref().filter(|_| plan.rows_are == RowsAre::Events) else {
        return Ok(());
    };
    let bad = |reason: String| Err(Error::new(Code::BadPlan).with("reason", reason));
    if !plan.columns.iter().any(|c| c.name == rule.order && c.role != Role::Ignore) {
        return bad(format!(
            "the number of the order is in a column {}, which is not read",
            rule.order
        ));
    }
    if rule.table.trim().is_empty() {
        return bad("the table of the items has no name".to_owned());
    }
    if rule.table == plan.table {
        return bad(format!("orders and items are both named {}", rule.table));
    }
    Ok(())
}

/// What a read file gives: of events, the column that says whether they count is added; of items, the orders come first,
/// then the items.
pub fn split(mut source: Source) -> Vec<Source> {
    let rule = source.plan.items.clone().filter(|_| source.plan.rows_are == RowsAre::Events);
    let orders = rule
        .as_ref()
        .and_then(|rule| Orders::of(source.columns.iter().find(|c| c.name == rule.order)?));
    let (Some(rule), Some(orders)) = (rule, orders) else {
        outcome::add_column(&mut source);
        return vec![source];
    };
    inherit(&mut source, &orders);
    outcome::add_column(&mut source);
    let together = together(&source, &orders, rule.amount);
    let mut items = source;
    items.plan.table = rule.table;
    (items.plan.items, items.plan.outcome) = (None, None);
    if rule.amount == ItemAmount::Order {
        // it is not the item's
        for column in items.plan.columns.iter_mut().filter(|c| c.role == Role::Amount) {
            column.role = Role::Attribute;
        }
    }
    items.rejected = Vec::new();
    vec![together, items]
}

/// Which rows are of one order.
struct Orders {
    /// The order of each row, in order of their first rows.
    of_row: Vec<u32>,
    /// The first row of each order.
    first: Vec<u32>,
}

impl Orders {
    /// By the numbers in a column of texts.
    fn of(column: &Column) -> Option<Self> {
        let Data::Texts(texts) = &column.data else { return None };
        let mut orders =
            Self { of_row: Vec::with_capacity(texts.len() as usize), first: Vec::new() };
        match texts {
            Texts::Dictionary { values, codes, .. } => {
                let mut order_of = vec![u32::MAX; values.len() as usize + 1];
                for row in 0..texts.len() {
                    let code = codes.get(row) as usize;
                    let known = order_of.get(code).copied().filter(|&o| code > 0 && o != u32::MAX);
                    let order = known.unwrap_or_else(|| orders.open(row));
                    order_of[code] = order;
                    orders.of_row.push(order);
                }
            }
            Texts::Plain { .. } | Texts::Numbered(_) => {
                let mut table = KeyTable::default();
                for row in 0..texts.len() {
                    let order = match texts.get(row) {
                        None => orders.open(row),
                        Some(text) => {
                            let is_text = |order: u32| {
                                let first = orders.first.get(order as usize);
                                first.and_then(|&row| texts.get(row)) == Some(text)
                            };
                            let known = table.find(text, is_text);
                            known.unwrap_or_else(|| {
                                let order = orders.open(row);
                                table.insert(text, order);
                                order
                            })
                        }
                    };
                    orders.of_row.push(order);
                }
            }
        }
        Some(orders)
    }

    fn open(&mut self, row: u32) -> u32 {
        self.first.push(row);
        self.first.len() as u32 - 1
    }

    /// Per order, the first row of `rows` that is in the set; the first row of all when there is none.
    fn first_in(&self, set: &RowSet) -> Vec<u32> {
        let mut rows = self.first.clone();
        let mut open = vec![true; rows.len()];
        for row in set.iter() {
            let order = self.of_row[row as usize] as usize;
            if open[order] {
                (open[order], rows[order]) = (false, row);
            }
        }
        rows
    }
}

/// The role of a column of a source; what was added after reading has none.
fn role(source: &Source, at: usize) -> Option<Role> {
    let planned = source.plan_index.get(at)?;
    source.plan.columns.get(*planned).map(|c| c.role)
}

fn is_status(plan: &FilePlan, name: &str) -> bool {
    plan.outcome.as_ref().is_some_and(|o| o.column == name || o.refunds.as_deref() == Some(name))
}

/// Gives rows the person, the time and the status that only another row of their order has. A row that says something of its
/// status, or of what happened after the sale, has said it all.
fn inherit(source: &mut Source, orders: &Orders) {
    let named = |name: &str| source.columns.iter().find(|c| c.name == name).map(Column::present);
    let outcome = source.plan.outcome.as_ref();
    let status = outcome.and_then(|o| named(&o.column));
    let after = outcome.and_then(|o| named(o.refunds.as_deref()?));
    for at in 0..source.columns.len() {
        let column = &source.columns[at];
        let (first, own) = match role(source, at) {
            Some(Role::Key | Role::Time) => {
                let present = column.present();
                (orders.first_in(&present), present)
            }
            _ if is_status(&source.plan, &column.name) => {
                let Some(mut said) = status.clone() else { continue };
                let first = orders.first_in(&said);
                if let Some(after) = &after {
                    said.or(after);
                }
                (first, said)
            }
            _ => continue,
        };
        if own.len() == column.len() || own.is_empty() {
            continue;
        }
        let row_of = |row: u32| {
            if own.contains(row) { row } else { first[orders.of_row[row as usize] as usize] }
        };
        let rows: Vec<u32> = (0..column.len()).map(row_of).collect();
        source.columns[at] = column.gather(&rows);
    }
    (source.report.without_key, source.report.without_time) = without(source);
}

/// How many rows have no key, and how many no time.
fn without(source: &Source) -> (u32, u32) {
    let rows = source.report.accepted;
    let of = |wanted: Role| {
        (0..source.columns.len())
            .filter(|&at| role(source, at) == Some(wanted))
            .map(|at| source.columns[at].present())
            .reduce(|mut all, one| {
                all.or(&one);
                all
            })
    };
    let keyed = of(Role::Key).map_or(0, |set| set.len());
    (rows - keyed, of(Role::Time).map_or(0, |set| rows - set.len()))
}

/// The orders.
fn together(source: &Source, orders: &Orders, amount: ItemAmount) -> Source {
    let counting = source.valid.map(|at| match &source.columns[at].data {
        Data::Bools { values, .. } => values.clone(),
        _ => RowSet::full(source.report.accepted),
    });
    let columns: Vec<Column> = source
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            if Some(at) == source.valid || is_status(&source.plan, &column.name) {
                let mut best = column.present();
                if let Some(counting) = &counting {
                    best.and(counting);
                }
                let rows = orders.first_in(&best);
                return column.gather(&rows);
            }
            if amount == ItemAmount::Item && role(source, at) == Some(Role::Amount) {
                return sum(column, orders);
            }
            column.gather(&orders.first_in(&column.present()))
        })
        .collect();
    let mut rows = RowNumbers::default();
    for record in orders.first.iter().filter_map(|&row| source.rows.get(row)) {
        rows.push(record);
    }
    let mut report = source.report.clone();
    report.items = source.report.accepted;
    report.accepted = orders.first.len() as u32;
    report.merged = report.items - report.accepted;
    let mut together = Source {
        plan: source.plan.clone(),
        columns,
        plan_index: source.plan_index.clone(),
        rows,
        report,
        rejected: source.rejected.clone(),
        valid: source.valid,
        further: Vec::new(),
    };
    (together.report.without_key, together.report.without_time) = without(&together);
    together
}

/// The sum of a column over the rows of each order; missing when none has a value.
fn sum(column: &Column, orders: &Orders) -> Column {
    let mut sums: Vec<Option<(i128, u8)>> = vec![None; orders.first.len()];
    for row in 0..column.len() {
        if let Some(Value::Number(number)) = column.value(row) {
            let slot = &mut sums[orders.of_row[row as usize] as usize];
            let before = slot.map_or(0, |(sum, _)| sum);
            *slot = Some((before + i128::from(number.mantissa), number.scale));
        }
    }
    let mut builder = ColumnBuilder::new(column.semantic);
    for sum in sums {
        let number = sum.and_then(|(sum, scale)| {
            i64::try_from(sum).ok().map(|mantissa| Decimal { mantissa, scale })
        });
        match number {
            Some(number) => {
                builder.push_number(number);
            }
            None => builder.push_missing(),
        }
    }
    let mut out = builder.finish(column.name.clone());
    out.currency.clone_from(&column.currency);
    out
}
