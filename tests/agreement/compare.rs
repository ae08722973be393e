//! What the two evaluators say about a document, and where they differ.

use crate::world::{Place, World, places};
use fenqun::Code;
use fenqun::eval::naive::{self, Oracle};
use fenqun::eval::{Cache, Evaluator};
use fenqun::rule::Document;
use serde_json::{Value, json};

/// What the evaluators say differently about a document; `None` when they agree.
pub fn difference(world: &World, document: &Document) -> Option<String> {
    let (data, segments) = (world.session.data(), world.segments());
    let instant = naive::as_of(data, document).unwrap();
    let oracle = Oracle::new(data, segments, document, instant).unwrap();
    let slow = oracle.members();
    if let Err(error) = &slow
        && !(instant.is_none() && error.code == Code::NoAsOf)
    {
        return Some(format!("the oracle: {error}"));
    }
    let mut cache = Cache::default();
    let mut fast =
        || Evaluator::new(data, world.session.schema(), segments, &mut cache).size(document);
    let sizes = fast();
    if sizes.as_of != instant {
        return Some(format!("as of {:?}, the oracle {instant:?}", sizes.as_of));
    }
    let is_timeless = |e: &fenqun::Error| e.code == Code::NoAsOf;
    match slow {
        // the oracle does not look at the operand of a missing value, and so not at a window that has no end
        _ if instant.is_none() && sizes.errors.iter().any(is_timeless) => return None,
        Err(error) => return Some(format!("the oracle: {error}")),
        Ok(_) if !sizes.errors.is_empty() => return Some(format!("errors: {:?}", sizes.errors)),
        Ok(slow) => {
            let fast: Vec<u32> = sizes.members.iter().collect();
            if fast != slow {
                return Some(format!("members {fast:?}, the oracle {slow:?}"));
            }
        }
    }
    for (place, muted) in places(oracle.document()) {
        // below a muted node there may be what nobody can evaluate
        let expected = match size(&oracle, world, &place) {
            Ok(size) => size,
            Err(_) if muted => continue,
            Err(error) => return Some(format!("{}: the oracle: {error}", place.path)),
        };
        let Some(found) = sizes.nodes.iter().find(|n| n.path == place.path) else {
            // a condition that nothing uses need not be counted
            if muted || place.path.starts_with("conditions.") {
                continue;
            }
            return Some(format!("{}: no size, the oracle {expected:?}", place.path));
        };
        // nobody has checked what is below a muted node, and the evaluator leaves out what is wrong
        let alone = || Document {
            rule: fenqun::rule::Node { muted: false, ..place.node.clone() },
            ..document.clone()
        };
        let is_checked = || !muted || (found.size.is_some() && world.is_valid(&alone()));
        if found.size != expected && is_checked() {
            return Some(format!("{}: size {:?}, the oracle {expected:?}", place.path, found.size));
        }
        if muted || place.table.is_some() {
            continue;
        }
        let cut = oracle.cut(place.node).unwrap();
        if !same_numbers(&found.cut, &cut) {
            return Some(format!("{}: cut {:?}, the oracle {cut:?}", place.path, found.cut));
        }
        let unmatched = oracle.unmatched(place.node).unwrap();
        if found.unmatched.unwrap_or(0) != unmatched {
            let found = found.unmatched;
            return Some(format!("{}: unmatched {found:?}, the oracle {unmatched}", place.path));
        }
    }
    // what was asked before does not change an answer
    let again = fast();
    (again.members != sizes.members || again.nodes != sizes.nodes)
        .then(|| "another answer later".to_owned())
}

/// Whether two lists of numbers are the same but for the last digit shown: mean and deviation of a score are doubles.
fn same_numbers(found: &[String], expected: &[String]) -> bool {
    let is_near = |(a, b): (&String, &String)| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1.1e-9 + a.abs() * 1e-14,
        _ => false,
    };
    found.len() == expected.len() && found.iter().zip(expected).all(is_near)
}

/// For how many contacts (or events of known ones) a node is true; `None` when it is absent.
pub fn size(oracle: &Oracle, world: &World, place: &Place) -> fenqun::Result<Option<u32>> {
    let data = world.session.data();
    let table = place.table.and_then(|name| data.event_table(name));
    let rows = table.map_or(data.population, fenqun::table::EventTable::linked);
    let mut size = 0;
    for row in 0..rows {
        let holds = match table {
            Some(table) => oracle.holds_for_event(place.node, table, row)?,
            None => oracle.holds(place.node, row)?,
        };
        match holds {
            Some(holds) => size += u32::from(holds),
            None => return Ok(None),
        }
    }
    Ok(if rows == 0 && is_absent(place.node) { None } else { Some(size) })
}

/// Whether everything in a node is muted, not looking at the node itself.
fn is_absent(node: &fenqun::rule::Node) -> bool {
    let children = node.children("");
    !children.is_empty() && children.iter().all(|(_, child)| child.muted || is_absent(child))
}

/// The smallest part of a document on which the evaluators disagree, as a report.
pub fn report(world: &World, seed: u64, json: &Value, document: &Document, said: &str) -> String {
    let mut smallest = (said.to_owned(), json.clone());
    for (place, _) in places(document).into_iter().filter(|(place, _)| place.table.is_none()) {
        let mut part = json.clone();
        part["rule"] = serde_json::to_value(place.node).unwrap();
        if let Some(map) = part.as_object_mut() {
            map.remove("exclude");
            map.remove("limit");
        }
        let document = Document::from_value(&part).unwrap();
        if world.is_valid(&document)
            && let Some(said) = difference(world, &document)
            && part.to_string().len() <= smallest.1.to_string().len()
        {
            smallest = (said, part);
        }
    }
    let library: Vec<&Document> = world.session.library().values().collect();
    format!(
        "case {seed}: {}\n{}\nlibrary {}\nkept {:?}\ndata {}",
        smallest.0,
        smallest.1,
        json!(library),
        world.snapshots,
        world.tables
    )
}
