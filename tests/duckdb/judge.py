"""The conformance cases in SQL: a second judge, written from docs/format.md alone.

    python3 tests/duckdb/judge.py [directory]

Every case with members is said as one SELECT by hand-written rules (operators.py, measures.py, sequences.py, nodes.py) and
run by DuckDB. Cases that SQL does not say are counted by their reason; fewer said cases than AT_LEAST are a failure.
"""

import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".tools" / "python"))

try:
    import duckdb
except ImportError:
    sys.exit("duckdb is missing: scripts/setup.sh --duckdb installs it into .tools/python (python3 with pip is needed)")

from calendar_spans import Calendar  # noqa: E402
from data import Dataset, Unsaid, quoted  # noqa: E402
from nodes import Scope, resolved  # noqa: E402

AT_LEAST = 1248


def cases(directory):
    files = []
    for path in sorted(directory.glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"), parse_float=str)
        files.append(file)  # keeps each dataset the same object
        for case in file["cases"]:
            data = case["data"]
            yield path.stem, case, file["datasets"][data] if isinstance(data, str) else data


class Loaded:
    """A dataset in DuckDB; cases on the same one, in the same zones, share it."""

    def __init__(self, data, zones):
        self.dataset, self.connection = Dataset(data), duckdb.connect(config={"threads": 1})
        self.dataset.load(self.connection, {zone: Calendar(zone) for zone in zones})


def members(case, data, loaded):
    document = resolved(case["definition"])
    library = {segment["id"]: segment for segment in case.get("segments", [])}
    snapshots = {(kept["segment"], kept["id"]): kept["members"] for kept in case.get("snapshots", [])}
    zones = [one.get("zone", "Asia/Shanghai") for one in (document, *library.values())]
    key = (id(data), *sorted(set(zones)))
    if key not in loaded:
        loaded[key] = Loaded(data, key[1:])
    dataset, connection = loaded[key].dataset, loaded[key].connection
    calendar = Calendar(document.get("zone", "Asia/Shanghai"), document.get("week_start", "monday"))
    scope = Scope(dataset, document, library, snapshots, dataset.as_of(document.get("as_of", "data"), calendar))
    statement = f"SELECT {quoted(dataset.contacts.key)} FROM contacts WHERE contact IN ({scope.members()}) ORDER BY contact"
    try:
        return [str(key) for (key,) in connection.execute(statement).fetchall()]
    except duckdb.Error as error:
        raise RuntimeError(f"{str(error).splitlines()[0]}\n   {statement}") from error


def main(directory):
    said, wrong, unsaid, loaded = 0, [], Counter(), {}
    for file, case, data in cases(directory):
        expected = case["expect"].get("members")
        if expected is None:
            unsaid["error: not a matter of SQL"] += 1
            continue
        try:
            found = members(case, data, loaded)
        except Unsaid as reason:
            unsaid["{}: {}".format(*reason.args)] += 1
            continue
        except RuntimeError as error:
            found = error
        said += 1
        if found != expected:
            wrong.append(f"{file}: {case['name']}\n   expected {expected}\n   found    {found}")
    for reason, number in sorted(unsaid.items()):
        print(f"{number:>5}  {reason}")
    print("\n".join(wrong))
    if said < AT_LEAST:
        print(f"only {said} cases are said in SQL; there were {AT_LEAST}")
    print(f"{said - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or said < AT_LEAST else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "conformance"))
