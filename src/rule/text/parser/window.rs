//! Windows, masks and lengths of time.

use super::super::functions::{self, Role};
use super::super::lexer::Kind;
use super::super::phrase;
use super::arguments::{Arguments, Rest};
use super::{Parser, Scope};
use crate::error::Result;
use crate::rule::{EventWindow, Mask, Since, SinceAttribute, SinceEvent, Unit, Which, Window};
use crate::time::window::{Absolute, Ago, Amount, Calendar};

impl Parser<'_> {
    /// Whether a window stands here.
    pub fn at_window(&self) -> bool {
        if self.at_word("all_time") && matches!(self.then.kind, Kind::Comma | Kind::Close) {
            return true;
        }
        let role = self.at_call().and_then(functions::find).map(|function| function.role);
        matches!(role, Some(Role::Window | Role::Since))
    }

    /// A window of events: one for everybody, or one of each contact.
    pub fn event_window(&mut self) -> Result<EventWindow> {
        let name = self.at_call().unwrap_or_default();
        if name.eq_ignore_ascii_case("since_attribute") {
            return self.since_attribute().map(EventWindow::Since);
        }
        if name.eq_ignore_ascii_case("since_event") {
            return self.nested(Self::since_event).map(EventWindow::Since);
        }
        self.window().map(EventWindow::Fixed)
    }

    /// A window that is the same for everybody.
    pub fn window(&mut self) -> Result<Window> {
        if self.then.kind != Kind::Open && self.eat_word("all_time") {
            return Ok(Window::AllTime);
        }
        let function = self.at_call().and_then(functions::find);
        let name = match function {
            Some(function) if function.role == Role::Window => function.name,
            Some(function) if function.role == Role::Since => {
                return Err(self.unexpected(phrase::FIXED_WINDOW, phrase::SINCE_HERE));
            }
            _ if self.at_call().is_some() => return Err(self.unknown_function(&[Role::Window])),
            _ => return Err(self.unexpected(phrase::WINDOW, "")),
        };
        self.bump();
        self.bump();
        self.window_of(name)
    }

    fn window_of(&mut self, name: &'static str) -> Result<Window> {
        let places: &[&str] = match name {
            "all_time" => &[],
            "rolling" => &["length"],
            "days_to_date" | "complete_days" => &["n"],
            "ago" => &["from", "to", "unit"],
            "calendar" => &["back", "unit"],
            "to_date" => &["unit"],
            _ => &["from", "to"],
        };
        let mut arguments = Arguments::new(name, places, &[]);
        if name == "absolute" {
            let (mut from, mut to) = (None, None);
            while let Some(argument) = self.argument(&mut arguments)? {
                let bound = if self.eat_word("null") { None } else { Some(self.text()?) };
                if argument == "from" { from = bound } else { to = bound }
            }
            return Ok(Window::Absolute(Absolute { from, to }));
        }
        let (mut length, mut n, mut unit, mut to) = (None, None, None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "length" => length = Some(self.amount()?),
                "unit" => unit = Some(self.unit()?),
                "to" => to = Some(self.count()?),
                _ => n = Some(self.count()?),
            }
        }
        Ok(match (name, length, n, to, unit) {
            ("all_time", ..) => Window::AllTime,
            ("rolling", Some(length), ..) => Window::Rolling(length),
            ("days_to_date", _, Some(n), ..) => Window::DaysToDate(n),
            ("complete_days", _, Some(n), ..) => Window::CompleteDays(n),
            ("ago", _, Some(from), Some(to), Some(unit)) => Window::Ago(Ago { from, to, unit }),
            ("calendar", _, Some(back), _, Some(unit)) => Window::Calendar(Calendar { back, unit }),
            ("to_date", _, _, _, Some(unit)) => Window::ToDate(unit),
            _ => return Err(self.lacking(&arguments)),
        })
    }

    fn since_attribute(&mut self) -> Result<Since> {
        self.bump();
        self.bump();
        let mut arguments = Arguments::new("since_attribute", &["field", "offset", "length"], &[]);
        let (mut field, mut offset, mut length) = (None, None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "field" => field = Some(self.contact_column()?),
                "offset" => offset = Some(self.offset()?),
                _ => length = Some(self.amount()?),
            }
        }
        let field = field.ok_or_else(|| self.lacking(&arguments))?;
        Ok(Since::SinceAttribute(SinceAttribute { field, offset, length }))
    }

    fn since_event(&mut self) -> Result<Since> {
        self.bump();
        self.bump();
        let places = &["which", "table", "where"];
        let mut arguments = Arguments::new("since_event", places, &["offset", "length"]);
        let (mut which, mut table, mut filter) = (None, None, None);
        let (mut offset, mut length) = (None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "which" => {
                    let words = [("first", Which::First), ("last", Which::Last)];
                    which = Some(self.word(&words, phrase::ONE_OF)?);
                }
                "table" => table = Some(self.table()?),
                "where" => {
                    let scope = Scope::Table(table.clone().unwrap_or_default());
                    filter = Some(Box::new(self.within(scope, Self::condition)?));
                }
                "offset" => offset = Some(self.offset()?),
                _ => length = Some(self.amount()?),
            }
        }
        let (Some(which), Some(table)) = (which, table) else {
            return Err(self.lacking(&arguments));
        };
        Ok(Since::SinceEvent(SinceEvent { which, table, filter, offset, length }))
    }

    /// `mask(weekdays => (6, 7), slots => ('night'), times => ('22:00', '06:00'))`
    pub fn mask(&mut self) -> Result<Mask> {
        if !self.at_call().is_some_and(|name| name.eq_ignore_ascii_case("mask")) {
            return Err(self.unexpected(phrase::KNOWN_FUNCTION, "write mask(weekdays => (6, 7))"));
        }
        self.bump();
        self.bump();
        let mut arguments = Arguments::new("mask", &[], &["weekdays", "slots", "times"]);
        arguments = arguments.rest(Rest::Nothing);
        let mut mask = Mask::default();
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "weekdays" => mask.weekdays = Some(self.list(Self::count)?),
                "slots" => mask.slots = Some(self.list(Self::text)?),
                _ => {
                    self.expect(Kind::Open, phrase::OPEN)?;
                    let from = self.text()?;
                    self.expect(Kind::Comma, phrase::CLOSE)?;
                    let to = self.text()?;
                    self.expect(Kind::Close, phrase::CLOSE)?;
                    mask.times = Some((from, to));
                }
            }
        }
        Ok(mask)
    }

    /// `7 days`
    pub fn amount(&mut self) -> Result<Amount> {
        Ok(Amount { n: self.count()?, unit: self.unit()? })
    }

    fn unit_here(&self) -> Option<Unit> {
        let word = self.is(Kind::Word).then(|| self.lower(self.now))?;
        // "day" and "days" are both natural
        let found =
            Unit::ALL.iter().find(|(n, _)| *n == word || n.strip_suffix('s') == Some(&word));
        found.map(|(_, unit)| *unit)
    }

    pub fn at_unit(&self) -> bool {
        self.unit_here().is_some()
    }

    pub fn unit(&mut self) -> Result<Unit> {
        let Some(unit) = self.unit_here() else {
            let near = match self.lower(self.now).as_str() {
                "d" | "天" | "日" => "write days".to_owned(),
                "周" | "星期" => "write weeks".to_owned(),
                "月" | "个月" => "write months".to_owned(),
                "年" => "write years".to_owned(),
                "小时" => "write hours".to_owned(),
                "分钟" => "write minutes".to_owned(),
                _ if !self.is(Kind::Word) => String::new(),
                word => crate::rule::hint::hint(word, Unit::ALL.iter().map(|(name, _)| *name)),
            };
            return Err(self.unexpected(phrase::UNIT, &near));
        };
        self.bump();
        Ok(unit)
    }
}
