//! Numeric models behind scores: buying and dropping out, spending, likeness to a seed audience, topics.
