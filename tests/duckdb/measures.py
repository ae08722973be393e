"""Measures of events as SQL over the events that are seen."""

from calendar_spans import unit_of
from data import Unsaid, quoted
from operators import Left, quantile


def split(measure):
    return (measure, None) if isinstance(measure, str) else next(iter(measure.items()))


def measured(scope, condition):
    """What stands to the left of the operator of an event node."""
    table = scope.dataset.events[condition["table"]]
    seen = scope.seen(condition["table"], condition.get("where"), condition.get("window"), condition.get("mask"))
    return of(scope, table, condition["measure"], seen, condition)


def of(scope, table, measure, seen, condition):
    name, column = split(measure)
    zone = scope.calendar.name
    select = lambda what: f"(SELECT {what} FROM {seen} s)"
    plain = lambda sql, below="1": Left("number", lambda form: sql, below=below, row=scope.contact_column)
    if name == "count":
        return plain(select("count(*)"))
    if name in ("distinct_days", "distinct_weeks", "distinct_months"):
        day = f"s.{quoted(f'{table.time} day {zone}')}"
        return plain(select(f"count(DISTINCT {unit_start(scope, day, name[9:])})"))
    if name == "distinct":
        return plain(select(f"count(DISTINCT s.{same(table, column)})"))
    if name == "sum":
        return plain(select(f"COALESCE(sum(s.{quoted(column)}), 0)"))
    if name == "avg":
        return plain(select(f"sum(s.{quoted(column)})"), f"greatest(1, {select(f'count(s.{quoted(column)})')})")
    if name in ("median", "percentile"):
        q, c = ("0.5", column) if name == "median" else (column["q"], column["column"])
        return plain(quantile(f"(SELECT s.{quoted(c)} AS v FROM {seen} s)", q))
    if name in ("min", "max"):
        return of_column(scope, table, column, lambda form: select(f"{name}(s.{form})"))
    if name in ("first_at", "last_at"):
        extreme = "min" if name == "first_at" else "max"
        return of_column(scope, table, table.time, lambda form: select(f"{extreme}(s.{form})"))
    if name in ("first", "last"):
        order = order_by(table, zone, "ASC NULLS FIRST" if name == "first" else "DESC NULLS LAST", "ASC" if name == "first" else "DESC")
        return of_column(scope, table, column, lambda form: f"(SELECT s.{form} FROM {seen} s ORDER BY {order} LIMIT 1)")
    if name == "top_value":
        return of_column(scope, table, column, lambda form: top_value(table, column, seen, zone, form))
    if name in ("days_since_first", "days_since_last"):
        extreme = "min" if name == "days_since_first" else "max"
        today = scope.calendar.day(scope.now() - 1)
        return plain(select(f"DATE '{today}' - {extreme}(s.{quoted(f'{table.time} day {zone}')})"))
    if name == "seasonality":
        month = f"month(s.{quoted(f'{table.time} day {zone}')})"
        within = f"count(*) FILTER ({month} IN ({', '.join(map(str, column['months']))}))"
        return quotient(select(within), select(f"count({month})"), scope)
    if name == "active_periods":
        at = f"s.{quoted(f'{table.time} first {zone}')}"
        periods = scope.calendar.periods(unit_of(column["unit"]), column["of"], scope.now())
        enough = [f"CASE WHEN count(*) FILTER ({a} <= {at} AND {at} < {b}) >= {column['at_least']} THEN 1 ELSE 0 END" for a, b in periods]
        return plain(select(" + ".join(enough)))
    if name == "share":
        part = f"(SELECT * FROM {seen} w WHERE {scope.event_node(column['where'], table, 'w')})"
        what = "count(*)" if "sum" not in column else f"COALESCE(sum(s.{quoted(column['sum'])}), 0)"
        return quotient(f"(SELECT {what} FROM {part} s)", select(what), scope)
    if name == "ratio":
        return ratio(scope, table, column, seen, condition)
    if name == "growth":
        return growth(scope, table, column, seen, condition)
    if name in ("gap", "overdue_ratio", "streak"):
        return of_days(scope, table, name, column, seen)
    raise Unsaid("?", name)


def quotient(above, below, scope):
    """above ÷ below as a pair with a positive lower part; NULL where the lower part is 0 or NULL."""
    value = f"(CASE WHEN {below} = 0 THEN NULL ELSE {above} * sign({below}) END)"
    return Left("number", lambda form: value, below=f"COALESCE(NULLIF(abs({below}), 0), 1)", row=scope.contact_column)


def unit_start(scope, day, unit):
    if unit == "days":
        return day
    if unit == "months":
        return f"date_trunc('month', {day})"
    if scope.calendar.week_start == "sunday":
        return f"date_trunc('week', {day} + INTERVAL 1 DAY)"
    return f"date_trunc('week', {day})"


def same(table, column):
    return quoted(f"{column} folded" if table.kinds[column] == "text" else column)


