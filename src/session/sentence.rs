//! Definitions in words.

use super::Session;
use crate::rule::Document;
use crate::rule::sentence::{self, Language, Telling, Token};

impl Session {
    /// A definition as a sentence, with the names of segments and the kinds of columns of this session. A definition
    /// that does not fit the data is said as well.
    pub fn sentence(&self, document: &Document, language: Language) -> String {
        sentence::sentence(document, language, self.telling())
    }

    /// The pieces of that sentence, from which a catalogue in any language makes it.
    pub fn sentence_tokens(&self, document: &Document) -> Vec<Token> {
        sentence::tokens(document, self.telling())
    }

    fn telling(&self) -> Telling<'_> {
        Telling { schema: Some(&self.schema), library: Some(&self.library) }
    }
}
