//! Texts that people write, and what they mean.

use crate::rule::Document;
use crate::rule::text::{FUNCTIONS, parse, print};
use serde_json::{Value, json};

/// The rule of a text, in JSON.
fn rule(text: &str) -> Value {
    let document = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(parse(&print(&document)).unwrap(), document, "{text}");
    serde_json::to_value(&document.rule).unwrap()
}

/// The text as it is printed.
fn printed(text: &str) -> String {
    print(&parse(text).unwrap_or_else(|e| panic!("{text}: {e}")))
}

#[test]
fn the_document_of_the_manual_prints_as_it_stands_there() {
    let json = r#"{
      "fenqun": 1, "name": "上海女性母婴复购", "id": "repeat-mothers",
      "rule": {"all": [
        {"attribute": {"field": "gender", "is": {"eq": "女"}}},
        {"attribute": {"field": "age", "is": {"between": [25, 35]}}},
        {"tags": {"has_any": ["地区-上海"]}},
        {"event": {"table": "orders", "where": {"attribute": {"field": "category", "is": {"eq": "母婴"}}},
                   "window": {"complete_days": 90}, "measure": "count", "is": {"ge": 3}}},
        {"not": {"segment": {"id": "投诉用户"}}}]},
      "exclude": {"tags": {"has_any": ["勿扰"]}},
      "limit": {"top": 5000, "by": "ltv", "order": "desc"}}"#;
    let document = Document::from_json(json).unwrap();
    assert_eq!(
        print(&document),
        "SEGMENT '上海女性母婴复购' ID 'repeat-mothers'
WHERE gender = '女'
  AND age BETWEEN 25 AND 35
  AND has_any(tags, '地区-上海')
  AND count(orders, category = '母婴', complete_days(90)) >= 3
  AND NOT in_segment('投诉用户')
EXCLUDE has_any(tags, '勿扰')
LIMIT TOP 5000 BY ltv DESC"
    );
}

#[test]
fn a_long_group_stands_in_brackets_over_several_lines() {
    let text = "city = '上海' AND (sum(orders.amount, category = '母婴' AND paid IS TRUE, complete_days(90)) >= 500 \
                OR in_segment('高价值客户') OR age(born) >= 18 AND NOT has_any(tags, '勿扰'))";
    assert_eq!(
        printed(text),
        "city = '上海'
  AND (
    sum(
      orders.amount,
      category = '母婴' AND paid IS TRUE,
      complete_days(90)
    ) >= 500
      OR in_segment('高价值客户')
      OR (age(born) >= 18 AND NOT has_any(tags, '勿扰'))
  )"
    );
}

#[test]
fn what_an_input_method_types_counts_as_its_ascii_twin() {
    for (typed, meant) in [
        ("年龄＞＝18", "年龄 >= 18"),
        ("城市＝‘上海’", "城市 = '上海'"),
        ("年龄　＞＝　18 AND （城市 ＝ '上海'）", "年龄 >= 18 AND 城市 = '上海'"),
        ("城市 IN （‘上海’，‘北京’、'广州'）", "城市 IN ('上海', '北京', '广州')"),
        ("“下单 时间” IS NULL", "\"下单 时间\" IS NULL"),
        ("count（orders，complete_days（90）） ≥ 3", "count(orders, complete_days(90)) >= 3"),
        ("a ≠ 1 AND b ≤ －2", "a <> 1 AND b <= -2"),
        ("a != 1 && b == 2 || c < 3", "(a <> 1 AND b = 2) OR c < 3"),
        ("a ！＝ 1 ＆＆ b ＝＝ 2", "a <> 1 AND b = 2"),
        ("name = '（a，b）'", "name = '（a，b）'"),
        ("a = ＄n", "a = $n"),
        ("\u{feff}a\u{a0}=\u{200b}1", "a = 1"),
    ] {
        assert_eq!(printed(typed), meant);
    }
}

#[test]
fn keywords_and_functions_have_no_case() {
    assert_eq!(
        printed("a between 1 And 2 oR not COUNT(o) Is Null"),
        "a BETWEEN 1 AND 2 OR NOT count(o) IS NULL"
    );
}

#[test]
fn groups_are_what_they_are() {
    assert_eq!(rule("a = 1 AND b = 2 AND c = 3")["all"].as_array().unwrap().len(), 3);
    assert_eq!(rule("(a = 1 AND b = 2) AND c = 3")["all"].as_array().unwrap().len(), 2);
    assert_eq!(rule("((a = 1))"), rule("a = 1"));
    assert_eq!(rule("all(a = 1)")["all"].as_array().unwrap().len(), 1);
    assert_eq!(rule("any()"), json!({"any": []}));
    assert!(rule("NOT a = 1 AND b = 2")["all"].is_array());
    assert_eq!(rule("at_least(2, a = 1, TRUE, FALSE)"), rule("at_least(2 OF a = 1, TRUE, FALSE)"));
    assert_eq!(
        rule("(a = 1 AND TRUE) AS '两个' NOTE 'n' MUTED LOCKED"),
        json!({"all": [{"attribute": {"field": "a", "is": {"eq": 1}}}, {"const": true}],
               "label": "两个", "note": "n", "muted": true, "locked": true})
    );
}

