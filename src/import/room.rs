//! The memory that a file may take: what would not fit is refused when its beginning has been read, not when memory ends.

use super::plan::RowsAre;
use crate::error::{Code, Error, Result};

/// What is held already, and how much may be held in all, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// What is held already.
    pub held: u64,
    /// How much may be held, with this file.
    pub limit: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self { held: 0, limit: u64::MAX }
    }
}

/// Bytes that a row takes while it is joined: contacts by their keys, events in order of their contacts.
const fn joining(rows_are: RowsAre) -> u64 {
    match rows_are {
        RowsAre::Contacts => 40,
        RowsAre::Events => 16,
    }
}

impl Room {
    /// Refuses so many rows whose columns take so many bytes.
    ///
    /// # Errors
    /// [`Code::TooLarge`].
    pub fn check(self, rows_are: RowsAre, rows: u64, columns: u64) -> Result<()> {
        const MIB: u64 = 1 << 20;
        let needed = self.held.saturating_add(columns).saturating_add(rows * joining(rows_are));
        if needed <= self.limit {
            return Ok(());
        }
        Err(Error::new(Code::TooLarge)
            .with("needed", needed.div_ceil(MIB))
            .with("limit", self.limit / MIB))
    }
}

#[cfg(all(test, feature = "files"))]
mod tests {
    use super::super::{FilePlan, Loader, inspect};
    use super::*;

    const ROWS: usize = 200_000;

    fn orders() -> String {
        let mut text = String::from("order_id,contact_id,paid_at,amount,note\n");
        for i in 0..ROWS {
            let note = if i % 3 == 0 { "礼物" } else { "" };
            text += &format!(
                "SO{i:09},wm{:08},2024-01-{:02}T10:00:{:02}Z,{}.50,{note}\n",
                i * 7919 % 30_011,
                i / 7000 + 1,
                i % 60,
                i % 997
            );
        }
        text
    }

    fn read(plan: &FilePlan, text: &str, room: Room) -> Result<u64> {
        let mut loader = Loader::new(plan.clone())?.within(room);
        for slice in text.as_bytes().chunks(64 << 10) {
            loader.push(slice)?;
        }
        Ok(loader.finish()?.columns.iter().map(|c| c.bytes() as u64).sum())
    }

    #[test]
    fn what_would_not_fit_is_refused_at_the_beginning_of_the_file() {
        let text = orders();
        let plan = inspect("orders.csv", &text.as_bytes()[..100_000], text.len() as u64).unwrap();
        let columns = read(&plan, &text, Room::default()).unwrap();
        let needed = columns + ROWS as u64 * joining(RowsAre::Events);
        let limit = |limit| Room { held: 1 << 20, limit };
        let too_small = limit(needed * 4 / 5);
        assert_eq!(read(&plan, &text, limit(needed * 6 / 5 + (1 << 20))).unwrap(), columns);
        assert_eq!(read(&plan, &text, too_small).unwrap_err().code, Code::TooLarge);
        // long before its end
        let mut loader = Loader::new(plan).unwrap().within(too_small);
        let early = loader.push(&text.as_bytes()[..text.len() / 16]);
        assert_eq!(early.unwrap_err().code, Code::TooLarge);
    }
}
