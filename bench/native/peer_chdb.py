"""ClickHouse in this process (chdb), tables in a folder of its own. The statements of the import and of the questions come with the job."""
import json

import chdb
from chdb.session import Session
from measure import Steps, run


class ClickHouse:
    def __init__(self, job):
        self.session = Session()
        for setting in ("max_threads", "max_insert_threads"):
            self.session.query(f"SET {setting} = {job['threads']}")
        for statement in job["settings"]:
            self.session.query(statement)
        (server, threads), = self.pairs("SELECT version(), getSetting('max_threads')")
        self.version = f"{chdb.__version__} (ClickHouse {server})"
        self.threads = int(threads)
        self.select = job["sql"]

    def load(self, job):
        steps = Steps()
        for name, statements in job["import"].items():
            for statement in statements:
                self.session.query(statement)
            steps.done(name)
        return steps.parts

    def ask(self, question):
        if question == "f1":
            return [self.query(self.select[part]) for part in ("f1city", "f1tag")]
        return self.query(self.select[question])

    def rows(self, question, answer):
        if question == "f1":
            return {part: lines(one) for part, one in zip(("city", "tag"), answer, strict=True)}
        return lines(answer)

    def query(self, select):
        return self.session.query(select, "JSONCompactEachRow")

    def pairs(self, select):
        return lines(self.query(select))


def lines(answer):
    return [json.loads(line) for line in str(answer).splitlines() if line]


run(ClickHouse)
