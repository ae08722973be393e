//! Fixed facts that operators of the rule language rest on: readings of characters, tiers of cities, check digits,
//! slots of the day, hashes, distances.
//!
//! Everything here is a pure function of its arguments and of tables that are compiled in. Nothing depends on loaded
//! data. Each table says in its file where it comes from; `docs/architecture.md` lists the sources.

pub mod check;
pub mod distance;
pub mod hash;
pub mod pinyin;
mod readings;
pub mod slot;
pub mod tier;

pub use check::CodeForm;
pub use slot::Slot;
pub use tier::{Tier, city_tier};
