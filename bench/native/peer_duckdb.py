"""DuckDB in memory. The statements of the import and of the questions come with the job."""
import duckdb
from measure import Steps, run


class DuckDb:
    version = duckdb.__version__

    def __init__(self, job):
        self.connection = duckdb.connect(":memory:", config={"threads": job["threads"]})
        self.threads = self.connection.execute("SELECT current_setting('threads')").fetchall()[0][0]
        self.select = job["sql"]

    def load(self, job):
        steps = Steps()
        for name, statements in job["import"].items():
            for statement in statements:
                self.connection.execute(statement)
            steps.done(name)
        return steps.parts

    def ask(self, question):
        if question == "f1":
            return [self.connection.execute(self.select[part]).fetchall() for part in ("f1city", "f1tag")]
        return self.connection.execute(self.select[question]).fetchall()

    def rows(self, question, answer):
        return dict(zip(("city", "tag"), answer, strict=True)) if question == "f1" else answer


run(DuckDb)
