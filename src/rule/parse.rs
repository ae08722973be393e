//! JSON to [`Document`], with the path of whatever is wrong.
//!
//! Written by hand instead of derived: a person who writes or pastes a definition needs the path of the bad node, the
//! nearest name and what is allowed there. Costs time linear in the JSON.

use super::json::{
    known, not_one_kind, object, optional_text, required, shape, tagged, text, unknown_key,
    unknown_operator, wrong,
};
use super::literal::Literal;
use super::operator::{self, Operand, Operator};
use super::{
    Attribute, Document, EventCondition, Measure, Meta, Missing, Node, NodeKind, SegmentRef,
    TagCondition, TagTest, VERSION,
};
use crate::error::{Code, Error, Result};
use crate::table::Decimal;
use crate::time::window::{Absolute, Ago, Amount, Calendar};
use crate::time::{Unit, WeekStart, Window};
use serde_json::{Map, Value};

/// The deepest nesting of nodes.
pub const MAX_DEPTH: usize = 32;
/// The most nodes of a definition.
pub const MAX_NODES: usize = 5_000;
/// The most values in all lists of a definition.
pub const MAX_VALUES: usize = 1_000_000;
/// The most bytes of a definition's text.
pub const MAX_BYTES: usize = 16 << 20;

const ANNOTATIONS: [&str; 4] = ["label", "note", "muted", "locked"];

impl Document {
    /// Reads a definition from JSON text.
    ///
    /// # Errors
    /// [`Code::NotJson`] with the place in the text, or what [`Document::from_value`] says.
    pub fn from_json(text: &str) -> Result<Self> {
        if text.len() > MAX_BYTES {
            return Err(Error::new(Code::DefinitionTooLarge)
                .with("limit", MAX_BYTES)
                .with("what", "bytes"));
        }
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|e| Error::new(Code::NotJson).with("reason", e))?;
        Self::from_value(&value)
    }

    /// Reads a definition from a JSON value. Unknown keys are errors: a typing mistake must not widen an audience.
    ///
    /// # Errors
    /// The first thing that is wrong, with its path.
    pub fn from_value(value: &Value) -> Result<Self> {
        let Some(map) = value.as_object() else {
            return Err(shape("", "a JSON object", value));
        };
        match map.get("fenqun") {
            None => return Err(Error::new(Code::NotADefinition)),
            Some(v) if v.as_f64() == Some(f64::from(VERSION)) => {}
            Some(v) => {
                return Err(Error::new(Code::UnknownVersion)
                    .with("version", v)
                    .with("supported", VERSION)
                    .at("fenqun"));
            }
        }
        known(
            "",
            map,
            &["fenqun", "id", "name", "zone", "week_start", "as_of", "rule", "exclude", "meta"],
        )?;
        let mut budget = Budget::default();
        Ok(Document {
            fenqun: VERSION,
            id: optional_text(map, "id", "")?,
            name: optional_text(map, "name", "")?.unwrap_or_default(),
            zone: optional_text(map, "zone", "")?.unwrap_or_else(|| "Asia/Shanghai".to_owned()),
            week_start: match optional_text(map, "week_start", "")?.as_deref() {
                None | Some("monday") => WeekStart::Monday,
                Some("sunday") => WeekStart::Sunday,
                Some(other) => return Err(wrong("week_start", other, "monday or sunday")),
            },
            as_of: optional_text(map, "as_of", "")?.unwrap_or_else(|| "data".to_owned()),
            rule: node(required(map, "rule", "")?, "rule", 1, &mut budget)?,
            exclude: map.get("exclude").map(|v| node(v, "exclude", 1, &mut budget)).transpose()?,
            meta: map.get("meta").map(meta).transpose()?,
        })
    }
}

#[derive(Default)]
struct Budget {
    nodes: usize,
    values: usize,
}

impl Budget {
    fn take_values(&mut self, n: usize, path: &str) -> Result<()> {
        self.values += n;
        if self.values > MAX_VALUES {
            return Err(Error::new(Code::DefinitionTooLarge)
                .with("limit", MAX_VALUES)
                .with("what", "values")
                .at(path));
        }
        Ok(())
    }
}

