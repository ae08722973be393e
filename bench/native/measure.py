"""Times an engine in this process: a job comes in as JSON, what was measured goes out as a line of JSON per step.

An engine has `version`, `load(job)`, which returns milliseconds per step of the import, `ask(id)`, which is timed, and
`rows(id, answer)`, which is not: pairs of a key and a number, of f1 per facet.
"""
import json
import sys
from time import perf_counter

UNTIMED = 2


def tell(step, **what):
    print(json.dumps({"step": step, **what}, ensure_ascii=False), flush=True)


def memory():
    """Resident MiB of this process, now and at most; None where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            fields = dict(line.split(":", 1) for line in status)
    except OSError:
        return None
    return {name: int(fields[field].split()[0]) >> 10 for name, field in (("resident", "VmRSS"), ("peak", "VmHWM"))}


class Steps:
    """Milliseconds from one step to the next."""

    def __init__(self):
        self.parts = {}
        self.at = perf_counter()

    def done(self, name):
        now = perf_counter()
        self.parts[name] = (now - self.at) * 1e3
        self.at = now


def time_question(ask, runs):
    """The first call, two more, then the timed ones: no more than `least` once the budget is spent, none after the limit."""
    start = perf_counter()
    answer = ask()
    cold = (perf_counter() - start) * 1e3
    start = perf_counter()

    def spent(since):
        return (perf_counter() - since) * 1e3

    for _ in range(UNTIMED):
        if spent(start) + cold < runs["limitMs"]:
            ask()
    timed = perf_counter()
    times = []
    while len(times) < runs["most"] and (len(times) < runs["least"] or spent(timed) < runs["budgetMs"]) and spent(start) < runs["limitMs"]:
        call = perf_counter()
        ask()
        times.append(spent(call))
    return answer, cold, times


def run(create):
    job = json.load(sys.stdin)
    engine = create(job)
    tell("ready", version=engine.version, threads=engine.threads)
    start = perf_counter()
    parts = engine.load(job)
    tell("imported", ms=(perf_counter() - start) * 1e3, parts=parts, memory=memory())
    for question in job["questions"]:
        answer, cold, times = time_question(lambda: engine.ask(question), job["runs"])
        tell("question", id=question, measured={"cold": cold, "times": times, "rows": engine.rows(question, answer)})
    tell("asked", memory=memory())
