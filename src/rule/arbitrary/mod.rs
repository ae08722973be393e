//! Generated definitions: every node, operator, measure, window and annotation of the language, with names and texts that
//! are hard to write. Most of them would not pass validation; all of them can be written and read.

mod event;
mod operator;

use super::*;
use crate::time::window::{Absolute, Ago, Amount, Calendar};
use event::{event_window, mask, measure};
use operator::operator;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

const NAMES: &[&str] = &[
    "age",
    "gender",
    "城市",
    "orders",
    "下单 时间",
    "and",
    "Limit",
    "count",
    "tags",
    "note",
    "id",
    "segment",
    "week",
    "desc",
    "all_time",
    "rolling",
    "mask",
    "of",
    "then",
    "",
    "a\"b",
    "订单.金额",
    "3d",
    "_x",
    "ａｇｅ",
    "é",
    "名'称",
    "days",
    "null",
    "$n",
    "no",
    "zone",
    "select",
    "from",
    "不",
    "order",
    "top",
    "per",
    "ilike",
    "within",
];

const TEXTS: &[&str] = &[
    "",
    "上海",
    "it's",
    "''",
    "2025-09-30",
    "2025-09-30T12:00",
    "‘上海’",
    "\"",
    "a\nb",
    "\\",
    "%",
    "*",
    "9007199254740993",
    "data",
    "TRUE",
    "”",
    "2025-",
];

/// Names of columns, tables, conditions and parameters.
pub fn name() -> BoxedStrategy<String> {
    prop_oneof![
        8 => select(NAMES).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => vec(any::<char>(), 0..3).prop_map(|chars| chars.into_iter().collect()),
    ]
    .boxed()
}

/// Texts of every kind.
pub fn text() -> BoxedStrategy<String> {
    prop_oneof![8 => select(TEXTS).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => name()].boxed()
}

fn texts() -> BoxedStrategy<Vec<String>> {
    vec(text(), 0..4).boxed()
}

fn decimal() -> BoxedStrategy<Decimal> {
    prop_oneof![
        4 => (-1000i64..1000, 0u8..4).prop_map(|(mantissa, scale)| Decimal { mantissa, scale }),
        1 => (any::<i64>(), 0u8..=18).prop_map(|(mantissa, scale)| Decimal { mantissa, scale }),
    ]
    .boxed()
}

fn count() -> BoxedStrategy<u32> {
    prop_oneof![4 => 0u32..100, 1 => any::<u32>()].boxed()
}

fn unit() -> BoxedStrategy<Unit> {
    select(&Unit::ALL[..]).prop_map(|(_, unit)| unit).boxed()
}

fn amount() -> BoxedStrategy<Amount> {
    (count(), unit()).prop_map(|(n, unit)| Amount { n, unit }).boxed()
}

fn offset() -> BoxedStrategy<Offset> {
    let n = prop_oneof![4 => -9i32..9, 1 => any::<i32>()];
    (n, unit()).prop_map(|(n, unit)| Offset { n, unit }).boxed()
}

fn ago() -> BoxedStrategy<Ago> {
    (count(), count(), unit()).prop_map(|(from, to, unit)| Ago { from, to, unit }).boxed()
}

fn population() -> BoxedStrategy<Population> {
    prop_oneof![
        Just(Population::All),
        Just(Population::HasValue),
        text().prop_map(Population::Segment)
    ]
    .boxed()
}

fn tie() -> BoxedStrategy<Tie> {
    select(&[Tie::Include, Tie::Exclude, Tie::ById][..]).boxed()
}

fn reference() -> BoxedStrategy<Reference> {
    let statistic = select(&Statistic::ALL[..]).prop_map(|(_, statistic)| statistic);
    prop_oneof![
        (name(), of(decimal()))
            .prop_map(|(param, times)| Reference::Param(ParamReference { param, times })),
        (name(), of(decimal()), of(offset())).prop_map(|(field, times, plus)| {
            Reference::Field(FieldReference { field, times, plus })
        }),
        (statistic, of(name()), of(decimal()), of(population())).prop_map(
            |(statistic, field, times, population)| {
                Reference::Statistic(StatisticReference { statistic, field, times, population })
            }
        ),
    ]
    .boxed()
}

fn plain_literal() -> BoxedStrategy<Literal> {
    prop_oneof![
        any::<bool>().prop_map(Literal::Bool),
        decimal().prop_map(Literal::Number),
        text().prop_map(Literal::Text),
    ]
    .boxed()
}

fn literal() -> BoxedStrategy<Literal> {
    let reference = reference().prop_map(|r| Literal::Reference(Box::new(r)));
    prop_oneof![2 => plain_literal(), 1 => reference].boxed()
}

/// A window that is the same for everybody.
pub fn window() -> BoxedStrategy<Window> {
    prop_oneof![
        Just(Window::AllTime),
        amount().prop_map(Window::Rolling),
        count().prop_map(Window::DaysToDate),
        count().prop_map(Window::CompleteDays),
        ago().prop_map(Window::Ago),
        (count(), unit()).prop_map(|(back, unit)| Window::Calendar(Calendar { back, unit })),
        unit().prop_map(Window::ToDate),
        (of(text()), of(text())).prop_map(|(from, to)| Window::Absolute(Absolute { from, to })),
    ]
    .boxed()
}

