"""Nodes of a definition as SQL: a scope is one document over the loaded tables, as of an instant."""

import math
from decimal import Decimal
from fractions import Fraction
from itertools import count

from calendar_spans import Calendar, unit_of
from data import LEVEL, Unsaid, literal, quoted, tag_path
from measures import measured
from operators import SLOTS, Left, code, derived, fold, holds, of_day, quantile
from sequences import sequence

ALIASES = count()


class Scope:
    def __init__(self, dataset, document, library, snapshots, as_of):
        self.dataset, self.document, self.library, self.snapshots = dataset, document, library, snapshots
        self.calendar = Calendar(document.get("zone", "Asia/Shanghai"), document.get("week_start", "monday"))
        self.as_of = as_of
        self.contact = "c"

    def now(self):
        if self.as_of is None:
            raise Unsaid("A", "no as_of")
        return self.as_of

    # ---- the document

    def members(self):
        """SELECT of the row numbers of the members."""
        rule = self.node(self.document["rule"]) or "TRUE"
        out = self.node(self.document["exclude"]) if "exclude" in self.document else None
        chosen = f"SELECT contact FROM contacts c WHERE {rule} AND NOT {out or 'FALSE'}"
        limit = self.document.get("limit")
        if limit is None:
            return chosen
        key = f"c.{quoted(self.dataset.contacts.key)}"
        if "top" in limit:
            order = f"c.{quoted(limit['by'])} {limit.get('order', 'desc')} NULLS LAST"
        else:
            order = f"CASE WHEN {key} IS NOT NULL THEN {hashed(limit['seed'], key)} END NULLS LAST"
        groups = "TRUE"
        if "per" in limit:
            folded = " folded" if self.dataset.contacts.kinds[limit["per"]] == "text" else ""
            groups = "c." + quoted(limit["per"] + folded)
        place = f"row_number() OVER (PARTITION BY {groups} ORDER BY {order}, {key} NULLS LAST, c.contact)"
        return f"SELECT contact FROM (SELECT c.contact, {place} AS place FROM contacts c WHERE contact IN ({chosen})) l WHERE place <= {limit.get('top', limit.get('random'))}"

    def node(self, node, leaf=None):
        """An expression that is never NULL; None when the node is absent."""
        if node.get("muted"):
            return None
        leaf = leaf or self.leaf
        for kind in ("all", "any", "none", "at_least", "at_most", "exactly"):
            if kind in node:
                inner = node[kind]["of"] if isinstance(node[kind], dict) else node[kind]
                children = [said for said in (self.node(child, leaf) for child in inner) if said is not None]
                return group(kind, children, node[kind]) if children else None
        if "not" in node:
            inner = self.node(node["not"], leaf)
            return None if inner is None else f"(NOT {inner})"
        if "const" in node:
            return "TRUE" if node["const"] else "FALSE"
        if "use" in node:
            return self.node(self.document["conditions"][node["use"]])
        return leaf(node)

    def leaf(self, node):
        if "attribute" in node:
            condition = node["attribute"]
            return holds(self, self.column(condition["field"]), condition["is"], condition.get("missing", "match"))
        if "event" in node:
            return holds(self, self.compared(node["event"]), node["event"]["is"])
        if "tags" in node:
            return tags(self, node["tags"])
        if "sequence" in node:
            return sequence(self, node["sequence"])
        if "segment" in node:
            return self.segment(node["segment"])
        if "list" in node:
            return self.list(node["list"])
        return self.sample(node["sample"])

    def column(self, name):
        table, zone = self.dataset.contacts, self.calendar.name
        forms = {"": name, " folded": f"{name} folded", " path": f"{name} path"}
        write = lambda form: f"{self.contact}.{quoted(forms.get(form, f'{name} {form} {zone}'))}"
        values = lambda alias: f"{alias}.{quoted(name)}"
        return Left(table.kinds[name], write, table.types[name], column=f"{self.contact}.contact", row=self.contact_column, values=values)

    def contact_column(self, name, form=""):
        return f"{self.contact}.{quoted(f'{name} {form} {self.calendar.name}' if form else name)}"

    def segment(self, reference):
        if "snapshot" in reference:
            keys = self.snapshots[reference["id"], reference["snapshot"]]
            key = f"{self.contact}.{quoted(self.dataset.contacts.key)}"
            return f"COALESCE({key} IN ({', '.join(map(literal, keys))}), FALSE)" if keys else "FALSE"
        return f"({self.contact}.contact IN ({self.members_of(reference['id'])}))"

    def members_of(self, id):
        return Scope(self.dataset, resolved(self.library[id]), self.library, self.snapshots, self.as_of).members()

    def list(self, node):
        left = self.column(node["field"])
        values = [v for v in node["values"] if v.strip()]
        form, read = (" folded", fold) if left.kind == "text" else ("", lambda v: code(left, v))
        listed = ", ".join(literal(read(v)) for v in values)
        return f"COALESCE({left.write(form)} IN ({listed}), FALSE)" if values else "FALSE"

    def sample(self, node):
        key = f"{self.contact}.{quoted(node.get('key', self.dataset.contacts.key))}"
        start, end = (math.floor(Fraction(str(node[side])) * 2**32 / 100) for side in ("from", "to"))
        number = hashed(node["salt"], key)
        below = "TRUE" if end == 2**32 else f"{number} < '{end:08x}'"
        above = "FALSE" if start == 2**32 else f"{number} >= '{start:08x}'"
        return f"({key} IS NOT NULL AND {above} AND {below})"

    # ---- values that stand somewhere else

    def values_of(self, operand):
        return [operand]

    def number(self, left, operand):
        """A number as a pair: what stands above, and below, the line."""
        if not isinstance(operand, dict):
            return exact(operand), "1"
        times = exact(operand.get("times", 1))
        if "statistic" not in operand:
            return f"({left.row(operand['field'])} * {times})", "1"
        of = self.column(operand["field"]) if "field" in operand else left
        values, which = self.population(of, operand), operand["statistic"]
        if which == "mean":
            return f"((SELECT sum(v) FROM {values} p) * {times})", f"greatest(1, (SELECT count(v) FROM {values} p))"
        if which == "median":
            return f"({quantile(values, '0.5')} * {times})", "1"
        return f"((SELECT {which}(v) FROM {values} p) * {times})", "1"

    def population(self, left, operand, with_missing=False):
        """(contact, key, v) of the population."""
        alias = f"p{next(ALIASES)}"
        key = f"{alias}.{quoted(self.dataset.contacts.key)} AS key"
        if left.values is None or left.below != "1":
            raise Unsaid("B", "quotients among those of others")
        whom, value = operand.get("population", "has_value"), left.values(alias)
        within = "TRUE"
        if isinstance(whom, dict):
            within = f"{alias}.contact IN ({self.members_of(whom['segment'])})"
        elif whom == "has_value" and with_missing:
            within = f"{value} IS NOT NULL"
        return f"(SELECT {alias}.contact, {key}, {value} AS v FROM contacts {alias} WHERE {within})"

    def inside(self, left, operand):
        return f"{left.column} IN (SELECT contact FROM {self.population(left, operand)} i)"

    def other(self, left, operand, form=""):
        """The other column of the same row, in the form that compares; moved where it says so."""
        moved, field = operand.get("plus"), operand["field"]
        if left.kind == "text":
            return left.row(f"{field} folded")
        if not moved:
            return left.row(field, form)
        if left.kind == "date":
            return f"({left.row(field)} + {interval(moved)})::DATE"
        return self.moved(left.row(field), moved["n"], moved["unit"])

    def bounds(self, left, operand):
        """First instant inside and first instant after, of a day or a time."""
        if isinstance(operand, dict):
            at = self.other(left, operand)
            return at, at
        moment = self.calendar.read(operand)
        return self.calendar.begin(moment), self.calendar.end(moment)

    def moved(self, at, n, unit):
        """An instant some units later; days and longer only where the zone has no summer time."""
        if unit_of(unit) in ("hours", "minutes"):
            return f"({at} + {n * (3_600_000 if unit_of(unit) == 'hours' else 60_000)})"
        if self.calendar.name not in ("Asia/Shanghai", "UTC"):
            raise Unsaid("C", "instants moved in a zone with summer time")
        offset = 28_800_000 if self.calendar.name == "Asia/Shanghai" else 0
        return f"(epoch_ms(make_timestamp_ms({at} + {offset}) + {interval({'n': n, 'unit': unit})}) - {offset})"

    # ---- events

    def compared(self, condition):
        left = measured(self, condition)
        left.column = f"{self.contact}.contact"

        def values(alias):
            inner = Scope(self.dataset, self.document, self.library, self.snapshots, self.as_of)
            inner.contact = alias
            return measured(inner, condition).stored

        left.values = values
        return left

    def seen(self, name, where, window, mask):
        """The events of the contact that pass where, window and mask."""
        table, alias = self.dataset.events[name], f"e{next(ALIASES)}"
        passes = [f"{alias}.contact = {self.contact}.contact", self.in_window(table, alias, window), self.in_mask(table, alias, mask)]
        if where is not None:
            passes.append(self.event_node(where, table, alias))
        return f"(SELECT {alias}.* FROM {quoted(name)} {alias} WHERE {' AND '.join(passes)})"

    def at(self, table, alias):
        return f"{alias}.{quoted(f'{table.time} first {self.calendar.name}')}"

    def in_window(self, table, alias, window):
        if window is None or window == "all_time":
            if table.time is None or self.as_of is None:
                return "TRUE"
            at = self.at(table, alias)
            return f"({at} IS NULL OR {at} < {self.as_of})"
        (kind, inner), = window.items()
        if kind in ("since_attribute", "since_event"):
            start = self.anchor(kind, inner)
            if "offset" in inner:
                start = self.moved(start, inner["offset"]["n"], inner["offset"]["unit"])
            end = self.now() if "length" not in inner else f"least({self.now()}, {self.moved(start, inner['length']['n'], inner['length']['unit'])})"
        else:
            start, end = self.calendar.span(window, self.now())
        at = self.at(table, alias)
        return f"COALESCE({start} <= {at} AND {at} < {end}, FALSE)"

    def anchor(self, kind, inner):
        if kind == "since_attribute":
            return self.contact_column(inner["field"], "first")
        table, alias = self.dataset.events[inner["table"]], f"a{next(ALIASES)}"
        at = self.at(table, alias)
        where = self.event_node(inner["where"], table, alias) if "where" in inner else "TRUE"
        extreme = "min" if inner["which"] == "first" else "max"
        return f"(SELECT {extreme}({at}) FROM {quoted(table.name)} {alias} WHERE {alias}.contact = {self.contact}.contact AND {at} < {self.now()} AND {where})"

    def in_mask(self, table, alias, mask):
        if mask is None:
            return "TRUE"
        form = lambda name: f"{alias}.{quoted(f'{table.time} {name} {self.calendar.name}')}"
        said = [f"{self.at(table, alias)} IS NOT NULL"]
        if "weekdays" in mask:
            said.append(f"isodow({form('day')}) IN ({', '.join(map(str, mask['weekdays']))})")
        clock = lambda t: int(t.split(":")[0]) * 60 + int(t.split(":")[1])
        spans = [[SLOTS[s] for s in mask["slots"]]] if "slots" in mask else []
        spans += [[tuple(map(clock, mask["times"]))]] if "times" in mask else []
        for one in spans:
            # a day has no time of the day
            said.append("FALSE" if table.kinds[table.time] == "date" else of_day(form("minute"), one))
        return f"COALESCE({' AND '.join(said)}, FALSE)"

    def event_node(self, node, table, alias):
        def leaf(node):
            condition, zone = node["attribute"], self.calendar.name
            name = condition["field"]
            forms = {"": name, " folded": f"{name} folded", " path": f"{name} path"}
            write = lambda form: f"{alias}.{quoted(forms.get(form, f'{name} {form} {zone}'))}"
            row = lambda other, form="": f"{alias}.{quoted(f'{other} {form} {zone}' if form else other)}"
            left = Left(table.kinds[name], write, table.types[name], row=row)
            return holds(self, left, condition["is"], condition.get("missing", "match"))

        said = self.node(node, leaf)
        return "TRUE" if said is None else said


