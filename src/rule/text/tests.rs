//! Laws of the text form, its examples, and what it says to texts that people get wrong.

mod examples;
mod laws;
mod wrong;