def order_by(table, zone, of_time, of_row):
    return (f"s.{quoted(f'{table.time} first {zone}')} {of_time}, " if table.time else "") + f's."row" {of_row}'


def of_column(scope, table, column, write):
    """A result of the kind of a column, in each of the forms that stand beside it."""
    zone = scope.calendar.name
    forms = {"": column, " folded": f"{column} folded", " path": f"{column} path"}
    name = lambda form: quoted(forms.get(form, f"{column} {form} {zone}"))
    return Left(table.kinds[column], lambda form: write(name(form)), table.types[column], row=scope.contact_column)


def top_value(table, column, seen, zone, form):
    """Most events first, then the one whose last event comes last."""
    if table.time:
        order = order_by(table, zone, "ASC NULLS FIRST", "ASC")
    else:
        order = 's."row"'
    placed = f"(SELECT s.*, row_number() OVER (ORDER BY {order}) AS place FROM {seen} s)"
    counted = f"(SELECT p.*, count(*) OVER (PARTITION BY p.{same(table, column)}) AS same FROM {placed} p WHERE p.{quoted(column)} IS NOT NULL)"
    return f"(SELECT t.{form} FROM {counted} t ORDER BY t.same DESC, t.place DESC LIMIT 1)"


def ratio(scope, table, parts, seen, condition):
    values = []
    for part in (parts["of"], parts["to"]):
        where = scope.event_node(part["where"], table, "w") if "where" in part else "TRUE"
        value = of(scope, table, part["measure"], f"(SELECT * FROM {seen} w WHERE {where})", condition)
        if value.below != "1":
            value = Left("number", lambda form, v=value: f"(({v.stored})::DOUBLE / {v.below})")
        values.append(value.stored)
    return quotient(*values, scope)


def growth(scope, table, column, seen, condition):
    base = scope.seen(condition["table"], condition.get("where"), column["over"], condition.get("mask"))
    now, before = (of(scope, table, column["of"], events, condition) for events in (seen, base))
    smallest = f" AND {before.stored} >= {column['min_base']} * {before.below}" if "min_base" in column else ""
    counts = f"{before.stored} > 0{smallest}"
    if now.below == before.below == "1":
        value, below = f"({now.stored} - {before.stored})", f"greatest({before.stored}, 0)"
    else:
        value = f"(({now.stored})::DOUBLE / {now.below} * {before.below} / {before.stored} - 1)::DECIMAL(18, 9)"
        below = "1"
    return Left("number", lambda form: f"(CASE WHEN {counts} THEN {value} END)", below=f"COALESCE(NULLIF({below}, 0), 1)", row=scope.contact_column)


def of_days(scope, table, name, column, seen):
    """Gaps and runs of the different days with an event."""
    day = f"s.{quoted(f'{table.time} day {scope.calendar.name}')}"
    plain = lambda sql: Left("number", lambda form: sql, row=scope.contact_column)
    if name == "streak":
        return plain(streak(scope, column, day, seen))
    days = f"(SELECT DISTINCT {day} AS d FROM {seen} s WHERE {day} IS NOT NULL)"
    gaps = f"(SELECT d, d - lag(d) OVER (ORDER BY d) AS v FROM {days} x)"
    if name == "overdue_ratio":
        today = scope.calendar.day(scope.now() - 1)
        return quotient(f"(SELECT DATE '{today}' - max(d) FROM {days} x)", quantile(gaps, "0.5"), scope)
    if column == "mean":
        return quotient(f"(SELECT max(d) - min(d) FROM {days} x)", f"(SELECT count(v) FROM {gaps} g)", scope)
    if column == "median":
        return plain(quantile(gaps, "0.5"))
    if column == "max":
        return plain(f"(SELECT max(v) FROM {gaps} g)")
    return plain(f"(SELECT v FROM {gaps} g ORDER BY d DESC LIMIT 1)")


def streak(scope, column, day, seen):
    """Runs of consecutive units: each unit as a number, and the number less its place is the same within a run."""
    unit = unit_of(column["unit"])
    week = -3 if scope.calendar.week_start == "monday" else -4
    def counted(d):
        if unit == "days":
            return f"({d} - DATE '1970-01-01')"
        if unit == "weeks":
            return f"floor(({d} - DATE '1970-01-01' - {week}) / 7.0)::INTEGER"
        return f"(year({d}) * 12 + month({d}))"
    units = f"(SELECT DISTINCT {counted(day)} AS u FROM {seen} s WHERE {day} IS NOT NULL)"
    runs = f"(SELECT max(u) AS last, count(*) AS length FROM (SELECT u, u - row_number() OVER (ORDER BY u) AS run FROM {units} x) y GROUP BY run)"
    if column["which"] == "longest":
        return f"COALESCE((SELECT max(length) FROM {runs} r), 0)"
    under_way = counted(f"DATE '{scope.calendar.day(scope.now())}'")
    return f"COALESCE((SELECT length FROM {runs} r WHERE last >= {under_way} - 1 ORDER BY last DESC LIMIT 1), 0)"
