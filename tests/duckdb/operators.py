"""Operators as SQL, one function per group of them. Each answers an expression that may be NULL where a side is missing."""

import re

from calendar_spans import unit_of
from data import LEVEL, Unsaid, fold, literal, text_path

NEGATIVE = {
    "ne": "eq", "not_in": "in", "not_between": "between", "not_contains": "contains", "not_starts_with": "starts_with",
    "not_ends_with": "ends_with", "not_like": "like", "not_matches": "matches", "is_not_true": "is_true", "is_not_false": "is_false",
    "not_in_window": "in_window", "not_contains_any": "contains_any", "not_contains_all": "contains_all", "not_in_subtree": "in_subtree",
    "not_pinyin_starts": "pinyin_starts", "not_valid": "valid",
}  # fmt: skip
FACTS = {"pinyin_starts": "readings of characters", "valid": "check digits", "city_tier_in": "tiers of cities"}
SIGNS = {"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
SLOTS = {"morning_peak": (420, 540), "noon_break": (720, 840), "evening_peak": (1020, 1140), "bedtime": (1260, 1380), "night": (1380, 360)}
GENDERS = {
    **dict.fromkeys(["女", "女性", "女士", "female", "f"], "female"),
    **dict.fromkeys(["男", "男性", "先生", "male", "m"], "male"),
}


class Left:
    """What stands to the left: its kind, and how to write a form of it (stored, folded, first instant, day, minute)."""

    def __init__(self, kind, write, type_=None, below="1", column=None, row=None, values=None):
        self.kind, self.write, self.type, self.below = kind, write, type_ or kind, below
        self.column, self.row, self.values = column, row, values

    @property
    def stored(self):
        return self.write("")


def derived(sql):
    """A number that an operator computes."""
    return Left("number", lambda form: sql)


def split(operator):
    return (operator, None) if isinstance(operator, str) else next(iter(operator.items()))


def holds(scope, left, operator, missing="match"):
    """TRUE or FALSE, never NULL."""
    name, operand = split(operator)
    if name == "is_set":
        return f"({left.stored} IS NOT NULL)"
    if name == "is_not_set":
        return f"({left.stored} IS NULL)"
    if name in NEGATIVE:
        said = positive(scope, left, NEGATIVE[name], operand)
        known = f"CASE WHEN {left.stored} IS NULL THEN NULL ELSE {said} END"
        return f"COALESCE(NOT ({known}), {'TRUE' if missing == 'match' else 'FALSE'})"
    return f"COALESCE({positive(scope, left, name, operand)}, FALSE)"


def positive(scope, left, name, operand):
    if name in FACTS:
        raise Unsaid("D", f"{name}: {FACTS[name]}")
    if name in ("is_true", "is_false"):
        return f"({left.stored} = {'TRUE' if name == 'is_true' else 'FALSE'})"
    for group in (comparison, text, number, moment):
        said = group(scope, left, name, operand)
        if said is not None:
            return said
    raise Unsaid("?", name)


# ---- comparisons


def comparison(scope, left, name, operand):
    if name == "in":
        values = [v for value in operand for v in scope.values_of(value)]
        return "(" + " OR ".join(comparison(scope, left, "eq", v) for v in values) + ")"
    if name == "between":
        low, high = operand
        if left.kind == "datetime":
            start, end = scope.bounds(left, low)[0], scope.bounds(left, high)[1]
            return f"({start} <= {left.write('first')} AND {left.write('first')} < {end})"
        if left.kind == "date":
            return f"({left.stored} BETWEEN {day_of(scope, left, low)} AND {day_of(scope, left, high)})"
        return f"({compare(scope, left, '>=', low)} AND {compare(scope, left, '<=', high)})"
    if left.kind in ("date", "datetime") and name in ("eq", "before", "after", "on", "on_or_before", "on_or_after"):
        return on_calendar(scope, left, name, operand)
    if name in SIGNS:
        return compare(scope, left, SIGNS[name], operand)
    return None


def compare(scope, left, sign, operand):
    if left.kind == "number":
        number, below = scope.number(left, operand)
        return f"(({left.stored}) * {below} {sign} ({number}) * {left.below})"
    if isinstance(operand, dict):
        return f"({left.write(' folded' if left.kind == 'text' else '')} {sign} {scope.other(left, operand)})"
    if left.kind == "text":
        return f"({left.write(' folded')} {sign} {literal(fold(operand))})"
    if left.kind == "gender":
        return f"({left.stored} {sign} {literal(GENDERS[operand.strip().lower()])})"
    if left.kind == "bool":
        return f"({left.stored} {sign} {'TRUE' if operand else 'FALSE'})"
    return f"({left.stored} {sign} {literal(code(left, operand))})"


def code(left, text):
    text = text.strip()
    if left.type == "email":
        return text.lower()
    return "+86" + text if left.type == "phone" and re.fullmatch(r"1[3-9]\d{9}", text) else text


def day_of(scope, left, operand):
    return scope.other(left, operand) if isinstance(operand, dict) else f"DATE {literal(operand.strip())}"


def on_calendar(scope, left, name, operand):
    if left.kind == "date":
        sign = {"eq": "=", "on": "=", "before": "<", "after": ">", "on_or_before": "<=", "on_or_after": ">="}[name]
        return f"({left.stored} {sign} {day_of(scope, left, operand)})"
    start, end = scope.bounds(left, operand)
    at = left.write("first")
    if name == "on" and isinstance(operand, dict):
        return f"({left.write('day')} = {scope.other(left, operand, 'day')})"
    if start == end:
        sign = {"eq": "=", "before": "<", "after": ">", "on_or_before": "<=", "on_or_after": ">="}[name]
        return f"({at} {sign} {start})"
    return {
        "eq": f"({start} <= {at} AND {at} < {end})",
        "on": f"({start} <= {at} AND {at} < {end})",
        "before": f"({at} < {start})",
        "after": f"({at} >= {end})",
        "on_or_before": f"({at} < {end})",
        "on_or_after": f"({at} >= {start})",
    }[name]


# ---- text and codes


def text(scope, left, name, operand):
    if left.kind not in ("text", "code"):
        return None
    value = left.write(" folded") if left.kind == "text" else left.stored
    part = fold if left.kind == "text" else (lambda t: t.strip().lower() if left.type == "email" else t.strip())
    each = lambda joined: "(" + f" {joined} ".join(f"contains({value}, {literal(part(t))})" for t in operand) + ")"
    if name == "contains":
        return f"contains({value}, {literal(part(operand))})"
    if name in ("contains_any", "contains_all"):
        return each("OR" if name == "contains_any" else "AND")
    if name == "starts_with":
        return f"starts_with({value}, {literal(part(operand))})"
    if name == "ends_with":
        return f"suffix({value}, {literal(part(operand))})"
    if name == "like":
        return f"({value} LIKE {literal(like(part(operand)))} ESCAPE '\x01')"
    if name == "matches":
        return f"regexp_matches({left.stored}, {literal(operand)})"
    if name == "length":
        return f"({left.stored} IS NOT NULL AND {holds(scope, derived(f'length({left.stored})'), operand)})"
    if name == "in_subtree":
        path, said = left.write(" path"), []
        for wanted in map(text_path, operand):
            said.append(f"{path} = {literal(wanted)} OR starts_with({path}, {literal(wanted + LEVEL)})")
        return "(" + " OR ".join(said) + ")"
    if name in ("rank_ge", "rank_le"):
        order = [fold(v) for v in operand["order"]]
        at = order.index(fold(operand["value"]))
        ranked = order[at:] if name == "rank_ge" else order[: at + 1]
        return f"({value} IN ({', '.join(map(literal, ranked))}))"
    if name == "in_range":
        low, high = map(part, operand)
        return f"(length({value}) = {len(low)} AND {value} BETWEEN {literal(low)} AND {literal(high)})"
    return None


def like(pattern):
    out, at = "", 0
    while at < len(pattern):
        c = pattern[at]
        if c == "\\" and at + 1 < len(pattern):
            at += 1
            c = pattern[at]
            out += "\x01" + c if c in "%_" else c
        else:
            out += {"*": "%", "?": "_", "%": "\x01%", "_": "\x01_"}.get(c, c)
        at += 1
    return out


# ---- numbers, and numbers among those of others


def number(scope, left, name, operand):
    if left.kind != "number":
        return None
    if name == "in_bands":
        bands = []
        for low, high in operand:
            above = "TRUE" if low is None else compare(scope, left, ">=", low)
            bands.append(f"({above} AND {'TRUE' if high is None else compare(scope, left, '<=', high)})")
        return f"({left.stored} IS NOT NULL AND ({' OR '.join(bands)}))"
    if name in ("within_km", "in_box"):
        return place(left.stored, left.row(operand["longitude"]), name, operand)
    if name in ("top_n", "bottom_n", "top_percent", "bottom_percent"):
        return top(scope, left, name, operand)
    if name == "quantile_in":
        values = scope.population(left, operand)
        low = "TRUE" if float(operand["from"]) == 0 else f"{left.stored} > {quantile(values, operand['from'])}"
        return f"({scope.inside(left, operand)} AND {low} AND {left.stored} <= {quantile(values, operand['to'])})"
    if name == "zscore":
        values = scope.population(left, operand)
        mean, spread = (f"(SELECT {f}(v::DOUBLE) FROM {values} p)" for f in ("avg", "stddev_pop"))
        z = derived(f"(CASE WHEN {spread} > 0 THEN (({left.stored})::DOUBLE - {mean}) / {spread} END)")
        within = f"({scope.inside(left, operand)} AND {z.stored} IS NOT NULL)"
        return f"({within} AND {holds(scope, z, operand['is'])})"
    return None


def place(latitude, longitude, name, operand):
    if name == "in_box":
        west, east = operand["west"], operand["east"]
        joined = "AND" if float(west) <= float(east) else "OR"
        within = f"{latitude} BETWEEN {operand['south']} AND {operand['north']}"
        return f"({within} AND ({longitude} >= {west} {joined} {longitude} <= {east}))"
    lat, lon = operand["center"]
    half = lambda a, b: f"pow(sin((radians({b}) - radians(({a})::DOUBLE)) / 2), 2)"
    h = f"({half(latitude, lat)} + cos(radians(({latitude})::DOUBLE)) * cos(radians({lat})) * {half(longitude, lon)})"
    is_place = f"abs({latitude}) <= 90 AND abs({longitude}) <= 180"
    return f"({is_place} AND 2 * 6371.0088 * asin(sqrt(least(1.0, {h}))) <= {operand['km']})"


def quantile(values, q):
    """The type-7 quantile, by the two values around it."""
    h = f"((len(x) - 1) * {q}::DECIMAL(10, 9))"
    low = f"x[floor({h})::INTEGER + 1]"
    high = f"COALESCE(x[floor({h})::INTEGER + 2], {low})"
    return f"(SELECT {low} + ({h} - floor({h})) * ({high} - {low}) FROM (SELECT list_sort(list(v)) AS x FROM {values} p WHERE v IS NOT NULL))"


def top(scope, left, name, operand):
    values = scope.population(left, operand)
    order = "DESC" if name.startswith("top") else "ASC"
    beyond = ">" if order == "DESC" else "<"
    count = operand.get("n")
    if count is None:
        count = f"(SELECT ceil({operand['percent']}::DECIMAL(12, 9) * count(*) / 100) FROM {scope.population(left, operand, with_missing=True)} p)"
    ranked = f"(SELECT *, rank() OVER (ORDER BY v {order}) AS above, row_number() OVER (ORDER BY v {order}, key NULLS LAST, contact) AS place, count(*) OVER (PARTITION BY v) AS same, count(*) OVER () AS everybody FROM {values} p WHERE v IS NOT NULL)"
    fits = {"include": f"above <= {count}", "exclude": f"above + same - 1 <= {count}", "by_id": f"place <= {count}"}[operand.get("tie", "include")]
    return f"({left.column} IN (SELECT contact FROM {ranked} WHERE everybody <= {count} OR {fits}))"


# ---- dates and times


def moment(scope, left, name, operand):
    if left.kind not in ("date", "datetime"):
        return None
    at, day, calendar = left.write("first"), left.write("day"), scope.calendar
    span = lambda window: "({0} <= {2} AND {2} < {1})".format(*calendar.span(window, scope.now()), at)
    if name == "in_window":
        return span(operand) if operand == "all_time" or scope.now() is not None else None
    if name == "less_than_ago":
        return span({"rolling": operand})
    if name == "more_than_ago":
        return f"({at} < {calendar.span({'rolling': operand}, scope.now())[0]})"
    if name == "ago_between":
        return span({"ago": operand})
    if name == "in_next":
        return f"({scope.now()} <= {at} AND {at} < {calendar.moved(scope.now(), operand['n'], operand['unit'])})"
    if name in ("month_in", "weekday_in", "day_of_month_in"):
        part = {"month_in": "month", "weekday_in": "isodow", "day_of_month_in": "day"}[name]
        return f"({part}({day}) IN ({', '.join(map(str, operand))}))"
    if name in ("time_between", "in_slot"):
        clock = lambda t: int(t.split(":")[0]) * 60 + int(t.split(":")[1])
        spans = [tuple(map(clock, operand))] if name == "time_between" else [SLOTS[s] for s in operand]
        return of_day(left.write("minute"), spans)
    if name == "anniversary_in":
        if isinstance(operand, dict) and "next" in operand:
            start, end = scope.now(), calendar.moved(scope.now(), operand["next"]["n"], operand["next"]["unit"])
        else:
            start, end = calendar.span(operand, scope.now())
        first, after = calendar.days_within(start, end)
        comes = f"({day} + to_years(y::INTEGER))::DATE"
        return f"EXISTS (SELECT 1 FROM range(1, greatest(1, {after.year + 1} - year({day})) + 1) r(y) WHERE {comes} >= DATE '{first}' AND {comes} < DATE '{after}')"
    if name == "age":
        today = calendar.day(scope.now() - 1)
        turned = f"(({day} + to_years(({today.year} - year({day}))::INTEGER))::DATE <= DATE '{today}')"
        years = f"({today.year} - year({day}) - CASE WHEN {turned} THEN 0 ELSE 1 END)"
        return f"({left.stored} IS NOT NULL AND {holds(scope, derived(years), operand)})"
    if name == "diff":
        return difference(scope, left, operand)
    return None


def of_day(minute, spans):
    said = [f"({a} <= {minute} AND {minute} < {b})" if a < b else f"({minute} >= {a} OR {minute} < {b})" for a, b in spans]
    return f"({minute} IS NOT NULL AND ({' OR '.join(said)}))"


def difference(scope, left, operand):
    unit = unit_of(operand["unit"])
    if unit in ("hours", "minutes"):
        other = left.row(operand["to"], "first") if "to" in operand else str(scope.now())
        length = 3_600_000 if unit == "hours" else 60_000
        length_of = f"trunc(({other} - {left.write('first')})::DECIMAL(18, 0) / {length})"
    else:
        other = left.row(operand["to"], "day") if "to" in operand else f"DATE '{scope.calendar.day(scope.now() - 1)}'"
        a, b = left.write("day"), other
        if unit in ("days", "weeks"):
            length_of = f"trunc(({b} - {a}) / {7 if unit == 'weeks' else 1}.0)"
        else:
            months = f"CASE WHEN {a} <= {b} THEN {whole_months(a, b)} ELSE -({whole_months(b, a)}) END"
            length_of = f"trunc(({months}) / {({'months': 1, 'quarters': 3, 'years': 12}[unit])}.0)"
    known = f"{left.stored} IS NOT NULL AND {other} IS NOT NULL"
    return f"({known} AND {holds(scope, derived(length_of), operand['is'])})"


def whole_months(a, b):
    between = f"((year({b}) - year({a})) * 12 + month({b}) - month({a}))"
    return f"({between} - CASE WHEN ({a} + to_months({between}::INTEGER))::DATE > {b} THEN 1 ELSE 0 END)"