fn tags() -> BoxedStrategy<TagCondition> {
    let has = prop_oneof![
        texts().prop_map(TagTest::HasAny),
        texts().prop_map(TagTest::HasAll),
        texts().prop_map(TagTest::HasNone),
        texts().prop_map(TagTest::HasExactly),
        (count(), texts()).prop_map(|(k, of)| TagTest::HasAtLeast { k, of }),
        operator(1).prop_map(TagTest::Count),
        any::<bool>().prop_map(TagTest::Untagged),
    ];
    let source = select(&TagSource::ALL[..]).prop_map(|(_, source)| source);
    let scope = (of(any::<bool>()), of(text()), of(count()), of(window()), of(vec(source, 0..3)));
    (has, scope)
        .prop_map(|(has, (subtree, group, level, window, source_in))| TagCondition {
            has,
            subtree,
            group,
            level,
            window,
            source_in,
        })
        .boxed()
}

fn leaf() -> BoxedStrategy<NodeKind> {
    let missing = select(&[Missing::Match, Missing::NoMatch][..]);
    prop_oneof![
        6 => (name(), operator(1), of(missing)).prop_map(|(field, is, missing)| {
            NodeKind::Attribute(Attribute { field, is, missing })
        }),
        2 => tags().prop_map(NodeKind::Tags),
        1 => (text(), of(text()))
            .prop_map(|(id, snapshot)| NodeKind::Segment(SegmentRef { id, snapshot })),
        1 => (name(), texts()).prop_map(|(field, values)| NodeKind::List(List { field, values })),
        1 => (text(), decimal(), decimal(), of(name())).prop_map(|(salt, from, to, key)| {
            NodeKind::Sample(Sample { salt, from, to, key })
        }),
        1 => name().prop_map(NodeKind::Use),
        1 => any::<bool>().prop_map(NodeKind::Const),
    ]
    .boxed()
}

fn branch(node: &BoxedStrategy<Node>) -> BoxedStrategy<NodeKind> {
    let nodes = vec(node.clone(), 0..4).boxed();
    let k_of = (count(), nodes.clone()).prop_map(|(k, of)| KOf { k, of }).boxed();
    let filter = of(node.clone().prop_map(Box::new)).boxed();
    let window = of(event_window(&filter)).boxed();
    let event = (
        (name(), filter.clone(), window.clone(), of(mask())),
        (measure(node, &filter), operator(1)),
    )
        .prop_map(|((table, filter, window, mask), (measure, is))| {
            NodeKind::Event(EventCondition { table, filter, window, mask, measure, is })
        });
    let step = (name(), filter, any::<bool>(), of(amount()))
        .prop_map(|(table, filter, not, gap)| Step { table, filter, not, gap });
    let sequence = (
        (vec(step, 0..4), window, of(mask())),
        (of(amount()), of(any::<bool>()), of(name()), of(operator(1))),
    )
        .prop_map(|((steps, window, mask), (within, strict, correlate, reached))| {
            NodeKind::Sequence(Sequence { steps, window, mask, within, strict, correlate, reached })
        });
    prop_oneof![
        2 => nodes.clone().prop_map(NodeKind::All),
        2 => nodes.clone().prop_map(NodeKind::Any),
        1 => nodes.prop_map(NodeKind::None),
        2 => node.clone().prop_map(|n| NodeKind::Not(Box::new(n))),
        1 => k_of.clone().prop_map(NodeKind::AtLeast),
        1 => k_of.clone().prop_map(NodeKind::AtMost),
        1 => k_of.prop_map(NodeKind::Exactly),
        4 => event,
        2 => sequence,
    ]
    .boxed()
}

fn marked(kind: BoxedStrategy<NodeKind>) -> BoxedStrategy<Node> {
    let remark = || prop_oneof![4 => Just(None), 1 => text().prop_map(Some)];
    let mark = || prop_oneof![4 => Just(false), 1 => Just(true)];
    (kind, remark(), remark(), mark(), mark())
        .prop_map(|(kind, label, note, muted, locked)| Node { kind, label, note, muted, locked })
        .boxed()
}

/// Any node.
pub fn node() -> BoxedStrategy<Node> {
    marked(leaf()).prop_recursive(3, 12, 4, |node| marked(branch(&node.boxed()))).boxed()
}

fn limit() -> BoxedStrategy<Limit> {
    let order = select(&[Order::Asc, Order::Desc][..]);
    prop_oneof![
        (count(), name(), of(order), of(name()))
            .prop_map(|(top, by, order, per)| Limit::Top(TopLimit { top, by, order, per })),
        (count(), text(), of(name()))
            .prop_map(|(random, seed, per)| { Limit::Random(RandomLimit { random, seed, per }) }),
    ]
    .boxed()
}

/// Any document.
pub fn document() -> BoxedStrategy<Document> {
    let parameter = prop_oneof![
        plain_literal().prop_map(Parameter::One),
        vec(plain_literal(), 0..3).prop_map(Parameter::Many)
    ];
    let head = (
        of(text()),
        prop_oneof![Just(String::new()), text()],
        prop_oneof![Just("Asia/Shanghai".to_owned()), text()],
        select(&[WeekStart::Monday, WeekStart::Sunday][..]),
        prop_oneof![Just("data".to_owned()), Just("now".to_owned()), text()],
        of((of(text()), of(text())).prop_map(|(note, goal)| Meta { note, goal })),
    );
    let body = (
        proptest::collection::btree_map(name(), parameter, 0..3),
        prop_oneof![
            3 => Just(BTreeMap::new()),
            1 => proptest::collection::btree_map(name(), node(), 0..3)
        ],
        node(),
        prop_oneof![2 => Just(None), 1 => node().prop_map(Some)],
        of(limit()),
    );
    (head, body)
        .prop_map(
            |(
                (id, name, zone, week_start, as_of, meta),
                (parameters, conditions, rule, exclude, limit),
            )| Document {
                fenqun: VERSION,
                id,
                name,
                zone,
                week_start,
                as_of,
                parameters,
                conditions,
                rule,
                exclude,
                limit,
                meta,
            },
        )
        .boxed()
}
