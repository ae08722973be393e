//! Paths in a column of texts: levels separated as in tags, and also by slashes.

use std::collections::BTreeSet;

/// Between the levels of a path in the form in which paths are compared.
const LEVEL: char = '\u{1f}';

/// A folded path with one kind of separator and without blanks around its levels.
pub fn path(folded: &str) -> String {
    let levels = folded.split(['-', ':', '：', '/']).map(str::trim);
    levels.collect::<Vec<_>>().join("\u{1f}")
}

/// Whether a folded value is the name of one of the paths, or a path below it.
pub fn contains(paths: &BTreeSet<String>, folded: &str) -> bool {
    let value = path(folded);
    let above = value.match_indices(LEVEL).map(|(at, _)| &value[..at]);
    above.chain([value.as_str()]).any(|path| paths.contains(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_holds_itself_and_what_is_below_it() {
        let paths = [path("广东/深圳"), path("上海")].into();
        for (value, inside) in [
            ("上海", true),
            ("上海-浦东新区", true),
            ("上海市", false),
            ("广东", false),
            ("广东：深圳 / 南山", true),
            ("广东-深圳湾", false),
        ] {
            assert_eq!(contains(&paths, value), inside, "{value}");
        }
    }
}
