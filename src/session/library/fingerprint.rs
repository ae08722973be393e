//! What the loaded data are, in 64 hex digits.

use crate::facts::hash::sha256_hex;
use crate::session::Session;
use crate::table::{Column, Value};

/// FNV-1a with 64 bits.
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// A text with its length, so that two texts are not read as one.
    fn text(&mut self, text: &str) {
        self.bytes(&(text.len() as u64).to_le_bytes());
        self.bytes(text.as_bytes());
    }
}

impl Session {
    /// The fingerprint of the loaded data: the SHA-256 of a list of every table and column with its name, its type, its
    /// number of rows and a 64-bit hash of its values in their order, and of every tag with its contacts. Equal data have
    /// equal fingerprints; different data have different ones unless somebody built them to agree. File names and the order
    /// of loading do not matter, unless rows change places. One pass over all values; kept until the data change.
    pub fn fingerprint(&mut self) -> String {
        // what scores write follows from the rest
        let version = self.scores.base;
        if let Some((of, known)) = &self.fingerprint
            && *of == version
        {
            return known.clone();
        }
        let mut lines = format!("contacts\t{}\n", self.data.population);
        let mut columns: Vec<String> = self
            .data
            .columns
            .iter()
            .filter(|c| !self.is_scored(&c.name))
            .map(|c| line("contacts", c))
            .collect();
        for table in &self.data.events {
            let mut links = Digest::new();
            table.offsets.iter().for_each(|at| links.bytes(&at.to_le_bytes()));
            columns.push(format!("{:?}\t{}\t{:016x}\n", table.name, table.rows, links.0));
            columns.extend(table.columns.iter().map(|c| line(&table.name, c)));
        }
        columns.sort_unstable();
        lines.extend(columns);
        for node in self.data.tags.nodes() {
            let mut own = Digest::new();
            node.own().iter().for_each(|row| own.bytes(&row.to_le_bytes()));
            lines.push_str(&format!("tag\t{:?}\t{:016x}\n", node.name, own.0));
        }
        let fingerprint = sha256_hex(&lines);
        self.fingerprint = Some((version, fingerprint.clone()));
        fingerprint
    }
}

fn line(table: &str, column: &Column) -> String {
    let mut values = Digest::new();
    for row in 0..column.len() {
        match column.value(row) {
            None => values.bytes(&[0]),
            // a number as it reads: the same number with more digits behind the point is the same
            Some(Value::Number(number)) => values.text(&number.to_string()),
            Some(Value::Date(day)) => values.bytes(&day.to_le_bytes()),
            Some(Value::Datetime(instant)) => values.bytes(&instant.to_le_bytes()),
            Some(Value::Bool(yes)) => values.bytes(&[1, u8::from(yes)]),
            Some(Value::Text(text)) => values.text(&text),
        }
    }
    let (name, semantic, rows) = (&column.name, column.semantic.name(), column.len());
    format!("{table:?}\t{name:?}\t{semantic}\t{rows}\t{:016x}\n", values.0)
}
