//! What the values of a column leave open: asked in the plan, and answered by it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::import::{Ask, ColumnPlan, DateOrder, FilePlan, Loader, Source, inspect};

fn plan(text: &str) -> FilePlan {
    inspect("file.csv", text.as_bytes(), text.len() as u64).unwrap()
}

fn load(plan: FilePlan, text: &str) -> Source {
    let mut loader = Loader::new(plan).unwrap();
    loader.push(text.as_bytes()).unwrap();
    loader.finish().unwrap()
}

/// What the first rows of a column are, as the preview shows it.
fn shown(plan: &FilePlan, text: &str, column: usize) -> Vec<String> {
    let rows = fenqun::import::preview(plan, text.as_bytes(), 20).unwrap().rows;
    rows.iter().map(|row| row.values[column].value.to_string()).collect()
}

fn column<'a>(plan: &'a mut FilePlan, name: &str) -> &'a mut ColumnPlan {
    plan.columns.iter_mut().find(|c| c.name == name).unwrap()
}

const SHORT: &str =
    "客户编号,生日,下单日期\nC1,25/03/65,15/03/24\nC2,26/04/24,16/04/98\nC3,27/05/88,17/05/23\n";

#[test]
fn years_of_two_digits_are_asked_and_the_plan_has_the_answer() {
    let mut plan = plan(SHORT);
    let of = |c: &ColumnPlan| (c.ask, c.century_from);
    assert_eq!(of(column(&mut plan, "生日")), (Some(Ask::Century), Some(1926)));
    assert_eq!(of(column(&mut plan, "下单日期")), (Some(Ask::Century), Some(1970)));
    assert_eq!(shown(&plan, SHORT, 1), ["\"1965-03-25\"", "\"2024-04-26\"", "\"1988-05-27\""]);
    column(&mut plan, "生日").century_from = Some(1900);
    assert_eq!(shown(&plan, SHORT, 1), ["\"1965-03-25\"", "\"1924-04-26\"", "\"1988-05-27\""]);
    column(&mut plan, "生日").century_from = None;
    assert_eq!(shown(&plan, SHORT, 1)[1], "\"2024-04-26\"", "the header decides");
    assert_eq!(shown(&plan, SHORT, 2), ["\"2024-03-15\"", "\"1998-04-16\"", "\"2023-05-17\""]);
}

#[test]
fn the_century_is_asked_behind_the_order_and_not_of_whole_years() {
    let both = "客户编号,到店日期\nC1,03/04/24\nC2,05/06/23\n";
    let mut asked = plan(both);
    let date = column(&mut asked, "到店日期");
    assert_eq!((date.ask, date.century_from), (Some(Ask::DateOrder), Some(1970)));
    // another column shows the order: what is left is the century
    let shown = "客户编号,到店日期,下单日期\nC1,03/04/24,25/03/2024\nC2,05/06/23,26/03/2024\n";
    let mut plan = plan(shown);
    let date = column(&mut plan, "到店日期");
    assert_eq!((date.ask, date.date_order), (Some(Ask::Century), Some(DateOrder::DayFirst)));
    let whole = column(&mut plan, "下单日期");
    assert_eq!((whole.ask, whole.century_from), (None, None));
    load(plan, shown);
}

const LEVELS: &str = "客户编号,姓名,城市,会员等级,积分,生日,备注\nC1,赵一,上海,金卡,100,1990-01-01,爱喝茶\nC2,钱二,未知,银卡,未知,1991-01-01,未知\nC3,未知,北京,未知,90,unknown,要发票\nC4,李四,北京,金卡,80,1993-01-01,周末来\nC5,周五,上海,银卡,70,1994-01-01,老客\nC6,吴六,上海,其他,60,1995-01-01,新客\nC7,郑七,北京,其他,50,1996-01-01,转介绍\n";

#[test]
fn a_word_for_not_known_is_missing_where_it_can_be_no_value() {
    let plan = plan(LEVELS);
    for (at, row) in [(1, 2), (2, 1), (4, 1), (5, 2)] {
        assert_eq!(shown(&plan, LEVELS, at)[row], "null", "{}", plan.columns[at].name);
        assert_eq!(plan.columns[at].ask, None);
    }
    let source = load(plan, LEVELS);
    assert!(source.report.columns.iter().all(|c| c.failed.is_empty()), "it is no mistake either");
}

#[test]
fn where_both_are_plausible_it_is_asked() {
    let mut plan = plan(LEVELS);
    let level = column(&mut plan, "会员等级");
    let unknown = level.unknown.clone().unwrap();
    assert_eq!(
        (unknown.words, unknown.cells, unknown.missing),
        (vec!["未知".to_owned()], 1, false)
    );
    assert_eq!(level.ask, Some(Ask::Unknown));
    assert_eq!(shown(&plan, LEVELS, 3)[2], "\"未知\"", "as written until somebody says otherwise");
    column(&mut plan, "会员等级").unknown.as_mut().unwrap().missing = true;
    let levels = shown(&plan, LEVELS, 3);
    assert_eq!((levels[2].as_str(), levels[5].as_str()), ("null", "\"其他\""));
    // texts that hardly repeat are what somebody wrote
    let note = column(&mut plan, "备注");
    assert_eq!((note.ask, note.unknown.as_ref().map(|u| u.missing)), (None, Some(false)));
}
