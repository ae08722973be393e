//! Generated data with a library, and documents on them.

use crate::dice::Dice;
use crate::{data, rule};
use fenqun::eval::Segments;
use fenqun::rule::{Document, Names, Node, Snapshots, validate};
use fenqun::session::Session;
use serde_json::{Value, json};

/// How many documents are asked of the same data.
pub const DOCUMENTS: u64 = 5;

/// Data with what definitions refer to.
pub struct World {
    pub session: Session,
    pub snapshots: Snapshots,
    pub tables: Value,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed.wrapping_mul(1000));
        let tables = data::tables(&mut dice);
        let mut session = Session::new();
        session.load_tables(&tables.to_string()).unwrap();
        let keys = |dice: &mut Dice| -> std::sync::Arc<[String]> {
            let mut keys = dice.list(0..9, |d| format!("c{}", d.number(0..16)));
            keys.sort();
            keys.dedup();
            keys.into()
        };
        let kept = |id: &str, name: &str| (id.to_owned(), name.to_owned());
        let snapshots = Snapshots::from([
            (kept("other", "s1"), keys(&mut dice)),
            (kept("gone", "s2"), keys(&mut dice)),
        ]);
        let mut world = Self { session, snapshots, tables };
        for mut segment in rule::library(&mut dice) {
            let document = Document::from_value(&segment).unwrap();
            if !world.is_valid(&document) {
                segment["rule"] = json!({"attribute": {"field": "score", "is": {"ge": 1}}});
                segment["limit"] = json!({"top": 3, "by": "score"});
            }
            world.session.put_segment(Document::from_value(&segment).unwrap()).unwrap();
        }
        world
    }

    pub fn names(&self) -> Names<'_> {
        Names {
            schema: self.session.schema(),
            tags: &self.session.data().tags,
            library: self.session.library(),
            snapshots: &self.snapshots,
        }
    }

    pub fn segments(&self) -> Segments<'_> {
        Segments { live: self.session.library(), snapshots: &self.snapshots }
    }

    pub fn is_valid(&self, document: &Document) -> bool {
        validate(document, &self.names()).is_empty()
    }

    /// A document as JSON and read.
    pub fn document(seed: u64) -> (Value, Document) {
        let json = rule::document(&mut Dice::new(seed.wrapping_mul(1000) + 1));
        let document = Document::from_value(&json).unwrap_or_else(|e| panic!("{e}\n{json}"));
        (json, document)
    }
}

/// A node with its path, and the table whose events it is about.
pub struct Place<'a> {
    pub path: String,
    pub node: &'a Node,
    pub table: Option<&'a str>,
}

/// Every node of a document, parents before children; what stands below a muted node is told apart.
pub fn places(document: &Document) -> Vec<(Place<'_>, bool)> {
    fn collect<'a>(place: Place<'a>, muted: bool, out: &mut Vec<(Place<'a>, bool)>) {
        let Place { path, node, table } = &place;
        let (path, table, muted) = (path.clone(), *table, muted || node.muted);
        let (children, filters) = (node.children(&path), node.filters(&path));
        out.push((place, muted));
        for (path, node) in children {
            collect(Place { path, node, table }, muted, out);
        }
        for (path, table, node) in filters {
            collect(Place { path, node, table: Some(table) }, muted, out);
        }
    }
    let mut out = Vec::new();
    let conditions = document.conditions.iter();
    let conditions = conditions.map(|(name, node)| (format!("conditions.{name}"), node));
    let exclude = document.exclude.iter().map(|node| ("exclude".to_owned(), node));
    for (path, node) in
        std::iter::once(("rule".to_owned(), &document.rule)).chain(exclude).chain(conditions)
    {
        collect(Place { path, node, table: None }, false, &mut out);
    }
    out
}
