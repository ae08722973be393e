//! Who must not be contacted: columns in which a cell says so, such as `unsubscribed`, `EMAIL_BLACKLISTED`, 黑名单 or 是否退订.
//!
//! The plan names the cells (`ColumnPlan::suppresses`), proposed from the values of the sample and from the words that such a
//! column has elsewhere; a person corrects them. A cell is compared as what it is read as: `否`, `no` and `0` are one value of
//! a column of yes and no. Columns of times say so by being filled. Refused text messages do not suppress somebody who takes
//! e-mail, unless the column is a list of the blocked; and tags are marks of the staff, not of the person: neither is proposed.

use super::cell::person;
use super::loader::Source;
use super::outcome::distinct;
use super::plan::{ColumnPlan, FilePlan, Role, RowsAre};
use super::roles::Known;
use super::sink::Sink;
use super::structure::Row;
use super::words::{Header, has_chinese};
use crate::table::{Column, Data, Semantic, Value, fold};
use crate::time::Zone;
use roaring::RoaringBitmap;
use std::collections::BTreeSet;

/// Parts of a header under which yes, or being filled, says "do not contact".
const REFUSALS: &[&str] = &[
    "unsubscribe",
    "unsub",
    "optout",
    "optedout",
    "blacklist",
    "blocklist",
    "donotcontact",
    "donotemail",
    "donotmail",
    "donotcall",
    "hardbounce",
    "bounced",
    "黑名单",
    "勿扰",
    "免打扰",
    "拒收",
    "退订",
    "取消订阅",
    "拒绝营销",
];
/// Headers under which no says so.
const CONSENTS: &[&str] = &[
    "acceptsmarketing",
    "acceptsemailmarketing",
    "acceptsemail",
    "emailoptin",
    "optin",
    "subscribed",
    "subscribe",
    "marketingoptin",
    "emailsubscribed",
    "是否订阅",
    "是否接受营销",
    "接受营销",
    "同意营销",
    "允许营销",
    "允许联系",
    "是否同意营销",
    "是否允许联系",
];
/// Headers of a state of consent.
const STATES: &[&str] = &[
    "emailmarketingconsent",
    "marketingconsent",
    "emailconsent",
    "consent",
    "consentstatus",
    "subscriptionstatus",
    "emailstatus",
    "emailsubscriptionstatus",
    "emailmarketingstatus",
    "marketingstatus",
    "subscriberstatus",
    "订阅状态",
    "营销状态",
];
/// Headers of a state of whatever: only what the sample has is proposed.
const VAGUE: &[&str] = &["status", "state", "状态", "客户状态", "联系人状态", "会员状态"];
/// Cells that say so by themselves.
const WORDS: &[&str] = &[
    "unsubscribed",
    "optedout",
    "optout",
    "cleaned",
    "bounced",
    "hardbounced",
    "complained",
    "suppressed",
    "blacklisted",
    "blocked",
    "donotcontact",
    "withdrawn",
    "revoked",
    "退订",
    "已退订",
    "黑名单",
    "已拉黑",
    "拉黑",
    "拒收",
    "勿扰",
    "免打扰",
    "取消订阅",
    "已取消订阅",
];
/// What a header says of the cells below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Refusal,
    Consent,
    State,
    Vague,
}

fn sense(header: &Header) -> Option<Sense> {
    let compact = header.compact.as_str();
    if STATES.contains(&compact) {
        Some(Sense::State)
    } else if VAGUE.contains(&compact) {
        Some(Sense::Vague)
    } else if CONSENTS.contains(&compact) {
        Some(Sense::Consent)
    } else {
        header.has_any(REFUSALS).then_some(Sense::Refusal)
    }
}

