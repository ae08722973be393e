//! How contacts look at categories: how long they stay, what they skip, what they subscribed to.

use super::InterestParams;
use crate::error::Result;
use crate::score::interest::{Signals, averse, implicit};
use crate::session::Session;
use crate::session::scores::bind::{column, table};
use crate::session::scores::flag::{Flag, by_header};
use crate::session::scores::orders::ints_of;
use crate::table::{Ints, Kind, pow10};

const STAY: [&str; 9] =
    ["停留", "dwell", "stay", "观看时长", "阅读时长", "浏览时长", "播放时长", "duration", "秒"];
const SKIP: [&str; 6] = ["快划", "划过", "划走", "跳过", "skip", "swipe"];
const SUBSCRIBED: [&str; 4] = ["订阅", "subscri", "关注", "follow"];
/// Words of the opposite of a subscription.
const ENDED: [&str; 3] = ["退", "取消", "un"];

/// The columns of a table that tell it, by their headers where the parameters name none.
///
/// # Errors
/// [`crate::Code::UnknownTable`].
pub(super) fn bound(session: &Session, params: InterestParams) -> Result<InterestParams> {
    let table = table(session, params.table.as_deref().unwrap_or_default())?;
    let find = |words: &[&str], kinds: &[Kind]| {
        by_header(table, words, kinds, |_, _| true).map(|column| column.name.clone())
    };
    let subscribed = || {
        let begun = |name: &str| !ENDED.iter().any(|word| name.contains(word));
        let found = by_header(table, &SUBSCRIBED, &[Kind::Bool], |_, name| begun(name));
        found.map(|column| column.name.clone())
    };
    Ok(InterestParams {
        dwell: params.dwell.or_else(|| find(&STAY, &[Kind::Number])),
        skip: params.skip.or_else(|| find(&SKIP, &[Kind::Bool, Kind::Number])),
        subscription: params.subscription.or_else(subscribed),
        ..params
    })
}

/// The columns.
pub(super) struct Looks<'a> {
    dwell: Option<(&'a Ints, f64)>,
    skip: Option<Flag<'a>>,
    subscription: Option<Flag<'a>>,
    weight: f64,
}

impl<'a> Looks<'a> {
    /// # Errors
    /// [`crate::Code::UnknownTable`], [`crate::Code::UnknownField`], [`crate::Code::BadScore`].
    pub fn new(session: &'a Session, params: &InterestParams) -> Result<Self> {
        let table = table(session, params.table.as_deref().unwrap_or_default())?;
        let flag = |name: &Option<String>, parameter: &str| {
            name.as_ref().map(|name| Flag::named(table, name, parameter)).transpose()
        };
        let dwell = match &params.dwell {
            Some(name) => {
                let column = column(table, name).map_err(|e| e.at("params.dwell"))?;
                let (ints, scale) = ints_of(column).map_err(|e| e.at("params.dwell"))?;
                Some((ints, pow10(scale) as f64))
            }
            None => None,
        };
        let (skip, subscription) =
            (flag(&params.skip, "skip")?, flag(&params.subscription, "subscription")?);
        Ok(Self { dwell, skip, subscription, weight: params.subscription_weight })
    }

    /// What a row weighs on its day: nothing when it was skipped, a subscription more than another row.
    pub fn weight(&self, row: u32) -> f64 {
        let is = |flag: &Option<Flag<'_>>| flag.as_ref().is_some_and(|flag| flag.is_set(row));
        if is(&self.skip) {
            0.0
        } else if is(&self.subscription) {
            self.weight
        } else {
            1.0
        }
    }

    /// Counts a row of a category.
    pub fn see(&self, row: u32, signals: &mut Signals) {
        signals.impressions += 1;
        signals.skips += u32::from(self.skip.as_ref().is_some_and(|skip| skip.is_set(row)));
        let stayed = self.dwell.and_then(|(ints, unit)| Some(ints.get(row)? as f64 / unit));
        if let Some(seconds) = stayed.filter(|seconds| *seconds > 0.0) {
            signals.views += 1;
            signals.dwell_seconds += seconds;
        }
    }
}

/// The category, by its number from 1, with which a contact stays longest against everybody's mean of that category; 0 for none.
pub(super) fn liked(own: &[Signals], everybody: &[Signals]) -> u16 {
    let times = |(own, all): (&Signals, &Signals)| {
        let mean = all.dwell_seconds / f64::from(all.views.max(1));
        implicit(own, mean).map(|times| (times, 0))
    };
    best(own.iter().zip(everybody).map(times))
}

/// The category that a contact skips most, then the one that it was shown more often; 0 for none.
pub(super) fn disliked(own: &[Signals]) -> u16 {
    best(own.iter().map(|own| averse(own).map(|share| (share, own.impressions))))
}

/// The number from 1 of the greatest; of equal ones the first.
fn best(all: impl Iterator<Item = Option<(f64, u32)>>) -> u16 {
    let (mut at, mut most) = (0, None);
    for (number, found) in (1u16..).zip(all) {
        if let Some(found) = found
            && most.is_none_or(|most| found > most)
        {
            (at, most) = (number, Some(found));
        }
    }
    at
}
