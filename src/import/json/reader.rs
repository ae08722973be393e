//! JSON read where it stands: texts and numbers as they are written, nothing built that is not asked for.
//!
//! Real exports have raw line breaks in texts, a comma too many, `NaN` and `None`; these are read. Depth is bounded, so that
//! recursion is.

use std::borrow::Cow;

/// Levels of lists and objects in a document.
pub const MAX_DEPTH: u32 = 64;

/// Where and why a document is no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Byte of the text.
    pub at: usize,
    /// What is wrong.
    pub reason: &'static str,
}

type Read<T> = Result<T, Fault>;

/// A value without parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// `null`, and what other languages write for it.
    Nothing,
    /// `true`, `false`, and every number as it is written.
    Word(&'a str),
    /// A text.
    Text(Cow<'a, str>),
}

/// A place in a text.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
}

impl<'a> Reader<'a> {
    /// At the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The byte that comes next, behind white space.
    pub fn at(&self) -> usize {
        self.at
    }

    /// What was read since a place.
    pub fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or("")
    }

    /// The next byte behind white space; `None` at the end.
    pub fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let blank = rest.iter().take_while(|b| b.is_ascii_whitespace() || **b == 0).count();
        self.at += blank;
        rest.get(blank).copied()
    }

    /// A fault at this place.
    pub fn fault(&self, reason: &'static str) -> Fault {
        Fault { at: self.at, reason }
    }

    /// Calls `each` in front of every value of an object, with its key.
    ///
    /// # Errors
    /// What is no object, and what `each` says.
    pub fn object(
        &mut self,
        mut each: impl FnMut(&mut Self, Cow<'a, str>) -> Read<()>,
    ) -> Read<()> {
        self.enter(b'{')?;
        loop {
            match self.peek() {
                Some(b'}') => {
                    self.leave();
                    return Ok(());
                }
                Some(b'"') => {
                    let key = self.string()?;
                    if self.peek() != Some(b':') {
                        return Err(self.fault("a colon is missing"));
                    }
                    self.at += 1;
                    each(self, key)?;
                    self.comma(b'}')?;
                }
                Some(_) => return Err(self.fault("a key is missing")),
                None => return Err(self.fault("EOF too early")),
            }
        }
    }

    /// Calls `each` in front of every element of a list.
    ///
    /// # Errors
    /// What is no list, and what `each` says.
    pub fn list(&mut self, mut each: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.enter(b'[')?;
        loop {
            match self.peek() {
                Some(b']') => {
                    self.leave();
                    return Ok(());
                }
                Some(_) => {
                    each(self)?;
                    self.comma(b']')?;
                }
                None => return Err(self.fault("EOF too early")),
            }
        }
    }

    fn enter(&mut self, open: u8) -> Read<()> {
        if self.peek() != Some(open) {
            return Err(self.fault("a list or an object is missing"));
        }
        if self.depth == MAX_DEPTH {
            return Err(self.fault("it is nested more than 64 levels deep"));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    fn comma(&mut self, close: u8) -> Read<()> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(())
            }
            Some(found) if found == close => Ok(()),
            Some(_) => Err(self.fault("a comma is missing")),
            None => Err(self.fault("EOF too early")),
        }
    }

    /// Reads a value that is neither a list nor an object.
    ///
    /// # Errors
    /// A word or a number that JSON does not have.
    pub fn scalar(&mut self) -> Read<Scalar<'a>> {
        if self.peek() == Some(b'"') {
            return self.string().map(Scalar::Text);
        }
        let rest = self.text.get(self.at..).unwrap_or("");
        let length = rest
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
            .count();
        let word = rest.get(..length).unwrap_or("");
        let scalar = match word {
            "true" | "True" => Scalar::Word("true"),
            "false" | "False" => Scalar::Word("false"),
            "null" | "None" | "NaN" | "undefined" | "Infinity" | "-Infinity" | "nan" => {
                Scalar::Nothing
            }
            _ if is_number(word) => Scalar::Word(word),
            "" if rest.is_empty() => return Err(self.fault("EOF too early")),
            _ => return Err(self.fault("a value is missing")),
        };
        self.at += length;
        Ok(scalar)
    }

    fn string(&mut self) -> Read<Cow<'a, str>> {
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or("");
        let bytes = rest.as_bytes();
        match memchr::memchr2(b'"', b'\\', bytes) {
            Some(end) if bytes.get(end) == Some(&b'"') => {
                self.at += end + 1;
                Ok(Cow::Borrowed(rest.get(..end).unwrap_or("")))
            }
            Some(_) => self.escaped(rest).map(Cow::Owned),
            None => Err(self.fault("a quote is never closed")),
        }
    }

    fn escaped(&mut self, rest: &str) -> Read<String> {
        let mut out = String::new();
        let mut from = 0;
        loop {
            let tail = rest.get(from..).unwrap_or("");
            let Some(next) = memchr::memchr2(b'"', b'\\', tail.as_bytes()) else {
                return Err(self.fault("a quote is never closed"));
            };
            out.push_str(tail.get(..next).unwrap_or(""));
            from += next + 1;
            if tail.as_bytes().get(next) == Some(&b'"') {
                self.at += from;
                return Ok(out);
            }
            let Some(letter) = rest.get(from..).and_then(|t| t.chars().next()) else {
                return Err(self.fault("a quote is never closed"));
            };
            from += letter.len_utf8();
            match letter {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                'b' | 'f' => out.push(' '),
                'u' => from += unicode(rest.get(from..).unwrap_or(""), &mut out),
                other => out.push(other),
            }
        }
    }

    /// Passes over a value.
    ///
    /// # Errors
    /// What is wrong inside it.
    pub fn skip(&mut self) -> Read<()> {
        match self.peek() {
            Some(b'{') => self.object(|reader, _| reader.skip()),
            Some(b'[') => self.list(Self::skip),
            _ => self.scalar().map(|_| ()),
        }
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b".eE+-".contains(&b))
}

