"""Items as they were read when all pairs were scored: what is new since is read like them, and they are not read again.

A file beside the generations of the database, which can be deleted: then the next build scores all pairs anew.
"""

import json
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import polars as pl
import scipy.sparse as sp

from pricewatch.identity.reading import IDENTITY, Presence, Reading, read

PARTS = ("data", "indices", "indptr")


def path_of(data: Path, generation: int) -> Path:
    """Where the items of a generation that scored all pairs are kept."""
    return data / "generations" / f"items-{generation:06}.npz"


def clear(data: Path, kept: int) -> None:
    """Remove all such files but one."""
    for path in (data / "generations").glob("items-*.npz"):
        if path != path_of(data, kept):
            path.unlink()


def save(reading: Reading, path: Path) -> None:
    """Write what was read, under a temporary name first."""
    texts, half = BytesIO(), path.with_suffix(".tmp")
    reading.texts.write_ipc(texts)
    vocabularies = json.dumps({kind: list(one.vocabulary) for kind, one in reading.tokens.items()})
    arrays = {f"{kind}.{part}": getattr(one.has, part) for kind, one in reading.tokens.items() for part in PARTS}
    arrays |= {f"{kind}.rare": one.rare for kind, one in reading.tokens.items()}
    arrays |= {"texts": bytes_of(texts.getvalue()), "vocabularies": bytes_of(vocabularies.encode())}
    with half.open("wb") as file:
        np.savez(file, **arrays)
    half.replace(path)


def bytes_of(text: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Bytes as an array."""
    return np.frombuffer(text, np.uint8)


def load(path: Path) -> Reading | None:
    """What was written; None where there is no such file, or it is torn."""
    try:
        with np.load(path, allow_pickle=False) as file:
            texts = pl.read_ipc(BytesIO(file["texts"].tobytes()))
            vocabularies = json.loads(file["vocabularies"].tobytes())
            tokens = {
                kind: presence_of([file[f"{kind}.{part}"] for part in PARTS], file[f"{kind}.rare"], names, len(texts))
                for kind, names in vocabularies.items()
            }
    except (OSError, ValueError, KeyError, BadZipFile, pl.exceptions.PolarsError):
        return None
    return Reading(texts, tokens)


def presence_of(parts: list[np.ndarray], rare: np.ndarray, tokens: list[str], rows: int) -> Presence:
    """A matrix from its parts, and what its columns are."""
    has = sp.csr_matrix(tuple(parts), shape=(rows, len(rare)))
    return Presence(has, rare, {token: number for number, token in enumerate(tokens)})


def read_like(frozen: Reading, items: pl.DataFrame) -> Reading:
    """Items in their order: as they were read if they have not changed since, else read anew like the others."""
    known = frozen.texts.select(IDENTITY).with_row_index("row")
    row = items.select(IDENTITY).join(known, on=IDENTITY, how="left", maintain_order="left")["row"].cast(pl.Int64)
    later = read(items.filter(row.is_null()), like=frozen)
    after = row.is_null().cum_sum().cast(pl.Int64) + len(frozen.texts) - 1
    return frozen.joined(later, row.fill_null(after).to_numpy())
