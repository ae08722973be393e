//! Delimited text as records: RFC 4180 with the repairs that real files need.
//!
//! A field that starts with a quote ends at a quote before a delimiter, a line end or the end of the text. A quote inside an
//! unquoted field is a character. A quote that is never closed costs its line and nothing more: reading goes on at the next.
//! Which text is available never changes what a record is, only when it is known.

use super::marks::Marks;
use super::report::RejectReason;
use memchr::{memchr, memchr2};

/// The longest record, in bytes.
pub const RECORD_LIMIT: usize = 16 << 20;

/// Finds records in text.
#[derive(Debug, Clone, Copy)]
pub struct Scanner {
    /// What separates fields; ASCII.
    pub delimiter: u8,
    /// The number of fields of a regular record, where it is known.
    pub expected: Option<usize>,
    /// Whether a backslash before a quote makes it a character of a quoted field.
    pub escape: bool,
}

/// The fields of one record, as places in the text that was scanned.
#[derive(Debug, Default)]
pub struct Record {
    spans: Vec<Span>,
    scratch: String,
    /// Where the record starts in the text.
    pub start: usize,
    /// Where it ends, its line end left out.
    pub end: usize,
    /// Line ends consumed.
    pub lines: u32,
    /// Why it is no record.
    pub fault: Option<RejectReason>,
    /// The record is too long and its end is not known: text up to the next line end belongs to it.
    pub open: bool,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    scratch: bool,
}

impl Record {
    /// The number of fields.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// A field; empty when there is none with this number. `text` is the text that was scanned.
    #[inline]
    pub fn get<'a>(&'a self, text: &'a str, index: usize) -> &'a str {
        match self.spans.get(index) {
            Some(span) if span.scratch => self.scratch.get(span.start..span.end).unwrap_or(""),
            Some(span) => text.get(span.start..span.end).unwrap_or(""),
            None => "",
        }
    }

    /// Where a field stands in the text that was scanned, or its text when it is not written there as it reads.
    #[inline]
    pub fn place(&self, index: usize) -> Option<Result<(usize, usize), &str>> {
        self.spans.get(index).map(|span| {
            if span.scratch {
                Err(self.scratch.get(span.start..span.end).unwrap_or(""))
            } else {
                Ok((span.start, span.end))
            }
        })
    }

    fn reset(&mut self, start: usize) {
        self.spans.clear();
        self.scratch.clear();
        self.start = start;
        self.end = start;
        self.lines = 0;
        self.fault = None;
        self.open = false;
    }
}

enum Quoted {
    /// The content ends here, after this many line ends; the flag says that quotes in it are doubled or stray.
    Closed { end: usize, breaks: u32, unescape: bool },
    /// More text is needed.
    Incomplete,
    /// The quote does not close.
    Unclosed,
}

impl Scanner {
    /// Reads the record at `from`. Gives where the next one starts, or `None` when the text may go on. `last` says that it
    /// does not. `marks` are those of this text, with this delimiter.
    pub fn scan(
        &self,
        text: &str,
        from: usize,
        last: bool,
        marks: &mut Marks,
        record: &mut Record,
    ) -> Option<usize> {
        let next = self.record(text, from, last, marks, record);
        if record.fault.is_some() {
            // its first line was taken alone: reading goes on before marks that have been passed
            marks.reset();
        }
        next
    }

