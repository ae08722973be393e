//! Texts as people get them wrong: where the message points, and what it says to do.

use crate::error::Code;
use crate::rule::schema::{EventInfo, FieldInfo, Schema};
use crate::rule::text::{parse, parse_with, phrase};
use crate::table::Semantic;

/// The text, line and column of the error, and a part of the hint.
const WRONG: &[(&str, u64, u64, &str)] = &[
    // quotes
    ("city = '上海", 1, 8, "has no closing quote '"),
    ("city = ‘上海'", 1, 8, "closes with the quote that it was opened with"),
    ("city = '上海’", 1, 8, "closes with the quote that it was opened with"),
    ("\"下单 时间 IS NULL", 1, 1, "has no closing quote \""),
    ("'city' = '上海'", 1, 1, "a column stands without quotes"),
    ("contains(city, \"上\")", 1, 16, "a text stands in single quotes"),
    ("has_any(tags, VIP)", 1, 15, "such as '上海'"),
    ("name = '王' '李'", 1, 12, "joined by AND or OR"),
    // brackets and commas
    ("(a = 1 AND b = 2", 1, 17, "a bracket is not closed"),
    ("a = 1)", 1, 6, "one bracket too many"),
    ("count(orders >= 3", 1, 14, "write count(table, condition, window)"),
    ("count(orders, complete_days(90) >= 3", 1, 33, "write count(table, condition, window)"),
    ("city IN ('a', 'b'", 1, 18, "a bracket is not closed, or a comma is missing"),
    ("city IN ('a',, 'b')", 1, 14, "leave out the comma"),
    ("city IN ('a', 'b',)", 1, 19, "leave out the comma"),
    ("has_any(tags, 'a',)", 1, 19, "leave out the comma"),
    ("city IN 'a'", 1, 9, "write IN ('a', 'b')"),
    ("[city] = '上海'", 1, 1, "write round brackets"),
    ("a = 1, b = 2", 1, 6, "joined by AND or OR"),
    // signs
    ("age => 18", 1, 5, "write >="),
    ("age =< 18", 1, 5, "write <="),
    ("age >< 18", 1, 6, "a number, a text in single quotes"),
    ("a = 1 & b = 2", 1, 7, "write AND"),
    ("a = 1 | b = 2", 1, 7, "write OR"),
    ("!a = 1", 1, 1, "write NOT"),
    ("a = 1;", 1, 6, "leave out the semicolon"),
    ("a = 1 -- remark", 1, 7, "comments are not kept"),
    ("/* remark */ a = 1", 1, 1, "comments are not kept"),
    // words
    ("a = 1 AND", 1, 10, "such as age >= 18"),
    ("a = 1 OR AND b = 2", 1, 10, "such as age >= 18"),
    ("AND a = 1", 1, 1, "such as age >= 18"),
    ("a = 1 b = 2", 1, 7, "joined by AND or OR"),
    ("城市 = '上海' 且 年龄 > 18", 1, 11, "write AND"),
    ("城市 = '上海' 或者 年龄 > 18", 1, 11, "write OR"),
    ("年龄 大于 18", 1, 4, "write >"),
    ("age BETWEEN 18, 35", 1, 15, "age BETWEEN 18 AND 35"),
    ("age BETWEEN 18", 1, 15, "age BETWEEN 18 AND 35"),
    ("age NOT 18", 1, 9, "NOT in front of a whole condition"),
    ("phone IS EMPTY", 1, 10, "write IS NULL"),
    ("phone = NULL", 1, 9, "IS NULL or IS NOT NULL"),
    ("phone IS '138'", 1, 10, "write ="),
    ("phone IS NOT", 1, 13, "IS NOT NULL: a value"),
    ("vip", 1, 4, "IS TRUE"),
    ("18 <= age", 1, 1, "the column stands first"),
    ("limit > 3", 1, 1, "put it in double quotes"),
    ("missing > 3", 1, 1, "put it in double quotes"),
    ("a = order.amount", 1, 5, "count(orders, amount >= 100)"),
    ("orders.amount > 3", 1, 7, "count(orders, amount >= 100)"),
    ("name ILIKE 'a%'", 1, 6, "write LIKE"),
    ("name LIKE '王*'", 1, 11, "LIKE has % (any text)"),
    ("SELECT * FROM contacts WHERE a = 1", 1, 1, "without SELECT"),
    ("a = 1 ORDER BY score", 1, 7, "LIMIT TOP 100 BY score"),
    ("a = 1 LIMIT 100", 1, 13, "LIMIT TOP 100 BY score"),
    ("a = 1 LIMIT TOP 100", 1, 20, "LIMIT TOP 100 BY score"),
    ("a = 1 LIMIT RANDOM 100", 1, 23, "LIMIT RANDOM 100 SEED"),
    // numbers, dates and units
    ("amount > 1,000", 1, 11, "without separators"),
    ("amount IN (1,000)", 1, 14, "does not begin with 0"),
    ("code = 007", 1, 8, "put a code in quotes: '007'"),
    ("age > 18岁", 1, 7, "write 18"),
    ("age > １８", 1, 7, "half width"),
    ("share > 20%", 1, 11, "write 20% as 0.2"),
    ("rate > .5", 1, 8, "write 0.5"),
    ("born > 2025-09-30", 1, 8, "put a date in quotes"),
    ("born > 2025/09/30", 1, 12, "put a date in quotes"),
    ("born > 2025.09.30", 1, 8, "put a date in quotes"),
    ("AS OF 2025-09-30 a = 1", 1, 7, "put a date in quotes"),
    ("t > 12:30", 1, 7, "put a time in quotes"),
    ("born > now()", 1, 8, "in_window(born"),
    ("less_than_ago(born, 90d)", 1, 21, "write 90 days"),
    ("less_than_ago(born, 90天)", 1, 21, "write 90 days"),
    ("less_than_ago(born, 90 dyas)", 1, 24, "did you mean days?"),
    ("less_than_ago(born, days 90)", 1, 21, "such as 3"),
    ("born > 7 days", 1, 8, "less_than_ago(born, 7 days)"),
    ("count(orders, rolling(7)) > 1", 1, 24, "minutes, hours, days"),
    ("count(orders, complete_days(90 days)) > 1", 1, 32, "write complete_days(7)"),
    ("count(orders, calendar(months, 1)) > 1", 1, 24, "such as 3"),
    ("a > 5 + 3", 1, 5, "only number * column"),
    ("2024订单 = 1", 1, 1, "name that begins with a digit"),
    // words that are almost right
    ("age BETWEN 20 AND 30", 1, 5, "did you mean BETWEEN?"),
    ("name LIEK 'a%'", 1, 6, "did you mean LIKE?"),
    ("age IS NUL", 1, 8, "did you mean NULL?"),
    ("a = 1 XOR b = 2", 1, 7, "did you mean OR?"),
    ("a = 1 EXCLUD b = 2", 1, 7, "did you mean EXCLUDE?"),
    // functions and arguments
    ("cuont(orders) >= 1", 1, 1, "did you mean count?"),
    ("has_nay(tags, 'a')", 1, 1, "did you mean has_any?"),
    ("a > maen(b)", 1, 5, "did you mean mean?"),
    ("complete_days(90)", 1, 1, "a window stands inside of a function"),
    ("count(orders)", 1, 14, "compare the result"),
    ("has_any(tags, 'a') >= 1", 1, 20, "without a comparison"),
    ("sum(orders) > 3", 1, 11, "write sum(table.column, condition, window)"),
    ("count(orders.amount) > 3", 1, 14, "write count(table, condition, window)"),
    ("count(orders, a = 1, b = 2) > 3", 1, 22, "join conditions with AND"),
    ("top_n(score, 100, tie => by_di)", 1, 26, "did you mean by_id?"),
    ("top_n(score, 100, ties => by_id)", 1, 19, "did you mean tie?"),
    ("top_n(score, -1)", 1, 14, "negative numbers do not fit"),
    ("top_n(100, score)", 1, 7, "such as age or sum(orders.amount)"),
    ("starts_with('上', city)", 1, 13, "a column stands without quotes"),
    ("in_range(code, 'a')", 1, 19, "write in_range(column, 'A001', 'A999')"),
    ("streak(logins, current, days) > 3", 1, 16, "minutes, hours, days"),
    ("at_least(a = 1, b = 2)", 1, 10, "such as 3"),
    ("at_least(2 a = 1)", 1, 12, "at_least(2 OF"),
    ("stopped(orders, complete_days(9), complete_days(3))", 1, 17, "gets its name with =>"),
    ("did(orders) >= 1", 1, 13, "without a comparison"),
    ("age(length(x)) > 1", 1, 5, "one calculation at a time"),
    ("count(orders) >= 1 MISSING MATCH", 1, 20, "conditions on a column"),
    ("in_window(t, since_attribute(born))", 1, 14, "stand in functions on events"),
    ("ratio(o, of => ratio(o), to => count()) > 1", 1, 16, "other measures only"),
    ("a = 1 MISSING MAYBE", 1, 15, "MISSING NO MATCH"),
    ("a = 1 AS label", 1, 10, "such as AS '老客'"),
    ("a = 1 AS 'x' AS 'y'", 1, 14, "leave out the second one"),
    ("a = $", 1, 5, "a parameter is $ and its name"),
    // documents
    ("", 1, 1, "there is nothing to read"),
    ("  \n\t ", 2, 3, "there is nothing to read"),
    ("SEGMENT 复购 WHERE a = 1", 1, 9, "such as '上海'"),
    ("WEEK TUESDAY a = 1", 1, 6, "WEEK MONDAY or WEEK SUNDAY"),
    ("PARAM n 30 a = 1", 1, 9, "PARAM n = 30"),
    ("PARAM n = m a = 1", 1, 11, "PARAM n = 30"),
    ("DEFINE adult age >= 18 a = 1", 1, 14, "DEFINE adult AS age >= 18"),
    ("DEFINE a AS b = 1 DEFINE a AS b = 2 c = 1", 1, 26, "leave out the second one"),
    ("ZONE 'a' ZONE 'b' c = 1", 1, 10, "leave out the second one"),
    ("LIMIT TOP 10 BY score", 1, 1, "such as age >= 18"),
    ("EXCLUDE a = 1", 1, 1, "such as age >= 18"),
    // places
    ("a = 1\r\n\tAND b ~ 2", 2, 8, "put the text that it belongs to in quotes"),
    ("a = 1\rAND b =", 2, 8, "a number, a text in single quotes"),
    ("a = '多\n行' AND\n  城市 = ", 3, 8, "a number, a text in single quotes"),
];

