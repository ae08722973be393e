//! A definition as a sentence in Chinese and English.
//!
//! Two steps. [`tokens`] decides what is said and in which structure, free of any language: which conditions belong
//! together, where brackets are needed, which negation has a form of its own, which long list is cut. A catalogue (here
//! [`Language`], in the page `www/i18n/sentence.*.ts`) has only words: for each key one phrase with named places. Both
//! catalogues hold the same phrases, so that both give the same sentence.
//!
//! Muted conditions are left out, as they take no part. Labels and notes are not said: a sentence says what is counted.
//! The same meaning gives the same sentence: defaults are said alike whether they are written out or not.
//!
//! Costs time and memory linear in the definition; of a list at most five values are said.

mod clause;
mod document;
mod en;
mod event;
mod measure;
mod negation;
mod operator;
mod render;
mod sequence;
mod tags;
#[cfg(test)]
mod tests;
mod value;
mod window;
mod zh;

pub use render::{Language, render};

use super::schema::Schema;
use super::validate::Library;
use super::{Document, Node};
use serde::Serialize;
use std::collections::BTreeMap;

/// One piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Token {
    /// A phrase of the catalogue.
    Say(Phrase),
    /// Several things one after the other.
    List(Listing),
    /// The name of a column; the catalogue may know a better word.
    Field(String),
    /// The name of an event table.
    Table(TableWord),
    /// A value or a name as a person wrote it.
    Text(Quotable),
    /// A number, exact.
    Number(String),
    /// A date, a time of the day, or a part of a phrase that is the same in every language.
    Plain(String),
}

/// A phrase of the catalogue with what stands in its named places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Phrase {
    /// Its key in the catalogue.
    pub key: String,
    /// What stands in its places; a place may be empty.
    pub with: BTreeMap<String, Vec<Token>>,
}

/// Several things one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Listing {
    /// The key of what stands between them: `separator|last separator|separator of two`.
    pub join: String,
    /// The things.
    pub items: Vec<Vec<Token>>,
    /// How many further ones are not said.
    pub more: u32,
}

/// The name of an event table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TableWord {
    /// Name.
    pub name: String,
    /// In which form.
    pub form: Form,
    /// Whether the name is one word without punctuation, which some languages say without quotation marks.
    pub bare: bool,
}

/// The form of a noun. A language without such forms has the same word in several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// `order`.
    One,
    /// `orders`.
    Many,
    /// `an order`.
    Any,
    /// The word that counts them: 笔.
    Counter,
}

/// A text that may need quotation marks to be told from the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Quotable {
    /// The text.
    pub text: String,
    /// Whether it is one word without punctuation, which some languages say without quotation marks.
    pub bare: bool,
}

/// What a sentence may know beside the definition.
#[derive(Debug, Clone, Copy, Default)]
pub struct Telling<'a> {
    /// The loaded data; without them the kind of a column is guessed from the values.
    pub schema: Option<&'a Schema>,
    /// The segments, for their names; without them ids are said.
    pub library: Option<&'a Library>,
}

/// The pieces of the sentence of a definition, its parameters put in their places.
pub fn tokens(document: &Document, telling: Telling<'_>) -> Vec<Token> {
    document::document(&document.resolved(), telling)
}

/// The pieces of the clause of one condition; empty when it takes no part. `table` is the event table whose columns it
/// reads, for a condition on events.
pub fn node_tokens(node: &Node, table: Option<&str>, telling: Telling<'_>) -> Vec<Token> {
    let teller = Teller { telling, table: table.map(str::to_owned) };
    teller.clause(node, false, Place::Alone).unwrap_or_default()
}

/// A definition as a sentence.
///
/// ```
/// use fenqun::rule::{Document, sentence::{self, Language, Telling}};
/// let document = Document::from_json(
///     r#"{"fenqun":1,"rule":{"event":{"table":"orders","window":{"complete_days":90},"measure":"count","is":{"ge":3}}}}"#,
/// )?;
/// let say = |language| sentence::sentence(&document, language, Telling::default());
/// assert_eq!(say(Language::En), "at least 3 orders in the last 90 complete days");
/// # Ok::<(), fenqun::Error>(())
/// ```
pub fn sentence(document: &Document, language: Language, telling: Telling<'_>) -> String {
    render(&tokens(document, telling), language)
}

/// One condition as a clause; empty when it takes no part.
pub fn node_sentence(node: &Node, language: Language, telling: Telling<'_>) -> String {
    render(&node_tokens(node, None, telling), language)
}

/// Makes clauses of conditions on the contact, or on the events of one table.
#[derive(Clone)]
struct Teller<'a> {
    telling: Telling<'a>,
    table: Option<String>,
}

/// Where a clause stands: whether a list of several needs brackets, and how it is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing around it.
    Alone,
    /// One of several clauses.
    Inside,
    /// Part of a phrase: the condition on events of "orders where …".
    Phrase,
}

/// A phrase under construction.
struct Say(Phrase);

fn say(key: impl Into<String>) -> Say {
    Say(Phrase { key: key.into(), with: BTreeMap::new() })
}

impl Say {
    fn with(mut self, place: &str, tokens: impl Into<Vec<Token>>) -> Self {
        self.0.with.insert(place.to_owned(), tokens.into());
        self
    }

    fn token(self) -> Token {
        Token::Say(self.0)
    }

    fn done(self) -> Vec<Token> {
        vec![self.token()]
    }
}

impl From<Say> for Vec<Token> {
    fn from(say: Say) -> Self {
        say.done()
    }
}

impl From<Token> for Vec<Token> {
    fn from(token: Token) -> Self {
        vec![token]
    }
}

fn field(name: &str) -> Token {
    Token::Field(name.to_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "numbers are as easily handed over as lent")]
fn number(value: impl ToString) -> Token {
    Token::Number(value.to_string())
}

fn text(value: &str) -> Token {
    Token::Text(Quotable { text: value.to_owned(), bare: is_bare(value) })
}

/// One word: nothing in it can be taken for a part of the sentence.
fn is_bare(text: &str) -> bool {
    let odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || ",;:!?()[]{}<>\"'`*|“”‘’（），；：、。！？【】《》".contains(c)
    };
    !text.is_empty() && !text.contains(odd) && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Words of a sentence, which a value in it is not.
const WORDS: [&str; 8] = ["and", "or", "not", "is", "in", "of", "the", "has"];

/// Values of a list that are said; a list of up to two more is said in full.
const SAID: usize = 5;

fn list(join: &str, items: impl IntoIterator<Item = Vec<Token>>) -> Token {
    let mut items: Vec<Vec<Token>> = items.into_iter().collect();
    let more = if items.len() > SAID + 2 { items.len() - SAID } else { 0 };
    items.truncate(items.len() - more);
    Token::List(Listing { join: join.to_owned(), items, more: more as u32 })
}

/// A list of which nothing is left out.
fn whole_list(join: &str, items: Vec<Vec<Token>>) -> Token {
    Token::List(Listing { join: join.to_owned(), items, more: 0 })
}

fn texts(join: &str, values: &[String]) -> Token {
    list(join, values.iter().map(|v| vec![text(v)]))
}

fn brackets(tokens: Vec<Token>) -> Vec<Token> {
    say("brackets").with("x", tokens).done()
}
