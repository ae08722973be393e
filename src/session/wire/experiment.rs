//! Tests of arms as plain data.

use super::ScoreNote;
use crate::rule::Document;
use crate::score::experiment::Interval;
use crate::score::experiment::bayes::Bayes;
use crate::score::experiment::means::Cuped;
use crate::score::experiment::proportions::Verdict;
use crate::score::experiment::sequential::Sequential;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// Whether arms got the contacts that their weights say (sample ratio mismatch).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SplitCheck {
    /// Contacts that each arm should have, in their order; 0 without a weight.
    pub expected: Vec<f64>,
    /// Chi-square of what they have against that.
    pub chi2: f64,
    /// The chance of at least such a difference with a split that works.
    pub p: f64,
    /// p is below 0.001: the split is broken, and no winner is shown.
    pub alarm: bool,
}

/// A test by the numbers of its arms.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct TestInput {
    /// The arms, 2 to 20.
    pub arms: Vec<TestArm>,
    /// The number of the control among them, from 0; the first when left out.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<u32>"))]
    pub control: u32,
    /// How it is judged.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<TestMethod>"))]
    pub method: TestMethod,
}

/// What one arm came to.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct TestArm {
    /// Its name.
    pub name: String,
    /// Contacts.
    #[cfg_attr(test, ts(type = "number"))]
    pub contacts: u64,
    /// Those of them who converted; left out where only a mean is compared.
    #[serde(default)]
    #[cfg_attr(test, ts(type = "number"))]
    pub conversions: Option<u64>,
    /// The mean of a number per contact, money for example.
    #[serde(default)]
    pub mean: Option<f64>,
    /// Its sample variance, `n − 1` in the denominator.
    #[serde(default)]
    pub variance: Option<f64>,
    /// Its part of the planned split, on any scale; 1 when left out.
    #[serde(default)]
    pub weight: Option<f64>,
}

/// How a test is judged.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct TestMethod {
    /// The interval of the difference; Newcombe when left out.
    #[cfg_attr(test, ts(optional, as = "Option<TestInterval>"))]
    pub interval: TestInterval,
    /// 0.5 to 0.999; 0.95 when left out. A finding is a p below 1 − confidence.
    #[cfg_attr(test, ts(optional, as = "Option<f64>"))]
    pub confidence: f64,
    /// Whether it is looked at before its planned end: then the sequential test decides, which stays valid at every look.
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub early: bool,
    /// Contacts of both arms at which the sequential test is sharpest; 5000 when left out.
    #[cfg_attr(test, ts(optional, as = "Option<f64>"))]
    pub tuning: f64,
}

/// An interval of the difference of two rates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TestInterval {
    /// Newcombe's, from the Wilson intervals of both.
    #[default]
    Newcombe,
    /// Agresti and Caffo's: one success and one failure more on each side.
    AgrestiCaffo,
    /// Miettinen and Nurminen's score interval.
    Score,
}

/// What a test says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TestReport {
    /// The number of the control among the arms.
    pub control: u32,
    /// 0.95 for intervals of 95 %.
    pub confidence: f64,
    /// The arms, in the order given.
    pub arms: Vec<ArmResult>,
    /// Whether the arms got the contacts that they should.
    pub split: SplitCheck,
    /// With more than two arms: whether any two rates differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overall: Option<OverallTest>,
    /// Each other arm against the control, in their order.
    pub pairs: Vec<PairResult>,
    /// The number of the arm to go on with: the one with the highest rate, or mean where there is no conversion, among those
    /// that are better than the control. Left out when there is none, and when the split is broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winner: Option<u32>,
    /// What it says in words, and what to look out for.
    pub notes: Vec<ScoreNote>,
}

/// An arm with its rate and mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ArmResult {
    /// Its name.
    pub name: String,
    /// Contacts.
    #[cfg_attr(test, ts(type = "number"))]
    pub contacts: u64,
    /// Those of them who converted.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub conversions: Option<u64>,
    /// Conversions per contact; `null` without contacts.
    pub rate: Option<f64>,
    /// Wilson's interval of the rate.
    pub interval: Option<Interval>,
    /// The mean of the number per contact.
    pub mean: Option<f64>,
    /// Its sample variance.
    pub variance: Option<f64>,
}

/// All arms held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OverallTest {
    /// Chi-square of all arms having the same rate.
    pub chi2: f64,
    /// Its p.
    pub p: f64,
}

/// An arm against the control.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct PairResult {
    /// The number of the arm.
    pub arm: u32,
    /// How its rate compares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rates: Option<RatePair>,
    /// How its mean compares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub means: Option<MeanPair>,
    /// The sentence about it.
    pub note: ScoreNote,
}

