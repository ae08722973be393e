//! A query of react-querybuilder as a definition.

use crate::error::{Code, Error, Result};
use crate::rule::exchange::import::{self, Budget, literal, needle, numeral};
use crate::rule::exchange::plain::{Claim, Order, Place, Plain, PlainKind, Test};
use crate::rule::exchange::{Exchange, Format, Report};
use crate::rule::hint::hint;
use crate::rule::json::join;
use crate::rule::{Document, Literal};
use serde_json::{Map, Value, json};

/// See [`super::from_query_builder`].
pub fn query(value: &Value) -> Result<Exchange<Document>> {
    let mut reader =
        Reader { report: Report::new(Format::QueryBuilder), budget: Budget::default() };
    let plain = match value.as_object() {
        Some(map) if map.contains_key("rules") => reader.group(map, "", 1, true)?,
        _ => reader.report.shape("a group with rules", value, ""),
    };
    import::document(plain, reader.report)
}

const GROUP_KEYS: [&str; 9] = [
    "id",
    "path",
    "rules",
    "combinator",
    "not",
    "muted",
    "disabled",
    "meta",
    "combinatorPreceding",
];
const RULE_KEYS: [&str; 13] = [
    "id",
    "path",
    "field",
    "operator",
    "value",
    "valueSource",
    "inputType",
    "match",
    "lhs",
    "muted",
    "disabled",
    "meta",
    "combinatorPreceding",
];
const OPERATORS: [&str; 18] = [
    "=",
    "!=",
    "<",
    ">",
    "<=",
    ">=",
    "contains",
    "beginsWith",
    "endsWith",
    "doesNotContain",
    "doesNotBeginWith",
    "doesNotEndWith",
    "null",
    "notNull",
    "in",
    "notIn",
    "between",
    "notBetween",
];

struct Reader {
    report: Report,
    budget: Budget,
}

type Read = Result<Option<Plain>>;

impl Reader {
    /// `settled`: every group around it is `and` without `not`, so that leaving an empty group out and taking it for
    /// everybody are the same.
    fn group(&mut self, map: &Map<String, Value>, path: &str, depth: usize, settled: bool) -> Read {
        self.budget.take(depth)?;
        self.known(map, &GROUP_KEYS, path);
        let flags = [
            self.flag(map, "not", path),
            self.flag(map, "muted", path),
            self.flag(map, "disabled", path),
        ];
        let [Some(not), Some(muted), Some(locked)] = flags else {
            // its rules are read all the same, for their reports
            self.rules(map, path, depth, false, Combinator::Each)?;
            return Ok(None);
        };
        let combinator = self.combinator(map, path);
        let below = muted || (settled && !not && combinator != Some(Combinator::Or));
        let Some(combinator) = combinator else {
            self.rules(map, path, depth, below, Combinator::And)?;
            return Ok(None);
        };
        let Some(kind) = self.rules(map, path, depth, below, combinator)? else { return Ok(None) };
        let kind = match kind {
            PlainKind::All(children) if children.is_empty() => {
                if !(muted || (settled && !not)) {
                    return Ok(self.report.note(Error::new(Code::EmptyGroup), path));
                }
                PlainKind::Const(true)
            }
            kind => kind,
        };
        let kind = match (not, kind) {
            (true, kind) => PlainKind::Not(Box::new(Plain::new(kind, path))),
            (false, kind) => kind,
        };
        Ok(Some(Plain { muted, locked, ..Plain::new(kind, path) }))
    }

    /// The rules under one combinator, or, when there is none for the group, under those that stand between them. No rules
    /// at all are an empty `All`.
    fn rules(
        &mut self,
        map: &Map<String, Value>,
        path: &str,
        depth: usize,
        settled: bool,
        combinator: Combinator,
    ) -> Result<Option<PlainKind>> {
        let at = join(path, "rules");
        let Some(list) = map.get("rules").and_then(Value::as_array) else {
            let found = map.get("rules").unwrap_or(&Value::Null);
            return Ok(self.report.shape("a list of rules", found, &at));
        };
        let between = combinator == Combinator::Each;
        // or is looser than and: every run of and is one part of the or
        let mut runs: Vec<Vec<Plain>> = vec![Vec::new()];
        let has_or = between
            && list.iter().any(|v| v.as_str().is_some_and(|v| v.eq_ignore_ascii_case("or")));
        let mut whole = true;
        for (i, value) in list.iter().enumerate() {
            let at = format!("{at}[{i}]");
            if between && i % 2 == 1 {
                match self.one_combinator(value, &at) {
                    Some(Combinator::And | Combinator::Each) => {}
                    Some(Combinator::Or) => runs.push(Vec::new()),
                    None => whole = false,
                }
                continue;
            }
            match (self.item(value, &at, depth, settled && !has_or)?, runs.last_mut()) {
                (Some(plain), Some(run)) => run.push(plain),
                _ => whole = false,
            }
        }
        if between && !list.is_empty() && list.len() % 2 == 0 {
            let error =
                Error::new(Code::MissingKey).with("key", "a rule after the last combinator");
            return Ok(self.report.note(error, &at));
        }
        if !whole {
            return Ok(None);
        }
        Ok(Some(joined(runs, combinator, path)))
    }

