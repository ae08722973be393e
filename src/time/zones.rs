//! The offsets of the IANA zones from 1900 to 2200, from a table.
//!
//! The table has every name in the order of its letters, which zone it is, how many bytes each zone has, and of each zone its
//! first offset, its changes as differences, and where it goes on by a rule, the two rules of a year. Numbers are in seconds, seven bits to a byte, signs in
//! the lowest bit. `FENQUN_UPDATE=1 cargo test zones` makes it anew from the data of the crate `jiff`.

use super::civil::days;

const TABLE: &[u8] = include_bytes!("zones.bin");
/// 1900-01-01 and 2200-01-01.
pub const BEGIN: i64 = -2_208_988_800;
pub const END: i64 = 7_258_118_400;
/// The last year of rules.
const LAST_YEAR: i32 = 2199;
const DAY: i64 = 86_400;

/// A change that comes every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rule {
    month: u32,
    /// 1 to 4, or 5 for the last one of the month.
    week: u32,
    /// 0 is Sunday.
    weekday: u32,
    /// Seconds after the beginning of that day on the wall, also less than none or more than a day.
    time: i64,
    /// The offset from then on.
    offset: i64,
}

impl Rule {
    /// The wall time of the change in a year.
    fn wall(&self, year: i32) -> Option<i64> {
        let first = days(year, self.month, 1)?;
        let next =
            if self.month == 12 { days(year + 1, 1, 1)? } else { days(year, self.month + 1, 1)? };
        // 1970-01-01 was a Thursday
        let ahead = (self.weekday as i32 - first - 4).rem_euclid(7);
        let mut day = first + ahead + 7 * (self.week as i32 - 1);
        if day >= next {
            day -= 7;
        }
        Some(i64::from(day) * DAY + self.time)
    }
}

/// Reads the table; what is not there is none.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn number(&mut self) -> Option<i64> {
        let mut out = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            out |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some((out >> 1) as i64 ^ -((out & 1) as i64));
            }
        }
        None
    }

    fn rule(&mut self) -> Option<Rule> {
        let [month, week, weekday] =
            [self.number()? as u32, self.number()? as u32, self.number()? as u32];
        Some(Rule { month, week, weekday, time: self.number()?, offset: self.number()? })
    }
}

