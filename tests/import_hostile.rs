//! Files that are damaged, hostile or merely odd: every one gives a named error or an account of every row, never a panic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use fenqun::import::{
    CellIssue, Encoding, FilePlan, Loader, RejectReason, Role, RowsAre, Source, inspect, reinspect,
    rejected_csv,
};
use fenqun::table::{Semantic, Value};
use fenqun::{Code, Error};
use proptest::prelude::*;
use std::path::Path;

fn plan(bytes: &[u8]) -> Result<FilePlan, Error> {
    inspect("file", bytes, bytes.len() as u64)
}

fn read(plan: FilePlan, bytes: &[u8], cuts: &[usize]) -> Result<Source, Error> {
    let mut loader = Loader::new(plan)?;
    let mut from = 0;
    for &cut in cuts {
        let to = cut.clamp(from, bytes.len());
        loader.push(&bytes[from..to])?;
        from = to;
    }
    loader.push(&bytes[from..])?;
    loader.finish()
}

fn load(bytes: &[u8]) -> Result<Source, Error> {
    read(plan(bytes)?, bytes, &[])
}

/// Everything that can be seen of a source.
fn seen(source: &Source) -> String {
    let rows: Vec<_> = (0..source.rows.len()).map(|r| source.rows.get(r)).collect();
    let values: Vec<Vec<_>> =
        source.columns.iter().map(|c| (0..c.len()).map(|r| c.value(r)).collect()).collect();
    format!("{:?}{:?}{:?}{rows:?}{values:?}", source.plan, source.report, source.rejected)
}

fn accounted(source: &Source) -> bool {
    let r = &source.report;
    let reasons: u32 = r.reasons.iter().map(|r| r.rows).sum();
    r.read == r.accepted + r.merged + r.rejected + r.blank
        && reasons == r.rejected
        && source.rejected.len() == r.rejected as usize
        && source.rows.len() == r.accepted
        && source.columns.iter().all(|c| c.len() == r.accepted)
        && r.columns.iter().all(|c| c.parsed <= c.filled && c.filled <= r.accepted)
}

fn corpus() -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e != "json"))
        .collect();
    paths.sort();
    paths.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

