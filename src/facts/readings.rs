//! The pinyin readings of characters, from a compact table.
//!
//! Source: the `pinyin` crate, whose data are those of the pinyin-data project (Unihan and dictionaries, MIT). The table
//! `readings.bin` is generated from the crate by a test of this file and compared with it. Every reading is there
//! without its tone, ü as v and ê as e, the usual one first; old and rare readings are among them.
//!
//! The file has five parts: 512 syllables of 6 bytes each, filled up with 0; for each character the low byte of the
//! number of its first syllable; the ninth bits of these numbers; a bit for each character that has further readings;
//! for each 64 characters where theirs begin in the list; and that list of further readings, two bytes each, the highest
//! bit on the last one of a character. Number 511 is no syllable. Bits count from the lowest, numbers are little-endian.
//! A lookup walks over the further readings of at most 63 characters.

/// The first character of the table.
const FIRST: u32 = 0x4E00;
/// How many characters there are: the block of unified ideographs, up to U+9FFF.
const COUNT: usize = 0x5200;
/// How many syllables there is room for.
const SYLLABLES: usize = 512;
/// The length of the longest syllable.
const WIDTH: usize = 6;
/// The number that stands for no syllable.
const NONE: usize = SYLLABLES - 1;
/// Characters that share a place in the list of further readings.
const GROUP: usize = 64;
/// The bit of the last reading of a character.
const LAST: usize = 1 << 15;

/// The offsets of the parts.
const LOW: usize = SYLLABLES * WIDTH;
const NINTH: usize = LOW + COUNT;
const SEVERAL: usize = NINTH + COUNT / 8;
const STARTS: usize = SEVERAL + COUNT / 8;
const FURTHER: usize = STARTS + COUNT / GROUP * 2;

static TABLE: &[u8] = include_bytes!("readings.bin");

/// The readings of a character as lower-case letters a to z, the usual one first; none for what is not in the table.
pub(super) fn readings(c: char) -> impl Iterator<Item = &'static [u8]> {
    // the zero that is written as a circle is read like the other zero
    let c = if c == '〇' { '零' } else { c };
    let at = (c as u32).checked_sub(FIRST).map(|at| at as usize).filter(|at| *at < COUNT);
    let usual =
        at.and_then(|at| syllable(usize::from(byte(LOW + at)) | usize::from(bit(NINTH, at)) << 8));
    let mut next = at.filter(|at| bit(SEVERAL, *at)).map(further_of);
    let further = std::iter::from_fn(move || {
        let entry = pair(FURTHER + next? * 2);
        next = next.filter(|_| entry & LAST == 0).map(|next| next + 1);
        syllable(entry & !LAST)
    });
    usual.into_iter().chain(further)
}

/// Where the further readings of a character begin in their list.
fn further_of(at: usize) -> usize {
    let group = at - at % GROUP;
    let mut place = pair(STARTS + at / GROUP * 2);
    for _ in (group..at).filter(|before| bit(SEVERAL, *before)) {
        while FURTHER + place * 2 < TABLE.len() && pair(FURTHER + place * 2) & LAST == 0 {
            place += 1;
        }
        place += 1;
    }
    place
}

fn syllable(number: usize) -> Option<&'static [u8]> {
    let place = TABLE.get(number * WIDTH..(number + 1) * WIDTH).filter(|_| number < NONE)?;
    let length = place.iter().take_while(|byte| **byte != 0).count();
    place.get(..length).filter(|letters| !letters.is_empty())
}

/// A byte of the table. All offsets are inside; behind the end is the last reading of nothing.
fn byte(at: usize) -> u8 {
    TABLE.get(at).copied().unwrap_or(u8::MAX)
}

fn pair(at: usize) -> usize {
    usize::from(byte(at)) | usize::from(byte(at + 1)) << 8
}

fn bit(part: usize, at: usize) -> bool {
    byte(part + at / 8) >> (at % 8) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::pinyin::ToPinyinMulti;
    use std::collections::BTreeSet;

    /// What the crate says: readings without tone, each once, in its order.
    fn of_crate(c: char) -> Vec<String> {
        let mut found = Vec::new();
        for reading in c.to_pinyin_multi().into_iter().flatten() {
            let plain = reading.plain().replace('ü', "v").replace('ê', "e");
            if !found.contains(&plain) {
                found.push(plain);
            }
        }
        found
    }

    fn characters() -> impl Iterator<Item = char> {
        (FIRST..FIRST + COUNT as u32).map(|code| char::from_u32(code).unwrap())
    }

    fn generated() -> Vec<u8> {
        let all: BTreeSet<String> = characters().flat_map(of_crate).collect();
        let numbers: Vec<String> = all.into_iter().collect();
        assert!(numbers.len() < NONE);
        let mut syllables = vec![0; SYLLABLES * WIDTH];
        for (number, letters) in numbers.iter().enumerate() {
            assert!(letters.len() <= WIDTH && letters.bytes().all(|b| b.is_ascii_lowercase()));
            syllables[number * WIDTH..][..letters.len()].copy_from_slice(letters.as_bytes());
        }
        let number = |letters: &String| numbers.binary_search(letters).unwrap();
        let (mut low, mut ninth, mut several) =
            (vec![0; COUNT], vec![0; COUNT / 8], vec![0; COUNT / 8]);
        let (mut starts, mut further) = (Vec::new(), Vec::new());
        for (at, c) in characters().enumerate() {
            if at % GROUP == 0 {
                starts.extend_from_slice(&(further.len() as u16 / 2).to_le_bytes());
            }
            let found = of_crate(c);
            let first = found.first().map_or(NONE, number);
            low[at] = first as u8;
            ninth[at / 8] |= ((first >> 8) as u8) << (at % 8);
            for (place, letters) in found.iter().enumerate().skip(1) {
                several[at / 8] |= u8::from(place == 1) << (at % 8);
                let last = if place + 1 == found.len() { LAST } else { 0 };
                further.extend_from_slice(&((number(letters) | last) as u16).to_le_bytes());
            }
        }
        [syllables, low, ninth, several, starts, further].concat()
    }

    #[test]
    fn the_table_is_that_of_the_crate() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/facts/readings.bin");
        let fresh = generated();
        if std::env::var_os("FENQUN_UPDATE").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        assert!(
            std::fs::read(path).unwrap_or_default() == fresh,
            "src/facts/readings.bin is stale: run FENQUN_UPDATE=1 cargo test --lib readings"
        );
        assert!(fresh.len() <= 50_000);
    }

    #[test]
    fn every_character_has_the_readings_of_the_crate() {
        let mut with_readings = 0;
        for c in characters() {
            let found: Vec<&str> =
                readings(c).map(|letters| std::str::from_utf8(letters).unwrap()).collect();
            assert_eq!(found, of_crate(c), "{c}");
            with_readings += usize::from(!found.is_empty());
        }
        assert!(with_readings > 20_900, "{with_readings}");
        assert!(('\u{4E00}'..='\u{9FA5}').filter(|c| readings(*c).next().is_none()).count() <= 10);
    }

    #[test]
    fn what_is_outside_the_table_has_no_reading() {
        for c in ['a', '\0', '\u{4DFF}', '\u{A000}', '한', 'か', char::MAX] {
            assert_eq!(readings(c).count(), 0, "{c}");
        }
        assert!(readings('〇').any(|letters| letters == b"ling"));
    }
}
