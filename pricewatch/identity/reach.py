"""How far does a change go? Items that nothing links to what has changed stay in the products where they are."""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pricewatch.identity.sameness import characters


def codes(items: pl.DataFrame) -> pl.Series:
    """By item the codes that may make it one product with others: its GTIN, its brand with the maker's number."""
    said = items.select("brand", "mpn").unique().drop_nulls()
    number = [f"{characters(brand)} {characters(mpn)}" for brand, mpn in said.iter_rows()]
    numbered = items.select("brand", "mpn", "gtin14").join(
        said.with_columns(number=pl.Series(number, dtype=pl.String)),
        on=["brand", "mpn"],
        how="left",
        maintain_order="left",
    )
    return numbered.select(codes=pl.concat_list("gtin14", "number").list.drop_nulls()).to_series()


def reached(items: pl.DataFrame, pairs: pl.DataFrame, before: pl.DataFrame, pairs_before: pl.DataFrame) -> pl.Series:
    """By item whether a change may move it. Columns of items: id, codes, has_changed; of `before`, the items as they
    were: id, codes, cluster. Both `pairs`: left_id, right_id, of those so likely that they may join two items.
    """
    changed = items.filter("has_changed")["id"]
    gone = before.join(items.filter(~pl.col("has_changed")), on="id", how="anti")
    beside = before.join(gone, on="cluster", how="semi")["id"]
    partners = [
        pairs_before.join(gone, left_on=one, right_on="id", how="semi")[other]
        for one, other in (("left_id", "right_id"), ("right_id", "left_id"))
    ]
    of_one_code = items.select("id", "codes").explode("codes").join(
        gone.select("codes").explode("codes").drop_nulls(), on="codes", how="semi"
    )["id"]  # fmt: skip
    moved = pl.concat([changed, beside, *partners, of_one_code]).unique()
    component = components(items, pairs)
    return component.is_in(component.filter(items["id"].is_in(moved.implode())).unique().implode())


def components(items: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
    """By item a number that is the same for items which likely pairs or codes connect."""
    row = items.select("id").with_row_index("row").cast({"row": pl.Int64})
    ends = pairs.join(row, left_on="left_id", right_on="id").join(row, left_on="right_id", right_on="id", suffix="_2")
    coded = items.select("codes").with_row_index("row_2").cast({"row_2": pl.Int64}).explode("codes").drop_nulls()
    coded = coded.with_columns(row=pl.col("row_2").min().over("codes"))
    edges = pl.concat([ends.select("row", "row_2"), coded.select("row", "row_2")])
    shape = (len(items), len(items))
    graph = coo_array((np.ones(len(edges), np.int8), (edges["row"].to_numpy(), edges["row_2"].to_numpy())), shape=shape)
    return pl.Series(connected_components(graph, directed=False)[1])