fn meta(value: &Value) -> Result<Meta> {
    let map = object(value, "meta")?;
    known("meta", map, &["note", "goal"])?;
    Ok(Meta {
        note: optional_text(map, "note", "meta")?,
        goal: optional_text(map, "goal", "meta")?,
    })
}

const KINDS: [&str; 9] =
    ["all", "any", "none", "not", "attribute", "tags", "event", "segment", "const"];

fn node(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<Node> {
    budget.nodes += 1;
    if budget.nodes > MAX_NODES {
        return Err(Error::new(Code::DefinitionTooLarge)
            .with("limit", MAX_NODES)
            .with("what", "nodes")
            .at(path));
    }
    if depth > MAX_DEPTH {
        let error = Error::new(Code::DefinitionTooLarge);
        return Err(error.with("limit", MAX_DEPTH).with("what", "levels of nesting").at(path));
    }
    let map = object(value, path)?;
    let mut kinds = map.keys().filter(|k| KINDS.contains(&k.as_str()));
    let kind = match (kinds.next(), kinds.next()) {
        (Some(kind), None) => kind.as_str(),
        (None, _) => {
            if let Some(key) = map.keys().find(|k| !ANNOTATIONS.contains(&k.as_str())) {
                return Err(unknown_key(path, key, &KINDS));
            }
            return Err(not_one_kind(path, &KINDS, map));
        }
        (Some(_), Some(_)) => return Err(not_one_kind(path, &KINDS, map)),
    };
    let allowed: Vec<&str> = std::iter::once(kind).chain(ANNOTATIONS).collect();
    known(path, map, &allowed)?;
    let inner = &map[kind];
    let at = format!("{path}.{kind}");
    let kind = match kind {
        "all" => NodeKind::All(nodes(inner, &at, depth, budget)?),
        "any" => NodeKind::Any(nodes(inner, &at, depth, budget)?),
        "none" => NodeKind::None(nodes(inner, &at, depth, budget)?),
        "not" => NodeKind::Not(Box::new(node(inner, &at, depth + 1, budget)?)),
        "attribute" => NodeKind::Attribute(attribute(inner, &at, budget)?),
        "tags" => NodeKind::Tags(tags(inner, &at, budget)?),
        "event" => NodeKind::Event(event(inner, &at, depth, budget)?),
        "segment" => {
            let map = object(inner, &at)?;
            known(&at, map, &["id"])?;
            NodeKind::Segment(SegmentRef {
                id: text(required(map, "id", &at)?, &format!("{at}.id"))?,
            })
        }
        _ => NodeKind::Const(inner.as_bool().ok_or_else(|| shape(&at, "true or false", inner))?),
    };
    let flag = |key: &str| match map.get(key) {
        None => Ok(false),
        Some(v) => v.as_bool().ok_or_else(|| shape(&format!("{path}.{key}"), "true or false", v)),
    };
    Ok(Node {
        kind,
        label: optional_text(map, "label", path)?,
        note: optional_text(map, "note", path)?,
        muted: flag("muted")?,
        locked: flag("locked")?,
    })
}

fn nodes(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<Vec<Node>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of nodes", value))?;
    list.iter()
        .enumerate()
        .map(|(i, v)| node(v, &format!("{path}[{i}]"), depth + 1, budget))
        .collect()
}

fn attribute(value: &Value, path: &str, budget: &mut Budget) -> Result<Attribute> {
    let map = object(value, path)?;
    known(path, map, &["field", "is", "missing"])?;
    let at = format!("{path}.missing");
    let missing = match map.get("missing").map(|v| text(v, &at)).transpose()?.as_deref() {
        None => None,
        Some("match") => Some(Missing::Match),
        Some("no_match") => Some(Missing::NoMatch),
        Some(other) => return Err(wrong(&at, other, "match or no_match")),
    };
    Ok(Attribute {
        field: text(required(map, "field", path)?, &format!("{path}.field"))?,
        is: operator(required(map, "is", path)?, &format!("{path}.is"), budget)?,
        missing,
    })
}

fn tags(value: &Value, path: &str, budget: &mut Budget) -> Result<TagCondition> {
    const TESTS: [&str; 5] = ["has_any", "has_all", "has_none", "has_exactly", "has_at_least"];
    let map = object(value, path)?;
    known(
        path,
        map,
        &["has_any", "has_all", "has_none", "has_exactly", "has_at_least", "subtree"],
    )?;
    let mut found = TESTS.iter().filter(|t| map.contains_key(**t));
    let (Some(test), None) = (found.next(), found.next()) else {
        return Err(not_one_kind(path, &TESTS, map));
    };
    let inner = &map[*test];
    let at = format!("{path}.{test}");
    let has = match *test {
        "has_any" => TagTest::HasAny(texts(inner, &at, budget)?),
        "has_all" => TagTest::HasAll(texts(inner, &at, budget)?),
        "has_none" => TagTest::HasNone(texts(inner, &at, budget)?),
        "has_exactly" => TagTest::HasExactly(texts(inner, &at, budget)?),
        _ => {
            let map = object(inner, &at)?;
            known(&at, map, &["k", "of"])?;
            TagTest::HasAtLeast {
                k: count(required(map, "k", &at)?, &format!("{at}.k"))?,
                of: texts(required(map, "of", &at)?, &format!("{at}.of"), budget)?,
            }
        }
    };
    let subtree = match map.get("subtree") {
        None => None,
        Some(v) => {
            Some(v.as_bool().ok_or_else(|| shape(&format!("{path}.subtree"), "true or false", v))?)
        }
    };
    Ok(TagCondition { has, subtree })
}

fn event(value: &Value, path: &str, depth: usize, budget: &mut Budget) -> Result<EventCondition> {
    let map = object(value, path)?;
    known(path, map, &["table", "where", "window", "measure", "is"])?;
    Ok(EventCondition {
        table: text(required(map, "table", path)?, &format!("{path}.table"))?,
        filter: match map.get("where") {
            None => None,
            Some(v) => Some(Box::new(node(v, &format!("{path}.where"), depth + 1, budget)?)),
        },
        window: map.get("window").map(|v| window(v, &format!("{path}.window"))).transpose()?,
        measure: measure(required(map, "measure", path)?, &format!("{path}.measure"))?,
        is: operator(required(map, "is", path)?, &format!("{path}.is"), budget)?,
    })
}

fn measure(value: &Value, path: &str) -> Result<Measure> {
    const PLAIN: [&str; 6] =
        ["count", "distinct_days", "first_at", "last_at", "days_since_first", "days_since_last"];
    const COLUMN: [&str; 7] = ["distinct", "sum", "avg", "min", "max", "first", "last"];
    let (name, inner) = tagged(value, path)?;
    let measure = match (name, inner) {
        ("count", None) => Measure::Count,
        ("distinct_days", None) => Measure::DistinctDays,
        ("first_at", None) => Measure::FirstAt,
        ("last_at", None) => Measure::LastAt,
        ("days_since_first", None) => Measure::DaysSinceFirst,
        ("days_since_last", None) => Measure::DaysSinceLast,
        (name, Some(inner)) if COLUMN.contains(&name) => {
            let column = text(inner, &format!("{path}.{name}"))?;
            match name {
                "distinct" => Measure::Distinct(column),
                "sum" => Measure::Sum(column),
                "avg" => Measure::Avg(column),
                "min" => Measure::Min(column),
                "max" => Measure::Max(column),
                "first" => Measure::First(column),
                _ => Measure::Last(column),
            }
        }
        (name, _) if COLUMN.contains(&name) => {
            return Err(shape(path, &format!("{{\"{name}\": column}}"), value));
        }
        (name, _) if PLAIN.contains(&name) => {
            return Err(shape(path, &format!("\"{name}\""), value));
        }
        (name, _) => {
            let names: Vec<&str> = PLAIN.iter().chain(&COLUMN).copied().collect();
            return Err(unknown_operator(path, name, &names));
        }
    };
    Ok(measure)
}

fn operator(value: &Value, path: &str, budget: &mut Budget) -> Result<Operator> {
    let (name, inner) = tagged(value, path)?;
    let Some(info) = operator::find(name) else {
        let names: Vec<&str> = operator::OPERATORS.iter().map(|o| o.name).collect();
        return Err(unknown_operator(path, name, &names));
    };
    let at = format!("{path}.{name}");
    if info.operand == Operand::None {
        return match inner {
            None | Some(Value::Bool(true) | Value::Null) => Ok(plain_operator(name)),
            Some(_) => Err(shape(path, &format!("\"{name}\""), value)),
        };
    }
    let Some(inner) = inner else {
        return Err(Error::new(Code::MissingKey)
            .with("key", format!("the value of {name}"))
            .at(path));
    };
    Ok(match info.operand {
        Operand::Value => {
            let value = literal(inner, &at)?;
            match name {
                "eq" => Operator::Eq(value),
                "ne" => Operator::Ne(value),
                "lt" => Operator::Lt(value),
                "le" => Operator::Le(value),
                "gt" => Operator::Gt(value),
                _ => Operator::Ge(value),
            }
        }
        Operand::Values => {
            let list = inner.as_array().ok_or_else(|| shape(&at, "a list of values", inner))?;
            budget.take_values(list.len(), &at)?;
            let values: Result<Vec<Literal>> =
                list.iter().enumerate().map(|(i, v)| literal(v, &format!("{at}[{i}]"))).collect();
            if name == "in" { Operator::In(values?) } else { Operator::NotIn(values?) }
        }
        Operand::Range => {
            let Some([low, high]) = inner.as_array().map(Vec::as_slice) else {
                return Err(shape(&at, "a list of two bounds", inner));
            };
            let (low, high) =
                (literal(low, &format!("{at}[0]"))?, literal(high, &format!("{at}[1]"))?);
            if name == "between" {
                Operator::Between(low, high)
            } else {
                Operator::NotBetween(low, high)
            }
        }
        Operand::Texts => {
            let values = texts(inner, &at, budget)?;
            if name == "contains_any" {
                Operator::ContainsAny(values)
            } else {
                Operator::ContainsAll(values)
            }
        }
        Operand::Window => {
            let window = window(inner, &at)?;
            if name == "in_window" {
                Operator::InWindow(window)
            } else {
                Operator::NotInWindow(window)
            }
        }
        Operand::Text | Operand::Moment | Operand::None => text_operator(name, text(inner, &at)?),
    })
}

fn plain_operator(name: &str) -> Operator {
    match name {
        "is_set" => Operator::IsSet,
        "is_not_set" => Operator::IsNotSet,
        "is_true" => Operator::IsTrue,
        "is_false" => Operator::IsFalse,
        "is_not_true" => Operator::IsNotTrue,
        _ => Operator::IsNotFalse,
    }
}

fn text_operator(name: &str, text: String) -> Operator {
    match name {
        "contains" => Operator::Contains(text),
        "not_contains" => Operator::NotContains(text),
        "starts_with" => Operator::StartsWith(text),
        "not_starts_with" => Operator::NotStartsWith(text),
        "ends_with" => Operator::EndsWith(text),
        "not_ends_with" => Operator::NotEndsWith(text),
        "like" => Operator::Like(text),
        "not_like" => Operator::NotLike(text),
        "matches" => Operator::Matches(text),
        "not_matches" => Operator::NotMatches(text),
        "before" => Operator::Before(text),
        "after" => Operator::After(text),
        "on" => Operator::On(text),
        "on_or_before" => Operator::OnOrBefore(text),
        _ => Operator::OnOrAfter(text),
    }
}

fn window(value: &Value, path: &str) -> Result<Window> {
    const NAMES: [&str; 8] = [
        "all_time",
        "rolling",
        "days_to_date",
        "complete_days",
        "ago",
        "calendar",
        "to_date",
        "absolute",
    ];
    let (name, inner) = tagged(value, path)?;
    let at = format!("{path}.{name}");
    let Some(inner) = inner else {
        return match name {
            "all_time" => Ok(Window::AllTime),
            name if NAMES.contains(&name) => Err(Error::new(Code::MissingKey)
                .with("key", format!("the value of {name}"))
                .at(path)),
            name => Err(unknown_operator(path, name, &NAMES)),
        };
    };
    Ok(match name {
        "all_time" => Window::AllTime,
        "days_to_date" => Window::DaysToDate(count(inner, &at)?),
        "complete_days" => Window::CompleteDays(count(inner, &at)?),
        "to_date" => Window::ToDate(unit(inner, &at)?),
        "rolling" => {
            let map = object(inner, &at)?;
            known(&at, map, &["n", "unit"])?;
            Window::Rolling(Amount { n: counted(map, "n", &at)?, unit: united(map, &at)? })
        }
        "ago" => {
            let map = object(inner, &at)?;
            known(&at, map, &["from", "to", "unit"])?;
            Window::Ago(Ago {
                from: counted(map, "from", &at)?,
                to: counted(map, "to", &at)?,
                unit: united(map, &at)?,
            })
        }
        "calendar" => {
            let map = object(inner, &at)?;
            known(&at, map, &["back", "unit"])?;
            Window::Calendar(Calendar { back: counted(map, "back", &at)?, unit: united(map, &at)? })
        }
        "absolute" => {
            let map = object(inner, &at)?;
            known(&at, map, &["from", "to"])?;
            Window::Absolute(Absolute {
                from: optional_text(map, "from", &at)?,
                to: optional_text(map, "to", &at)?,
            })
        }
        name => return Err(unknown_operator(path, name, &NAMES)),
    })
}

fn counted(map: &Map<String, Value>, key: &str, path: &str) -> Result<u32> {
    count(required(map, key, path)?, &format!("{path}.{key}"))
}

fn united(map: &Map<String, Value>, path: &str) -> Result<Unit> {
    unit(required(map, "unit", path)?, &format!("{path}.unit"))
}

fn unit(value: &Value, path: &str) -> Result<Unit> {
    let name = text(value, path)?;
    // "day" and "days" are both natural
    let found = Unit::ALL.iter().find(|(n, _)| *n == name || n.strip_suffix('s') == Some(&name));
    found.map(|(_, unit)| *unit).ok_or_else(|| {
        let names: Vec<&str> = Unit::ALL.iter().map(|(n, _)| *n).collect();
        wrong(path, &name, &format!("one of {}", names.join(", ")))
    })
}

fn count(value: &Value, path: &str) -> Result<u32> {
    let whole = value.as_u64().or_else(|| {
        // numbers from JavaScript may arrive as doubles
        value
            .as_f64()
            .filter(|f| f.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(f))
            .map(|f| f as u64)
    });
    whole
        .and_then(|n| u32::try_from(n).ok())
        .ok_or_else(|| shape(path, "a whole number from 0 on", value))
}

fn literal(value: &Value, path: &str) -> Result<Literal> {
    match value {
        Value::Bool(b) => Ok(Literal::Bool(*b)),
        Value::String(s) => Ok(Literal::Text(s.clone())),
        Value::Number(n) => Decimal::parse(&n.to_string())
            .map(Literal::Number)
            .ok_or_else(|| wrong(path, &n.to_string(), "a number of at most 18 digits")),
        _ => Err(shape(path, "a value", value)),
    }
}

fn texts(value: &Value, path: &str, budget: &mut Budget) -> Result<Vec<String>> {
    let list = value.as_array().ok_or_else(|| shape(path, "a list of texts", value))?;
    budget.take_values(list.len(), path)?;
    list.iter().enumerate().map(|(i, v)| text(v, &format!("{path}[{i}]"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(rule: &str) -> (Code, String) {
        let json = format!(r#"{{"fenqun":1,"name":"x","rule":{rule}}}"#);
        let error = Document::from_json(&json).unwrap_err();
        (error.code, error.location.path.unwrap_or_default())
    }

    #[test]
    fn a_definition_comes_back_as_it_was_written() {
        let text = r#"{"fenqun":1,"name":"上海女性","zone":"Asia/Shanghai","week_start":"monday","as_of":"data","rule":{"all":[{"attribute":{"field":"age","is":{"between":[25,35.5]}},"muted":true},{"tags":{"has_at_least":{"k":2,"of":["a","b"]},"subtree":false}},{"event":{"table":"orders","where":{"attribute":{"field":"category","is":{"ne":"母婴"},"missing":"no_match"}},"window":{"complete_days":90},"measure":{"sum":"amount"},"is":{"ge":3}}},{"not":{"segment":{"id":"s1"}}},{"attribute":{"field":"x","is":"is_set"},"label":"l"}]},"exclude":{"const":false}}"#;
        let document = Document::from_json(text).unwrap();
        let printed = serde_json::to_string(&document).unwrap();
        assert_eq!(printed, text);
        assert_eq!(Document::from_json(&printed).unwrap(), document);
    }

    #[test]
    fn errors_carry_the_path_of_the_bad_node() {
        for (rule, code, path) in [
            (
                r#"{"all":[{"attribute":{"field":"a","is":{"eqq":1}}}]}"#,
                Code::UnknownOperator,
                "rule.all[0].attribute.is",
            ),
            (
                r#"{"all":[{"attribute":{"feld":"a","is":{"eq":1}}}]}"#,
                Code::UnknownKey,
                "rule.all[0].attribute",
            ),
            (r#"{"attribute":{"is":{"eq":1}}}"#, Code::MissingKey, "rule.attribute"),
            (r#"{"alll":[]}"#, Code::UnknownKey, "rule"),
            (r#"{"all":[],"any":[]}"#, Code::NotOneKind, "rule"),
            (r"{}", Code::NotOneKind, "rule"),
            (
                r#"{"attribute":{"field":"a","is":{"between":[1]}}}"#,
                Code::WrongShape,
                "rule.attribute.is.between",
            ),
            (
                r#"{"event":{"table":"t","measure":"sum","is":{"ge":1}}}"#,
                Code::WrongShape,
                "rule.event.measure",
            ),
            (
                r#"{"event":{"table":"t","measure":"count","is":{"ge":1},"window":{"rolling":{"n":1,"unit":"dys"}}}}"#,
                Code::WrongValue,
                "rule.event.window.rolling.unit",
            ),
            (r#"{"tags":{"has_any":["a"],"has_all":["b"]}}"#, Code::NotOneKind, "rule.tags"),
            (r#"{"const":1}"#, Code::WrongShape, "rule.const"),
        ] {
            assert_eq!(error(rule), (code, path.to_owned()), "{rule}");
        }
    }

    #[test]
    fn a_near_name_is_offered() {
        let json = r#"{"fenqun":1,"rule":{"attribute":{"field":"a","is":{"contain":"x"}}}}"#;
        assert_eq!(Document::from_json(json).unwrap_err().params["hint"], "did you mean contains?");
    }

    #[test]
    fn depth_is_limited_before_the_stack_is() {
        let deep = format!("{}{{\"const\":true}}{}", "{\"not\":".repeat(40), "}".repeat(40));
        assert_eq!(error(&deep).0, Code::DefinitionTooLarge);
        let deeper = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Document::from_json(&deeper).unwrap_err().code, Code::NotJson);
    }

    #[test]
    fn other_documents_are_refused_by_name() {
        assert_eq!(Document::from_json("{}").unwrap_err().code, Code::NotADefinition);
        assert_eq!(Document::from_json(r#"{"fenqun":2}"#).unwrap_err().code, Code::UnknownVersion);
        assert_eq!(Document::from_json("[1]").unwrap_err().code, Code::WrongShape);
    }
}
