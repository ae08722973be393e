//! A definition against the loaded data: every name exists, every operator fits its type, every group asks something.

use super::hint::hint;
use super::operator::{self, Operator, operators_for};
use super::schema::{EventInfo, FieldInfo, Schema};
use super::{
    Attribute, Document, EventCondition, Literal, Measure, Node, NodeKind, TagCondition, TagTest,
};
use crate::error::{Code, Error, Result};
use crate::table::{Kind, parse_gender};
use crate::time::{Moment, SpanContext, WeekStart, Window, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// The segments that a definition may refer to, by id.
pub type Library = BTreeMap<String, Document>;

/// What names mean while a definition is checked.
pub struct Names<'a> {
    /// Columns and tables.
    pub schema: &'a Schema,
    /// Whether a tag exists, and names near to one that does not.
    pub tags: &'a dyn TagNames,
    /// Segments.
    pub library: &'a Library,
}

/// Tag names, asked instead of listed: there can be a hundred thousand.
pub trait TagNames {
    /// Whether some contact has the tag or one below it.
    fn has_tag(&self, name: &str) -> bool;
    /// Some names for a hint.
    fn some_tags(&self) -> Vec<&str>;
}

impl TagNames for crate::table::TagTree {
    fn has_tag(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn some_tags(&self) -> Vec<&str> {
        self.nodes().iter().take(2000).map(|n| n.name.as_str()).collect()
    }
}

/// Everything that is wrong with a definition, in the order of its nodes; empty when it can be evaluated.
pub fn validate(document: &Document, names: &Names<'_>) -> Vec<Error> {
    let mut errors = Vec::new();
    // a wrong zone is said once; moments are then read as if in UTC
    let zone = Zone::named(&document.zone).unwrap_or_else(|e| {
        errors.push(e.at("zone"));
        Zone::utc()
    });
    if !matches!(document.as_of.as_str(), "data" | "now")
        && let Err(e) = Moment::parse(&document.as_of, &zone)
    {
        errors.push(e.at("as_of"));
    }
    if document.as_of == "now" {
        errors.push(Error::new(Code::UnresolvedNow).at("as_of"));
    }
    if let Err(cycle) = check_cycles(document, names.library) {
        errors.push(cycle);
    }
    let mut visit = |node: &Node, path: &str| tree(node, path, names, &zone, &mut errors);
    visit(&document.rule, "rule");
    if let Some(exclude) = &document.exclude {
        visit(exclude, "exclude");
    }
    errors
}

/// Everything below a node, muted parts left out: they take no part.
fn tree(node: &Node, path: &str, names: &Names<'_>, zone: &Zone, errors: &mut Vec<Error>) {
    if node.muted {
        return;
    }
    if let Err(e) = validate_node(node, path, names, zone) {
        errors.push(e);
    }
    for (path, child) in node.children(path) {
        tree(child, &path, names, zone, errors);
    }
    if let NodeKind::Event(EventCondition { table, filter: Some(filter), .. }) = &node.kind
        && let Some(table) = names.schema.events.iter().find(|e| e.table == *table)
    {
        event_tree(filter, &format!("{path}.event.where"), table, zone, errors);
    }
}

fn event_tree(node: &Node, path: &str, table: &EventInfo, zone: &Zone, errors: &mut Vec<Error>) {
    if node.muted {
        return;
    }
    if let Err(e) = validate_event_node(node, path, table, zone) {
        errors.push(e);
    }
    for (path, child) in node.children(path) {
        event_tree(child, &path, table, zone, errors);
    }
}

/// What is wrong with one node of a contact rule, its children not looked at.
pub fn validate_node(node: &Node, path: &str, names: &Names<'_>, zone: &Zone) -> Result<()> {
    match &node.kind {
        NodeKind::All(_)
        | NodeKind::Any(_)
        | NodeKind::None(_)
        | NodeKind::Not(_)
        | NodeKind::Const(_) => asks_something(node, path),
        NodeKind::Attribute(a) => {
            attribute(a, &format!("{path}.attribute"), &names.schema.fields, zone)
        }
        NodeKind::Tags(t) => tags(t, &format!("{path}.tags"), names.tags),
        NodeKind::Event(e) => event(e, &format!("{path}.event"), names.schema, zone),
        NodeKind::Segment(reference) => {
            if names.library.contains_key(&reference.id) {
                return Ok(());
            }
            let hint = hint(&reference.id, names.library.keys().map(String::as_str));
            let error =
                Error::new(Code::UnknownSegment).with("id", &reference.id).with("hint", hint);
            Err(error.at(&format!("{path}.segment.id")))
        }
    }
}

/// A group needs a condition.
fn asks_something(node: &Node, path: &str) -> Result<()> {
    match node.kind.group() {
        Some((_, [])) => Err(Error::new(Code::EmptyGroup).at(path)),
        _ => Ok(()),
    }
}

/// What is wrong with one node inside `event.where`, its children not looked at.
pub fn validate_event_node(node: &Node, path: &str, table: &EventInfo, zone: &Zone) -> Result<()> {
    match &node.kind {
        NodeKind::All(_)
        | NodeKind::Any(_)
        | NodeKind::None(_)
        | NodeKind::Not(_)
        | NodeKind::Const(_) => asks_something(node, path),
        NodeKind::Attribute(a) => attribute(a, &format!("{path}.attribute"), &table.columns, zone),
        NodeKind::Tags(_) | NodeKind::Event(_) | NodeKind::Segment(_) => {
            let error =
                Error::new(Code::NotOneKind).with("kinds", "all, any, none, not, attribute, const");
            Err(error.with("found", node.kind.name()).at(path))
        }
    }
}

fn attribute(condition: &Attribute, path: &str, fields: &[FieldInfo], zone: &Zone) -> Result<()> {
    let Some(field) = fields.iter().find(|f| f.name == condition.field) else {
        let hint = hint(&condition.field, fields.iter().map(|f| f.name.as_str()));
        let error =
            Error::new(Code::UnknownField).with("name", &condition.field).with("hint", hint);
        return Err(error.at(&format!("{path}.field")));
    };
    if condition.missing.is_some() && condition.is.positive().is_none() {
        let error = Error::new(Code::MissingNotForOperator).with("operator", condition.is.name());
        return Err(error.at(&format!("{path}.missing")));
    }
    check_operator(&condition.is, field.kind, &field.name, &format!("{path}.is"), zone)
}

fn tags(condition: &TagCondition, path: &str, names: &dyn TagNames) -> Result<()> {
    let list = match &condition.has {
        TagTest::HasAny(list)
        | TagTest::HasAll(list)
        | TagTest::HasNone(list)
        | TagTest::HasExactly(list) => list,
        TagTest::HasAtLeast { of, .. } => of,
    };
    if list.is_empty() {
        return Err(Error::new(Code::EmptyList).at(path));
    }
    match list.iter().find(|tag| !names.has_tag(tag)) {
        None => Ok(()),
        Some(tag) => {
            let hint = hint(tag, names.some_tags().into_iter());
            Err(Error::new(Code::UnknownTag).with("name", tag).with("hint", hint).at(path))
        }
    }
}

fn event(condition: &EventCondition, path: &str, schema: &Schema, zone: &Zone) -> Result<()> {
    let Some(table) = schema.events.iter().find(|e| e.table == condition.table) else {
        let hint = hint(&condition.table, schema.events.iter().map(|e| e.table.as_str()));
        let error =
            Error::new(Code::UnknownTable).with("name", &condition.table).with("hint", hint);
        return Err(error.at(&format!("{path}.table")));
    };
    if let Some(window) = &condition.window {
        let at = format!("{path}.window");
        if table.time.is_none() && *window != Window::AllTime {
            return Err(Error::new(Code::NoTimeColumn).with("table", &table.table).at(&at));
        }
        check_window(window, &at, zone)?;
    }
    let at = format!("{path}.measure");
    let kind = measure_kind(&condition.measure, table, &at)?;
    check_operator(&condition.is, kind, condition.measure.name(), &format!("{path}.is"), zone)
}

/// The kind of a measure's result.
pub fn measure_kind(measure: &Measure, table: &EventInfo, path: &str) -> Result<Kind> {
    let needs_time = !matches!(
        measure,
        Measure::Count
            | Measure::Distinct(_)
            | Measure::Sum(_)
            | Measure::Avg(_)
            | Measure::Min(_)
            | Measure::Max(_)
    );
    if needs_time && table.time.is_none() {
        return Err(Error::new(Code::NoTimeColumn).with("table", &table.table).at(path));
    }
    let column = match measure.column() {
        None => None,
        Some(name) => Some(table.columns.iter().find(|c| c.name == name).ok_or_else(|| {
            let hint = hint(name, table.columns.iter().map(|c| c.name.as_str()));
            Error::new(Code::UnknownField).with("name", name).with("hint", hint).at(path)
        })?),
    };
    let Some(column) = column else {
        return Ok(match measure {
            Measure::FirstAt | Measure::LastAt => {
                match table.columns.iter().find(|c| Some(&c.name) == table.time.as_ref()) {
                    Some(time) => time.kind,
                    None => Kind::Datetime,
                }
            }
            _ => Kind::Number,
        });
    };
    let fits = match measure {
        Measure::Sum(_) | Measure::Avg(_) => column.kind == Kind::Number,
        Measure::Min(_) | Measure::Max(_) => {
            matches!(column.kind, Kind::Number | Kind::Date | Kind::Datetime)
        }
        _ => column.kind != Kind::Tags,
    };
    if !fits {
        let error = Error::new(Code::MeasureNotForType).with("measure", measure.name());
        return Err(error
            .with("field", &column.name)
            .with("type", column.semantic.name())
            .at(path));
    }
    Ok(if matches!(measure, Measure::Distinct(_)) { Kind::Number } else { column.kind })
}

/// Whether an operator and its operand fit a kind of value.
fn check_operator(
    operator: &Operator,
    kind: Kind,
    field: &str,
    path: &str,
    zone: &Zone,
) -> Result<()> {
    let name = operator.name();
    if !operator::find(name).is_some_and(|o| o.kinds.contains(&kind)) {
        let names: Vec<&str> = operators_for(kind).map(|o| o.name).collect();
        let names = if names.is_empty() { "a tags condition".to_owned() } else { names.join(", ") };
        let error =
            Error::new(Code::OperatorNotForType).with("operator", name).with("field", field);
        return Err(error.with("type", kind.name()).with("operators", names).at(path));
    }
    let at = path;
    match operator {
        Operator::Eq(v)
        | Operator::Ne(v)
        | Operator::Lt(v)
        | Operator::Le(v)
        | Operator::Gt(v)
        | Operator::Ge(v) => check_literal(v, kind, at, zone),
        Operator::In(values) | Operator::NotIn(values) => {
            if values.is_empty() {
                return Err(Error::new(Code::EmptyList).at(at));
            }
            values.iter().try_for_each(|v| check_literal(v, kind, at, zone))
        }
        Operator::Between(low, high) | Operator::NotBetween(low, high) => {
            check_literal(low, kind, at, zone)?;
            check_literal(high, kind, at, zone)?;
            if range_is_empty(low, high, kind, zone) {
                return Err(Error::new(Code::EmptyRange).with("from", low).with("to", high).at(at));
            }
            Ok(())
        }
        Operator::Contains(t)
        | Operator::NotContains(t)
        | Operator::StartsWith(t)
        | Operator::NotStartsWith(t)
        | Operator::EndsWith(t)
        | Operator::NotEndsWith(t)
        | Operator::Like(t)
        | Operator::NotLike(t) => not_blank(t, at),
        Operator::ContainsAny(texts) | Operator::ContainsAll(texts) => {
            if texts.is_empty() {
                return Err(Error::new(Code::EmptyList).at(at));
            }
            texts.iter().try_for_each(|t| not_blank(t, at))
        }
        Operator::Matches(pattern) | Operator::NotMatches(pattern) => {
            not_blank(pattern, at)?;
            compile_pattern(pattern).map(|_| ()).map_err(|e| e.at(at))
        }
        Operator::Before(t)
        | Operator::After(t)
        | Operator::OnOrBefore(t)
        | Operator::OnOrAfter(t) => {
            let moment = check_moment(t, at, zone)?;
            if kind == Kind::Date { only_a_date(moment, t, at) } else { Ok(()) }
        }
        Operator::On(t) => only_a_date(check_moment(t, at, zone)?, t, at),
        Operator::InWindow(w) | Operator::NotInWindow(w) => check_window(w, at, zone),
        Operator::IsSet
        | Operator::IsNotSet
        | Operator::IsTrue
        | Operator::IsFalse
        | Operator::IsNotTrue
        | Operator::IsNotFalse => Ok(()),
    }
}

/// The pattern as a linear-time automaton of bounded size.
pub fn compile_pattern(pattern: &str) -> Result<regex_lite::Regex> {
    regex_lite::RegexBuilder::new(pattern)
        .size_limit(1 << 20)
        .nest_limit(50)
        .build()
        .map_err(|e| Error::new(Code::BadPattern).with("reason", e))
}

fn not_blank(text: &str, path: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(Error::new(Code::WrongValue)
            .with("value", "\"\"")
            .with("expected", "a text")
            .at(path));
    }
    Ok(())
}

