"""How fast are import, build and a day's increment, and how much memory do they take?

    python bench/build.py                              20,000 invented offers over 200 days
    python bench/build.py FILE... [--map FIELD=COLUMN]  tables of your own

Prints rows, seconds and peak memory of each step, each in a process of its own, beside the time in which DuckDB alone
counts the same rows by offer and price (the peer: no rule, no check, nothing kept).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from pricewatch import database, lake

INVENTED = """
    copy (
        select
            'shop ' || (offer % 8) as retailer,
            offer::varchar as sku,
            'Product ' || offer || ' ' || (100 + offer % 9 * 50) || ' g' as name,
            'EUR' as currency,
            (5 + offer % 400 + (hash(offer, day // 22) % 100) / 100)::decimal(9, 2) as price,
            date '2025-01-01' + day::integer as captured_at
        from range({offers}) as offers (offer) cross join range({first}, {last}) as days (day)
    ) to '{path}'
"""


def invented(path: Path, *, offers: int, first: int, last: int) -> Path:
    """Offers whose prices change every 22 days."""
    duckdb.sql(INVENTED.format(offers=offers, first=first, last=last, path=path))
    return path


def step(label: str, *command: str) -> None:
    """Run pricewatch in a process of its own, and say what it took."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "pricewatch", *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{label} failed")
    seconds = time.perf_counter() - began
    cpu = used.ru_utime + used.ru_stime
    print(f"{label:28}{seconds:8.1f} s wall {cpu:8.1f} s CPU {used.ru_maxrss / 1024:8.0f} MB peak", flush=True)


def peer(data: Path) -> None:
    """DuckDB alone, counting the lake's rows by offer and price."""
    began = time.perf_counter()
    files = [str(path) for path in lake.files(data)]
    rows = duckdb.execute(
        "select count(*), sum(n) from (select retailer, store, sku, price, count(*) as n"
        " from read_parquet(?, hive_partitioning = false) group by all)",
        [files],
    ).fetchall()[0]
    print(f"{'DuckDB alone, count only':28}{time.perf_counter() - began:8.1f} s wall for {int(rows[1]):,} listings")


def page(data: Path) -> None:
    """What one product's page asks for: median of 50 products."""
    con = database.connect(database.current(data))
    ids = [row[0] for row in con.execute("select product_id from products order by offers desc limit 50").fetchall()]
    times = []
    for product in ids:
        began = time.perf_counter()
        offers = "select offer_id from product_offers where product_id = $id"
        for table in ("offers", "price_spells", "offer_facts", "hikes", "was_claims"):
            con.execute(f"select * from {table} where offer_id in ({offers})", {"id": product}).fetchall()
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    print(f"{'one product, five tables':28}{times[len(times) // 2]:8.1f} ms median {times[-1]:8.1f} ms worst")


def main() -> None:
    """Import, build, a day more, one product."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("files", nargs="*", type=Path)
    cli.add_argument("--map", action="append", default=[])
    cli.add_argument("--offers", type=int, default=20_000)
    cli.add_argument("--days", type=int, default=200)
    args = cli.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tmp, data = Path(folder), Path(folder) / "data"
        files = args.files or [invented(tmp / "year.parquet", offers=args.offers, first=0, last=args.days)]
        maps = [part for pair in args.map for part in ("--map", pair)]
        for file in files:
            step(f"import {file.name}"[:27], "import", str(file), *maps, "--data", str(data))
        step("build", "build", "--data", str(data))
        peer(data)
        page(data)
        if not args.files:
            more = invented(tmp / "day.parquet", offers=args.offers, first=args.days, last=args.days + 1)
            step("import one day more", "import", str(more), "--data", str(data))
            step("build one day more", "build", "--data", str(data))


if __name__ == "__main__":
    main()
