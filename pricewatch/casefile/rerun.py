"""A finding's rule run again over as little of a generation as gives the same row: what anybody else can run too."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import polars as pl

from pricewatch import contents, models
from pricewatch.casefile.recompute import alike, careful
from pricewatch.given import quoted

NUMBERS = tuple(sorted(path.stem for path in models.HERE.glob("*.csv")))
HISTORY = (
    "offers", "price_spells", "sighted", "offer_facts", "data_errors", "match_pairs", "product_offers", "products",
    "retailers", "scored_items",
)  # fmt: skip
"""What a rule is run over. It is taken as it stands in the generation; a check makes spells anew from captures."""

READINGS = frozenset({"contents", "bases"})
"""What a build reads out of words, and no table keeps; it is read again of the words that are packed."""

GIVEN = {
    "known_offers": "select * exclude (product_id) from offers",
    "placed": "select id as item_id, * exclude (id) from scored_items",
}
"""Relations of a build that no table keeps, and that follow from those kept."""

MACRO = "create macro parameter(wanted) as (select value from parameters where name = wanted)"
MOST_OFFERS = 20_000
"""A category of more offers is not packed whole; what only it tells is then said to be taken as it stands."""

NO_COLUMN = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """A rule run again. `tables`: what it was run over. `expected`: the finding's row in the generation, as text.

    `taken`: columns that need more than these tables, so that they are taken as they stand.
    """

    finding_id: str
    table: str
    tables: Mapping[str, pl.DataFrame]
    stages: tuple[models.Model, ...]
    expected: Mapping[str, str | None]
    taken: tuple[str, ...]

    @property
    def parameters(self) -> list[str]:
        """The numbers that the stages use."""
        return sorted(set[str]().union(*(stage.parameters for stage in self.stages)))

    def script(self, source: str) -> str:
        """Every statement, in order; the last gives the finding. `source`: where a table is read from, by its name."""
        loads = [f"create table {name} as select * from {source.format(name=name)}" for name in self.tables]
        given = [f"create view {name} as {sql}" for name, sql in GIVEN.items()]
        runs = [f"create table {stage.name} as\n{stage.sql.strip()}" for stage in self.stages]
        asks = f"select * from {self.table} where finding_id = {quoted(self.finding_id)}"
        return ";\n\n".join([*loads, MACRO, *given, *runs, asks]) + ";\n"


def rerun(
    con: duckdb.DuckDBPyConnection, row: Mapping[str, Any], allowed: Collection[str] | None = None
) -> Rerun | None:
    """The rule of a finding run over its own products, else over its category too; None where no tables suffice.

    `allowed`: the retailers whose tables may be packed.
    """
    finding_id = str(row["finding_id"])
    found_in = own_table(con, str(row["found_in"]), finding_id)
    stages = stages_of(found_in)
    expected = as_text(con, f"select * exclude (published) from {found_in} where finding_id = {quoted(finding_id)}")
    best: Rerun | None = None
    for offers in reaches(con, row):
        tables = packed(con, offers, inputs_of(stages), allowed)
        taken = tuple(differing(expected, run(tables, stages, found_in, finding_id)))
        made = Rerun(
            finding_id=finding_id, table=found_in, tables=tables, stages=stages, expected=expected, taken=taken
        )
        best = made if best is None or len(taken) < len(best.taken) else best
        if not best.taken:
            break
    return best if best and len(best.taken) < len(expected) else None


def own_table(con: duckdb.DuckDBPyConnection, found_in: str, finding_id: str) -> str:
    """The table of the finding's own rule, where several rules share a list."""
    having = "select table_name from duckdb_columns() where column_name = 'finding_id' and table_name = any($1)"
    for (name,) in con.execute(f"{having} order by 1", [sorted(models.model(found_in).sources)]).fetchall():
        if con.execute(f"select 1 from {name} where finding_id = $1", [finding_id]).fetchall():
            return str(name)
    return found_in


@cache
def stages_of(table: str) -> tuple[models.Model, ...]:
    """The models between what a rule is run over and the table that it fills, in order."""
    known = {model.name: model for model in models.models()}
    wanted, found = [table], set[str]()
    while wanted:
        name = wanted.pop()
        if name in known and name not in (*HISTORY, *NUMBERS, *GIVEN, *found):
            found.add(name)
            wanted += known[name].sources
    return tuple(model for model in known.values() if model.name in found)


