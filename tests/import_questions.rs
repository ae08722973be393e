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
