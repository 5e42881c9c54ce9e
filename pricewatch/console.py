"""How a command's errors reach a person."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from pricewatch.errors import PricewatchError

P = ParamSpec("P")
T = TypeVar("T")

FAILED, WITH_REJECTS = 1, 3


def with_data(command: Callable[P, T]) -> Callable[P, T]:
    """Every command takes --data, and tells its errors in a sentence."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except PricewatchError as problem:
            click.echo(f"pricewatch: {problem}", err=True)
        except OSError as problem:
            where = f" ({problem.filename})" if problem.filename else ""
            click.echo(f"pricewatch: {problem.strerror}{where}. Nothing half written was kept.", err=True)
        sys.exit(FAILED)

    option = click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default="data",
        show_default=True,
        help="Data folder.",
    )
    return option(told)
