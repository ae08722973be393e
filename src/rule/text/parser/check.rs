//! Names against the loaded data, where there are any.

use super::super::lexer::Token;
use super::super::phrase;
use super::{Parser, Scope};
use crate::error::{Code, Error, Result};
use crate::rule::hint::hint;
use crate::rule::schema::FieldInfo;

impl<'a> Parser<'a> {
    /// The columns that a name can mean; `None` when that is not known.
    fn columns(&self) -> Option<&'a [FieldInfo]> {
        let schema = self.schema?;
        match &self.scope {
            Scope::Contacts => Some(&schema.fields),
            Scope::Table(name) => {
                schema.events.iter().find(|t| t.table == *name).map(|t| t.columns.as_slice())
            }
        }
    }

    /// An error when no column has the name. A name that stands where a value could may be a text without its quotes.
    pub fn check_column(&self, name: &str, token: Token, value: bool) -> Result<()> {
        let Some(columns) = self.columns() else { return Ok(()) };
        if columns.iter().any(|column| column.name == name) {
            return Ok(());
        }
        let mut near = hint(name, columns.iter().map(|column| column.name.as_str()));
        if value && !near.starts_with("did you mean") {
            phrase::NAME_AS_TEXT.clone_into(&mut near);
        }
        let error = Error::new(Code::UnknownField).with("name", name).with("hint", near);
        Err(self.located(error, token))
    }

    /// An error when no event table has the name.
    pub fn check_table(&self, name: &str, token: Token) -> Result<()> {
        let Some(schema) = self.schema else { return Ok(()) };
        if schema.events.iter().any(|table| table.table == name) {
            return Ok(());
        }
        let near = hint(name, schema.events.iter().map(|table| table.table.as_str()));
        let error = Error::new(Code::UnknownTable).with("name", name).with("hint", near);
        Err(self.located(error, token))
    }

    /// A column of what is looked at.
    pub fn column(&mut self) -> Result<String> {
        let (name, token) = self.name(phrase::COLUMN)?;
        self.check_column(&name, token, false)?;
        Ok(name)
    }

    /// A column of the contacts, also inside of a condition on events.
    pub fn contact_column(&mut self) -> Result<String> {
        self.within(Scope::Contacts, Self::column)
    }

    pub fn table(&mut self) -> Result<String> {
        let (name, token) = self.name(phrase::TABLE)?;
        self.check_table(&name, token)?;
        Ok(name)
    }

    /// Reads something whose names mean the columns of a table or of the contacts.
    pub fn within<T>(
        &mut self,
        scope: Scope,
        inner: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let outer = std::mem::replace(&mut self.scope, scope);
        let result = inner(self);
        self.scope = outer;
        result
    }
}
