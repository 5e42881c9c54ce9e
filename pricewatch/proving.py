"""The commands that prove: a case file of findings, and captures read again."""

import sys
from pathlib import Path

import click

from pricewatch.console import FAILED, with_data


@click.command()
@click.argument("findings", nargs=-1, required=True, metavar="FINDING...")
@click.option("--check", "checking", is_flag=True, help="Read the captures again, and say PASS or FAIL.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The ZIP. [case-FINDING.zip]")
@with_data
def case(findings: tuple[str, ...], checking: bool, out: Path | None, data: Path) -> None:
    """Make a case file: a ZIP with what proves some findings, to be checked on any machine, and a report in print.

    With --check the captures are read again with today's readers, their digests are compared, the history and the
    finding are computed from them anew, and nothing is written; the exit code is 1 where something differs.

    \b
    Example:
        pricewatch case 1f2e3d4c5b6a7988 --out case.zip
        pricewatch case 1f2e3d4c5b6a7988 --check
    """
    from pricewatch import casefile, database

    generation = database.current(data)
    if checking:
        results = [casefile.check(generation, data, finding) for finding in findings]
        for result in results:
            for line in result.lines:
                click.echo(line)
        sys.exit(0 if all(result.passed for result in results) else FAILED)
    content = casefile.case_bytes(generation, data, findings)
    path = out or Path(f"case-{findings[0]}.zip")
    path.write_bytes(content)
    click.echo(f"{path}: {len(findings)} findings, {len(content) / 1e6:.1f} MB. Its generation is kept from now on.")


@click.command()
@click.argument("retailers", nargs=-1)
@with_data
def replay(retailers: tuple[str, ...], data: Path) -> None:
    """Read captures again with today's readers, and say what would be read otherwise: all retailers', or those named.

    Nothing is written: a second statement of the same moment would count twice. What differs is a reason to mend a
    reader, or to look at a finding with `pricewatch case FINDING --check`.

    \b
    Example:
        pricewatch replay corner-shop
    """
    from pricewatch.replay import replay as read_again

    reports = read_again(data, retailers)
    if not reports:
        click.echo(f"There are no captures in {data}/captures: nothing to read again.", err=True)
    for report in reports:
        click.echo(report.sentence)
