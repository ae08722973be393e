//! Looking at people: the values of a column, and how members and everybody are distributed over them.

mod bins;
mod distribution;
mod overlap;
mod values;
mod words;

pub use bins::MAX_BARS;
pub use distribution::{Bar, Distribution, distribution, tag_distribution};
pub use overlap::overlap;
pub use values::{ValueCount, values};
pub use words::Words;
