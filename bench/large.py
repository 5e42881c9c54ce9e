"""A database as large as a country's: 1 million offers seen on 50 days, for the benches of serving.

    python bench/large.py DATA [--offers 1000000] [--days 50]

Names come from the invented shelf, three shops of four state barcodes, prices change every 22 days and are lowered
with a was-price now and then. Products are told by barcodes alone; match.py measures what matching by words costs.
DATA gets the lake and a generation; what each step took is printed.
"""

import argparse
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
from build import step
from shelf import shelf
from stdnum.ean import calc_check_digit

from pricewatch.build import build
from pricewatch.matching import PAIRS, Matching

LISTINGS = """
    copy (
        select
            offers.* exclude (number),
            'EUR' as currency,
            'DE' as country,
            'http://' || replace(retailer, ' ', '-') || '.example/p/' || sku as url,
            case hash(number) % 3 when 0 then 0 when 1 then 4.90 end::decimal(9, 2) as shipping,
            (usual - (hash(number, day // 22) % 100) / 100 - is_lowered * usual / 5)::decimal(9, 2) as price,
            case when is_lowered = 1 then usual end as was_price,
            date '2025-01-01' + day::integer as captured_at
        from (
            select
                offers.*,
                days.day,
                (5 + hash(number) % 400)::decimal(9, 2) as usual,
                (hash(number, 'lowered') % 20 = 0 and day >= {days} - 12)::integer as is_lowered
            from offers cross join range({first}, {last}) as days (day)
        ) as offers
    ) to '{path}'
"""
ROWS_A_FILE = 10_000_000


def offered(count: int) -> pl.DataFrame:
    """So many offers, with a number and barcodes where the shop states them."""
    offers = (
        shelf(count).drop("mpn").with_row_index("number").with_columns(pl.col("number").cast(pl.String).alias("sku"))
    )
    codes = {code: code + calc_check_digit(code) for code in {f"40{int(each):010}" for each in offers["product"]}}
    stated = pl.col("retailer").is_in([f"shop {number}" for number in range(6)])
    code = pl.format("40{}", pl.col("product").str.zfill(10)).replace_strict(codes)
    return offers.with_columns(pl.when(stated).then(code).alias("gtin")).drop("product")


def build_by_codes(data: Path) -> None:
    """A build in which no two names are compared."""
    Matching.read = lambda _self, _items: None
    Matching.scored = lambda *_: pl.DataFrame(schema=PAIRS)
    build(data, now=datetime.now(UTC))


def main() -> None:
    """Invent, import, build."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("data", type=Path)
    cli.add_argument("--offers", type=int, default=1_000_000)
    cli.add_argument("--days", type=int, default=50)
    args = cli.parse_args()
    offers = offered(args.offers)  # noqa: F841 - DuckDB reads it by its name
    each = max(ROWS_A_FILE // args.offers, 1)
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, args.days, each):
            path, last = Path(folder) / f"from-{first}.parquet", min(first + each, args.days)
            duckdb.sql(LISTINGS.format(path=path, first=first, last=last, days=args.days))
            step(f"import days {first} to {last}", "import", str(path), "--data", str(args.data))
            path.unlink()
    began = time.perf_counter()
    build_by_codes(args.data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'build':28}{time.perf_counter() - began:8.1f} s wall, {peak:.0f} MB peak")


if __name__ == "__main__":
    main()
