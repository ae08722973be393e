use super::*;
use proptest::prelude::*;

fn scored(rows: &[(u32, u32, f64)], params: &Params) -> (Fitted, Scores) {
    let days: Vec<u32> = rows.iter().map(|r| r.0).collect();
    let orders: Vec<u32> = rows.iter().map(|r| r.1).collect();
    let money: Vec<f64> = rows.iter().map(|r| r.2).collect();
    let facts = Facts::new(&days, &orders, &money).unwrap();
    let fitted = fit(&facts, params).unwrap();
    let scores = fitted.apply(&facts);
    (fitted, scores)
}

#[test]
fn everybody_alike_gets_the_middle_and_is_high() {
    let (fitted, scores) = scored(&[(10, 1, 99.1); 7], &Params::default());
    assert_eq!(scores.code(0).as_deref(), Some("333"));
    assert_eq!(scores.cell, [1; 7]);
    assert_eq!(fitted.diag.zero_variance.len(), 3);
    assert!(fitted.diag.recommend_fixed);
}

#[test]
fn who_never_ordered_is_missing_and_moves_no_cut() {
    let rows = [(3, 2, 50.0), (NEVER, 0, 0.0), (5, 1, f64::NAN)];
    let (fitted, scores) = scored(&rows, &Params::default());
    assert_eq!(scores.r, [3, 0, 0]);
    assert_eq!(scores.code(1), None);
    assert_eq!((fitted.diag.scored, fitted.diag.missing, fitted.diag.bad_rows), (1, 2, 1));
    assert_eq!(fitted.cuts.recency.cuts, [3.0; 4]);
}

#[test]
fn thresholds_include_the_better_side() {
    let params = Params::fixed(1.0);
    let (_, scores) = scored(&[(3, 10, 5000.0), (4, 9, 4999.0), (31, 1, 99.0)], &params);
    assert_eq!(scores.code(0).as_deref(), Some("555"));
    assert_eq!(scores.code(1).as_deref(), Some("444"));
    assert_eq!(scores.code(2).as_deref(), Some("111"));
}

#[test]
fn codes_of_two_digits_have_hyphens() {
    let params = Params { method: Method::Quantiles(10), ..Params::default() };
    let rows: Vec<(u32, u32, f64)> = (0..100).map(|i| (100 - i, i, f64::from(i))).collect();
    let (_, scores) = scored(&rows, &params);
    assert_eq!(scores.code(99).as_deref(), Some("10-10-10"));
    assert_eq!(scores.sum(0), Some(3));
}

#[test]
fn stored_cuts_give_the_same_levels() {
    let rows: Vec<(u32, u32, f64)> =
        (0..97).map(|i| (i * 7 % 50, i % 4, f64::from(i * i % 31))).collect();
    let (fitted, scores) = scored(&rows, &Params::default());
    let method = Method::Stored(fitted.cuts.clone());
    let (again, same) = scored(&rows, &Params { method, ..Params::default() });
    assert_eq!((again.cuts, same), (fitted.cuts, scores));
}

#[test]
fn parameters_outside_their_range_are_refused() {
    let facts = Facts::new(&[], &[], &[]).unwrap();
    let refused = |method| fit(&facts, &Params { method, ..Params::default() }).is_err();
    assert!(refused(Method::Quantiles(1)) && refused(Method::Quantiles(11)));
    let mut thresholds = Thresholds::seeded(1.0);
    thresholds.monetary = vec![5.0, 1.0];
    assert!(refused(Method::Thresholds(thresholds)));
    assert!(Facts::new(&[1], &[], &[]).is_err());
}

#[test]
fn an_order_that_came_back_does_not_count() {
    let rules = Rules { as_of: 100, window_days: Some(30) };
    let row = |day, amount, order| Order { day: Some(day), amount, order };
    let rows = [
        row(90, 50.0, Some(1)),
        row(95, -50.0, Some(1)),
        row(80, 30.0, Some(2)),
        row(80, 20.0, Some(2)),
        row(70, 10.0, None),
        row(101, 5.0, None),
        Order { day: None, amount: 1.0, order: None },
    ];
    let facts = order_facts(&rows, rules);
    assert_eq!((facts.frequency, facts.recency_days, facts.returned), (1, Some(20), 1));
    assert_eq!((facts.net, facts.gross), (50.0, 100.0));
    assert_eq!((facts.first_day, facts.future_ignored, facts.bad_rows), (Some(70), 1, 1));
    assert_eq!(facts.monetary(Aggregate::Average, Amount::Gross, rules), 100.0);
    assert_eq!(facts.monetary(Aggregate::PerMonth, Amount::Net, rules), 50.0);
}

#[test]
fn a_window_includes_its_first_day() {
    let row = |day| Order { day: Some(day), amount: 1.0, order: None };
    let facts = order_facts(&[row(71), row(70)], Rules { as_of: 100, window_days: Some(30) });
    assert_eq!((facts.frequency, facts.recency_days), (1, Some(29)));
}