def group(kind, children, inner):
    if kind == "all":
        return f"({' AND '.join(children)})"
    if kind == "any":
        return f"({' OR '.join(children)})"
    if kind == "none":
        return f"(NOT ({' OR '.join(children)}))"
    true = " + ".join(f"{child}::INTEGER" for child in children)
    sign = {"at_least": ">=", "at_most": "<=", "exactly": "="}[kind]
    return f"(({true}) {sign} {inner['k']})"


def hashed(salt, key):
    return f"substr(md5({literal(salt + ':')} || {key}), 1, 8)"


def interval(moved):
    make = {"weeks": "to_weeks", "days": "to_days", "months": "to_months", "years": "to_years"}
    unit, n = unit_of(moved["unit"]), moved["n"]
    return f"to_months({3 * n})" if unit == "quarters" else f"{make[unit]}({n})"


def exact(value):
    number = Decimal(str(value))
    scale = max(0, -number.as_tuple().exponent)
    if len(number.as_tuple().digits) > 18 or scale > 18:
        raise Unsaid("A", "more digits than DECIMAL(18) has")
    return f"{number:f}::DECIMAL(18, {scale})" if scale else f"{int(number)}::BIGINT"


def tags(scope, node):
    """Conditions on given tags: their own, or those of the record of taggings."""
    given = "SELECT path FROM \"$tags\" g WHERE g.contact = {0}.contact".format(scope.contact)
    if "window" in node or "source_in" in node:
        record = scope.dataset.taggings
        table = scope.dataset.events[record["table"]]
        said = [f"g.contact = {scope.contact}.contact", f"g.{quoted(record['tag'])} IS NOT NULL", scope.in_window(table, "g", node.get("window"))]
        if "source_in" in node:
            said.append(f"g.{quoted(record['source'])} IN ({', '.join(map(literal, node['source_in']))})")
        given = f"SELECT g.{quoted(record['tag'] + ' tag')} AS path FROM {quoted(table.name)} g WHERE {' AND '.join(said)}"
    below = lambda path: f"(path = {literal(path)} OR starts_with(path, {literal(path + LEVEL)}))"
    group_path = tag_path(node["group"]) if "group" in node else None
    if group_path:
        given = f"SELECT path FROM ({given}) t WHERE {below(group_path)}"
    level = node.get("level")
    if level:
        parts = f"string_split(path, {literal(LEVEL)})"
        given = f"SELECT array_to_string({parts}[1:{level}], {literal(LEVEL)}) AS path FROM ({given}) t WHERE len({parts}) >= {level}"
    subtree = node.get("subtree", True) and not level

    def is_one(path):
        return below(path) if subtree else f"path = {literal(path)}"

    def has(path):
        outside = group_path and path != group_path and not path.startswith(group_path + LEVEL)
        if outside or (level and path.count(LEVEL) + 1 != level):
            return "FALSE"
        return f"EXISTS (SELECT 1 FROM ({given}) t WHERE {is_one(path)})"

    number = f"(SELECT count(DISTINCT path) FROM ({given}) t)"
    if "count" in node:
        return holds(scope, derived(number), node["count"])
    if "untagged" in node:
        return f"({number} {'=' if node['untagged'] else '>'} 0)"
    if "has_at_least" in node:
        paths = dict.fromkeys(map(tag_path, node["has_at_least"]["of"]))
        return f"({' + '.join(f'{has(p)}::INTEGER' for p in paths)} >= {node['has_at_least']['k']})"
    (test, names), = ((k, v) for k, v in node.items() if k in ("has_any", "has_all", "has_none", "has_exactly"))
    paths = list(map(tag_path, names))
    if test == "has_any":
        return f"({' OR '.join(map(has, paths))})"
    if test == "has_none":
        return f"(NOT ({' OR '.join(map(has, paths))}))"
    every = f"({' AND '.join(map(has, paths))})"
    if test == "has_all":
        return every
    return f"({every} AND NOT EXISTS (SELECT 1 FROM ({given}) t WHERE NOT ({' OR '.join(map(is_one, paths))})))"


def resolved(document):
    """The document with the value of each parameter in the place of its references."""
    parameters = document.get("parameters", {})

    def one(value):
        if isinstance(value, dict) and "param" in value:
            found = parameters[value["param"]]
            return Decimal(str(found)) * Decimal(str(value["times"])) if "times" in value else found
        if isinstance(value, dict):
            return {k: one(v) for k, v in value.items()}
        if isinstance(value, list):
            out = []
            for v in map(one, value):
                out.extend(v) if isinstance(v, list) and value_is_list_parameter(value, parameters) else out.append(v)
            return out
        return value

    return {k: v if k == "parameters" else one(v) for k, v in document.items()}


def value_is_list_parameter(values, parameters):
    return any(isinstance(v, dict) and isinstance(parameters.get(v.get("param")), list) for v in values)
