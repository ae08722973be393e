//! Events that follow each other.

use super::value::{How, amount};
use super::window::mask;
use super::{Form, Teller, Token, field, say, whole_list};
use crate::rule::{Sequence, Step};

impl Teller<'_> {
    pub(super) fn sequence(&self, sequence: &Sequence) -> Vec<Token> {
        let first = sequence.steps.iter().position(|s| !s.not);
        let last = sequence.steps.iter().rposition(|s| !s.not);
        let steps = sequence
            .steps
            .iter()
            .enumerate()
            .map(|(i, step)| {
                let key = match (step.not, Some(i).cmp(&first), Some(i).cmp(&last)) {
                    (false, std::cmp::Ordering::Equal, _) => "step.first",
                    (false, ..) => "step.then",
                    (true, std::cmp::Ordering::Less, _) => "step.not_before",
                    (true, _, std::cmp::Ordering::Greater) => "step.not_after",
                    (true, ..) => "step.not_between",
                };
                self.step(step, key)
            })
            .collect();
        let steps = vec![whole_list("steps", steps)];
        let said = say("sequence")
            .with("steps", steps)
            .with("window", self.event_window(sequence.window.as_ref()));
        let mut remarks = Vec::new();
        let mask = mask("mask.only", sequence.mask.as_ref());
        if !mask.is_empty() {
            remarks.push(mask);
        }
        if let Some(within) = sequence.within {
            remarks.push(say("sequence.within").with("x", amount(within)).done());
        }
        if sequence.strict == Some(false) {
            remarks.push(say("sequence.same_time").done());
        }
        if let Some(column) = &sequence.correlate {
            remarks.push(say("sequence.correlate").with("x", field(column)).done());
        }
        if let Some(reached) = &sequence.reached {
            let subject = say("sequence.reached").done();
            remarks.push(self.operator(subject, reached, How::number(Some("unit.steps")), false));
        }
        let remarks =
            if remarks.is_empty() { Vec::new() } else { vec![whole_list("remarks", remarks)] };
        said.with("remarks", remarks).done()
    }

    fn step(&self, step: &Step, key: &str) -> Vec<Token> {
        let form = if step.not { Form::Many } else { Form::Any };
        let said: Vec<Token> =
            say(key).with("what", self.what(&step.table, step.filter.as_deref(), form)).done();
        match step.gap {
            // the first step has no step before it
            Some(gap) if key != "step.first" && key != "step.not_before" => {
                say("step.gap").with("x", said).with("gap", amount(gap)).done()
            }
            _ => said,
        }
    }
}
