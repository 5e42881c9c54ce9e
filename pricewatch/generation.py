"""One generation of the database, filled: relations by name in one DuckDB connection, models run over them in order."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

import pricewatch
from pricewatch import contents, database, given, lake, models, opacity, publications, relating
from pricewatch.errors import CheckFailed
from pricewatch.given import quoted
from pricewatch.identity import facts
from pricewatch.indices.table import indices
from pricewatch.matching import Matching
from pricewatch.retailer import facts_file

HISTORY = {
    "price_spells": "offer_id, first_seen",
    "sighted": "offer_id, seen_from",
    "offer_facts": "offer_id, first_seen",
}
"""Tables that grow by the new listings alone, and the order in which they are kept."""

NOTHING_EARLIER = {
    "earlier_price_spells": "select null::bigint as offer_id, null::ubigint as terms_state,"
    " null::timestamp as first_seen, null::timestamp as last_seen, null::date as seen_from, null::date as seen_to,"
    " null::integer as sightings, null::varchar as capture, null::varchar as last_capture where false",
    "earlier_sighted": "select null::bigint as offer_id, null::date as seen_from, null::date as seen_to where false",
    "earlier_offer_facts": "select null::bigint as offer_id, null::varchar as name, null::varchar as size_text,"
    " null::varchar as shop_category, null::varchar as gtin, null::integer as sightings where false",
    "earlier_offers": "select null::bigint as offer_id where false",
    "earlier_disputes": "select null::bigint as offer_id where false",
}
READ = [column for column in facts.SIZES if column not in ("name", "size_text")]
CONTINUED = "semi join touched using (offer_id) anti join late using (offer_id)"
EARLIER = {
    "earlier_price_spells": f"select * from before.price_spells {CONTINUED}",
    "earlier_sighted": f"select * from before.sighted {CONTINUED}",
    "earlier_offer_facts": f"select * exclude ({', '.join(READ)}) from before.offer_facts {CONTINUED}",
    "earlier_offers": "select * exclude (picture, product_id) from before.offers anti join late using (offer_id)",
    "earlier_disputes": "select * from before.data_errors anti join late using (offer_id)"
    " where kind in ('two_prices', 'two_statements')",
}
"""What earlier generations know: histories that the new files continue, and offers that they leave alone."""

VIEWS = ("sightings", "open_spells", "public_spells", "public_pairs", "published_findings")
INDEXED = [
    *[(table, "offer_id") for table in ("offers", "product_offers", "was_claims", "findings", *HISTORY)],
    *[(table, "product_id") for table in ("offers", "product_offers", "products")],
    ("search_words", "word"),
]
OWNERS_AMONG = """
    create macro owners_among(products_shown) as table
    select
        count(distinct brand_key(brand)) as brands,
        count(distinct brand_key(brand)) filter (where ultimate_owner is not null) as brands_known,
        count(distinct ultimate_owner) as owners,
        list_sort(list(distinct ultimate_owner) filter (where ultimate_owner is not null)) as names
    from products
    where product_id in (select unnest(products_shown))
"""
"""Who owns a result list: from owners_among(['p1', 'p2']) gives "4 brands, 1 owner"."""
COMMENTS = {
    "meta": "How was this generation made?\nOne row; items_changed: since all pairs of items were scored, by generation"
    " items_read; calibration_*: what people's decisions say of log-odds.\nLeft out: nothing. Times are UTC.",
    "scored_items": "Which items were compared by what they are called, and where do they stand?\nOne row per item,"
    " named by its smallest offer; state changes with its facts; cluster: the smallest item of its product."
    "\nLeft out: nothing.",
    "scored_pairs": "How likely are two items one product by their facts alone?\nOne row per pair; veto: why not."
    "\nLeft out: pairs less likely than match_review, and what people decided.",
    "lake_files": "Which lake files does this generation hold?\nOne row per file.\nLeft out: nothing.",
}


def name_of(path: Path, data: Path) -> str:
    """A lake file's name, the same wherever the data folder lies."""
    return path.relative_to(data).as_posix()


