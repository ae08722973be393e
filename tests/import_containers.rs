//! One small file of each container, made here, read cell by cell; and hostile ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use encoding_rs::{GBK, UTF_16LE};
use fenqun::import::{
    Container, Encoding, FilePlan, Loader, RejectReason, Source, inspect, is_archive, reinspect,
    unpack,
};
use fenqun::table::{Semantic, Value};
use fenqun::{Code, Error};
use std::io::{Cursor, Write};

fn plan(bytes: &[u8]) -> Result<FilePlan, Error> {
    inspect("file", bytes, bytes.len() as u64)
}

/// As texts, so that cells are seen as they were read from the container.
fn raw(mut plan: FilePlan) -> FilePlan {
    plan.columns.iter_mut().for_each(|c| {
        c.semantic = Semantic::Text;
        c.role = fenqun::import::Role::Attribute;
    });
    plan.rows_are = fenqun::import::RowsAre::Contacts;
    plan
}

fn read(plan: FilePlan, bytes: &[u8], slice: usize) -> Result<Source, Error> {
    let mut loader = Loader::new(plan)?;
    for part in bytes.chunks(slice.max(1)) {
        loader.push(part)?;
    }
    loader.finish()
}

/// Names of the columns, and cells with `-` for missing ones; the same whatever the slices.
fn table(plan: &FilePlan, bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let seen = |source: &Source| {
        let names: Vec<String> = source.columns.iter().map(|c| c.name.clone()).collect();
        let rows = (0..source.report.accepted)
            .map(|row| {
                let cell = |c: &fenqun::table::Column| match c.value(row) {
                    Some(Value::Text(text)) => text.to_string(),
                    None => "-".to_owned(),
                    other => panic!("{other:?}"),
                };
                source.columns.iter().map(cell).collect()
            })
            .collect::<Vec<Vec<String>>>();
        (names, rows)
    };
    let whole = seen(&read(raw(plan.clone()), bytes, usize::MAX).unwrap());
    for slice in [1, 7, 64] {
        assert_eq!(seen(&read(raw(plan.clone()), bytes, slice).unwrap()), whole);
    }
    whole
}

