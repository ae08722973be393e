//! Audience segmentation in one process: real contact exports in, exact segment sizes out.
//!
//! [`session::Session`] owns loaded files and the segment library; a [`rule::Document`] says who is meant;
//! [`eval`] answers with exact sets; the `wasm` module is the browser's binding of the same calls.
//! The core has no clock, no random source and no I/O: time comes in as an instant, randomness as a seed.
#![forbid(unsafe_code)]

pub mod error;
pub mod eval;
pub mod facts;
pub mod graph;
#[cfg_attr(
    not(feature = "files"),
    allow(dead_code, unused_imports, reason = "recognition is used where files are opened")
)]
pub mod import;
pub mod insight;
pub mod privacy;
pub mod rowset;
pub mod rule;
pub mod score;
pub mod session;
pub mod table;
pub mod time;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

/// The texts that say what things mean and why.
pub mod docs {
    #[doc = include_str!("../docs/format.md")]
    pub mod format {}
    #[doc = include_str!("../docs/exchange.md")]
    pub mod exchange {}
    #[doc = include_str!("../docs/experiments.md")]
    pub mod experiments {}
    #[doc = include_str!("../docs/explain.md")]
    pub mod explain {}
    #[doc = include_str!("../docs/import.md")]
    pub mod import {}
    #[doc = include_str!("../docs/library.md")]
    pub mod library {}
    #[doc = include_str!("../docs/lint.md")]
    pub mod lint {}
    #[doc = include_str!("../docs/performance.md")]
    pub mod performance {}
    #[doc = include_str!("../docs/people.md")]
    pub mod people {}
    #[doc = include_str!("../docs/quality.md")]
    pub mod quality {}
    #[doc = include_str!("../docs/scores.md")]
    pub mod scores {}
}

pub use error::{Code, Error, Location, Result};
