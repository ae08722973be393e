//! What RFM says about one contact.

use super::{Cell, Diagnosis, Facts, Fitted, Params};
use crate::score::outcome::{ModelInfo, Outcome, Reason, Stamp, Template, Word};
use serde::Serialize;

/// Grows when the same parameters give other values.
pub const VERSION: u32 = 1;

/// The score of one contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RfmValue {
    /// The level of R.
    pub r: u8,
    /// The level of F.
    pub f: u8,
    /// The level of M.
    pub m: u8,
    /// The three levels side by side, with hyphens where one has two digits.
    pub code: String,
    /// The three levels added up.
    pub sum: u8,
    /// The cell of high and low.
    pub cell: Cell,
}

impl Cell {
    /// Its name in both languages.
    pub const fn word(self) -> Word {
        Word { zh: self.zh(), en: self.en() }
    }
}

impl Fitted {
    /// The score of one contact with its reason. `unit` is how many units of money are one yuan: 100 where it is counted in fen.
    pub fn explain(
        &self,
        facts: &Facts,
        contact: usize,
        params: &Params,
        stamp: Stamp,
        unit: f64,
    ) -> Outcome<RfmValue, Params, Diagnosis> {
        let n = self.diag.scored;
        let params = params.clone();
        let window = params.window_days;
        let model = ModelInfo { name: "rfm", version: VERSION, params, stamp, n };
        let Some((days, orders, money)) = facts.of(contact) else {
            let never = [Reason::new(Template::NeverOrdered)];
            return Outcome::new(None, model, self.diag.clone()).because(never);
        };
        let one = Facts { recency_days: &[days], frequency: &[orders], monetary: &[money] };
        let scores = self.apply(&one);
        let (r, f, m) = scores.levels(0).unwrap_or_default();
        let cell = self.cell(days, orders, money);
        let code = scores.code(0).unwrap_or_default();
        let value = RfmValue { r, f, m, code, sum: r + f + m, cell };
        let template = if window.is_some() { Template::Rfm } else { Template::RfmAllTime };
        let reason = Reason::new(template)
            .with("days", days)
            .with("r", u32::from(r))
            .with("orders", orders)
            .with("money", money / unit)
            .with("cell", cell.word());
        let reason = match window {
            Some(days) => reason.with("window", days),
            None => reason,
        };
        Outcome::new(Some(value), model, self.diag.clone())
            .at(cell.word())
            .because([reason])
            .from("recency_days", f64::from(days))
            .from("frequency", f64::from(orders))
            .from("monetary", money)
    }
}
