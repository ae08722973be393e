//! Ten questions on invented data, the same for the times and for the counts of instructions.

use fenqun::error::Result;
use fenqun::import::sample;
use fenqun::rule::Document;
use fenqun::session::Session;

/// The same number gives the same data.
const SEED: u32 = 20_250_930;

/// Names and rules, in the order of the benchmark in the browser: tags, attributes, texts, behaviour, a tree.
pub const QUESTIONS: [(&str, &str); 10] = [
    ("has_tag", r#"{"tags":{"has_any":["价值-五星"]}}"#),
    (
        "tag_algebra",
        r#"{"all":[{"tags":{"has_all":["价值-五星","勿扰"]}},{"tags":{"has_none":["兴趣-美妆"]}}]}"#,
    ),
    (
        "attributes",
        r#"{"all":[{"attribute":{"field":"性别","is":{"eq":"女"}}},{"attribute":{"field":"年龄","is":{"between":[25,35]}}},{"attribute":{"field":"城市等级","is":{"eq":1}}}]}"#,
    ),
    (
        "range_of_time",
        r#"{"attribute":{"field":"添加时间","is":{"more_than_ago":{"n":15,"unit":"days"}}}}"#,
    ),
    ("contains", r#"{"attribute":{"field":"昵称","is":{"contains":"小"}}}"#),
    (
        "count_where",
        r#"{"event":{"table":"orders","measure":"count","where":{"attribute":{"field":"类目","is":{"eq":"母婴"}}},"window":{"rolling":{"n":90,"unit":"days"}},"is":{"ge":2}}}"#,
    ),
    (
        "count",
        r#"{"event":{"table":"orders","measure":"count","window":{"rolling":{"n":365,"unit":"days"}},"is":{"ge":3}}}"#,
    ),
    (
        "sum",
        r#"{"event":{"table":"orders","measure":{"sum":"实付金额"},"window":{"rolling":{"n":30,"unit":"days"}},"is":{"ge":500}}}"#,
    ),
    (
        "lapsed",
        r#"{"all":[{"event":{"table":"orders","measure":"count","window":{"rolling":{"n":365,"unit":"days"}},"is":{"ge":1}}},{"event":{"table":"orders","measure":"count","window":{"rolling":{"n":90,"unit":"days"}},"is":{"eq":0}}}]}"#,
    ),
    (
        "tree",
        r#"{"all":[{"any":[{"all":[{"tags":{"has_any":["价值"]}},{"attribute":{"field":"年龄","is":{"between":[20,40]}}}]},{"event":{"table":"orders","measure":"count","window":{"rolling":{"n":180,"unit":"days"}},"is":{"ge":2}}}]},{"none":[{"tags":{"has_any":["勿扰"]}},{"attribute":{"field":"城市","is":{"in":["北京","上海","深圳"]}}}]}]}"#,
    ),
];

/// A session with contacts and their orders, read from CSV as any file; nothing is kept between calls.
pub fn session(contacts: u32) -> Result<Session> {
    let mut session = Session::new();
    session.set_cache_limit(0);
    for kind in ["contacts", "orders"] {
        let bytes = sample(kind, contacts, SEED)?;
        let plan = session.inspect(&format!("{kind}.csv"), &bytes, bytes.len() as u64)?;
        let handle = session.begin(plan)?;
        session.push(handle, &bytes)?;
        session.finish(handle, None)?;
        while session.advance()? < 1.0 {}
    }
    Ok(session)
}

/// A question as a definition.
pub fn document(rule: &str) -> Result<Document> {
    Document::from_json(&format!(
        r#"{{"fenqun":1,"name":"bench","zone":"UTC","as_of":"2025-10-01","rule":{rule}}}"#
    ))
}
