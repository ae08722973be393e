//! Whether rows are items of orders, and whose the amount is.

use crate::import::cell::clean;
use crate::import::layout::Items;
use crate::import::plan::{Evidence, FilePlan, ItemAmount, ItemRule, Role};
use crate::import::roles::{self, Known};
use crate::import::structure::Row;
use crate::table::Kind;
use std::collections::BTreeMap;

/// Headers of the number of an order, the best first. Numbers of payments are none of them: a payment and what was paid back
/// of it share one.
const ORDER_IDS: &[&str] = &[
    "主订单编号",
    "主订单号",
    "父订单编号",
    "父订单号",
    "订单编号",
    "订单号",
    "orderid",
    "ordernumber",
    "orderno",
    "ordersn",
];

/// Orders of several rows from which the rows alone decide whose the amount is, against a layout.
const ENOUGH: usize = 3;

/// Proposes a rule when the layout has items, or when the number of an order repeats and its rows agree on the person and the
/// time: rows that do not are a log of what happened to an order.
pub fn propose(plan: &mut FilePlan, layout: Option<&Items>, known: &[Known<'_>], body: &[&Row]) {
    let headers: Vec<&str> = match layout {
        Some(items) => items.order.iter().map(String::as_str).collect(),
        None if roles::names_what_happened(known) || plan.table == "payments" => return,
        None => ORDER_IDS.to_vec(),
    };
    let fits = |at: usize| {
        plan.columns.get(at).is_some_and(|c| {
            matches!(c.semantic.kind(), Kind::Code | Kind::Text) && c.role == Role::Attribute
        })
    };
    let order = headers
        .iter()
        .find_map(|h| (0..known.len()).find(|&i| fits(i) && known[i].header.compact == *h));
    let Some(order) = order else { return };
    let orders = Several::of(body, order);
    if layout.is_none() && !(orders.repeat() && orders.agree(plan)) {
        return;
    }
    let amount = plan.columns.iter().position(|c| c.role == Role::Amount);
    let (same, differ) = amount.map_or((0, 0), |at| orders.compare(at));
    let suggested = layout.map(|items| items.amount);
    let amount = match (differ, same) {
        (0, 0) => suggested.unwrap_or(ItemAmount::Order),
        (0, same) if same >= ENOUGH => ItemAmount::Order,
        (0, _) => suggested.unwrap_or(ItemAmount::Order),
        // a slip in one order of ten does not make the amount that of the item
        (differ, same) if suggested == Some(ItemAmount::Order) && differ * 9 <= same => {
            ItemAmount::Order
        }
        _ => ItemAmount::Item,
    };
    let Some(name) = plan.columns.get(order).map(|c| c.name.clone()) else { return };
    let because = if layout.is_some() { "layout" } else { "order_repeats" };
    plan.evidence.push(Evidence {
        of: "items".to_owned(),
        because: because.to_owned(),
        with: [
            ("column", name.clone()),
            ("orders", orders.0.len().to_string()),
            ("same_amount", same.to_string()),
            ("other_amount", differ.to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
    });
    let table = layout.map_or_else(|| "order_items".to_owned(), |items| items.table.clone());
    plan.items = Some(ItemRule { order: name, table, amount });
}

/// The orders of the sample that have several rows.
struct Several<'a>(Vec<Vec<&'a Row>>);

impl<'a> Several<'a> {
    fn of(body: &[&'a Row], order: usize) -> Self {
        let mut rows: BTreeMap<&str, Vec<&'a Row>> = BTreeMap::new();
        for row in body {
            let number = row.cells.get(order).map_or("", |c| clean(c));
            if !number.is_empty() {
                rows.entry(number).or_default().push(row);
            }
        }
        Self(rows.into_values().filter(|rows| rows.len() > 1).collect())
    }

    fn repeat(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether the rows of nine in ten orders have the same person and time.
    fn agree(&self, plan: &FilePlan) -> bool {
        let said: Vec<usize> = plan
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| matches!(c.role, Role::Key | Role::Time))
            .map(|(at, _)| at)
            .collect();
        let agreeing = self.0.iter().filter(|rows| said.iter().all(|&at| distinct(rows, at) <= 1));
        agreeing.count() * 10 >= self.0.len() * 9
    }

    /// Of the orders with an amount that is not nothing: how many say the same on every row that says one, and how many do not.
    fn compare(&self, amount: usize) -> (usize, usize) {
        let (mut same, mut differ) = (0, 0);
        for rows in &self.0 {
            let is_zero =
                |r: &&Row| !cell(r, amount).chars().any(|c| matches!(c, '1'..='9' | '１'..='９'));
            match distinct(rows, amount) {
                0 => {}
                1 if rows.iter().all(is_zero) => {}
                1 => same += 1,
                _ => differ += 1,
            }
        }
        (same, differ)
    }
}

fn cell(row: &Row, at: usize) -> &str {
    row.cells.get(at).map_or("", |c| clean(c))
}

/// How many different cells rows have in a column, empty ones aside.
fn distinct(rows: &[&Row], at: usize) -> usize {
    let mut cells: Vec<&str> = rows.iter().map(|r| cell(r, at)).filter(|c| !c.is_empty()).collect();
    cells.sort_unstable();
    cells.dedup();
    cells.len()
}
