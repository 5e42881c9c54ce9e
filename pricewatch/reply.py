"""The command of the right of reply: what a shop says to what is said of it."""

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
