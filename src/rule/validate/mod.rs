//! A definition against the loaded data: every name exists, every operator fits its type, every group asks something.

mod event;
mod operator;
mod references;
mod value;

pub use event::measure_kind;
pub use operator::compile_pattern;
pub use references::{MAX_CHAIN, check_conditions, check_cycles, references};
pub use value::number;

use super::hint::hint;
use super::schema::{EventInfo, FieldInfo, Schema};
use super::{
    Attribute, Document, Limit, Node, NodeKind, Sample, Snapshots, TagCondition, TagTest, TopLimit,
};
use crate::error::{Code, Error, Result};
use crate::table::{Decimal, Kind};
use crate::time::{Moment, Zone};
use operator::{check_operator, check_window};
use std::collections::BTreeMap;
use value::Left;

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
    /// Kept members of segments.
    pub snapshots: &'a Snapshots,
}

/// A definition that is being checked, with what its names mean.
pub struct Context<'a> {
    /// What names mean.
    pub names: &'a Names<'a>,
    /// The definition; its parameters are resolved.
    pub document: &'a Document,
    /// Its zone.
    pub zone: &'a Zone,
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
    if let Err(cycle) = references::check_conditions(document) {
        errors.push(cycle);
    }
    let resolved = document.resolved();
    let context = Context { names, document: &resolved, zone: &zone };
    for (name, node) in &resolved.conditions {
        tree(node, &format!("conditions.{name}"), &context, &mut errors);
    }
    tree(&resolved.rule, "rule", &context, &mut errors);
    if let Some(exclude) = &resolved.exclude {
        tree(exclude, "exclude", &context, &mut errors);
    }
    if let Some(limit) = &resolved.limit
        && let Err(e) = check_limit(limit, names.schema)
    {
        errors.push(e);
    }
    errors
}

/// Everything below a node, muted parts left out: they take no part.
fn tree(node: &Node, path: &str, context: &Context<'_>, errors: &mut Vec<Error>) {
    if node.muted {
        return;
    }
    if let Err(e) = validate_node(node, path, context) {
        errors.push(e);
    }
    for (path, child) in node.children(path) {
        tree(child, &path, context, errors);
    }
    for (path, table, filter) in node.filters(path) {
        if let Some(table) = context.names.schema.events.iter().find(|e| e.table == table) {
            event_tree(filter, &path, table, context, errors);
        }
    }
}

fn event_tree(
    node: &Node,
    path: &str,
    table: &EventInfo,
    context: &Context<'_>,
    errors: &mut Vec<Error>,
) {
    if node.muted {
        return;
    }
    if let Err(e) = validate_event_node(node, path, table, context) {
        errors.push(e);
    }
    for (path, child) in node.children(path) {
        event_tree(child, &path, table, context, errors);
    }
}

/// What is wrong with one node of a contact rule, its children and its conditions on events not looked at.
pub fn validate_node(node: &Node, path: &str, context: &Context<'_>) -> Result<()> {
    let schema = context.names.schema;
    let at = format!("{path}.{}", node.kind.name());
    match &node.kind {
        NodeKind::Attribute(a) => {
            let left = Left::of_contacts(context);
            attribute(a, &at, &schema.fields, left)
        }
        NodeKind::Tags(t) => tags(t, &at, context),
        NodeKind::Event(e) => event::event(e, &at, context),
        NodeKind::Sequence(s) => event::sequence(s, &at, context),
        NodeKind::Segment(reference) => {
            references::segment(&reference.id, reference.snapshot.as_deref(), &at, context.names)
        }
        NodeKind::List(list) => {
            let field = column(&schema.fields, &list.field, &format!("{at}.field"))?;
            if !matches!(field.kind, Kind::Text | Kind::Code) {
                let error = Error::new(Code::OperatorNotForType).with("operator", "list");
                let error = error.with("field", &field.name).with("type", field.kind.name());
                return Err(error.with("operators", "in").at(&at));
            }
            if list.values.is_empty() {
                return Err(Error::new(Code::EmptyList).at(&at));
            }
            Ok(())
        }
        NodeKind::Sample(sample) => check_sample(sample, &at, schema),
        NodeKind::Use(name) if !context.document.conditions.contains_key(name) => {
            let hint = hint(name, context.document.conditions.keys().map(String::as_str));
            let error = Error::new(Code::UnknownCondition).with("name", name).with("hint", hint);
            Err(error.at(&at))
        }
        _ => asks_something(node, path),
    }
}

/// A group needs a condition.
fn asks_something(node: &Node, path: &str) -> Result<()> {
    match node.kind.group() {
        Some((_, [])) => Err(Error::new(Code::EmptyGroup).at(path)),
        _ => Ok(()),
    }
}

/// What is wrong with one node inside a `where`, its children not looked at.
pub fn validate_event_node(
    node: &Node,
    path: &str,
    table: &EventInfo,
    context: &Context<'_>,
) -> Result<()> {
    match &node.kind {
        NodeKind::Attribute(a) => {
            let left = Left::of_events(context, &table.columns);
            attribute(a, &format!("{path}.attribute"), &table.columns, left)
        }
        NodeKind::Tags(_)
        | NodeKind::Event(_)
        | NodeKind::Sequence(_)
        | NodeKind::Segment(_)
        | NodeKind::List(_)
        | NodeKind::Sample(_)
        | NodeKind::Use(_) => {
            let kinds = "all, any, none, not, at_least, at_most, exactly, attribute, const";
            let error = Error::new(Code::NotOneKind).with("kinds", kinds);
            Err(error.with("found", node.kind.name()).at(path))
        }
        _ => asks_something(node, path),
    }
}

