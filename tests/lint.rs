//! Each lint fires where it should and not on the near neighbour; its fix takes the finding away.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use fenqun::rule::Document;
use fenqun::rule::lint::{Finding, LintCode};
use fenqun::session::Session;
use serde_json::{Value, json};

fn session() -> Session {
    let mut session = Session::new();
    let rows: Vec<Value> = (0..40)
        .map(|i| {
            let age = if i % 9 == 0 { Value::Null } else { json!(10 + i) };
            let tags = if i % 2 == 0 { vec!["vip", "地区-北京-朝阳区"] } else { vec![] };
            let city = ["北京", "上海"][i % 2];
            json!([
                format!("c{i}"),
                age,
                f64::from(i as u32) / 4.0,
                city,
                i % 3 == 0,
                tags,
                format!("2025-01-{:02}", i % 28 + 1)
            ])
        })
        .collect();
    let orders: Vec<Value> = (0..40)
        .map(|i| json!([format!("c{}", i / 2), format!("2025-09-{:02}", i % 30 + 1), i]))
        .collect();
    let columns = json!({"id": "id", "age": "number", "score": "number", "city": "text", "member": "bool", "tags": "tags", "since": "date"});
    let tables = json!({
        "contacts": {"key": "id", "columns": columns, "rows": rows},
        "events": {"orders": {"key": "id", "time": "day", "columns": {"id": "id", "day": "date", "amount": "number"}, "rows": orders}},
    });
    session.load_tables(&tables.to_string()).unwrap();
    session
}

fn document(rule: &Value) -> Document {
    Document::from_value(&json!({"fenqun": 1, "name": "x", "rule": rule})).unwrap()
}

fn is(field: &str, is: &Value) -> Value {
    json!({"attribute": {"field": field, "is": is}})
}

fn orders(window: &Value, is: &Value) -> Value {
    json!({"event": {"table": "orders", "window": window, "measure": "count", "is": is}})
}

fn found(session: &mut Session, document: &Document, code: LintCode) -> Vec<Finding> {
    session.lint(document).into_iter().filter(|f| f.code == code).collect()
}

/// The lint fires on the first rules and not on the second ones; applying a fix takes it away.
fn check(code: LintCode, fires: &[Value], stays_silent: &[Value]) {
    let mut session = session();
    for rule in fires {
        let document = document(rule);
        let findings = found(&mut session, &document, code);
        assert!(!findings.is_empty(), "{code:?} does not fire on {rule}");
        for finding in &findings {
            let Some(fix) = &finding.fix else { continue };
            let fixed = fix.apply(&document).unwrap();
            let left = found(&mut session, &fixed, code);
            assert!(left.len() < findings.len(), "{code:?} stays on {rule}: {left:?}");
            let same = [
                LintCode::DuplicateCondition,
                LintCode::RedundantCondition,
                LintCode::MatchesEverybody,
                LintCode::MatchesNobody,
            ];
            if same.contains(&code) {
                let (before, after) = (session.member_keys(&document), session.member_keys(&fixed));
                assert_eq!(before.unwrap(), after.unwrap(), "{code:?} changes {rule}");
            }
        }
    }
    for rule in stays_silent {
        let findings = found(&mut session, &document(rule), code);
        assert!(findings.is_empty(), "{code:?} fires on {rule}: {findings:?}");
    }
}

