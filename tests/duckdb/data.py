"""Datasets of conformance cases as DuckDB tables.

Each column stands as it is stored. Beside it stand the forms that a warehouse prepares once: folded text and the levels of
a path, and, for each zone that a case counts in, the first instant, the calendar day and the minute of the day.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from calendar_spans import Calendar

KINDS = {
    "text": "text", "name": "text", "geo": "text", "id": "code", "phone": "code", "email": "code", "gender": "gender",
    "number": "number", "money": "number", "percent": "number", "bool": "bool", "date": "date", "datetime": "datetime", "tags": "tags",
}  # fmt: skip
SQL_TYPES = {"text": "VARCHAR", "code": "VARCHAR", "gender": "VARCHAR", "bool": "BOOLEAN", "date": "DATE", "datetime": "BIGINT"}
LEVEL = "\x1f"


class Unsaid(Exception):
    """What this judge does not say, with the level of the language and a reason."""


def fold(text):
    return unicodedata.normalize("NFKC", text).lower()


def tag_path(name):
    levels = [level.strip() for level in re.split("[-:：]", fold(name.strip()))]
    return LEVEL.join(levels) if all(levels) else "-".join(levels)


def text_path(value):
    return LEVEL.join(level.strip() for level in re.split("[-:：/]", fold(value.strip())))


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def decimal_type(values):
    """DECIMAL(18, s) that holds all of the values exactly."""
    numbers = [Decimal(str(v)) for v in values]
    scale = max([max(0, -n.normalize().as_tuple().exponent) for n in numbers], default=0)
    if any(abs(n) >= 10 ** (18 - scale) for n in numbers):
        raise Unsaid("A", "more digits than DECIMAL(18) has")
    return f"DECIMAL(18, {scale})"


class Table:
    def __init__(self, name, spec, calendar):
        self.name, self.key, self.time = name, spec["key"], spec.get("time")
        self.types = dict(spec["columns"])
        self.kinds = {column: KINDS[kind] for column, kind in self.types.items()}
        self.rows = [dict(zip(self.types, (self.stored(c, v, calendar) for c, v in zip(self.types, row)))) for row in spec["rows"]]

    def stored(self, column, value, calendar):
        kind = self.kinds[column]
        if value is None or kind == "tags":
            return value or None
        if kind == "date":
            return date.fromisoformat(value)
        if kind == "datetime":
            return calendar.begin(calendar.read(value))
        if kind in ("text", "code"):
            return str(value).strip() or None
        return value


class Dataset:
    def __init__(self, spec):
        calendar = Calendar(spec.get("zone", "Asia/Shanghai"))
        self.contacts = Table("contacts", spec["contacts"], calendar)
        self.events = {name: Table(name, table, calendar) for name, table in spec.get("events", {}).items()}
        self.taggings = spec.get("taggings")

    def as_of(self, text, calendar):
        """The instant that stands for now; None when the data have none."""
        if text != "data":
            return calendar.end(calendar.read(text))
        times = [self.instant(table, row, table.time, calendar) for table in self.events.values() if table.time for row in table.rows]
        times = [t for t in times if t is not None]
        if not times:
            columns = [c for c, kind in self.contacts.kinds.items() if kind == "datetime"]
            times = [row[c] for row in self.contacts.rows for c in columns if row[c] is not None]
        return calendar.end(("day", calendar.day(max(times)))) if times else None

    @staticmethod
    def instant(table, row, column, calendar):
        value = row[column]
        return calendar.first(value) if table.kinds[column] == "date" and value is not None else value

    def load(self, connection, calendars):
        keys = {row[self.contacts.key]: at for at, row in enumerate(self.contacts.rows) if row[self.contacts.key] is not None}
        self.create(connection, self.contacts, calendars, lambda row, at: at)
        for table in self.events.values():
            self.create(connection, table, calendars, lambda row, at, table=table: keys.get(row[table.key]))
        tags = [(at, tag_path(tag)) for at, row in enumerate(self.contacts.rows) for c, k in self.contacts.kinds.items() if k == "tags" for tag in row[c] or []]
        insert(connection, "$tags", ["contact INTEGER", "path VARCHAR"], tags)

    def create(self, connection, table, calendars, contact):
        columns, fill = ["contact INTEGER", '"row" INTEGER'], [lambda row, at: contact(row, at), lambda row, at: at]

        def add(name, kind, value):
            columns.append(f"{quoted(name)} {kind}")
            fill.append(lambda row, at: None if value(row) is None else value(row))

        for c, kind in table.kinds.items():
            if kind == "tags":
                continue
            values = [row[c] for row in table.rows if row[c] is not None]
            sql = decimal_type(values) if kind == "number" else SQL_TYPES[kind]
            add(c, sql, lambda row, c=c: row[c])
            if kind == "text":
                add(f"{c} folded", "VARCHAR", lambda row, c=c: row[c] and fold(row[c]))
                add(f"{c} path", "VARCHAR", lambda row, c=c: row[c] and text_path(row[c]))
                add(f"{c} tag", "VARCHAR", lambda row, c=c: row[c] and tag_path(row[c]))
            for zone, calendar in calendars.items():
                if kind == "date":
                    add(f"{c} first {zone}", "BIGINT", lambda row, c=c, k=calendar: row[c] and k.first(row[c]))
                    add(f"{c} day {zone}", "DATE", lambda row, c=c: row[c])
                if kind == "datetime":
                    add(f"{c} first {zone}", "BIGINT", lambda row, c=c: row[c])
                    add(f"{c} day {zone}", "DATE", lambda row, c=c, k=calendar: None if row[c] is None else k.day(row[c]))
                    add(f"{c} minute {zone}", "INTEGER", lambda row, c=c, k=calendar: None if row[c] is None else k.minute(row[c]))
        insert(connection, table.name, columns, [[f(row, at) for f in fill] for at, row in enumerate(table.rows)])


def insert(connection, name, columns, rows):
    connection.execute(f"CREATE TABLE {quoted(name)} ({', '.join(columns)})")
    if rows:
        places = ", ".join("?" for _ in columns)
        connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({places})", [list(row) for row in rows])
