//! Workbooks made cell by cell: sheets, epochs, formats, limits.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::import::{Loader, RejectReason, Source, inspect, reinspect};
use fenqun::table::{Semantic, Value};
use fenqun::time::civil;
use fenqun::{Code, Error};
use std::io::{Cursor, Write};

/// An XLSX with the given sheets; rows are XML. Styles: 0 general, 1 date, 2 percent, 3 ¥.
fn workbook(epoch_1904: bool, sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        zip.start_file(
            name,
            zip::write::SimpleFileOptions::default()
                .compression_method(zip::CompressionMethod::Deflated),
        )
        .unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let numbered = || sheets.iter().zip(1..);
    add(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    );
    add(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let list: String = numbered()
        .map(|((name, _), n)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
        .collect();
    add(
        "xl/workbook.xml",
        &format!(
            "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><workbookPr date1904=\"{}\"/><sheets>{list}</sheets></workbook>",
            i32::from(epoch_1904)
        ),
    );
    let links: String =
        numbered().map(|(_, n)| format!("<Relationship Id=\"rId{n}\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")).collect();
    add(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
        ),
    );
    add(
        "xl/styles.xml",
        &format!(
            "<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"&quot;¥&quot;#,##0.00\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
        ),
    );
    for ((_, rows), n) in numbered() {
        add(
            &format!("xl/worksheets/sheet{n}.xml"),
            &format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        );
    }
    zip.finish().unwrap().into_inner()
}

/// A row of cells: `text`, `#number`, `d#date`, `%#share`, `¥#money`, or nothing.
fn row(number: u32, cells: &[&str]) -> String {
    let mut out = format!("<row r=\"{number}\">");
    for (cell, letter) in cells.iter().zip('A'..) {
        let place = format!("{letter}{number}");
        if let Some((style, value)) = cell.split_once('#') {
            let style = match style {
                "d" => 1,
                "%" => 2,
                "¥" => 3,
                _ => 0,
            };
            out.push_str(&format!("<c r=\"{place}\" s=\"{style}\"><v>{value}</v></c>"));
        } else if !cell.is_empty() {
            out.push_str(&format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        }
    }
    out + "</row>"
}

fn load(bytes: &[u8]) -> Result<Source, Error> {
    let plan = inspect("会员.xlsx", bytes, bytes.len() as u64)?;
    let mut loader = Loader::new(plan)?;
    for slice in bytes.chunks(1000) {
        loader.push(slice)?;
    }
    loader.finish()
}

fn members(epoch_1904: bool, serial: u32) -> Vec<u8> {
    let mut rows = row(1, &["会员号", "手机", "注册日期", "复购率", "消费金额", "订单号"]);
    for n in 2..12u32 {
        let phone = format!("#{}", 13_800_131_000u64 + u64::from(n));
        rows += &row(
            n,
            &[
                &format!("{n:04}"),
                &phone,
                &format!("d#{serial}"),
                "%#0.125",
                "¥#1234.5",
                "#8.8E+18",
            ],
        );
    }
    rows += &row(12, &["合计", "", "", "", "¥#12345", ""]);
    workbook(epoch_1904, &[("说明", &row(1, &["填写须知：不要改动"])), ("会员", &rows)])
}

#[test]
fn the_sheet_with_the_table_is_read_and_formats_say_what_numbers_mean() {
    for (epoch_1904, serial) in [(false, 45_356), (true, 43_894)] {
        let source = load(&members(epoch_1904, serial)).unwrap();
        assert_eq!(source.plan.sheet.as_deref(), Some("会员"));
        assert_eq!(
            source.plan.sheets.iter().map(|s| (s.rows, s.columns)).collect::<Vec<_>>(),
            [(1, 1), (12, 6)]
        );
        let types: Vec<_> = source.columns.iter().map(|c| c.semantic).collect();
        assert_eq!(
            types,
            [
                Semantic::Id,
                Semantic::Phone,
                Semantic::Date,
                Semantic::Percent,
                Semantic::Money,
                Semantic::Id
            ]
        );
        assert_eq!(source.columns[0].value(0), Some(Value::Text("0002".into())));
        assert_eq!(source.columns[1].value(0), Some(Value::Text("+8613800131002".into())));
        assert_eq!(source.columns[2].value(0), Some(Value::Date(civil::days(2024, 3, 5).unwrap())));
        assert_eq!(
            format!("{:?}", source.columns[3].value(0)),
            "Some(Number(Decimal { mantissa: 125, scale: 3 }))"
        );
        assert_eq!(source.columns[4].currency.as_deref(), Some("CNY"));
        // the digits of a number beyond 2⁵³ are lost: no id
        assert_eq!((source.columns[5].value(0), source.report.columns[5].parsed), (None, 0));
        assert_eq!(
            (source.report.accepted, source.rejected[0].reason, source.rejected[0].line),
            (10, RejectReason::TotalsLine, 12)
        );
    }
}

#[test]
fn another_sheet_can_be_chosen() {
    let bytes = workbook(
        false,
        &[
            ("甲", &(row(1, &["id", "name"]) + &row(2, &["1", "a"]) + &row(3, &["2", "b"]))),
            ("乙", &(row(3, &["编号", "城市"]) + &row(4, &["7", "杭州"]))),
        ],
    );
    let mut plan = inspect("x", &bytes, bytes.len() as u64).unwrap();
    plan.sheet = Some("乙".to_owned());
    let again = reinspect(&plan, &bytes).unwrap();
    assert_eq!(
        (again.sheet.as_deref(), again.header_line, again.columns[1].name.as_str()),
        (Some("乙"), 3, "城市")
    );
    plan.sheet = Some("丙".to_owned());
    assert_eq!(reinspect(&plan, &bytes).unwrap_err().code, Code::UnknownSheet);
    assert_eq!(
        Loader::new(plan)
            .and_then(|mut l| l.push(&bytes).and_then(|_| l.finish()))
            .unwrap_err()
            .code,
        Code::UnknownSheet
    );
}

#[test]
fn far_cells_do_not_take_memory() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let rows = row(1, &["id", "name"]) + &row(2, &["1", "a"]) + &row(3, &["2", "b"]) + far;
    let source = load(&workbook(false, &[("a", &rows)])).unwrap();
    assert_eq!(
        (source.columns.len(), source.report.accepted, source.rejected[0].reason),
        (2, 2, RejectReason::TooManyFields)
    );
}

#[test]
fn a_bomb_a_lock_and_a_ruin_are_told_apart() {
    let spaces = " ".repeat(80 << 20);
    assert_eq!(load(&workbook(false, &[("a", &spaces)])).unwrap_err().code, Code::InflatesTooMuch);
    let locked: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        .iter()
        .copied()
        .chain([0; 600])
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(load(&locked).unwrap_err().code, Code::EncryptedWorkbook);
    let good = members(false, 45_356);
    let mut wrong = good.clone();
    let middle = wrong.len() / 2;
    wrong[middle..middle + 40].fill(0x55);
    assert!(load(&wrong).is_err_and(|e| e.code == Code::BrokenWorkbook));
    assert_eq!(load(&good[..good.len() - 30]).unwrap_err().code, Code::BrokenWorkbook);
    assert_eq!(
        load(&workbook(false, &[("a", &row(1, &["id", "name"]))])).unwrap_err().code,
        Code::NoRows
    );
}

#[test]
fn merged_cells_are_repeated_in_the_body_and_not_in_the_header() {
    let cells = [
        row(1, &["门店", "会员", ""]),
        row(2, &["", "姓名", "手机"]),
        row(3, &["杭州店", "赵浩然", "#13800131000"]),
        row(4, &["", "钱欣妍", "#13800131001"]),
        row(5, &["宁波店", "孙文博", "#13800131002"]),
    ]
    .concat();
    let merges = "<mergeCells count=\"3\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>";
    let sheet = format!("{cells}</sheetData>{merges}<sheetData>");
    let source = load(&workbook(false, &[("会员", &sheet)])).unwrap();
    let names: Vec<_> = source.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["门店", "会员 姓名", "会员 手机"]);
    let shops: Vec<_> = (0..3).map(|r| source.columns[0].value(r)).collect();
    let text = |t: &'static str| Some(Value::Text(t.into()));
    assert_eq!(shops, [text("杭州店"), text("杭州店"), text("宁波店")]);
}

