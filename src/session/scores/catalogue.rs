//! The models, and whether the loaded data have what each needs.

use super::{
    AssignmentParams, EngagementParams, InterestParams, LookalikeParams, MODELS, NetworkParams,
    PlanParams, PurchaseParams, RfmParams, ScoreDefinition, ScoreModel, StagesParams, ValueParams,
    bind, engagement, interest, network, stages, value,
};
use crate::session::{ScoreModelInfo, ScoreNeed, Session};

impl Session {
    /// Every model with what it needs, and a definition that can be run as it is where the data have it.
    pub fn score_models(&self) -> Vec<ScoreModelInfo> {
        MODELS.iter().map(|model| self.model_info(model)).collect()
    }

    fn model_info(&self, model: &str) -> ScoreModelInfo {
        let needs = match model {
            "rfm" | "purchase" => self.orders_needs(true),
            "value" => {
                let found = value::bound(self, &ValueParams::default()).ok();
                let (coupon, ltv) =
                    found.map_or((None, None), |params| (params.coupon, params.ltv));
                let mut needs = self.orders_needs(true);
                needs.push(need("orders.coupon", coupon, false));
                needs.push(need("purchase.value", ltv, false));
                needs
            }
            "lifecycle" | "layers" => stages::needs(self, model),
            "engagement" => {
                let found = engagement::bound(self, &EngagementParams::default()).ok();
                let kind = found.as_ref().and_then(|p| p.kind.clone());
                let table = found.and_then(|p| p.table);
                let orders = bind::orders_table(self).map(|table| table.name.clone());
                vec![
                    need("interactions", table, true),
                    need("interactions.action", kind, false),
                    need("orders", orders, false),
                ]
            }
            "lookalike" => {
                let first = self.order.first().and_then(|id| self.library.get(id));
                vec![need("segment", first.map(|d| d.name.clone()), true)]
            }
            "interest" => {
                let found = interest::bound(self, &InterestParams::default()).ok();
                let found = found.unwrap_or_default();
                vec![
                    need("interactions", found.table, true),
                    need("interactions.topic", found.category, true),
                    need("interactions.stay", found.dwell, false),
                    need("interactions.skip", found.skip, false),
                    need("interactions.subscription", found.subscription, false),
                ]
            }
            "network" => {
                let found = network::bound(self, &NetworkParams::default()).unwrap_or_default();
                let shares = found.shares.map(|shares| shares.table);
                let invitees = found.invitees.map(|invitees| invitees.table);
                vec![
                    need("relations", found.table, true),
                    need("relations.to", found.to, true),
                    need("shares", shares, false),
                    need("invitees", invitees, false),
                ]
            }
            "assignment" => vec![need("key", self.data.key.clone(), true)],
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
                let bound = bind::orders(self, &RfmParams::default().names_of_orders()).ok()?;
                Some(ScoreModel::Rfm(Box::new(RfmParams {
                    table: Some(bound.table.name.clone()),
                    amount: Some(bound.amount.name.clone()),
                    order: bound.order.map(|c| c.name.clone()),
                    ..RfmParams::default()
                })))
            }
            "purchase" => {
                let table = bind::orders_table(self)?;
                let amount = table.columns.get(table.amount?).map(|c| c.name.clone());
                let table = Some(table.name.clone());
                Some(ScoreModel::Purchase(PurchaseParams {
                    table,
                    amount,
                    ..PurchaseParams::default()
                }))
            }
            "value" => value::bound(self, &ValueParams::default()).ok().map(ScoreModel::Value),
            "lifecycle" => stages::seed(self, model).ok().map(ScoreModel::Lifecycle),
            "layers" => stages::seed(self, model).ok().map(ScoreModel::Layers),
            "engagement" => {
                let params = engagement::bound(self, &EngagementParams::default());
                params.ok().map(ScoreModel::Engagement)
            }
            "interest" => {
                interest::bound(self, &InterestParams::default()).ok().map(ScoreModel::Interest)
            }
            "lookalike" => {
                let segment = self.order.first()?.clone();
                let params = LookalikeParams { segment, ..LookalikeParams::default() };
                Some(ScoreModel::Lookalike(params))
            }
            "network" => {
                let params = network::bound(self, &NetworkParams::default())?;
                Some(ScoreModel::Network(Box::new(params)))
            }
            "assignment" => Some(ScoreModel::Assignment(AssignmentParams {
                key: self.data.key.clone(),
                ..AssignmentParams::default()
            })),
            "tag" => Some(ScoreModel::Tag(StagesParams::default())),
            "plan" => Some(ScoreModel::Plan(PlanParams::default())),
            _ => None,
        }
    }

    fn orders_needs(&self, required: bool) -> Vec<ScoreNeed> {
        let table = bind::orders_table(self);
        let amount = table.and_then(|t| t.columns.get(t.amount?)).map(|c| c.name.clone());
        let time = table.and_then(|t| t.time_column()).map(|c| c.name.clone());
        vec![
            need("orders", table.map(|t| t.name.clone()), required),
            need("orders.time", time, required),
            need("orders.amount", amount, required),
        ]
    }
}

fn need(what: &str, found: Option<String>, required: bool) -> ScoreNeed {
    ScoreNeed { what: what.to_owned(), found, required }
}