class Generation:
    """A new generation in the making. `known`: names of the lake files in the generation attached as `before`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, data: Path, paths: list[Path], known: set[str] | None) -> None:
        self.con, self.data, self.paths = con, data, paths
        self.continues = known is not None
        self.new_files = [path for path in paths if name_of(path, data) not in (known or set())]
        self.matching = Matching(con, data, self.load, self.continues)
        self.numbers: dict[str, Decimal] = {}
        self.new_ids: list[dict[str, Any]] = []
        """What the log of product ids learns when this generation is published."""
        self.publications: list[dict[str, Any]] = []
        """What the log of publications learns when this generation is the current one."""

    def fill(self, number: int, method: str, now: datetime) -> dict[str, int]:
        """Load, compute, describe, check; rows by table."""
        given.prepare(self.con, self.data)
        self.numbers = dict(self.con.execute("select name, value from parameters").fetchall())
        self.name_lake(self.new_files)
        publications.prepare(self.con, self.load, self.data, number, now)
        make: dict[str, Callable[[models.Model], None]] = dict.fromkeys(VIEWS, self.make_view)
        make |= dict.fromkeys(HISTORY, self.make_history)
        then: dict[str, Callable[[], None]] = {
            "glimpses": self.find_touched,
            "facts": self.read_words,
            "item_offers": self.relate,
            "items": lambda: self.match(number, now),
            "index_items": lambda: self.load("index_values", indices(self.con)),
            "retailers": self.read_contents,
            "publishable": lambda: publications.mark(self.con),
            "opacity_shares": self.weigh_opacity,
        }
        for model in models.models():
            make.get(model.name, self.make_table)(model)
            then.get(model.name, lambda: None)()
        self.con.execute(OWNERS_AMONG)
        self.publications = publications.news(self.con)
        self.write_meta(number, method, now)
        self.index()
        self.check()
        return self.describe()

    def load(self, name: str, frame: pl.DataFrame) -> None:
        """A frame as a temporary table."""
        given.load(self.con, name, frame)

    def name_lake(self, paths: list[Path]) -> None:
        """The view `lake` over some files, with slug and run from their names; columns that a file lacks are null."""
        self.load("no_listing", pl.DataFrame(schema=lake.SCHEMA))
        rows = "select *, null::varchar as slug, null::varchar as run from no_listing"
        if paths:
            rows += (
                " union all by name select * exclude (filename),"
                " regexp_extract(filename, 'retailer=([^/]+)/[^/]+$', 1) as slug,"
                " regexp_extract(filename, '([^/]+)\\.parquet$', 1) as run"
                f" from read_parquet([{', '.join(map(quoted, paths))}],"
                " union_by_name = true, hive_partitioning = false, filename = true)"
            )
        self.con.execute(f"create or replace temp view lake as {rows}")

    def make_view(self, model: models.Model) -> None:
        """A relation that is cheap to make, and too wide to write down once more."""
        self.con.execute(f"create {'' if model.is_kept else 'temp '}view {model.name} as {model.sql}")

    def make_table(self, model: models.Model) -> None:
        """A table of the new generation, or one for the time of the build."""
        sql = models.with_numbers(model.sql, self.numbers)
        self.con.execute(f"create {'' if model.is_kept else 'temp '}table {model.name} as {sql}")

    def make_history(self, model: models.Model) -> None:
        """A history of the offers touched, continued from the last generation, beside the histories left alone."""
        rows = f"({model.sql})"
        if self.continues:
            rows += f" union all by name select * from before.{model.name} anti join touched using (offer_id)"
        self.con.execute(f"create table {model.name} as select * from ({rows}) order by {HISTORY[model.name]}")

    def find_touched(self) -> None:
        """Which offers do the new files name, and which of them must be read anew from the whole lake?"""
        self.con.execute(
            "create temp table touched as"
            " select offer_id, min(captured_at) as first_new from glimpses group by offer_id"
        )
        late = "select null::bigint as offer_id, null::varchar as retailer where false"
        if self.continues:
            late = (
                "with known as (select offer_id, retailer, last_seen from before.offers union all"
                " select offer_id, retailer, seen_at from before.data_errors where offer_id is not null)"
                " select distinct touched.offer_id, known.retailer from touched inner join known"
                " on touched.offer_id = known.offer_id and touched.first_new <= known.last_seen"
            )
        self.con.execute(f"create temp table late as {late}")
        for name, sql in (EARLIER if self.continues else NOTHING_EARLIER).items():
            self.con.execute(f"create temp view {name} as {sql}")
        self.read_late_offers()

    def read_late_offers(self) -> None:
        """Let `glimpses` also hold every earlier listing of the offers that came late."""
        retailers = {row[0] for row in self.con.execute("select distinct retailer from late").fetchall()}
        old = set(self.paths) - set(self.new_files)
        concerned = sorted(path for path in old if path.parent.name.removeprefix("retailer=") in retailers)
        if not concerned:
            return
        places, glimpses = models.model("places"), models.model("glimpses")
        self.name_lake([*self.new_files, *concerned])
        self.con.execute(f"create or replace temp table places as {places.sql}")
        self.name_lake(concerned)
        self.con.execute(f"insert into glimpses select * from ({glimpses.sql}) semi join late using (offer_id)")
        self.name_lake([*self.new_files, *concerned])

    def read_words(self) -> None:
        """Sizes, codes and categories of the words in the listings."""
        words = self.con.sql(
            "select facts.name, facts.size_text, facts.shop_category, facts.gtin from facts"
            " union select name, size_text, shop_category, gtin from earlier_offer_facts"
        ).pl()
        self.load("sizes", facts.sizes(words))
        self.load("codes", facts.codes(words["gtin"].to_list()))
        self.load("categories", facts.categories(words, facts_file("categories.csv", self.data)))

    def read_contents(self) -> None:
        """What packs with a unit price may hold, and what the unit price is per."""
        for name, frame in contents.tables_of(self.con).items():
            self.load(name, frame)

    def relate(self) -> None:
        """Which items are other sizes, relaunches or twins of each other."""
        self.load("relations", relating.relations(self.con, self.data))

    def weigh_opacity(self) -> None:
        """The opacity index of each shop, with its interval and with other weights."""
        shares = self.con.sql("select * from opacity_shares").pl()
        draws = int(self.matching.number("opacity_draws"))
        firmness = self.matching.number("opacity_concentration")
        self.load("opacity_draws", opacity.indices(shares, draws, firmness))
        self.load("opacity_variations", opacity.sensitivity(shares))

    def match(self, number: int, now: datetime) -> None:
        """Which items are one product."""
        self.new_ids = self.matching.run(number, now)

    def write_meta(self, number: int, method: str, now: datetime) -> None:
        """What this generation is made of."""
        files = [(name_of(path, self.data), path.stat().st_size) for path in self.paths]
        manifest = pl.DataFrame(files, schema={"path": pl.String, "bytes": pl.Int64}, orient="row")
        self.load("manifest", manifest)
        self.con.execute("create table lake_files as select * from manifest order by path")
        digest = hashlib.sha256(repr(files).encode()).hexdigest()
        row = {
            "generation": number,
            "built_at": now.astimezone(UTC).replace(tzinfo=None),
            "code": pricewatch.__version__,
            "reader_version": pricewatch.__version__,
            "model_version": models.fingerprint(),
            "method": method,
            "manifest_hash": digest,
            "schema_version": database.SCHEMA_VERSION,
            "items_changed": self.matching.changed,
            "items_read": self.matching.frozen,
            "calibration_slope": self.matching.calibration.slope,
            "calibration_offset": self.matching.calibration.offset,
            "decisions": self.con.execute("select decisions from this_build").fetchall()[0][0],
        }
        self.load("meta_row", pl.DataFrame([row]))
        self.con.execute("create table meta as select * from meta_row")

    def index(self) -> None:
        """Offer ids are hashes, so one product's rows lie all over a table: let a page find them at once."""
        for table, column in INDEXED:
            self.con.execute(f"create index {table}_by_{column} on {table} ({column})")

    def check(self) -> None:
        """Run every check; a row that comes back is a contradiction."""
        for check in models.checks():
            wrong = self.con.execute(f"select * from ({check.sql}) limit 3").fetchall()
            if wrong:
                raise CheckFailed(f"The check {check.name} found {wrong[0]}. The earlier generation stays in place.")

    def describe(self) -> dict[str, int]:
        """Give every table its comment; rows by table."""
        comments = COMMENTS | given.COMMENTS | {model.name: model.head for model in models.models() if model.is_kept}
        for name, comment in comments.items():
            kind = "view" if name in VIEWS else "table"
            self.con.execute(f"comment on {kind} {name} is {quoted(comment)}")
        counts = " union all ".join(f"select '{name}', count(*) from {name}" for name in comments)
        return dict(self.con.execute(counts).fetchall())
