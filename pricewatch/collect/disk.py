"""The data folder as a place that others write to as well, and that can be full."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pricewatch.errors import Busy, PricewatchError


@contextmanager
def locked(data: Path, slug: str) -> Iterator[None]:
    """Hold the retailer's lock, or raise Busy at once."""
    path = data / "log" / f"{slug}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, timeout=0, thread_local=False):
            yield
    except Timeout as problem:
        raise Busy(f"Another run is visiting [{slug}] now and holds {path}. Wait until it has ended.") from problem


@contextmanager
def storing(data: Path) -> Iterator[None]:
    """Say in a sentence that the disk refused something."""
    try:
        yield
    except OSError as problem:
        raise PricewatchError(
            f"Cannot write into {data}: {problem.strerror or problem}. Make room there and run again; "
            "what was fetched so far is kept and will be read then."
        ) from problem
