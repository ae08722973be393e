//! What ways cost, in picoseconds. Measured natively (x86-64, one thread, a million rows in memory, `cargo bench` settings);
//! vectors of WebAssembly and other processors have other times, and the same ways win.

use super::super::ranges::Ranges;
use super::{Choice, Path};
use crate::rowset::{BLOCK_ROWS, blocks_across};
use crate::table::{Arena, Codes, Ints};

/// A byte of numbers compared with one range.
const SCANNED_BYTE: u64 = 60;
/// The word of 64 rows that joins two ranges, or a range and the rows with a value; also for each row of a new set.
const ROW_OF_A_SET: u64 = 6;
/// A number looked up among ranges, for each halving of the ranges.
const RANGE_HALVED: u64 = 900;
/// Bounds of a block.
const BLOCK: u64 = 1_500;
/// A code looked up in a set of codes.
const CODE: u64 = 1_100;
/// A day looked up in a table.
const DAY: u64 = 1_500;
/// A value whose calendar day is made and tested.
const VALUE: u64 = 8_000;
/// A text that is tested by itself.
const TEXT: u64 = 30_000;
/// A value that is put in order among others.
const RANKED: u64 = 20_000;
/// A byte of text that is searched.
const SEARCHED_BYTE: u64 = 150;
/// The bytes that are looked at to know which are rare.
const RARITY: u64 = 400_000;
/// A contact whose events are counted by where they begin.
pub const START: u64 = 1_500;
/// A contact whose events are looked at one by one, without its events.
const CONTACT: u64 = 6_000;
/// An event that is looked at one by one.
const EVENT: u64 = 2_500;
/// An event that adds to a counter, or to a sum, of its contact.
const COUNTED: u64 = 2_600;
/// A counter that is made and compared.
const COUNTER: u64 = 100;
/// A rank of a bound.
const RANK: u64 = 2_700;
/// An event that adds to a running sum.
const RUN: u64 = 2_000;

fn rows(n: u32, picoseconds: u64) -> u64 {
    u64::from(n).saturating_mul(picoseconds)
}

/// A key made into what is looked up or compared.
const KEY: u64 = 40_000;

/// Which of so many rows have a value.
pub fn presence(n: u32) -> Choice {
    Choice::per_row(Path::Presence, n, ROW_OF_A_SET)
}

/// The sets of the tags that are named, or of all when none is; the rows are those of the sets.
pub fn tags(all: usize, named: usize, contacts: u32) -> Choice {
    let sets = if named == 0 { all } else { named };
    let rows = contacts.saturating_mul(u32::try_from(sets).unwrap_or(u32::MAX));
    Choice::per_row(Path::TagSets, rows, ROW_OF_A_SET)
}

/// So many rows that record a tag.
pub fn taggings(n: u32) -> Choice {
    Choice::per_row(Path::TagRows, n, KEY)
}

/// Every key of so many contacts.
pub fn keys(path: Path, contacts: u32) -> Choice {
    Choice::per_row(path, contacts, KEY)
}

/// Every stored number compared with each of so many ranges.
pub fn scan(path: Path, codes: &Codes, ranges: usize) -> Choice {
    let n = codes.len();
    let width = if n == 0 { 0 } else { (codes.bytes() as u64).div_ceil(u64::from(n)) };
    let one = rows(n, width * SCANNED_BYTE + ROW_OF_A_SET);
    Choice { path, rows: n, cost: one.saturating_mul(ranges as u64) }
}

/// The ways to find numbers in ranges of codes.
pub fn numbers(ints: &Ints, codes: &[(u64, u64)], all: bool) -> Vec<Choice> {
    let n = ints.len();
    let full = scan(Path::NumberScan, ints.codes(), codes.len());
    let mut ways = Vec::with_capacity(3);
    match *codes {
        [] => ways.push(Choice { path: Path::Constant, rows: 0, cost: 0 }),
        [(low, high)] => {
            if all {
                ways.push(Choice { path: Path::Constant, rows: 0, cost: rows(n, ROW_OF_A_SET) });
            }
            let blocks = ints.blocks();
            let read = (blocks_across(blocks, low, high) * BLOCK_ROWS).min(n as usize) as u32;
            let share = u64::from(read) * full.cost / u64::from(n.max(1));
            let cost = share + blocks.len() as u64 * BLOCK + rows(n - read, 1);
            ways.push(Choice { path: Path::NumberBlocks, rows: read, cost });
        }
        ref many => {
            let halvings = u64::from(usize::BITS - many.len().leading_zeros());
            ways.push(Choice::per_row(Path::NumberLookup, n, RANGE_HALVED * (1 + halvings)));
        }
    }
    ways.push(full);
    ways
}

