"""The commands of the right of reply: what a shop must be told before others are, and what it says to it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from pricewatch import database
from pricewatch.console import with_data
from pricewatch.errors import BadInput
from pricewatch.statements import Statement, record

KNOWN = """
    select slug from retailers where slug = $about
    union all
    select finding_id from findings where finding_id = $about
    union all
    select finding_id from publications where finding_id = $about
    limit 1
"""


NOTICES = """
    with last_events as (
        select *
        from publications
        qualify row_number() over (partition by finding_id order by position desc) = 1
    )

    select
        retailer, finding_id, rule_id, found_on, sentence, event_at as announced_at,
        event_at + to_days(parameter('notice_days')::integer) as published_from
    from last_events
    where event = 'announced'
    order by retailer, announced_at, finding_id
"""


@click.command()
@with_data
def notices(data: Path) -> None:
    """List the findings that are announced and not published yet, as CSV: what to send to which shop, and by when.

    There are such where `notice_days` in parameters.csv is more than 0.

    \b
    Example:
        pricewatch notices > notices.csv
    """
    con = database.connect(database.current(data))
    sys.stdout.write(con.execute(NOTICES).pl().write_csv())


@click.command()
@click.argument("about", metavar="SLUG|FINDING")
@click.option("--text", required=True, type=click.Path(path_type=Path, dir_okay=False), help="A file with its words.")
@click.option("--source", required=True, help="Who sent it, when and how; it is shown with the words.")
@with_data
def statement(about: str, text: Path, source: str, data: Path) -> None:
    """Keep what a shop says about itself (SLUG) or to a FINDING; the page of either shows it, word for word.

    \b
    Example:
        pricewatch statement corner-shop --text reply.txt --source "e-mail of 2026-05-02 from its legal department"
    """
    if not database.connect(database.current(data)).execute(KNOWN, {"about": about}).fetchall():
        raise BadInput(f"There is no shop and no finding {about!r} in the database. `pricewatch status` lists shops.")
    try:
        words = text.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput(f"{text} is no text in UTF-8. Save it as such and run again.") from problem
    record(data, Statement(about=about, text=words, source=source, at=datetime.now(UTC)))
    click.echo(f"Noted: a statement about {about}. The app shows it now.")
