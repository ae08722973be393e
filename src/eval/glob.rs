//! Shapes of whole texts.

/// One token of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glob {
    Any,
    One,
    Char(char),
}

/// Reads a shape: `*` any text, `?` one character, `\` takes the next character as it is.
pub fn glob(pattern: &str) -> Vec<Glob> {
    let mut out = Vec::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        let token = match c {
            '*' => Glob::Any,
            '?' => Glob::One,
            '\\' => Glob::Char(chars.next().unwrap_or('\\')),
            c => Glob::Char(c),
        };
        if token != Glob::Any || out.last() != Some(&Glob::Any) {
            out.push(token);
        }
    }
    out
}

/// Whether the whole value has the shape. Goes back to the last `*` only, so it takes at most |pattern| × |value| steps.
pub fn like(pattern: &[Glob], value: &str) -> bool {
    let value: Vec<char> = value.chars().collect();
    let (mut p, mut v) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while v < value.len() {
        match pattern.get(p) {
            Some(Glob::Any) => {
                star = Some((p, v));
                p += 1;
            }
            Some(Glob::One) => {
                p += 1;
                v += 1;
            }
            Some(Glob::Char(c)) if *c == value[v] => {
                p += 1;
                v += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    v = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|g| *g == Glob::Any)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_matches_the_whole_value() {
        for (pattern, value, expected) in [
            ("上海*", "上海市", true),
            ("上海", "上海市", false),
            ("*a*b*", "xxaxxbxx", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            (r"a\*", "a*", true),
            (r"a\*", "ab", false),
            ("**", "", true),
            ("", "", true),
            ("*aab", "aaab", true),
        ] {
            assert_eq!(like(&glob(pattern), value), expected, "{pattern} {value}");
        }
    }
}
