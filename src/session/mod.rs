//! The only mutable owner: loaded files, the data made of them, and the segment library.

#[cfg(test)]
mod types;
mod wire;

pub use wire::*;
