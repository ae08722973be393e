//! Opposites that have a form of their own.

use crate::rule::{Operator, Window};

/// The operator that matches exactly the values that this one does not, and `false`; an operator without an opposite
/// itself, and `true`: it is said negated.
pub(super) fn negate(is: &Operator) -> (Operator, bool) {
    match opposite(is) {
        Some(opposite) => (opposite, false),
        None => (is.clone(), true),
    }
}

fn opposite(is: &Operator) -> Option<Operator> {
    if let Some(positive) = is.positive() {
        return Some(positive);
    }
    Some(match is.clone() {
        Operator::IsSet => Operator::IsNotSet,
        Operator::IsNotSet => Operator::IsSet,
        Operator::Eq(v) => Operator::Ne(v),
        Operator::In(v) => Operator::NotIn(v),
        Operator::Between(a, b) => Operator::NotBetween(a, b),
        Operator::Lt(v) => Operator::Ge(v),
        Operator::Le(v) => Operator::Gt(v),
        Operator::Gt(v) => Operator::Le(v),
        Operator::Ge(v) => Operator::Lt(v),
        Operator::Before(v) => Operator::OnOrAfter(v),
        Operator::After(v) => Operator::OnOrBefore(v),
        Operator::OnOrBefore(v) => Operator::After(v),
        Operator::OnOrAfter(v) => Operator::Before(v),
        Operator::Contains(t) => Operator::NotContains(t),
        Operator::ContainsAny(t) => Operator::NotContainsAny(t),
        Operator::ContainsAll(t) => Operator::NotContainsAll(t),
        Operator::StartsWith(t) => Operator::NotStartsWith(t),
        Operator::EndsWith(t) => Operator::NotEndsWith(t),
        Operator::Like(t) => Operator::NotLike(t),
        Operator::Matches(t) => Operator::NotMatches(t),
        Operator::IsTrue => Operator::IsNotTrue,
        Operator::IsFalse => Operator::IsNotFalse,
        Operator::InWindow(w) => Operator::NotInWindow(w),
        Operator::PinyinStarts(t) => Operator::NotPinyinStarts(t),
        Operator::Valid(form) => Operator::NotValid(form),
        Operator::InSubtree(paths) => Operator::NotInSubtree(paths),
        Operator::AgoBetween(ago) => Operator::NotInWindow(Window::Ago(ago)),
        _ => return None,
    })
}