    #[inline]
    fn record(
        &self,
        text: &str,
        from: usize,
        last: bool,
        marks: &mut Marks,
        record: &mut Record,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        record.reset(from);
        let mut at = from;
        // a byte order mark in the middle: files were concatenated
        if bytes.get(at..).is_some_and(|rest| rest.starts_with("\u{feff}".as_bytes())) {
            at += 3;
        }
        let next = loop {
            // most fields begin neither with a quote nor with a blank
            let open = match bytes.get(at) {
                Some(b'"') => Some(at),
                Some(b' ') => quote_after_blanks(bytes, at),
                _ => None,
            };
            let quoted = open.map(|open| (open, self.quoted(bytes, from, open, last)));
            match quoted {
                Some((_, Quoted::Incomplete)) => return None,
                Some((open, Quoted::Unclosed)) if open == at && !self.is_bare(bytes, at) => {
                    return first_line(bytes, from, last, record);
                }
                Some((open, Quoted::Closed { end, breaks, unescape })) => {
                    record.lines += breaks;
                    self.push_quoted(text, open + 1, end, unescape, record);
                    at = end + 1;
                }
                Some((_, Quoted::Unclosed)) | None => {
                    let end = match marks.from(bytes, at) {
                        Some(end) => end,
                        None if last => bytes.len(),
                        None if bytes.len() - from > RECORD_LIMIT => {
                            return first_line(bytes, from, last, record);
                        }
                        None => return None,
                    };
                    record.spans.push(Span { start: at, end, scratch: false });
                    at = end;
                }
            }
            match bytes.get(at) {
                Some(&b) if b == self.delimiter => at += 1,
                None => {
                    record.end = at;
                    break at;
                }
                Some(_) => {
                    record.end = at;
                    record.lines += 1;
                    break line_end(bytes, at, last)?;
                }
            }
        };
        if record.end - from > RECORD_LIMIT {
            record.fault = Some(RejectReason::TooLong);
        } else if record.lines > 1 && self.swallowed(bytes, record) {
            return first_line(bytes, from, last, record);
        }
        Some(next)
    }

    /// Whether a field that begins with a quote is one without quotes around it: `"爆款"发夹`. Its quotes are paired, and text
    /// follows each second one.
    #[cold]
    fn is_bare(&self, bytes: &[u8], at: usize) -> bool {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let end = memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
        let field = rest.get(..end).unwrap_or(&[]);
        let mut closed = true;
        for quote in memchr::memchr_iter(b'"', field) {
            closed = !closed;
            // what opens once more is a quotation inside quotes: `"he said "hi`
            if closed && quote.checked_sub(1).and_then(|i| field.get(i)) == Some(&b' ') {
                return false;
            }
        }
        closed
    }

    /// Whether a record over several lines is rather a quote that was not closed on the first: the first line alone has the
    /// regular number of fields and the record has not.
    fn swallowed(&self, bytes: &[u8], record: &Record) -> bool {
        let Some(expected) = self.expected else { return false };
        let closes = |span: &Span| span.start == span.end;
        let trailing = record.len() == expected + 1 && record.spans.last().is_some_and(closes);
        if record.len() == expected || trailing {
            return false;
        }
        let line = bytes.get(record.start..record.end).unwrap_or(&[]);
        let line = line.get(..memchr2(b'\n', b'\r', line).unwrap_or(line.len())).unwrap_or(&[]);
        memchr::memchr_iter(self.delimiter, line).count() + 1 == expected
    }

    fn quoted(&self, bytes: &[u8], from: usize, open: usize, last: bool) -> Quoted {
        let mut at = open + 1;
        let mut checked = at;
        let (mut breaks, mut unescape, mut stray) = (0u32, false, false);
        loop {
            let rest = bytes.get(at..).unwrap_or(&[]);
            let Some(length) = memchr(b'"', rest) else {
                let over = bytes.len() - from > RECORD_LIMIT;
                return if last || over || (stray && memchr2(b'\n', b'\r', rest).is_some()) {
                    Quoted::Unclosed
                } else {
                    Quoted::Incomplete
                };
            };
            let quote = at + length;
            breaks += count_breaks(bytes.get(checked..quote).unwrap_or(&[]));
            checked = quote;
            if quote - from > RECORD_LIMIT || (stray && breaks > 0) {
                return Quoted::Unclosed;
            }
            if self.escape && is_escaped(bytes, open + 1, quote) {
                unescape = true;
                at = quote + 1;
                continue;
            }
            match bytes.get(quote + 1) {
                Some(b'"') => {
                    unescape = true;
                    at = quote + 2;
                }
                Some(&b) if b == self.delimiter || b == b'\n' || b == b'\r' => {
                    return Quoted::Closed { end: quote, breaks, unescape };
                }
                None if last => return Quoted::Closed { end: quote, breaks, unescape },
                None => return Quoted::Incomplete,
                // `"he said "hi" to me",`: a stray quote is a character as long as the field stays on its line
                Some(_) if breaks == 0 => {
                    (stray, unescape) = (true, true);
                    at = quote + 1;
                }
                Some(_) => return Quoted::Unclosed,
            }
        }
    }