fn check_literal(literal: &Literal, kind: Kind, path: &str, zone: &Zone) -> Result<()> {
    let wrong = |expected: &str| {
        Err(Error::new(Code::WrongValue).with("value", literal).with("expected", expected).at(path))
    };
    match (kind, literal) {
        (Kind::Number, Literal::Number(_)) | (Kind::Bool, Literal::Bool(_)) => Ok(()),
        // a number too long for a double travels as text
        (Kind::Number, Literal::Text(t)) if crate::table::Decimal::parse(t).is_some() => Ok(()),
        (Kind::Number, _) => wrong("a number"),
        (Kind::Bool, _) => wrong("true or false"),
        (Kind::Gender, Literal::Text(t)) if parse_gender(t).is_some() => Ok(()),
        (Kind::Gender, _) => wrong("female or male (女, 男); without a value is is_not_set"),
        (Kind::Date, Literal::Text(t)) => only_a_date(check_moment(t, path, zone)?, t, path),
        (Kind::Datetime, Literal::Text(t)) => check_moment(t, path, zone).map(|_| ()),
        (Kind::Date | Kind::Datetime, _) => wrong("a date or a time"),
        (Kind::Text | Kind::Code, Literal::Text(t)) if !t.trim().is_empty() => Ok(()),
        (Kind::Text | Kind::Code, Literal::Text(_)) => {
            wrong("a text; without a value is is_not_set")
        }
        // 007 is not 7: a code is never written as a number
        (Kind::Text | Kind::Code, _) => wrong("a text; put it in quotes"),
        (Kind::Tags, _) => wrong("a tags condition"),
    }
}