#[test]
fn files_without_a_table_say_what_they_are() {
    let code = |bytes: &[u8]| load(bytes).unwrap_err().code;
    assert_eq!(code(b""), Code::EmptyFile);
    assert_eq!(code(b"\xef\xbb\xbf"), Code::EmptyFile);
    assert_eq!(code(b"id,name\n"), Code::NoRows);
    assert_eq!(code(b"id,name"), Code::NoRows);
    assert_eq!(code(b"%PDF-1.7 ..."), Code::NotATable);
    let noise: Vec<u8> =
        (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(code(&noise), Code::NotATable);
    assert_eq!(plan(b"").unwrap_err().location.file.as_deref(), Some("file"));
}

#[test]
fn an_unclosed_quote_costs_one_row() {
    let mut text = String::from("编号,姓名,备注\n");
    for i in 0..500 {
        let note = if i == 100 { "\"never closed".to_owned() } else { format!("\"note, {i}\"") };
        text.push_str(&format!("{i:04},赵{i},{note}\n"));
    }
    let source = load(text.as_bytes()).unwrap();
    assert_eq!((source.report.accepted, source.report.rejected), (499, 1));
    let row = &source.rejected[0];
    assert_eq!(
        (row.reason, row.row, row.line, row.text.as_str()),
        (RejectReason::UnclosedQuote, 102, 102, "0100,赵100,\"never closed")
    );
    assert_eq!(source.rows.get(100), Some(103));
}

#[test]
fn rows_of_the_wrong_shape_are_rejected_with_their_reason() {
    let text = "id,name,city,age\n1,a,x,5\n2,b,y,6,extra\n3\n4,c\n\n,,,\n5,d,z,7,,\n合计,,,18\nid,name,city,age\n6,e,x,8\n";
    let source = load(text.as_bytes()).unwrap();
    let reasons: Vec<_> = source.rejected.iter().map(|r| (r.row, r.reason)).collect();
    assert_eq!(
        reasons,
        [
            (3, RejectReason::TooManyFields),
            (4, RejectReason::TooFewFields),
            (9, RejectReason::TotalsLine),
            (10, RejectReason::RepeatedHeader)
        ]
    );
    assert_eq!((source.report.read, source.report.accepted, source.report.blank), (10, 4, 2));
    assert!(accounted(&source));
}

#[test]
fn bytes_that_the_encoding_does_not_have_reject_their_row() {
    let mut bytes = "姓名,城市\n".as_bytes().to_vec();
    for i in 0..50 {
        bytes.extend_from_slice(format!("赵浩然{i},杭州市\n").as_bytes());
    }
    bytes.extend_from_slice(b"\xe8\xb5\xff,x\n");
    bytes.extend_from_slice("钱欣妍,上海\n".as_bytes());
    let source = load(&bytes).unwrap();
    assert_eq!(source.plan.encoding, Some(Encoding::Utf8));
    assert_eq!(
        (source.report.accepted, source.rejected[0].reason),
        (51, RejectReason::BadEncoding)
    );
}

#[test]
fn cells_that_cannot_be_read_are_missing_and_counted() {
    let text = "会员编号,手机号,性别\n001,138****1037,女\n002,1.38E+10,未知\n003,13800131000,男\n004,123,男\n005,未知,2\n";
    let source = load(text.as_bytes()).unwrap();
    let phone = &source.report.columns[1];
    assert_eq!((phone.filled, phone.parsed), (4, 1));
    let issues: Vec<_> = phone.failed.iter().map(|f| (f.row, f.reason)).collect();
    assert_eq!(issues, [(2, CellIssue::Masked), (3, CellIssue::Lossy), (5, CellIssue::WrongShape)]);
    assert_eq!(source.columns[2].value(4), Some(Value::Text("female".into())));
    assert_eq!(source.columns[0].value(0), Some(Value::Text("001".into())));
}

#[test]
fn an_extension_that_is_left_out_is_told() {
    let text = "会员编号,电话\n001,010-66668888\n002,0571-88880000转801\n003,13800131000\n004,010-66668888 ext. 12\n005,010-66668888x12\n006,010-66668888-8021\n007,138****1000转8\n008,13800131001\n";
    let source = load(text.as_bytes()).unwrap();
    let phone = &source.report.columns[1];
    assert_eq!(source.columns[1].value(1), Some(Value::Text("+8657188880000".into())));
    assert_eq!(source.columns[1].value(4), Some(Value::Text("+861066668888".into())));
    let told = phone.extensions.as_ref().unwrap();
    assert_eq!((told.cells, told.row, told.text.as_str()), (4, 3, "0571-88880000转801"));
    assert_eq!((phone.filled, phone.parsed), (8, 7), "a masked number has none");
    assert!(source.report.columns[0].extensions.is_none());
}

#[test]
fn a_correction_is_obeyed() {
    let text = "a;b\n1;2,5\n2;3,5\n";
    let mut changed = plan(text.as_bytes()).unwrap();
    changed.delimiter = Some(',');
    let again = reinspect(&changed, text.as_bytes()).unwrap();
    assert_eq!((again.delimiter, again.columns.len()), (Some(','), 2));
    let mut changed = plan(text.as_bytes()).unwrap();
    changed.header_line = 0;
    let again = reinspect(&changed, text.as_bytes()).unwrap();
    assert_eq!((again.header_line, again.columns[0].name.as_str()), (0, "column_1"));
    assert_eq!(read(again, text.as_bytes(), &[]).unwrap().report.accepted, 3);
    let mut changed = plan(text.as_bytes()).unwrap();
    changed.columns[0].semantic = Semantic::Text;
    changed.columns[1].role = Role::Ignore;
    let source = read(changed, text.as_bytes(), &[]).unwrap();
    assert_eq!(
        (source.columns.len(), source.columns[0].value(0)),
        (1, Some(Value::Text("1".into())))
    );
}

#[test]
fn a_plan_that_cannot_hold_is_refused() {
    let text = "id,day,amount\n1,2024-03-05,5\n";
    let good = plan(text.as_bytes()).unwrap();
    let refused = |change: &dyn Fn(&mut FilePlan)| {
        let mut plan = good.clone();
        change(&mut plan);
        Loader::new(plan).err().unwrap().code
    };
    assert_eq!(refused(&|p| p.zone = "Mars/Base".to_owned()), Code::UnknownZone);
    assert_eq!(refused(&|p| p.columns[1].name = "id".to_owned()), Code::BadPlan);
    assert_eq!(refused(&|p| p.columns[2].role = Role::Key), Code::BadPlan);
    assert_eq!(refused(&|p| p.columns[2].role = Role::Time), Code::BadPlan);
    assert_eq!(refused(&|p| p.delimiter = Some('x')), Code::BadPlan);
    assert_eq!(refused(&|p| p.rows_are = RowsAre::Events), Code::BadPlan);
    assert_eq!(
        refused(&|p| p.columns.iter_mut().for_each(|c| c.role = Role::Ignore)),
        Code::BadPlan
    );
}

#[test]
fn rejected_rows_are_safe_in_a_spreadsheet() {
    let text = "id,name\n1,a\n=cmd()|x,2,3\n2,b\n";
    let csv = String::from_utf8(rejected_csv(&load(text.as_bytes()).unwrap().rejected)).unwrap();
    assert_eq!(csv, "\u{feff}row,line,reason,text\r\n3,3,too_many_fields,\"'=cmd()|x,2,3\"\r\n");
}

#[test]
fn a_record_beyond_the_limit_is_rejected_and_reading_goes_on() {
    let mut text = String::from("id,name\n1,a\n2,");
    text.push_str(&"x".repeat(17 << 20));
    text.push_str("\n3,c\n");
    let source =
        read(plan(b"id,name\n1,a\n2,b\n3,c\n").unwrap(), text.as_bytes(), &[5 << 20, 16 << 20])
            .unwrap();
    assert_eq!((source.report.accepted, source.rejected[0].reason), (2, RejectReason::TooLong));
    assert_eq!(source.rejected[0].line, 3);
}

#[test]
fn a_workbook_cut_anywhere_is_an_error() {
    for bytes in corpus().into_iter().filter(|b| b.starts_with(b"PK") || b.starts_with(b"\xd0\xcf"))
    {
        for part in 1..8 {
            let cut = &bytes[..bytes.len() * part / 8];
            if let Ok(plan) = plan(cut) {
                assert!(read(plan, cut, &[]).is_ok_and(|s| accounted(&s)));
            }
        }
        assert_eq!(plan(&bytes[..64]).unwrap_err().location.file.as_deref(), Some("file"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_an_account_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(source) = load(&bytes) {
            prop_assert!(accounted(&source));
        }
    }

    #[test]
    fn any_text_gives_an_account_or_an_error(text in "[a-c0-9,;\t\"\r\n ¥赵\u{feff}=']{0,200}") {
        if let Ok(source) = load(text.as_bytes()) {
            prop_assert!(accounted(&source), "{:?}", source.report);
        }
    }

    #[test]
    fn damaged_files_give_an_account_or_an_error(file in 0..100usize, at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..6), keep in any::<prop::sample::Index>()) {
        let files = corpus();
        let mut damaged = files[file % files.len()].clone();
        let at = at.index(damaged.len());
        let end = (at + bytes.len()).min(damaged.len());
        damaged.splice(at..end, bytes);
        if keep.index(4) == 0 {
            damaged.truncate(keep.index(damaged.len()) + 1);
        }
        if let Ok(source) = load(&damaged) {
            prop_assert!(accounted(&source), "{:?}", source.report);
        }
    }

    #[test]
    fn slices_do_not_matter(file in 0..100usize, mut cuts in prop::collection::vec(0..6000usize, 0..12)) {
        let files = corpus();
        let bytes = &files[file % files.len()];
        cuts.sort_unstable();
        let plan = plan(bytes).unwrap();
        let whole = read(plan.clone(), bytes, &[]).unwrap();
        let sliced = read(plan, bytes, &cuts).unwrap();
        prop_assert_eq!(seen(&whole), seen(&sliced));
    }

    #[test]
    fn slices_do_not_matter_to_broken_text(text in "id,n\n([a-c]{0,3}[,\"\r\n]{0,3}){0,60}", mut cuts in prop::collection::vec(0..200usize, 0..8)) {
        if let Ok(plan) = plan(text.as_bytes()) {
            cuts.sort_unstable();
            let whole = read(plan.clone(), text.as_bytes(), &[]);
            let sliced = read(plan, text.as_bytes(), &cuts);
            prop_assert_eq!(whole.map(|s| seen(&s)), sliced.map(|s| seen(&s)));
        }
    }
}
