//! A JsonLogic rule as a definition.

use crate::error::{Code, Error, Result};
use crate::rule::exchange::import::{self, Budget, literal, needle};
use crate::rule::exchange::plain::{Claim, Order, Place, Plain, PlainKind, Test};
use crate::rule::exchange::{Exchange, Format, Report};
use crate::rule::hint::hint;
use crate::rule::json::join;
use crate::rule::{Document, Literal};
use serde_json::{Value, json};

/// See [`super::from_json_logic`].
pub fn rule(value: &Value) -> Result<Exchange<Document>> {
    let mut reader = Reader { report: Report::new(Format::JsonLogic), budget: Budget::default() };
    let plain = reader.rule(value, "", 1)?;
    import::document(plain, reader.report)
}

/// The operations that are conditions.
const OPERATIONS: [&str; 16] = [
    "and",
    "or",
    "!",
    "!!",
    "==",
    "===",
    "!=",
    "!==",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "startsWith",
    "endsWith",
    "missing",
];
/// The operations that JsonLogic has and that have no counterpart here.
const OTHERS: [&str; 22] = [
    "var",
    "some",
    "all",
    "none",
    "if",
    "?:",
    "missing_some",
    "map",
    "filter",
    "reduce",
    "merge",
    "cat",
    "substr",
    "log",
    "+",
    "-",
    "*",
    "/",
    "%",
    "min",
    "max",
    "method",
];

struct Reader {
    report: Report,
    budget: Budget,
}

type Read = Result<Option<Plain>>;

impl Reader {
    fn rule(&mut self, value: &Value, path: &str, depth: usize) -> Read {
        self.budget.take(depth)?;
        let map = match value {
            Value::Bool(value) => return Ok(Some(Plain::new(PlainKind::Const(*value), path))),
            Value::Object(map) => map,
            other => return Ok(self.report.shape("an operation", other, path)),
        };
        let mut entries = map.iter();
        let (Some((name, operands)), None) = (entries.next(), entries.next()) else {
            return Ok(self.report.shape("an object with one operation", value, path));
        };
        let at = join(path, name);
        // one operand needs no list
        let single = std::slice::from_ref(operands);
        let (operands, listed) = match operands {
            Value::Array(list) => (list.as_slice(), true),
            _ => (single, false),
        };
        let group = |list| if name == "and" { PlainKind::All(list) } else { PlainKind::Any(list) };
        match name.as_str() {
            "and" | "or" => {
                let rules = self.rules(operands, listed, &at, depth)?;
                Ok(rules.map(|rules| Plain::new(group(rules), path)))
            }
            "!" | "!!" => self.negation(name == "!", operands, listed, path, &at, depth),
            "missing" => self.missing(operands, &at),
            _ if OPERATIONS.contains(&name.as_str()) => self.comparison(name, operands, &at),
            _ if OTHERS.contains(&name.as_str()) => {
                let what = match name.as_str() {
                    "var" => "the truth of a value whose type is not known",
                    name => name,
                };
                Ok(self.report.no_word(what, &at))
            }
            _ => {
                let error = Error::new(Code::UnknownOperator)
                    .with("operator", name.chars().take(80).collect::<String>());
                let hint = hint(name, OPERATIONS.iter().copied());
                Ok(self.report.note(error.with("hint", hint), &at))
            }
        }
    }

    fn rules(
        &mut self,
        operands: &[Value],
        listed: bool,
        at: &str,
        depth: usize,
    ) -> Result<Option<Vec<Plain>>> {
        if operands.is_empty() {
            return Ok(self.report.note(Error::new(Code::EmptyGroup), at));
        }
        let mut rules = Vec::with_capacity(operands.len());
        let mut whole = true;
        for (i, operand) in operands.iter().enumerate() {
            match self.rule(operand, &operand_path(at, i, listed), depth + 1)? {
                Some(rule) => rules.push(rule),
                None => whole = false,
            }
        }
        Ok(whole.then_some(rules))
    }

