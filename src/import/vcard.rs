//! Contact cards (vCard 2.1, 3.0 and 4.0) as rows: a card per row, a column per property.
//!
//! Groups and types of a property are dropped; of several values of a property, a cell has all, separated by `;`.
//! Pictures, sounds and keys are left out and counted.

mod value;

use super::named::{self, Item, Names};
use super::report::RejectReason;
use super::workbook::SheetRow;
use std::borrow::Cow;

/// Columns that every file of cards has, so that two exports of one phone book look alike.
pub const USUAL: [&str; 8] = ["FN", "TEL", "EMAIL", "ORG", "TITLE", "NOTE", "CATEGORIES", "BDAY"];
/// Properties that say nothing about the person.
const TECHNICAL: [&str; 4] = ["VERSION", "PRODID", "AGENT", "PROFILE"];
const BINARY: [&str; 4] = ["PHOTO", "LOGO", "SOUND", "KEY"];
/// The longest card without what is left out.
const MAX_CARD: usize = 16 << 20;

/// What was left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Pictures, sounds and keys.
    pub binary: u32,
}

/// A property of a card.
struct Property<'a> {
    name: &'a str,
    parameters: &'a str,
    value: Cow<'a, str>,
}

/// Every card of a text.
pub fn cards(text: &str, names: &mut Names, each: &mut dyn FnMut(Item<'_>)) -> LeftOut {
    let mut card = Card::default();
    let mut lines = Lines { text, at: 0, line: 0, start: 0, taken: 0 };
    // an open card that is not this one: a card inside a card
    let mut inside = 0u32;
    while let Some(property) = lines.next_property() {
        let begins = property.name.eq_ignore_ascii_case("BEGIN") && is_card(&property.value);
        let ends = property.name.eq_ignore_ascii_case("END") && is_card(&property.value);
        if begins && card.open && card.agent {
            inside += 1;
        } else if begins {
            card.close(text, lines.start, false, names, each);
            card.begin(lines.line, lines.start);
        } else if ends && inside > 0 {
            inside -= 1;
            card.agent = inside > 0;
        } else if ends && card.open {
            card.close(text, lines.at, true, names, each);
        } else if card.open && inside == 0 {
            card.take(&property, names);
        }
    }
    card.close(text, text.len(), false, names, each);
    card.left_out
}

fn is_card(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("VCARD")
}

/// Physical lines joined to properties.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// Line and byte where the last property starts.
    line: u32,
    start: usize,
    taken: u32,
}

impl<'a> Lines<'a> {
    fn peek_line(&self) -> Option<(&'a str, usize)> {
        let rest = self.text.get(self.at..).filter(|r| !r.is_empty())?;
        let bytes = rest.as_bytes();
        let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
        let next = end + 1 + usize::from(bytes.get(end..end + 2) == Some(b"\r\n"));
        Some((rest.get(..end).unwrap_or(""), self.at + next.min(bytes.len())))
    }

    fn take_line(&mut self) -> Option<&'a str> {
        let (line, next) = self.peek_line()?;
        self.at = next;
        self.taken += 1;
        Some(line)
    }

    fn next_property(&mut self) -> Option<Property<'a>> {
        loop {
            self.start = self.at;
            let first = self.take_line()?;
            self.line = self.taken;
            let Some((head, value)) = split_head(first) else { continue };
            let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
            let name = name.rsplit('.').next().unwrap_or(name).trim();
            if name.is_empty() {
                continue;
            }
            let quoted = parameters.to_ascii_uppercase().contains("QUOTED-PRINTABLE");
            let value = self.continued(value, quoted);
            return Some(Property { name, parameters, value });
        }
    }

    fn continued(&mut self, value: &'a str, quoted: bool) -> Cow<'a, str> {
        let mut value = Cow::Borrowed(value);
        if quoted {
            while value.ends_with('=') {
                let Some(line) = self.take_line() else { break };
                let whole = value.to_mut();
                whole.pop();
                whole.push_str(line);
            }
            return value;
        }
        while let Some((line, next)) = self.peek_line() {
            let Some(rest) = line.strip_prefix([' ', '\t']) else { break };
            (self.at, self.taken) = (next, self.taken + 1);
            value.to_mut().push_str(rest);
        }
        value
    }
}

