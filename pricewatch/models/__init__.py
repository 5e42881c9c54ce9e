"""The audit's method: numbered .sql files, run in that order, and the numbers that they use.

Each file is one bare `select` that also runs as pasted in a DuckDB shell on a built database. Its head says question,
grain and what is left out, and becomes the table's comment.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRANSIENT = "-- Kept only while the build runs."


@dataclass(frozen=True, slots=True)
class Model:
    """One rule: `sql` gives table `name`, `head` says what it holds."""

    name: str
    sql: str
    head: str

    @property
    def is_kept(self) -> bool:
        """Whether the table stays in the database."""
        return TRANSIENT not in self.sql

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
    return Model(re.sub(r"^\d+_", "", path.stem), sql, "\n".join(head))


def fingerprint() -> str:
    """A hash of every rule and number: findings of two builds with one fingerprint follow one method."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*.sql")) + sorted(HERE.glob("*.csv")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
