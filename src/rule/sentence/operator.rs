//! What a value must be: a subject and an operator make a clause.

use super::negation::negate;
use super::value::{How, amount, has_clock, quantity};
use super::window::during;
use super::{Say, Teller, Token, field, list, number, say, text, texts};
use crate::rule::operator::{Band, Circle, GeoBox, Period};
use crate::rule::{Decimal, Tie, product};
use crate::rule::{Literal, Operator, TopN, TopPercent};

impl Teller<'_> {
    /// The clause that the subject is what the operator says.
    /// With `negated` the clause that it is not; only operators without an opposite are said that way.
    pub(super) fn operator(
        &self,
        x: Vec<Token>,
        is: &Operator,
        how: How,
        negated: bool,
    ) -> Vec<Token> {
        let prefix = if negated { "not.op" } else { "op" };
        let key = |name: &str| say(format!("{prefix}.{name}")).with("x", x.clone());
        let one = |v: &Literal| key(&form(is, v)).with("a", self.value(v, how)).done();
        match is {
            Operator::Eq(Literal::Bool(b)) => key(if *b { "is_true" } else { "is_false" }).done(),
            Operator::Ne(Literal::Bool(b)) => {
                key(if *b { "is_not_true" } else { "is_not_false" }).done()
            }
            Operator::Eq(v)
            | Operator::Ne(v)
            | Operator::Lt(v)
            | Operator::Le(v)
            | Operator::Gt(v)
            | Operator::Ge(v)
            | Operator::Before(v)
            | Operator::After(v)
            | Operator::On(v)
            | Operator::OnOrBefore(v)
            | Operator::OnOrAfter(v) => one(v),
            Operator::In(values) | Operator::NotIn(values) => {
                let join = if matches!(is, Operator::In(_)) { "or" } else { "nor" };
                key(is.name()).with("a", self.values(join, values, how)).done()
            }
            Operator::Between(a, b) | Operator::NotBetween(a, b) => {
                let half_open = has_clock(a) || has_clock(b);
                let name = if half_open { format!("{}.time", is.name()) } else { is.name().into() };
                // the unit is said once, behind the second number
                let plain = How { unit: None, ..how };
                let numbers = matches!((a, b), (Literal::Number(_), Literal::Number(_)));
                let first = if numbers && !how.percent { plain } else { how };
                key(&name).with("a", self.value(a, first)).with("b", self.value(b, how)).done()
            }
            Operator::Contains(t)
            | Operator::NotContains(t)
            | Operator::StartsWith(t)
            | Operator::NotStartsWith(t)
            | Operator::EndsWith(t)
            | Operator::NotEndsWith(t)
            | Operator::Like(t)
            | Operator::NotLike(t)
            | Operator::Matches(t)
            | Operator::NotMatches(t)
            | Operator::PinyinStarts(t)
            | Operator::NotPinyinStarts(t) => key(is.name()).with("a", text(t)).done(),
            Operator::ContainsAny(t) | Operator::InSubtree(t) => {
                key(is.name()).with("a", texts("or", t)).done()
            }
            Operator::NotContainsAny(t) | Operator::NotInSubtree(t) => {
                key(is.name()).with("a", texts("nor", t)).done()
            }
            Operator::ContainsAll(t) | Operator::NotContainsAll(t) => {
                key(is.name()).with("a", texts("and", t)).done()
            }
            Operator::InRange(a, b) => key(is.name()).with("a", text(a)).with("b", text(b)).done(),
            Operator::Valid(form) | Operator::NotValid(form) => {
                key(is.name()).with("a", say(format!("form.{form}"))).done()
            }
            Operator::RankGe(rank) | Operator::RankLe(rank) => {
                key(is.name()).with("a", text(&rank.value)).done()
            }
            Operator::CityTierIn(tiers) => {
                let tiers = tiers.iter().map(|t| say(format!("tier.{t}")).done());
                key(is.name()).with("a", list("or", tiers)).done()
            }
            Operator::InBands(bands) => {
                key(is.name()).with("a", list("or", bands.iter().map(|b| band(b, how)))).done()
            }
            Operator::IsSet
            | Operator::IsNotSet
            | Operator::IsTrue
            | Operator::IsFalse
            | Operator::IsNotTrue
            | Operator::IsNotFalse => key(is.name()).done(),
            Operator::TopN(top) | Operator::BottomN(top) => self.top(key(is.name()), top),
            Operator::TopPercent(top) | Operator::BottomPercent(top) => {
                self.top_percent(key(is.name()), top)
            }
            Operator::QuantileIn(range) => {
                let percentile = |q: Decimal| number(product(q, Decimal::whole(100)).unwrap_or(q));
                let said = key(is.name()).with("a", percentile(range.from));
                self.population(said.with("b", percentile(range.to)), range.population.as_ref())
                    .done()
            }
            Operator::Zscore(zscore) => {
                let subject = say("derived.zscore").with("x", x);
                let subject = self.population(subject, zscore.population.as_ref()).done();
                self.derived(subject, &zscore.is, How::number(None), negated)
            }
            Operator::Length(inner) => {
                let subject = say("derived.length").with("x", x).done();
                self.derived(subject, inner, How::number(Some("unit.characters")), negated)
            }
            _ => self.date_operator(x, is, negated),
        }
    }

    /// The operators on dates and places.
    fn date_operator(&self, x: Vec<Token>, is: &Operator, negated: bool) -> Vec<Token> {
        let prefix = if negated { "not.op" } else { "op" };
        let key = |name: &str| say(format!("{prefix}.{name}")).with("x", x.clone());
        let named = |prefix: &str, n: &[u32]| {
            list("or", n.iter().map(|n| say(format!("{prefix}.{n}")).done()))
        };
        match is {
            Operator::InWindow(window) | Operator::NotInWindow(window) => {
                key(is.name()).with("w", during(window)).done()
            }
            Operator::AgoBetween(ago) => {
                let window = during(&crate::rule::Window::Ago(*ago));
                key("in_window").with("w", window).done()
            }
            Operator::MoreThanAgo(n) | Operator::LessThanAgo(n) | Operator::InNext(n) => {
                key(is.name()).with("a", amount(*n)).done()
            }
            Operator::AnniversaryIn(Period::Next { next }) => {
                key("anniversary_in.next").with("a", amount(*next)).done()
            }
            Operator::AnniversaryIn(Period::Window(window)) => {
                key("anniversary_in").with("w", during(window)).done()
            }
            Operator::MonthIn(months) => key(is.name()).with("a", named("month", months)).done(),
            Operator::WeekdayIn(days) => key(is.name()).with("a", named("weekday", days)).done(),
            Operator::DayOfMonthIn(days) => {
                let days = days.iter().map(|d| say("day_of_month").with("n", number(d)).done());
                key(is.name()).with("a", list("or", days)).done()
            }
            Operator::Age(inner) => {
                let subject = say("derived.age").with("x", x).done();
                self.derived(subject, inner, How::number(Some("unit.age")), negated)
            }
            Operator::Diff(diff) => {
                let to = diff.to.as_deref().map_or(say("now").token(), field);
                let subject = say("derived.diff").with("x", x).with("to", to).done();
                let unit = match super::value::unit_name(diff.unit) {
                    "minutes" => "unit.minutes",
                    "hours" => "unit.hours",
                    "weeks" => "unit.weeks",
                    "months" => "unit.months",
                    "quarters" => "unit.quarters",
                    "years" => "unit.years",
                    _ => "unit.days",
                };
                self.derived(subject, &diff.is, How::number(Some(unit)), negated)
            }
            Operator::TimeBetween(a, b) => key(is.name())
                .with("a", Token::Plain(a.clone()))
                .with("b", Token::Plain(b.clone()))
                .done(),
            Operator::InSlot(slots) => {
                let slots = slots.iter().map(|s| say(format!("slot.{s}")).done());
                key(is.name()).with("a", list("or", slots)).done()
            }
            Operator::WithinKm(circle) => within(key(is.name()), circle),
            Operator::InBox(bounds) => in_box(key(is.name()), bounds),
            _ => key(is.name()).done(),
        }
    }

    fn values(&self, join: &str, values: &[Literal], how: How) -> Token {
        list(join, values.iter().map(|v| self.value(v, how)))
    }

    /// A number that is derived from a value.
    fn derived(&self, x: Vec<Token>, is: &Operator, how: How, negated: bool) -> Vec<Token> {
        let (is, negated) = if negated { negate(is) } else { (is.clone(), false) };
        self.operator(x, &is, how, negated)
    }

    fn top(&self, said: Say, top: &TopN) -> Vec<Token> {
        let said = said.with("n", number(top.n));
        with_tie(self.population(said, top.population.as_ref()).done(), top.tie)
    }

    fn top_percent(&self, said: Say, top: &TopPercent) -> Vec<Token> {
        let said = said.with("n", number(top.percent));
        with_tie(self.population(said, top.population.as_ref()).done(), top.tie)
    }
}

