//! Engagement of the loaded contacts: points from 0 to 100 for what they did, recent things counting more.

mod validate;

use super::activity::{Activity, find, lacks};
use super::columns::{Made, hundredths};
use super::definition::between;
use super::tell::{diag, group, note};
use super::{Outcome, ScoreDefinition, When, refused};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::score::engagement::{Event, Level, Params, engagement, percentiles};
use crate::session::{ScoreCut, ScoreNote, Session};
use crate::table::Semantic;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How engagement is computed. What is left out has its default; table and column are found in the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct EngagementParams {
    /// The event table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Its column with the kind of each event; without one all events are alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What an event of a kind is worth on its day; other kinds are worth nothing. Found by the words of the kinds when left
    /// out; of events without a kind, the worth stands under the empty name.
    pub weights: BTreeMap<String, f64>,
    /// Days after which half is left.
    pub half_life_days: f64,
    /// The worth that gives 50 points.
    pub s50: f64,
    /// How many events of a kind and day count; `null` is all of them.
    #[cfg_attr(test, ts(optional = false))]
    pub daily_cap: Option<u32>,
    /// Days of the data, the last ones: whether the points before them say who ordered within them.
    pub test_days: u32,
}

impl Default for EngagementParams {
    fn default() -> Self {
        let Params { half_life_days, s50, daily_cap, .. } = Params::default();
        let weights = BTreeMap::new();
        Self { table: None, kind: None, weights, half_life_days, s50, daily_cap, test_days: 30 }
    }
}

impl EngagementParams {
    /// # Errors
    /// [`crate::Code::BadScore`].
    pub(super) fn check(&self) -> Result<()> {
        between("test_days", self.test_days.into(), 1.0, 3650.0)
    }
}

/// Words of the kinds of events, with what one is worth.
const WORDS: [(f64, &[&str]); 8] = [
    (-5.0, &["unsubscribe", "退订", "取关", "取消关注", "删除好友"]),
    (10.0, &["order", "下单", "购买", "支付", "成交", "pay", "purchase"]),
    (5.0, &["form", "表单", "报名", "留资", "signup", "提交"]),
    (4.0, &["share", "分享", "转发", "邀请", "forward"]),
    (
        3.0,
        &["speak", "发言", "评论", "聊天", "回复", "咨询", "comment", "message", "reply", "点赞"],
    ),
    (2.0, &["click", "点击", "click_link", "收藏", "加购", "cart"]),
    (2.0, &["visit", "访问", "浏览", "view", "login", "登录", "打卡", "签到", "browse"]),
    (1.0, &["read", "阅读", "open", "打开", "曝光", "看"]),
];

fn worth(kind: &str) -> f64 {
    let kind = kind.to_lowercase();
    let found = WORDS.iter().find(|(_, words)| words.iter().any(|word| kind.contains(word)));
    found.map_or(0.0, |(worth, _)| *worth)
}

/// The parameters with what is found in the data.
///
/// # Errors
/// [`crate::Code::ScoreLacks`].
pub(super) fn bound(session: &Session, params: &EngagementParams) -> Result<EngagementParams> {
    let roles = ["interactions", "orders"];
    let kinds = ["interactions.action", ""];
    let found = find(session, (params.table.as_ref(), &roles), (params.kind.as_ref(), &kinds));
    let (table, kind) = found.ok_or_else(|| lacks("engagement", "interactions"))?;
    Ok(EngagementParams { table: Some(table), kind, ..params.clone() })
}

