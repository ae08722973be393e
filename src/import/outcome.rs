//! Which events came to nothing: the plan's words for closed and paid back, made a column of yes and no.
//!
//! The column says whether an event counts. It is called `有效订单` in a file with Chinese headers, otherwise `counts`. A row
//! counts unless its status is one of the words; a row without a status counts. Amounts stay as they are: a part that was
//! paid back, and the negative line of a bill, are for the sum to take into account.

use super::cell::clean;
use super::loader::Source;
use super::plan::{FilePlan, OutcomeRule, RowsAre};
use super::roles::Known;
use super::structure::Row;
use super::words::{Header, has_chinese};
use crate::error::{Code, Error, Result};
use crate::table::{Column, ColumnBuilder, Semantic, Value, fold};
use std::collections::BTreeSet;

/// Headers of the status of an event.
const STATUS: &[&str] = &[
    "订单状态",
    "交易状态",
    "当前状态",
    "支付状态",
    "付款状态",
    "状态",
    "orderstatus",
    "paymentstatus",
    "financialstatus",
    "transactionstatus",
    "status",
    "state",
];
/// Headers of what happened after the sale.
const AFTER: &[&str] = &["售后状态", "退款状态", "订单退款状态", "refundstatus", "aftersalestatus"];
/// Parts of a status that say closed, cancelled or unpaid; behind one of [`NOT`] they say the contrary.
const CLOSED: &[&str] = &[
    "关闭",
    "取消",
    "待付款",
    "未付款",
    "待支付",
    "未支付",
    "等待付款",
    "买家付款",
    "作废",
    "失败",
];
/// Parts that say paid back.
const REFUNDED: &[&str] = &["退款成功", "全额退款", "退款完成", "已退还"];
/// Signs that say the contrary of what follows.
const NOT: &[char] = &['未', '无', '不', '非'];
/// A status in English, as a whole.
const CLOSED_WORDS: &[&str] = &[
    "cancelled",
    "canceled",
    "voided",
    "void",
    "unpaid",
    "closed",
    "expired",
    "failed",
    "declined",
    "abandoned",
    "notpay",
];
const REFUNDED_WORDS: &[&str] = &["refunded", "fullyrefunded", "fullrefund", "chargeback"];
/// Words that are proposed although the sample has none of them.
const COMMON: (&[&str], &[&str]) =
    (&["交易关闭", "已关闭", "已取消", "待付款"], &["退款成功", "全额退款"]);
const COMMON_ENGLISH: (&[&str], &[&str]) =
    (&["cancelled", "canceled", "voided", "unpaid"], &["refunded"]);
/// Different cells that are looked at.
const DISTINCT: usize = 200;

/// Takes the words of a layout: those of the status, or, without any that says closed, those of what happened after the sale.
pub fn fix(plan: &mut FilePlan, index: usize, closed: &[String], refunded: &[String]) {
    let Some(name) = plan.columns.get(index).map(|c| c.name.clone()) else { return };
    if let (Some(outcome), true) = (&mut plan.outcome, closed.is_empty()) {
        outcome.refunds = Some(name);
        add(&mut outcome.refunded, refunded.iter().cloned());
        return;
    }
    plan.outcome = Some(OutcomeRule {
        column: name,
        closed: closed.to_vec(),
        refunded: refunded.to_vec(),
        refunds: None,
    });
}

/// Proposes the words: those that are fixed, those of the sample, and, under a header that is a status for certain, the
/// common ones. Without a column of a status there is no rule.
pub fn propose(plan: &mut FilePlan, known: &[Known<'_>], body: &[&Row]) {
    let named = |words: &[&str]| {
        words.iter().find_map(|w| known.iter().position(|k| k.header.compact == *w))
    };
    let at = match &plan.outcome {
        Some(rule) => plan.columns.iter().position(|c| c.name == rule.column),
        None => named(STATUS),
    };
    let Some(at) = at.filter(|&at| plan.columns.get(at).is_some_and(is_status)) else { return };
    let cells = distinct(body, at);
    let (closed, refunded) = words_of(&cells);
    let fixed = plan.outcome.is_some();
    let after = named(AFTER).filter(|&i| i != at);
    let Some(column) = plan.columns.get(at) else { return };
    let vague = matches!(
        known.get(at).map_or("", |k| k.header.compact.as_str()),
        "状态" | "status" | "state"
    );
    if !fixed && vague && closed.is_empty() && refunded.is_empty() {
        return;
    }
    let is_chinese = has_chinese(&column.raw) || cells.iter().any(|c| has_chinese(c));
    let name = column.name.clone();
    let rule = plan.outcome.get_or_insert(OutcomeRule {
        column: name,
        closed: Vec::new(),
        refunded: Vec::new(),
        refunds: None,
    });
    add(&mut rule.closed, closed);
    add(&mut rule.refunded, refunded);
    if !fixed {
        let common = if is_chinese { COMMON } else { COMMON_ENGLISH };
        add(&mut rule.closed, common.0.iter().map(|&w| w.to_owned()));
        add(&mut rule.refunded, common.1.iter().map(|&w| w.to_owned()));
    }
    if let (None, Some(after)) = (&rule.refunds, after) {
        let (_, refunded) = words_of(&distinct(body, after));
        if !refunded.is_empty() {
            rule.refunds = plan.columns.get(after).map(|c| c.name.clone());
            add(&mut rule.refunded, refunded);
        }
    }
}

fn is_status(column: &super::plan::ColumnPlan) -> bool {
    matches!(column.semantic, Semantic::Text | Semantic::Id | Semantic::Name)
}

fn add(words: &mut Vec<String>, more: impl IntoIterator<Item = String>) {
    for word in more {
        if !words.iter().any(|w| fold(w) == fold(&word)) {
            words.push(word);
        }
    }
}

/// The different cells of a column, as far as they are looked at.
pub(super) fn distinct<'a>(body: &[&'a Row], at: usize) -> BTreeSet<&'a str> {
    let mut cells = BTreeSet::new();
    for cell in body.iter().filter_map(|r| r.cells.get(at)).map(|c| clean(c)) {
        if cells.len() < DISTINCT && !cell.is_empty() {
            cells.insert(cell);
        }
    }
    cells
}

