//! Relations between the loaded contacts: how many, how strong, who is central, which communities they form.
//!
//! Relations are the rows of an event table: from the contact that a row belongs to, to the contact whose key stands in another
//! column. Ends that are no contacts, loops and rows that do not count are counted and told. Contacts with more relations than
//! the cap connect everybody; they keep their degree and take no part in the rest, and are named. Ranks, communities and
//! percentiles are those among the contacts that have a relation; others have none.

mod edges;
mod ends;
mod find;
mod params;
mod signs;
mod tell;
mod work;
mod write;

pub(super) use find::bound;
pub(in crate::session) use find::groups;
pub use params::{NetworkGroups, NetworkInvitees, NetworkParams, NetworkShares};
pub(in crate::session) use signs::members;
pub(super) use tell::reasons;
pub(super) use work::Work;
