//! Measures of events and sequences of them.

use super::super::functions::{self, Role};
use super::super::lexer::Kind;
use super::super::phrase;
use super::arguments::{Arguments, Rest};
use super::{Parser, Scope};
use crate::error::Result;
use crate::rule::parse::{MEASURES_OF_COLUMNS, PLAIN_MEASURES};
use crate::rule::sugar::{self, Events};
use crate::rule::{
    ActivePeriods, EventCondition, EventWindow, GapStatistic, Growth, Mask, Measure, Node,
    Operator, Part, Percentile, Ratio, Seasonality, Sequence, Share, Step, Streak, StreakKind,
    Unit, Window,
};
use crate::table::Decimal;

/// What the arguments of a measure say; which of it must be there depends on the measure.
#[derive(Default)]
struct Settings {
    column: Option<String>,
    q: Option<Decimal>,
    gap: Option<GapStatistic>,
    run: Option<StreakKind>,
    unit: Option<Unit>,
    of: Option<u32>,
    at_least: Option<u32>,
    part: Option<Box<Node>>,
    parts: [Option<Part>; 2],
    over: Option<Window>,
    min_base: Option<Decimal>,
    months: Option<Vec<u32>>,
    filter: Option<Box<Node>>,
    window: Option<EventWindow>,
    mask: Option<Mask>,
}

fn has_column(name: &str) -> bool {
    name == "percentile" || MEASURES_OF_COLUMNS.iter().any(|(column, _)| *column == name)
}

/// The settings of a measure that have a place, and those that have a name only.
fn settings_of(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "percentile" => (&["q"], &[]),
        "gap" => (&["which"], &[]),
        "streak" => (&["unit", "which"], &[]),
        "active_periods" => (&["unit", "of", "at_least"], &[]),
        "share" => (&["of"], &["sum"]),
        "ratio" => (&["of", "to"], &[]),
        "growth" => (&["of", "over"], &["min_base"]),
        "seasonality" => (&["months"], &[]),
        _ => (&[], &[]),
    }
}

