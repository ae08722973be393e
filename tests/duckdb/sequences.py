"""Sequences as joins of a table with itself: one alias per positive step, NOT EXISTS per negative one."""

from calendar_spans import unit_of
from data import quoted
from operators import derived, holds


def sequence(scope, node):
    steps = node["steps"]
    positive = [at for at, step in enumerate(steps) if not step.get("not")]
    reached = [f"WHEN {matched(scope, node, positive, n)} THEN {n}" for n in range(len(positive), 0, -1)]
    number = f"(CASE {' '.join(reached)} ELSE 0 END)"
    return holds(scope, derived(number), node.get("reached", {"eq": len(positive)}))


def matched(scope, node, positive, n):
    """Whether the first n positive steps are matched; all of them with the negative steps at the end."""
    used, said = positive[:n], []
    for before, at in zip([None, *used], used):
        said.append(candidate(scope, node, at, f"s{at}"))
        if before is not None:
            said.append(later(scope, node, (before, f"s{before}"), (at, f"s{at}")))
            said += within(scope, node["steps"][at].get("gap"), f"s{before}", f"s{at}", node, before, at)
            said += same_value(scope, node, f"s{used[0]}", f"s{at}", used[0], at)
        said += [absent(scope, node, k, before, at) for k in range(0 if before is None else before + 1, at)]
    said += within(scope, node.get("within"), f"s{used[0]}", f"s{used[-1]}", node, used[0], used[-1])
    if n == len(positive):
        said += [absent(scope, node, k, used[-1], None) for k in range(used[-1] + 1, len(node["steps"]))]
    tables = ", ".join(f"{quoted(node['steps'][at]['table'])} s{at}" for at in used)
    return f"EXISTS (SELECT 1 FROM {tables} WHERE {' AND '.join(said)})"


def table_of(scope, node, at):
    return scope.dataset.events[node["steps"][at]["table"]]


def candidate(scope, node, at, alias):
    table, step = table_of(scope, node, at), node["steps"][at]
    said = [f"{alias}.contact = {scope.contact}.contact", f"{scope.at(table, alias)} IS NOT NULL"]
    said += [scope.in_window(table, alias, node.get("window")), scope.in_mask(table, alias, node.get("mask"))]
    if "where" in step:
        said.append(scope.event_node(step["where"], table, alias))
    if "correlate" in node:
        said.append(f"{alias}.{quoted(node['correlate'])} IS NOT NULL")
    return f"({' AND '.join(said)})"


def later(scope, node, first, second):
    """Whether the second event comes after the first."""
    (a, one), (b, two) = first, second
    earlier, later_ = scope.at(table_of(scope, node, a), one), scope.at(table_of(scope, node, b), two)
    if node.get("strict", True):
        return f"({earlier} < {later_})"
    order = list(dict.fromkeys(step["table"] for step in node["steps"]))
    rank = lambda at: order.index(node["steps"][at]["table"])
    return f"(({earlier}, {rank(a)}, {one}.\"row\") < ({later_}, {rank(b)}, {two}.\"row\"))"


def within(scope, length, one, two, node, a, b):
    if length is None:
        return []
    start, end = scope.at(table_of(scope, node, a), one), scope.at(table_of(scope, node, b), two)
    return [f"({end} <= {scope.moved(start, length['n'], unit_of(length['unit']))})"]


def same_value(scope, node, one, two, a, b):
    if "correlate" not in node:
        return []
    form = lambda at: quoted(node["correlate"] + (" folded" if table_of(scope, node, at).kinds[node["correlate"]] == "text" else ""))
    return [f"({one}.{form(a)} = {two}.{form(b)})"]


def absent(scope, node, k, before, after):
    """No event of the negative step k after the positive step before it and before the one after it."""
    alias, said = f"n{k}", [candidate(scope, node, k, f"n{k}")]
    if before is not None:
        said.append(later(scope, node, (before, f"s{before}"), (k, alias)))
        said += within(scope, node["steps"][k].get("gap"), f"s{before}", alias, node, before, k)
    if after is not None:
        said.append(later(scope, node, (k, alias), (after, f"s{after}")))
    at = before if before is not None else after
    said += same_value(scope, node, f"s{at}", alias, at, k)
    return f"NOT EXISTS (SELECT 1 FROM {quoted(node['steps'][k]['table'])} {alias} WHERE {' AND '.join(said)})"
