//! What is known of contacts beside their relations: groups, shares of what they see, those whom they brought.

use super::edges::{Counts, Rows};
use super::ends::Ends;
use super::params::{NetworkGroups, NetworkInvitees, NetworkShares};
use crate::error::Result;
use crate::session::Session;
use crate::session::scores::When;
use crate::session::scores::activity::Activity;
use crate::session::scores::bind::{column, table};
use crate::session::scores::definition::bad;
use crate::table::{Data, Texts};

/// Shares and exposures of each contact.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    pub shares: Vec<f64>,
    pub exposures: Vec<f64>,
}

/// Counts shares and exposures up to `as_of`.
///
/// # Errors
/// What [`Activity::new`] says; [`crate::Code::BadScore`] for values that the column does not have.
pub(super) fn sharing(session: &Session, params: &NetworkShares, when: &When) -> Result<Sharing> {
    let at = |e: crate::error::Error| e.at("params.shares");
    let activity = Activity::new(session, &params.table, Some(&params.kind), when).map_err(at)?;
    let numbers = |names: &[String]| -> Vec<u32> {
        let number = |name: &String| activity.kinds.iter().position(|kind| kind == name);
        names.iter().filter_map(number).map(|at| at as u32).collect()
    };
    let (shares, exposures) = (numbers(&params.shares), numbers(&params.exposures));
    if shares.is_empty() && exposures.is_empty() {
        let reason = format!("{} has none of these values", params.kind);
        return Err(bad(&reason).at("params.shares"));
    }
    let mut made = Sharing::default();
    for contact in 0..session.data.population {
        let (mut shared, mut seen) = (0u32, 0u32);
        activity.each(contact, |kind, age| {
            if age >= 0 {
                shared += u32::from(shares.contains(&kind));
                seen += u32::from(exposures.contains(&kind));
            }
        });
        made.shares.push(shared.into());
        made.exposures.push(seen.into());
    }
    Ok(made)
}

/// How many each contact brought.
///
/// # Errors
/// [`crate::Code::UnknownTable`], [`crate::Code::UnknownField`].
pub(super) fn invited(
    session: &Session,
    params: &NetworkInvitees,
    when: &When,
) -> Result<Vec<u32>> {
    let at = |e: crate::error::Error| e.at("params.invitees");
    let of = table(session, &params.table).map_err(at)?;
    let to = params.to.as_deref().map(|name| column(of, name).map_err(at)).transpose()?;
    let ends = to.map(|to| Ends::new(session, to)).transpose()?;
    let rows = Rows::new(of, None, &[], when)?;
    let mut made = Vec::new();
    let mut seen = Vec::new();
    for contact in 0..session.data.population {
        let mut counted = 0;
        seen.clear();
        for row in of.rows_of(contact) {
            if !rows.counts(row, &mut Counts::default()) {
                continue;
            }
            match &ends {
                None => counted += 1,
                Some(ends) => seen.extend(ends.key(row)),
            }
        }
        seen.sort_unstable();
        seen.dedup();
        made.push(counted + seen.len() as u32);
    }
    Ok(made)
}

/// Groups by name, each with its members, who may stand in it more than once.
#[derive(Debug, Default)]
pub(in crate::session) struct Groups {
    pub names: Vec<String>,
    pub members: Vec<Vec<u32>>,
    /// Rows of people who are no contacts.
    pub unknown: u32,
}

/// Who is in which group.
///
/// # Errors
/// [`crate::Code::UnknownTable`], [`crate::Code::UnknownField`]; [`crate::Code::BadScore`] for a column that is no text that
/// repeats.
pub(in crate::session) fn members(session: &Session, params: &NetworkGroups) -> Result<Groups> {
    let of = table(session, &params.table)?;
    let groups = column(of, &params.column)?;
    let Data::Texts(Texts::Dictionary { values, codes, .. }) = &groups.data else {
        return Err(bad(&format!("{} has no text that repeats", groups.name)));
    };
    let n = values.len();
    let mut members = vec![Vec::new(); n as usize];
    for contact in 0..session.data.population {
        for row in of.rows_of(contact) {
            let group = codes.get(row).checked_sub(1);
            if let Some(list) = group.and_then(|group| members.get_mut(group as usize)) {
                list.push(contact);
            }
        }
    }
    let names = (0..n).map(|at| values.get(at).to_owned()).collect();
    Ok(Groups { names, members, unknown: of.rows - of.linked() })
}
