//! The short cuts against the long way.

use super::*;
use crate::import::plan::UnknownWords;
use proptest::prelude::*;

fn plan(semantic: &str, role: &str) -> ColumnPlan {
    let json = serde_json::json!({
        "name": "c", "raw": "c", "type": semantic, "role": role, "separators": ";",
        "sampled": 0, "filled": 0, "parsed": 0, "examples": []
    });
    serde_json::from_value(json).unwrap()
}

fn account(sink: Sink, plan: &ColumnPlan, rows: u32) -> String {
    let mut plan = plan.clone();
    let (column, report) = sink.finish(&mut plan, rows);
    let values: Vec<String> = (0..rows)
        .map(|row| match &column.data {
            crate::table::Data::Tags(tags) => {
                let names = tags.get(row).map(|code| tags.names.get(code));
                format!("{:?}", names.collect::<Vec<_>>())
            }
            _ => format!("{:?}", column.value(row)),
        })
        .collect();
    format!("{values:?} {report:?} {plan:?}")
}

const CELLS: &str = "[0-9]{1,4}(\\.[0-9]{1,3})?|-[0-9]{0,3}\\.?|[a-c]{1,2}(;[a-c]{0,2} ?){0,3}|wm[A-B]{1,14}|小雨?|无|null|None| x|'1|=\"7\"|\
    2024-0[0-3]-[0-3][0-9]( 10:00(:00)?Z? ?)?|[01]|是|\\[\"a\",\"b\"\\]|【a】【b】|组：a;b|#a;\\* b|＃|##密文|1\\.38E\\+10|138\\*\\*\\*\\*1037|1e3|99999999999999999\\.5|";

#[test]
fn a_batch_with_many_values_is_read_as_cell_by_cell() {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    // more texts than a table holds that stays in the cache, most of them different, some of them again
    let cells: Vec<String> = (0u32..30_000)
        .map(|i| match i % 10 {
            0 => String::new(),
            1 => " x ".to_owned(),
            2 => format!("'{i}"),
            3 => format!("a longer text of more than fifteen bytes {}", i / 40),
            _ => format!("wm{}", i.wrapping_mul(2_654_435_761) % 25_000),
        })
        .collect();
    let records = || cells.iter().map(String::as_str).zip(1..);
    for (semantic, role) in [("id", "key"), ("id", "attribute"), ("text", "attribute")] {
        let plan = plan(semantic, role);
        let mut single = Sink::new(0, &plan, &zone).unwrap();
        let one: Vec<bool> = records().map(|(cell, record)| single.push(cell, record)).collect();
        let mut batch = Sink::new(0, &plan, &zone).unwrap();
        let mut all = vec![false; cells.len()];
        // blocks of any length, as text comes
        let mut records = records();
        for has in all.chunks_mut(700) {
            batch.extend(records.by_ref().take(has.len()), has);
        }
        assert_eq!(batch.builder.is_large(), role == "key", "{semantic} {role}");
        assert!(one == all, "{semantic} {role}");
        let rows = cells.len() as u32;
        assert!(account(single, &plan, rows) == account(batch, &plan, rows), "{semantic} {role}");
    }
}

fn both_ways(plan: &ColumnPlan, cells: &[&str], step: usize) {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let mut single = Sink::new(0, plan, &zone).unwrap();
    let one: Vec<bool> =
        cells.iter().zip(1..).map(|(cell, record)| single.push(cell, record)).collect();
    let mut batch = Sink::new(0, plan, &zone).unwrap();
    let mut all = vec![false; cells.len()];
    let mut records = cells.iter().copied().zip(1..);
    for has in all.chunks_mut(step) {
        batch.extend(records.by_ref().take(has.len()), has);
    }
    let semantic = plan.semantic.name();
    assert!(one == all, "{semantic} {cells:?}");
    let rows = cells.len() as u32;
    assert_eq!(account(single, plan, rows), account(batch, plan, rows), "{semantic}");
}

#[test]
fn a_batch_of_numbered_ids_is_read_as_cell_by_cell() {
    let cells: Vec<String> = (0..20_000u32)
        .map(|i| match i {
            9_000..9_100 if i % 7 == 0 => String::new(),
            15_000 => "SO00000x".to_owned(),
            _ => format!("SO{:09}", u64::from(i) * 200_003 % 3_000_000_000),
        })
        .collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    both_ways(&plan("id", "attribute"), &cells, 700);
    both_ways(&plan("id", "attribute"), &cells[..14_000], 64);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_batch_of_regular_cells_is_read_as_cell_by_cell(
        numbers in prop::collection::vec("[0-9]{1,4}(\\.[0-9]{1,2})?|-?[0-9]{1,11}", 8),
        days in prop::collection::vec("(20(23|24)|1850|9999)-(0[1-9]|1[0-3])-([0-2][0-9]|3[01])", 8),
        times in prop::collection::vec("[0-2][0-9]:[0-6][0-9]:(0[0-9]|60)", 8),
        order in prop::collection::vec((0usize..8, 0u32..40), 300..400),
        odd in prop::sample::select(vec!["x", " 1", "2024/1/2", "2024-01-02", "1.234567", "是", "2024-01-02T03:04:05.5Z"]),
        step in 1usize..200,
    ) {
        let instants: Vec<String> = days.iter().zip(&times).map(|(day, time)| format!("{day}T{time}Z")).collect();
        let walls: Vec<String> = days.iter().zip(&times).map(|(day, time)| format!("{day} {time}")).collect();
        let flags: Vec<String> = (0..8).map(|i| (i % 2).to_string()).collect();
        for (semantic, texts) in [
            ("number", &numbers), ("money", &numbers), ("date", &days), ("datetime", &instants), ("datetime", &walls), ("bool", &flags),
        ] {
            let cells: Vec<&str> = order.iter().map(|(at, kind)| match kind {
                0..3 => "",
                3 if *at == 0 => odd,
                _ => texts[*at].as_str(),
            }).collect();
            both_ways(&plan(semantic, "attribute"), &cells, step);
        }
    }

    #[test]
    fn a_batch_is_read_as_cell_by_cell(cells in prop::collection::vec(CELLS, 0..40), repeats in 1usize..3) {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let cells: Vec<&str> = std::iter::repeat_n(&cells, repeats).flatten().map(String::as_str).collect();
        for (semantic, role) in [
            ("text", "attribute"), ("name", "attribute"), ("id", "key"), ("id", "attribute"), ("number", "attribute"),
            ("money", "attribute"), ("date", "attribute"), ("datetime", "attribute"), ("bool", "attribute"),
            ("tags", "attribute"), ("phone", "key"), ("text", "but"),
        ] {
            let plan = match role {
                "but" => ColumnPlan {
                    unknown: Some(UnknownWords { words: vec!["小雨".to_owned(), "a".to_owned()], cells: 1, missing: true }),
                    ..plan(semantic, "attribute")
                },
                role => plan(semantic, role),
            };
            let mut single = Sink::new(0, &plan, &zone).unwrap();
            let one: Vec<bool> = cells.iter().zip(1..).map(|(cell, record)| single.push(cell, record)).collect();
            let mut batch = Sink::new(0, &plan, &zone).unwrap();
            let mut all = vec![false; cells.len()];
            batch.extend(cells.iter().copied().zip(1..), &mut all);
            prop_assert_eq!(&one, &all, "{}", semantic);
            let rows = cells.len() as u32;
            prop_assert_eq!(account(single, &plan, rows), account(batch, &plan, rows), "{}", semantic);
        }
    }
}