    fn negation(
        &mut self,
        negates: bool,
        operands: &[Value],
        listed: bool,
        path: &str,
        at: &str,
        depth: usize,
    ) -> Read {
        let [operand] = operands else {
            return Ok(self.report.shape("one operand", &json!(operands), at));
        };
        let Some(inner) = self.rule(operand, &operand_path(at, 0, listed), depth + 1)? else {
            return Ok(None);
        };
        if !negates {
            return Ok(Some(inner));
        }
        // the negative operators of a query are written so, and a guard stands beside them
        if let PlainKind::Test(field, Test::Is(claim)) = inner.kind {
            return Ok(Some(Plain::test(&field, Test::IsNot(claim), &inner.path)));
        }
        Ok(Some(Plain::new(PlainKind::Not(Box::new(inner)), path)))
    }

    /// `missing` is true when one of the named values is missing.
    fn missing(&mut self, operands: &[Value], at: &str) -> Read {
        let names = match operands {
            [Value::Array(names)] => names.as_slice(),
            names => names,
        };
        if names.is_empty() {
            return Ok(self.report.note(Error::new(Code::EmptyList), at));
        }
        let mut tests = Vec::with_capacity(names.len());
        for name in names {
            self.budget.take(1)?;
            match name.as_str().filter(|name| !name.is_empty()) {
                Some(name) => tests.push(Plain::test(name, Test::Null, at)),
                None => {
                    self.report.shape::<()>("the name of a column", name, at);
                }
            }
        }
        let kind = match (tests.pop(), tests.is_empty()) {
            (Some(one), true) => return Ok(Some(one)),
            (Some(last), false) => PlainKind::Any(tests.into_iter().chain([last]).collect()),
            (None, _) => return Ok(None),
        };
        Ok(Some(Plain::new(kind, at)))
    }

