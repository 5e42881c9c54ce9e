"""The command line: what each command does. A command imports what it alone needs, so that the others start at once."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

import pricewatch
from pricewatch.audit import audit
from pricewatch.console import FAILED, WITH_REJECTS, with_data
from pricewatch.decide import decide, review
from pricewatch.errors import PricewatchError
from pricewatch.proving import case, replay
from pricewatch.recognising import match, train
from pricewatch.reply import notices, statement
from pricewatch.status import status

if TYPE_CHECKING:
    from pricewatch.imports import Imported


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(pricewatch.__version__, prog_name="pricewatch")
def main() -> None:
    """Collect what shops ask, see who raises prices quietly, renames a product, or claims a price that never was.

    \b
    Try it on an invented street of shops:
        pricewatch demo
    With your own shops: write them into data/retailers.toml, then
        pricewatch run
        pricewatch show
    """


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--url", required=True, help="The address that the file was fetched from.")
@click.option("--content-type", help="As the server declared it, where known.")
@with_data
def extract(file: Path, url: str, content_type: str | None, data: Path) -> None:
    """Print the listings in a saved page, feed or price list as JSON lines.

    \b
    Example:
        pricewatch extract page.html --url https://shop.example/p/1
    """
    for listing in pricewatch.extract(file.read_bytes(), url, content_type=content_type):
        click.echo(listing.as_json())


@main.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--retailer", help="The retailer of all rows, where the table does not say.")
@click.option("--map", "maps", multiple=True, metavar="FIELD=COLUMN", help="Our field is in their column.")
@click.option("--changes", is_flag=True, help="A row holds until the next one of its offer.")
@click.option("--source", help="Who collected this.")
@click.option("--licence", help="On which terms.")
@with_data
def import_tables(
    files: tuple[Path, ...],
    retailer: str | None,
    maps: tuple[str, ...],
    changes: bool,
    source: str | None,
    licence: str | None,
    data: Path,
) -> None:
    """Bring CSV, NDJSON or Parquet tables of listings into the lake.

    Needed are columns for retailer (or --retailer), captured_at and price. Rows that cannot be kept go into a reject
    file with their reasons, and the exit code is 3. A file that was imported before is recognised and left alone.

    \b
    Example:
        pricewatch import prices.csv --retailer "Corner Shop" --map sku=article --map captured_at=day
    """
    from pricewatch.imports import Options, import_file

    options = Options(retailer=retailer, mapping=read_maps(maps), changes=changes, source=source, licence=licence)
    done = [import_file(file, data, options, now=datetime.now(UTC)) for file in files]
    for imported in done:
        tell_import(imported, data)
    if any(imported.rejected for imported in done):
        sys.exit(WITH_REJECTS)


def read_maps(maps: tuple[str, ...]) -> dict[str, str]:
    """FIELD=COLUMN pairs as a mapping."""
    if wrong := [pair for pair in maps if "=" not in pair]:
        raise click.BadParameter(f"'{wrong[0]}' is not FIELD=COLUMN.", param_hint="--map")
    return dict(pair.split("=", 1) for pair in maps)


def tell_import(imported: "Imported", data: Path) -> None:
    """What became of a file, in sentences."""
    if imported.again:
        click.echo(f"{imported.file}: already imported on {imported.imported_at[:10]}; nothing to do.")
        return
    shops = ", ".join(f"{slug} {rows:,}" for slug, rows in sorted(imported.retailers.items())[:12])
    click.echo(f"{imported.file}: {imported.kept:,} of {imported.rows:,} rows kept ({shops}).")
    if imported.ignored:
        click.echo(f"  Columns that are no field of ours, and were not read: {', '.join(imported.ignored)}.", err=True)
    if imported.rejected:
        why = "; ".join(f"{reason} ({rows:,})" for reason, rows in list(imported.reasons.items())[:5])
        click.echo(f"  {imported.rejected:,} rows rejected: {why}. See {data / str(imported.rejects)}.", err=True)


@main.command()
@click.argument("url")
@click.option("--dry-run", is_flag=True, help="Look and tell, but write nothing.")
@with_data
def add(url: str, dry_run: bool, data: Path) -> None:
    """Look at a shop, say how it publishes prices and what can be read, and write its entry in retailers.toml.

    \b
    Example:
        pricewatch add https://corner-shop.example
    """
    from pricewatch.collect.look import looking
    from pricewatch.collect.settings import load_settings
    from pricewatch.discover import discover, write_entry
    from pricewatch.discover.search import full_address

    address = full_address(url)
    with looking(address, load_settings(data)) as fetch:
        found = discover(address, fetch)
    for sentence in found.said:
        click.echo(sentence)
    for listing in found.samples:
        click.echo(f"  {listing.name}: {listing.price} {listing.currency or ''}".rstrip())
    if found.retailer is None:
        sys.exit(FAILED)
    if not dry_run:
        click.echo(f"Written to {write_entry(data, found.retailer)}. Next: pricewatch collect {found.retailer.slug}")


@main.command()
@click.argument("retailers", nargs=-1)
@with_data
def collect(retailers: tuple[str, ...], data: Path) -> None:
    """Visit shops politely and keep what they say: all retailers with a scraper, or those named.

    \b
    Example:
        pricewatch collect corner-shop
    """
    if not tell_collect(data, retailers):
        sys.exit(FAILED)


def tell_collect(data: Path, retailers: tuple[str, ...]) -> bool:
    """Collect, and print a line per retailer; whether all went well."""
    from pricewatch.collect.run import collect as visit

    summaries = visit(data, retailers)
    if not summaries:
        click.echo(f"No retailer with a scraper in {data}/retailers.toml yet: nothing to collect.", err=True)
    for summary in summaries:
        click.echo(f"{summary.retailer}: {summary.sentence}")
    return bool(summaries) and all(summary.outcome != "failed" for summary in summaries)


@main.command()
@click.option("--full", is_flag=True, help="Read the whole lake anew instead of what is new in it.")
@with_data
def build(full: bool, data: Path) -> None:
    """Make a new generation of the database from the lake.

    \b
    Example:
        pricewatch build
    """
    tell_build(data, full=full)


def tell_build(data: Path, *, full: bool = False) -> None:
    """Build, and say what came out."""
    from pricewatch.build import build as build_generation

    began = datetime.now(UTC)
    built = build_generation(data, now=began, full=full)
    seconds = (datetime.now(UTC) - began).total_seconds()
    rows = ", ".join(f"{name} {rows:,}" for name, rows in built.tables.items() if name not in ("meta", "parameters"))
    how = "whole lake" if built.full else "new files"
    click.echo(f"Generation {built.generation} from {built.new_files:,} files ({how}) in {seconds:.1f} s: {rows}.")


@main.command()
@with_data
def pictures(data: Path) -> None:
    """Keep small copies of product pictures, from shops whose entry says pictures = true; drop those of all others.

    \b
    Example:
        pricewatch pictures
    """
    told = tell_pictures(data)
    if not told:
        click.echo(f"No retailer in {data}/retailers.toml with pictures = true states any: nothing to fetch.", err=True)


def tell_pictures(data: Path) -> list[str]:
    """Fetch pictures, and print a line per retailer."""
    from pricewatch.collect.pictures import fetch_all

    told = fetch_all(data)
    for sentence in told:
        click.echo(sentence)
    return told


@main.command()
@with_data
def run(data: Path) -> None:
    """Collect, build, send alerts where alerts.toml asks for them, then fetch pictures: what a timer calls.

    \b
    Example:
        pricewatch run --data /var/lib/pricewatch
    """
    from pricewatch.alerts import send

    went_well = tell_collect(data, ())
    tell_build(data)
    for sentence in send(data, datetime.now(UTC)):
        click.echo(sentence)
    try:
        tell_pictures(data)
    except (PricewatchError, OSError) as problem:
        click.echo(f"No pictures fetched: {problem}", err=True)
    if not went_well:
        sys.exit(FAILED)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8600, show_default=True)
@click.option("--public", is_flag=True, help="Strangers come by a proxy: show them what each shop's entry allows.")
@click.option("--prefix", default="", metavar="PATH", help="The path under which a proxy passes the app on.")
@click.option("--token", is_flag=True, help="With --public: let whoever types the token printed here review, too.")
@with_data
def show(port: int, public: bool, prefix: str, token: bool, data: Path) -> None:
    """Serve the app, the API and the feeds on this machine. Reading needs no sign-in, reviewing the token printed.

    \b
    Example:
        pricewatch show --port 8600
        pricewatch show --public --prefix /prices
    """
    from pricewatch.serve import show as show_app

    show_app(data, port, public=public, prefix=prefix, token=token or not public)


@main.command()
@click.option("--seed", type=int, help="Draw another street: other products, days, prices and tricks.")
@click.option("--port", type=click.IntRange(1, 65535), default=8600, show_default=True)
@click.option("--show/--no-show", default=True, show_default=True, help="Serve the app when the street is built.")
@with_data
def demo(seed: int | None, port: int, show: bool, data: Path) -> None:
    """Open an invented street of shops, collect a year from it over HTTP, build, and serve the app.

    \b
    Example:
        pricewatch demo --seed 7
    """
    from pricewatch.demo.year import run_demo

    run_demo(data / "demo", seed=seed, port=port if show else None, say=click.echo)


for command in (status, match, train, decide, review, notices, statement, audit, case, replay):
    main.add_command(command)
