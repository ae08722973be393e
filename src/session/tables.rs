//! Rows that a host already has as values: typed tables in JSON instead of files.

use super::Session;
use crate::error::{Code, Error, Result};
use crate::import::join::LoadMode;
use crate::import::{
    ColumnPlan, Container, FilePlan, FileReport, Role, RowNumbers, RowsAre, Source,
};
use crate::table::{Column, ColumnBuilder, Decimal, Kind, Semantic, Taggings, parse_gender};
use crate::time::{Moment, Zone};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Contacts and events as typed rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    contacts: Option<Table>,
    #[serde(default)]
    events: Map<String, Value>,
    #[serde(default)]
    taggings: Option<Record>,
    #[serde(default)]
    zone: Option<String>,
}

/// The event table that says when and by whom contacts were given tags.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    table: String,
    /// The column with the path of the tag.
    tag: String,
    /// The column with the source.
    #[serde(default)]
    source: Option<String>,
}

/// One table: column names with their types, and rows with one value per column.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The column that says who the person is.
    key: String,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    amount: Option<String>,
    columns: Map<String, Value>,
    rows: Vec<Vec<Value>>,
}

impl Session {
    /// Adds typed rows: `{"contacts": {"key", "columns": {name: type}, "rows": [[…]]}, "events": {table: {"key", "time",
    /// "amount", "columns", "rows"}}, "taggings": {"table", "tag", "source"}, "zone"}`. Values are JSON values of the column's
    /// type; dates and times are texts; `null` is missing. `taggings` names the event table with the record of taggings, and
    /// its columns. Joins everything before it returns.
    ///
    /// # Errors
    /// [`Code::NotJson`], or [`Code::BadPlan`] with the row and the column, or when the record of taggings is not there.
    pub fn load_tables(&mut self, json: &str) -> Result<()> {
        let not_json = |e: serde_json::Error| Error::new(Code::NotJson).with("reason", e);
        let tables: Tables = serde_json::from_str(json).map_err(not_json)?;
        let zone = tables.zone.as_deref().unwrap_or("Asia/Shanghai");
        let taggings =
            tables.taggings.map(|r| Taggings { table: r.table, tag: r.tag, source: r.source });
        if taggings.is_some() {
            self.workspace.taggings.clone_from(&taggings);
        }
        if let Some(contacts) = tables.contacts {
            self.join_table("contacts", &contacts, RowsAre::Contacts, zone)?;
        }
        for (name, value) in tables.events {
            let table: Table = serde_json::from_value(value).map_err(not_json)?;
            self.join_table(&name, &table, RowsAre::Events, zone)?;
        }
        if taggings.is_some() && self.data.taggings != taggings {
            self.workspace.taggings.clone_from(&self.data.taggings);
            let reason = "the record of taggings names a table or a column that is not there";
            return Err(Error::new(Code::BadPlan).with("reason", reason));
        }
        Ok(())
    }

    fn join_table(
        &mut self,
        name: &str,
        table: &Table,
        rows_are: RowsAre,
        zone: &str,
    ) -> Result<()> {
        let source = source(name, table, rows_are, zone).map_err(|e| e.in_file(name))?;
        let id = self.next_id();
        self.add(source, &LoadMode::Append, id)?;
        while self.advance()? < 1.0 {}
        Ok(())
    }
}

fn source(name: &str, table: &Table, rows_are: RowsAre, zone_name: &str) -> Result<Source> {
    let zone = Zone::named(zone_name)?;
    let rows = table.rows.len() as u32;
    let width = table.columns.len();
    if let Some(at) = table.rows.iter().position(|r| r.len() != width) {
        let reason = format!("a row has {} values for {width} columns", table.rows[at].len());
        return Err(Error::new(Code::BadPlan).with("reason", reason).in_row(at as u64 + 1));
    }
    let named = [Some(&table.key), table.time.as_ref(), table.amount.as_ref()];
    if let Some(missing) = named.into_iter().flatten().find(|n| !table.columns.contains_key(*n)) {
        return Err(
            Error::new(Code::BadPlan).with("reason", format!("there is no column {missing}"))
        );
    }
    let mut plans = Vec::with_capacity(width);
    let mut columns = Vec::with_capacity(width);
    for (at, (column, kind)) in table.columns.iter().enumerate() {
        let semantic = semantic_of(kind).map_err(|e| e.in_column(column))?;
        let role = match column {
            c if *c == table.key => Role::Key,
            c if Some(c) == table.time.as_ref() => Role::Time,
            c if Some(c) == table.amount.as_ref() => Role::Amount,
            _ => Role::Attribute,
        };
        columns.push(read_column(column, semantic, role, &table.rows, at, &zone)?);
        plans.push(plan_of(column, semantic, role));
    }
    let plan = FilePlan {
        rows_are,
        table: name.to_owned(),
        zone: zone_name.to_owned(),
        columns: plans,
        ..FilePlan::new(name, 0, Container::Text)
    };
    let report = FileReport { read: rows, accepted: rows, ..FileReport::default() };
    let (plan_index, rejected) = ((0..columns.len()).collect(), Vec::new());
    Ok(Source {
        plan,
        plan_index,
        columns,
        report,
        rows: RowNumbers::default(),
        rejected,
        valid: None,
        further: Vec::new(),
    })
}

