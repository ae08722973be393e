//! A test whose arms, conversions and values are in the loaded data.

use super::bad;
use super::judge::{Adjusted, MOST_ARMS, judged};
use crate::error::Result;
use crate::rowset::RowSet;
use crate::rule::Document;
use crate::score::experiment::means::{Moments, PrePost, Scale, cuped, estimate};
use crate::session::scores::{named, note};
use crate::session::{ArmColumn, ArmsOf, Session, TestArm, TestInput, TestOfReport, TestQuery};
use crate::table::{Data, Texts, pow10};

/// An arm and who is in it.
struct Members {
    name: String,
    weight: f64,
    rows: RowSet,
}

impl Session {
    /// What a test says whose arms, conversions and values are in the loaded data. The definitions mean who is in them now.
    ///
    /// # Errors
    /// What is wrong with a definition, with its place in the query as `part`; [`crate::Code::UnknownField`];
    /// [`crate::Code::BadExperiment`] for a column of arms without text or with too many values, a value that is no number, and what
    /// [`Session::test_result`] says.
    pub fn test_of(&mut self, query: &TestQuery) -> Result<TestOfReport> {
        if query.conversion.is_none() && query.value.is_none() {
            return Err(bad(&"it takes a conversion or a value to compare").at("conversion"));
        }
        if query.before.is_some() && query.value.is_none() {
            return Err(bad(&"what was before needs a value after").at("before"));
        }
        let mut arms = self.arms_of(&query.arms)?;
        let in_several = apart(&mut arms, self.data.population);
        let conversion = query.conversion.as_ref();
        let converted =
            conversion.map(|document| self.set_of(document, "conversion")).transpose()?;
        let value = query.value.as_ref().map(|name| self.numbers(name, "value")).transpose()?;
        let before = query.before.as_ref().map(|name| self.numbers(name, "before")).transpose()?;
        let of = |values: &[Option<f64>], rows: &RowSet| -> Vec<f64> {
            rows.iter()
                .map(|row| values.get(row as usize).copied().flatten().unwrap_or(0.0))
                .collect()
        };
        let posts: Option<Vec<Vec<f64>>> =
            value.as_ref().map(|values| arms.iter().map(|arm| of(values, &arm.rows)).collect());
        let given: Vec<TestArm> = arms
            .iter()
            .enumerate()
            .map(|(at, arm)| {
                let moments =
                    posts.as_ref().and_then(|posts| posts.get(at)).map(|p| Moments::of(p));
                TestArm {
                    name: arm.name.clone(),
                    contacts: arm.rows.len().into(),
                    conversions: converted
                        .as_ref()
                        .map(|set| arm.rows.intersection_len(set).into()),
                    mean: moments.map(|m| m.mean),
                    variance: moments.map(|m| m.variance),
                    weight: Some(arm.weight),
                }
            })
            .collect();
        let control = match &query.control {
            None => 0,
            Some(name) => {
                let at = arms.iter().position(|arm| arm.name == *name);
                at.ok_or_else(|| bad(&format!("no arm is called {name}")).at("control"))?
            }
        };
        let adjusted = match (&posts, &before) {
            (Some(posts), Some(before)) => {
                let pres: Vec<Vec<f64>> = arms.iter().map(|arm| of(before, &arm.rows)).collect();
                explained(posts, &pres, control, query.method.confidence)
            }
            _ => Vec::new(),
        };
        let input = TestInput { arms: given, control: control as u32, method: query.method };
        let mut report = judged(&input, &adjusted)?;
        let missing = |values: &Vec<Option<f64>>| {
            let rows = arms.iter().flat_map(|arm| arm.rows.iter());
            rows.filter(|row| values.get(*row as usize).copied().flatten().is_none()).count() as u32
        };
        let without_value = value.as_ref().map_or(0, missing);
        for (template, n) in
            [("test.in_several", in_several), ("test.without_value", without_value)]
        {
            if n > 0 {
                report.notes.push(note(template, &[("n", &n)]));
            }
        }
        Ok(TestOfReport { report, in_several, without_value })
    }

    fn set_of(&mut self, document: &Document, part: &str) -> Result<RowSet> {
        let members = self.evaluator().audience(document);
        members.map(|set| (*set).clone()).map_err(|error| error.with("part", part))
    }