    fn item(&mut self, value: &Value, path: &str, depth: usize, settled: bool) -> Read {
        match value.as_object() {
            Some(map) if map.contains_key("rules") => self.group(map, path, depth + 1, settled),
            Some(map) => self.rule(map, path, depth + 1),
            None => Ok(self.report.shape("a rule or a group", value, path)),
        }
    }

    fn rule(&mut self, map: &Map<String, Value>, path: &str, depth: usize) -> Read {
        self.budget.take(depth)?;
        let before = self.report.unsaid.len();
        self.known(map, &RULE_KEYS, path);
        for (key, what) in [("match", "a match mode"), ("lhs", "an expression")] {
            if map.get(key).is_some_and(|v| !v.is_null()) {
                self.report.no_word::<()>(what, &join(path, key));
            }
        }
        match map.get("valueSource") {
            None | Some(Value::Null) => {}
            Some(Value::String(source)) if source == "value" => {}
            Some(source) => {
                let what = format!("a value from {}", source.as_str().unwrap_or("elsewhere"));
                self.report.no_word::<()>(&what, &join(path, "valueSource"));
            }
        }
        let muted = self.flag(map, "muted", path);
        let locked = self.flag(map, "disabled", path);
        let field = self.name(map, "field", path);
        let operator = self.name(map, "operator", path);
        let (Some(muted), Some(locked), Some(field), Some(operator)) =
            (muted, locked, field, operator)
        else {
            return Ok(None);
        };
        let Some(name) = OPERATORS.iter().find(|o| o.eq_ignore_ascii_case(&operator)) else {
            let hint = hint(&operator, OPERATORS.iter().copied());
            let error = Error::new(Code::UnknownOperator).with("operator", operator);
            return Ok(self.report.note(error.with("hint", hint), &join(path, "operator")));
        };
        if self.report.unsaid.len() > before {
            return Ok(None);
        }
        let at = join(path, "value");
        let numbers = map.get("inputType").and_then(Value::as_str) == Some("number");
        let value = map.get("value").unwrap_or(&Value::Null);
        let test = self.test(name, value, numbers, &at)?;
        let test = test.and_then(|test| import::sayable(test, &at, &mut self.report));
        Ok(test.map(|test| Plain { muted, locked, ..Plain::test(&field, test, &at) }))
    }

    fn test(
        &mut self,
        name: &str,
        value: &Value,
        numbers: bool,
        path: &str,
    ) -> Result<Option<Test>> {
        let text = |place: Place| move |text: String| Claim::Text(place, text);
        let claim = match name {
            "null" => return Ok(Some(Test::Null)),
            "notNull" => return Ok(Some(Test::NotNull)),
            "=" | "!=" => self.one(value, true, numbers, path).map(Claim::Eq),
            "in" | "notIn" => self.list(value, numbers, path)?.map(Claim::In),
            "between" | "notBetween" => match self.list(value, numbers, path)?.as_deref() {
                Some([low, high]) => Some(Claim::Between(low.clone(), high.clone())),
                Some(_) => self.report.shape("a list of two bounds", value, path),
                None => None,
            },
            "contains" | "doesNotContain" => {
                needle(value, path, &mut self.report).map(text(Place::Inside))
            }
            "beginsWith" | "doesNotBeginWith" => {
                needle(value, path, &mut self.report).map(text(Place::Start))
            }
            "endsWith" | "doesNotEndWith" => {
                needle(value, path, &mut self.report).map(text(Place::End))
            }
            sign => match Order::of_sign(sign) {
                Some(order) => self
                    .one(value, false, numbers, path)
                    .map(|literal| Claim::Order(order, literal)),
                None => None,
            },
        };
        let negative = matches!(name, "!=" | "notIn" | "notBetween") || name.starts_with("doesNot");
        Ok(claim.map(|claim| if negative { Test::IsNot(claim) } else { Test::Is(claim) }))
    }

