//! JsonLogic rules.

mod read;

use super::export;
use super::plain::{Claim, Place, Plain, PlainKind, Test};
use super::{Exchange, Format, Report};
use crate::error::Result;
use crate::rule::Document;
use serde_json::{Value, json};

/// A definition as a JsonLogic rule with the two operations that react-querybuilder adds, `startsWith` and `endsWith`.
///
/// Muted parts are left out, since they take no part, and `locked` has no place. A column whose name has a dot cannot be
/// named. See `docs/exchange.md`.
pub fn to_json_logic(document: &Document) -> Exchange<Value> {
    let mut report = Report::new(Format::JsonLogic);
    let plain = export::plain(document, &mut report);
    report.finish(Some(write(&plain)))
}

fn write(plain: &Plain) -> Value {
    let list = |children: &[Plain]| Value::Array(children.iter().map(write).collect());
    match &plain.kind {
        PlainKind::All(children) => json!({ "and": list(children) }),
        PlainKind::Any(children) => json!({ "or": list(children) }),
        PlainKind::Not(child) => json!({ "!": write(child) }),
        PlainKind::Const(value) => Value::Bool(*value),
        PlainKind::Test(field, test) => compared(&json!({ "var": field }), test),
    }
}

fn compared(var: &Value, test: &Test) -> Value {
    match test {
        Test::Null => json!({ "==": [var, null] }),
        Test::NotNull => json!({ "!=": [var, null] }),
        Test::Is(claim) => claimed(var, claim),
        Test::IsNot(Claim::Eq(value)) => json!({ "!=": [var, value] }),
        Test::IsNot(claim) => json!({ "!": claimed(var, claim) }),
    }
}

fn claimed(var: &Value, claim: &Claim) -> Value {
    match claim {
        Claim::Eq(value) => json!({ "==": [var, value] }),
        Claim::In(values) => json!({ "in": [var, values] }),
        Claim::Order(order, value) => {
            let mut comparison = serde_json::Map::new();
            comparison.insert(order.sign().to_owned(), json!([var, value]));
            Value::Object(comparison)
        }
        Claim::Between(low, high) => json!({ "<=": [low, var, high] }),
        Claim::Text(Place::Inside, text) => json!({ "in": [text, var] }),
        Claim::Text(Place::Start, text) => json!({ "startsWith": [var, text] }),
        Claim::Text(Place::End, text) => json!({ "endsWith": [var, text] }),
    }
}

/// A JsonLogic rule as a definition.
///
/// A comparison with a missing value is false, as everywhere in this engine; that JavaScript takes `null` for 0 in `<` is
/// not followed. `!` of it is therefore true of a missing value. What rests on the truth of a value (`{"var": "x"}` as a
/// condition) depends on its type and is reported, like every operation that computes.
///
/// # Errors
/// [`Code::DefinitionTooLarge`](crate::Code::DefinitionTooLarge) beyond the limits of a definition.
pub fn from_json_logic(value: &Value) -> Result<Exchange<Document>> {
    read::rule(value)
}