fn check_moment(text: &str, path: &str, zone: &Zone) -> Result<Moment> {
    Moment::parse(text, zone).map_err(|e| e.at(path))
}

fn only_a_date(moment: Moment, text: &str, path: &str) -> Result<()> {
    match moment {
        Moment::Day(_) => Ok(()),
        Moment::Instant(_) => Err(Error::new(Code::WrongValue)
            .with("value", text)
            .with("expected", "a date without a time")
            .at(path)),
    }
}

fn check_window(window: &Window, path: &str, zone: &Zone) -> Result<()> {
    // whether a window is well formed does not depend on when it is asked
    let context =
        SpanContext { as_of: 1_700_000_000_000, zone: zone.clone(), week_start: WeekStart::Monday };
    context.resolve(window).map(|_| ()).map_err(|e| e.at(path))
}

fn range_is_empty(low: &Literal, high: &Literal, kind: Kind, zone: &Zone) -> bool {
    if kind == Kind::Number {
        return matches!((number(low), number(high)), (Some(low), Some(high)) if low > high);
    }
    let (Literal::Text(low), Literal::Text(high)) = (low, high) else { return false };
    match (Moment::parse(low, zone), Moment::parse(high, zone)) {
        // two equal times hold nothing, but in no wrong order
        (Ok(low), Ok(high)) => low != high && low.start(zone) >= high.end(zone),
        _ => false,
    }
}

