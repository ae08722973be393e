//! The operands of operators that are written as functions; the column or measure was read.

use super::super::lexer::Kind;
use super::super::phrase;
use super::Parser;
use super::arguments::{Arguments, Rest};
use crate::error::Result;
use crate::rule::operator::{Band, Circle, GeoBox, Operand, Operator, OperatorInfo, Period, Rank};
use crate::rule::parse::{plain_operator, text_operator, texts_operator, value_operator};
use crate::rule::{QuantileRange, TopN, TopPercent};
use crate::table::Decimal;
use crate::time::window::Ago;

impl Parser<'_> {
    pub fn operator(&mut self, info: &'static OperatorInfo) -> Result<Operator> {
        let name = info.name;
        let places: &'static [&'static str] = match info.operand {
            Operand::Value | Operand::Moment => &["value"],
            Operand::Text | Operand::Name => &["text"],
            Operand::Range | Operand::Codes | Operand::Times => &["from", "to"],
            Operand::Amount => &["length"],
            Operand::Ago => &["from", "to", "unit"],
            Operand::Rank => &["value", "order"],
            Operand::TopN => &["n", "population", "tie"],
            Operand::TopPercent => &["percent", "population", "tie"],
            Operand::Quantiles => &["from", "to", "population"],
            Operand::Window | Operand::Period => &["window"],
            Operand::Circle => &["longitude", "center_latitude", "center_longitude", "km"],
            Operand::Box => &["longitude", "south", "west", "north", "east"],
            _ => &[],
        };
        let named: &'static [&'static str] =
            if info.operand == Operand::Period { &["next"] } else { &[] };
        let rest = match info.operand {
            Operand::Values
            | Operand::Texts
            | Operand::Names
            | Operand::Paths
            | Operand::Numbers
            | Operand::Bands => Rest::Values,
            _ => Rest::Nothing,
        };
        let mut arguments = Arguments::new(name, places, named).rest(rest).started();
        let a = &mut arguments;
        match info.operand {
            Operand::None => match self.argument(a)? {
                None => Ok(plain_operator(name)),
                Some(_) => Err(self.lacking(a)),
            },
            Operand::Value | Operand::Moment => {
                let value = self.only(a, Self::literal)?;
                Ok(value_operator(name, value))
            }
            Operand::Values => {
                let mut values = Vec::new();
                while self.argument(a)?.is_some() {
                    self.count_value()?;
                    values.push(self.literal()?);
                }
                Ok(if name == "in" { Operator::In(values) } else { Operator::NotIn(values) })
            }
            Operand::Range => {
                let (low, high) = self.pair(a, Self::literal)?;
                Ok(if name == "between" {
                    Operator::Between(low, high)
                } else {
                    Operator::NotBetween(low, high)
                })
            }
            Operand::Text | Operand::Name => {
                let text = self.only(a, Self::text)?;
                Ok(text_operator(name, text))
            }
            Operand::Texts | Operand::Names | Operand::Paths => {
                Ok(texts_operator(name, self.texts(a)?))
            }
            Operand::Window => {
                let window = self.only(a, Self::window)?;
                Ok(if name == "in_window" {
                    Operator::InWindow(window)
                } else {
                    Operator::NotInWindow(window)
                })
            }
            Operand::Codes => {
                let (low, high) = self.pair(a, Self::text)?;
                Ok(Operator::InRange(low, high))
            }
            Operand::Times => {
                let (from, to) = self.pair(a, Self::text)?;
                Ok(Operator::TimeBetween(from, to))
            }
            Operand::Amount => {
                let amount = self.only(a, Self::amount)?;
                Ok(match name {
                    "more_than_ago" => Operator::MoreThanAgo(amount),
                    "less_than_ago" => Operator::LessThanAgo(amount),
                    _ => Operator::InNext(amount),
                })
            }
            Operand::Numbers => self.numbers(name, a),
            Operand::Bands => self.bands(a),
            _ => self.shaped(name, a),
        }
    }

    /// The only argument.
    fn only<T>(
        &mut self,
        arguments: &mut Arguments,
        value: impl Fn(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let mut found = None;
        while self.argument(arguments)?.is_some() {
            found = Some(value(self)?);
        }
        found.ok_or_else(|| self.lacking(arguments))
    }

    /// `from` and `to`.
    fn pair<T>(
        &mut self,
        arguments: &mut Arguments,
        value: impl Fn(&mut Self) -> Result<T>,
    ) -> Result<(T, T)> {
        let (mut from, mut to) = (None, None);
        while let Some(name) = self.argument(arguments)? {
            let value = Some(value(self)?);
            if name == "from" { from = value } else { to = value }
        }
        match (from, to) {
            (Some(from), Some(to)) => Ok((from, to)),
            _ => Err(self.lacking(arguments)),
        }
    }

    fn numbers(&mut self, name: &str, arguments: &mut Arguments) -> Result<Operator> {
        let mut numbers = Vec::new();
        while self.argument(arguments)?.is_some() {
            self.count_value()?;
            numbers.push(self.count()?);
        }
        Ok(match name {
            "month_in" => Operator::MonthIn(numbers),
            "weekday_in" => Operator::WeekdayIn(numbers),
            _ => Operator::DayOfMonthIn(numbers),
        })
    }

    fn bands(&mut self, arguments: &mut Arguments) -> Result<Operator> {
        let mut bands = Vec::new();
        while self.argument(arguments)?.is_some() {
            self.count_value()?;
            self.expect(Kind::Open, phrase::TWO_BOUNDS)?;
            let low = self.bound()?;
            self.expect(Kind::Comma, phrase::TWO_BOUNDS)?;
            let high = self.bound()?;
            self.expect(Kind::Close, phrase::CLOSE)?;
            bands.push(Band(low, high));
        }
        Ok(Operator::InBands(bands))
    }

    fn bound(&mut self) -> Result<Option<Decimal>> {
        if self.eat_word("null") { Ok(None) } else { self.decimal().map(Some) }
    }

    /// Operators with several settings.
    fn shaped(&mut self, name: &str, arguments: &mut Arguments) -> Result<Operator> {
        let mut numbers: [Option<Decimal>; 4] = [None; 4];
        let (mut n, mut to, mut unit, mut population, mut tie) = (None, None, None, None, None);
        let (mut value, mut order, mut column, mut period) = (None, None, None, None);
        while let Some(argument) = self.argument(arguments)? {
            match argument {
                "n" => n = Some(self.count()?),
                "from" if name == "ago_between" => n = Some(self.count()?),
                "to" if name == "ago_between" => to = Some(self.count()?),
                "unit" => unit = Some(self.unit()?),
                "population" => population = Some(self.population()?),
                "tie" => tie = Some(self.tie()?),
                "value" => value = Some(self.text()?),
                "order" => order = Some(self.list(Self::text)?),
                "longitude" => column = Some(self.column()?),
                "next" | "window" if period.is_some() => {
                    return Err(self.unexpected(phrase::ONCE, ""));
                }
                "next" => period = Some(Period::Next { next: self.amount()? }),
                "window" => period = Some(Period::Window(self.window()?)),
                "percent" | "from" | "south" | "center_latitude" => {
                    numbers[0] = Some(self.decimal()?);
                }
                "to" | "west" | "center_longitude" => numbers[1] = Some(self.decimal()?),
                "north" | "km" => numbers[2] = Some(self.decimal()?),
                _ => numbers[3] = Some(self.decimal()?),
            }
        }
        let lacking = || self.lacking(arguments);
        let whole = |n: Option<u32>| n.ok_or_else(lacking);
        let number = |i: usize| numbers[i].ok_or_else(lacking);
        let longitude = || column.clone().ok_or_else(lacking);
        Ok(match name {
            "ago_between" => Operator::AgoBetween(Ago {
                from: whole(n)?,
                to: whole(to)?,
                unit: unit.ok_or_else(lacking)?,
            }),
            "anniversary_in" => Operator::AnniversaryIn(period.ok_or_else(lacking)?),
            "rank_ge" | "rank_le" => {
                let (Some(value), Some(order)) = (value, order) else { return Err(lacking()) };
                let rank = Rank { value, order };
                if name == "rank_ge" { Operator::RankGe(rank) } else { Operator::RankLe(rank) }
            }
            "top_n" => Operator::TopN(TopN { n: whole(n)?, population, tie }),
            "bottom_n" => Operator::BottomN(TopN { n: whole(n)?, population, tie }),
            "top_percent" => {
                Operator::TopPercent(TopPercent { percent: number(0)?, population, tie })
            }
            "bottom_percent" => {
                Operator::BottomPercent(TopPercent { percent: number(0)?, population, tie })
            }
            "quantile_in" => {
                let (from, to) = (number(0)?, number(1)?);
                Operator::QuantileIn(QuantileRange { from, to, population })
            }
            "within_km" => Operator::WithinKm(Circle {
                longitude: longitude()?,
                center: (number(0)?, number(1)?),
                km: number(2)?,
            }),
            _ => Operator::InBox(GeoBox {
                longitude: longitude()?,
                south: number(0)?,
                west: number(1)?,
                north: number(2)?,
                east: number(3)?,
            }),
        })
    }
}
