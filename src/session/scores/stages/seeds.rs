//! What lifecycle and community layers start from: conditions on the tables and columns of the loaded data. Thresholds and
//! boundaries stand in `docs/scores.md`.

#![expect(clippy::needless_pass_by_value, reason = "a call reads like the JSON that it makes")]

use super::super::rule::ScoreRule;
use super::{Stage, StagesParams};
use crate::error::{Code, Error, Result};
use crate::rule::Node;
use crate::rule::preset::find_role;
use crate::session::{ScoreNeed, Session};
use serde_json::{Value, json};

/// Where the seeds find what they ask.
struct Found {
    joined: Option<String>,
    activity: Option<String>,
    orders: Option<String>,
}

fn found(session: &Session) -> Found {
    let role = |role: &str| find_role(role, &session.schema);
    let orders = role("orders");
    // a shop without interactions: buying is what people do
    let activity = role("interactions").or_else(|| orders.clone());
    Found { joined: role("joined"), activity, orders }
}

/// What a list of stages needs of the data.
pub(in crate::session::scores) fn needs(session: &Session, model: &str) -> Vec<ScoreNeed> {
    let Found { joined, activity, orders } = found(session);
    let need = |what: &str, found: Option<String>, required: bool| ScoreNeed {
        what: what.to_owned(),
        found,
        required,
    };
    match model {
        "tag" => Vec::new(),
        _ => vec![
            need("interactions", activity, true),
            need("joined", joined, false),
            need("orders", orders, false),
        ],
    }
}

/// The first thing that the data lack for a model.
fn lacks(session: &Session, model: &str) -> Option<String> {
    let needs = needs(session, model);
    needs.into_iter().find(|need| need.required && need.found.is_none()).map(|need| need.what)
}

/// The usual stages of a model for the loaded data.
///
/// # Errors
/// [`Code::ScoreLacks`].
pub(in crate::session::scores) fn seed(session: &Session, model: &str) -> Result<StagesParams> {
    if let Some(what) = lacks(session, model) {
        let error = Error::new(Code::ScoreLacks).with("model", model);
        return Err(error.with("lacks", what).at("params"));
    }
    let found = found(session);
    let (stages, otherwise) = match model {
        "lifecycle" => (lifecycle(&found), Some("成长期")),
        "layers" => (layers(&found), Some("普通")),
        _ => (Vec::new(), None),
    };
    let stages = stages.into_iter().map(|(name, rule)| {
        let rule = Node::from_value(&rule, "rule")?;
        Ok(Stage { name: name.to_owned(), rule: ScoreRule(rule) })
    });
    let stages = stages.collect::<Result<_>>()?;
    Ok(StagesParams { stages, otherwise: otherwise.map(str::to_owned), compare: None })
}

fn count(table: &str, window: Value, is: Value) -> Value {
    json!({"event": {"table": table, "window": window, "measure": "count", "is": is}})
}

/// Days from 60 to 30 ago, and the like.
fn ago(from: u32, to: u32) -> Value {
    json!({"ago": {"from": from, "to": to, "unit": "days"}})
}

fn complete(days: u32) -> Value {
    json!({ "complete_days": days })
}

/// Days since a column of contacts.
fn since(column: &str, is: Value) -> Value {
    json!({"attribute": {"field": column, "is": {"diff": {"unit": "days", "is": is}}}})
}

fn rise(table: &str, is: Value) -> Value {
    let growth = json!({"growth": {"of": "count", "over": ago(60, 30)}});
    json!({"event": {"table": table, "window": complete(30), "measure": growth, "is": is}})
}

fn never(table: &str) -> Value {
    count(table, json!("all_time"), json!({"eq": 0}))
}

fn lifecycle(found: &Found) -> Vec<(&'static str, Value)> {
    let Some(activity) = &found.activity else { return Vec::new() };
    let idle =
        json!({"event": {"table": activity, "measure": "days_since_last", "is": {"ge": 30}}});
    let mut stages = Vec::new();
    match &found.joined {
        Some(joined) => {
            let unset = json!({"attribute": {"field": joined, "is": "is_not_set"}});
            stages.push((
                "未知",
                json!({"any": [{"all": [unset, never(activity)]}, since(joined, json!({"lt": 0}))]}),
            ));
            let stale = json!({"all": [never(activity), since(joined, json!({"ge": 30}))]});
            stages.push(("流失期", json!({"any": [idle, stale]})));
            stages.push(("导入期", since(joined, json!({"between": [0, 7]}))));
        }
        None => {
            stages.push(("未知", never(activity)));
            stages.push(("流失期", idle));
        }
    }
    let enough = count(activity, ago(60, 30), json!({"ge": 4}));
    stages.push(("衰退期", json!({"all": [enough, rise(activity, json!({"lt": -0.5}))]})));
    if let Some(orders) = &found.orders {
        let some = |window: Value| count(orders, window, json!({"ge": 1}));
        let windows = json!([some(complete(30)), some(ago(60, 30)), some(ago(90, 60))]);
        let three = count(orders, complete(90), json!({"ge": 3}));
        stages.push(("成熟期", json!({"all": [three, {"at_least": {"k": 2, "of": windows}}]})));
    }
    let from_none = json!({"all": [
        count(activity, ago(60, 30), json!({"eq": 0})),
        count(activity, complete(30), json!({"ge": 1})),
    ]});
    stages.push(("成长期", json!({"any": [from_none, rise(activity, json!({"ge": 0.2}))]})));
    if let Some(orders) = &found.orders {
        stages.push(("成熟期", count(orders, complete(90), json!({"ge": 1}))));
    }
    stages
}

fn layers(found: &Found) -> Vec<(&'static str, Value)> {
    let Some(activity) = &found.activity else { return Vec::new() };
    let mut stages = Vec::new();
    if let Some(orders) = &found.orders {
        stages.push(("忠诚", count(orders, complete(90), json!({"ge": 3}))));
    }
    stages.push(("活跃", count(activity, complete(7), json!({"ge": 5}))));
    if let Some(joined) = &found.joined {
        let young = since(joined, json!({"between": [0, 7]}));
        stages.push(("潜在", json!({"all": [young, never(activity)]})));
    }
    let idle =
        json!({"event": {"table": activity, "measure": "days_since_last", "is": {"ge": 15}}});
    stages.push(("沉默", json!({"any": [idle, never(activity)]})));
    stages
}
