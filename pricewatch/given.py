"""What a generation is given beside the lake: the numbers and rules of the models, shops, brands, badges and visits."""

from pathlib import Path

import duckdb
import polars as pl

from pricewatch import models
from pricewatch.listing import plain
from pricewatch.retailer import facts_file, load_retailers

RETAILER = (
    "slug",
    "name",
    "home",
    "country",
    "currency",
    "timezone",
    "scraper",
    "owner",
    "licence",
    "terms",
    "publish",
    "price_match",
    "price_match_needs",
    "price_match_source",
    "price_match_on",
    "channel",
)
OWNER = ("brand", "owner", "ultimate_owner", "source", "as_of", "country", "category")
BRAND_KEY = "nullif(regexp_replace(lower(strip_accents(brand)), '[^\\p{L}\\p{N}]', '', 'g'), '')"
"""A brand as it is compared: whatever its case, accents, spaces and signs."""
VISIT = {
    "run": "varchar", "at": "timestamp", "kind": "varchar", "url": "varchar", "outcome": "varchar",
    "listings": "integer", "priced": "integer", "detail": "varchar",
}  # fmt: skip
EVENT_DAY = ", ".join(f"{name}::integer as {name}" for name in ("month", "day", "weekday", "nth", "shift", "days"))
OPACITY_PART = (
    "component::integer as component, weight::double as weight,"
    " least_cases::integer as least_cases, least_clusters::integer as least_clusters"
)
TABLES = {
    "parameters": "value::decimal(12, 4) as value",
    "rule_sets": "in_force_from::date as in_force_from, in_force_to::date as in_force_to",
    "rules": "test as test",
    "published_rates": "value::double as value",
    "changeovers": "rate::decimal(12, 6) as rate, changed_on::date as changed_on",
    "perishables": "lower(word) as word",
    "term_words": "lower(word) as word",
    "event_days": EVENT_DAY,
    "unit_regimes": "string_split(countries, ' ') as countries, string_split(units, ', ') as units",
    "opacity_parts": OPACITY_PART,
}
"""The CSV files beside the models that become tables, and the types of their columns that are no words."""
COMMENTS = {
    "parameters": "Which numbers does the method use?\nOne row per number one may dispute.\nLeft out: nothing.",
    "changeovers": "Which country gave up its currency, and at which fixed rate?\nOne row per country and changeover."
    "\nLeft out: changeovers before 2023.",
    "perishables": "Which words begin the name of goods that soon spoil?\nOne row per word.\nLeft out: nothing.",
    "term_words": "Which words in a shop's terms mean what?\nOne row per word. In the name of a fee: included (in the"
    " price), optional, penalty, deposit, delivery, tax, once (paid once, however often the price is).\nOf a persona:"
    " renewing, leaving.\nLeft out: nothing.",
    "event_days": "Which days of the year do sales that shops name fall on?\nOne row per event and country.\n"
    "Left out: sales of one shop. weekday 4 is Thursday, nth 4 its fourth of the month; shift is added.",
    "opacity_parts": "What does the opacity index consist of?\nOne row per component: its weight and least sample."
    "\nLeft out: nothing.",
    "rule_sets": "Which rule holds where and since when?\nOne row per rule and country.\nLeft out: nothing.",
    "rules": "Which tests are there?\nOne row per rule: what its test is called, and what it asks.\nLeft out: nothing.",
    "unit_regimes": "Which law asks for prices per unit, and of which?\nOne row per law; units are canonical: 1000 g is"
    " a kilogram.\nLeft out: options of single countries that were not verified.",
    "published_rates": "How often did others find what a rule looks for?\nOne row per published figure, with source."
    "\nLeft out: figures that no rule of ours measures.",
}


def quoted(text: Path | str) -> str:
    """A path or word as a SQL string."""
    return "'" + str(text).replace("'", "''") + "'"


def load(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """A frame as a temporary table."""
    con.register("loaded", frame.to_arrow())
    con.execute(f"create or replace temp table {name} as select * from loaded")
    con.unregister("loaded")


def prepare(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """All of it, as tables."""
    for given in (parameters, retailers, owners, badges, visits):
        given(con, data)


def parameters(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """The numbers, rules and rule sets of the models; the macro `parameter` works in any shell on the file."""
    for name, types in TABLES.items():
        source = f"read_csv({quoted(models.HERE / f'{name}.csv')}, all_varchar = true)"
        con.execute(f"create table {name} as select * replace ({types}) from {source}")
    con.execute("create macro parameter(wanted) as (select value from parameters where name = wanted)")


def retailers(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Retailers as they are configured."""
    rows = [[plain(getattr(each, name)) for name in RETAILER] for each in load_retailers(data).values()]
    load(con, "known_retailers", pl.DataFrame(rows, schema=dict.fromkeys(RETAILER, pl.String), orient="row"))


def owners(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Who owns a brand, where and of what; a brand that two are said to own there has no owner."""
    path, columns = facts_file("owners.csv", data), ", ".join(f"null::varchar as {name}" for name in OWNER)
    stated = f"select {columns} where false"
    if path.exists():
        stated += f" union all by name select * from read_csv({quoted(path)}, all_varchar = true)"
    con.execute(f"create macro brand_key(brand) as {BRAND_KEY}")
    con.execute(
        "create temp table owners as select brand_key(brand) as brand, country, category, min(owner) as owner,"
        " min(coalesce(ultimate_owner, owner)) as ultimate_owner, min(source) as source, min(as_of) as as_of"
        f" from ({stated}) where owner is not null group by brand_key(brand), country, category"
        " having count(distinct coalesce(ultimate_owner, owner)) = 1"
    )


def badges(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """What badges promise, by the words that name them."""
    source = f"read_csv({quoted(facts_file('badges.csv', data))}, all_varchar = true)"
    con.execute(f"create temp table badge_words as select lower(words) as words, criterion, source from {source}")


def visits(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """What the collector wrote down of its visits; a torn last line is passed over."""
    typed = ", ".join(f'"{name}" {kind}' for name, kind in VISIT.items())
    con.execute(f"create temp table visits (retailer varchar, {typed})")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in VISIT.items())
    for log in sorted((data / "log" / "collect").glob("*.ndjson")):
        con.execute(
            f"insert into visits by name select {quoted(log.stem)} as retailer, * from read_json({quoted(log)},"
            f" format = 'newline_delimited', columns = {{{columns}}}, ignore_errors = true)"
        )
