//! Whether the generated documents use all of the language.

use crate::compare::size;
use crate::coverage;
use crate::world::{DOCUMENTS, World, places};
use fenqun::eval::naive::{self, Oracle};
use fenqun::rule::NodeKind;
use fenqun::rule::operator::OPERATORS;
use std::collections::BTreeMap;

/// What must be reached besides operators and measures.
const PARTS: &[&str] = &[
    "node all",
    "node any",
    "node none",
    "node not",
    "node at_least",
    "node at_most",
    "node exactly",
    "node attribute",
    "node tags",
    "node event",
    "node sequence",
    "node segment",
    "node list",
    "node sample",
    "node use",
    "node const",
    "node muted",
    "segment snapshot",
    "tags has_any",
    "tags has_all",
    "tags has_none",
    "tags has_exactly",
    "tags has_at_least",
    "tags count",
    "tags untagged",
    "tags group",
    "tags level",
    "tags window",
    "tags source_in",
    "tags subtree",
    "window all_time",
    "window rolling",
    "window days_to_date",
    "window complete_days",
    "window ago",
    "window calendar",
    "window to_date",
    "window absolute",
    "window since_attribute",
    "window since_event",
    "mask weekdays",
    "mask slots",
    "mask times",
    "sequence within",
    "sequence correlate",
    "sequence reached",
    "sequence not strict",
    "sequence not",
    "sequence gap",
    "sequence gap of not",
    "limit top",
    "limit random",
    "limit per",
    "literal bool",
    "reference field",
    "reference times",
    "reference plus",
    "statistic mean",
    "statistic median",
    "statistic min",
    "statistic max",
    "statistic field",
    "population all",
    "population has_value",
    "population segment",
    "tie include",
    "tie exclude",
    "tie by_id",
    "gap mean",
    "gap median",
    "gap max",
    "gap last",
    "diff to",
    "streak days current",
    "streak days longest",
    "streak weeks current",
    "streak weeks longest",
    "streak months current",
    "streak months longest",
];

#[test]
fn every_part_of_the_language_is_reached() {
    let mut reached: BTreeMap<String, u32> = BTreeMap::new();
    // conditions that were true for somebody, and that were not for somebody
    let mut both: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    let mut params = 0;
    for group in 0..600 {
        let world = World::new(group);
        for seed in group * DOCUMENTS..(group + 1) * DOCUMENTS {
            let (_, document) = World::document(seed);
            let Ok(Some(instant)) = naive::as_of(world.session.data(), &document) else { continue };
            if !world.is_valid(&document) {
                continue;
            }
            params += u32::from(document.resolved().rule != document.rule);
            for name in coverage::used(&document) {
                *reached.entry(name).or_default() += 1;
            }
            let oracle =
                Oracle::new(world.session.data(), world.segments(), &document, Some(instant))
                    .unwrap();
            for (place, muted) in places(oracle.document()) {
                if muted
                    || !matches!(
                        place.node.kind,
                        NodeKind::Attribute(_) | NodeKind::Event(_) | NodeKind::Sequence(_)
                    )
                {
                    continue;
                }
                let data = world.session.data();
                let table = place.table.and_then(|name| data.event_table(name));
                let rows = table.map_or(data.population, fenqun::table::EventTable::linked);
                let size = size(&oracle, &world, &place).unwrap().unwrap_or(0);
                for name in coverage::deciding(place.node) {
                    let counts = both.entry(name).or_default();
                    counts[0] += u32::from(size > 0);
                    counts[1] += u32::from(size < rows);
                }
            }
        }
    }
    let schema = World::new(0);
    let operators = OPERATORS.iter().map(|o| format!("operator {}", o.name));
    let measures = schema.session.schema().measures.iter().map(|m| format!("measure {}", m.name));
    let deciding: Vec<String> = operators.chain(measures).collect();
    let parts = PARTS.iter().map(|p| (*p).to_owned());
    let never: Vec<String> =
        deciding.iter().cloned().chain(parts).filter(|name| !reached.contains_key(name)).collect();
    assert!(never.is_empty(), "never reached: {never:?}");
    let one_way = |name: &&String| both.get(*name).is_none_or(|counts| counts.contains(&0));
    let one_way: Vec<&String> = deciding.iter().filter(one_way).collect();
    assert!(one_way.is_empty(), "always or never true: {one_way:?}");
    assert!(params > 0, "no parameter was used");
    if std::env::var_os("FENQUN_SHOW").is_some() {
        println!("{reached:#?}\n{both:#?}\nparameters {params}");
    }
}