#[test]
fn contradictions_are_found_exactly() {
    let pair = |a: Value, b: Value| json!({"all": [a, b]});
    let age = |v: Value| is("age", &v);
    let score = |v: Value| is("score", &v);
    let city = |v: Value| is("city", &v);
    let tags = |v: Value| json!({ "tags": v });
    let last_id =
        |v: Value| json!({"event": {"table": "orders", "measure": {"last": "id"}, "is": v}});
    check(
        LintCode::Contradiction,
        &[
            pair(age(json!({"lt": 18})), age(json!({"gt": 30}))),
            // whole years: nothing lies between 18 and 19
            pair(age(json!({"gt": 18})), age(json!({"lt": 19}))),
            pair(score(json!({"ge": 0.3})), score(json!({"lt": 0.3}))),
            // a number may be written as a text
            pair(age(json!({"lt": "18"})), age(json!({"gt": "30.0"}))),
            pair(age(json!({"lt": "18"})), age(json!({"gt": 30}))),
            pair(city(json!({"eq": "北京"})), city(json!({"eq": "上海"}))),
            pair(city(json!({"in": ["北京", "Ａ"]})), city(json!({"not_in": ["a", "北京"]}))),
            pair(city(json!("is_set")), city(json!("is_not_set"))),
            pair(is("member", &json!("is_true")), is("member", &json!("is_false"))),
            pair(
                is("since", &json!({"before": "2025-01-02"})),
                is("since", &json!({"on_or_after": "2025-01-02"})),
            ),
            pair(
                tags(json!({"has_any": ["地区-北京-朝阳区"]})),
                tags(json!({"has_none": ["地区-北京"]})),
            ),
            pair(tags(json!({"has_all": ["vip"]})), tags(json!({"untagged": true}))),
            pair(age(json!({"ge": 20})), json!({"not": age(json!({"ge": 20}))})),
            pair(
                orders(&json!("all_time"), &json!({"eq": 0})),
                json!({"event": {"table": "orders", "measure": "count", "is": {"ge": 1}}}),
            ),
        ],
        &[
            pair(age(json!({"le": 18})), age(json!({"ge": 18}))),
            pair(score(json!({"gt": 0.3})), score(json!({"lt": 0.4}))),
            pair(city(json!({"eq": "北京"})), city(json!({"ne": "上海"}))),
            pair(city(json!({"eq": "a"})), city(json!({"eq": "Ａ"}))),
            pair(city(json!({"ne": "北京"})), city(json!("is_not_set"))),
            // 007 is not 7: the last id is no number
            pair(last_id(json!({"in": ["007", "8"]})), last_id(json!({"in": ["7", "8"]}))),
            pair(last_id(json!({"eq": "007"})), last_id(json!({"eq": "8"}))),
            pair(
                tags(json!({"has_any": ["地区-北京"]})),
                tags(json!({"has_none": ["地区-北京-朝阳区"]})),
            ),
            pair(tags(json!({"has_any": ["vip", "地区"]})), tags(json!({"has_none": ["vip"]}))),
            json!({"any": [age(json!({"lt": 18})), age(json!({"gt": 30}))]}),
            pair(
                orders(&json!("all_time"), &json!({"eq": 0})),
                orders(&json!({"rolling": {"n": 5, "unit": "days"}}), &json!({"ge": 1})),
            ),
        ],
    );
}

#[test]
fn what_is_always_true_or_false_is_found() {
    let any = |a: Value, b: Value| json!({"any": [a, b]});
    let vip = json!({"tags": {"has_any": ["vip"]}});
    check(
        LintCode::AlwaysTrue,
        &[
            orders(&json!("all_time"), &json!({"ge": 0})),
            json!({"tags": {"has_at_least": {"k": 0, "of": ["vip"]}}}),
            json!({"tags": {"count": {"ge": 0}}}),
            json!({"at_least": {"k": 0, "of": [vip]}}),
            json!({"at_most": {"k": 1, "of": [vip]}}),
            any(vip.clone(), json!({"not": vip})),
            any(is("city", &json!("is_set")), is("city", &json!("is_not_set"))),
            any(is("age", &json!({"ne": 20})), is("age", &json!({"eq": 20}))),
        ],
        &[
            orders(&json!("all_time"), &json!({"ge": 1})),
            json!({"event": {"table": "orders", "measure": {"sum": "amount"}, "is": {"ge": 0}}}),
            any(is("age", &json!({"lt": 20})), is("age", &json!({"ge": 20}))),
            json!({"at_most": {"k": 1, "of": [vip, is("age", &json!({"ge": 20}))]}}),
        ],
    );
    check(
        LintCode::AlwaysFalse,
        &[
            orders(&json!("all_time"), &json!({"lt": 0})),
            is("age", &json!({"between": [18.2, 18.8]})),
            json!({"at_least": {"k": 2, "of": [vip, {"const": true, "muted": true}]}}),
            json!({"tags": {"has_at_least": {"k": 2, "of": ["vip"]}}}),
            json!({"none": [vip, {"not": vip}]}),
        ],
        &[
            is("score", &json!({"between": [0.2, 0.8]})),
            orders(&json!("all_time"), &json!({"le": 0})),
        ],
    );
}