    fn comparison(&mut self, name: &str, operands: &[Value], at: &str) -> Read {
        let sides: Vec<Option<Side<'_>>> = operands
            .iter()
            .enumerate()
            .map(|(i, operand)| self.side(operand, &format!("{at}[{i}]")))
            .collect();
        let Some(sides) = sides.into_iter().collect::<Option<Vec<Side<'_>>>>() else {
            return Ok(None);
        };
        let test = |field: &str, test| Ok(Some(Plain::test(field, test, at)));
        match (name, sides.as_slice()) {
            (
                "==" | "===" | "!=" | "!==",
                [Side::Column(field), Side::Value(value)]
                | [Side::Value(value), Side::Column(field)],
            ) => {
                let equal = name.starts_with('=');
                if value.is_null() {
                    return test(field, if equal { Test::Null } else { Test::NotNull });
                }
                let Some(value) = self.constant(value, true, operands, at) else { return Ok(None) };
                let claim = Claim::Eq(value);
                test(field, if equal { Test::Is(claim) } else { Test::IsNot(claim) })
            }
            ("in", [Side::Column(field), Side::Value(Value::Array(values))]) => {
                let values = self.list(values, &format!("{at}[1]"))?;
                Ok(values.map(|values| Plain::test(field, Test::Is(Claim::In(values)), at)))
            }
            ("in", [Side::Value(text), Side::Column(field)]) => {
                Ok(self.text(field, Place::Inside, text, (at, 0)))
            }
            ("startsWith", [Side::Column(field), Side::Value(text)]) => {
                Ok(self.text(field, Place::Start, text, (at, 1)))
            }
            ("endsWith", [Side::Column(field), Side::Value(text)]) => {
                Ok(self.text(field, Place::End, text, (at, 1)))
            }
            (sign, sides) => Ok(self.order(sign, sides, operands, at)),
        }
    }

    fn order(
        &mut self,
        sign: &str,
        sides: &[Side<'_>],
        operands: &[Value],
        at: &str,
    ) -> Option<Plain> {
        let Some(order) = Order::of_sign(sign) else {
            return self.unfitting(sides, at);
        };
        match (order, sides) {
            (_, [Side::Column(field), Side::Value(value)]) => {
                let value = self.constant(value, false, operands, at)?;
                self.is(field, Claim::Order(order, value), at)
            }
            (_, [Side::Value(value), Side::Column(field)]) => {
                let value = self.constant(value, false, operands, at)?;
                self.is(field, Claim::Order(order.turned(), value), at)
            }
            (Order::Lt | Order::Le, [Side::Value(low), Side::Column(field), Side::Value(high)]) => {
                let low = self.constant(low, false, operands, at);
                let high = self.constant(high, false, operands, at);
                let (low, high) = (low?, high?);
                if order == Order::Le {
                    return self.is(field, Claim::Between(low, high), at);
                }
                let above = self.is(field, Claim::Order(Order::Gt, low), at);
                let below = self.is(field, Claim::Order(Order::Lt, high), at);
                Some(Plain::new(PlainKind::All(vec![above?, below?]), at))
            }
            _ => self.unfitting(sides, at),
        }
    }

    fn is(&mut self, field: &str, claim: Claim, at: &str) -> Option<Plain> {
        let test = import::sayable(Test::Is(claim), at, &mut self.report)?;
        Some(Plain::test(field, test, at))
    }

    fn unfitting(&mut self, sides: &[Side<'_>], at: &str) -> Option<Plain> {
        let columns = sides.iter().filter(|side| matches!(side, Side::Column(_))).count();
        let what = match columns {
            0 => "a comparison without a column",
            1 => "a comparison with these operands",
            _ => "a comparison of several columns",
        };
        self.report.no_word(what, at)
    }

    /// What a side of a comparison is; every operation in it but a plain `var` is reported.
    fn side<'v>(&mut self, value: &'v Value, at: &str) -> Option<Side<'v>> {
        let Value::Object(map) = value else { return Some(Side::Value(value)) };
        let mut entries = map.iter();
        let (Some((name, operand)), None) = (entries.next(), entries.next()) else {
            return self.report.shape("a value or {\"var\": column}", value, at);
        };
        if name != "var" {
            let what = format!("the result of {}", name.chars().take(80).collect::<String>());
            return self.report.no_word(&what, &join(at, name));
        }
        let name = match operand {
            Value::Array(parts) => match parts.as_slice() {
                [name] | [name, Value::Null] => name,
                [_, _] => return self.report.no_word("a default of a column", &join(at, "var")),
                _ => operand,
            },
            name => name,
        };
        match name.as_str() {
            Some(name) if !name.is_empty() => Some(Side::Column(name)),
            _ => self.report.shape("the name of a column", name, &join(at, "var")),
        }
    }

    /// The literal of a value, reported at its place among the operands.
    fn constant(
        &mut self,
        value: &Value,
        flag: bool,
        operands: &[Value],
        at: &str,
    ) -> Option<Literal> {
        let i = operands.iter().position(|o| std::ptr::eq(o, value)).unwrap_or_default();
        literal(value, flag, &format!("{at}[{i}]"), &mut self.report)
    }

    fn list(&mut self, values: &[Value], at: &str) -> Result<Option<Vec<Literal>>> {
        self.budget.take_values(values.len())?;
        if values.is_empty() {
            return Ok(self.report.note(Error::new(Code::EmptyList), at));
        }
        let read: Vec<Option<Literal>> = values
            .iter()
            .enumerate()
            .map(|(i, value)| literal(value, false, &format!("{at}[{i}]"), &mut self.report))
            .collect();
        Ok(read.into_iter().collect())
    }

    fn text(
        &mut self,
        field: &str,
        place: Place,
        text: &Value,
        (at, operand): (&str, usize),
    ) -> Option<Plain> {
        let text = needle(text, &format!("{at}[{operand}]"), &mut self.report)?;
        Some(Plain::test(field, Test::Is(Claim::Text(place, text)), at))
    }
}

/// One side of a comparison.
enum Side<'v> {
    Column(&'v str),
    Value(&'v Value),
}

fn operand_path(at: &str, i: usize, listed: bool) -> String {
    if listed { format!("{at}[{i}]") } else { at.to_owned() }
}
