//! What hangs on each node of a definition, and who just misses it.

use super::{
    CountUnit, ExplainReport, MembersPage, NodeExplained, NodePlan, PageOptions, PlanReport,
    PlanStep, Session,
};
use crate::error::{Code, Error, Result};
use crate::eval::NodeResult;
use crate::eval::explain::ExplainedNode;
use crate::eval::plan::{NodeSteps, Step};
use crate::insight::Words;
use crate::rule::Document;

impl Session {
    /// What hangs on every node: the total without it, whom it alone keeps out or lets in, and how many just miss it. Never
    /// fails: a definition with errors is not explained, and they stand in the report.
    pub fn explain(&mut self, document: &Document) -> ExplainReport {
        let (version, population) = (self.data.version, self.data.population);
        let sizes = self.evaluator().size(document);
        let explained = self.evaluator().explain(document);
        let mut report = ExplainReport {
            version,
            population,
            matched: sizes.members.len(),
            before_limit: sizes.members.len(),
            as_of: sizes.as_of.map_or_else(String::new, |i| sizes.zone.format(i)),
            zone: sizes.zone.name().to_owned(),
            nodes: Vec::new(),
            left_out: 0,
            errors: sizes.errors,
        };
        match explained {
            Ok(explained) => {
                report.before_limit = explained.members.len();
                report.left_out = explained.left_out;
                report.nodes = explained.nodes.into_iter().map(node).collect();
                let sizes = sizes.nodes.into_iter().map(|n| (n.path, n.size)).collect::<Vec<_>>();
                for node in &mut report.nodes {
                    if let Some((_, size)) = sizes.iter().find(|(path, _)| *path == node.path) {
                        node.size = *size;
                    }
                }
            }
            Err(error) if report.errors.is_empty() => report.errors.push(error),
            Err(_) => {}
        }
        report
    }

    /// How every condition is answered: the ways that were taken, the rows that they read, and how many contacts a sample
    /// says there are beside how many there are. Never fails: nodes with errors take no part, and they stand in the report.
    pub fn plan(&mut self, document: &Document) -> PlanReport {
        let (version, population) = (self.data.version, self.data.population);
        let plan = self.evaluator().plan(document);
        let (sample, estimates) = self.evaluator().estimates(document, &plan.sizes);
        let node = |((node, answer), estimated): ((NodeResult, NodeSteps), Option<u32>)| NodePlan {
            path: node.path,
            unit: node.counted.into(),
            size: node.size,
            estimated: estimated.filter(|_| node.size.is_some()),
            cached: answer.cached,
            steps: answer.steps.iter().map(step).collect(),
        };
        let matched = plan.sizes.members.len();
        let nodes = plan.sizes.nodes.into_iter().zip(plan.nodes).zip(estimates).map(node).collect();
        PlanReport { version, population, matched, sample, nodes, errors: plan.sizes.errors }
    }

    /// A page of the contacts that are out and would be in if the node at this path alone came out the other way for them.
    ///
    /// # Errors
    /// What is wrong with the definition; [`Code::NoSuchPart`] when no node on contacts that takes part is at the path;
    /// [`Code::NoSuchColumn`].
    pub fn near_misses(
        &mut self,
        document: &Document,
        path: &str,
        options: &PageOptions,
        words: &Words,
    ) -> Result<MembersPage> {
        let near = self.evaluator().near_misses(document, path)?;
        let near = near.ok_or_else(|| Error::new(Code::NoSuchPart).with("path", path))?;
        let zone = crate::time::Zone::named(&document.zone)?;
        self.page_of(&near, &zone, options, words)
    }
}

fn step(step: &Step) -> PlanStep {
    PlanStep {
        way: step.choice.way,
        table: step.table.as_deref().map(str::to_owned),
        rows: step.choice.rows,
        cost: step.choice.cost / 1000,
    }
}

fn node(node: ExplainedNode) -> NodeExplained {
    let effect = node.effect;
    let of_events = node.size.is_none() && effect.is_some();
    NodeExplained {
        path: node.path,
        unit: if of_events { CountUnit::Events } else { CountUnit::Contacts },
        size: node.size,
        without: effect.map(|e| e.without),
        removes: effect.map(|e| e.removes),
        adds: effect.map(|e| e.adds),
        near_misses: effect.and_then(|e| e.near_misses),
    }
}
