//! How a score is computed: the model, its parameters, as of when.

use super::assignment::AssignmentParams;
use super::engagement::EngagementParams;
use super::interest::InterestParams;
use super::lookalike::LookalikeParams;
use super::network::NetworkParams;
use super::plan::PlanParams;
use super::purchase::PurchaseParams;
use super::rfm::RfmParams;
use super::stages::StagesParams;
use super::value::ValueParams;
use crate::error::{Code, Error, Result};
use crate::time::Zone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a score is computed. In JSON `{"id", "name", "model", "params", "as_of", "zone"}`; what is left out has its default,
/// and the stored form has everything.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreDefinition {
    /// Identity, and the first part of the names of its columns: `rfm` writes `rfm.r`.
    pub id: String,
    /// Name that people read.
    pub name: String,
    /// The model with its parameters.
    #[serde(flatten)]
    pub model: ScoreModel,
    /// `data` (the end of the newest day in the data), a date (its end) or a time.
    pub as_of: String,
    /// IANA zone in which days are counted; `Asia/Shanghai` when left out.
    pub zone: String,
}

/// A model with its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "model", content = "params", rename_all = "snake_case")]
pub enum ScoreModel {
    /// Recency, frequency, money.
    Rfm(Box<RfmParams>),
    /// Stages of a life as a customer.
    Lifecycle(StagesParams),
    /// Layers of a community.
    Layers(StagesParams),
    /// Points for what was done, fading.
    Engagement(EngagementParams),
    /// Categories that a contact turns to.
    Interest(InterestParams),
    /// Chances of buying, and the value to come.
    Purchase(PurchaseParams),
    /// Tiers of money, growth, price sensitivity and the usual gap between orders.
    Value(ValueParams),
    /// Who is like the members of a segment.
    Lookalike(LookalikeParams),
    /// Who is related to whom: ties, rank, communities.
    Network(Box<NetworkParams>),
    /// A tag by the first condition that is true.
    Tag(StagesParams),
    /// Points by conditions.
    Plan(PlanParams),
    /// The arm of an experiment.
    Assignment(AssignmentParams),
}

/// The names of all models, in the order in which a page offers them.
pub const MODELS: &[&str] = &[
    "rfm",
    "lifecycle",
    "purchase",
    "value",
    "engagement",
    "interest",
    "lookalike",
    "network",
    "layers",
    "tag",
    "plan",
    "assignment",
];

impl ScoreModel {
    /// The name on the wire.
    pub fn name(&self) -> &'static str {
        match self {
            ScoreModel::Rfm(_) => "rfm",
            ScoreModel::Lifecycle(_) => "lifecycle",
            ScoreModel::Layers(_) => "layers",
            ScoreModel::Engagement(_) => "engagement",
            ScoreModel::Interest(_) => "interest",
            ScoreModel::Purchase(_) => "purchase",
            ScoreModel::Value(_) => "value",
            ScoreModel::Lookalike(_) => "lookalike",
            ScoreModel::Network(_) => "network",
            ScoreModel::Tag(_) => "tag",
            ScoreModel::Plan(_) => "plan",
            ScoreModel::Assignment(_) => "assignment",
        }
    }

    /// Counts up when the same data would be scored otherwise.
    pub fn version(&self) -> u32 {
        match self {
            ScoreModel::Interest(_) => 2,
            _ => 1,
        }
    }

    /// The parameters as JSON.
    pub fn params(&self) -> Value {
        match serde_json::to_value(self) {
            Ok(Value::Object(mut map)) => map.remove("params").unwrap_or(Value::Null),
            _ => Value::Null,
        }
    }
}

/// What a definition may leave out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Loose {
    id: String,
    #[serde(default)]
    name: Option<String>,
    model: String,
    #[serde(default)]
    params: Option<Value>,
    #[serde(default)]
    as_of: Option<String>,
    #[serde(default)]
    zone: Option<String>,
}

impl ScoreDefinition {
    /// Reads a definition from JSON text.
    ///
    /// # Errors
    /// [`Code::NotJson`], or what [`ScoreDefinition::from_value`] says.
    pub fn from_json(text: &str) -> Result<Self> {
        Self::from_value(&crate::rule::read_json(text)?)
    }

    /// Reads a definition from a JSON value. Unknown keys are errors.
    ///
    /// # Errors
    /// [`Code::BadScore`] with what is wrong and where; [`Code::UnknownZone`].
    pub fn from_value(value: &Value) -> Result<Self> {
        let loose: Loose = serde_json::from_value(value.clone()).map_err(|e| bad(&e))?;
        let params = loose.params.unwrap_or_else(|| Value::Object(serde_json::Map::new()));
        let tagged = serde_json::json!({ "model": loose.model, "params": params });
        let model: ScoreModel = serde_json::from_value(tagged).map_err(|e| bad(&e).at("params"))?;
        let zone = loose.zone.unwrap_or_else(|| "Asia/Shanghai".to_owned());
        Zone::named(&zone).map_err(|e| e.at("zone"))?;
        let id = loose.id.trim().to_owned();
        let name = loose.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| id.clone());
        let as_of = loose.as_of.unwrap_or_else(|| "data".to_owned());
        let definition = Self { id, name, model, as_of, zone };
        definition.check()?;
        Ok(definition)
    }

    fn check(&self) -> Result<()> {
        let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        if self.id.is_empty() || self.id.chars().count() > 40 || !self.id.chars().all(fits) {
            return Err(bad(&"an id has 1 to 40 letters, digits, _ or -").at("id"));
        }
        let checked = match &self.model {
            ScoreModel::Rfm(params) => params.check(),
            ScoreModel::Lifecycle(params)
            | ScoreModel::Layers(params)
            | ScoreModel::Tag(params) => params.check(),
            ScoreModel::Purchase(params) => params.check(),
            ScoreModel::Value(params) => params.check(),
            ScoreModel::Plan(params) => params.check(),
            ScoreModel::Network(params) => params.check(),
            ScoreModel::Assignment(params) => params.check(),
            ScoreModel::Engagement(params) => params.check(),
            ScoreModel::Interest(params) => params.check(),
            ScoreModel::Lookalike(_) => Ok(()),
        };
        checked.map_err(|e| e.at("params"))
    }

    /// The name of the column with a part of the score.
    pub fn column(&self, part: &str) -> String {
        format!("{}.{part}", self.id)
    }
}

/// A definition that cannot hold.
pub(super) fn bad(reason: &dyn std::fmt::Display) -> Error {
    Error::new(Code::BadScore).with("reason", reason)
}

/// A parameter that a model refuses.
pub(super) fn refused(refusal: &crate::score::Refusal) -> Error {
    bad(refusal).at("params")
}

/// A parameter that has to lie in a range.
///
/// # Errors
/// [`Code::BadScore`] outside of `least..=most` and when it is not a number.
pub(super) fn between(name: &str, value: f64, least: f64, most: f64) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let reason = format!("{name} is {value}; it has to be between {least} and {most}");
    Err(bad(&reason).at(name))
}