impl Parser<'_> {
    /// A measure with its table, condition, window and mask; its bracket was opened. It is not compared yet.
    pub fn measured(&mut self, name: &'static str) -> Result<EventCondition> {
        let table = self.table()?;
        let mut settings = Settings::default();
        if self.eat(Kind::Dot) {
            if !(has_column(name) || name == "share") {
                let form = functions::find(name).map_or("", |function| function.form);
                return Err(self.unexpected(phrase::CLOSE, &format!("write {form}")));
            }
            settings.column = Some(self.within(Scope::Table(table.clone()), Self::column)?);
        }
        let measure = self.settings(name, &table, &mut settings, true)?;
        Ok(EventCondition {
            table,
            filter: settings.filter,
            window: settings.window,
            mask: settings.mask,
            measure,
            is: Operator::IsSet,
        })
    }

    /// A measure inside of another one: without table, window and mask.
    fn part(&mut self, table: &str) -> Result<Part> {
        let function = self.at_call().and_then(functions::find);
        let Some(function) = function.filter(|function| function.role == Role::Measure) else {
            return Err(match self.at_call() {
                Some(_) => self.unknown_function(&[Role::Measure]),
                None => self.unexpected(phrase::MEASURE, ""),
            });
        };
        if matches!(function.name, "ratio" | "growth") {
            return Err(self.unexpected(phrase::MEASURE, phrase::NESTED_RATIO));
        }
        self.bump();
        self.bump();
        let mut settings = Settings::default();
        let measure = self.nested(|p| p.settings(function.name, table, &mut settings, false))?;
        Ok(Part { measure, filter: settings.filter })
    }

    fn settings(
        &mut self,
        name: &'static str,
        table: &str,
        settings: &mut Settings,
        outer: bool,
    ) -> Result<Measure> {
        let (places, named) = settings_of(name);
        let column = has_column(name) && settings.column.is_none();
        let places: Vec<&str> =
            column.then_some("column").into_iter().chain(places.iter().copied()).collect();
        let mut arguments = Arguments::new(name, &places, named).rest(Rest::Events);
        if outer {
            arguments = arguments.started();
        }
        while let Some(argument) = self.argument(&mut arguments)? {
            if !outer && matches!(argument, "window" | "mask") {
                return Err(self.unexpected(phrase::CONDITION, phrase::NESTED_RATIO));
            }
            self.setting(name, argument, table, settings)?;
        }
        match measure(name, settings) {
            Some(measure) => Ok(measure),
            None => Err(self.lacking(&arguments)),
        }
    }

    fn setting(
        &mut self,
        measure: &str,
        argument: &str,
        table: &str,
        settings: &mut Settings,
    ) -> Result<()> {
        let scope = || Scope::Table(table.to_owned());
        match (argument, measure) {
            ("column" | "sum", _) => {
                if settings.column.is_some() {
                    return Err(self.unexpected(phrase::ONCE, ""));
                }
                settings.column = Some(self.within(scope(), Self::column)?);
            }
            ("q", _) => settings.q = Some(self.decimal()?),
            ("which", "gap") => {
                let gaps = [
                    ("mean", GapStatistic::Mean),
                    ("median", GapStatistic::Median),
                    ("max", GapStatistic::Max),
                    ("last", GapStatistic::Last),
                ];
                settings.gap = Some(self.word(&gaps, phrase::ONE_OF)?);
            }
            ("which", _) => {
                let runs = [("current", StreakKind::Current), ("longest", StreakKind::Longest)];
                settings.run = Some(self.word(&runs, phrase::ONE_OF)?);
            }
            ("unit", _) => settings.unit = Some(self.unit()?),
            ("of", "active_periods") => settings.of = Some(self.count()?),
            ("at_least", _) => settings.at_least = Some(self.count()?),
            ("of", "share") => {
                settings.part = Some(Box::new(self.within(scope(), Self::condition)?));
            }
            ("of", _) => {
                let token = self.now;
                let part = self.part(table)?;
                if measure == "growth" && part.filter.is_some() {
                    return Err(self.unexpected_at(token, phrase::MEASURE, phrase::WHERE_TWICE));
                }
                settings.parts[0] = Some(part);
            }
            ("to", _) => settings.parts[1] = Some(self.part(table)?),
            ("over", _) => settings.over = Some(self.window()?),
            ("min_base", _) => settings.min_base = Some(self.decimal()?),
            ("months", _) => settings.months = Some(self.list(Self::count)?),
            ("window", _) => settings.window = Some(self.event_window()?),
            ("mask", _) => settings.mask = Some(self.mask()?),
            _ => settings.filter = Some(Box::new(self.within(scope(), Self::condition)?)),
        }
        Ok(())
    }

    /// Conditions that are made of others, see [`sugar`]; the bracket was opened.
    pub fn sugar(&mut self, name: &'static str) -> Result<Node> {
        let table = self.table()?;
        let named: &[&str] = match name {
            "stopped" => &["active", "silent"],
            "resumed" => &["silent", "recent"],
            _ => &[],
        };
        let mut arguments = Arguments::new(name, &[], named).rest(Rest::Events).started();
        let before = self.nodes;
        let mut events = Events::of(table);
        let (mut first, mut second) = (None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "mask" => events.mask = Some(self.mask()?),
                "window" if !named.is_empty() => {
                    return Err(self.unexpected(phrase::KNOWN_ARGUMENT, phrase::NAMED_ARGUMENT));
                }
                "window" => events.window = Some(self.event_window()?),
                "where" => {
                    let scope = Scope::Table(events.table.clone());
                    events.filter = Some(Box::new(self.within(scope, Self::condition)?));
                }
                name if named.first() == Some(&name) => first = Some(self.window()?),
                _ => second = Some(self.window()?),
            }
        }
        let inside = self.nodes - before;
        let node = match (name, first, second) {
            ("did", ..) => sugar::did(&events),
            ("did_not", ..) => sugar::did_not(&events),
            ("never", ..) if events.window.is_none() => sugar::never(&events),
            ("only_once", ..) => sugar::only_once(&events),
            ("first_time_in", ..) => match events.window.take() {
                Some(EventWindow::Fixed(window)) => sugar::first_time_in(&events, window),
                _ => return Err(self.lacking(&arguments)),
            },
            ("stopped", Some(active), Some(silent)) => {
                self.count_copies(inside + 2)?;
                sugar::stopped(&events, active, silent)
            }
            ("resumed", Some(silent), Some(recent)) => {
                self.count_copies(2 * inside + 3)?;
                sugar::resumed(&events, silent, recent)
            }
            _ => return Err(self.lacking(&arguments)),
        };
        Ok(node)
    }

    /// The condition on the events stands more than once; its nodes count each time.
    fn count_copies(&mut self, nodes: usize) -> Result<()> {
        self.nodes = self.nodes.saturating_add(nodes - 1);
        self.count_node()
    }

    /// `table WHERE condition THEN NOT table WITHIN 7 days, window, within => 30 days`; the bracket was opened.
    pub fn sequence(&mut self) -> Result<Sequence> {
        let mut steps = Vec::new();
        if !self.is(Kind::Close) && self.then.kind != Kind::Arrow && self.at_call().is_none() {
            loop {
                self.count_value()?;
                steps.push(self.step()?);
                if !self.eat_word("then") {
                    break;
                }
            }
        }
        let named = &["within", "strict", "correlate"];
        let mut arguments = Arguments::new("sequence", &[], named).rest(Rest::Events);
        if !steps.is_empty() {
            arguments = arguments.started();
        }
        let (mut window, mut mask, mut within) = (None, None, None);
        let (mut strict, mut correlate) = (None, None);
        while let Some(argument) = self.argument(&mut arguments)? {
            match argument {
                "window" => window = Some(self.event_window()?),
                "mask" => mask = Some(self.mask()?),
                "within" => within = Some(self.amount()?),
                "strict" => strict = Some(self.flag()?),
                "correlate" => {
                    let table = steps.first().map_or_else(String::new, |s: &Step| s.table.clone());
                    correlate = Some(self.within(Scope::Table(table), Self::column)?);
                }
                _ => return Err(self.unexpected(phrase::WINDOW, "write table WHERE condition")),
            }
        }
        Ok(Sequence { steps, window, mask, within, strict, correlate, reached: None })
    }

    fn step(&mut self) -> Result<Step> {
        let not = self.eat_word("not");
        let table = self.table()?;
        let filter = if self.eat_word("where") {
            let scope = Scope::Table(table.clone());
            Some(Box::new(self.within(scope, Self::condition)?))
        } else {
            None
        };
        let gap = if self.eat_word("within") { Some(self.amount()?) } else { None };
        Ok(Step { table, filter, not, gap })
    }
}