/// The rate of an arm against that of the control.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RatePair {
    /// The rate of the arm minus that of the control; `null` when one has no contacts.
    pub difference: Option<f64>,
    /// Where it lies with the given confidence.
    pub interval: Option<Interval>,
    /// The difference by the rate of the control; `null` when nobody converted there.
    pub relative_uplift: Option<f64>,
    /// Standard errors between the rates, by the pooled test.
    pub z: f64,
    /// The chance of at least such a difference either way, were both the same, by that test.
    pub p: f64,
    /// The same by Fisher's exact test; `null` when every cell has 5 or more, where it is not needed.
    pub fisher: Option<f64>,
    /// The p that decides: Fisher's where it is there, that of the sequential test when it is looked at early; with the number of
    /// arms held against it by Holm.
    pub adjusted_p: f64,
    /// By Bayes under Beta(1, 1): A is the control, B the arm.
    pub bayes: Bayes,
    /// Valid at every look; decides when the test is looked at early.
    pub sequential: Option<Sequential>,
    /// What it says.
    pub verdict: Verdict,
}

/// The mean of an arm against that of the control.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MeanPair {
    /// The mean of the arm minus that of the control.
    pub difference: f64,
    /// Where it lies with the given confidence, by Welch; after what the time before explains is taken off, where it is known.
    pub interval: Option<Interval>,
    /// The difference by the mean of the control; `null` when that is 0.
    pub relative_uplift: Option<f64>,
    /// Standard errors from 0; `null` when nothing differs within the arms.
    pub t: Option<f64>,
    /// Welch and Satterthwaite's degrees of freedom.
    pub degrees: Option<f64>,
    /// The chance of at least such a difference either way, were both the same; 1 when it cannot be told.
    pub p: f64,
    /// The p that decides, as for rates.
    pub adjusted_p: f64,
    /// What the time before explains (CUPED).
    pub cuped: Option<Cuped>,
    /// Valid at every look; decides when the test is looked at early.
    pub sequential: Option<Sequential>,
    /// What it says.
    pub verdict: Verdict,
}

/// A test whose arms are in the loaded data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct TestQuery {
    /// The arms: each value of a column, or a segment each.
    pub arms: ArmsOf,
    /// Who converted; without it only `value` is compared.
    #[serde(default, deserialize_with = "document_if")]
    pub conversion: Option<Document>,
    /// A column of the contacts with a number that is compared, money for example. Who has none counts as 0.
    #[serde(default)]
    pub value: Option<String>,
    /// A column with the same number before the test, whose share in `value` is taken off (CUPED). Who has none counts as 0.
    #[serde(default)]
    pub before: Option<String>,
    /// The name of the control; the first arm when left out.
    #[serde(default)]
    pub control: Option<String>,
    /// How it is judged.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<TestMethod>"))]
    pub method: TestMethod,
}

/// Where the arms of a test are.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ArmsOf {
    /// The values of a column of the contacts, in the order of their texts: that of an assignment, or one of a file.
    Column(Box<ArmColumn>),
    /// Segments. Who is in several of them is left out and told.
    Documents(Vec<ArmDocument>),
}

/// A column that says the arm.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct ArmColumn {
    /// Its name; texts, at most 20 different ones.
    pub field: String,
    /// Parts of the planned split by arm; those of the assignment that wrote the column when left out, equal ones otherwise.
    #[serde(default)]
    pub weights: Option<std::collections::BTreeMap<String, f64>>,
    /// Only contacts of this segment take part.
    #[serde(default, deserialize_with = "document_if")]
    pub within: Option<Document>,
}

/// An arm that is a segment.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct ArmDocument {
    /// Its name.
    pub name: String,
    /// Who is in it.
    #[serde(deserialize_with = "document")]
    pub document: Document,
    /// Its part of the planned split; 1 when left out.
    #[serde(default)]
    pub weight: Option<f64>,
}

/// What a test says, and who took part.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TestOfReport {
    /// What it says.
    pub report: TestReport,
    /// Contacts that were left out because they are in several arms.
    pub in_several: u32,
    /// Contacts of the arms without a value, which count as 0.
    pub without_value: u32,
}

fn document<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Document, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Document::from_value(&value).map_err(D::Error::custom)
}

fn document_if<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Document>, D::Error> {
    let value = Option::<Value>::deserialize(deserializer)?;
    value.map(|value| Document::from_value(&value).map_err(D::Error::custom)).transpose()
}