#[test]
fn the_grid_holds_everybody_once() {
    let rows: Vec<(u32, u32, f64)> = (0..60).map(|i| (i, i % 7, f64::from(i))).collect();
    let days: Vec<u32> = rows.iter().map(|r| r.0).collect();
    let orders: Vec<u32> = rows.iter().map(|r| r.1).collect();
    let money: Vec<f64> = rows.iter().map(|r| r.2).collect();
    let facts = Facts::new(&days, &orders, &money).unwrap();
    let fitted = fit(&facts, &Params::default()).unwrap();
    let grid = grid(&fitted, &facts, &fitted.apply(&facts));
    assert_eq!(grid.squares.len(), 25);
    assert_eq!(grid.squares.iter().map(|s| s.count).sum::<u32>(), 60);
    assert_eq!(grid.cells.iter().map(|c| c.money).sum::<f64>(), 1770.0);
    assert_eq!(grid.m.iter().sum::<u32>(), 60);
}

fn any_method() -> impl Strategy<Value = Method> {
    prop_oneof![
        (2u8..=10).prop_map(Method::Quantiles),
        Just(Method::Thresholds(Thresholds::seeded(100.0))),
    ]
}

fn any_cell() -> impl Strategy<Value = CellCut> {
    prop_oneof![
        Just(CellCut::Mean),
        Just(CellCut::Median),
        (0u8..12).prop_map(CellCut::Level),
        Just(CellCut::Fixed { recency: 10.0, frequency: 3.0, monetary: 200.0 }),
    ]
}

proptest! {
    #[test]
    fn extreme_facts_give_levels_in_range(
        rows in prop::collection::vec((prop_oneof![Just(NEVER), any::<u32>(), 0u32..40],
            prop_oneof![any::<u32>(), 0u32..4], prop_oneof![any::<f64>(), Just(99.0), -1e3..1e3]), 0..60),
        method in any_method(), cell in any_cell(),
    ) {
        let params = Params { method, cell, ..Params::default() };
        let (fitted, scores) = scored(&rows, &params);
        let text = serde_json::to_string(&fitted).unwrap();
        prop_assert!(!text.contains("null"), "{text}");
        for (row, (days, orders, money)) in rows.iter().enumerate() {
            let missing = *days == NEVER || !money.is_finite();
            prop_assert_eq!(scores.levels(row).is_none(), missing);
            if let Some((r, f, m)) = scores.levels(row) {
                let top = fitted.cuts.recency.levels();
                prop_assert!((1..=top).contains(&r) && (1..=top).contains(&f) && (1..=top).contains(&m));
                prop_assert_eq!(scores.cell[row], fitted.cell(*days, *orders, *money).number());
            }
        }
    }
}

#[test]
fn a_contact_is_explained_in_both_languages() {
    use crate::score::outcome::{Argument, Language, Stamp};
    let facts = Facts::new(&[12, NEVER], &[3, 0], &[1280.5, 0.0]).unwrap();
    let params = Params::default();
    let fitted = fit(&facts, &params).unwrap();
    let stamp = Stamp { as_of: "2026-03-01".into(), zone: "Asia/Shanghai".into() };
    let found = fitted.explain(&facts, 0, &params, stamp.clone(), 1.0);
    assert_eq!(found.value.as_ref().map(|v| v.code.as_str()), Some("333"));
    assert_eq!(found.level, Some(Argument::Word(Cell::Champions.word())));
    assert_eq!(
        found.reason[0].sentence(Language::Chinese),
        "最近一次消费 12 天前（第 3 档），365 天内 3 单，共 1280.5 元 → 重要价值客户"
    );
    assert_eq!(found.inputs["monetary"], 1280.5);
    let missing = fitted.explain(&facts, 1, &params, stamp, 1.0);
    assert_eq!(missing.value, None);
    assert_eq!(missing.reason[0].sentence(Language::English), "has not ordered yet");
    let text = serde_json::to_value(&found).unwrap();
    assert_eq!(text["model"]["as_of"], "2026-03-01");
    assert_eq!(text["reason"][0]["template"], "rfm");
}

proptest! {
    #[test]
    fn extreme_orders_give_finite_facts(
        rows in prop::collection::vec((prop::option::of(any::<i32>()), prop_oneof![any::<f64>(), -50.0..50.0f64],
            prop::option::of(0u32..4)), 0..40),
        as_of in any::<i32>(), window_days in prop::option::of(any::<u32>()),
    ) {
        let rows: Vec<Order> =
            rows.into_iter().map(|(day, amount, order)| Order { day, amount, order }).collect();
        let rules = Rules { as_of, window_days };
        let facts = order_facts(&rows, rules);
        prop_assert!(facts.net.is_finite() && facts.gross.is_finite());
        for aggregate in [Aggregate::Sum, Aggregate::Average, Aggregate::PerMonth] {
            prop_assert!(facts.monetary(aggregate, Amount::Net, rules).is_finite());
        }
        let used = facts.future_ignored + facts.bad_rows;
        prop_assert!(used <= rows.len() as u32 && facts.frequency <= rows.len() as u32);
        prop_assert_eq!(facts.recency_days.is_some(), facts.last_day.is_some());
    }
}
