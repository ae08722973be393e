mod behaviour;
mod rulings;

use super::*;
use crate::rule::{
    EventCondition, EventWindow, Literal, Measure, Operator, SegmentRef, TagCondition, TagTest,
    WeekStart,
};
use crate::table::{ColumnBuilder, Decimal, Semantic, TagTree};
use crate::time::DAY_MS;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn number(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn column(name: &str, semantic: Semantic, fill: impl Fn(&mut ColumnBuilder)) -> Column {
    let mut builder = ColumnBuilder::new(semantic);
    fill(&mut builder);
    builder.finish(name.to_owned())
}

/// Two contacts; the first has an order at noon of day 1 (UTC), one on day 3 and one without a time.
fn small() -> Dataset {
    let at = column("at", Semantic::Datetime, |b| {
        b.push_missing();
        b.push_time(DAY_MS + DAY_MS / 2);
        b.push_time(3 * DAY_MS);
    });
    let amount = column("amount", Semantic::Money, |b| {
        for text in ["0.1", "0.2", "0.3"] {
            b.push_number(number(text));
        }
    });
    let orders = EventTable {
        name: "orders".to_owned(),
        columns: vec![Arc::new(at), Arc::new(amount)],
        time: Some(0),
        amount: Some(1),
        valid: None,
        offsets: vec![0, 3, 3].into(),
        last_at: None,
        totals: std::sync::OnceLock::new(),
        rows: 3,
    };
    let city = column("city", Semantic::Text, |b| {
        b.push_text("上海");
        b.push_missing();
    });
    let tags = [("VIP".to_owned(), [0].into_iter().collect())];
    Dataset {
        version: 1,
        population: 2,
        columns: vec![Arc::new(city)],
        tags: TagTree::new(tags),
        events: vec![Arc::new(orders)],
        key: None,
        taggings: None,
        ..Dataset::default()
    }
}

fn document(rule: NodeKind) -> Document {
    Document {
        fenqun: 1,
        id: None,
        name: String::new(),
        zone: "UTC".to_owned(),
        week_start: WeekStart::Monday,
        as_of: "data".to_owned(),
        rule: Node::new(rule),
        exclude: None,
        meta: None,
        parameters: BTreeMap::new(),
        conditions: BTreeMap::new(),
        limit: None,
    }
}

fn orders(measure: Measure, window: Option<Window>, is: Operator) -> NodeKind {
    let table = "orders".to_owned();
    NodeKind::Event(EventCondition {
        table,
        filter: None,
        window: window.map(EventWindow::Fixed),
        mask: None,
        measure,
        is,
    })
}

/// A library without segments.
fn library() -> Segments<'static> {
    static LIVE: crate::rule::Library = BTreeMap::new();
    static KEPT: crate::rule::Snapshots = BTreeMap::new();
    Segments { live: &LIVE, snapshots: &KEPT }
}

fn who(rule: NodeKind, as_of: Option<i64>) -> Vec<u32> {
    let (dataset, document) = (small(), document(rule));
    members(&dataset, library(), &document, as_of).unwrap()
}

#[test]
fn data_ends_with_the_newest_day() {
    let zone = Zone::named("UTC").unwrap();
    assert_eq!(data_as_of(&small(), &zone), Some(4 * DAY_MS));
    assert_eq!(data_as_of(&Dataset::default(), &zone), None);
    let shanghai = Zone::named("Asia/Shanghai").unwrap();
    assert_eq!(data_as_of(&small(), &shanghai), Some(4 * DAY_MS - 8 * 3_600_000));
}

#[test]
fn an_event_at_as_of_is_not_seen() {
    let count = |n| orders(Measure::Count, None, Operator::Eq(Literal::Number(Decimal::whole(n))));
    assert_eq!(who(count(2), Some(3 * DAY_MS)), [0]);
    assert_eq!(who(count(3), Some(3 * DAY_MS + 1)), [0]);
    assert_eq!(who(count(3), None), [0]);
    assert_eq!(who(count(0), None), [1]);
}

#[test]
fn a_window_without_as_of_is_an_error() {
    let rule = orders(Measure::Count, Some(Window::DaysToDate(1)), Operator::IsSet);
    let error = matches(&small(), library(), &document(rule), None, 0).unwrap_err();
    assert_eq!(error.code, Code::NoAsOf);
}

#[test]
fn a_sum_of_decimals_is_exact() {
    let sum = Measure::Sum("amount".to_owned());
    let is = Operator::Eq(Literal::Number(number("0.6")));
    assert_eq!(who(orders(sum, None, is), Some(4 * DAY_MS)), [0]);
}

#[test]
fn the_document_decides_what_as_of_is() {
    let as_of_text = |text: &str| {
        let document = Document { as_of: text.to_owned(), ..document(NodeKind::Const(true)) };
        as_of(&small(), &document).map_err(|e| e.code)
    };
    assert_eq!(as_of_text("data"), Ok(Some(4 * DAY_MS)));
    assert_eq!(as_of_text("1970-01-02"), Ok(Some(2 * DAY_MS)));
    assert_eq!(as_of_text("1970-01-02T00:00"), Ok(Some(DAY_MS)));
    assert_eq!(as_of_text("now"), Err(Code::UnresolvedNow));
    assert_eq!(as_of_text("soon"), Err(Code::BadTime));
}

#[test]
fn what_validation_refuses_is_an_internal_error() {
    let attribute = |field: &str, is| {
        NodeKind::Attribute(Attribute { field: field.to_owned(), is, missing: None })
    };
    let tags = |name: &str| {
        let has = TagTest::HasAny(vec![name.to_owned()]);
        NodeKind::Tags(TagCondition {
            has,
            subtree: None,
            group: None,
            level: None,
            window: None,
            source_in: None,
        })
    };
    for rule in [
        NodeKind::All(vec![]),
        attribute("no such column", Operator::IsSet),
        attribute("city", Operator::IsTrue),
        attribute("city", Operator::Matches("(".to_owned())),
        attribute("city", Operator::Eq(Literal::Bool(true))),
        tags("SVIP"),
        NodeKind::Segment(SegmentRef { id: "gone".to_owned(), snapshot: None }),
        orders(Measure::Sum("at".to_owned()), None, Operator::IsSet),
    ] {
        let error = matches(&small(), library(), &document(rule.clone()), None, 0).unwrap_err();
        assert_eq!(error.code, Code::Internal, "{rule:?}");
    }
}

proptest! {
    #[test]
    fn fractions_compare_like_cross_products(
        a in -1000i128..1000, b in 1i128..1000, c in -1000i128..1000, d in 1i128..1000,
    ) {
        let (left, right) = (ratio::Ratio { num: a, den: b }, ratio::Ratio { num: c, den: d });
        prop_assert_eq!(left.cmp(right), (a * d).cmp(&(c * b)));
    }
}

#[test]
fn fractions_whose_products_exceed_128_bits_compare() {
    let large = 10i128.pow(30);
    let ratio = |num, den| ratio::Ratio { num, den };
    assert!(ratio(large, 3 * large).cmp(ratio(large + 1, 3 * large)).is_lt());
    assert!(ratio(large + 1, 3 * large).cmp(ratio(1, 3)).is_gt());
    assert!(ratio(-large, 3 * large).cmp(ratio(-1, 3)).is_eq());
}