/// Proposes the cells of every column that says whom not to contact; those of a layout stay.
pub fn propose(plan: &mut FilePlan, known: &[Known<'_>], body: &[&Row]) {
    for (at, (column, known)) in plan.columns.iter_mut().zip(known).enumerate() {
        if column.role == Role::Attribute
            && column.suppresses.is_empty()
            && let Some(sense) = sense(&known.header)
        {
            column.suppresses = cells(column, sense, body, at);
        }
    }
}

fn cells(column: &ColumnPlan, sense: Sense, body: &[&Row], at: usize) -> Vec<String> {
    let is_chinese = has_chinese(&column.raw);
    let one = |zh: &str, en: &str| vec![if is_chinese { zh } else { en }.to_owned()];
    let seen = distinct(body, at);
    let that_say = |yes: bool| -> Vec<String> {
        let says = |c: &&&str| person::boolean(c) == Some(yes);
        seen.iter().filter(says).map(|&c| c.to_owned()).collect()
    };
    let or = |cells: Vec<String>, none: Vec<String>| if cells.is_empty() { none } else { cells };
    match (column.semantic, sense) {
        (Semantic::Bool, Sense::Refusal) => or(that_say(true), one("是", "yes")),
        (Semantic::Bool, Sense::Consent) => or(that_say(false), one("否", "no")),
        (Semantic::Date | Semantic::Datetime, Sense::Refusal) => vec!["*".to_owned()],
        (Semantic::Text | Semantic::Id | Semantic::Name, _) => {
            let says = |c: &&&str| {
                WORDS.contains(&Header::of(c).compact.as_str())
                    || (sense == Sense::Refusal && person::boolean(c) == Some(true))
                    || (sense == Sense::Consent && person::boolean(c) == Some(false))
            };
            let found: Vec<String> = seen.iter().filter(says).map(|&c| c.to_owned()).collect();
            if sense == Sense::State { or(found, one("已退订", "unsubscribed")) } else { found }
        }
        _ => Vec::new(),
    }
}

/// Per column that says whom not to contact, the rows that say so.
pub fn rows_of(source: &Source) -> Vec<(String, RoaringBitmap)> {
    if source.plan.rows_are != RowsAre::Contacts {
        return Vec::new();
    }
    let columns = source.columns.iter().zip(&source.plan_index);
    columns
        .filter_map(|(column, &planned)| {
            let plan = source.plan.columns.get(planned).filter(|c| !c.suppresses.is_empty())?;
            let rows = suppressed(column, plan, planned, &source.plan.zone);
            Some((column.name.clone(), rows))
        })
        .collect()
}

fn suppressed(column: &Column, plan: &ColumnPlan, index: usize, zone: &str) -> RoaringBitmap {
    if plan.suppresses.iter().any(|cell| cell == "*") {
        return column.present().to_roaring();
    }
    // what the cells are read as
    let mut plan = plan.clone();
    let sink = Zone::named(zone).and_then(|zone| Sink::new(index, &plan, &zone));
    let Ok(mut sink) = sink else { return RoaringBitmap::new() };
    for cell in &plan.suppresses {
        sink.push(cell, 0);
    }
    let words = plan.suppresses.len() as u32;
    let (read, _) = sink.finish(&mut plan, words);
    if let (Data::Tags(tags), Data::Tags(named)) = (&column.data, &read.data) {
        let names: BTreeSet<&str> = (0..named.names.len()).map(|i| named.names.get(i)).collect();
        let has = |row: &u32| tags.get(*row).any(|c| names.contains(tags.names.get(c)));
        return (0..tags.len()).filter(has).collect();
    }
    let values: Vec<Value<'_>> = (0..words).filter_map(|row| read.value(row)).collect();
    let texts: BTreeSet<String> = values
        .iter()
        .filter_map(
            |v| if let Value::Text(text) = v { Some(fold(text).into_owned()) } else { None },
        )
        .collect();
    let says = |row: &u32| match column.value(*row) {
        None => false,
        Some(Value::Text(text)) => texts.contains(fold(&text).as_ref()),
        Some(Value::Number(number)) => values.iter().any(
            |v| matches!(v, Value::Number(n) if n.to_f64().total_cmp(&number.to_f64()).is_eq()),
        ),
        Some(value) => values.contains(&value),
    };
    (0..column.len()).filter(says).collect()
}
