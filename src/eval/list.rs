//! Values that somebody brought along.

use super::Answer;
use super::frame::unchecked;
use super::identity::Known;
use super::keys::Keys;
use super::plan::{Way, cost};
use super::text::code;
use crate::each_width;
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::List;
use crate::table::{Column, Data, Dataset, Kind, Texts, fold};
use foldhash::fast::FixedState;
use std::borrow::Cow;
use std::hash::BuildHasher;

/// What distinguishes a list from others in the cache: its column and 128 bits of its values, since lists are long.
pub fn key(list: &List) -> String {
    let hash = |seed| FixedState::with_seed(seed).hash_one(&list.values);
    format!("list {:016x}{:016x} {} {}", hash(1), hash(2), list.values.len(), list.field)
}

/// The contacts whose value stands in the list, and how many different values no contact has.
pub fn matching(list: &List, column: &Column) -> Result<Answer> {
    let Data::Texts(texts) = &column.data else { return Err(unchecked(&list.field)) };
    let is_code = column.kind() == Kind::Code;
    let mut known = Known::default();
    for value in list.values.iter().filter(|v| !v.trim().is_empty()) {
        known.number(if is_code {
            Cow::Owned(code(value, column.semantic))
        } else {
            fold(value.trim())
        });
    }
    let mut found = vec![false; known.len()];
    let different = match texts {
        Texts::Dictionary { values, .. } => values.len(),
        Texts::Plain { .. } | Texts::Numbered(_) => texts.len(),
    };
    let set = match texts {
        Texts::Dictionary { values, codes, .. } => {
            let numbers: Vec<Option<u32>> = std::iter::once(None)
                .chain((0..values.len()).map(|i| known.find(&form(values.get(i), is_code))))
                .collect();
            // a dictionary may hold values that no row has any more
            let mut used = vec![false; numbers.len()];
            let set =
                each_width!(codes, v => RowSet::from_values(v, |c| numbers[c as usize].is_some()));
            set.iter().for_each(|row| used[codes.get(row) as usize] = true);
            for number in numbers.iter().zip(used).filter(|(_, used)| *used).filter_map(|(n, _)| *n)
            {
                found[number as usize] = true;
            }
            set
        }
        Texts::Plain { .. } | Texts::Numbered(_) => RowSet::from_fn(texts.len(), |row| {
            let number = texts.get(row).and_then(|text| known.find(&form(&text, is_code)));
            if let Some(number) = number {
                found[number as usize] = true;
            }
            number.is_some()
        }),
    };
    let unmatched = found.iter().filter(|found| !**found).count() as u32;
    let choice = cost::keys(Way::KeyLookup, different);
    Ok(Answer { unmatched: Some(unmatched), ..Answer::by(choice, set) })
}

/// The form in which a value is compared.
fn form(text: &str, is_code: bool) -> Cow<'_, str> {
    if is_code { Cow::Borrowed(text) } else { fold(text) }
}

/// The contacts whose main key stands among kept keys.
pub fn kept(keys: &[String], data: &Dataset) -> RowSet {
    let mut known = Known::default();
    for key in keys {
        known.number(Cow::Borrowed(key));
    }
    let main = Keys::main(data);
    RowSet::from_fn(data.population, |row| {
        main.get(row).is_some_and(|key| known.find(&key).is_some())
    })
}