#[test]
fn like_of_sql_becomes_the_pattern_of_the_language() {
    for (sql, pattern) in [
        ("'王%'", "王*"),
        ("'_a%'", "?a*"),
        (r"'100\%'", "100%"),
        ("'%50*%'", r"*50\**"),
        (r"'a\\b'", r"a\\b"),
        ("'plain'", "plain"),
    ] {
        assert_eq!(rule(&format!("x LIKE {sql}"))["attribute"]["is"]["like"], pattern);
    }
    assert_eq!(rule("x NOT LIKE 'a%'")["attribute"]["is"]["not_like"], "a*");
    assert_eq!(printed("x LIKE 'a%'"), "like(x, 'a*')");
}

#[test]
fn an_order_of_times_is_before_or_after() {
    for (text, operator) in [
        ("born < '2000-01-01'", "before"),
        ("born <= '2000-01-01'", "on_or_before"),
        ("last_at(orders) > '2025-09-30T12:00'", "after"),
        ("seen >= born + 7 days", "on_or_after"),
        ("code < 'B'", "lt"),
        ("lt(born, '2000-01-01')", "lt"),
    ] {
        let rule = rule(text);
        let is = rule.pointer("/attribute/is").or(rule.pointer("/event/is")).unwrap();
        assert!(is.get(operator).is_some(), "{text}: {is}");
    }
}

#[test]
fn values_may_stand_elsewhere() {
    let is = |text: &str| rule(text)["attribute"]["is"].clone();
    assert_eq!(is("a > b * 1.5"), json!({"gt": {"field": "b", "times": 1.5}}));
    assert_eq!(is("a > 1.5 * b"), is("a > b * 1.5"));
    assert_eq!(is("a = $n * 2"), json!({"eq": {"param": "n", "times": 2}}));
    assert_eq!(
        is("a BETWEEN b - 7 days AND b + 1 month"),
        json!({"between": [{"field": "b", "plus": {"n": -7, "unit": "days"}},
                           {"field": "b", "plus": {"n": 1, "unit": "months"}}]})
    );
    assert_eq!(
        is("x >= 2 * mean(x, population => segment('vip'))"),
        json!({"ge": {"statistic": "mean", "field": "x", "times": 2, "population": {"segment": "vip"}}})
    );
    assert_eq!(is("x >= mean()"), json!({"ge": {"statistic": "mean"}}));
    assert_eq!(is("x IN (1, 'a', $list)"), json!({"in": [1, "a", {"param": "list"}]}));
}

#[test]
fn measures_take_table_condition_window_and_mask_in_any_order() {
    let text =
        "sum(orders.amount, paid IS TRUE, complete_days(90), mask(weekdays => (6, 7))) >= 500";
    assert_eq!(
        rule(text),
        rule(
            "sum(orders, amount, mask(weekdays => (6, 7)), rolling => 1 days) >= 500"
                .replace("rolling => 1 days", "complete_days(90), paid IS TRUE")
                .as_str()
        )
    );
    assert_eq!(
        rule(text),
        rule(
            "SUM(orders.amount, window => complete_days(90), where => paid IS TRUE, mask => mask(weekdays => (6, 7))) >= 500"
        )
    );
    assert_eq!(
        rule("share(orders.amount, of => coupon IS TRUE, all_time) >= 0.8")["event"]["measure"],
        json!({"share": {"where": {"attribute": {"field": "coupon", "is": "is_true"}}, "sum": "amount"}})
    );
    assert_eq!(
        rule("ratio(orders, of => sum(amount, paid IS TRUE), to => count()) > 100")["event"]["measure"],
        json!({"ratio": {"of": {"measure": {"sum": "amount"}, "where": {"attribute": {"field": "paid", "is": "is_true"}}},
                         "to": {"measure": "count"}}})
    );
    assert_eq!(
        rule(
            "growth(orders, of => sum(amount), over => calendar(2, quarters), calendar(1, quarters)) >= 0.3"
        )["event"]["window"],
        json!({"calendar": {"back": 1, "unit": "quarters"}})
    );
    assert_eq!(
        rule("top_percent(sum(orders.amount), 20, population => all)")["event"]["is"],
        json!({"top_percent": {"percent": 20, "population": "all"}})
    );
    assert_eq!(
        rule("zscore(sum(orders.amount)) > 2")["event"]["is"],
        json!({"zscore": {"is": {"gt": 2}}})
    );
}