#[test]
fn what_stands_twice_or_follows_is_superfluous() {
    let age = |v: Value| is("age", &v);
    check(
        LintCode::DuplicateCondition,
        &[
            json!({"all": [age(json!({"ge": 20})), {"label": "x", "attribute": {"field": "age", "is": {"ge": 20.0}}}]}),
            json!({"any": [{"const": false}, {"const": false}, age(json!({"ge": 20}))]}),
        ],
        &[json!({"all": [age(json!({"ge": 20})), age(json!({"gt": 20}))]})],
    );
    let tags = |v: Value| json!({ "tags": v });
    check(
        LintCode::RedundantCondition,
        &[
            json!({"all": [age(json!({"ge": 18})), age(json!({"ge": 20}))]}),
            json!({"any": [age(json!({"ge": 18})), age(json!({"ge": 20}))]}),
            json!({"none": [age(json!({"ge": 18})), age(json!({"ge": 20}))]}),
            json!({"all": [age(json!({"gt": 19})), age(json!({"between": [20, 30]}))]}),
            json!({"all": [age(json!("is_set")), age(json!({"eq": 20}))]}),
            json!({"any": [is("city", &json!({"in": ["北京", "上海"]})), is("city", &json!({"eq": "上海"}))]}),
            json!({"all": [tags(json!({"has_any": ["地区-北京"]})), tags(json!({"has_all": ["地区-北京-朝阳区", "vip"]}))]}),
            json!({"all": [tags(json!({"has_none": ["vip"]})), tags(json!({"has_none": ["vip", "地区"]}))]}),
            json!({"all": [orders(&json!("all_time"), &json!({"ge": 1})), orders(&json!("all_time"), &json!({"ge": 2}))]}),
        ],
        &[
            json!({"all": [age(json!({"ge": 18})), age(json!({"le": 20}))]}),
            json!({"all": [age(json!({"ne": 18})), age(json!({"ge": 18}))]}),
            json!({"all": [tags(json!({"has_any": ["vip"]})), tags(json!({"has_any": ["地区"]}))]}),
            json!({"all": [is("age", &json!({"ge": 18})), is("score", &json!({"ge": 20}))]}),
        ],
    );
}

#[test]
fn leftovers_are_found_and_taken_away() {
    let mut session = session();
    let document = Document::from_value(&json!({"fenqun": 1, "name": "x",
        "parameters": {"used": 20, "left": 3}, "conditions": {"c": {"const": true}},
        "limit": {"top": 40, "by": "age"},
        "rule": {"all": [is("age", &json!({"ge": {"param": "used"}}))]}}))
    .unwrap();
    for code in [LintCode::UnusedParameter, LintCode::UnusedCondition, LintCode::LimitNotReached] {
        let findings = found(&mut session, &document, code);
        assert_eq!(findings.len(), 1, "{code:?}");
        let fixed = findings[0].fix.as_ref().unwrap().apply(&document).unwrap();
        assert!(found(&mut session, &fixed, code).is_empty(), "{code:?}");
        assert_eq!(session.member_keys(&document).unwrap(), session.member_keys(&fixed).unwrap());
    }
    let mut tight = document.clone();
    if let Some(fenqun::rule::Limit::Top(limit)) = &mut tight.limit {
        limit.top = 5;
    }
    assert!(found(&mut session, &tight, LintCode::LimitNotReached).is_empty());
}