fn opened(bytes: &[u8], container: Container) -> (Vec<String>, Vec<Vec<String>>) {
    let plan = plan(bytes).unwrap();
    assert_eq!(plan.container, container);
    table(&plan, bytes)
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

#[test]
fn lines_of_json_keep_every_digit() {
    let text = "\u{feff}{\"uid\": 900000000000000001, \"p\": {\"a\": 1.50, \"tags\": [\"x, y\", 2]}, \"ok\": true}\r\n\r\n{\"uid\": 900000000000000002, \"p\": {\"a\": null, \"tags\": []}, \"late\": [{\"k\": 1}]}\n";
    let (names, rows) = opened(text.as_bytes(), Container::Ndjson);
    assert_eq!(names, ["uid", "p.a", "p.tags", "ok", "late"]);
    assert_eq!(
        rows,
        [
            ["900000000000000001", "1.50", "[\"x, y\",\"2\"]", "true", "-"],
            ["900000000000000002", "-", "-", "-", "[{\"k\":1}]"]
        ]
    );
    let found = plan(text.as_bytes()).unwrap();
    assert!(found.bom && found.evidence.iter().any(|e| e.because == "byte_order_mark"));
    for encoding in [GBK, UTF_16LE] {
        let text = "{\"姓名\": \"赵浩然\"}\n{\"姓名\": \"钱欣妍\"}\n{\"姓名\": \"老陈建材批发\"}\n"
            .repeat(3);
        let bytes = if encoding == UTF_16LE {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            encoding.encode(&text).0.into_owned()
        };
        let (names, rows) = opened(&bytes, Container::Ndjson);
        assert_eq!((names[0].as_str(), rows[0][0].as_str()), ("姓名", "赵浩然"));
    }
}

#[test]
fn damaged_lines_and_late_keys_are_counted() {
    let mut text = "{\"id\": 1, \"n\": \"a\"}\n{\"id\": 2, \"n\": \"b\"}\n".repeat(2);
    let planned = plan(text.as_bytes()).unwrap();
    text.push_str("{\"id\": 3, \"n\": \n{\"id\": 4, \"new\": {\"key\": 5}}\n[1]\n");
    let source = read(planned, text.as_bytes(), 3).unwrap();
    assert_eq!((source.report.read, source.report.accepted), (7, 5));
    let bad: Vec<_> = source.rejected.iter().map(|r| (r.line, r.reason, r.text.as_str())).collect();
    assert_eq!(
        bad,
        [(5, RejectReason::Damaged, "{\"id\": 3, \"n\":"), (7, RejectReason::Damaged, "[1]")]
    );
    let unplanned = &source.report.unplanned;
    assert_eq!((unplanned[0].name.as_str(), unplanned[0].rows), ("new.key", 1));
}

#[test]
fn records_are_the_largest_list_and_another_one_can_be_chosen() {
    let text = r#"{"code": 0, "data": {"admins": [{"a": 1}], "rows": [{"id": 1, "x": {"y": [{"z": 1}, {"z": 2}]}}, {"id": 2, "x": {"y": []}}, {"id": 3}]}}"#;
    let first = plan(text.as_bytes()).unwrap();
    assert_eq!(first.records_path.as_deref(), Some("data.rows"));
    let paths: Vec<_> = first.record_paths.iter().map(|p| (p.path.as_str(), p.records)).collect();
    assert_eq!(paths, [("data.rows", 3), ("data.admins", 1), ("data.rows[].x.y[]", 2)]);
    let (names, rows) = table(&first, text.as_bytes());
    assert_eq!(names, ["id", "x.y"]);
    assert_eq!(rows, [["1", "[{\"z\":1},{\"z\":2}]"], ["2", "-"], ["3", "-"]]);
    let mut other = first.clone();
    other.records_path = Some("data.rows[].x.y[]".to_owned());
    let other = reinspect(&other, text.as_bytes()).unwrap();
    let (names, rows) = table(&other, text.as_bytes());
    assert_eq!(names, ["id", "x.y.z"]);
    assert_eq!(rows, [["1", "1"], ["1", "2"], ["2", "-"], ["3", "-"]]);
    let mut none = first;
    none.records_path = Some("nowhere".to_owned());
    assert_eq!(reinspect(&none, text.as_bytes()).unwrap_err().code, Code::UnknownRecords);
}

#[test]
fn one_contact_has_a_row_for_each_of_its_staff() {
    let contact = r#"{"external_contact": {"external_userid": "wo1", "name": "赵"}, "follow_user": [{"userid": "li", "tags": [{"tag_name": "VIP"}]}, {"userid": "wang"}]}"#;
    let want = (
        [
            "external_contact.external_userid",
            "external_contact.name",
            "follow_user.userid",
            "follow_user.tags",
        ]
        .map(str::to_owned)
        .to_vec(),
        vec![vec!["wo1", "赵", "li", "[{\"tag_name\":\"VIP\"}]"], vec!["wo1", "赵", "wang", "-"]]
            .into_iter()
            .map(|row| row.into_iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>(),
    );
    assert_eq!(plan(contact.as_bytes()).unwrap().records_path.as_deref(), Some("follow_user[]"));
    assert_eq!(opened(contact.as_bytes(), Container::Json), want);
    let list = format!("[{contact}]");
    assert_eq!(plan(list.as_bytes()).unwrap().records_path.as_deref(), Some("[].follow_user[]"));
    assert_eq!(opened(list.as_bytes(), Container::Json), want);
    let lines = format!("{contact}\n{contact}\n");
    let (names, rows) = opened(lines.as_bytes(), Container::Ndjson);
    assert_eq!((names, rows.len()), (want.0, 4));
}

#[test]
fn hostile_json_is_refused_or_read() {
    let code = |text: &str| plan(text.as_bytes()).unwrap_err();
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(code(&deep).code, Code::NotJson);
    assert_eq!(code("{\"a\": [1, 2").params["reason"], "EOF too early at line 1 column 12");
    assert_eq!(code("[[1,2],[3,4]]").code, Code::NoRecords);
    let wide: String = (0..10_000).map(|i| format!("\"k{i}\": {i},")).collect::<Vec<_>>().concat();
    let wide = format!("[{{{wide} \"end\": 1}}]");
    let started = std::time::Instant::now();
    assert_eq!(plan(wide.as_bytes()).unwrap().columns.len(), 10_001);
    assert!(started.elapsed().as_secs() < 5);
    let wider: String = (0..17_000).map(|i| format!("\"k{i}\": {i},")).collect();
    assert_eq!(code(&format!("[{{{wider} \"end\": 1}}]")).code, Code::TooManyColumns);
    let long = format!(
        "[{{\"na\\u0007me\\n\": \"{}\"}}, {{\"na\\u0007me\\n\": \"b\"}}]",
        "x".repeat(2 << 20)
    );
    let (_, rows) = opened(long.as_bytes(), Container::Json);
    assert_eq!(rows[0][0].len(), 2 << 20);
}

#[test]
fn cards_of_every_version_are_rows() {
    let gbk = GBK.encode("赵浩然").0.iter().map(|b| format!("={b:02X}")).collect::<String>();
    let text = format!(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{gbk};;;;\r\nTEL;CELL;PREF:13800131000\r\nTEL;WORK:0571-88880000\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=E8=80=81=\r\n=E5=AE=A2\r\nPHOTO;ENCODING=BASE64;JPEG:AAAA\r\n BBBB\r\n\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\\, B\r\nitem1.EMAIL;TYPE=INTERNET:a@x.com\r\nCATEGORIES:VIP,新客\r\nX-WECHAT:ann\r\nADR:;;1 Road;Town;;;CN\r\nEND:VCARD\r\nbegin:vcard\nversion:4.0\nFN:C\nBDAY:19900305\nend:vcard\n"
    );
    let (names, rows) = opened(text.as_bytes(), Container::Vcard);
    assert_eq!(
        names,
        ["FN", "TEL", "EMAIL", "ORG", "TITLE", "NOTE", "CATEGORIES", "BDAY", "X-WECHAT", "ADR"]
    );
    assert_eq!(
        rows,
        [
            ["赵浩然", "13800131000;0571-88880000", "-", "-", "-", "老客", "-", "-", "-", "-"],
            ["Ann, B", "-", "a@x.com", "-", "-", "-", "VIP,新客", "-", "ann", "1 Road Town CN"],
            ["C", "-", "-", "-", "-", "-", "-", "19900305", "-", "-"]
        ]
    );
    let found = plan(text.as_bytes()).unwrap();
    let left_out = found.evidence.iter().find(|e| e.because == "pictures_left_out").unwrap();
    assert_eq!(left_out.with["count"], "1");
    let bomb = format!(
        "BEGIN:VCARD\nFN:a\nNOTE;ENCODING=QUOTED-PRINTABLE:{}\nEND:VCARD\n",
        "=41=\n".repeat(400_000)
    );
    let (_, rows) = table(&plan(bomb.as_bytes()).unwrap(), bomb.as_bytes());
    assert_eq!(rows[0][5].len(), 400_000);
}

#[test]
fn a_page_gives_its_best_table() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><style>td{a:b}</style></head><body><table><tr><td>菜单</td></tr></table><!-- <table> --><table><tr><th colspan=2>基本信息</th><th rowspan=2>城市</th></tr><tr><th>姓名</th><th>手机</th></tr><tr><td>赵&#27985;然<br>二号</td><td style=\"mso-number-format:'\\@'\">013800131000</td><td rowspan=2>杭州</td></tr><tr><td>钱 <b>欣</b>\n 妍 &amp; 孙</td><td x:num=\"13800131037\">1.38E+10</td></tr><tr><td>李<td><table><tr><td>内</td></tr></table><td>上海</table></body></html>";
    for bytes in [page.as_bytes().to_vec(), GBK.encode(page).0.into_owned()] {
        let found = plan(&bytes).unwrap();
        assert_eq!((found.sheet.as_deref(), found.sheets.len()), (Some("table 2"), 3));
        assert_eq!((found.header_line, found.header_rows), (1, 2));
        let (names, rows) = opened(&bytes, Container::Html);
        assert_eq!(names, ["基本信息 姓名", "基本信息 手机", "城市"]);
        assert_eq!(
            rows,
            [
                ["赵浑然\n二号", "013800131000", "杭州"],
                ["钱 欣 妍 & 孙", "13800131037", "杭州"],
                ["李", "-", "上海"]
            ]
        );
    }
    assert_eq!(plan(b"<html><body>no</body></html>").unwrap_err().code, Code::NotATable);
}

#[test]
fn a_page_cannot_take_more_than_it_has() {
    let spans = "<td rowspan=1048576 colspan=16384>x".repeat(50);
    let page = format!(
        "<table><tr><td>id<td>name</tr>{}<tr>{spans}{}</table>",
        "<tr><td>1<td>a</tr>".repeat(30),
        "<tr><td>2<td>b</tr>".repeat(30)
    );
    let started = std::time::Instant::now();
    if let Ok(found) = plan(page.as_bytes()) {
        let _ = read(found, page.as_bytes(), usize::MAX);
    }
    let nested = "<table><tr><td>".repeat(100_000);
    let _ = plan(nested.as_bytes());
    let open_note =
        format!("<table><tr><td>id<td>n</tr>{}", "<tr><td>1<annotation>x<td>a</tr>".repeat(3));
    let (_, rows) = table(&plan(open_note.as_bytes()).unwrap(), open_note.as_bytes());
    assert_eq!(rows, [["1", "a"], ["1", "a"], ["1", "a"]]);
    let entities = format!(
        "<!DOCTYPE html [<!ENTITY a \"&b;&b;\">]><table><tr><td>id<td>n</tr>{}</table>",
        "<tr><td>&a;<td>&amp;amp;</tr>".repeat(3)
    );
    let (_, rows) = table(&plan(entities.as_bytes()).unwrap(), entities.as_bytes());
    assert_eq!(rows[0], ["&a;", "&amp;"]);
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn excels_xml_of_2003_is_read() {
    let text = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"会员\"><Table><Row><Cell><Data ss:Type=\"String\">会员号</Data></Cell><Cell><Data ss:Type=\"String\">手机</Data></Cell><Cell><Data ss:Type=\"String\">日期</Data></Cell></Row><Row ss:Index=\"4\"><Cell><Data ss:Type=\"String\">001</Data><Comment><Data>note</Data></Comment></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"DateTime\">2024-03-05T00:00:00.000</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">002</Data></Cell><Cell><Data ss:Type=\"Number\">13800131037</Data></Cell></Row></Table></Worksheet></Workbook>";
    let found = plan(text.as_bytes()).unwrap();
    assert_eq!(found.sheet.as_deref(), Some("会员"));
    let (names, rows) = opened(text.as_bytes(), Container::Html);
    assert_eq!(names, ["会员号", "手机", "日期"]);
    assert_eq!(rows, [["001", "-", "2024-03-05"], ["002", "13800131037", "-"]]);
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet><table:table table:name=\"说明\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row></table:table><table:table table:name=\"会员\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

#[test]
fn an_opendocument_keeps_exact_values_and_fills_merged_cells() {
    let text = |t: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{t}</text:p></table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table-row>{}{}{}{}</table:table-row><table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>杭州</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"13800131000\"><text:p>1.38E10</text:p></table:table-cell><table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>13%</text:p></table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2024-03-05\"><text:p>3/5</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell office:value-type=\"float\" office:value=\"2\"><office:annotation><text:p>note</text:p></office:annotation><text:p>2</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"2\"/></table:table-row><table:table-row table:number-rows-repeated=\"2\">{}</table:table-row><table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        text("城市"),
        text("手机"),
        text("复购率"),
        text("注册日期"),
        text("宁波")
    );
    let bytes = ods(&rows);
    let (names, cells) = opened(&bytes, Container::Ods);
    assert_eq!(names, ["城市", "手机", "复购率", "注册日期"]);
    assert_eq!(
        cells,
        [
            ["杭州", "13800131000", "12.5%", "2024-03-05"],
            ["杭州", "2", "-", "-"],
            ["宁波", "-", "-", "-"],
            ["宁波", "-", "-", "-"]
        ]
    );
    let bomb = ods(&format!(
        "<table:table-row>{}{}</table:table-row><table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"string\"><text:p>xxxxxxxx</text:p></table:table-cell></table:table-row>",
        text("a"),
        text("b")
    ));
    let started = std::time::Instant::now();
    assert!(plan(&bomb).is_ok());
    assert!(started.elapsed().as_secs() < 20);
}

#[test]
fn archives_give_their_files() {
    let csv = "手机号,金额\n13800131000,5\n".as_bytes();
    let name = GBK.encode("账单/微信支付.csv").0.into_owned();
    // the writer has no names in GBK: the bytes are put in place afterwards
    let placeholder = "x".repeat(name.len());
    let mut zip = zipped(&[
        (&placeholder, csv),
        ("__MACOSX/._a", b"junk"),
        ("folder/", b""),
        ("folder/b.json.gz", &gzipped(b"[{\"id\": 1}]")),
    ]);
    let at: Vec<usize> = memchr::memmem::find_iter(&zip, placeholder.as_bytes()).collect();
    for at in at {
        zip[at..at + name.len()].copy_from_slice(&name);
    }
    assert!(is_archive(&zip) && plan(&zip).unwrap_err().code == Code::NotATable);
    let files = unpack("bills.zip", &zip).unwrap();
    let names: Vec<_> = files.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["微信支付.csv", "b.json"]);
    assert_eq!(plan(&files[1].bytes).unwrap().container, Container::Json);
    let gz = unpack("members.csv.gz", &gzipped(csv)).unwrap();
    assert_eq!((gz[0].name.as_str(), gz[0].bytes.as_slice()), ("members.csv", csv));
    assert!(!is_archive(&ods("")));
}

#[test]
fn hostile_archives_are_refused() {
    let code = |bytes: &[u8]| unpack("a.zip", bytes).unwrap_err().code;
    assert_eq!(code(&zipped(&[("b.zip", &zipped(&[("c.csv", b"x")]))])), Code::NestedArchive);
    assert_eq!(code(&zipped(&[("../c.csv", b"x")])), Code::BrokenArchive);
    assert_eq!(code(&zipped(&[("a.csv", b"x"), ("A.csv", b"y")])), Code::BrokenArchive);
    assert_eq!(code(&zipped(&[("__MACOSX/x", b"x")])), Code::EmptyArchive);
    assert_eq!(code(&zipped(&[("a.csv", &vec![b' '; 90 << 20])])), Code::InflatesTooMuch);
    assert_eq!(code(&gzipped(&vec![b' '; 90 << 20])), Code::InflatesTooMuch);
    let good = zipped(&[("a.csv", b"id,name\n1,a\n")]);
    assert_eq!(code(&good[..good.len() / 2]), Code::BrokenArchive);
    assert_eq!(code(b"\x1f\x8b\x08"), Code::BrokenArchive);
    assert_eq!(code(b"id,name"), Code::NotATable);
    let mut encrypted = good;
    // the flag in the local header and in the directory
    encrypted[6] |= 1;
    let directory = memchr::memmem::find(&encrypted, b"PK\x01\x02").unwrap();
    encrypted[directory + 8] |= 1;
    assert_eq!(code(&encrypted), Code::EncryptedArchive);
}

#[test]
fn a_workbook_that_declares_entities_is_refused() {
    let xml = format!("{}<!DOCTYPE a [<!ENTITY b \"c\">]>", " ".repeat((64 << 10) - 5));
    let bytes = zipped(&[("xl/workbook.xml", xml.as_bytes())]);
    assert_eq!(plan(&bytes).unwrap_err().code, Code::BrokenWorkbook);
}

#[test]
fn every_decision_has_its_reason() {
    let reasons = |bytes: &[u8]| -> Vec<(String, String)> {
        let found = plan(bytes).unwrap();
        found.evidence.iter().map(|e| (e.of.clone(), e.because.clone())).collect()
    };
    let of = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let gbk = GBK.encode("姓名,手机\n赵浩然,13800131000\n钱欣妍,13800131001\n").0.into_owned();
    let text = ("container", "no_known_beginning");
    assert_eq!(
        reasons(&gbk),
        of(&[
            text,
            ("delimiter", "same_number_of_fields"),
            ("encoding", "two_byte_pairs"),
            ("header", "known_words")
        ])
    );
    assert_eq!(
        reasons(b"sep=;\na;b\n1;2\n"),
        of(&[
            text,
            ("delimiter", "sep_line"),
            ("encoding", "only_ascii"),
            ("header", "texts_above_values")
        ])
    );
    let found = plan(&gbk).unwrap();
    assert_eq!(found.encoding, Some(Encoding::Gb18030));
    assert_eq!(found.evidence[1].with["fields"], "2");
    let json = b"{\"user_info_list\": [{\"openid\": \"o1\"}, {\"openid\": \"o2\"}]}";
    assert_eq!(
        reasons(json),
        of(&[
            ("container", "begins_like_json"),
            ("records", "known_path"),
            ("encoding", "only_ascii")
        ])
    );
}

/// A record of a binary workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut out = match kind {
        0..0x80 => vec![kind as u8],
        _ => vec![0x80 | (kind & 0x7f) as u8, (kind >> 7) as u8],
    };
    let length = data.len() as u8;
    assert!(length < 0x80);
    out.push(length);
    out.extend_from_slice(data);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = (units.len() as u32).to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|u| u.to_le_bytes()));
    out
}