/// The measure, when everything that it needs is there.
fn measure(name: &str, settings: &mut Settings) -> Option<Measure> {
    if let Some((_, plain)) = PLAIN_MEASURES.iter().find(|(n, _)| *n == name) {
        return Some(plain.clone());
    }
    if let Some((_, make)) = MEASURES_OF_COLUMNS.iter().find(|(n, _)| *n == name) {
        return settings.column.take().map(make);
    }
    Some(match name {
        "percentile" => {
            Measure::Percentile(Percentile { column: settings.column.take()?, q: settings.q? })
        }
        "gap" => Measure::Gap(settings.gap?),
        "streak" => Measure::Streak(Streak { unit: settings.unit?, which: settings.run? }),
        "active_periods" => Measure::ActivePeriods(ActivePeriods {
            unit: settings.unit?,
            of: settings.of?,
            at_least: settings.at_least?,
        }),
        "share" => {
            Measure::Share(Share { filter: settings.part.take()?, sum: settings.column.take() })
        }
        "ratio" => {
            let [of, to] = &mut settings.parts;
            Measure::Ratio(Box::new(Ratio { of: of.take()?, to: to.take()? }))
        }
        "growth" => Measure::Growth(Box::new(Growth {
            of: settings.parts[0].take()?.measure,
            over: settings.over.take()?,
            min_base: settings.min_base,
        })),
        _ => Measure::Seasonality(Seasonality { months: settings.months.take()? }),
    })
}
