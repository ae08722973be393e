//! Tags and texts of HTML and XML as they come in files: unclosed, unquoted, in any case.

use std::borrow::Cow;

/// A piece of a page.
pub enum Token<'a> {
    /// A tag.
    Tag(Tag<'a>),
    /// Text between tags, entities not yet replaced.
    Text(&'a str),
}

/// A tag.
pub struct Tag<'a> {
    name: String,
    attributes: &'a str,
    /// `</td>`.
    pub closes: bool,
    /// `<td/>`.
    pub closes_itself: bool,
}

impl Tag<'_> {
    /// The name in lower case, without a prefix.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute, by its name in lower case without a prefix.
    pub fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            let (name, tail) = rest.split_at(end);
            let local = name.rsplit(':').next().unwrap_or(name);
            let (value, tail) = value(tail.trim_start());
            if local.eq_ignore_ascii_case(wanted) {
                return Some(unescaped(value).into_owned());
            }
            rest = if tail.len() < rest.len() { tail } else { "" };
        }
    }

    /// The value of an attribute that is a number.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name).and_then(|v| v.trim().parse().ok())
    }
}

/// The value behind a name, and what comes behind it.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.strip_prefix('=').map(str::trim_start) else { return ("", text) };
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// The pieces of a page in order.
pub struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    /// From the beginning.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    fn behind(&mut self, end: &str) {
        let found = memchr::memmem::find(self.rest.as_bytes(), end.as_bytes());
        self.rest = found.and_then(|at| self.rest.get(at + end.len()..)).unwrap_or("");
    }

    /// Passes over what stands between an opening tag and its end and is no text.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.rest.as_bytes();
        let end = memchr::memmem::find_iter(bytes, b"</").find(|at| {
            bytes
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        });
        self.rest = end.and_then(|at| self.rest.get(at..)).unwrap_or("");
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            let starts_tag = |at: usize| {
                rest.as_bytes()
                    .get(at + 1)
                    .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
            };
            let open = memchr::memchr_iter(b'<', rest.as_bytes())
                .find(|at| starts_tag(*at))
                .unwrap_or(rest.len());
            if open > 0 {
                self.rest = rest.get(open..).unwrap_or("");
                return rest.get(..open).map(Token::Text);
            }
            if rest.starts_with("<!--") {
                self.behind("-->");
            } else if let Some(inner) = rest.strip_prefix("<![CDATA[") {
                self.behind("]]>");
                let end = inner.find("]]>").unwrap_or(inner.len());
                return inner.get(..end).map(Token::Text);
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                self.behind(">");
            } else {
                let tag = self.tag(rest);
                if !tag.closes && matches!(tag.name(), "script" | "style") {
                    let name = tag.name.clone();
                    self.skip_raw(&name);
                }
                return Some(Token::Tag(tag));
            }
        }
    }
}

impl<'a> Tokens<'a> {
    fn tag(&mut self, rest: &'a str) -> Tag<'a> {
        let inner = rest.get(1..).unwrap_or("");
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(inner) => (true, inner),
            None => (false, inner),
        };
        let mut quote = 0u8;
        let end = inner.bytes().position(|b| {
            match b {
                b'>' if quote == 0 => return true,
                // a quote opens behind the sign only
                b'"' | b'\'' if quote == b => quote = 0,
                b'"' | b'\'' if quote == b'=' || quote == 0 => quote = b,
                _ => {}
            }
            false
        });
        // a quote that is never closed ends with the tag
        let end = end.or_else(|| inner.find('>')).unwrap_or(inner.len());
        self.rest = inner.get(end + 1..).unwrap_or("");
        let body = inner.get(..end).unwrap_or("");
        let closes_itself = body.ends_with('/');
        let split = body.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(body.len());
        let (name, attributes) = body.split_at(split);
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        Tag { name, attributes, closes, closes_itself }
    }
}

/// Text with its entities replaced; those that are not known stay as they are.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((entity(rest.get(1..end)?)?, end))) {
            Some((character, end)) => {
                out.push(character);
                rest = rest.get(end + 1..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" => ' ',
        "yen" => '¥',
        "euro" => '€',
        "pound" => '£',
        "middot" => '·',
        "ndash" => '–',
        "mdash" => '—',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "hellip" => '…',
        "times" => '×',
        "copy" => '©',
        "reg" => '®',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_replaced_once_and_unknown_ones_stay() {
        assert_eq!(unescaped("a&amp;lt;b&nbsp;&#36213;&#x6D69;&x;&"), "a&lt;b 赵浩&x;&");
    }

    #[test]
    fn attributes_may_be_quoted_or_not() {
        let mut tokens = Tokens::new("<TD x:num=\"1>2\" colspan = 3 nowrap style='mso'>x");
        let Some(Token::Tag(tag)) = tokens.next() else { panic!("a tag") };
        assert_eq!(tag.name(), "td");
        assert_eq!(tag.attribute("num").as_deref(), Some("1>2"));
        assert_eq!(tag.number("colspan"), Some(3));
        assert_eq!(tag.attribute("nowrap").as_deref(), Some(""));
        assert_eq!(tag.attribute("style").as_deref(), Some("mso"));
        assert_eq!(tag.attribute("none"), None);
    }
}