/// The column with this name, or an error at the path with the nearest name.
fn column<'a>(fields: &'a [FieldInfo], name: &str, path: &str) -> Result<&'a FieldInfo> {
    fields.iter().find(|f| f.name == name).ok_or_else(|| {
        let hint = hint(name, fields.iter().map(|f| f.name.as_str()));
        Error::new(Code::UnknownField).with("name", name).with("hint", hint).at(path)
    })
}

fn attribute(
    condition: &Attribute,
    path: &str,
    fields: &[FieldInfo],
    left: Left<'_>,
) -> Result<()> {
    let field = column(fields, &condition.field, &format!("{path}.field"))?;
    if condition.missing.is_some() && condition.is.positive().is_none() {
        let error = Error::new(Code::MissingNotForOperator).with("operator", condition.is.name());
        return Err(error.at(&format!("{path}.missing")));
    }
    check_operator(&condition.is, field.kind, &field.name, &format!("{path}.is"), &left)
}

fn tags(condition: &TagCondition, path: &str, context: &Context<'_>) -> Result<()> {
    let names = context.names.tags;
    let unknown = |tag: &str| {
        let hint = hint(tag, names.some_tags().into_iter());
        Error::new(Code::UnknownTag).with("name", tag).with("hint", hint).at(path)
    };
    match &condition.has {
        TagTest::Count(is) => {
            let left = Left::inner(context);
            check_operator(is, Kind::Number, "tags", &format!("{path}.count"), &left)?;
        }
        TagTest::Untagged(_) => {}
        test => {
            if test.tags().is_empty() {
                return Err(Error::new(Code::EmptyList).at(path));
            }
            if let Some(tag) = test.tags().iter().find(|tag| !names.has_tag(tag)) {
                return Err(unknown(tag));
            }
        }
    }
    if let Some(group) = &condition.group
        && !names.has_tag(group)
    {
        return Err(unknown(group));
    }
    if condition.level == Some(0) {
        return Err(wrong("0", "a level from 1 on", &format!("{path}.level")));
    }
    if let Some(window) = &condition.window {
        check_window(window, &format!("{path}.window"), context.zone)?;
    }
    if condition.source_in.as_ref().is_some_and(Vec::is_empty) {
        return Err(Error::new(Code::EmptyList).at(path));
    }
    let taggings = context.names.schema.taggings.as_ref();
    if condition.window.is_some() && taggings.is_none() {
        return Err(Error::new(Code::NoTaggings).at(&format!("{path}.window")));
    }
    if condition.source_in.is_some() && taggings.is_none_or(|t| t.source.is_none()) {
        return Err(Error::new(Code::NoTaggings).at(&format!("{path}.source_in")));
    }
    Ok(())
}

fn wrong(value: impl std::fmt::Display, expected: &str, path: &str) -> Error {
    Error::new(Code::WrongValue).with("value", value).with("expected", expected).at(path)
}

/// Whether a number lies between two whole ones, bounds inside.
fn within(value: Decimal, low: i64, high: i64) -> bool {
    Decimal::whole(low) <= value && value <= Decimal::whole(high)
}

fn check_sample(sample: &Sample, path: &str, schema: &Schema) -> Result<()> {
    for (key, value) in [("from", sample.from), ("to", sample.to)] {
        if !within(value, 0, 100) {
            return Err(wrong(value, "a percentage from 0 to 100", &format!("{path}.{key}")));
        }
    }
    if sample.from > sample.to {
        let error = Error::new(Code::EmptyRange).with("from", sample.from).with("to", sample.to);
        return Err(error.at(path));
    }
    match &sample.key {
        Some(name) => {
            let at = format!("{path}.key");
            let field = column(&schema.fields, name, &at)?;
            if matches!(field.kind, Kind::Text | Kind::Code) {
                return Ok(());
            }
            Err(wrong(name, "a column of ids, phones or texts", &at))
        }
        None if schema.key.is_none() => Err(Error::new(Code::NoKey).at(path)),
        None => Ok(()),
    }
}

/// What is wrong with a limit.
pub fn check_limit(limit: &Limit, schema: &Schema) -> Result<()> {
    if limit.n() == 0 {
        return Err(wrong("0", "a number of contacts from 1 on", "limit"));
    }
    if let Limit::Top(TopLimit { by, .. }) = limit {
        let field = column(&schema.fields, by, "limit.by")?;
        if !matches!(field.kind, Kind::Number | Kind::Date | Kind::Datetime) {
            return Err(wrong(by, "a column of numbers, dates or times", "limit.by"));
        }
    } else if schema.key.is_none() {
        return Err(Error::new(Code::NoKey).at("limit"));
    }
    match limit.per() {
        Some(per) => column(&schema.fields, per, "limit.per").map(|_| ()),
        None => Ok(()),
    }
}
