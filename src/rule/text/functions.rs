//! The one table of functions: what the parser knows, what hints offer, what `docs/text.md` lists.

/// A function of the text form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is written, with its arguments in their order.
    pub form: &'static str,
    /// What it is part of.
    pub(super) role: Role,
}

/// Where a function stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A group of conditions.
    Group,
    /// A condition of its own.
    Node,
    /// A condition on tags.
    Tags,
    /// Conditions made of others.
    Sugar,
    /// Computed of events and compared.
    Measure,
    /// Computed of something else and compared.
    Subject,
    /// Asks something of a column or a measure.
    Operator,
    /// A window.
    Window,
    /// Only for events: a window of each contact.
    Since,
    /// A statistic on the right-hand side, a mask, a population.
    Other,
}

const fn row(name: &'static str, form: &'static str, role: Role) -> Function {
    Function { name, form, role }
}

/// Every function with how it is written. `min`, `max` and `median` stand twice: measures to the left of a comparison,
/// statistics to the right.
pub const FUNCTIONS: &[Function] = &[
    row("all", "all(condition, …)", Role::Group),
    row("any", "any(condition, …)", Role::Group),
    row("none", "none(condition, …)", Role::Group),
    row("at_least", "at_least(2 OF condition, …)", Role::Group),
    row("at_most", "at_most(2 OF condition, …)", Role::Group),
    row("exactly", "exactly(2 OF condition, …)", Role::Group),
    row("in_segment", "in_segment('id', snapshot => 'id')", Role::Node),
    row("in_list", "in_list(column, 'value', …)", Role::Node),
    row("in_sample", "in_sample('salt', 0, 10, key => column)", Role::Node),
    row("use", "use(name)", Role::Node),
    row("has_any", "has_any(tags, 'tag', …)", Role::Tags),
    row("has_all", "has_all(tags, 'tag', …)", Role::Tags),
    row("has_none", "has_none(tags, 'tag', …)", Role::Tags),
    row("has_exactly", "has_exactly(tags, 'tag', …)", Role::Tags),
    row("has_at_least", "has_at_least(tags, 2 OF 'tag', …)", Role::Tags),
    row("untagged", "untagged(tags)", Role::Tags),
    row("tagged", "tagged(tags)", Role::Tags),
    row("did", "did(table, condition, window)", Role::Sugar),
    row("did_not", "did_not(table, condition, window)", Role::Sugar),
    row("never", "never(table, condition)", Role::Sugar),
    row("only_once", "only_once(table, condition, window)", Role::Sugar),
    row("first_time_in", "first_time_in(table, condition, window)", Role::Sugar),
    row("stopped", "stopped(table, condition, active => window, silent => window)", Role::Sugar),
    row("resumed", "resumed(table, condition, silent => window, recent => window)", Role::Sugar),
    row("count", "count(table, condition, window)", Role::Measure),
    row("sum", "sum(table.column, condition, window)", Role::Measure),
    row("avg", "avg(table.column, condition, window)", Role::Measure),
    row("min", "min(table.column, condition, window)", Role::Measure),
    row("max", "max(table.column, condition, window)", Role::Measure),
    row("median", "median(table.column, condition, window)", Role::Measure),
    row("percentile", "percentile(table.column, 0.9, condition, window)", Role::Measure),
    row("distinct", "distinct(table.column, condition, window)", Role::Measure),
    row("distinct_days", "distinct_days(table, condition, window)", Role::Measure),
    row("distinct_weeks", "distinct_weeks(table, condition, window)", Role::Measure),
    row("distinct_months", "distinct_months(table, condition, window)", Role::Measure),
    row("first", "first(table.column, condition, window)", Role::Measure),
    row("last", "last(table.column, condition, window)", Role::Measure),
    row("top_value", "top_value(table.column, condition, window)", Role::Measure),
    row("first_at", "first_at(table, condition, window)", Role::Measure),
    row("last_at", "last_at(table, condition, window)", Role::Measure),
    row("days_since_first", "days_since_first(table, condition, window)", Role::Measure),
    row("days_since_last", "days_since_last(table, condition, window)", Role::Measure),
    row("gap", "gap(table, median, condition, window)", Role::Measure),
    row("overdue_ratio", "overdue_ratio(table, condition, window)", Role::Measure),
    row("streak", "streak(table, days, current, condition, window)", Role::Measure),
    row(
        "active_periods",
        "active_periods(table, months, of => 3, at_least => 2, condition, window)",
        Role::Measure,
    ),
    row("share", "share(table, of => condition, condition, window)", Role::Measure),
    row("ratio", "ratio(table, of => measure, to => measure, condition, window)", Role::Measure),
    row(
        "growth",
        "growth(table, of => measure, over => window, min_base => 100, condition, window)",
        Role::Measure,
    ),
    row("seasonality", "seasonality(table, months => (11, 12), condition, window)", Role::Measure),
    row("tag_count", "tag_count(tags, group => 'tag')", Role::Subject),
    row(
        "sequence",
        "sequence(table WHERE condition THEN table WITHIN 7 days, window, within => 30 days)",
        Role::Subject,
    ),
    row("length", "length(column)", Role::Subject),
    row("age", "age(column)", Role::Subject),
    row("diff", "diff(column, other, days)", Role::Subject),
    row("zscore", "zscore(column, population => all)", Role::Subject),
    row("eq", "eq(column, value)", Role::Operator),
    row("ne", "ne(column, value)", Role::Operator),
    row("in", "in(column, value, …)", Role::Operator),
    row("not_in", "not_in(column, value, …)", Role::Operator),
    row("lt", "lt(column, value)", Role::Operator),
    row("le", "le(column, value)", Role::Operator),
    row("gt", "gt(column, value)", Role::Operator),
    row("ge", "ge(column, value)", Role::Operator),
    row("between", "between(column, value, value)", Role::Operator),
    row("not_between", "not_between(column, value, value)", Role::Operator),
    row("is_set", "is_set(column)", Role::Operator),
    row("is_not_set", "is_not_set(column)", Role::Operator),
    row("is_true", "is_true(column)", Role::Operator),
    row("is_false", "is_false(column)", Role::Operator),
    row("is_not_true", "is_not_true(column)", Role::Operator),
    row("is_not_false", "is_not_false(column)", Role::Operator),
    row("contains", "contains(column, 'text')", Role::Operator),
    row("not_contains", "not_contains(column, 'text')", Role::Operator),
    row("contains_any", "contains_any(column, 'text', …)", Role::Operator),
    row("not_contains_any", "not_contains_any(column, 'text', …)", Role::Operator),
    row("contains_all", "contains_all(column, 'text', …)", Role::Operator),
    row("not_contains_all", "not_contains_all(column, 'text', …)", Role::Operator),
    row("starts_with", "starts_with(column, 'text')", Role::Operator),
    row("not_starts_with", "not_starts_with(column, 'text')", Role::Operator),
    row("ends_with", "ends_with(column, 'text')", Role::Operator),
    row("not_ends_with", "not_ends_with(column, 'text')", Role::Operator),
    row("like", "like(column, 'a*')", Role::Operator),
    row("not_like", "not_like(column, 'a*')", Role::Operator),
    row("matches", "matches(column, 'expression')", Role::Operator),
    row("not_matches", "not_matches(column, 'expression')", Role::Operator),
    row("pinyin_starts", "pinyin_starts(column, 'zh')", Role::Operator),
    row("not_pinyin_starts", "not_pinyin_starts(column, 'zh')", Role::Operator),
    row("in_subtree", "in_subtree(column, 'path', …)", Role::Operator),
    row("not_in_subtree", "not_in_subtree(column, 'path', …)", Role::Operator),
    row("city_tier_in", "city_tier_in(column, '1', 'new_1')", Role::Operator),
    row("rank_ge", "rank_ge(column, 'value', order => ('low', 'high'))", Role::Operator),
    row("rank_le", "rank_le(column, 'value', order => ('low', 'high'))", Role::Operator),
    row("in_range", "in_range(column, 'A001', 'A999')", Role::Operator),
    row("valid", "valid(column, 'phone')", Role::Operator),
    row("not_valid", "not_valid(column, 'phone')", Role::Operator),
    row("in_bands", "in_bands(column, (0, 10), (20, NULL))", Role::Operator),
    row("top_n", "top_n(column, 100, population => all, tie => include)", Role::Operator),
    row("bottom_n", "bottom_n(column, 100, population => all, tie => include)", Role::Operator),
    row("top_percent", "top_percent(column, 20, population => all)", Role::Operator),
    row("bottom_percent", "bottom_percent(column, 20, population => all)", Role::Operator),
    row("quantile_in", "quantile_in(column, 0.2, 0.4, population => all)", Role::Operator),
    row("within_km", "within_km(latitude, longitude, 31.23, 121.47, 5)", Role::Operator),
    row(
        "in_box",
        "in_box(latitude, longitude, south => 30, west => 120, north => 32, east => 122)",
        Role::Operator,
    ),
    row("before", "before(column, '2025-09-30')", Role::Operator),
    row("after", "after(column, '2025-09-30')", Role::Operator),
    row("on", "on(column, '2025-09-30')", Role::Operator),
    row("on_or_before", "on_or_before(column, '2025-09-30')", Role::Operator),
    row("on_or_after", "on_or_after(column, '2025-09-30')", Role::Operator),
    row("in_window", "in_window(column, window)", Role::Operator),
    row("not_in_window", "not_in_window(column, window)", Role::Operator),
    row("more_than_ago", "more_than_ago(column, 7 days)", Role::Operator),
    row("less_than_ago", "less_than_ago(column, 7 days)", Role::Operator),
    row("ago_between", "ago_between(column, 90, 30, days)", Role::Operator),
    row("in_next", "in_next(column, 7 days)", Role::Operator),
    row("anniversary_in", "anniversary_in(column, next => 7 days)", Role::Operator),
    row("month_in", "month_in(column, 1, 2)", Role::Operator),
    row("weekday_in", "weekday_in(column, 6, 7)", Role::Operator),
    row("day_of_month_in", "day_of_month_in(column, 1, 15)", Role::Operator),
    row("time_between", "time_between(column, '22:00', '06:00')", Role::Operator),
    row("in_slot", "in_slot(column, 'night')", Role::Operator),
    row("all_time", "all_time()", Role::Window),
    row("rolling", "rolling(7 days)", Role::Window),
    row("days_to_date", "days_to_date(7)", Role::Window),
    row("complete_days", "complete_days(7)", Role::Window),
    row("ago", "ago(90, 30, days)", Role::Window),
    row("calendar", "calendar(1, months)", Role::Window),
    row("to_date", "to_date(months)", Role::Window),
    row("absolute", "absolute('2025-06-01', '2025-06-18')", Role::Window),
    row(
        "since_attribute",
        "since_attribute(column, offset => 1 days, length => 7 days)",
        Role::Since,
    ),
    row(
        "since_event",
        "since_event(first, table, condition, offset => 1 days, length => 7 days)",
        Role::Since,
    ),
    row(
        "mask",
        "mask(weekdays => (6, 7), slots => ('night'), times => ('22:00', '06:00'))",
        Role::Other,
    ),
    row("mean", "mean(column, population => all)", Role::Other),
    row("segment", "segment('id')", Role::Other),
];

/// The first function with this name, in any case.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::operator::OPERATORS;

    #[test]
    fn every_operator_is_a_function() {
        for operator in OPERATORS {
            let function = find(operator.name).unwrap_or_else(|| panic!("{}", operator.name));
            assert!(matches!(function.role, Role::Operator | Role::Subject));
        }
        let operators = FUNCTIONS.iter().filter(|f| f.role == Role::Operator);
        for function in operators {
            assert!(OPERATORS.iter().any(|o| o.name == function.name), "{}", function.name);
        }
    }
}
