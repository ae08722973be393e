//! What ways cost, in picoseconds: measured natively (x86-64) with a million rows in memory on one thread, those of vectors
//! with a prototype in Chromium, and rounded. Where vectors are missing other ways win than where they are there, so a build
//! has the costs of its own; the sets are the same. What is reasoned and not measured says so. A comparison without vectors
//! takes 400 and has fewer instructions than that says; its cost is between both.

use super::super::ranges::Ranges;
use super::{Choice, Way};
use crate::rowset::{BLOCK_ROWS, blocks_across};
use crate::table::{Arena, Codes, Ints};

/// What differs between builds with and without vectors.
struct Build {
    /// A row that is compared with one range, whatever its width, and each of its bytes.
    scanned: (u64, u64),
    /// A byte of text that is searched.
    searched: u64,
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
const BUILD: Build = Build { scanned: (0, 36), searched: 160 };
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
const BUILD: Build = Build { scanned: (180, 0), searched: 1_250 };

/// A row of a set that joins another, or is made.
const ROW_OF_A_SET: u64 = 7;
/// A number looked up among ranges, and each halving of the ranges.
const RANGES: (u64, u64) = (4_300, 100);
/// The bounds of a block, held against a range; reasoned.
const BLOCK: u64 = 1_500;
/// A code looked up in a set of codes.
const CODE: u64 = 800;
/// A day looked up in a table; reasoned.
const DAY: u64 = 1_500;
/// A value that is tested by itself, such as its calendar day; reasoned.
const VALUE: u64 = 8_000;
/// A text that is tested by itself, and each of its bytes.
const TEXT: (u64, u64) = (15_000, 1_000);
/// A text that is written out of its number, to be tested; reasoned.
const WRITTEN: u64 = 30_000;
/// A byte that is counted to know which bytes are rare, and how many are; reasoned.
const RARITY: (u64, u64) = (300, 64 << 10);
/// A value that is put in order among others; reasoned.
const RANKED: u64 = 20_000;
/// A key made into what is looked up or compared; reasoned.
const KEY: u64 = 40_000;
/// A contact whose events are counted by where they begin.
const START: u64 = 1_300;
/// A contact whose events are looked at one by one, and each of the events: 12 ms for a million with 4.7.
const CONTACT: (u64, u64) = (3_000, 2_000);
/// An event that adds to a counter, or to a sum, of its contact.
const COUNTED: u64 = 2_000;
/// A counter that is made, beside its comparison; reasoned for sums.
const COUNTER: u64 = 400;
/// A bound of a contact's events found among those that are seen.
const RANK: u64 = 2_600;
/// An event that adds to a running sum; reasoned.
const RUN: u64 = 2_000;

fn rows(n: u32, picoseconds: u64) -> u64 {
    u64::from(n).saturating_mul(picoseconds)
}

/// Which of so many rows have a value.
pub fn presence(n: u32) -> Choice {
    Choice::per_row(Way::Presence, n, ROW_OF_A_SET)
}

/// The sets of the tags that are named, or of all when none is.
pub fn tags(all: usize, named: usize, contacts: u32) -> Choice {
    let sets = if named == 0 { all } else { named };
    Choice::per_row(Way::TagSets, contacts, ROW_OF_A_SET.saturating_mul(sets as u64))
}

/// So many rows that record a tag.
pub fn taggings(n: u32) -> Choice {
    Choice::per_row(Way::TagRows, n, KEY)
}

/// A row of so many bytes, compared with one range.
const fn compared(width: u64) -> u64 {
    BUILD.scanned.0 + width * BUILD.scanned.1
}

fn width(codes: &Codes) -> u64 {
    match codes {
        Codes::U8(_) => 1,
        Codes::U16(_) => 2,
        Codes::U32(_) => 4,
        Codes::U64(_) => 8,
    }
}

/// Every key of so many contacts.
pub fn keys(way: Way, contacts: u32) -> Choice {
    Choice::per_row(way, contacts, KEY)
}

/// Every stored number compared with each of so many ranges.
pub fn scan(way: Way, codes: &Codes, ranges: usize) -> Choice {
    let n = codes.len();
    let one = rows(n, compared(width(codes)) + ROW_OF_A_SET);
    Choice { way, rows: n, cost: one.saturating_mul(ranges as u64) }
}

/// The ways to find numbers in ranges of codes.
pub fn numbers(ints: &Ints, codes: &[(u64, u64)], all: bool) -> Vec<Choice> {
    let n = ints.len();
    let full = scan(Way::NumberScan, ints.codes(), codes.len());
    let mut ways = Vec::with_capacity(3);
    match *codes {
        [] => ways.push(Choice { way: Way::Constant, rows: 0, cost: 0 }),
        [(low, high)] => {
            if all {
                ways.push(Choice { way: Way::Constant, rows: 0, cost: rows(n, ROW_OF_A_SET) });
            }
            let blocks = ints.blocks();
            if !blocks.is_empty() {
                let read = blocks_across(blocks, low, high) * BLOCK_ROWS;
                let read = read.min(n as usize) as u32;
                let cost = rows(read, full.cost / u64::from(n.max(1)))
                    + blocks.len() as u64 * BLOCK
                    + rows(n - read, 1);
                ways.push(Choice { way: Way::NumberBlocks, rows: read, cost });
            }
        }
        ref many => {
            let halvings = u64::from(usize::BITS - many.len().leading_zeros());
            ways.push(Choice::per_row(Way::NumberLookup, n, RANGES.0 + RANGES.1 * halvings));
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
        ways.push(Choice { way: Way::DayTable, rows: n, cost });
    }
    ways.push(each_value(n));
    ways
}

/// A test of each of so many values.
pub fn each_value(n: u32) -> Choice {
    Choice::per_row(Way::EachValue, n, VALUE)
}

/// So many values put in order.
pub fn ranking(n: u32) -> Choice {
    Choice::per_row(Way::Ranking, n, RANKED)
}

/// The ways to test different texts: one by one, or by so many searches over all of them.
pub fn texts(values: &Arena, searches: Option<usize>) -> Vec<Choice> {
    let (n, bytes) = (values.len(), values.bytes().len() as u64);
    let mut ways = Vec::with_capacity(2);
    if let Some(searches) = searches {
        let search = bytes.min(RARITY.1) * RARITY.0 + bytes * BUILD.searched;
        let cost = search.saturating_mul(searches as u64);
        ways.push(Choice { way: Way::TextSearch, rows: n, cost });
    }
    let cost = rows(n, TEXT.0).saturating_add(bytes * TEXT.1);
    ways.push(Choice { way: Way::EachText, rows: n, cost });
    ways
}

/// A test of each of so many texts that are kept as numbers.
pub fn written(n: u32) -> Choice {
    Choice::per_row(Way::EachText, n, WRITTEN + TEXT.0)
}

/// The ways to find the rows whose code passes, where passing codes are so many runs; `None`: too many to tell.
pub fn codes(codes: &Codes, runs: Option<usize>) -> Vec<Choice> {
    let mut ways = Vec::with_capacity(2);
    ways.extend(runs.map(|runs| scan(Way::CodeRanges, codes, runs)));
    ways.push(Choice::per_row(Way::CodeLookup, codes.len(), CODE));
    ways
}

/// The seen events of one contact after the other.
pub fn each_contact(contacts: u32, events: u32) -> Choice {
    let cost = rows(contacts, CONTACT.0) + rows(events, CONTACT.1);
    Choice { way: Way::EachContact, rows: events, cost }
}

/// So many seen events that add to a number of their contact of so many bytes.
fn counted(contacts: u32, seen: u32, width: u64) -> u64 {
    rows(seen, COUNTED) + rows(contacts, COUNTER + compared(width))
}

/// The ways to count seen events by contact, where rows that are seen are marked among `all`.
pub fn counts(contacts: u32, seen: u32, all: u32) -> [Choice; 3] {
    [
        Choice { way: Way::EventCounters, rows: seen, cost: counted(contacts, seen, 1) },
        Choice { way: Way::EventRanks, rows: all, cost: rows(contacts, RANK) },
        each_contact(contacts, all),
    ]
}

/// The ways to count all events by contact.
pub fn all_counts(contacts: u32, all: u32) -> [Choice; 2] {
    [Choice::per_row(Way::EventStarts, contacts, START), each_contact(contacts, all)]
}

/// The ways to add up seen events by contact: `fits` when 64 bits hold every sum and the question is a range of them.
pub fn sums(contacts: u32, seen: u32, fits: bool) -> Vec<Choice> {
    let mut ways = Vec::with_capacity(3);
    if fits {
        let cost = counted(contacts, seen, 8);
        ways.push(Choice { way: Way::EventSums, rows: seen, cost });
    }
    let running = rows(seen, RUN) + rows(contacts, RANK);
    ways.push(Choice { way: Way::RunningSums, rows: seen, cost: running });
    ways.push(each_contact(contacts, seen));
    ways
}