fn with_tie(said: Vec<Token>, tie: Option<Tie>) -> Vec<Token> {
    let key = match tie {
        None | Some(Tie::Include) => return said,
        Some(Tie::Exclude) => "tie.exclude",
        Some(Tie::ById) => "tie.by_id",
    };
    say(key).with("x", said).done()
}

/// The key of an operator with one value: numbers, and values that stand elsewhere, are said differently from texts.
fn form(is: &Operator, value: &Literal) -> String {
    let compares = matches!(
        is,
        Operator::Eq(_)
            | Operator::Ne(_)
            | Operator::Lt(_)
            | Operator::Le(_)
            | Operator::Gt(_)
            | Operator::Ge(_)
    );
    match value {
        Literal::Reference(_) if compares => format!("{}.phrase", is.name()),
        Literal::Text(_) if matches!(is, Operator::Eq(_) | Operator::Ne(_)) => is.name().to_owned(),
        _ if compares => format!("{}.number", is.name()),
        _ => is.name().to_owned(),
    }
}

fn band(band: &Band, how: How) -> Vec<Token> {
    match (band.0, band.1) {
        (Some(a), Some(b)) => {
            say("band.both").with("a", number(a)).with("b", quantity(b, how)).done()
        }
        (Some(a), None) => say("band.from").with("a", quantity(a, how)).done(),
        (None, Some(b)) => say("band.to").with("b", quantity(b, how)).done(),
        (None, None) => say("band.open").done(),
    }
}

fn within(said: Say, circle: &Circle) -> Vec<Token> {
    said.with("longitude", field(&circle.longitude))
        .with("lat", number(circle.center.0))
        .with("lon", number(circle.center.1))
        .with("n", number(circle.km))
        .done()
}

fn in_box(said: Say, bounds: &GeoBox) -> Vec<Token> {
    said.with("longitude", field(&bounds.longitude))
        .with("south", number(bounds.south))
        .with("north", number(bounds.north))
        .with("west", number(bounds.west))
        .with("east", number(bounds.east))
        .done()
}