    fn push_quoted(
        &self,
        text: &str,
        start: usize,
        end: usize,
        unescape: bool,
        record: &mut Record,
    ) {
        if !unescape {
            record.spans.push(Span { start, end, scratch: false });
            return;
        }
        let begin = record.scratch.len();
        let mut rest = text.get(start..end).unwrap_or("");
        while let Some(quote) = rest.find('"') {
            let before = rest.get(..quote).unwrap_or("");
            let before =
                if self.escape { before.strip_suffix('\\').unwrap_or(before) } else { before };
            record.scratch.push_str(before);
            record.scratch.push('"');
            rest = rest.get(quote + 1..).unwrap_or("");
            rest = rest.strip_prefix('"').unwrap_or(rest);
        }
        record.scratch.push_str(rest);
        record.spans.push(Span { start: begin, end: record.scratch.len(), scratch: true });
    }
}

/// The quote behind the blanks at the beginning of a field: `1, "a, b"`.
#[cold]
fn quote_after_blanks(bytes: &[u8], at: usize) -> Option<usize> {
    let blanks = bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| **b == b' ').count();
    (bytes.get(at + blanks) == Some(&b'"')).then_some(at + blanks)
}

/// Whether the backslashes before a quote make it a character.
fn is_escaped(bytes: &[u8], from: usize, quote: usize) -> bool {
    let before = bytes.get(from..quote).unwrap_or(&[]);
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// Whether quotes inside quoted fields stand behind backslashes: some do, and none is doubled between letters.
pub fn escapes_quotes(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut escaped, mut doubled) = (0, 0);
    let edge = |b: Option<&u8>| {
        b.is_none_or(|b| matches!(b, b',' | b'\t' | b';' | b'|' | b'\x01' | b'\n' | b'\r' | b'"'))
    };
    for quote in memchr::memchr_iter(b'"', bytes) {
        let before = quote.checked_sub(1).and_then(|i| bytes.get(i));
        let after = bytes.get(quote + 1);
        if before == Some(&b'\\') {
            escaped += usize::from(!edge(after));
            doubled += usize::from(after == Some(&b'"') && !edge(bytes.get(quote + 2)));
        } else if after == Some(&b'"') {
            doubled += usize::from(!edge(before) || !edge(bytes.get(quote + 2)));
        }
    }
    escaped > 0 && doubled == 0
}

/// Takes the line at `from` as one faulty record.
fn first_line(bytes: &[u8], from: usize, last: bool, record: &mut Record) -> Option<usize> {
    record.reset(from);
    record.fault = Some(RejectReason::UnclosedQuote);
    let rest = bytes.get(from..).unwrap_or(&[]);
    let length = memchr2(b'\n', b'\r', rest);
    if length.unwrap_or(rest.len()) > RECORD_LIMIT {
        record.fault = Some(RejectReason::TooLong);
    }
    let Some(length) = length else {
        record.end = bytes.len();
        record.open = !last;
        return Some(bytes.len());
    };
    record.end = from + length;
    record.lines = 1;
    line_end(bytes, from + length, last)
}

/// Where the next line starts after the line end at `at`: CRLF, LF or CR.
fn line_end(bytes: &[u8], at: usize, last: bool) -> Option<usize> {
    if bytes.get(at) != Some(&b'\r') {
        return Some(at + 1);
    }
    match bytes.get(at + 1) {
        Some(b'\n') => Some(at + 2),
        None if !last => None,
        _ => Some(at + 1),
    }
}

