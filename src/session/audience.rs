//! Sizes, members, values, tags and distributions.

use super::{
    CountUnit, MembersPage, NodeSize, PageColumn, PageOptions, ResolvedWindow, Session, SizeReport,
    TagInfo,
};
use crate::error::{Code, Error, Result};
use crate::eval::{Counted, NodeResult};
use crate::insight::{self, Distribution, ValueCount, Words};
use crate::privacy::cell;
use crate::rowset::RowSet;
use crate::rule::Document;
use crate::table::{Column, TagNode, fold};
use crate::time::Zone;
use std::sync::Arc;

/// Definitions whose overlap is told at once.
pub const MAX_OVERLAP: usize = 200;

/// The name under which tags are asked for as a column.
pub const TAGS: &str = "$tags";

impl Session {
    /// The exact size of a definition and of every node in it. Never fails: what is wrong stands in the report.
    pub fn size(&mut self, document: &Document) -> SizeReport {
        let (version, population) = (self.data.version, self.data.population);
        let sizes = self.evaluator().size(document);
        let zone = sizes.zone;
        SizeReport {
            version,
            population,
            matched: sizes.members.len(),
            excluded: sizes.excluded,
            suppressed: self
                .suppressed_rows()
                .map_or(0, |rows| sizes.members.intersection_len(&rows)),
            limited: sizes.limited,
            as_of: sizes.as_of.map_or_else(String::new, |i| zone.format(i)),
            zone: zone.name().to_owned(),
            nodes: sizes.nodes.into_iter().map(|n| node_size(n, &zone)).collect(),
            errors: sizes.errors,
            stale: self.stale_in(document),
        }
    }

    /// A page of the members. Nodes with errors take no part, as in [`Session::size`].
    ///
    /// # Errors
    /// [`Code::NoSuchColumn`].
    pub fn members(
        &mut self,
        document: &Document,
        options: &PageOptions,
        words: &Words,
    ) -> Result<MembersPage> {
        let sizes = self.evaluator().size(document);
        self.page_of(&sizes.members, &sizes.zone, options, words)
    }

    /// A page of a set of contacts.
    pub(super) fn page_of(
        &self,
        set: &RowSet,
        zone: &Zone,
        options: &PageOptions,
        words: &Words,
    ) -> Result<MembersPage> {
        let names = match &options.columns {
            Some(names) => names.clone(),
            None => self.all_columns(),
        };
        let reader = RowReader::new(self, &names, zone, words, options.reveal)?;
        let contacts = set.page(options.offset, options.limit.min(10_000));
        Ok(MembersPage {
            total: set.len(),
            offset: options.offset,
            columns: reader.columns(),
            rows: contacts.iter().map(|&row| reader.read(row)).collect(),
            suppressed: contacts
                .iter()
                .copied()
                .filter(|&row| self.data.suppressed.contains(row))
                .collect(),
            contacts,
        })
    }

    /// Everybody who must not be contacted; `None` when that is nobody.
    pub(super) fn suppressed_rows(&self) -> Option<RowSet> {
        let rows = &self.data.suppressed;
        (!rows.is_empty()).then(|| RowSet::from_roaring(rows, self.data.population))
    }

    /// The main key of each member, in contact order; the contact's number where it has none.
    ///
    /// # Errors
    /// What is wrong with the definition.
    pub fn member_keys(&mut self, document: &Document) -> Result<Vec<String>> {
        let members = self.evaluator().audience(document)?;
        Ok(members
            .iter()
            .map(|row| self.main_key(row).unwrap_or_else(|| row.to_string()))
            .collect())
    }

    /// The main key of a contact: a text as it is stored, anything else as it is exported.
    pub(super) fn main_key(&self, row: u32) -> Option<String> {
        let column = self.data.column(self.data.key.as_deref()?)?;
        match column.value(row)? {
            crate::table::Value::Text(text) => Some(text.to_string()),
            _ => cell(column, row, &Zone::utc(), &Words::default(), true),
        }
    }

    /// The most frequent values of a column of the contacts, or of an event table.
    ///
    /// # Errors
    /// [`Code::UnknownTable`], [`Code::UnknownField`].
    pub fn values(
        &self,
        table: Option<&str>,
        field: &str,
        search: &str,
        limit: usize,
    ) -> Result<Vec<ValueCount>> {
        let column = match table {
            None => self.data.column(field),
            Some(name) => self
                .data
                .event_table(name)
                .ok_or_else(|| Error::new(Code::UnknownTable).with("name", name).with("hint", ""))?
                .column(field),
        };
        let column = column
            .ok_or_else(|| Error::new(Code::UnknownField).with("name", field).with("hint", ""))?;
        Ok(insight::values(column, search, limit.min(1000)))
    }

