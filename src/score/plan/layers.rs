//! Layered tags: of an ordered list of rules, the first that holds.

use crate::score::Refusal;

/// The layer of a contact that meets no rule.
pub const UNMATCHED: u8 = u8::MAX;

/// The first layer of each of `contacts`, given the members of every layer in the order of the layers; [`UNMATCHED`] without one.
/// Members beyond `contacts` are left out.
///
/// # Errors
/// [`Refusal::OutOfRange`] for more than 255 layers.
pub fn first_match<L>(
    contacts: usize,
    layers: impl IntoIterator<Item = L>,
) -> Result<Vec<u8>, Refusal>
where
    L: IntoIterator<Item = u32>,
{
    let mut found = vec![UNMATCHED; contacts];
    for (layer, members) in layers.into_iter().enumerate() {
        if layer >= usize::from(UNMATCHED) {
            let value = layer as f64 + 1.0;
            return Err(Refusal::OutOfRange {
                parameter: "layers",
                value,
                least: 0.0,
                most: 255.0,
            });
        }
        for member in members {
            if let Some(place) = found.get_mut(member as usize).filter(|p| **p == UNMATCHED) {
                *place = layer as u8;
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_layer_wins() {
        let layers = [vec![1, 2], vec![0, 1, 99], vec![3]];
        assert_eq!(first_match(5, layers).unwrap(), [1, 0, 0, 2, UNMATCHED]);
    }

    #[test]
    fn too_many_layers_are_refused() {
        assert!(first_match(1, vec![Vec::<u32>::new(); 255]).is_ok());
        assert!(first_match(1, vec![Vec::<u32>::new(); 256]).is_err());
    }
}
