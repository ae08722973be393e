//! Bytes of real exports in, typed columns and an account of every row out.
//!
//! [`inspect`] looks at the beginning of a file and proposes a [`FilePlan`]; a person corrects it; [`Loader`] obeys it.
//! A *record* is a row of a file; a *cell* is a field of it. Every record below the header is accepted, blank, or rejected
//! with a reason, so that `read = accepted + merged + superseded + rejected + blank`. A cell that cannot be read is missing and counted.
//! What a plan says does not depend on the name of a file, and what a loader reads does not depend on where slices end.
//!
//! Text and lines of JSON are read in one pass with memory for the columns and one block; workbooks, pages, cards and JSON
//! documents are held as a whole. Archives are unpacked before: [`unpack`].
//!
//! ```
//! use fenqun::import::{Loader, inspect};
//! let bytes = "手机号,累计消费\n13800131000,¥1.2万\n".as_bytes();
//! let plan = inspect("members.csv", bytes, bytes.len() as u64)?;
//! let mut loader = Loader::new(plan)?;
//! loader.push(bytes)?;
//! let source = loader.finish()?;
//! assert_eq!(source.columns[0].value(0), Some(fenqun::table::Value::Text("+8613800131000".into())));
//! # Ok::<(), fenqun::Error>(())
//! ```

#[cfg(feature = "files")]
mod archive;
mod batch;
mod body;
mod cell;
#[cfg(feature = "files")]
mod compound;
#[cfg(feature = "files")]
mod container;
mod digest;
#[cfg(feature = "files")]
mod documents;
mod encoding;
#[cfg(feature = "files")]
mod evidence;
mod further;
#[cfg(feature = "files")]
mod hand;
mod handed;
#[cfg(feature = "files")]
mod html;
#[cfg(feature = "files")]
mod inspect;
mod items;
pub mod join;
mod json;
mod layout;
mod loader;
mod marks;
mod named;
mod outcome;
mod plan;
mod preview;
mod profile;
mod records;
mod report;
mod roles;
mod room;
mod rows;
mod sample;
mod sink;
mod structure;
mod suppression;
mod utf8;
#[cfg(feature = "files")]
mod vcard;
mod words;
mod workbook;

#[cfg(feature = "files")]
pub use archive::{Unpacked, is_archive, unpack};
pub use digest::{HEAD, head_fingerprint};
pub use further::Further;
#[cfg(feature = "files")]
pub use hand::{Hand, sampled};
pub use handed::Sealed;
#[cfg(feature = "files")]
pub use inspect::{inspect, needs_whole, reinspect};
pub use items::split;
pub use layout::{LayoutInfo, layouts};
pub use loader::{Loader, RowNumbers, Source, rejected_csv, sample_of};
pub use plan::*;
pub use preview::{Preview, PreviewRejected, PreviewRow, Shown, preview};
pub use report::*;
pub use roles::event_id;
pub use room::Room;
pub use sample::sample;