/// The ranges of codes that ranges of values are, and whether they are all there are.
pub fn code_ranges(ints: &Ints, ranges: &Ranges) -> (Vec<(u64, u64)>, bool) {
    let codes: Vec<(u64, u64)> =
        ranges.iter().filter_map(|(low, high)| ints.code_range(low, high)).collect();
    let (low, high) = ints.bounds();
    let all = ranges.iter().any(|(from, to)| from <= low.into() && i128::from(high) <= to);
    (codes, all)
}

/// The ways to test the calendar days of `n` values that lie on so many days; `None` of days: there is no table of them.
pub fn days(n: u32, days: Option<u64>) -> Vec<Choice> {
    let mut ways = Vec::with_capacity(2);
    if let Some(days) = days {
        let cost = rows(n, DAY) + days.saturating_mul(VALUE);
        ways.push(Choice { path: Path::DayTable, rows: n, cost });
    }
    ways.push(each_value(n));
    ways
}

/// A test of each of so many values.
pub fn each_value(n: u32) -> Choice {
    Choice::per_row(Path::EachValue, n, VALUE)
}

/// So many values put in order.
pub fn ranking(n: u32) -> Choice {
    Choice::per_row(Path::Ranking, n, RANKED)
}

/// The ways to test different texts: one by one, or by so many searches over all of them.
pub fn texts(values: &Arena, searches: Option<usize>) -> Vec<Choice> {
    let n = values.len();
    let mut ways = Vec::with_capacity(2);
    if let Some(searches) = searches {
        let search = RARITY.min(values.bytes().len() as u64 * 10)
            + values.bytes().len() as u64 * SEARCHED_BYTE;
        let cost = search.saturating_mul(searches as u64);
        ways.push(Choice { path: Path::TextSearch, rows: n, cost });
    }
    ways.push(Choice::per_row(Path::EachText, n, TEXT));
    ways
}

/// The ways to find the rows whose code passes, where passing codes are so many runs; `None`: too many to tell.
pub fn codes(codes: &Codes, runs: Option<usize>) -> Vec<Choice> {
    let mut ways = Vec::with_capacity(2);
    ways.extend(runs.map(|runs| scan(Path::CodeRanges, codes, runs)));
    ways.push(Choice::per_row(Path::CodeLookup, codes.len(), CODE));
    ways
}

/// The seen events of one contact after the other.
pub fn each_contact(contacts: u32, events: u32) -> Choice {
    let cost = rows(contacts, CONTACT) + rows(events, EVENT);
    Choice { path: Path::EachContact, rows: events, cost }
}

/// The ways to count seen events by contact, where rows that are seen are marked among `all`.
pub fn counts(contacts: u32, seen: u32, all: u32) -> [Choice; 3] {
    let counted = rows(seen, COUNTED) + rows(contacts, COUNTER);
    let ranks = rows(contacts, RANK);
    [
        Choice { path: Path::EventCounters, rows: seen, cost: counted },
        Choice { path: Path::EventRanks, rows: all, cost: ranks },
        each_contact(contacts, all),
    ]
}

/// The ways to add up seen events by contact: `fits` when 64 bits hold every sum and the question is a range of them.
pub fn sums(contacts: u32, seen: u32, fits: bool) -> Vec<Choice> {
    let mut ways = Vec::with_capacity(3);
    if fits {
        let cost = rows(seen, COUNTED) + rows(contacts, COUNTER);
        ways.push(Choice { path: Path::EventSums, rows: seen, cost });
    }
    let running = rows(seen, RUN) + rows(contacts, RANK);
    ways.push(Choice { path: Path::RunningSums, rows: seen, cost: running });
    ways.push(each_contact(contacts, seen));
    ways
}