fn semantic_of(name: &Value) -> Result<Semantic> {
    serde_json::from_value(name.clone()).map_err(|_| {
        Error::new(Code::BadPlan).with("reason", format!("{name} is no type of column"))
    })
}

fn plan_of(name: &str, semantic: Semantic, role: Role) -> ColumnPlan {
    ColumnPlan {
        name: name.to_owned(),
        raw: name.to_owned(),
        semantic,
        role,
        identity: (role == Role::Key).then(|| name.to_owned()),
        separators: None,
        tag_group: None,
        group_sign: None,
        blank_is_false: false,
        date_order: None,
        century_from: None,
        unknown: None,
        decimal_comma: false,
        minor_units: false,
        ask: None,
        suppresses: Vec::new(),
        currency: None,
        calling_code: None,
        examples: Vec::new(),
        sampled: 0,
        filled: 0,
        parsed: 0,
    }
}

fn read_column(
    name: &str,
    semantic: Semantic,
    role: Role,
    rows: &[Vec<Value>],
    at: usize,
    zone: &Zone,
) -> Result<Column> {
    let is_text = matches!(semantic.kind(), Kind::Text | Kind::Code | Kind::Gender);
    let mut builder = if role == Role::Key && is_text {
        ColumnBuilder::keyed(semantic)
    } else {
        ColumnBuilder::new(semantic)
    };
    for (row, values) in rows.iter().enumerate() {
        let value = &values[at];
        if push(&mut builder, semantic, value, zone).is_none() {
            let reason = format!("{value} is not of the type {}", semantic.name());
            return Err(Error::new(Code::BadPlan)
                .with("reason", reason)
                .in_row(row as u64 + 1)
                .in_column(name));
        }
    }
    Ok(builder.finish(name.to_owned()))
}

/// Appends a value; `None` when it is not of the type.
fn push(builder: &mut ColumnBuilder, semantic: Semantic, value: &Value, zone: &Zone) -> Option<()> {
    if value.is_null() || value.as_str().is_some_and(|t| t.trim().is_empty()) {
        builder.push_missing();
        return Some(());
    }
    match semantic.kind() {
        Kind::Number => {
            let number = match value {
                Value::Number(n) => Decimal::parse(&n.to_string())?,
                Value::String(text) => Decimal::parse(text.trim())?,
                _ => return None,
            };
            builder.push_number(number).then_some(())
        }
        Kind::Bool => {
            builder.push_bool(value.as_bool()?);
            Some(())
        }
        Kind::Date => match Moment::parse(value.as_str()?, zone).ok()? {
            Moment::Day(day) => {
                builder.push_time(i64::from(day));
                Some(())
            }
            Moment::Instant(_) => None,
        },
        Kind::Datetime => {
            builder.push_time(Moment::parse(value.as_str()?, zone).ok()?.start(zone));
            Some(())
        }
        Kind::Gender => builder.push_text(parse_gender(value.as_str()?)?).then_some(()),
        Kind::Text | Kind::Code => match value {
            Value::String(text) => builder.push_text(text.trim()).then_some(()),
            Value::Number(number) => builder.push_text(&number.to_string()).then_some(()),
            _ => None,
        },
        Kind::Tags => {
            let tags: Option<Vec<&str>> = value.as_array()?.iter().map(Value::as_str).collect();
            builder.push_tags(tags?.into_iter().map(str::trim));
            Some(())
        }
    }
}