def inputs_of(stages: tuple[models.Model, ...]) -> set[str]:
    """What the stages read; and the tables that views, the macro and readings over them need."""
    read = set[str]().union(*(stage.sources for stage in stages)) | {"offers", "scored_items", "parameters"}
    return read if READINGS.isdisjoint(read) else read | {"offer_facts", "price_spells"}


def reaches(con: duckdb.DuckDBPyConnection, row: Mapping[str, Any]) -> Iterator[str]:
    """Queries for the offers that a rule may need to see: those of the products, then those of the category."""
    ids = ", ".join(str(row[name]) for name in ("offer_id", "offer_id_before") if row[name] is not None)
    products = f"select product_id from offers where offer_id in ({ids})"
    own = f"select offer_id from offers where product_id in ({products})"
    yield own
    places = f"select coalesce(category, ''), coalesce(country, '') from offers where offer_id in ({ids})"
    category = f"select offer_id from offers where (coalesce(category, ''), coalesce(country, '')) in ({places})"
    if con.execute(f"select count(*) from ({category})").fetchall()[0][0] <= MOST_OFFERS:
        yield f"{own} union {category}"


def packed(
    con: duckdb.DuckDBPyConnection, offers: str, needed: Collection[str], allowed: Collection[str] | None
) -> dict[str, pl.DataFrame]:
    """The rows of the tables about some offers, sorted. Beside them each retailer's newest offer: it tells the date."""
    con.execute(f"create or replace temp table chosen as select * from offers where offer_id in ({offers})")
    if allowed is not None:
        con.execute("delete from chosen where not list_contains($1, retailer)", [list(allowed)])
    tables = {name: rows_of(con, name) for name in (*HISTORY, *NUMBERS) if name in needed}
    return tables | ({} if READINGS.isdisjoint(needed) else readings_of(tables))


def readings_of(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What the build reads out of the words in these tables."""
    with duckdb.connect() as con:
        for name in ("offer_facts", "offers", "price_spells"):
            con.register(name, tables[name].to_arrow())
        return {name: frame.sort(pl.all()) for name, frame in contents.tables_of(con).items()}


def rows_of(con: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """The rows of one table that the chosen offers concern."""
    columns = [column for column, *_ in con.execute(f"describe {name}").fetchall()]
    return con.sql(f"select * from {name} where {concerned(name, columns)} order by all").pl()


def concerned(name: str, columns: list[str]) -> str:
    """Which rows of a table are about the chosen offers, by the columns that it has."""
    theirs = "retailer in (select retailer from chosen)"
    beside = {
        "offers": f"offer_id in (select arg_max(offer_id, last_seen) from offers where {theirs} group by retailer)",
        "data_errors": f"offer_id is null and {theirs}",
    }
    if name in beside:
        return f"offer_id in (select offer_id from chosen) or ({beside[name]})"
    for column, among in (("offer_id", "offer_id"), ("product_id", "product_id"), ("slug", "retailer")):
        if column in columns:
            return f"{column} in (select {among} from chosen)"
    if "offer_a" in columns:
        return "offer_a in (select offer_id from chosen) and offer_b in (select offer_id from chosen)"
    return "true"


def run(
    tables: Mapping[str, pl.DataFrame], stages: tuple[models.Model, ...], table: str, finding_id: str
) -> dict[str, str | None]:
    """The finding's row as text, as the stages give it; empty where these tables do not suffice."""
    made = Rerun(finding_id=finding_id, table=table, tables=tables, stages=stages, expected={}, taken=())
    with duckdb.connect() as con:
        careful(con)
        for name, frame in tables.items():
            con.register(f"given_{name}", frame.to_arrow())
        *statements, asks = con.extract_statements(made.script("given_{name}"))
        try:
            for statement in statements:
                con.execute(statement)
        except duckdb.CatalogException:
            return {}
        return as_text(con, asks.query.strip().removesuffix(";"))


def as_text(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, str | None]:
    """The first row of an answer, every value as DuckDB writes it."""
    con.execute(f"select columns(*)::varchar from ({query})")
    names = [column[0] for column in con.description or []]
    found = con.fetchall()
    return dict(zip(names, found[0], strict=True)) if found else {}


def differing(expected: Mapping[str, str | None], found: Mapping[str, str | None]) -> list[str]:
    """The columns in which two rows differ; floats may do so in their last digits."""
    return [name for name, value in expected.items() if not alike(value, found.get(name, NO_COLUMN))]
