//! Any table, written in any dialect, encoding and quoting, with lines above and below: the same table comes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::import::{inspect, preview};
use proptest::prelude::*;
use serde_json::{Value, json};

#[derive(Debug, Clone)]
struct Row {
    id: u32,
    phone: Option<u32>,
    days: u16,
    cents: Option<u32>,
    tags: Vec<usize>,
    note: String,
}

#[derive(Debug, Clone, Copy)]
struct Style {
    delimiter: char,
    encoding: usize,
    line_end: usize,
    quote_all: bool,
    above: usize,
    below: usize,
    date: usize,
    money: usize,
    separator: char,
    trailing: bool,
}

const HEADER: [&str; 6] = ["会员编号", "手机号", "注册日期", "累计消费", "标签", "备注"];
const TAGS: [&str; 6] = ["高价值", "母婴", "来源:抖音", "VIP", "新客", "A类"];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let note = prop_oneof![
        Just(String::new()),
        "[a-z木あé𠮷😀,;|\t\"'\\\\ \n0-9:，。-]{0,24}".prop_map(|inner| format!("记{inner}完")),
    ];
    let row = (
        0u32..900_000,
        prop::option::weighted(0.8, 0u32..99_999_999),
        0u16..15_000,
        prop::option::weighted(0.9, 0u32..90_000_000),
        prop::collection::btree_set(0usize..TAGS.len(), 0..4),
        note,
    )
        .prop_map(|(id, phone, days, cents, tags, note)| Row {
            id,
            phone,
            days,
            cents,
            tags: tags.into_iter().collect(),
            note,
        });
    prop::collection::vec(row, 4..24)
}

fn styles() -> impl Strategy<Value = Style> {
    (
        prop::sample::select(vec![',', '\t', ';', '|']),
        0usize..7,
        0usize..3,
        any::<bool>(),
        0usize..4,
        0usize..4,
        0usize..4,
        0usize..3,
        prop::sample::select(vec![';', '|', '、', ',', '，']),
        any::<bool>(),
    )
        .prop_map(
            |(
                delimiter,
                encoding,
                line_end,
                quote_all,
                above,
                below,
                date,
                money,
                separator,
                trailing,
            )| Style {
                delimiter,
                encoding,
                line_end,
                quote_all,
                above,
                below,
                date,
                money,
                separator,
                trailing,
            },
        )
}

fn civil(days: u16) -> (i32, u32, u32) {
    fenqun::time::civil::date(i32::from(days) + 5000)
}

fn grouped(whole: u32) -> String {
    let digits = whole.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn cells(row: &Row, style: Style) -> [String; 6] {
    let (y, m, d) = civil(row.days);
    [
        format!("{:08}", row.id),
        row.phone.map_or(String::new(), |p| format!("138{p:08}")),
        match style.date {
            0 => format!("{y:04}-{m:02}-{d:02}"),
            1 => format!("{y}/{m}/{d}"),
            2 => format!("{y}年{m}月{d}日"),
            _ => format!("{y}.{m}.{d}"),
        },
        row.cents.map_or(String::new(), |c| match style.money {
            0 => format!("{}.{:02}", c / 100, c % 100),
            1 => format!("¥{}.{:02}", grouped(c / 100), c % 100),
            _ => format!("{}.{:02}元", c / 100, c % 100),
        }),
        row.tags.iter().map(|&t| TAGS[t]).collect::<Vec<_>>().join(&style.separator.to_string()),
        row.note.clone(),
    ]
}

fn expected(row: &Row) -> Vec<Value> {
    let (y, m, d) = civil(row.days);
    vec![
        json!(format!("{:08}", row.id)),
        row.phone.map_or(Value::Null, |p| json!(format!("+86138{p:08}"))),
        json!(format!("{y:04}-{m:02}-{d:02}")),
        row.cents.map_or(Value::Null, |c| json!(f64::from(c) / 100.0)),
        if row.tags.is_empty() {
            Value::Null
        } else {
            row.tags.iter().map(|&t| json!(TAGS[t])).collect()
        },
        if row.note.is_empty() { Value::Null } else { json!(row.note) },
    ]
}

fn written(rows: &[Row], style: Style) -> Vec<u8> {
    let end = ["\n", "\r\n", "\r"][style.line_end];
    let mut text = String::new();
    text.push_str(&match style.above {
        1 => format!("会员导出{end}{end}"),
        2 => format!("sep={}{end}", style.delimiter),
        3 => format!("# 导出时间：2024-03-05 10:00:00{end}"),
        _ => String::new(),
    });
    let mut line = |cells: &[String]| {
        let fields: Vec<String> = cells
            .iter()
            .map(|c| {
                let special = [style.delimiter, '"', '\n', '\r'];
                if style.quote_all || c.contains(special) {
                    format!("\"{}\"", c.replace('"', "\"\""))
                } else {
                    c.clone()
                }
            })
            .collect();
        text.push_str(&fields.join(&style.delimiter.to_string()));
        if style.trailing {
            text.push(style.delimiter);
        }
        text.push_str(end);
    };
    line(&HEADER.map(str::to_owned));
    for row in rows {
        line(&cells(row, style));
    }
    match style.below {
        1 => line(&["合计", "", "", "123.00", "", ""].map(str::to_owned)),
        2 => text.push_str(&format!("{end}共{}笔记录{end}", rows.len())),
        3 => text.push_str(&format!("--------------------{end}")),
        _ => {}
    }
    let units = |little: bool| {
        text.encode_utf16()
            .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect::<Vec<u8>>()
    };
    match style.encoding {
        0 => text.into_bytes(),
        1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        2 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        3 => units(true),
        4 => units(false),
        5 => [b"\xff\xfe".to_vec(), units(true)].concat(),
        _ => [b"\xfe\xff".to_vec(), units(false)].concat(),
    }
}

fn same(have: &Value, want: &Value) -> bool {
    match (have.as_f64(), want.as_f64()) {
        (Some(have), Some(want)) => (have - want).abs() < 1e-6,
        _ => have == want,
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in rows(), style in styles()) {
        let bytes = written(&rows, style);
        let plan = inspect("x.csv", &bytes, bytes.len() as u64).unwrap();
        let names: Vec<&str> = plan.columns.iter().map(|c| c.name.as_str()).collect();
        prop_assert_eq!(&names, &HEADER);
        let read = preview(&plan, &bytes, usize::MAX).unwrap().rows;
        prop_assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().zip(&rows) {
            for (column, (have, want)) in read.values.iter().zip(expected(row)).enumerate() {
                prop_assert!(
                    same(&have.value, &want),
                    "{}: {} is not {} (cell {:?})",
                    HEADER[column], have.value, want, read.raw[column]
                );
            }
        }
    }
}