/// The name of a zone as the table writes it and the offsets from their instants on, ascending, in seconds; `None` when there
/// is no such zone. Letters are compared without their case. The first instant is [`BEGIN`].
pub fn find(name: &str) -> Option<(&'static str, Vec<(i64, i64)>)> {
    let (length, rest) = TABLE.split_first_chunk::<4>()?;
    let (names, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let names = std::str::from_utf8(names).ok()?;
    let (place, found) =
        names.split('\n').enumerate().find(|(_, known)| known.eq_ignore_ascii_case(name))?;
    let count = names.split('\n').count();
    let (numbers, rest) = rest.split_at_checked(2 * count)?;
    let (numbers, _) = numbers.as_chunks::<2>();
    let (zones, rest) = rest.split_first_chunk::<2>()?;
    let (lengths, zones) = rest.split_at_checked(2 * usize::from(u16::from_le_bytes(*zones)))?;
    let (lengths, _) = lengths.as_chunks::<2>();
    let before = lengths.get(..usize::from(u16::from_le_bytes(*numbers.get(place)?)))?;
    let start: usize = before.iter().map(|length| usize::from(u16::from_le_bytes(*length))).sum();
    Some((found, changes(Bytes(zones.get(start..)?))?))
}

/// The changes of the zone that begins here.
fn changes(mut bytes: Bytes<'_>) -> Option<Vec<(i64, i64)>> {
    let (mut at, mut offset) = (BEGIN, bytes.number()?);
    let mut out = vec![(at, offset)];
    for _ in 0..bytes.number()? {
        at += bytes.number()?;
        offset += bytes.number()?;
        out.push((at, offset));
    }
    let year = bytes.number()? as i32;
    if year == 0 {
        return Some(out);
    }
    let rules = [bytes.rule()?, bytes.rule()?];
    for year in year..=LAST_YEAR {
        for rule in rules {
            at = rule.wall(year)? - offset;
            offset = rule.offset;
            if at <= END {
                out.push((at, offset));
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::civil::date;
    use jiff::Timestamp;
    use jiff::tz::TimeZoneDatabase;
    use std::collections::BTreeMap;

    /// What the crate says of a zone.
    fn of_crate(name: &str) -> Vec<(i64, i64)> {
        let zone = TimeZoneDatabase::bundled().get(name).unwrap();
        let start = Timestamp::from_second(BEGIN).unwrap();
        let mut out = vec![(BEGIN, i64::from(zone.to_offset(start).seconds()))];
        for change in zone.following(start) {
            let at = change.timestamp().as_second();
            if at > END {
                break;
            }
            let offset = i64::from(change.offset().seconds());
            if out.last().unwrap().1 != offset {
                out.push((at, offset));
            }
        }
        out
    }

    fn put(out: &mut Vec<u8>, number: i64) {
        let mut rest = ((number << 1) ^ (number >> 63)) as u64;
        while rest >= 0x80 {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    /// The rules that a change can be one of.
    fn candidates(at: i64, before: i64, offset: i64) -> Vec<Rule> {
        let wall = at + before;
        let mut out = Vec::new();
        for shift in [0, 1, -1, 2, 3] {
            let day = wall.div_euclid(DAY) - shift;
            let (_, month, dom) = date(day as i32);
            let weekday = (day + 4).rem_euclid(7) as u32;
            for week in [dom.div_ceil(7), 5] {
                let rule = Rule { month, week, weekday, time: wall - day * DAY, offset };
                let year = date(day as i32).0;
                if rule.wall(year) == Some(wall) {
                    out.push(rule);
                }
            }
        }
        out
    }

    /// The year from which on two rules give the changes, and the rules.
    fn tail(changes: &[(i64, i64)]) -> Option<(i32, [Rule; 2])> {
        let [.., (_, o0), (t1, o1), (t2, o2)] = *changes else { return None };
        if t1 < END - 2 * 366 * DAY {
            return None;
        }
        let gives = |rules: &[Rule; 2], year: i32, before: i64| {
            let first = rules[0].wall(year)? - before;
            Some([
                (first, rules[0].offset),
                (rules[1].wall(year)? - rules[0].offset, rules[1].offset),
            ])
        };
        let mut best: Option<(i32, [Rule; 2])> = None;
        for first in candidates(t1, o0, o1) {
            for second in candidates(t2, o1, o2) {
                let rules = [first, second];
                let mut start = None;
                for year in (1950..=LAST_YEAR).rev() {
                    let holds = gives(&rules, year, o2).is_some_and(|pair| {
                        let place = changes.partition_point(|c| c.0 < pair[0].0);
                        let next =
                            (year < LAST_YEAR).then(|| gives(&rules, year + 1, o2)).flatten();
                        changes.get(place..place + 2) == Some(&pair[..])
                            && place > 0
                            && changes[place - 1].1 == o2
                            && changes.get(place + 2).map(|c| c.0) == next.map(|n| n[0].0)
                    });
                    if !holds {
                        break;
                    }
                    start = Some(year);
                }
                if let Some(year) = start
                    && best.is_none_or(|b| year < b.0)
                {
                    best = Some((year, rules));
                }
            }
        }
        best
    }

    fn encoded(changes: &[(i64, i64)]) -> Vec<u8> {
        let tail = tail(changes);
        let explicit = match &tail {
            Some((year, rules)) => {
                let first = rules[0].wall(*year).unwrap() - rules[1].offset;
                changes.partition_point(|c| c.0 < first)
            }
            None => changes.len(),
        };
        let mut out = Vec::new();
        put(&mut out, changes[0].1);
        put(&mut out, explicit as i64 - 1);
        for pair in changes[..explicit].windows(2) {
            put(&mut out, pair[1].0 - pair[0].0);
            put(&mut out, pair[1].1 - pair[0].1);
        }
        put(&mut out, tail.map_or(0, |t| i64::from(t.0)));
        for rule in tail.iter().flat_map(|t| t.1) {
            for number in [
                i64::from(rule.month),
                i64::from(rule.week),
                i64::from(rule.weekday),
                rule.time,
                rule.offset,
            ] {
                put(&mut out, number);
            }
        }
        out
    }

    fn names() -> Vec<String> {
        let mut names: Vec<String> =
            TimeZoneDatabase::bundled().available().map(|n| n.to_string()).collect();
        names.extend(["UTC".to_owned(), "Etc/Unknown".to_owned()]);
        names.sort();
        names.dedup();
        names
    }

    fn generated() -> Vec<u8> {
        let names = names();
        let mut zones: Vec<Vec<u8>> = Vec::new();
        let mut known: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
        let mut numbers = Vec::new();
        for name in &names {
            let zone = encoded(&of_crate(name));
            let number = *known.entry(zone.clone()).or_insert_with(|| {
                zones.push(zone);
                zones.len() as u16 - 1
            });
            numbers.extend_from_slice(&number.to_le_bytes());
        }
        let text = names.join("\n");
        let mut lengths = (zones.len() as u16).to_le_bytes().to_vec();
        for zone in &zones {
            lengths.extend_from_slice(&u16::try_from(zone.len()).unwrap().to_le_bytes());
        }
        let length = (text.len() as u32).to_le_bytes();
        [&length[..], text.as_bytes(), &numbers, &lengths, &zones.concat()].concat()
    }

    #[test]
    fn the_table_is_that_of_the_crate() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/time/zones.bin");
        let fresh = generated();
        if std::env::var_os("FENQUN_UPDATE").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        assert!(std::fs::read(path).unwrap_or_default() == fresh, "FENQUN_UPDATE=1 makes it anew");
        for name in names() {
            let (found, changes) = find(&name).unwrap();
            assert_eq!((found, changes), (name.as_str(), of_crate(&name)), "{name}");
            assert_eq!(find(&name.to_lowercase()).unwrap().0, found);
        }
        assert!(find("Mars/Base").is_none() && find("").is_none() && find("UTC\n").is_none());
    }
}
