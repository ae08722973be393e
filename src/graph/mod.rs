//! Relations between contacts.
