"""The commands that recognise products in any tables: matching them, and fitting the matcher."""

from pathlib import Path

import click

from pricewatch.console import with_data


@click.command()
@click.argument("left", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("right", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--pairs", type=click.Path(path_type=Path, dir_okay=False), help="Score just these: left_id, right_id.")
@click.option(
    "--train", "labels", type=click.Path(path_type=Path, dir_okay=False), help="Learn: left_id, right_id, label."
)
@click.option("--model", type=click.Path(path_type=Path, dir_okay=False), help="Another matcher than the shipped one.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=".parquet, .csv or .ndjson")
@with_data
def match(
    left: Path, right: Path | None, pairs: Path | None, labels: Path | None, model: Path | None, out: Path, data: Path
) -> None:
    """Recognise the same product in tables of offers (CSV, NDJSON or Parquet), by words alone; price is never asked.

    Needed are columns id and name; read are retailer, brand, gtin, mpn, size_text, description, category, attributes.
    Out come left_id, right_id, probability, relation and reasons.

    \b
    Example:
        pricewatch match ours.csv theirs.csv --out pairs.csv
    """
    from pricewatch.identity import tables
    from pricewatch.identity.matcher import load, shipped

    offers = tables.read_offers(left, right)
    matcher = load(model) if model else shipped()
    known = tables.fitted_to(offers, tables.read_table(labels, tables.LABEL), matcher) if labels else matcher
    found = tables.match(offers, known, tables.read_table(pairs, tables.PAIR) if pairs else None)
    tables.write_table(found, out)
    click.echo(f"{len(found):,} pairs in {out}, {found['relation'].eq('same').sum():,} of them the same.")


@click.command()
@click.option(
    "--sets", type=click.Path(path_type=Path, file_okay=False), help="Folder of labelled sets. [DATA/matching]"
)
@click.option("--without", help="Leave this set out, to score with it honestly.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The matcher's file.")
@with_data
def train(sets: Path | None, without: str | None, out: Path, data: Path) -> None:
    """Fit the matcher to folders of labelled offers; the same folders give the same file.

    A set is a folder with records.parquet (id, retailer, name, ...) and pairs_train.parquet, pairs_valid.parquet
    (left_id, right_id, label), or with a column `product` in its records. Test pairs are never read.

    \b
    Example:
        pricewatch train --sets labelled --without cameras --out cameras.txt
    """
    from pricewatch.identity import training

    found = training.train(training.load_sets(sets or data / "matching", without))
    found.save(out)
    click.echo(f"{out}: fitted to {', '.join(found.about['fitted_to'])}; {found.about['pairs']:,} pairs.")
