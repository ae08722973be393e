//! The models, and whether the loaded data have what each needs.

use super::bind;
use super::{MODELS, RfmParams, ScoreDefinition, ScoreModel};
use crate::session::{ScoreModelInfo, ScoreNeed, Session};

impl Session {
    /// Every model with what it needs, and a definition that can be run as it is where the data have it.
    pub fn score_models(&self) -> Vec<ScoreModelInfo> {
        MODELS.iter().map(|model| self.model_info(model)).collect()
    }

    fn model_info(&self, model: &str) -> ScoreModelInfo {
        let needs = match model {
            "rfm" => self.orders_needs(true),
            _ => Vec::new(),
        };
        let supported = needs.iter().all(|need| need.found.is_some() || !need.required);
        let supported = supported && self.data.population > 0;
        let seed = if supported { self.seed(model) } else { None };
        let definition = seed.map(|model_params| ScoreDefinition {
            id: model.to_owned(),
            name: model.to_owned(),
            model: model_params,
            as_of: "data".to_owned(),
            zone: "Asia/Shanghai".to_owned(),
        });
        let version = definition.as_ref().map_or(1, |d| d.model.version());
        ScoreModelInfo { model: model.to_owned(), version, needs, supported, definition }
    }

    /// The parameters of a model for the loaded data.
    fn seed(&self, model: &str) -> Option<ScoreModel> {
        match model {
            "rfm" => {
                let bound = bind::orders(self, &RfmParams::default()).ok()?;
                Some(ScoreModel::Rfm(Box::new(RfmParams {
                    table: Some(bound.table.name.clone()),
                    amount: Some(bound.amount.name.clone()),
                    order: bound.order.map(|c| c.name.clone()),
                    ..RfmParams::default()
                })))
            }
            _ => None,
        }
    }

    fn orders_needs(&self, required: bool) -> Vec<ScoreNeed> {
        let table = bind::orders_table(self);
        let amount = table.and_then(|t| t.columns.get(t.amount?)).map(|c| c.name.clone());
        let time = table.and_then(|t| t.time_column()).map(|c| c.name.clone());
        let need = |what: &str, found: Option<String>| ScoreNeed {
            what: what.to_owned(),
            found,
            required,
        };
        vec![
            need("orders", table.map(|t| t.name.clone())),
            need("orders.time", time),
            need("orders.amount", amount),
        ]
    }
}
