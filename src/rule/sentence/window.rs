//! Windows and masks.

use super::value::{amount, moment, moved, span, unit_name};
use super::{Teller, Token, field, list, number, say};
use crate::rule::{EventWindow, Mask, Offset, Since, Which, Window};
use crate::time::window::Amount;

impl Teller<'_> {
    /// The window of events; empty for everything before `as_of`.
    pub(super) fn event_window(&self, window: Option<&EventWindow>) -> Vec<Token> {
        let said = match window {
            None => Vec::new(),
            Some(EventWindow::Fixed(window)) => self::window(window),
            Some(EventWindow::Since(Since::SinceAttribute(since))) => {
                from(vec![field(&since.field)], since.offset, since.length)
            }
            Some(EventWindow::Since(Since::SinceEvent(since))) => {
                let key = match since.which {
                    Which::First => "anchor.first",
                    Which::Last => "anchor.last",
                };
                let what = self.what(&since.table, since.filter.as_deref(), super::Form::One);
                from(say(key).with("what", what).done(), since.offset, since.length)
            }
        };
        at(said)
    }
}

/// Windows that are said without a preposition.
const BARE: [&str; 7] = [
    "window.back.days",
    "window.this.days",
    "window.previous.days",
    "window.to_date.days",
    "window.from",
    "window.until",
    "since",
];

fn at(said: Vec<Token>) -> Vec<Token> {
    let bare = match said.first() {
        None => return said,
        Some(Token::Say(phrase)) => BARE.contains(&phrase.key.as_str()),
        Some(_) => false,
    };
    say(if bare { "during.bare" } else { "during" }).with("w", said).done()
}

/// A span from a time of each contact.
fn from(anchor: Vec<Token>, offset: Option<Offset>, length: Option<Amount>) -> Vec<Token> {
    let is_moved = offset.is_some_and(|o| o.n != 0);
    let start = offset.map_or(anchor.clone(), |offset| moved(anchor, offset));
    match length {
        None => say("since").with("x", start).done(),
        Some(length) => {
            let key = if is_moved { "since.length.moved" } else { "since.length" };
            say(key)
                .with("x", start)
                .with("length", amount(length))
                .with("n", number(length.n))
                .done()
        }
    }
}

/// A window as a noun: the last 30 complete days. Empty for everything before `as_of`.
pub(super) fn window(window: &Window) -> Vec<Token> {
    match window {
        Window::AllTime => Vec::new(),
        Window::Rolling(n) => say("window.rolling").with("x", amount(*n)).done(),
        Window::DaysToDate(1) => say("window.this.days").done(),
        Window::DaysToDate(n) => say("window.days_to_date").with("n", number(n)).done(),
        Window::CompleteDays(n) => say("window.complete_days").with("n", number(n)).done(),
        Window::Ago(ago) => {
            let key = if ago.to == 0 { "window.ago.until_now" } else { "window.ago" };
            let from = span(ago.from, ago.unit);
            say(key)
                .with("a", from)
                .with("from", number(ago.from))
                .with("b", span(ago.to, ago.unit))
                .done()
        }
        Window::Calendar(calendar) => {
            let unit = unit_name(calendar.unit);
            match calendar.back {
                0 => say(format!("window.this.{unit}")).done(),
                1 => say(format!("window.previous.{unit}")).done(),
                n => say(format!("window.back.{unit}")).with("n", number(n)).done(),
            }
        }
        Window::ToDate(unit) => say(format!("window.to_date.{}", unit_name(*unit))).done(),
        Window::Absolute(span) => {
            let (from, to) = (span.from.as_deref(), span.to.as_deref());
            match (from, to) {
                (Some(a), Some(b)) => {
                    say("window.absolute").with("a", moment(a)).with("b", moment(b)).done()
                }
                (Some(a), None) => say("window.from").with("a", moment(a)).done(),
                (None, Some(b)) => say("window.until").with("b", moment(b)).done(),
                (None, None) => Vec::new(),
            }
        }
    }
}

/// A window as the time of something: in the last 30 complete days, since a day.
pub(super) fn during(window: &Window) -> Vec<Token> {
    at(self::window(window))
}

/// On which weekdays and at which times of the day; empty for any.
pub(super) fn mask(key: &str, mask: Option<&Mask>) -> Vec<Token> {
    let Some(mask) = mask else { return Vec::new() };
    let mut parts = Vec::new();
    if let Some(days) = &mask.weekdays {
        let days = days.iter().map(|d| say(format!("weekday.{d}")).done());
        parts.push(say("mask.weekdays").with("a", super::whole_list("and", days.collect())).done());
    }
    if let Some(slots) = &mask.slots {
        let slots = slots.iter().map(|s| say(format!("slot.{s}")).done());
        parts.push(say("mask.slots").with("a", list("or", slots)).done());
    }
    if let Some((from, to)) = &mask.times {
        let plain = |t: &String| Token::Plain(t.clone());
        parts.push(say("mask.times").with("a", plain(from)).with("b", plain(to)).done());
    }
    if parts.is_empty() {
        return Vec::new();
    }
    say(key).with("x", super::whole_list("mask.join", parts)).done()
}
