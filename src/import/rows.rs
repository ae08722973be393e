//! What becomes of a record below the header, by its shape alone.

use super::cell::{clean, is_null, number};
use super::report::RejectReason;

/// A record of text or a row of a sheet.
pub trait Cells {
    /// The number of fields.
    fn count(&self) -> usize;
    /// A field as the file has it; empty when there is none.
    fn cell(&self, index: usize) -> &str;
}

impl Cells for [String] {
    fn count(&self) -> usize {
        self.len()
    }
    fn cell(&self, index: usize) -> &str {
        self.get(index).map_or("", String::as_str)
    }
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is read.
    Accept,
    /// It has no content.
    Blank,
    /// It is not taken.
    Reject(RejectReason),
}

/// The shape that records of a file have.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The headers as the file has them.
    pub header: Vec<String>,
    /// Whether values carry their names: then no record is a line of totals or the header again.
    pub named: bool,
}

/// First words of a line of totals.
const TOTALS: [&str; 12] = [
    "合计",
    "总计",
    "小计",
    "总数",
    "汇总",
    "合 计",
    "总 计",
    "Total",
    "TOTAL",
    "Totals",
    "Grand Total",
    "Grand Totals",
];
/// Beginnings of a line of totals or a note.
const NOTES: [&str; 11] = [
    "总交易单数",
    "注：",
    "注:",
    "说明：",
    "备注：",
    "Note:",
    "Notes:",
    "导出时间",
    "以上",
    "制表人",
    "本表",
];

impl Shape {
    /// What becomes of a record of this shape.
    #[inline]
    pub fn fate(&self, row: &(impl Cells + ?Sized)) -> Fate {
        let (count, width) = (row.count(), self.header.len());
        let first = row.cell(0);
        // most records start with a digit or a letter and have the right width; the rest is looked at closely
        if count == width
            && first
                .as_bytes()
                .first()
                .is_some_and(|b| b.is_ascii_alphanumeric() && !matches!(b, b'T' | b'G' | b'N'))
            && !self.begins_like_header(first)
        {
            return Fate::Accept;
        }
        self.close_look(row, count, width)
    }

    fn begins_like_header(&self, first: &str) -> bool {
        self.header.first().is_some_and(|h| h.len() == first.len() && h == first)
    }

    fn close_look(&self, row: &(impl Cells + ?Sized), count: usize, width: usize) -> Fate {
        let filled = |range: std::ops::Range<usize>| {
            range.filter(|&i| !clean(row.cell(i)).is_empty()).count()
        };
        let content = filled(0..count);
        if content == 0 {
            return Fate::Blank;
        }
        if self.named {
            return Fate::Accept;
        }
        if self.is_header(row) {
            return Fate::Reject(RejectReason::RepeatedHeader);
        }
        if is_totals(row, count, content, width) {
            return Fate::Reject(RejectReason::TotalsLine);
        }
        if count > width && filled(width..count) > 0 {
            return Fate::Reject(RejectReason::TooManyFields);
        }
        if count * 2 < width {
            return Fate::Reject(RejectReason::TooFewFields);
        }
        Fate::Accept
    }

    fn is_header(&self, row: &(impl Cells + ?Sized)) -> bool {
        let (mut same, mut all) = (0, 0);
        for (i, header) in self.header.iter().enumerate() {
            let (header, cell) = (clean(header), clean(row.cell(i)));
            if !header.is_empty() {
                all += 1;
                same += usize::from(header == cell);
            }
        }
        all > 0 && same * 5 >= all * 4 && (all > 1 || self.header.len() == 1)
    }
}

fn is_totals(row: &(impl Cells + ?Sized), count: usize, content: usize, width: usize) -> bool {
    let Some(first) = (0..count).map(|i| clean(row.cell(i))).find(|c| !c.is_empty()) else {
        return false;
    };
    let word = first.trim_end_matches([':', '：', ' ']);
    let dashes = first.len() >= 3
        && first.chars().filter(|c| matches!(c, '-' | '=' | '—' | '*' | '_')).count() * 2
            > first.chars().count();
    if dashes && content == 1 {
        return true;
    }
    if content == 1 && width >= 3 && NOTES.iter().any(|n| first.starts_with(n))
        || first.starts_with("总交易单数")
    {
        return true;
    }
    let counted = first.strip_prefix('共').is_some_and(|t| {
        let digits = t.trim_start().bytes().take_while(u8::is_ascii_digit).count();
        digits > 0
            && t.trim_start()
                .get(digits..)
                .is_some_and(|u| u.trim_start().starts_with(['笔', '条', '行', '人', '单', '个']))
    });
    let only_numbers = || {
        (0..count)
            .map(|i| clean(row.cell(i)))
            .filter(|c| !c.is_empty() && *c != first)
            .all(|c| is_null(c) || number::read(c, false).is_some())
    };
    (counted && (content == 1 || only_numbers()))
        || (TOTALS.contains(&word) || TOTALS.iter().take(4).any(|t| first.starts_with(t)))
            && content * 4 <= width.max(1) * 3 + 3
            && only_numbers()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fate(line: &str) -> Fate {
        let shape = Shape {
            header: ["编号", "姓名", "金额", "城市"].map(str::to_owned).to_vec(),
            named: false,
        };
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        shape.fate(cells.as_slice())
    }

    #[test]
    fn every_kind_of_line_has_its_fate() {
        assert_eq!(fate("1,赵,5,杭州"), Fate::Accept);
        assert_eq!(fate("1,赵"), Fate::Accept);
        assert_eq!(fate("1,赵,5,杭州,,"), Fate::Accept);
        assert_eq!(fate(",,,"), Fate::Blank);
        assert_eq!(fate(""), Fate::Blank);
        assert_eq!(fate("1"), Fate::Reject(RejectReason::TooFewFields));
        assert_eq!(fate("1,赵,5,杭州,x"), Fate::Reject(RejectReason::TooManyFields));
        assert_eq!(fate("编号,姓名,金额,城市"), Fate::Reject(RejectReason::RepeatedHeader));
        assert_eq!(fate("合计,,15.00,"), Fate::Reject(RejectReason::TotalsLine));
        assert_eq!(fate("共3笔记录,,,"), Fate::Reject(RejectReason::TotalsLine));
        assert_eq!(fate("--------,,,"), Fate::Reject(RejectReason::TotalsLine));
        assert_eq!(fate("Total,赵,5,杭州"), Fate::Accept);
    }
}
