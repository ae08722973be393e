//! Tables and columns that a definition names, or that are found in the data.

use super::definition::bad;
use crate::error::{Code, Error, Result};
use crate::rule::nearest;
use crate::session::Session;
use crate::table::{Column, Data, EventTable, Kind};
use std::sync::Arc;

/// Where orders are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound<'a> {
    pub table: &'a EventTable,
    pub amount: &'a Column,
    pub order: Option<&'a Column>,
}

/// What a definition names.
#[derive(Debug, Clone, Copy)]
pub(super) struct OrderNames<'a> {
    pub model: &'a str,
    pub table: Option<&'a String>,
    pub amount: Option<&'a String>,
    pub order: Option<&'a String>,
}

/// Words of the names of tables with orders, the best first.
const ORDERS: [&str; 8] = ["orders", "订单", "order", "交易", "payments", "购买", "sales", "成交"];
/// Headers, in lower case, of the number of an order.
const ORDER_IDS: [&str; 8] =
    ["订单号", "订单编号", "订单id", "order_id", "orderid", "order_no", "交易号", "order number"];

/// The table with orders that is found: with times and amounts, the one with the best name first.
pub(super) fn orders_table(session: &Session) -> Option<&EventTable> {
    let tables = session.data.events.iter().map(std::convert::AsRef::as_ref);
    let fits = |table: &&EventTable| table.time.is_some() && table.amount.is_some();
    let place = |table: &&EventTable| {
        let name = table.name.to_lowercase();
        ORDERS.iter().position(|word| name.contains(word)).unwrap_or(ORDERS.len())
    };
    tables.filter(fits).min_by_key(place)
}

/// The orders of a definition.
///
/// # Errors
/// [`Code::UnknownTable`], [`Code::UnknownField`], [`Code::NoTimeColumn`], [`Code::ScoreLacks`].
pub(super) fn orders<'a>(session: &'a Session, names: &OrderNames<'_>) -> Result<Bound<'a>> {
    let lacks = |what: &str| {
        Error::new(Code::ScoreLacks).with("model", names.model).with("lacks", what).at("params")
    };
    let table = match names.table {
        Some(name) => table(session, name)?,
        None => orders_table(session).ok_or_else(|| lacks("orders"))?,
    };
    if table.time.is_none() {
        let error = Error::new(Code::NoTimeColumn).with("table", &table.name);
        return Err(error.at("params.table"));
    }
    let amount = match names.amount {
        Some(name) => column(table, name).map_err(|e| e.at("params.amount"))?,
        None => {
            let amount = table.amount.and_then(|at| table.columns.get(at));
            amount.ok_or_else(|| lacks("orders.amount"))?
        }
    };
    if amount.kind() != Kind::Number {
        return Err(bad(&format!("{} is no column of numbers", amount.name)).at("params.amount"));
    }
    let order = match names.order {
        Some(name) => Some(column(table, name).map_err(|e| e.at("params.order"))?),
        None if names.table.is_none() => order_id(table, amount),
        None => None,
    };
    Ok(Bound { table, amount, order })
}

/// The table with this name.
///
/// # Errors
/// [`Code::UnknownTable`].
pub(super) fn table<'a>(session: &'a Session, name: &str) -> Result<&'a EventTable> {
    session.data.event_table(name).ok_or_else(|| {
        let names = session.data.events.iter().map(|t| t.name.as_str());
        let error = Error::new(Code::UnknownTable).with("name", name);
        error.with("hint", hint(nearest(name, names))).at("params.table")
    })
}

/// The column of a table with this name.
///
/// # Errors
/// [`Code::UnknownField`].
pub(super) fn column<'a>(table: &'a EventTable, name: &str) -> Result<&'a Column> {
    named(&table.columns, name)
}

/// The column with this name, of a table or of the contacts.
///
/// # Errors
/// [`Code::UnknownField`].
pub(in crate::session) fn named<'a>(columns: &'a [Arc<Column>], name: &str) -> Result<&'a Column> {
    columns.iter().map(Arc::as_ref).find(|column| column.name == name).ok_or_else(|| {
        let names = columns.iter().map(|c| c.name.as_str());
        let error = Error::new(Code::UnknownField).with("name", name);
        error.with("hint", hint(nearest(name, names)))
    })
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |name| format!("did you mean {name}?"))
}

/// The number of the order, where an amount below zero may belong to one.
fn order_id<'a>(table: &'a EventTable, amount: &Column) -> Option<&'a Column> {
    let has_refunds = matches!(&amount.data, Data::Ints { ints, .. } if ints.bounds().0 < 0);
    let is_id = |column: &&Column| {
        let name = column.name.to_lowercase();
        ORDER_IDS.contains(&name.as_str()) && matches!(column.kind(), Kind::Code | Kind::Text)
    };
    table.columns.iter().map(std::convert::AsRef::as_ref).find(is_id).filter(|_| has_refunds)
}
