//! Typed columns, tags, events: the loaded data in the layout that evaluation reads.

mod arena;
mod builder;
mod column;
mod dataset;
mod decimal;
mod events;
mod fold;
mod ints;
mod keys;
mod lists;
mod packing;
mod semantic;
mod small;
mod store;
mod tags;
mod text;

pub use arena::Arena;
pub use builder::{ColumnBuilder, MAX_SCALE};
pub use column::{Column, Data, Value};
pub use dataset::{Dataset, Derived, Suppression, Taggings, newest_day};
pub use decimal::{Decimal, pow10};
pub use events::EventTable;
pub use fold::fold;
pub use ints::{Ints, IntsBuilder, gather_bits};
pub use keys::{KeyTable, LOOK_UPS};
pub use lists::{TagLists, TagListsBuilder};
pub use semantic::{Kind, Semantic, parse_gender};
pub use small::same as is_same;
pub use store::{Codes, CodesBuilder};
pub use tags::{TagNode, TagTree, is_tag_below};
pub use text::{Folded, Texts, TextsBuilder};