#[test]
fn a_wrong_text_is_named_with_its_place_and_what_to_do() {
    let mut failures = Vec::new();
    for (text, line, column, hint) in WRONG {
        let Err(error) = parse(text) else {
            failures.push(format!("{text:?} was read"));
            continue;
        };
        let place = (error.params["line"].clone(), error.params["column"].clone());
        let expected = (line.to_string(), column.to_string());
        if error.code != Code::TextSyntax
            || place != expected
            || !error.params["hint"].contains(hint)
            || error.location.row != Some(*line)
            || error.location.column != Some(column.to_string())
            || error.params["found"].is_empty()
        {
            failures.push(format!("{text:?}: {error}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(WRONG.len() >= 40);
}

#[test]
fn a_message_reads_as_a_sentence() {
    assert_eq!(
        parse("age BETWEEN 25 35").unwrap_err().to_string(),
        "row 1: column 16: expected AND and the upper bound, found 35; such as age BETWEEN 18 AND 35"
    );
    assert_eq!(
        parse("a = 1 AND\n").unwrap_err().to_string(),
        "row 2: column 1: expected a condition, found the end of the text; such as age >= 18 or count(orders) >= 1"
    );
}

fn column(name: &str) -> FieldInfo {
    FieldInfo { filled: 1, ..FieldInfo::named(name.to_owned(), Semantic::Text) }
}

#[test]
fn a_name_that_the_data_do_not_have_is_named_with_its_place() {
    let schema = Schema {
        fields: ["city", "gender", "score", "下单 时间"].map(column).into(),
        events: vec![EventInfo {
            table: "orders".to_owned(),
            rows: 1,
            unlinked: 0,
            people: 1,
            time: None,
            amount: None,
            valid: None,
            columns: ["category", "amount"].map(column).into(),
        }],
        ..Schema::default()
    };
    for (text, code, at, hint) in [
        ("citi = '上海'", Code::UnknownField, 1, "did you mean city?"),
        ("city = 上海", Code::UnknownField, 8, "a text stands in single quotes"),
        ("city = “上海”", Code::UnknownField, 8, "a text stands in single quotes"),
        ("city = gendr", Code::UnknownField, 8, "did you mean gender?"),
        ("count(order) >= 1", Code::UnknownTable, 7, "did you mean orders?"),
        ("sum(orders.amout) >= 1", Code::UnknownField, 12, "did you mean amount?"),
        ("count(orders, categry = 'a') >= 1", Code::UnknownField, 15, "did you mean category?"),
        ("count(orders, city = 'a') >= 1", Code::UnknownField, 15, "there are category, amount"),
        ("count(orders) >= amount", Code::UnknownField, 18, "single quotes"),
        ("city = 'a' LIMIT TOP 3 BY scor", Code::UnknownField, 27, "did you mean score?"),
        ("sequence(orders THEN odrers)", Code::UnknownTable, 22, "did you mean orders?"),
        ("in_list(ctiy, 'a')", Code::UnknownField, 9, "did you mean city?"),
    ] {
        let error = parse_with(text, &schema).unwrap_err();
        assert_eq!((error.code, error.location.row), (code, Some(1)), "{text}: {error}");
        assert_eq!(error.location.column.as_deref(), Some(at.to_string().as_str()), "{text}");
        assert!(error.params["hint"].contains(hint), "{text}: {error}");
    }
    let text = "city = 'a' AND count(orders, category = 'b' AND amount > 3) >= score AND \"下单 时间\" IS NULL";
    assert_eq!(parse_with(text, &schema).unwrap(), parse(text).unwrap());
}

#[test]
fn every_phrase_is_translated() {
    let page = include_str!("../../../../www/i18n/text.zh-CN.ts").replace("\\'", "'");
    let expected = phrase::EXPECTED.iter().flat_map(|e| [e.what, e.hint]);
    for text in expected.chain(phrase::HINTS.iter().copied()).filter(|text| !text.is_empty()) {
        assert!(page.contains(&format!("['{text}', ")), "no Chinese for: {text}");
    }
}
