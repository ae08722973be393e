//! Why a file is read as it is, in words for the catalogue.

use super::encoding;
use super::plan::{Container, Encoding, Evidence, FilePlan};
use super::structure::{self, Found, Row};
use super::words::Header;

/// One reason.
pub fn because(of: &str, reason: &str, with: &[(&str, String)]) -> Evidence {
    Evidence {
        of: of.to_owned(),
        because: reason.to_owned(),
        with: with.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

/// How the container shows.
pub fn container(container: Container) -> Evidence {
    let reason = match container {
        Container::Text => "no_known_beginning",
        Container::Xlsx | Container::Xlsb | Container::Ods => "entries_of_the_zip",
        Container::Ndjson => "object_per_line",
        Container::Json => "begins_like_json",
        Container::Html => "begins_like_markup",
        Container::Xls | Container::Vcard | Container::Parquet => "first_bytes",
    };
    because("container", reason, &[])
}

/// How the encoding shows.
pub fn encoding(head: &[u8], encoding: Encoding, bom: bool, chosen: bool) -> Evidence {
    if chosen {
        return because("encoding", "chosen", &[]);
    }
    if bom {
        return because("encoding", "byte_order_mark", &[]);
    }
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => because("encoding", "zeros_on_one_side", &[]),
        Encoding::Utf8 => match std::str::from_utf8(head) {
            _ if head.is_ascii() => because("encoding", "only_ascii", &[]),
            Err(error) if error.error_len().is_some() => {
                because("encoding", "mostly_valid_utf8", &[])
            }
            _ => because("encoding", "valid_utf8", &[]),
        },
        _ => {
            let found = encoding::pairs(head);
            let all = (found.whole + found.strays).max(1);
            let share = format!("{:.3}", found.whole as f64 / all as f64);
            let reason =
                if encoding == Encoding::Windows1252 { "single_bytes" } else { "two_byte_pairs" };
            because("encoding", reason, &[("share", share), ("pairs", found.whole.to_string())])
        }
    }
}

/// How the delimiter shows.
pub fn delimiter(text: &str, rows: &[Row], found: &Found, chosen: bool) -> Evidence {
    if chosen {
        return because("delimiter", "chosen", &[]);
    }
    if structure::sep_line(text).is_some() {
        return because("delimiter", "sep_line", &[]);
    }
    let fields = found.header.len();
    if fields < 2 {
        return because("delimiter", "only_one_field", &[]);
    }
    let body = rows.get(found.body..).unwrap_or(&[]);
    let same = body.iter().filter(|r| r.cells.len() == fields).count();
    let with = [
        ("records", same.to_string()),
        ("of", body.len().to_string()),
        ("fields", fields.to_string()),
    ];
    because("delimiter", "same_number_of_fields", &with)
}

/// How the header shows.
pub fn header(found: &Found, chosen: bool) -> Evidence {
    let line = [("line", found.header_line.to_string())];
    if chosen {
        return because("header", "chosen", &line);
    }
    if found.header_line == 0 {
        return because("header", "values_in_first_line", &[]);
    }
    let known = found.header.iter().filter(|h| Header::of(h).hint().is_some()).count();
    if known == 0 {
        return because("header", "texts_above_values", &line);
    }
    let [line] = line;
    let with = [line, ("known", known.to_string()), ("of", found.header.len().to_string())];
    because("header", "known_words", &with)
}

/// How the sheet was found.
pub fn sheet(plan: &FilePlan, rows: u32, chosen: bool) -> Evidence {
    let with = [("sheets", plan.sheets.len().to_string()), ("rows", rows.to_string())];
    let reason = match plan.sheets.len() {
        _ if chosen => "chosen",
        1 => "only_one",
        _ => "best_table",
    };
    because("sheet", reason, &with)
}
