//! Lines: a piece stands on one line when it fits, otherwise its parts stand below each other.

/// Columns of a line; a character of East Asian scripts takes two.
const LINE: usize = 80;

/// A part of the text that may be broken into lines.
#[derive(Debug, Default)]
pub(super) struct Piece {
    shape: Shape,
    /// Columns on one line.
    width: usize,
}

#[derive(Debug)]
enum Shape {
    Flat(String),
    /// Parts joined by a word.
    Chain(&'static str, Vec<Piece>),
    /// What opens, parts joined by commas, what closes.
    Call(String, Vec<Piece>, String),
}

impl Default for Shape {
    fn default() -> Self {
        Shape::Flat(String::new())
    }
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

impl Piece {
    pub fn flat(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { width: columns(&text), shape: Shape::Flat(text) }
    }

    pub fn chain(word: &'static str, items: Vec<Piece>) -> Self {
        let words = items.len().saturating_sub(1) * (word.len() + 2);
        let width = items.iter().map(|item| item.width).sum::<usize>() + words;
        Self { width, shape: Shape::Chain(word, items) }
    }

    pub fn call(open: impl Into<String>, items: Vec<Piece>, close: &str) -> Self {
        let open = open.into();
        let commas = items.len().saturating_sub(1) * 2;
        let inner = items.iter().map(|item| item.width).sum::<usize>() + commas;
        let width = columns(&open) + inner + columns(close);
        Self { width, shape: Shape::Call(open, items, close.to_owned()) }
    }

    pub fn is_chain(&self) -> bool {
        matches!(self.shape, Shape::Chain(..))
    }

    pub fn bracketed(self) -> Self {
        Piece::call("(", vec![self], ")")
    }

    pub fn prefixed(mut self, text: &str) -> Self {
        self.width += columns(text);
        match &mut self.shape {
            Shape::Flat(flat) | Shape::Call(flat, ..) => flat.insert_str(0, text),
            Shape::Chain(_, items) => {
                if let Some(first) = items.first_mut() {
                    *first = std::mem::take(first).prefixed(text);
                }
            }
        }
        self
    }

    pub fn suffixed(mut self, text: &str) -> Self {
        self.width += columns(text);
        match &mut self.shape {
            Shape::Flat(flat) | Shape::Call(_, _, flat) => flat.push_str(text),
            Shape::Chain(_, items) => {
                if let Some(last) = items.last_mut() {
                    *last = std::mem::take(last).suffixed(text);
                }
            }
        }
        self
    }

    /// The lines, the first one behind `head`.
    pub fn laid_out(&self, head: &str) -> String {
        let mut out = head.to_owned();
        self.write(&mut out, 0, columns(head));
        out
    }

    /// On one line.
    pub fn one_line(&self) -> String {
        let mut out = String::new();
        self.write_flat(&mut out);
        out
    }

    fn write_flat(&self, out: &mut String) {
        match &self.shape {
            Shape::Flat(text) => out.push_str(text),
            Shape::Chain(word, items) => {
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(' ');
                        out.push_str(word);
                        out.push(' ');
                    }
                    item.write_flat(out);
                }
            }
            Shape::Call(open, items, close) => {
                out.push_str(open);
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    item.write_flat(out);
                }
                out.push_str(close);
            }
        }
    }

    /// `column` is where the line is already.
    fn write(&self, out: &mut String, indent: usize, column: usize) {
        if column + self.width <= LINE {
            return self.write_flat(out);
        }
        let inner = indent + 2;
        match &self.shape {
            Shape::Flat(text) => out.push_str(text),
            Shape::Chain(word, items) => {
                for (i, item) in items.iter().enumerate() {
                    if i == 0 {
                        item.write(out, indent, column);
                        continue;
                    }
                    new_line(out, inner);
                    out.push_str(word);
                    out.push(' ');
                    item.write(out, inner, inner + word.len() + 1);
                }
            }
            Shape::Call(open, items, close) => {
                out.push_str(open);
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(',');
                    }
                    new_line(out, inner);
                    item.write(out, inner, inner);
                }
                if !items.is_empty() {
                    new_line(out, indent);
                }
                out.push_str(close);
            }
        }
    }
}

fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}