fn count_breaks(bytes: &[u8]) -> u32 {
    let mut breaks = 0;
    let mut previous = 0;
    for &b in bytes {
        breaks += u32::from(b == b'\r' || (b == b'\n' && previous != b'\r'));
        previous = b;
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<Vec<String>> {
        let scanner = Scanner { delimiter: b',', expected: None, escape: false };
        let (mut record, mut marks) = (Record::default(), Marks::new(b','));
        let (mut at, mut out) = (0, Vec::new());
        while at < text.len() {
            at = scanner.scan(text, at, true, &mut marks, &mut record).unwrap();
            match record.fault {
                Some(fault) => {
                    out.push(vec![format!("{fault:?}"), text[record.start..record.end].to_owned()]);
                }
                None => {
                    out.push((0..record.len()).map(|i| record.get(text, i).to_owned()).collect());
                }
            }
        }
        out
    }

    #[test]
    fn line_ends_of_every_kind_end_a_record() {
        assert_eq!(
            records("a,b\r\nc,d\ne,\rf"),
            [vec!["a", "b"], vec!["c", "d"], vec!["e", ""], vec!["f"]]
        );
    }

    #[test]
    fn quoted_fields_keep_their_line_ends_and_quotes() {
        assert_eq!(records("\"a\r\nb\",\"c\"\"d\"\n"), [["a\r\nb", "c\"d"]]);
        assert_eq!(records("=\"001\",5\" screen\n"), [["=\"001\"", "5\" screen"]]);
        assert_eq!(records("\"he said \"hi\" to me\",x\n"), [["he said \"hi\" to me", "x"]]);
    }

    #[test]
    fn quotes_around_the_first_word_are_characters() {
        assert_eq!(
            records("1,\"top\" clip,x\n2,1/2\" pipe,y\n"),
            [["1", "\"top\" clip", "x"], ["2", "1/2\" pipe", "y"]]
        );
        assert_eq!(records("\"a\" b\n"), [["\"a\" b"]]);
        assert_eq!(
            records("\"he said \"hi, x\n\"a\"\n"),
            [vec!["UnclosedQuote", "\"he said \"hi, x"], vec!["a"]]
        );
    }

    #[test]
    fn blanks_before_a_quote_are_no_content() {
        assert_eq!(records("1, \"a, b\",  \"c\"\n"), [["1", "a, b", "c"]]);
        assert_eq!(records("1, a \"b\", \n"), [["1", " a \"b\"", " "]]);
    }

    #[test]
    fn a_backslash_protects_a_quote_where_the_file_does_so() {
        let text = "1,\"say \\\"hi\\\"\",x\n2,\"a \\\"b\\\", c\",y\n";
        assert!(escapes_quotes(text));
        let scanner = Scanner { delimiter: b',', expected: None, escape: true };
        let (mut record, mut marks) = (Record::default(), Marks::new(b','));
        let next = scanner.scan(text, 0, true, &mut marks, &mut record).unwrap();
        assert_eq!((record.get(text, 1), record.get(text, 2)), ("say \"hi\"", "x"));
        scanner.scan(text, next, true, &mut marks, &mut record).unwrap();
        assert_eq!((record.get(text, 1), record.get(text, 2)), ("a \"b\", c", "y"));
        assert!(!escapes_quotes("a,\"{\"\"k\"\": \"\"say \\\"\"hi\\\"\"\"\"}\"\n"));
        assert!(!escapes_quotes("\"C:\\\",\"b\"\n"));
    }

    #[test]
    fn an_unclosed_quote_costs_one_line() {
        assert_eq!(
            records("1,\"abc,x\n2,\"def\",y\n3,z\n"),
            [vec!["UnclosedQuote", "1,\"abc,x"], vec!["2", "def", "y"], vec!["3", "z"]]
        );
        assert_eq!(records("1,\"abc\n2,y\n"), [vec!["UnclosedQuote", "1,\"abc"], vec!["2", "y"]]);
    }

    #[test]
    fn a_record_is_not_known_before_its_end_is() {
        let scanner = Scanner { delimiter: b',', expected: None, escape: false };
        let mut record = Record::default();
        for text in ["a,b", "a,b\r", "a,\"b", "a,\"b\""] {
            assert_eq!(
                scanner.scan(text, 0, false, &mut Marks::new(b','), &mut record),
                None,
                "{text:?}"
            );
        }
        assert_eq!(scanner.scan("a,b\r\n", 0, false, &mut Marks::new(b','), &mut record), Some(5));
    }
}