#[test]
fn a_day_without_a_format_counts_from_the_epoch_of_its_workbook() {
    for (epoch_1904, serial) in [(false, 45_356), (true, 43_894)] {
        let mut rows = row(1, &["会员号", "注册日期", "最近到店"]);
        for n in 2..8u32 {
            let (bare, dated) = (format!("#{serial}"), format!("d#{serial}"));
            rows += &row(n, &[&format!("M{n}"), &bare, &dated]);
        }
        let bytes = workbook(epoch_1904, &[("会员", &rows)]);
        let plan = inspect("会员.xlsx", &bytes, bytes.len() as u64).unwrap();
        assert_eq!(plan.epoch_1904, epoch_1904);
        let shown = fenqun::import::preview(&plan, &bytes, 1).unwrap();
        let source = load(&bytes).unwrap();
        let day = i64::from(civil::days(2024, 3, 5).unwrap());
        for at in [1, 2] {
            let value = source.columns[at].value(0);
            assert!(
                value == Some(Value::Date(day as i32))
                    || matches!(value, Some(Value::Datetime(ms)) if (ms + 8 * 3_600_000) / 86_400_000 == day),
                "{}: {value:?}",
                source.columns[at].name
            );
            let text = shown.rows[0].values[at].value.to_string();
            assert!(text.contains("2024-03-05"), "{text}");
        }
    }
}
