"""Instants, days and windows of docs/format.md, as milliseconds and dates that SQL compares with."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
OPEN = -(10**17)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MONTHS = {"months": 1, "quarters": 3, "years": 12}


def unit_of(name):
    return name if name.endswith("s") else name + "s"


def months_later(day, months):
    """A day some months later; a day that the month does not have is its last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def units_later(day, n, unit):
    if unit in MONTHS:
        return months_later(day, n * MONTHS[unit])
    return day + DAY * (n * 7 if unit == "weeks" else n)


class Calendar:
    """The days of a zone, with weeks that begin on a weekday."""

    def __init__(self, zone, week_start="monday"):
        self.name, self.zone = zone, ZoneInfo(zone)
        self.week_start = week_start

    def wall(self, ms):
        return (EPOCH + timedelta(milliseconds=ms)).astimezone(self.zone).replace(tzinfo=None)

    def instant(self, wall):
        # of a time that is skipped or shown twice, the offset before the change
        return round((wall.replace(tzinfo=self.zone, fold=0) - EPOCH) / timedelta(milliseconds=1))

    def day(self, ms):
        return self.wall(ms).date()

    def minute(self, ms):
        wall = self.wall(ms)
        return wall.hour * 60 + wall.minute

    def first(self, day):
        return self.instant(datetime(day.year, day.month, day.day))

    def moved(self, ms, n, unit):
        unit = unit_of(unit)
        if unit in ("minutes", "hours"):
            return ms + n * (60_000 if unit == "minutes" else 3_600_000)
        wall = self.wall(ms)
        return self.instant(datetime.combine(units_later(wall.date(), n, unit), wall.time()))

    def start_of_unit(self, day, unit):
        if unit == "weeks":
            since = day.weekday() if self.week_start == "monday" else day.isoweekday() % 7
            return day - DAY * since
        if unit == "days":
            return day
        month = {"months": day.month, "quarters": (day.month - 1) // 3 * 3 + 1, "years": 1}[unit]
        return date(day.year, month, 1)

    def read(self, text):
        """("day", date) or ("time", milliseconds)."""
        text = text.strip()
        if len(text) == 10:
            return "day", date.fromisoformat(text)
        parts = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|z|[+-]\d\d(?::?\d\d)?)?", text)
        day, hour, minute, second, fraction, offset = parts.groups()
        wall = datetime.fromisoformat(day) + timedelta(
            hours=int(hour), minutes=int(minute), seconds=int(second or 0), milliseconds=int(((fraction or "") + "000")[:3])
        )
        if offset is None:
            return "time", self.instant(wall)
        utc = round((wall.replace(tzinfo=timezone.utc) - EPOCH) / timedelta(milliseconds=1))
        if offset in "Zz":
            return "time", utc
        digits = offset[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return "time", utc - (minutes if offset[0] == "+" else -minutes) * 60_000

    def begin(self, moment):
        return self.first(moment[1]) if moment[0] == "day" else moment[1]

    def end(self, moment):
        return self.first(moment[1] + DAY) if moment[0] == "day" else moment[1]

    def span(self, window, as_of):
        """[from, to) of a window in milliseconds."""
        if window == "all_time":
            return OPEN, as_of if as_of is not None else -OPEN
        (kind, inner), = window.items()
        today, open_day = self.day(as_of - 1), self.day(as_of)
        if kind == "rolling":
            return self.moved(as_of, -inner["n"], inner["unit"]), as_of
        if kind == "days_to_date":
            return self.first(today - DAY * (inner - 1)), as_of
        if kind == "complete_days":
            return self.first(open_day - DAY * inner), self.first(open_day)
        if kind == "ago":
            back = lambda n: self.first(units_later(open_day, -n, unit_of(inner["unit"])))
            return back(inner["from"]), back(inner["to"])
        if kind == "calendar":
            unit = unit_of(inner["unit"])
            start = units_later(self.start_of_unit(today, unit), -inner["back"], unit)
            return self.first(start), min(as_of, self.first(units_later(start, 1, unit)))
        if kind == "to_date":
            return self.first(self.start_of_unit(today, unit_of(inner))), as_of
        start = self.begin(self.read(inner["from"])) if "from" in inner else OPEN
        end = self.end(self.read(inner["to"])) if "to" in inner else as_of
        return start, min(end, as_of)

    def periods(self, unit, count, as_of):
        """The last whole units that are over."""
        last = self.start_of_unit(self.day(as_of), unit)
        starts = [units_later(last, -n, unit) for n in range(count + 1)]
        return [(self.first(after), self.first(before)) for before, after in zip(starts, starts[1:])]

    def days_within(self, start, end):
        """The days whose first instant lies in [start, end), as the first one inside and the first one after."""
        def first_from(ms):
            day = self.day(ms)
            return day if self.first(day) >= ms else day + DAY
        return first_from(start), first_from(end)
