"""A finding recomputed from its own captures: read again, compared with the lake, and judged anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from pricewatch import database, lake, models
from pricewatch.casefile.recompute import careful
from pricewatch.casefile.rerun import MACRO, differing, rerun, run
from pricewatch.collect.reading import Reader
from pricewatch.errors import BadInput
from pricewatch.evidence import finding, kept_of, offers_of, sha256_of
from pricewatch.generation import NOTHING_EARLIER
from pricewatch.replay import reader_of
from pricewatch.retailer import load_retailers
from pricewatch.sighted import Row, name_lake, read_lake, rows, sighted
from pricewatch.textlines import plain

CHAIN = ("moments", "runs", "terms", "price_spells", "sighted")
"""The models that make histories of sightings."""

PRICE_FIELDS = [
    name
    for name in lake.LISTING
    if f"'{name}':" in models.model("sightings").sql.partition("as place")[2].partition("as terms")[0]
]
"""What a listing says about its price, as the models name it."""

MOST_TOLD = 10
"""So many differences of a kind are told; the rest is counted."""


@dataclass(slots=True)
class Check:
    """What came of a check. `lines`: sentences, the last one begins with PASS or FAIL."""

    finding_id: str
    wrong: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether nothing differs."""
        return not self.wrong

    @property
    def lines(self) -> list[str]:
        """It in sentences."""
        more = [f"  and {len(self.wrong) - MOST_TOLD:,} more"] if len(self.wrong) > MOST_TOLD else []
        told = [f"  {plain(line, 400)}" for line in (*self.said, *self.wrong[:MOST_TOLD], *more)]
        return [f"Finding {self.finding_id}", *told, f"{'PASS' if self.passed else 'FAIL'} {self.finding_id}"]


def check(generation: Path, data: Path, finding_id: str) -> Check:
    """Read the captures of a finding again, and see whether the same history and the same finding follow."""
    con = database.connect(generation).cursor()
    found, row = Check(finding_id), finding(con, finding_id)
    offers = offers_of(con, row)
    had = sighted(con, data, offers)
    again, kept = read_again(found, data, had), [each for each in had if not each["capture"]]
    if kept:
        files = ", ".join(
            f"{file} (SHA-256 {sha256_of(data / file)})" for file in sorted({each["file"] for each in kept})
        )
        found.said.append(f"{len(kept):,} sightings were imported, not captured; they are taken from {files}")
    ids = [offer["offer_id"] for offer in offers]
    with histories(con, [*again, *map(imported, kept)], ids) as anew:
        compare_listings(found, had, [each for each in read_lake(anew) if each["capture"]])
        compare_spells(found, con, anew, ids)
        judge(
            found, con, row, {name: anew.sql(f"select * from {name}").pl() for name in ("price_spells", "sighted")}, ids
        )
    return found


def read_again(found: Check, data: Path, had: Sequence[Row]) -> list[Row]:
    """What today's readers read in the captures; what cannot be read, or is not as it was kept, is told."""
    retailers, readers, files = load_retailers(data), dict[str, Reader](), set[Path]()
    missing = {each["capture"]: each["captured_at"] for each in had if each["capture"]}
    slugs = {each["capture"]: each["retailer"] for each in had}
    captures, again = len(missing), list[Row]()
    for kept in kept_of(data, had):
        capture, slug = str(kept.exchange.capture), slugs[kept.exchange.capture]
        missing.pop(capture, None)
        if not kept.is_intact:
            found.wrong.append(f"{capture}: the body is not the one that was hashed when it was kept")
        files.add(kept.file)
        if slug not in readers:
            try:
                readers[slug] = reader_of(slug, retailers.get(slug))
            except BadInput as problem:
                found.wrong.append(str(problem))
                return again
        page = readers[slug].read(kept.exchange)
        if not page.listings:
            found.wrong.append(f"{capture}: {page.outcome}, {page.detail}")
        again += [listing_row(listing, slug) for listing in map(lake.row_of, page.listings)]
    found.wrong += [f"{capture} of {at:%Y-%m-%d %H:%M}: not in the archive" for capture, at in missing.items()]
    found.wrong += [f"{path.name} is not the file that was sealed" for path in sorted(files) if not is_sealed(path)]
    found.said.append(f"{captures - len(missing):,} of {captures:,} captures read again, from {len(files):,} files")
    return again


def is_sealed(path: Path) -> bool:
    """Whether a WARC file has the digest that was written beside it."""
    beside = path.with_name(f"{path.name}.sha256")
    return beside.exists() and beside.read_text(encoding="ascii").split(" ")[0] == sha256_of(path)


def listing_row(listing: Sequence[object], slug: str) -> Row:
    """A listing as a row of the lake."""
    return {**dict(zip(lake.LISTING, listing, strict=True)), "holds_until": None, "slug": slug}


