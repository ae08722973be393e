//! What is told of chances of buying: the fit, the test, the correction, and why a contact has its chance.

use super::{PurchaseParams, Work};
use crate::score::models::nbd::{Fit, Kind};
use crate::score::models::spend;
use crate::session::scores::columns::hundredths;
use crate::session::scores::tell::note;
use crate::session::{ScoreDecile, ScoreNote};
use std::collections::BTreeMap;
use std::fmt::Display;

impl Work {
    /// Deciles, sentences and numbers of fit and test.
    pub(super) fn told(
        &self,
        fit: &Fit,
        mean: f64,
    ) -> (Vec<ScoreDecile>, Vec<ScoreNote>, Vec<(&'static str, f64)>) {
        let kind = match fit.kind {
            Kind::MbgNbd => "MBG/NBD",
            Kind::BgNbd => "BG/NBD",
        };
        let percent = |share: f64| hundredths(share * 100.0) as f64 / 100.0;
        let mut notes = vec![note(
            "purchase.how",
            &[
                ("model", &kind),
                ("horizon", &self.params.horizon_days),
                ("customers", &fit.customers),
                ("mean", &percent(mean)),
            ],
        )];
        let mut told = vec![
            ("r", fit.params.r),
            ("alpha", fit.params.alpha),
            ("a", fit.params.a),
            ("b", fit.params.b),
            ("log_likelihood", fit.log_likelihood),
            ("mean_chance", mean),
            ("future_ignored", self.summary.future.into()),
        ];
        if self.spend.as_ref().is_some_and(spend::Fit::is_correlated) {
            notes.push(note("purchase.correlated", &[]));
        }
        let mut deciles = Vec::new();
        match &self.test {
            Some(Ok(test)) => {
                let auc = hundredths(test.auc.unwrap_or(0.5)) as f64 / 100.0;
                notes.push(note(
                    "purchase.tested",
                    &[
                        ("days", &test.window),
                        ("customers", &test.customers),
                        ("buyers", &test.buyers),
                        ("predicted", &percent(test.predicted)),
                        ("actual", &percent(test.actual)),
                        ("auc", &auc),
                    ],
                ));
                told.extend([
                    ("test.brier", test.brier),
                    ("test.brier_of_mean", test.brier_of_mean),
                    ("test.calibration_error", test.calibration_error),
                    ("test.log_loss", test.log_loss),
                ]);
                let aucs = [
                    ("test.auc", test.auc),
                    ("test.auc_of_recency", test.auc_of_recency),
                    ("test.auc_of_frequency", test.auc_of_frequency),
                ];
                told.extend(aucs.into_iter().filter_map(|(name, auc)| Some((name, auc?))));
                let each = test.deciles.iter();
                deciles = each
                    .map(|d| ScoreDecile { rows: d.rows, predicted: d.predicted, actual: d.actual })
                    .collect();
            }
            _ => notes.push(note("purchase.not_tested", &[("days", &self.params.test_days)])),
        }
        self.tell_calibration(&mut notes, &mut told);
        (deciles, notes, told)
    }

    /// Whether chances were corrected, what that does, or that it could be done.
    fn tell_calibration(&self, notes: &mut Vec<ScoreNote>, told: &mut Vec<(&'static str, f64)>) {
        let Some(Ok(test)) = &self.test else { return };
        let (days, horizon) = (self.params.test_days, self.params.horizon_days);
        let short = |value: f64| hundredths(value * 100.0) as f64 / 10_000.0;
        match &self.calibration {
            None if test.correction.is_some() && horizon <= days => {
                notes.push(note("purchase.can_calibrate", &[("buyers", &test.buyers)]));
            }
            None => {}
            Some(Ok(found)) => {
                let said = [found.brier, found.brier_corrected, found.error, found.error_corrected];
                let [brier, brier_corrected, error, error_corrected] = said.map(short);
                notes.push(note(
                    "purchase.calibrated",
                    &[
                        ("brier", &brier),
                        ("brier_corrected", &brier_corrected),
                        ("error", &error),
                        ("error_corrected", &error_corrected),
                    ],
                ));
                told.extend([
                    ("calibration.brier", found.brier),
                    ("calibration.brier_corrected", found.brier_corrected),
                    ("calibration.error", found.error),
                    ("calibration.error_corrected", found.error_corrected),
                ]);
            }
            Some(Err(_)) if horizon > days => {
                let spans = [("horizon", &horizon as &dyn Display), ("days", &days)];
                notes.push(note("purchase.horizon_too_long", &spans));
            }
            Some(Err(orders)) => {
                notes.push(note("purchase.not_calibrated", &[("orders", orders), ("least", &200)]));
            }
        }
    }
}

/// Why a contact has its chance.
pub(in crate::session::scores) fn reasons(
    params: &PurchaseParams,
    values: &BTreeMap<String, String>,
    mean: f64,
) -> Vec<ScoreNote> {
    if !values.contains_key("chance") {
        return vec![note("purchase.no_orders", &[])];
    }
    let mean = hundredths(mean * 100.0) as f64 / 100.0;
    let window: [(&str, &dyn Display); 3] =
        [("horizon", &params.horizon_days), ("mean", &mean), ("months", &params.months)];
    let mut sentence = note("purchase.person", &window);
    sentence.params.extend(values.clone());
    let mut reasons = vec![sentence];
    if values.contains_key("value") {
        let mut value = note("purchase.value", &window);
        value.params.extend(values.clone());
        reasons.push(value);
    }
    reasons
}