/// The cells that say closed, and those that say paid back.
fn words_of(cells: &BTreeSet<&str>) -> (Vec<String>, Vec<String>) {
    let (mut closed, mut refunded) = (Vec::new(), Vec::new());
    for &cell in cells {
        let word = Header::of(cell).compact;
        let says = |parts: &[&str]| parts.iter().any(|part| affirms(cell, part));
        if cell.contains("部分") || word.starts_with("partial") {
            continue;
        }
        if REFUNDED_WORDS.contains(&word.as_str()) || says(REFUNDED) || cell == "已退款" {
            refunded.push(cell.to_owned());
        } else if CLOSED_WORDS.contains(&word.as_str()) || says(CLOSED) {
            closed.push(cell.to_owned());
        }
    }
    (closed, refunded)
}

/// Whether a text has a part that is not denied.
fn affirms(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, _)| !text.get(..at).unwrap_or("").ends_with(NOT))
}

/// Whether the columns of a rule are there.
///
/// # Errors
/// [`Code::BadPlan`].
pub fn validate(plan: &FilePlan) -> Result<()> {
    let Some(rule) = plan.outcome.as_ref().filter(|_| plan.rows_are == RowsAre::Events) else {
        return Ok(());
    };
    let missing = [Some(&rule.column), rule.refunds.as_ref()]
        .into_iter()
        .flatten()
        .find(|name| !plan.columns.iter().any(|c| c.name == **name));
    match missing {
        Some(name) => Err(Error::new(Code::BadPlan)
            .with("reason", format!("the outcome is in a column {name}, which is not there"))),
        None => Ok(()),
    }
}

/// Adds the column that says whether an event counts, at the end of the columns.
pub(super) fn add_column(source: &mut Source) {
    let plan = &source.plan;
    let Some(rule) = plan.outcome.as_ref().filter(|_| plan.rows_are == RowsAre::Events) else {
        return;
    };
    let (refunds, refunded) = (rule.refunds.as_deref(), &rule.refunded);
    let both: Vec<&String> = rule.closed.iter().chain(refunded).collect();
    let of = |name: &str, words: &[&String]| {
        let column = source.columns.iter().find(|c| c.name == name)?;
        Some((column, words.iter().map(|w| fold(clean(w)).into_owned()).collect::<BTreeSet<_>>()))
    };
    let tests: Vec<(&Column, BTreeSet<String>)> = [
        of(&rule.column, &both),
        refunds.and_then(|name| of(name, &refunded.iter().collect::<Vec<_>>())),
    ]
    .into_iter()
    .flatten()
    .collect();
    if tests.is_empty() {
        return;
    }
    let mut builder = ColumnBuilder::new(Semantic::Bool);
    for row in 0..source.report.accepted {
        let failed = tests.iter().any(|(column, words)| match column.value(row) {
            Some(Value::Text(text)) => words.contains(fold(&text).as_ref()),
            Some(Value::Bool(yes)) => words.contains(if yes { "true" } else { "false" }),
            _ => false,
        });
        builder.push_bool(!failed);
    }
    let is_chinese = plan.columns.iter().any(|c| has_chinese(&c.raw));
    let base = if is_chinese { "有效订单" } else { "counts" };
    let mut name = base.to_owned();
    let mut n = 2;
    while source.columns.iter().any(|c| c.name == name) {
        name = format!("{base}_{n}");
        n += 1;
    }
    source.valid = Some(source.columns.len());
    source.columns.push(builder.finish(name));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_status_are_told_apart() {
        let cells = [
            "交易成功",
            "交易关闭",
            "订单未关闭",
            "等待买家付款",
            "未付款",
            "退款成功",
            "部分退款成功",
            "已发货，退款成功",
            "已退款(￥5.00)",
            "对方已退还",
            "Cancelled",
            "partially_refunded",
            "refunded",
            "paid",
            "已取消",
        ];
        let (closed, refunded) = words_of(&cells.into_iter().collect());
        assert_eq!(closed, ["Cancelled", "交易关闭", "已取消", "未付款", "等待买家付款"]);
        assert_eq!(refunded, ["refunded", "对方已退还", "已发货，退款成功", "退款成功"]);
    }
}
