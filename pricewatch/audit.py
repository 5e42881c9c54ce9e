"""The command with which the audit is audited: a sample of findings and clears for review, and its error rate."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from pricewatch import database
from pricewatch.console import with_data
from pricewatch.errors import BadInput
from pricewatch.intervals import wilson

SAMPLE = """
    with drawn as (
        select
            *,
            md5(finding_id || '|' || $seed) as lot,
            row_number() over (partition by rule_id, verdict order by lot) as turn
        from findings
        where verdict in ('violates', 'consistent')
        order by turn, rule_id, verdict
        limit $size
    ),

    histories as (
        select
            drawn.finding_id,
            arg_max(spells.capture, spells.first_seen) filter (where spells.seen_from <= drawn.found_on) as capture,
            string_agg(
                concat_ws(
                    ' ', spells.seen_from || '..' || spells.seen_to, spells.price, spells.currency,
                    'was ' || spells.was_price, 'member ' || spells.member_price, spells.availability
                ), '; ' order by spells.first_seen
            ) as history
        from drawn
        inner join price_spells as spells
            on
                drawn.offer_id = spells.offer_id
                and spells.seen_to >= drawn.found_on - 200
                and spells.seen_from <= drawn.found_on + 60
        group by drawn.finding_id
    )

    select
        drawn.finding_id, drawn.rule_id, drawn.verdict, drawn.sentence, histories.history, histories.capture,
        case when offers.url like 'http%' then offers.url end as url, null::varchar as "right", null::varchar as why
    from drawn
    inner join offers on drawn.offer_id = offers.offer_id
    left join histories on drawn.finding_id = histories.finding_id
    order by drawn.rule_id, drawn.verdict, drawn.lot
"""
"""Every rule and verdict in turn, as far as there are: a rare rule is looked at as hard as a frequent one."""

ANSWERS = ("yes", "no", "undecidable")
NEEDED = ("finding_id", "rule_id", "verdict", "right")

Row = Mapping[str, str]


@click.command()
@click.option("--self", "of_ourselves", is_flag=True, required=True, help="Audit pricewatch itself.")
@click.option("--seed", type=int, default=1, show_default=True, help="Draw another sample.")
@click.option("--size", type=click.IntRange(1), default=200, show_default=True, help="So many findings and clears.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The sheet; without it, it is printed.")
@click.option("--read", "filled", type=click.Path(path_type=Path, dir_okay=False), help="A sheet that was filled in.")
@with_data
def audit(of_ourselves: bool, seed: int, size: int, out: Path | None, filled: Path | None, data: Path) -> None:
    """Draw a sample of findings and clears to review by hand, or say what a filled sheet shows: how often we are wrong.

    Every rule and verdict has its turn, so the rates of the sheet are those of the reviewed, not of all findings.
    Fill the column `right` with yes, no or undecidable: does the verdict follow from the history beside it?

    \b
    Example:
        pricewatch audit --self --seed 7 --out sheet.csv
        pricewatch audit --self --read sheet.csv
    """
    if filled:
        for sentence in error_rates(read_sheet(filled)):
            click.echo(sentence)
        return
    sheet, rows = sample(data, seed, size)
    if out is None:
        sys.stdout.write(sheet)
    else:
        out.write_text(sheet, encoding="utf-8")
        click.echo(f"{out}: {rows:,} findings and clears drawn with seed {seed}. Fill the column `right`.")


def sample(data: Path, seed: int, size: int) -> tuple[str, int]:
    """The sheet as CSV, and its rows."""
    con = database.connect(database.current(data))
    drawn = con.execute(SAMPLE, {"seed": seed, "size": size}).pl()
    if drawn.is_empty():
        raise BadInput("There is nothing to review: no rule has found or cleared anything in this database.")
    return drawn.write_csv(), drawn.height


def read_sheet(file: Path) -> list[Row]:
    """The rows of a filled sheet, or a sentence about what is wrong with it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        separator = ";" if ";" in text.partition("\n")[0] else ","
        rows = list(csv.DictReader(text.splitlines(), delimiter=separator, strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BadInput(
            f"{file} is not readable as CSV in UTF-8 ({problem}). Save it as such and run again."
        ) from problem
    if missing := [name for name in NEEDED if not rows or name not in rows[0]]:
        raise BadInput(
            f"{file} has no rows or lacks {', '.join(missing)}: `pricewatch audit --self` makes such sheets."
        )
    return checked(file, [{name: (row[name] or "").strip() for name in NEEDED} for row in rows])


def checked(file: Path, rows: list[Row]) -> list[Row]:
    """The rows, each answered and there once."""
    if unknown := [row for row in rows if row["right"].lower() not in ANSWERS]:
        say = f"{len(unknown):,} of {len(rows):,} rows have no answer, the first is {unknown[0]['finding_id']}"
        raise BadInput(f"{file}: {say} ({unknown[0]['right'] or 'empty'}). Write yes, no or undecidable in `right`.")
    if len({row["finding_id"] for row in rows}) < len(rows):
        raise BadInput(f"{file} holds a finding twice. Keep one row a finding.")
    return rows


def error_rates(rows: Sequence[Row]) -> list[str]:
    """A sentence for every rule, for findings and clears, and for all of them."""
    rules = sorted({row["rule_id"] for row in rows}, key=lambda rule: (rule[:1], len(rule), rule))
    parts = [(rule, [row for row in rows if row["rule_id"] == rule]) for rule in rules]
    parts += [
        (name, [row for row in rows if row["verdict"] == verdict])
        for name, verdict in (("findings", "violates"), ("clears", "consistent"))
    ]
    return [
        f"{name}: {rate(row['right'].lower() for row in part)}" for name, part in [*parts, ("all", list(rows))] if part
    ]


def rate(answers: Iterable[str]) -> str:
    """How many were wrong, with Wilson's 95 % interval."""
    given = list(answers)
    wrong, decided = given.count("no"), len(given) - given.count("undecidable")
    apart = f"{len(given) - decided} undecidable"
    if not decided:
        return f"nothing decidable, {apart}."
    low, high = wilson(wrong, decided)
    between = f"95 % interval {low:.1f} to {high:.1f} %"
    return f"{wrong} of {decided} wrong, {100 * wrong / decided:.1f} % ({between}), {apart}."