    /// One value; with an input for numbers, a text must be one.
    fn one(&mut self, value: &Value, flag: bool, numbers: bool, path: &str) -> Option<Literal> {
        let literal = literal(value, flag, path, &mut self.report)?;
        match (&literal, numbers) {
            (Literal::Text(text), true) => match numeral(text) {
                Some(number) => Some(Literal::Number(number)),
                None => {
                    let error = Error::new(Code::WrongValue).with("value", text);
                    self.report.note(error.with("expected", "a number"), path)
                }
            },
            _ => Some(literal),
        }
    }

    /// A list, or a text with commas (`\,` is a comma of a value; blanks around values and blank values do not count).
    fn list(&mut self, value: &Value, numbers: bool, path: &str) -> Result<Option<Vec<Literal>>> {
        let (values, listed) = match value {
            Value::Array(values) => (values.clone(), true),
            Value::String(text) => (separated(text), false),
            Value::Number(_) => (vec![value.clone()], false),
            other => return Ok(self.report.shape("a list of values", other, path)),
        };
        self.budget.take_values(values.len())?;
        if values.is_empty() {
            return Ok(self.report.note(Error::new(Code::EmptyList), path));
        }
        let read = |(i, value): (usize, &Value)| {
            let at = if listed { format!("{path}[{i}]") } else { path.to_owned() };
            match value {
                Value::String(text) => self.one(&json!(text.trim()), false, numbers, &at),
                value => self.one(value, false, numbers, &at),
            }
        };
        let read: Vec<Option<Literal>> = values.iter().enumerate().map(read).collect();
        Ok(read.into_iter().collect())
    }

    fn known(&mut self, map: &Map<String, Value>, keys: &[&str], path: &str) {
        for key in map.keys().filter(|key| !keys.contains(&key.as_str())) {
            let hint = hint(key, keys.iter().copied());
            let error = Error::new(Code::UnknownKey).with("key", key).with("hint", hint);
            self.report.note::<()>(error, &join(path, key));
        }
    }

    fn flag(&mut self, map: &Map<String, Value>, key: &str, path: &str) -> Option<bool> {
        match map.get(key) {
            None | Some(Value::Null) => Some(false),
            Some(Value::Bool(set)) => Some(*set),
            Some(other) => self.report.shape("true or false", other, &join(path, key)),
        }
    }

    /// A name; `~` and the empty text are those of a rule that nobody has finished.
    fn name(&mut self, map: &Map<String, Value>, key: &str, path: &str) -> Option<String> {
        match map.get(key) {
            Some(Value::String(name)) if !matches!(name.as_str(), "" | "~") => Some(name.clone()),
            None | Some(Value::Null | Value::String(_)) => {
                let error = Error::new(Code::MissingKey).with("key", key);
                self.report.note(error, &join(path, key))
            }
            Some(other) => self.report.shape("a text", other, &join(path, key)),
        }
    }

    fn combinator(&mut self, map: &Map<String, Value>, path: &str) -> Option<Combinator> {
        match map.get("combinator") {
            None | Some(Value::Null) => Some(Combinator::Each),
            Some(value) => self.one_combinator(value, &join(path, "combinator")),
        }
    }

    fn one_combinator(&mut self, value: &Value, path: &str) -> Option<Combinator> {
        let Some(name) = value.as_str() else {
            return self.report.shape("and or or", value, path);
        };
        match name.to_ascii_lowercase().as_str() {
            "and" => Some(Combinator::And),
            "or" => Some(Combinator::Or),
            _ => {
                let what = format!("the combinator {}", name.chars().take(80).collect::<String>());
                self.report.no_word(&what, path)
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Combinator {
    And,
    Or,
    /// One stands between every two rules.
    Each,
}

fn joined(mut runs: Vec<Vec<Plain>>, combinator: Combinator, path: &str) -> PlainKind {
    if runs.len() > 1 {
        let part = |mut run: Vec<Plain>| match (run.pop(), run.is_empty()) {
            (Some(one), true) => Some(one),
            (Some(last), false) => {
                run.push(last);
                Some(Plain::new(PlainKind::All(run), path))
            }
            (None, _) => None,
        };
        return PlainKind::Any(runs.into_iter().filter_map(part).collect());
    }
    let rules = runs.pop().unwrap_or_default();
    match combinator {
        Combinator::Or if !rules.is_empty() => PlainKind::Any(rules),
        _ => PlainKind::All(rules),
    }
}

fn separated(text: &str) -> Vec<Value> {
    let mut values = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escaped = c == '\\' && rest.peek() == Some(&',');
        if escaped {
            rest.next();
        }
        match (c, escaped, values.last_mut()) {
            (',', false, _) => values.push(String::new()),
            (_, true, Some(value)) => value.push(','),
            (c, _, Some(value)) => value.push(c),
            _ => {}
        }
    }
    values.iter().map(|v| v.trim()).filter(|v| !v.is_empty()).map(|v| json!(v)).collect()
}
