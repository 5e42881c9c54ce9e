"""The command that says how fresh everything is."""

import json
from pathlib import Path

import click

from pricewatch.console import with_data


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a retailer.")
@with_data
def status(as_json: bool, data: Path) -> None:
    """Say how fresh the database is, and how each retailer could be read last.

    \b
    Example:
        pricewatch status
    """
    from pricewatch import database

    con = database.connect(database.current(data))
    (number, built_at), *_ = con.execute("select generation, built_at from meta").fetchall()
    health = con.sql("select * from retailer_health").pl().to_dicts()
    if as_json:
        for row in health:
            click.echo(json.dumps(row, default=str, ensure_ascii=False))
        return
    click.echo(f"Generation {number}, built {built_at:%Y-%m-%d %H:%M} UTC.")
    for row in health:
        stale = " STALE" if row["is_stale"] else ""
        visit = f", last visit {row['visit_outcome']}" if row["visit_outcome"] else ", imported"
        click.echo(f"{row['retailer']}: {row['offers']:,} offers, last seen {row['last_seen']:%Y-%m-%d}{visit}{stale}")
