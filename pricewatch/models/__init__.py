"""The audit's method: numbered .sql files, run in that order, and the numbers that they use.

Each file is one bare `select` that also runs as pasted in a DuckDB shell on a built database. Its head says question,
grain and what is left out, and becomes the table's comment.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRANSIENT = "-- Kept only while the build runs."
FIRST_RULE, FIRST_SUMMARY = 50, 80
"""The numbers of the files that judge; before them histories and products are made, after them findings are listed."""


@dataclass(frozen=True, slots=True)
class Model:
    """One rule: `sql` gives table `name`, `head` says what it holds."""

    name: str
    sql: str
    head: str
    number: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether the table stays in the database."""
        return TRANSIENT not in self.sql

    @property
    def sources(self) -> set[str]:
        """The relations that it reads."""
        return set(re.findall(r"\b(?:from|join) (\w+)", self.sql)) - set(re.findall(r"\b(\w+) as \(\n", self.sql))

    @property
    def parameters(self) -> set[str]:
        """The names in parameters.csv that it uses."""
        return set(re.findall(r"parameter\('(\w+)'\)", self.sql))


def models() -> list[Model]:
    """All models in the order in which they run."""
    return [read_model(path) for path in sorted(HERE.glob("[0-9]*_*.sql"))]


def model(name: str) -> Model:
    """The model of that name."""
    return next(each for each in models() if each.name == name)


def checks() -> list[Model]:
    """Queries that must each return no row."""
    return [read_model(path) for path in sorted((HERE / "checks").glob("*.sql"))]


def read_model(path: Path) -> Model:
    """The model in a file: `60_hikes.sql` gives table hikes."""
    sql = path.read_text(encoding="utf-8")
    head = [line[3:] for line in sql.splitlines() if line.startswith("-- ") and line != TRANSIENT]
    number = re.match(r"\d*", path.stem)
    return Model(re.sub(r"^\d+_", "", path.stem), sql, "\n".join(head), int(number[0] or 0) if number else 0)


def of_rule(rule_id: str) -> list[Model]:
    """The models that judge by a rule, and all stages that they are made from, in the order in which they run.

    >>> [model.name for model in of_rule("D12")]
    ['pack_steps', 'pack_prices', 'renames']
    """
    every = [model for model in models() if FIRST_RULE <= model.number < FIRST_SUMMARY and model.name != "data_errors"]
    wanted = {model.name for model in every if f"'{rule_id}' as rule_id" in model.sql}
    for model in reversed(every):
        if model.name in wanted:
            wanted |= model.sources
    return [model for model in every if model.name in wanted]


def with_numbers(sql: str, numbers: Mapping[str, Decimal]) -> str:
    """A rule with its parameters written in: a number is planned at once, where each look-up is a query of its own.

    >>> with_numbers("select parameter('hike_note') / 2", {"hike_note": Decimal("5.0000")})
    'select (5.0000::decimal(12, 4)) / 2'
    """

    def written(call: re.Match[str]) -> str:
        return f"({numbers[call[1]]}::decimal(12, 4))" if call[1] in numbers else call[0]

    return re.sub(r"parameter\('(\w+)'\)", written, sql)


def fingerprint() -> str:
    """A hash of every rule and number: findings of two builds with one fingerprint follow one method."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*.sql")) + sorted(HERE.glob("*.csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
