//! A session with the invented data.

use fenqun::import::{RowsAre, sample};
use fenqun::session::Session;

/// So many contacts with their orders and interactions; the same seed gives the same people.
pub fn session(contacts: u32, seed: u32) -> Session {
    let mut session = Session::new();
    for (kind, table) in
        [("contacts", None), ("orders", Some("orders")), ("interactions", Some("interactions"))]
    {
        let bytes = sample(kind, contacts, seed).unwrap();
        let mut plan = session.inspect(kind, &bytes, bytes.len() as u64).unwrap();
        plan.rows_are = match table {
            None => RowsAre::Contacts,
            Some(_) => RowsAre::Events,
        };
        if let Some(table) = table {
            table.clone_into(&mut plan.table);
        }
        let handle = session.begin(plan).unwrap();
        session.push(handle, &bytes).unwrap();
        session.finish(handle, None).unwrap();
        while session.advance().unwrap() < 1.0 {}
    }
    session
}
