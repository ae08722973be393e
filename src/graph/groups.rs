//! Groups that share members.

/// Two groups and what they share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// The lower group.
    pub low: u32,
    /// The higher group.
    pub high: u32,
    /// Members of both.
    pub shared: u32,
    /// Shared members by members of either.
    pub jaccard: f64,
    /// Shared members by members of the smaller one.
    pub overlap: f64,
}

/// The overlap coefficient from which two groups count as overlapping.
pub const OVERLAPPING: f64 = 0.3;

/// All pairs of groups that share a member, upwards; pairs without are 0 in every respect and left out.
///
/// A member that a group names twice counts once. Cost: the sum over contacts of their squared number of groups.
pub fn overlaps<G: AsRef<[u32]>>(groups: &[G]) -> Vec<Overlap> {
    let mut members: Vec<(u32, u32)> = Vec::new();
    for (group, list) in groups.iter().enumerate() {
        members.extend(list.as_ref().iter().map(|contact| (*contact, group as u32)));
    }
    members.sort_unstable();
    members.dedup();
    let mut sizes = vec![0_u32; groups.len()];
    // for each group, where its contacts' memberships begin and end
    let mut runs: Vec<Vec<(u32, u32)>> = vec![Vec::new(); groups.len()];
    let mut at = 0;
    for run in members.chunk_by(|a, b| a.0 == b.0) {
        let end = at + run.len() as u32;
        for (_, group) in run {
            sizes[*group as usize] += 1;
            runs[*group as usize].push((at, end));
        }
        at = end;
    }
    let mut made = Vec::new();
    let mut shared = vec![0_u32; groups.len()];
    let mut seen = Vec::new();
    for (low, runs) in runs.iter().enumerate() {
        for (start, end) in runs {
            for (_, high) in &members[*start as usize..*end as usize] {
                if *high as usize > low {
                    if shared[*high as usize] == 0 {
                        seen.push(*high);
                    }
                    shared[*high as usize] += 1;
                }
            }
        }
        seen.sort_unstable();
        for high in seen.drain(..) {
            let both = f64::from(std::mem::take(&mut shared[high as usize]));
            let (a, b) = (f64::from(sizes[low]), f64::from(sizes[high as usize]));
            made.push(Overlap {
                low: low as u32,
                high,
                shared: both as u32,
                jaccard: both / (a + b - both),
                overlap: both / a.min(b),
            });
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_inside_another_overlaps_wholly() {
        let found = overlaps(&[&[1, 2, 3, 4, 4][..], &[2, 3], &[], &[9]]);
        assert_eq!(found, [Overlap { low: 0, high: 1, shared: 2, jaccard: 0.5, overlap: 1.0 }]);
        assert!(overlaps::<&[u32]>(&[]).is_empty());
    }
}
