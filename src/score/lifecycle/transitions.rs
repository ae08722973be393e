//! How contacts moved between stages from one `as_of` to another.

use super::Stage;
use serde::Serialize;

/// Contacts that went from one stage to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Transition {
    /// The stage at the earlier `as_of`; unknown for who had not joined.
    pub from: Stage,
    /// The stage at the later `as_of`.
    pub to: Stage,
    /// Contacts.
    pub count: u32,
    /// Their part of those who started there, 0 to 1.
    pub share: f64,
}

/// The flow between two dates.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Transitions {
    /// Pairs that occur, in the order of stages.
    pub flows: Vec<Transition>,
    /// Contacts per stage at the earlier date, in the order of [`Stage::ALL`].
    pub before: [u32; 6],
    /// Contacts per stage at the later date.
    pub after: [u32; 6],
}

/// Counts the pairs of two lists of stages of the same contacts; what is longer in one list is left out.
pub fn transitions(before: &[Stage], after: &[Stage]) -> Transitions {
    let mut pairs = [[0u32; 6]; 6];
    for (from, to) in before.iter().zip(after) {
        pairs[*from as usize][*to as usize] += 1;
    }
    let started = pairs.map(|row| row.iter().sum::<u32>());
    let mut ended = [0; 6];
    let mut flows = Vec::new();
    for (from, row) in Stage::ALL.into_iter().zip(&pairs) {
        for (to, count) in Stage::ALL.into_iter().zip(row) {
            ended[to as usize] += count;
            if *count > 0 {
                let share = f64::from(*count) / f64::from(started[from as usize]);
                flows.push(Transition { from, to, count: *count, share });
            }
        }
    }
    Transitions { flows, before: started, after: ended }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flows_add_up_to_both_sides() {
        use Stage::{Churned, Growth, Intro};
        let flow = transitions(&[Intro, Intro, Growth], &[Growth, Churned, Growth]);
        assert_eq!(flow.before, [2, 1, 0, 0, 0, 0]);
        assert_eq!(flow.after, [0, 2, 0, 0, 1, 0]);
        assert_eq!(flow.flows[0], Transition { from: Intro, to: Growth, count: 1, share: 0.5 });
        assert_eq!(flow.flows.len(), 3);
    }
}