#[test]
fn what_the_data_say_is_found() {
    let vip = json!({"tags": {"has_any": ["vip"]}});
    check(
        LintCode::MatchesEverybody,
        &[json!({"all": [is("city", &json!("is_set")), vip]}), is("score", &json!({"ge": 0}))],
        &[is("age", &json!({"ge": 0})), json!({"const": true})],
    );
    check(
        LintCode::MatchesNobody,
        &[json!({"any": [is("age", &json!({"gt": 900})), vip]})],
        &[is("age", &json!({"gt": 40})), json!({"const": false})],
    );
    check(
        LintCode::StaleValue,
        &[
            is("city", &json!({"eq": "北京市"})),
            is("city", &json!({"in": ["广州", "北京"]})),
            json!({"all": [is("city", &json!({"eq": "乌鲁木齐"})), vip]}),
        ],
        &[is("city", &json!({"eq": "北京"})), is("city", &json!({"ne": "广州"}))],
    );
    check(
        LintCode::TagGone,
        &[
            json!({"tags": {"has_any": ["vip2"]}}),
            json!({"all": [{"tags": {"has_none": ["没有的标签"]}}, vip]}),
        ],
        std::slice::from_ref(&vip),
    );
    check(
        LintCode::SegmentGone,
        &[json!({"all": [{"segment": {"id": "q"}}, vip]})],
        std::slice::from_ref(&vip),
    );
    check(
        LintCode::OnlyExcludes,
        &[json!({"none": [vip]}), json!({"all": [{"not": vip}]})],
        &[json!({"all": [{"not": vip}, vip]})],
    );
}

#[test]
fn windows_beside_the_events_are_found() {
    let rolling = |n: u32| json!({"rolling": {"n": n, "unit": "days"}});
    let absolute = |from: &str, to: &str| json!({"absolute": {"from": from, "to": to}});
    let some = json!({"ge": 1});
    check(
        LintCode::WindowBeforeData,
        &[orders(&rolling(90), &some)],
        &[orders(&rolling(30), &some), orders(&json!("all_time"), &some)],
    );
    check(
        LintCode::WindowAfterData,
        &[orders(&absolute("2025-09-10", "2025-10-20"), &some)],
        &[orders(&absolute("2025-09-10", "2025-09-30"), &some)],
    );
    check(
        LintCode::WindowOutsideData,
        &[orders(&absolute("2024-01-01", "2024-12-31"), &some)],
        &[orders(&absolute("2024-01-01", "2025-09-01"), &some)],
    );
}

#[test]
fn saved_segments_that_are_the_same_are_named() {
    let mut session = session();
    let mut saved = document(&is("age", &json!({"ge": 20})));
    saved.id = Some("saved".to_owned());
    session.put_segment(saved).unwrap();
    let codes = |session: &mut Session, rule: &Value| {
        let findings = session.lint(&document(rule));
        let same = |f: &Finding| matches!(f.code, LintCode::SameDefinition | LintCode::SameMembers);
        findings.into_iter().filter(same).map(|f| f.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&mut session, &is("age", &json!({"ge": 20.0}))), [LintCode::SameDefinition]);
    assert_eq!(codes(&mut session, &is("age", &json!({"gt": 19}))), [LintCode::SameMembers]);
    assert!(codes(&mut session, &is("age", &json!({"gt": 20}))).is_empty());
}

#[test]
fn a_fix_that_fits_nowhere_is_refused() {
    let fix = fenqun::rule::lint::Fix::remove("rule.all[3]");
    assert!(fix.apply(&document(&json!({"all": [{"const": true}]}))).is_err());
    assert!(
        fenqun::rule::lint::Fix::from_value(&json!({"kind": "replace", "path": "rule"})).is_err()
    );
}