def imported(sighting: Row) -> Row:
    """A sighting as the lake had it."""
    return {name: sighting[name] for name in lake.SCHEMA if name != "retailer"} | {
        "retailer": None,
        "slug": sighting["retailer"],
    }


def histories(con: duckdb.DuckDBPyConnection, listings: Sequence[Row], ids: Sequence[int]) -> duckdb.DuckDBPyConnection:
    """The spells and days of some offers as these listings alone give them, in a database of their own."""
    anew = duckdb.connect()
    careful(anew)
    schema = {**lake.SCHEMA, "slug": pl.String, "run": pl.String}
    rows_ = [{**each, "run": str(number)} for number, each in enumerate(listings)]
    for name, frame in (
        ("listings", pl.DataFrame(rows_, schema=schema)),
        ("retailers", con.sql("select * from retailers").pl()),
        ("parameters", con.sql("select * from parameters").pl()),
    ):
        anew.register("loaded", frame.to_arrow())
        anew.execute(f"create table {name} as select * from loaded")
    anew.execute(MACRO)
    name_lake(anew, "select * from listings")
    others = "select run from glimpses where not list_contains($1, offer_id)"
    anew.execute(f"delete from listings where run in ({others})", [list(ids)])
    for name, sql in NOTHING_EARLIER.items():
        anew.execute(f"create temp view {name} as {sql}")
    for name in CHAIN:
        anew.execute(f"create temp table {name} as {models.model(name).sql}")
    return anew


def compare_listings(found: Check, had: Iterable[Row], now: Iterable[Row]) -> None:
    """Tell every price field that is read otherwise than it was."""
    read = {(each["offer_id"], each["capture"]): each for each in now}
    captured = [each for each in had if each["capture"]]
    for each in captured:
        other = read.get((each["offer_id"], each["capture"]))
        at = f"{each['captured_at']:%Y-%m-%d %H:%M}"
        if other is None:
            found.wrong.append(f"{at}: the offer is not read in its capture any more")
        else:
            found.wrong += [
                f"{at}: {name} was read as {each[name]}, now {other[name]}" for name in differences(each, other)
            ]
    found.said.append(f"{len(captured):,} sightings compared, {len(PRICE_FIELDS)} price fields each")


def differences(one: Row, other: Row) -> Iterator[str]:
    """The price fields in which two sightings differ."""
    return (name for name in PRICE_FIELDS if one[name] != other[name])


def compare_spells(
    found: Check, con: duckdb.DuckDBPyConnection, anew: duckdb.DuckDBPyConnection, ids: Sequence[int]
) -> None:
    """Tell every spell that the sightings do not give any more."""
    asks = (
        "select offer_id, first_seen, last_seen, sightings, price, was_price, member_price, currency from price_spells"
        " where offer_id in (select unnest($ids)) order by offer_id, first_seen"
    )
    before, now = rows(con, asks, ids=list(ids)), rows(anew, asks, ids=list(ids))
    found.wrong += [f"a spell was {spell_of(each)}; now there is none such" for each in before if each not in now]
    found.wrong += [f"a spell is {spell_of(each)} now; there was none such" for each in now if each not in before]
    found.said.append(f"{len(before):,} spells compared")


def spell_of(spell: Row) -> str:
    """A spell in words."""
    seen = f"{spell['first_seen']:%Y-%m-%d} to {spell['last_seen']:%Y-%m-%d}, seen {spell['sightings']:,} times"
    return f"{spell['price']} {spell['currency'] or ''} {seen}"


def judge(
    found: Check, con: duckdb.DuckDBPyConnection, row: Row, anew: dict[str, pl.DataFrame], ids: Sequence[int]
) -> None:
    """Run the rule over the new history, and tell every number that comes out otherwise."""
    made = rerun(con, row)
    if made is None:
        found.wrong.append(
            "the rule needs more of the database than its own products and category; it was not run again"
        )
        return
    tables = {name: swapped(table, anew.get(name), ids) for name, table in made.tables.items()}
    now = run(tables, made.stages, made.table, made.finding_id)
    differ = [name for name in differing(made.expected, now) if name not in made.taken]
    found.wrong += [f"{name} was found as {made.expected[name]}, now {now.get(name)}" for name in differ]
    found.said.append(f"rule {row['rule_id']} run again: {len(made.expected) - len(made.taken):,} values compared")
    if made.taken:
        found.said.append(f"taken as they stand, since they need more of the database: {', '.join(made.taken)}")


def swapped(table: pl.DataFrame, anew: pl.DataFrame | None, ids: Sequence[int]) -> pl.DataFrame:
    """A table whose rows of some offers are replaced by others."""
    if anew is None:
        return table
    return pl.concat(
        [table.filter(~pl.col("offer_id").is_in(list(ids))), anew.select(table.columns).cast(table.schema)]
    )