/// Name with parameters, and value: the first colon outside of quotes separates them.
fn split_head(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b':' if !quoted => return Some((line.get(..at)?, line.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

#[derive(Default)]
struct Card {
    open: bool,
    agent: bool,
    row: SheetRow,
    from: usize,
    size: usize,
    /// The name made from its parts, for cards that do not say it whole.
    parts: String,
    left_out: LeftOut,
}

impl Card {
    fn begin(&mut self, line: u32, from: usize) {
        named::clear(&mut self.row);
        self.row.line = line;
        (self.open, self.agent, self.from, self.size) = (true, false, from, 0);
        self.parts.clear();
    }

    fn take(&mut self, property: &Property<'_>, names: &mut Names) {
        let name = property.name.to_ascii_uppercase();
        self.agent |= name == "AGENT";
        if TECHNICAL.contains(&name.as_str()) {
            return;
        }
        let encoding = value::encoding(property.parameters);
        if BINARY.contains(&name.as_str()) || encoding == value::Encoding::Base64 {
            self.left_out.binary += 1;
            return;
        }
        let text = value::decoded(&property.value, property.parameters, encoding);
        if name == "N" {
            self.parts = value::full_name(&text);
            return;
        }
        let text = value::plain(&name, &text);
        self.size += text.len();
        if !text.is_empty() && self.size <= MAX_CARD {
            self.add(&name, &text, names);
        }
    }

    fn add(&mut self, name: &str, text: &str, names: &mut Names) {
        let Some(column) = names.place(name) else { return names.count_unplanned(name) };
        let Some(cell) = named::cell(&mut self.row, column) else { return };
        if !cell.is_empty() {
            cell.push(if name == "CATEGORIES" { ',' } else { ';' });
        }
        cell.push_str(text);
    }

    fn close(
        &mut self,
        text: &str,
        to: usize,
        ended: bool,
        names: &mut Names,
        each: &mut dyn FnMut(Item<'_>),
    ) {
        if !std::mem::take(&mut self.open) {
            return;
        }
        let fault = match (self.size > MAX_CARD, ended) {
            (true, _) => Some(RejectReason::TooLong),
            (_, false) => Some(RejectReason::Damaged),
            _ => None,
        };
        if let Some(reason) = fault {
            let text = text.get(self.from..to).unwrap_or("");
            return each(Item::Bad { line: self.row.line, reason, text });
        }
        names.rewind();
        let parts = std::mem::take(&mut self.parts);
        if !parts.is_empty()
            && let Some(column) = names.place("FN")
            && let Some(cell) = named::cell(&mut self.row, column)
            && cell.is_empty()
        {
            *cell = parts;
        }
        each(Item::Row(&self.row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>, u32, usize) {
        let mut names = Names::growing(100);
        let (mut rows, mut bad) = (Vec::new(), 0);
        let left_out = cards(text, &mut names, &mut |item| match item {
            Item::Row(row) => rows.push(row.cells.clone()),
            Item::Bad { .. } => bad += 1,
        });
        (names.list().to_vec(), rows, left_out.binary, bad)
    }

    #[test]
    fn lines_are_unfolded_and_values_decoded() {
        let (names, rows, binary, bad) = read(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Miller\\, Jr;Ann;;;\r\nitem1.TEL;TYPE=\"cell,voice:x\":+1\r\n 555\r\nTEL;HOME:2\r\nPHOTO;ENCODING=b:AAAA\r\n BBBB\r\nNOTE:a\\nb\\;c\r\nEND:VCARD\r\n",
        );
        assert_eq!(names, ["TEL", "NOTE", "FN"]);
        assert_eq!(rows, [["+1555;2", "a\nb;c", "Ann Miller, Jr"]]);
        assert_eq!((binary, bad), (1, 0));
    }

    #[test]
    fn a_card_without_end_is_damaged_and_a_card_inside_a_card_is_not_read() {
        let (_, rows, _, bad) = read(
            "BEGIN:VCARD\nFN:a\nBEGIN:VCARD\nFN:b\nAGENT:\nBEGIN:VCARD\nFN:c\nEND:VCARD\nTEL:1\nEND:VCARD\n",
        );
        assert_eq!((rows, bad), (vec![vec!["b".to_owned(), "1".to_owned()]], 1));
    }
}
