"""Labelled offers as other shops would publish them: a brand or model code in a column of its own, or nowhere."""

from typing import Any

import numpy as np
import polars as pl

from pricewatch.identity.words import fold, squashed, words_of

COLUMNS = ("name", "brand", "mpn", "description", "attributes")


def reshaped(offers: pl.DataFrame, seed: int = 1) -> pl.DataFrame:
    """The same offers with columns filled from the name or emptied, by chance: a model must not lean on a column."""
    chance = np.random.default_rng(seed).random((len(offers), 6))
    present = [column for column in COLUMNS if column in offers.columns]
    texts = offers.select(pl.col(present).cast(pl.String)).to_dicts()
    changed = [
        _reshape({column: row.get(column) for column in COLUMNS}, *odds)
        for row, odds in zip(texts, chance, strict=True)
    ]
    return offers.with_columns(
        pl.Series(column, [row[column] for row in changed], dtype=pl.String) for column in COLUMNS
    )


def _reshape(
    row: dict[str, Any], brand: float, cut: float, mpn: float, cut_code: float, text: float, spec: float
) -> dict[str, Any]:
    tokens = (row["name"] or "").split()
    if row["brand"]:
        row["brand"] = None if brand < 0.4 else row["brand"]
    elif brand < 0.7 and tokens and tokens[0].isalpha():
        row["brand"] = tokens[0]
        tokens = tokens[1:] if cut < 0.3 else tokens
    if row["mpn"]:
        row["mpn"] = None if mpn < 0.5 else row["mpn"]
    elif mpn < 0.6:
        row["mpn"], tokens = _take_code(row["name"] or "", tokens, cut_code < 0.4)
    row["description"] = None if text < 0.4 else row["description"]
    row["attributes"] = None if spec < 0.4 else row["attributes"]
    row["name"] = " ".join(tokens) or row["name"]
    return row


def _take_code(name: str, tokens: list[str], cut: bool) -> tuple[str | None, list[str]]:
    code = max(words_of(name).codes, key=len, default=None)
    written = next((token for token in tokens if code and squashed(fold(token)) == code), None)
    if not written:
        return None, tokens
    return written, [token for token in tokens if not (cut and token == written)]