/// The number of a literal.
pub fn number(literal: &Literal) -> Option<crate::table::Decimal> {
    match literal {
        Literal::Number(n) => Some(*n),
        Literal::Text(t) => crate::table::Decimal::parse(t),
        Literal::Bool(_) => None,
    }
}

/// The ids of the segments that a definition refers to, with the path of each reference; muted parts left out.
pub fn references(document: &Document) -> Vec<(String, &str)> {
    fn collect<'a>(node: &'a Node, path: &str, out: &mut Vec<(String, &'a str)>) {
        if node.muted {
            return;
        }
        if let NodeKind::Segment(reference) = &node.kind {
            out.push((format!("{path}.segment.id"), &reference.id));
        }
        for (path, child) in node.children(path) {
            collect(child, &path, out);
        }
    }
    let mut out = Vec::new();
    collect(&document.rule, "rule", &mut out);
    if let Some(exclude) = &document.exclude {
        collect(exclude, "exclude", &mut out);
    }
    out
}

/// The most segments that refer to each other in a row.
pub const MAX_CHAIN: usize = 64;

/// An error at the reference that leads into a circle, with the circle; or into too long a chain.
pub fn check_cycles(document: &Document, library: &Library) -> Result<()> {
    fn walk<'a>(
        document: &'a Document,
        library: &'a Library,
        trail: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> Result<()> {
        for (path, id) in references(document) {
            if let Some(at) = trail.iter().position(|t| *t == id) {
                let cycle: Vec<&str> = trail[at..].iter().copied().chain([id]).collect();
                return Err(Error::new(Code::SegmentCycle)
                    .with("cycle", cycle.join(" → "))
                    .at(&path));
            }
            if trail.len() >= MAX_CHAIN {
                let error = Error::new(Code::DefinitionTooLarge).with("limit", MAX_CHAIN);
                return Err(error
                    .with("what", "segments that refer to each other in a row")
                    .at(&path));
            }
            if done.contains(id) {
                continue;
            }
            if let Some(next) = library.get(id) {
                trail.push(id);
                // the place that a reader can change is the reference in the document that is evaluated
                walk(next, library, trail, done).map_err(|mut e| {
                    e.location.path = Some(path);
                    e
                })?;
                trail.pop();
            }
            done.insert(id);
        }
        Ok(())
    }
    let mut trail: Vec<&str> = document.id.as_deref().into_iter().collect();
    walk(document, library, &mut trail, &mut BTreeSet::new())
}
