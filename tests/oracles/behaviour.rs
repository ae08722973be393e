//! Life cycle, engagement, interest and growth.

use fenqun::score::engagement::{self, Event};
use fenqun::score::interest::{self, Base};
use fenqun::score::lifecycle::{self, Activity, Membership};
use fenqun::score::spending;
use serde_json::{Value, json};

pub fn answer(function: &str, input: &Value, _data: &Value) -> crate::Answer {
    match function {
        "lifecycle.stage" => Some(Ok(rows(&input["contacts"], stage))),
        "community layer" => Some(Ok(rows(&input["contacts"], layer))),
        "engagement.score" => Some(engaged(input)),
        "interest.score" => Some(interests(input)),
        "growth(quarter_now, quarter_prev)" => Some(Ok(rows(input, growth))),
        _ => None,
    }
}

fn rows(list: &Value, of: fn(&Value) -> Value) -> Value {
    list.as_array().into_iter().flatten().map(of).collect()
}

fn days(value: &Value) -> Option<i32> {
    value.as_i64().map(|days| days as i32)
}

fn count(value: &Value) -> u32 {
    value.as_u64().unwrap_or(0) as u32
}

fn stage(contact: &Value) -> Value {
    let activity = Activity {
        age_days: days(&contact["age_days"]),
        days_since_activity: days(&contact["days_since_activity"]),
        recent: count(&contact["act_30"]),
        before: count(&contact["act_prev30"]),
        orders_90: count(&contact["orders_90"]),
        order_windows: count(&contact["order_months_of_last3"]),
    };
    json!(lifecycle::stage(&activity, &lifecycle::Params::default()).id())
}

fn layer(contact: &Value) -> Value {
    let member = Membership {
        joined_days: days(&contact["joined_days"]),
        interactions_7: count(&contact["interactions_7"]),
        interactions_total: count(&contact["interactions_total"]),
        days_since_interaction: days(&contact["days_since_interaction"]),
        orders_90: count(&contact["orders_90"]),
    };
    json!(lifecycle::layer(&member).id())
}

fn number(input: &Value, name: &str, default: f64) -> f64 {
    input[name].as_f64().unwrap_or(default)
}

fn engaged(input: &Value) -> Result<Value, String> {
    let mut params = engagement::Params::default();
    if let Some(weights) = input["weights"].as_object() {
        let pairs = weights.iter().map(|(kind, weight)| (kind.clone(), weight.as_f64()));
        params.weights = pairs.filter_map(|(kind, weight)| Some((kind, weight?))).collect();
    }
    params.half_life_days = number(input, "half_life_days", params.half_life_days);
    params.s50 = number(input, "s50", params.s50);
    params.check().map_err(|e| e.to_string())?;
    // a type without a weight is worth nothing: it stands beyond the end
    let kinds: Vec<&str> = params.weights.keys().map(String::as_str).collect();
    let weights = params.weights_of(kinds.iter().copied());
    let contacts = input["events"].as_array().ok_or("no events")?;
    let answers = contacts.iter().map(|events| {
        let known = |event: &Value| {
            let kind = kinds.iter().position(|k| Some(*k) == event[0].as_str());
            Some(Event { kind: kind.unwrap_or(kinds.len()) as u32, age_days: days(&event[1])? })
        };
        let mut events: Vec<Event> =
            events.as_array().into_iter().flatten().filter_map(known).collect();
        let found = engagement::engagement(&mut events, &weights, &params);
        json!({ "raw": found.raw, "score": found.score })
    });
    Ok(answers.collect())
}

fn interests(input: &Value) -> Result<Value, String> {
    let standard = interest::Params::default();
    let params = interest::Params {
        half_life_days: number(input, "half_life_days", standard.half_life_days),
        k: number(input, "k", standard.k),
        min_lift: number(input, "min_lift", standard.min_lift),
        secondary_ratio: number(input, "secondary_ratio", standard.secondary_ratio),
    };
    params.check().map_err(|e| e.to_string())?;
    let users = input["n_users"].as_u64().ok_or("no n_users")? as usize;
    let categories = input["n_categories"].as_u64().ok_or("no n_categories")? as usize;
    let mut worth = vec![vec![0.0; categories]; users];
    let mut total = vec![0.0; categories];
    for event in input["events"].as_array().into_iter().flatten() {
        let (user, category) = (count(&event[0]) as usize, count(&event[1]) as usize);
        let age = days(&event[2]).ok_or("an event without an age")?;
        worth[user][category] += params.worth(age, event[3].as_f64().unwrap_or(1.0));
    }
    for user in &worth {
        user.iter().zip(&mut total).for_each(|(own, sum)| *sum += own);
    }
    let base = Base::new(&total);
    let all: Vec<_> = worth.iter().map(|w| interest::interest(w, &base, &params)).collect();
    Ok(json!({
        "base_share": base.share,
        "weight": all.iter().map(|i| i.weight).collect::<Vec<_>>(),
        "share": all.iter().map(|i| &i.share).collect::<Vec<_>>(),
        "lift": all.iter().map(|i| &i.lift).collect::<Vec<_>>(),
        "confidence": all.iter().map(|i| i.confidence).collect::<Vec<_>>(),
        "primary": all.iter().map(|i| i.primary).collect::<Vec<_>>(),
        "secondary": all.iter().map(|i| i.secondary).collect::<Vec<_>>(),
    }))
}

fn growth(pair: &Value) -> Value {
    let money = |index: usize| pair[index].as_f64().unwrap_or(f64::NAN);
    let found = spending::growth(money(0), money(1));
    json!({
        "growth": found.growth,
        "growing_ge_30pct": found.growing,
        "new_spender": found.new_spender,
    })
}