/// Appends the character of `\u` escapes and says how many bytes they take behind the `u`; half a pair is U+FFFD.
fn unicode(rest: &str, out: &mut String) -> usize {
    let unit = |text: &str| text.get(..4).and_then(|h| u16::from_str_radix(h, 16).ok());
    let Some(first) = unit(rest) else {
        out.push('\u{fffd}');
        return 0;
    };
    let second = rest.get(4..).and_then(|t| t.strip_prefix("\\u")).and_then(unit);
    if let (0xd800..=0xdbff, Some(second)) = (first, second)
        && let Some(Ok(pair)) = char::decode_utf16([first, second]).next()
    {
        out.push(pair);
        return 10;
    }
    let one = char::from_u32(u32::from(first)).filter(|c| *c != '\0');
    out.push(one.unwrap_or('\u{fffd}'));
    4
}

/// A value as JSON without white space between its parts.
pub fn compact(raw: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::with_capacity(raw.len()), false, false);
    for c in raw.chars() {
        if !quoted && c.is_ascii_whitespace() {
            continue;
        }
        if quoted {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            quoted = c == '"';
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(text: &str) -> Read<Scalar<'_>> {
        Reader::new(text).scalar()
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        for number in ["900000000000000001", "1.50", "-0", "1e400", "123456789012345678901"] {
            assert_eq!(scalar(number), Ok(Scalar::Word(number)));
        }
        assert_eq!(scalar("NaN"), Ok(Scalar::Nothing));
        assert!(scalar("12a").is_err() && scalar("-").is_err() && scalar("").is_err());
    }

    #[test]
    fn texts_are_decoded() {
        let text = |t| match scalar(t) {
            Ok(Scalar::Text(text)) => text.into_owned(),
            other => format!("{other:?}"),
        };
        assert_eq!(text(r#""a\"b\\c\/d\u8d75\ud83c\udf3bé""#), "a\"b\\c/d赵🌻é");
        assert_eq!(text(r#""\ud800x\u0000\uZZ""#), "\u{fffd}x\u{fffd}\u{fffd}ZZ");
        assert!(scalar("\"a").is_err() && scalar("\"a\\").is_err());
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(Reader::new(&nested(64)).skip().is_ok());
        assert_eq!(Reader::new(&nested(100_000)).skip().map_err(|f| f.at), Err(64));
    }

    #[test]
    fn values_are_written_without_blanks() {
        assert_eq!(compact("{ \"a b\" : [ 1,\n \"x\\\" y\" ] }"), r#"{"a b":[1,"x\" y"]}"#);
    }
}