#[test]
fn a_sequence_is_its_steps() {
    let sequence = rule(
        "sequence(trial WHERE kind = 'a' OR kind = 'b' THEN NOT refunds THEN orders WITHIN 7 days, \
         complete_days(90), within => 30 days, strict => false, correlate => product)",
    );
    let steps = &sequence["sequence"]["steps"];
    assert_eq!(steps[0]["where"]["any"].as_array().unwrap().len(), 2);
    assert_eq!(steps[1], json!({"table": "refunds", "not": true}));
    assert_eq!(steps[2], json!({"table": "orders", "gap": {"n": 7, "unit": "days"}}));
    assert_eq!(sequence["sequence"]["strict"], false);
    assert_eq!(rule("sequence(a THEN b THEN c) >= 2")["sequence"]["reached"], json!({"ge": 2}));
}

#[test]
fn tags_are_tested_with_their_scope() {
    assert_eq!(rule("has_any('VIP')"), rule("has_any(tags, 'VIP')"));
    assert_eq!(
        rule("has_at_least(tags, 2 OF 'a', 'b', subtree => FALSE, source_in => manual)")["tags"],
        json!({"has_at_least": {"k": 2, "of": ["a", "b"]}, "subtree": false, "source_in": ["manual"]})
    );
    assert_eq!(
        rule("tag_count(tags, group => '兴趣', level => 2) >= 3")["tags"],
        json!({"count": {"ge": 3}, "group": "兴趣", "level": 2})
    );
    assert_eq!(rule("tagged(tags)")["tags"], json!({"untagged": false}));
}

#[test]
fn sugar_is_what_it_is_made_of() {
    let count = |of: &str, is: Value| json!({"event": {"table": "orders", "window": {"complete_days": 30}, "measure": of, "is": is}});
    assert_eq!(rule("did(orders, complete_days(30))"), count("count", json!({"ge": 1})));
    assert_eq!(rule("did_not(orders, complete_days(30))"), count("count", json!({"eq": 0})));
    assert_eq!(rule("only_once(orders, complete_days(30))"), count("count", json!({"eq": 1})));
    assert_eq!(
        printed("never(orders, paid IS TRUE)"),
        "count(orders, paid IS TRUE, all_time()) = 0"
    );
    assert_eq!(
        printed("first_time_in(orders, to_date(months))"),
        "in_window(first_at(orders, all_time()), to_date(months))"
    );
    assert_eq!(
        printed("stopped(orders, active => ago(90, 30, days), silent => complete_days(30))"),
        "count(orders, ago(90, 30, days)) >= 1 AND count(orders, complete_days(30)) = 0"
    );
    assert_eq!(
        rule("resumed(orders, silent => ago(37, 7, days), recent => complete_days(7))")["all"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn settings_of_a_document_are_clauses() {
    let text = "SEGMENT '复购' ID 'r'
ZONE 'Europe/Berlin'
WEEK SUNDAY
AS OF '2025-09-30'
NOTE 'it''s'
GOAL '召回'
PARAM cities = ('上海', '北京')
PARAM n = 30
DEFINE 成年 AS age >= 18
WHERE use(成年) AND score >= $n AND city IN ($cities)
EXCLUDE has_any(tags, '勿扰')
LIMIT RANDOM 100 SEED 's' PER city";
    assert_eq!(printed(text), text);
    let document = parse(text).unwrap();
    assert_eq!(document.meta.unwrap().goal.as_deref(), Some("召回"));
    assert_eq!(parse("WHERE TRUE").unwrap(), parse("TRUE").unwrap());
    assert_eq!(parse("id = 1 AND note = 'x' AND week IS NULL").unwrap().id, None);
}

/// Every code block of `docs/text.md` that is marked `fenqun` is read; every row of its tables of functions is one of ours.
#[test]
fn the_manual_is_true() {
    let manual = include_str!("../../../../docs/text.md");
    let mut examples = 0;
    for block in manual.split("```fenqun\n").skip(1) {
        let text = block.split("```").next().unwrap();
        for example in text.split("\n\n") {
            let document = parse(example).unwrap_or_else(|e| panic!("{example}: {e}"));
            assert_eq!(parse(&print(&document)).unwrap(), document);
            examples += 1;
        }
    }
    assert!(examples > 20, "{examples}");
    for function in FUNCTIONS {
        let form = format!("`{}`", function.form);
        assert!(manual.contains(&form), "docs/text.md lacks {form}");
    }
}
