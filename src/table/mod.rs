//! Typed columns, tags, events: the loaded data in the layout that evaluation reads.

mod column;
mod dataset;
mod decimal;
mod keys;
mod semantic;
mod small;
mod store;
mod tags;
mod text;

pub use column::{Column, ColumnBuilder, Data, MAX_SCALE, Value};
pub use dataset::{Dataset, Derived, EventTable, Suppression, Taggings, newest_day};
pub use decimal::{Decimal, pow10};
pub use keys::KeyTable;
pub use semantic::{Kind, Semantic, parse_gender};
pub use store::{Codes, CodesBuilder, Ints, IntsBuilder, gather_bits};
pub use tags::{TagLists, TagNode, TagTree, is_tag_below};
pub use text::{Arena, Texts, TextsBuilder, fold};
