//! The nearest name to one that does not exist.

/// "did you mean …?" with the nearest of the names, or the first few of them.
pub fn hint<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    let limit = name.chars().count().div_ceil(3).max(1);
    let nearest = names.iter().map(|n| (distance(name, n), *n)).min_by_key(|(d, _)| *d);
    match nearest {
        Some((d, nearest)) if d <= limit => format!("did you mean {nearest}?"),
        _ if names.is_empty() => "there are none".to_owned(),
        _ => {
            let shown: Vec<&str> = names.iter().take(12).copied().collect();
            let more = if names.len() > shown.len() { ", …" } else { "" };
            format!("there are {}{more}", shown.join(", "))
        }
    }
}

/// The nearest of the names, when one is near enough.
pub fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = name.chars().count().div_ceil(3).max(1);
    let nearest = names.map(|n| (distance(name, n), n)).min_by_key(|(d, _)| *d);
    nearest.filter(|(d, _)| *d <= limit).map(|(_, n)| n)
}

/// The number of characters to insert, delete or replace (Levenshtein), on at most 64 characters of each.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) =
        (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