/// Computes engagement.
pub(super) fn run(
    session: &Session,
    definition: &ScoreDefinition,
    params: &EngagementParams,
    when: &When,
) -> Result<(EngagementParams, Outcome)> {
    let mut params = bound(session, params)?;
    let name = params.table.clone().unwrap_or_default();
    let activity = Activity::new(session, &name, params.kind.as_deref(), when)?;
    if params.weights.is_empty() {
        let known = activity.kinds.iter().map(|kind| (kind.clone(), worth(kind)));
        params.weights = known.collect();
        if params.kind.is_none() || params.weights.values().all(|worth| *worth == 0.0) {
            params.weights.values_mut().for_each(|worth| *worth = 2.0);
        }
    }
    let model = Params {
        weights: params.weights.clone(),
        half_life_days: params.half_life_days,
        s50: params.s50,
        daily_cap: params.daily_cap,
    };
    model.check().map_err(|refusal| refused(&refusal))?;
    let weights = model.weights_of(activity.kinds.iter().map(String::as_str));
    let population = session.data.population;
    let (mut points, mut levels, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut future, mut capped, mut totals) = (0u32, 0u32, [0u32; 4]);
    let mut events = Vec::new();
    for contact in 0..population {
        events.clear();
        activity.each(contact, |kind, age_days| events.push(Event { age_days, kind }));
        let found = engagement(&mut events, &weights, &model);
        future += found.future_ignored;
        capped += found.capped;
        let level = found.level() as usize;
        if let Some(total) = totals.get_mut(level) {
            *total += 1;
        }
        points.push(found.score);
        levels.push(level as u16 + 1);
        counts.push(found.events);
    }
    let columns = columns(&points, &levels, &counts);
    let groups = LEVELS.iter().zip(totals).rev();
    let groups = groups.map(|(l, n)| group(definition, "level", l.word().zh, n, None)).collect();
    let mut notes = vec![note(
        "engagement.how",
        &[("table", &name), ("half_life", &params.half_life_days), ("s50", &params.s50)],
    )];
    let span = (params.test_days, when);
    let test = validate::validate(session, &activity, &weights, &model, span);
    notes.extend(test.iter().map(|test| test.note.clone()));
    for (key, n) in [("warn.future_ignored", future), ("warn.capped", capped)] {
        if n > 0 {
            notes.push(note(key, &[("n", &n)]));
        }
    }
    let cuts = vec![ScoreCut {
        part: "level".to_owned(),
        unit: "points".to_owned(),
        values: vec![30.0, 60.0],
    }];
    let silent = totals[0];
    let mut told = vec![
        ("scored", population.into()),
        ("future_ignored", future.into()),
        ("capped", capped.into()),
        ("silent", silent.into()),
    ];
    told.extend(test.into_iter().flat_map(|test| test.numbers));
    let diag = diag(&told);
    Ok((
        params,
        Outcome { columns, n: population, cuts, groups, diag, notes, ..Outcome::default() },
    ))
}

fn columns(points: &[f64], levels: &[u16], counts: &[u32]) -> Vec<Made> {
    let all = RowSet::full(points.len() as u32);
    let names = LEVELS.map(|level| level.word().zh.to_owned());
    let each = |values: &[f64]| values.iter().map(|value| hundredths(*value)).collect::<Vec<_>>();
    let number = |part, labels, values: &[i64], scale| {
        Made::numbers(part, labels, Semantic::Number, values, scale, &all)
    };
    let counts: Vec<i64> = counts.iter().map(|count| i64::from(*count)).collect();
    vec![
        number("score", ("互动分", "engagement"), &each(points), 2),
        Made::texts("level", ("互动等级", "engagement level"), &names, levels),
        number("events", ("计分互动数", "events that count"), &counts, 0),
        number(
            "percentile",
            ("互动百分位", "engagement percentile"),
            &each(&percentiles(points)),
            2,
        ),
    ]
}

const LEVELS: [Level; 4] = [Level::Nothing, Level::Low, Level::Medium, Level::High];

/// Why a contact has its points.
pub(super) fn reasons(
    params: &EngagementParams,
    values: &BTreeMap<String, String>,
) -> Vec<ScoreNote> {
    let mut sentence = note("engagement.person", &[("half_life", &params.half_life_days)]);
    sentence.params.extend(values.clone());
    vec![sentence]
}
