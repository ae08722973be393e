//! What of the language a document uses.

use fenqun::rule::operator::Period;
use fenqun::rule::{
    Document, EventWindow, Limit, Literal, Mask, Measure, Node, NodeKind, Operator, Population,
    Reference, Since, TagTest, Tie, Window,
};
use std::collections::BTreeSet;

/// The names of what a document uses, with muted parts or without.
pub fn used(document: &Document, with_muted: bool) -> BTreeSet<String> {
    let mut out = Used { names: BTreeSet::new(), with_muted };
    let roots = std::iter::once(&document.rule)
        .chain(&document.exclude)
        .chain(document.conditions.values());
    for node in roots {
        out.node(node);
    }
    match &document.limit {
        Some(Limit::Top(_)) => out.add("limit", "top"),
        Some(Limit::Random(_)) => out.add("limit", "random"),
        None => {}
    }
    if document.limit.as_ref().is_some_and(|l| l.per().is_some()) {
        out.add("limit", "per");
    }
    out.names
}

/// The operators and measures that decide one condition, which should come out both true and false.
pub fn deciding(node: &Node) -> Vec<String> {
    match &node.kind {
        NodeKind::Attribute(a) => vec![format!("operator {}", a.is.name())],
        NodeKind::Event(e) => {
            vec![format!("measure {}", e.measure.name()), format!("operator {}", e.is.name())]
        }
        kind => vec![format!("node {}", kind.name())],
    }
}

struct Used {
    names: BTreeSet<String>,
    with_muted: bool,
}

impl Used {
    fn add(&mut self, what: &str, name: &str) {
        self.names.insert(format!("{what} {name}"));
    }

    fn node(&mut self, node: &Node) {
        if node.muted {
            self.add("node", "muted");
            if !self.with_muted {
                return;
            }
        }
        self.own(node);
        for (_, child) in node.children("") {
            self.node(child);
        }
        for (_, _, filter) in node.filters("") {
            self.node(filter);
        }
    }

    fn own(&mut self, node: &Node) {
        self.add("node", node.kind.name());
        match &node.kind {
            NodeKind::Attribute(a) => self.operator(&a.is),
            NodeKind::Tags(tags) => {
                self.add("tags", tags.has.name());
                if let TagTest::Count(is) = &tags.has {
                    self.operator(is);
                }
                let parts = [
                    ("group", tags.group.is_some()),
                    ("level", tags.level.is_some()),
                    ("window", tags.window.is_some()),
                    ("source_in", tags.source_in.is_some()),
                    ("subtree", tags.subtree.is_some()),
                ];
                parts.iter().filter(|(_, is)| *is).for_each(|(name, _)| self.add("tags", name));
                tags.window.iter().for_each(|w| self.window(w));
            }
            NodeKind::Event(event) => {
                self.event_window(event.window.as_ref());
                self.mask(event.mask.as_ref());
                self.measure(&event.measure);
                self.operator(&event.is);
            }
            NodeKind::Sequence(sequence) => {
                self.event_window(sequence.window.as_ref());
                self.mask(sequence.mask.as_ref());
                let parts = [
                    ("within", sequence.within.is_some()),
                    ("correlate", sequence.correlate.is_some()),
                    ("reached", sequence.reached.is_some()),
                    ("not strict", sequence.strict == Some(false)),
                    ("not", sequence.steps.iter().any(|s| s.not)),
                    ("gap", sequence.steps.iter().any(|s| !s.not && s.gap.is_some())),
                    ("gap of not", sequence.steps.iter().any(|s| s.not && s.gap.is_some())),
                ];
                parts.iter().filter(|(_, is)| *is).for_each(|(name, _)| self.add("sequence", name));
                sequence.reached.iter().for_each(|is| self.operator(is));
            }
            NodeKind::Segment(s) if s.snapshot.is_some() => self.add("segment", "snapshot"),
            _ => {}
        }
    }

    fn operator(&mut self, operator: &Operator) {
        self.add("operator", operator.name());
        if let Some((_, inner)) = operator.inner() {
            self.operator(inner);
        }
        for population in operator.populations() {
            self.add(
                "population",
                match population {
                    Population::All => "all",
                    Population::HasValue => "has_value",
                    Population::Segment(_) => "segment",
                },
            );
        }
        for literal in operator.literals() {
            match literal {
                Literal::Bool(_) => self.add("literal", "bool"),
                Literal::Reference(reference) => self.reference(reference),
                _ => {}
            }
        }
        match operator {
            Operator::TopN(top) | Operator::BottomN(top) => self.tie(top.tie),
            Operator::TopPercent(top) | Operator::BottomPercent(top) => self.tie(top.tie),
            Operator::InWindow(w)
            | Operator::NotInWindow(w)
            | Operator::AnniversaryIn(Period::Window(w)) => self.window(w),
            Operator::Diff(diff) if diff.to.is_some() => self.add("diff", "to"),
            _ => {}
        }
    }

    fn reference(&mut self, reference: &Reference) {
        match reference {
            Reference::Param(_) => self.add("reference", "param"),
            Reference::Field(field) => {
                self.add("reference", "field");
                field.times.iter().for_each(|_| self.add("reference", "times"));
                field.plus.iter().for_each(|_| self.add("reference", "plus"));
            }
            Reference::Statistic(s) => {
                let name = format!("{:?}", s.statistic).to_lowercase();
                self.add("statistic", &name);
                s.field.iter().for_each(|_| self.add("statistic", "field"));
            }
        }
    }

    fn tie(&mut self, tie: Option<Tie>) {
        self.add(
            "tie",
            match tie {
                None | Some(Tie::Include) => "include",
                Some(Tie::Exclude) => "exclude",
                Some(Tie::ById) => "by_id",
            },
        );
    }

    fn window(&mut self, window: &Window) {
        self.add(
            "window",
            match window {
                Window::AllTime => "all_time",
                Window::Rolling(_) => "rolling",
                Window::DaysToDate(_) => "days_to_date",
                Window::CompleteDays(_) => "complete_days",
                Window::Ago(_) => "ago",
                Window::Calendar(_) => "calendar",
                Window::ToDate(_) => "to_date",
                Window::Absolute(_) => "absolute",
            },
        );
    }

    fn event_window(&mut self, window: Option<&EventWindow>) {
        match window {
            Some(EventWindow::Fixed(window)) => self.window(window),
            Some(EventWindow::Since(Since::SinceAttribute(_))) => {
                self.add("window", "since_attribute");
            }
            Some(EventWindow::Since(Since::SinceEvent(_))) => self.add("window", "since_event"),
            None => {}
        }
    }

    fn mask(&mut self, mask: Option<&Mask>) {
        let Some(mask) = mask else { return };
        let parts = [
            ("weekdays", mask.weekdays.is_some()),
            ("slots", mask.slots.is_some()),
            ("times", mask.times.is_some()),
        ];
        self.add("mask", "any");
        parts.iter().filter(|(_, is)| *is).for_each(|(name, _)| self.add("mask", name));
    }

    fn measure(&mut self, measure: &Measure) {
        self.add("measure", measure.name());
        match measure {
            Measure::Gap(gap) => self.add("gap", &format!("{gap:?}").to_lowercase()),
            Measure::Streak(streak) => {
                self.add("streak", &format!("{:?} {:?}", streak.unit, streak.which).to_lowercase());
            }
            Measure::Ratio(ratio) => {
                self.measure(&ratio.of.measure);
                self.measure(&ratio.to.measure);
            }
            Measure::Growth(growth) => {
                self.window(&growth.over);
                self.measure(&growth.of);
            }
            _ => {}
        }
    }
}