    fn arms_of(&mut self, arms: &ArmsOf) -> Result<Vec<Members>> {
        match arms {
            ArmsOf::Column(column) => {
                let within = column.within.as_ref();
                let within = within.map(|document| self.set_of(document, "arms.column.within"));
                self.arms_of_column(column, within.transpose()?.as_ref())
            }
            ArmsOf::Documents(list) => {
                if list.len() > MOST_ARMS {
                    return Err(bad(&format!("a test has 2 to {MOST_ARMS} arms")).at("arms"));
                }
                let mut made = Vec::new();
                for (at, arm) in list.iter().enumerate() {
                    let rows = self.set_of(&arm.document, &format!("arms.documents[{at}]"))?;
                    let weight = arm.weight.unwrap_or(1.0);
                    made.push(Members { name: arm.name.clone(), weight, rows });
                }
                Ok(made)
            }
        }
    }

    fn arms_of_column(&self, of: &ArmColumn, within: Option<&RowSet>) -> Result<Vec<Members>> {
        let column = named(&self.data.columns, &of.field)?;
        let Data::Texts(texts @ Texts::Dictionary { values, codes, .. }) = &column.data else {
            return Err(bad(&format!("{} has no texts that repeat", of.field)).at("arms.column"));
        };
        let planned = self.planned_arms(&of.field);
        let mut names: Vec<String> = planned.iter().map(|(name, _)| name.clone()).collect();
        let mut found: Vec<&str> = (0..values.len()).map(|at| values.get(at)).collect();
        found.sort_unstable();
        found.retain(|name| !names.iter().any(|known| known == name));
        names.extend(found.into_iter().map(str::to_owned));
        if names.len() > MOST_ARMS {
            let reason = format!("{} has more than {MOST_ARMS} values", of.field);
            return Err(bad(&reason).at("arms.column"));
        }
        if let Some(stranger) = of.weights.iter().flatten().find(|(name, _)| !names.contains(name))
        {
            let reason = format!("no contact has the arm {}", stranger.0);
            return Err(bad(&reason).at("arms.column.weights"));
        }
        let weight = |name: &String| {
            let own = of.weights.as_ref().map(|weights| weights.get(name).copied().unwrap_or(0.0));
            let planned = || planned.iter().find(|(known, _)| known == name).map(|(_, w)| *w);
            own.or_else(planned).unwrap_or(1.0)
        };
        let arm = |name: String| {
            let code = (0..values.len()).find(|at| values.get(*at) == name);
            let is = |row: u32| code.is_some_and(|code| codes.get(row) == u64::from(code) + 1);
            let mut rows = RowSet::from_fn(texts.len(), is);
            if let Some(within) = within {
                rows.and(within);
            }
            Members { weight: weight(&name), name, rows }
        };
        Ok(names.into_iter().map(arm).collect())
    }

    /// The numbers of a column, per contact.
    fn numbers(&self, name: &str, part: &str) -> Result<Vec<Option<f64>>> {
        let column = named(&self.data.columns, name).map_err(|e| e.at(part))?;
        match &column.data {
            Data::Ints { ints, scale } if column.kind() == crate::table::Kind::Number => {
                let unit = pow10(*scale) as f64;
                Ok((0..ints.len()).map(|row| ints.get(row).map(|v| v as f64 / unit)).collect())
            }
            _ => Err(bad(&format!("{name} is no column of numbers")).at(part)),
        }
    }
}

/// Takes everybody who is in several arms out of all; how many they are.
fn apart(arms: &mut [Members], population: u32) -> u32 {
    let (mut once, mut twice) = (RowSet::empty(population), RowSet::empty(population));
    for arm in arms.iter() {
        let mut again = once.clone();
        again.and(&arm.rows);
        twice.or(&again);
        once.or(&arm.rows);
    }
    if !twice.is_empty() {
        for arm in arms {
            arm.rows.and_not(&twice);
        }
    }
    twice.len()
}

/// What the time before explains, of each other arm against the control.
fn explained(
    posts: &[Vec<f64>],
    pres: &[Vec<f64>],
    control: usize,
    confidence: f64,
) -> Vec<Adjusted> {
    let arm = |at: usize| Some(PrePost { pre: pres.get(at)?, post: posts.get(at)? });
    let less = |arm: PrePost<'_>, theta: f64| {
        let values = arm.pre.iter().zip(arm.post).map(|(pre, post)| post - theta * pre);
        Moments::of(&values.collect::<Vec<f64>>())
    };
    let against = |at: usize| {
        let (a, b) = (arm(control)?, arm(at)?);
        let found = cuped(a, b, confidence)?;
        let estimated = estimate(less(a, found.theta), less(b, found.theta), Scale::Absolute)?;
        Some((found, estimated))
    };
    (0..posts.len()).filter(|at| *at != control).map(against).collect()
}
