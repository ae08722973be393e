//! What every scorer gives back about a contact: a value, its level, the reasons, and the model it comes from.
//!
//! A reason is a template and its numbers, never prose: a page renders it in its own language with [`Template::sentence`] or with
//! its own words. Numbers are finite; what is not available is absent or `null`.

mod template;

pub use template::{Language, Template};

use serde::Serialize;
use std::collections::BTreeMap;

/// A word in both languages, such as the name of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Word {
    /// The Chinese word.
    pub zh: &'static str,
    /// The English word.
    pub en: &'static str,
}

/// What stands in a place of a template.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Argument {
    /// A number in the unit of its place; never infinite.
    Number(f64),
    /// A name that the user or the data chose.
    Text(String),
    /// A word of the model.
    Word(Word),
}

impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Number(if number.is_nan() { 0.0 } else { number.clamp(f64::MIN, f64::MAX) })
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<Word> for Argument {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// One reason: which sentence, and what stands in its places.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reason {
    /// The sentence.
    pub template: Template,
    /// By the names of its places.
    pub values: BTreeMap<&'static str, Argument>,
}

impl Reason {
    /// A reason without values.
    pub fn new(template: Template) -> Self {
        Self { template, values: BTreeMap::new() }
    }

    /// With a value in a place.
    pub fn with(mut self, place: &'static str, value: impl Into<Argument>) -> Self {
        self.values.insert(place, value.into());
        self
    }

    /// The sentence in a language.
    pub fn sentence(&self, language: Language) -> String {
        self.template.sentence(language, &self.values)
    }
}

/// When and where days are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stamp {
    /// The local date that days are counted from, `YYYY-MM-DD`.
    pub as_of: String,
    /// The zone of that date.
    pub zone: String,
}

/// Which model a value comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelInfo<P> {
    /// The model, as `rfm`.
    pub name: &'static str,
    /// Grows when the same parameters give other values.
    pub version: u32,
    /// Its parameters.
    pub params: P,
    /// When and where.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// Contacts that have a score.
    pub n: u32,
}

/// Rows that a scorer could not use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Unused {
    /// Events after `as_of`.
    #[cfg_attr(test, ts(type = "number"))]
    pub future_ignored: u64,
    /// Rows without a date or an amount that can be read.
    #[cfg_attr(test, ts(type = "number"))]
    pub bad_rows: u64,
}

/// What a scorer says about one contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome<V, P, D> {
    /// The score; `null` when it is missing.
    pub value: Option<V>,
    /// The band, stage or cell that the value lies in.
    pub level: Option<Argument>,
    /// Why, the most important first.
    pub reason: Vec<Reason>,
    /// The facts that went in, by name; those that are missing are absent.
    pub inputs: BTreeMap<&'static str, f64>,
    /// The model.
    pub model: ModelInfo<P>,
    /// What is odd about the contacts that were scored.
    pub diag: D,
}

impl<V, P, D> Outcome<V, P, D> {
    /// A value, or that it is missing, without level, reason and inputs.
    pub fn new(value: Option<V>, model: ModelInfo<P>, diag: D) -> Self {
        Self { value, level: None, reason: Vec::new(), inputs: BTreeMap::new(), model, diag }
    }

    /// In a band, stage or cell.
    pub fn at(mut self, level: impl Into<Argument>) -> Self {
        self.level = Some(level.into());
        self
    }

    /// With one more reason.
    pub fn because(mut self, reason: impl IntoIterator<Item = Reason>) -> Self {
        self.reason.extend(reason);
        self
    }

    /// With a fact that went in; one that is missing or not finite stays out.
    pub fn from(mut self, name: &'static str, fact: impl Into<Option<f64>>) -> Self {
        if let Some(fact) = fact.into().filter(|fact| fact.is_finite()) {
            self.inputs.insert(name, fact);
        }
        self
    }
}