    /// Names of the tag tree: those directly below `parent`, or, with a search, those whose path contains the text, most
    /// contacts first.
    ///
    /// # Errors
    /// [`Code::UnknownTag`] for a parent that does not exist.
    pub fn tags(&self, parent: Option<&str>, search: &str, limit: usize) -> Result<Vec<TagInfo>> {
        let tree = &self.data.tags;
        let nodes = tree.nodes();
        let parent =
            match parent {
                None => None,
                Some(name) => Some(tree.find(name).ok_or_else(|| {
                    Error::new(Code::UnknownTag).with("name", name).with("hint", "")
                })?),
            };
        let needle = fold(search.trim()).into_owned();
        let mut found: Vec<(usize, &TagNode)> = nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| {
                if needle.is_empty() {
                    node.parent == parent
                } else {
                    fold(&node.name).contains(&needle)
                }
            })
            .collect();
        if !needle.is_empty() {
            found.sort_by_key(|(at, node)| (std::cmp::Reverse(node.all.len()), *at));
        }
        Ok(found
            .into_iter()
            .take(limit.min(10_000))
            .map(|(at, node)| TagInfo {
                name: node.name.clone(),
                label: node.label.clone(),
                depth: node.depth,
                has_children: node.end as usize > at + 1,
                contacts: node.all.len() as u32,
            })
            .collect())
    }

    /// The distribution of members and everybody over a column, or over the tags (`$tags`). Of texts and tags the `most`
    /// frequent values get a bar, 24 when nothing is said and never more than 10,000.
    ///
    /// # Errors
    /// [`Code::NoSuchColumn`].
    pub fn distribution(
        &mut self,
        document: &Document,
        field: &str,
        words: &Words,
        most: Option<u32>,
    ) -> Result<Distribution> {
        let most = most.map_or(insight::MAX_BARS, |most| most.min(10_000) as usize);
        let sizes = self.evaluator().size(document);
        if field == TAGS {
            return Ok(insight::tag_distribution(&self.data, &sizes.members, most));
        }
        let column = self
            .data
            .column(field)
            .ok_or_else(|| Error::new(Code::NoSuchColumn).with("name", field))?;
        Ok(insight::distribution(column, &sizes.members, &sizes.zone, words, most))
    }

    /// How many members definitions have in common: for each pair the size of the intersection, on the diagonal the sizes
    /// themselves. At most 200 definitions.
    ///
    /// # Errors
    /// What is wrong with one of the definitions, with its number from 0 as `document`; [`Code::TooManyDocuments`].
    pub fn overlap(&mut self, documents: &[Document]) -> Result<Vec<Vec<u32>>> {
        if documents.len() > MAX_OVERLAP {
            return Err(Error::new(Code::TooManyDocuments)
                .with("documents", documents.len())
                .with("limit", MAX_OVERLAP));
        }
        let sets: Vec<Arc<RowSet>> = documents
            .iter()
            .enumerate()
            .map(|(number, document)| {
                let members = self.evaluator().audience(document);
                members.map_err(|error| error.with("document", number))
            })
            .collect::<Result<_>>()?;
        Ok(insight::overlap(&sets))
    }

    /// Every column of the member table.
    pub(super) fn all_columns(&self) -> Vec<String> {
        let mut names: Vec<String> = self.data.columns.iter().map(|c| c.name.clone()).collect();
        if !self.data.tags.nodes().is_empty() {
            names.push(TAGS.to_owned());
        }
        names
    }
}

impl From<Counted> for CountUnit {
    fn from(counted: Counted) -> Self {
        match counted {
            Counted::Contacts => Self::Contacts,
            Counted::Events => Self::Events,
        }
    }
}

fn node_size(node: NodeResult, zone: &Zone) -> NodeSize {
    let end =
        |instant: i64| (instant != i64::MIN && instant != i64::MAX).then(|| zone.format(instant));
    NodeSize {
        path: node.path,
        unit: node.counted.into(),
        size: node.size,
        effect: node.effect,
        missing: node.missing,
        unmatched: node.unmatched,
        cut: node.cut,
        window: node.window.map(|span| ResolvedWindow { from: end(span.from), to: end(span.to) }),
        counted: node.takes_part,
    }
}

/// Reads rows of chosen columns as text.
pub(super) struct RowReader<'a> {
    columns: Vec<(String, Option<&'a Column>)>,
    tags: &'a [TagNode],
    zone: &'a Zone,
    words: &'a Words,
    reveal: bool,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(
        session: &'a Session,
        names: &[String],
        zone: &'a Zone,
        words: &'a Words,
        reveal: bool,
    ) -> Result<Self> {
        let columns = names
            .iter()
            .map(|name| {
                if name == TAGS {
                    return Ok((name.clone(), None));
                }
                let column = session.data.column(name);
                let column =
                    column.ok_or_else(|| Error::new(Code::NoSuchColumn).with("name", name))?;
                Ok((name.clone(), Some(column)))
            })
            .collect::<Result<_>>()?;
        Ok(Self { columns, tags: session.data.tags.nodes(), zone, words, reveal })
    }

    pub(super) fn columns(&self) -> Vec<PageColumn> {
        let masked =
            |c: Option<&Column>| !self.reveal && c.is_some_and(|c| c.semantic.is_sensitive());
        self.columns
            .iter()
            .map(|(name, c)| PageColumn { name: name.clone(), masked: masked(*c) })
            .collect()
    }

    pub(super) fn read(&self, row: u32) -> Vec<Option<String>> {
        self.columns
            .iter()
            .map(|(_, column)| match column {
                Some(column) => cell(column, row, self.zone, self.words, self.reveal),
                None => {
                    let names: Vec<&str> = self
                        .tags
                        .iter()
                        .filter(|n| n.own().contains(row))
                        .map(|n| n.name.as_str())
                        .collect();
                    (!names.is_empty()).then(|| names.join(";"))
                }
            })
            .collect()
    }

    /// The columns that are read, `None` for tags.
    pub(super) fn sources(&self) -> impl Iterator<Item = Option<&Column>> {
        self.columns.iter().map(|(_, c)| *c)
    }
}