/// A binary workbook of one sheet; numbers are `#1.5`, dates `d45356`.
fn xlsb(rows: &[&[&str]]) -> Vec<u8> {
    let head =
        |column: usize, style: u8| [&(column as u32).to_le_bytes()[..], &[style, 0, 0, 0]].concat();
    let mut sheet = [record(0x94, &[0; 16]), record(0x91, &[])].concat();
    for (number, cells) in rows.iter().enumerate() {
        sheet.extend(record(0, &[&(number as u32).to_le_bytes()[..], &[0; 9]].concat()));
        for (column, cell) in cells.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let number = |n: &str| n.parse::<f64>().unwrap().to_le_bytes();
            sheet.extend(match (cell.strip_prefix('#'), cell.strip_prefix('d')) {
                (Some(n), _) => record(5, &[head(column, 0), number(n).to_vec()].concat()),
                (_, Some(n)) => record(5, &[head(column, 1), number(n).to_vec()].concat()),
                _ => record(6, &[head(column, 0), wide(cell)].concat()),
            });
        }
    }
    sheet.extend(record(0x92, &[]));
    let bundle = [&[0; 4][..], &[1, 0, 0, 0], &wide("rId1"), &wide("会员")].concat();
    let book = [record(0x9c, &bundle), record(0x90, &[]), record(0x9d, &[])].concat();
    let format = |id: u8| record(0x2f, &[0, 0, id, 0]);
    let styles = [record(0x269, &[2, 0, 0, 0]), format(0), format(14)].concat();
    let links: &[u8] =
        b"<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", links),
        ("xl/styles.bin", &styles),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}

#[test]
fn a_binary_workbook_is_read() {
    let bytes = xlsb(&[
        &["会员号", "手机", "注册日期"],
        &["001", "#13800131000", "d45356"],
        &["", "#13800131037", "d45357.5"],
    ]);
    let (names, rows) = opened(&bytes, Container::Xlsb);
    assert_eq!(names, ["会员号", "手机", "注册日期"]);
    assert_eq!(
        rows,
        [["001", "13800131000", "2024-03-05"], ["-", "13800131037", "2024-03-06T12:00:00"]]
    );
    let found = plan(&bytes).unwrap();
    assert_eq!(found.sheet.as_deref(), Some("会员"));
    for cut in [60, bytes.len() / 2, bytes.len() - 30] {
        assert!(plan(&bytes[..cut]).is_err());
    }
}
