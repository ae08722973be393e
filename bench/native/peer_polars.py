"""Polars: frames of contacts, of tags sorted by tag, and of orders; lazy queries."""
import polars as pl
from measure import Steps, run
from polars import col

TIME = pl.Datetime("us")
CATEGORIES = ("gender", "province", "city", "device", "network", "source")
CONTACTS = {"id": pl.String, "age": pl.UInt8, "city_tier": pl.UInt8, "total_spend": pl.Float64, "coupon_rate": pl.Float64, "ltv": pl.Float64}


def instants(*names):
    return [col(name).str.strptime(TIME, "%Y-%m-%dT%H:%M:%SZ") for name in names]


def flagged(people, name):
    return people.unique().with_columns(pl.lit(True).alias(name))


class Polars:
    version = pl.__version__

    def __init__(self, job):
        self.threads = pl.thread_pool_size()
        self.job = job
        self.parameters = job["parameters"]
        p = self.parameters
        self.sets = {
            "q1": lambda: self.tagged(p["q1"]["tag"]),
            "q2": self.several,
            "q3": lambda: self.tags.lazy().filter(col("tag").is_in(job["tags_below"])).select("rid").unique(),
            "q4": lambda: self.in_q4().select("rid"),
            "q5": lambda: self.where(col("total_spend").is_between(*p["q5"]["spend"]) & (col("coupon_rate") >= p["q5"]["coupon"])),
            "q6": lambda: self.where(col("last_active_at") < self.ago(p["q6"]["inactiveDays"])),
            "q7": lambda: self.where(col("nickname").str.contains(p["q7"]["text"], literal=True)),
            "q8": lambda: self.buyers(
                (col("category") == p["q8"]["category"]) & (col("paid_at") >= self.ago(p["q8"]["days"])), pl.len() >= p["q8"]["orders"]),
            "q9": lambda: self.buyers(col("paid_at") >= self.ago(p["q9"]["days"]), col("amount").sum() >= p["q9"]["amount"]),
            "q10": lambda: self.buyers(
                col("paid_at") >= self.ago(p["q10"]["boughtDays"]), col("paid_at").max() < self.ago(p["q10"]["notDays"])),
            "q12": self.nested,
        }

    def load(self, job):
        steps = Steps()
        contacts = pl.read_csv(job["contacts"], schema_overrides=CONTACTS).with_row_index("rid")
        contacts = contacts.with_columns(*instants("created_at", "last_active_at"), col(CATEGORIES).cast(pl.Categorical))
        steps.done("contacts_ms")
        tags = contacts.select("rid", col("tags").str.split(";").alias("tag")).explode("tag").drop_nulls()
        self.tags = tags.with_columns(col("tag").cast(pl.Categorical)).sort("tag", "rid")
        self.contacts = contacts.drop("tags")
        steps.done("tags_ms")
        orders = pl.read_csv(job["orders"]).with_columns(*instants("paid_at"), col("category").cast(pl.Categorical))
        orders = orders.join(self.contacts.select("id", "rid"), left_on="contact_id", right_on="id", maintain_order="left")
        self.orders = orders.select("rid", "paid_at", "amount", "category", "coupon_used")
        steps.done("orders_ms")
        return steps.parts

    def ask(self, question):
        if question == "q11":
            return self.quintiles()
        if question == "f1":
            return self.facet()
        if question == "o1":
            return self.overlap()
        return self.sets[question]().select(pl.len()).collect()

    def rows(self, question, answer):
        if question == "f1":
            return {part: one.rows() for part, one in zip(("city", "tag"), answer, strict=True)}
        return answer.rows()

    def ago(self, days):
        return pl.lit((self.job["now"] - days * self.job["day"]) * 1_000_000).cast(TIME)

    def where(self, condition):
        return self.contacts.lazy().filter(condition).select("rid")

    def tagged(self, tag):
        return self.tags.lazy().filter(col("tag") == tag).select("rid")

    def buyers(self, condition, having):
        return self.orders.lazy().filter(condition).group_by("rid").agg(having.alias("is")).filter("is").select("rid")

    def several(self):
        first, *rest = self.parameters["q2"]["all"]
        people = self.tagged(first)
        for tag in rest:
            people = people.join(self.tagged(tag), on="rid", how="semi")
        return people.join(self.tagged(self.parameters["q2"]["not"]), on="rid", how="anti")

    def in_q4(self):
        q4 = self.parameters["q4"]
        return self.contacts.lazy().filter(
            (col("gender") == q4["gender"]) & col("age").is_between(*q4["age"]) & (col("city_tier") == q4["tier"]))

    def nested(self):
        first, second, out = (self.parameters["q12"][part] for part in ("either", "or", "not"))
        buyers = self.buyers(col("paid_at") >= self.ago(second["days"]), pl.len() >= second["orders"])
        people = self.contacts.lazy().select("rid", "age", "city", "coupon_rate", "last_active_at")
        for name, others in (("first", self.tagged(first["tag"])), ("buys", buyers), ("out", self.tagged(out["tag"]))):
            people = people.join(flagged(others, name), on="rid", how="left")

        def holds(condition):
            return condition.fill_null(False)

        inside = (holds(col("first")) & holds(col("age").is_between(*first["age"]))) | (
            holds(col("buys")) & holds(col("city").is_in(second["cities"])))
        outside = holds(col("out")) | holds(col("coupon_rate") >= out["coupon"]) | holds(
            col("last_active_at") < self.ago(out["inactiveDays"]))
        return people.filter(inside & ~outside).select("rid")

    def quintiles(self):
        bought = self.orders.lazy().group_by("rid").agg(
            recency=col("paid_at").max().dt.epoch("s"), frequency=pl.len(), money=col("amount").sum())

        def score(name):
            smaller = col(name).fill_null(0).rank("min").cast(pl.Int64) - 1
            return 1 + 5 * smaller // self.contacts.height

        cell = score("recency") * 100 + score("frequency") * 10 + score("money")
        people = self.contacts.lazy().select("rid").join(bought, on="rid", how="left")
        return people.select(cell.alias("cell")).group_by("cell").len().collect()

    def facet(self):
        members = self.in_q4().select("rid", "city").collect()
        cities = members.lazy().drop_nulls().group_by("city").len()
        tags = self.tags.lazy().join(members.lazy(), on="rid", how="semi").group_by("tag").len()
        return pl.collect_all([cities, tags])

    def overlap(self):
        """One bit per segment, one mask per contact, contacts per mask."""
        segments = [self.sets[of["question"]]() if "question" in of else self.tagged(of["tag"]) for of in self.job["overlap"]]
        bits = [people.select("rid", pl.lit(1 << at, dtype=pl.Int32).alias("bit")) for at, people in enumerate(segments)]
        masks = pl.concat(bits).group_by("rid").agg(mask=col("bit").sum())
        return masks.group_by("mask").len().collect()


run(Polars)
