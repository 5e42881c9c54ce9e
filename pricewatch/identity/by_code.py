"""Pairs of offers that bear one code, for `pricewatch match`: identifiers come before words."""

from collections.abc import Iterator
from itertools import chain

import polars as pl

from pricewatch.identity import facts
from pricewatch.identity.sameness import not_one_by_gtin, of_one_gtin, of_one_number
from pricewatch.identity.vetoes import Known, known, veto

MOST = 12
"""Of more offers under one code, each is named with so many only: a code of thousands of offers costs no square."""
NEEDED = ("retailer", "name", "brand", "mpn", "gtin", "size_text", "condition")


class Codes:
    """Which rows of a table bear one GTIN, or one maker's number under one brand, with nothing that forbids it."""

    def __init__(self, offers: pl.DataFrame) -> None:
        lacking = [pl.lit(None, pl.String).alias(column) for column in NEEDED if column not in offers.columns]
        texts = offers.with_columns(lacking).select(pl.col(NEEDED).cast(pl.String))
        codes = [facts.gtin14(text) if text else None for text in texts["gtin"].to_list()]
        rows = texts.with_columns(gtin14=pl.Series(codes, dtype=pl.String)).with_row_index("id").cast({"id": pl.Int64})
        items = rows.join(
            facts.sizes(rows), on=["name", "size_text"], how="left", nulls_equal=True, maintain_order="left"
        )
        self.gtin: list[str | None] = items["gtin14"].to_list()
        self.shop = items["retailer"].to_list()
        self.groups = [of_one_gtin(items), of_one_number(items)]
        self.number = {row: code for code, members in self.groups[1] for row in members}
        coded = {row for _, members in chain(*self.groups) for row in members}
        chosen = items.filter(pl.col("id").is_in(list(coded)))
        self.known: dict[int, Known] = {one.members[0]: one for one in known(chosen)}

    def says(self, one: int, other: int) -> str | None:
        """What makes two rows the same for sure."""
        if not {one, other} <= self.known.keys():
            return None
        a, b = self.known[one], self.known[other]
        if self.gtin[one] and self.gtin[one] == self.gtin[other] and not not_one_by_gtin(a, b):
            return "same GTIN"
        is_number = one in self.number and self.number[one] == self.number.get(other)
        return "same brand and maker's number" if is_number and not veto(a, b) else None

    def differ(self, one: int, other: int) -> bool:
        """Whether both rows have a valid GTIN, and not the same."""
        return bool(self.gtin[one] and self.gtin[other]) and self.gtin[one] != self.gtin[other]

    def pairs(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Rows of different shops (of any, where there is one shop alone) that are the same by their codes."""
        is_alone = len(set(self.shop)) == 1
        found = {
            (min(one, other), max(one, other))
            for _, members in chain(*self.groups)
            for at, one in enumerate(members[:MOST])
            for other in members[at + 1 :]
            if is_alone or self.shop[one] != self.shop[other]
        }
        return ((pair, said) for pair in sorted(found) if (said := self.says(*pair)))
