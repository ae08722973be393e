//! What a column of a type needs to be read: separators, order of day and month, decimal sign, country code.

use super::Profile;
use crate::import::plan::{Ask, ColumnPlan, DateOrder};
use crate::table::Semantic;
use std::cmp::Ordering;

impl Profile {
    /// Fills what a column of this type needs to be read.
    pub fn settle(&self, column: &mut ColumnPlan) {
        match column.semantic {
            Semantic::Tags => {
                let separator = self
                    .lists
                    .as_ref()
                    .filter(|l| l.reuse > 1.0 || l.share > 0.2)
                    .map_or(";", |l| l.separator);
                column.separators = Some(separator.to_owned());
                column.group_sign = self.lists.as_ref().filter(|l| l.dashed).map(|_| '-');
            }
            Semantic::Date | Semantic::Datetime => self.settle_dates(column),
            Semantic::Money | Semantic::Number | Semantic::Percent => {
                column.decimal_comma = self.commas > self.points;
                if self.commas == 0 && self.points == 0 && self.either_sign > 0 {
                    column.ask = Some(Ask::DecimalSign);
                }
                if column.semantic == Semantic::Money {
                    column.currency = self.currency.map(str::to_owned);
                }
            }
            Semantic::Email if self.several > 0 => column.separators = Some(";".to_owned()),
            Semantic::Phone => self.settle_phones(column),
            _ => {}
        }
    }

    fn settle_phones(&self, column: &mut ColumnPlan) {
        if self.several > 0 {
            column.separators = Some(";".to_owned());
        }
        // ten digits without a code among +1 numbers, or hardly anything but such
        let american = self.north_american > 0 && self.mobiles == self.north_american
            || self.most(self.ten_digits, 60);
        if american {
            column.calling_code = Some("1".to_owned());
        } else if self.most(self.japanese, 60) {
            column.calling_code = Some("81".to_owned());
        } else if self.most(self.taiwanese, 60) {
            column.calling_code = Some("886".to_owned());
        }
    }

    /// The order of day and month, of which most proofs decide; asks where there is none.
    fn settle_dates(&self, column: &mut ColumnPlan) {
        column.date_order = match self.day_first.cmp(&self.month_first) {
            Ordering::Greater => Some(DateOrder::DayFirst),
            Ordering::Less => Some(DateOrder::MonthFirst),
            Ordering::Equal if self.both_orders > 0 => Some(DateOrder::MonthFirst),
            Ordering::Equal => None,
        };
        if self.day_first == self.month_first && self.both_orders > 0 {
            column.ask = Some(Ask::DateOrder);
        } else if self.short_years > 0 {
            column.ask = Some(Ask::Century);
        }
    }
}

/// Lets columns learn from each other: a file has one order of day and month and one decimal sign, and a table with a column
/// per tag has several of them.
pub fn settle_together(columns: &mut [ColumnPlan], profiles: &[Profile]) {
    let (mut day_first, mut month_first, mut commas, mut points) = (0, 0, 0, 0);
    let mut ticked = 0;
    for (column, profile) in columns.iter().zip(profiles) {
        match column.semantic {
            Semantic::Date | Semantic::Datetime => {
                day_first += profile.day_first;
                month_first += profile.month_first;
            }
            Semantic::Money | Semantic::Number | Semantic::Percent => {
                commas += profile.commas;
                points += profile.points;
            }
            _ => {}
        }
        ticked += usize::from(profile.is_ticked());
    }
    for (column, profile) in columns.iter_mut().zip(profiles) {
        if column.ask == Some(Ask::DateOrder) && day_first != month_first {
            let first =
                if day_first > month_first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
            (column.date_order, column.ask) = (Some(first), None);
        }
        if column.ask == Some(Ask::DecimalSign) && (commas > 0) != (points > 0) {
            (column.decimal_comma, column.ask) = (commas > 0, None);
        }
        if ticked > 1
            && profile.is_ticked()
            && matches!(column.semantic, Semantic::Number | Semantic::Text | Semantic::Bool)
        {
            (column.semantic, column.blank_is_false) = (Semantic::Bool, true);
        }
    }
}
