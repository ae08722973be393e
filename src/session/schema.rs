//! What the loaded data have, as a builder needs it.

use crate::eval::newest_day_end;
use crate::rule::operator::{Level, operators_for};
use crate::rule::schema::{EventInfo, FieldInfo, MeasureInfo, Schema};
use crate::table::{Column, Data, Dataset, Decimal, EventTable, Kind};
use crate::time::{Zone, civil};
use std::collections::BTreeMap;
use std::sync::Arc;

const KINDS: [Kind; 8] = [
    Kind::Text,
    Kind::Code,
    Kind::Gender,
    Kind::Number,
    Kind::Bool,
    Kind::Date,
    Kind::Datetime,
    Kind::Tags,
];

/// The zone in which a schema shows times; a document may ask in another.
const ZONE: &str = "Asia/Shanghai";

/// The schema of a dataset. Costs one look at each column.
pub fn of(data: &Dataset) -> Schema {
    let zone = Zone::named(ZONE).unwrap_or_else(|_| Zone::utc());
    Schema {
        version: data.version,
        population: data.population,
        fields: data.columns.iter().map(|c| contact_field(data, c, &zone)).collect(),
        tags: data.tags.nodes().len() as u32,
        tagged: data.tags.tagged(data.population).len(),
        events: data.events.iter().map(|t| event(t, &zone)).collect(),
        key: data.key.clone(),
        taggings: data.taggings.clone(),
        operators: KINDS
            .into_iter()
            .map(|kind| (kind, operators_for(kind).copied().collect()))
            .collect::<BTreeMap<_, _>>(),
        measures: measures(),
        as_of: newest_day_end(data, &zone).map(|instant| zone.format(instant)),
    }
}

/// The same after columns of scores came, went or were written anew. Costs one look at each column of a score.
pub fn with_columns(schema: &mut Schema, data: &Dataset) {
    let zone = Zone::named(ZONE).unwrap_or_else(|_| Zone::utc());
    let before = std::mem::take(&mut schema.fields);
    let field = |column: &Arc<Column>| {
        let known = before.iter().find(|field| field.name == column.name);
        known
            .filter(|field| field.score.is_none())
            .map_or_else(|| contact_field(data, column, &zone), FieldInfo::clone)
    };
    schema.fields = data.columns.iter().map(field).collect();
    schema.version = data.version;
}

fn field(column: &Column, zone: &Zone) -> FieldInfo {
    let (min, max, scale) = match &column.data {
        Data::Ints { ints, scale } if !ints.present().is_empty() => {
            let (low, high) = ints.bounds();
            let text = |value: i64| match column.kind() {
                Kind::Date => civil::format(value as i32),
                Kind::Datetime => zone.format(value),
                _ => Decimal { mantissa: value, scale: *scale }.to_string(),
            };
            (Some(text(low)), Some(text(high)), (column.kind() == Kind::Number).then_some(*scale))
        }
        _ => (None, None, None),
    };
    let distinct = match &column.data {
        Data::Texts(texts) => texts.distinct(),
        _ => None,
    };
    FieldInfo {
        filled: column.filled(),
        distinct,
        min,
        max,
        scale,
        currency: column.currency.clone(),
        sensitive: column.semantic.is_sensitive(),
        ..FieldInfo::named(column.name.clone(), column.semantic)
    }
}

/// A column of the contacts, with where it comes from and what it says about contacting them.
fn contact_field(data: &Dataset, column: &Column, zone: &Zone) -> FieldInfo {
    let origin = data.derived.iter().find(|d| d.column == column.name).map(|d| d.from.clone());
    FieldInfo {
        derived: origin.is_some(),
        origin,
        suppresses: data.suppressions.iter().any(|s| s.column == column.name),
        ..field(column, zone)
    }
}

fn event(table: &EventTable, zone: &Zone) -> EventInfo {
    let named = |at: Option<usize>| at.and_then(|i| table.columns.get(i)).map(|c| c.name.clone());
    EventInfo {
        table: table.name.clone(),
        rows: table.rows,
        unlinked: table.rows - table.linked(),
        people: table.offsets.windows(2).filter(|w| w[0] != w[1]).count() as u32,
        time: named(table.time),
        amount: named(table.amount),
        valid: named(table.valid),
        columns: table.columns.iter().map(|c| field(c, zone)).collect(),
    }
}

fn measures() -> Vec<MeasureInfo> {
    let all = || {
        vec![
            Kind::Text,
            Kind::Code,
            Kind::Gender,
            Kind::Number,
            Kind::Bool,
            Kind::Date,
            Kind::Datetime,
        ]
    };
    let ordered = || vec![Kind::Number, Kind::Date, Kind::Datetime];
    let row = |name, columns, result, needs_time, level| MeasureInfo {
        name,
        columns,
        result,
        needs_time,
        level,
    };
    let number = Some(Kind::Number);
    vec![
        row("count", vec![], number, false, Level::A),
        row("sum", vec![Kind::Number], number, false, Level::A),
        row("avg", vec![Kind::Number], number, false, Level::A),
        row("min", ordered(), None, false, Level::A),
        row("max", ordered(), None, false, Level::A),
        row("distinct", all(), number, false, Level::A),
        row("distinct_days", vec![], number, true, Level::C),
        row("distinct_weeks", vec![], number, true, Level::C),
        row("distinct_months", vec![], number, true, Level::C),
        row("median", vec![Kind::Number], number, false, Level::B),
        row("percentile", vec![Kind::Number], number, false, Level::B),
        row("top_value", all(), None, false, Level::B),
        row("gap", vec![], number, true, Level::C),
        row("overdue_ratio", vec![], number, true, Level::C),
        row("streak", vec![], number, true, Level::C),
        row("active_periods", vec![], number, true, Level::A),
        row("share", vec![], number, false, Level::A),
        row("ratio", vec![], number, false, Level::A),
        row("growth", vec![], number, true, Level::A),
        row("seasonality", vec![], number, true, Level::C),
        row("first", all(), None, true, Level::B),
        row("last", all(), None, true, Level::B),
        row("first_at", vec![], Some(Kind::Datetime), true, Level::A),
        row("last_at", vec![], Some(Kind::Datetime), true, Level::A),
        row("days_since_first", vec![], number, true, Level::C),
        row("days_since_last", vec![], number, true, Level::C),
    ]
}
