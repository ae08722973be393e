//! The column that tells whether an order had a coupon or a discount, by its header.

use super::super::bind::Bound;
use super::super::flag::by_header;
use crate::table::{Column, Kind, Semantic};

const WORDS: [&str; 10] =
    ["优惠券", "券", "coupon", "voucher", "promo", "优惠", "折扣", "discount", "满减", "红包"];
/// Words of amounts, rates and times that every order has, whether there was a discount or not.
const OTHER: [&str; 16] = [
    "前", "后", "率", "原价", "实付", "应付", "before", "after", "rate", "percent", "price",
    "paid", "total", "时间", "time", "date",
];

/// Yes and no first, then amounts, then texts.
pub(super) fn found<'a>(bound: &Bound<'a>) -> Option<&'a Column> {
    let kinds = [Kind::Bool, Kind::Number, Kind::Text, Kind::Code];
    by_header(bound.table, &WORDS, &kinds, |column, name| {
        let says_other = || OTHER.iter().any(|word| name.contains(word));
        column.kind() == Kind::Bool
            || (column.semantic != Semantic::Percent
                && column.name != bound.amount.name
                && !says_other())
    })
}
