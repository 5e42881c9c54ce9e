"""Items to products: average link over scored pairs, under hard vetoes.

What is the same for sure (`sameness`) is one node. Nodes join, the likeliest first, while the mean probability of all
pairs between two clusters is at least `linked` and nothing forbids it (`vetoes`); so a chain of likely pairs alone
makes no product. A pair of nodes counts with the mean of its scored pairs, and with `absent` where none was scored.

Only nodes that a chain of likely pairs connects can meet, so each such component is worked on by itself. In one of more
than `largest` nodes a name says nothing any more: it is cut where pairs are less likely, ever higher, and what no such
cut makes small stays unlinked. Work is therefore near-linear in the pairs. All sums are of whole millionths: the order
of rows changes nothing.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pricewatch.identity.sameness import Groups, Verdicts, groups
from pricewatch.identity.vetoes import Known, veto

WHOLE = 1_000_000
CUTS = 7
"""How often a component too large is cut, each time half-way nearer to certainty."""

Link = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The numbers of parameters.csv: match_linked, match_absent, match_largest."""

    linked: float
    absent: float
    largest: int


def cluster(items: pl.DataFrame, pairs: pl.DataFrame, verdicts: Verdicts, limits: Limits) -> pl.DataFrame:
    """Each item's place: id, cluster (its smallest item), node (the smallest item that is the same for sure), sure (why
    it is), is_apart (a person took it out), probability, reason (null where nothing links it).

    Items: columns id, retailer, name, brand, mpn, gtin14, size_text, size_value, size_unit, pieces, condition.
    Pairs: left_id, right_id, probability, reasons.
    """
    sure = groups(items, verdicts)
    links = links_of(pairs, sure)
    known = dict(sure.known)
    for component in components(links, known, limits):
        average_link(component, known, limits)
    return told(sure, known, links, pairs, limits)


def links_of(pairs: pl.DataFrame, sure: Groups) -> pl.DataFrame:
    """Pairs of nodes: left, right, score (the mean of their scored pairs in millionths)."""
    node = pl.DataFrame(
        {"id": list(sure.of), "node": list(sure.of.values())}, schema={"id": pl.Int64, "node": pl.Int64}
    )
    ends = pairs.join(node, left_on="left_id", right_on="id").join(node, left_on="right_id", right_on="id", suffix="_2")
    return (
        ends.filter(pl.col("node") != pl.col("node_2"))
        .select(
            left=pl.min_horizontal("node", "node_2"),
            right=pl.max_horizontal("node", "node_2"),
            score=(pl.col("probability") * WHOLE).round().cast(pl.Int64),
        )
        .group_by("left", "right")
        .agg(pl.col("score").sum() // pl.len())
        .sort("left", "right")
    )


def components(links: pl.DataFrame, known: dict[int, Known], limits: Limits) -> Iterator[list[Link]]:
    """The links within each component that likely, allowed pairs connect."""
    likely = links.filter(pl.col("score") >= limits.linked * WHOLE)
    allowed = [veto(known[left], known[right]) is None for left, right in likely.select("left", "right").iter_rows()]
    likely, least = likely.filter(pl.Series(allowed, dtype=pl.Boolean)), limits.linked
    for _ in range(CUTS):
        label = labels(likely)
        sizes = label.group_by("label").len()
        small = label.join(sizes.filter(pl.col("len") <= limits.largest), on="label")
        yield from within(links, small)
        likely = likely.join(small, left_on="left", right_on="node", how="anti")
        least = (1 + least) / 2
        likely = likely.filter(pl.col("score") >= least * WHOLE)


def labels(links: pl.DataFrame) -> pl.DataFrame:
    """The component of each node: node, label."""
    nodes = pl.concat([links["left"], links["right"]]).unique().sort()
    if nodes.is_empty():
        return pl.DataFrame(schema={"node": pl.Int64, "label": pl.Int32})
    ends = (nodes.search_sorted(links["left"]).to_numpy(), nodes.search_sorted(links["right"]).to_numpy())
    graph = coo_array((np.ones(len(links), dtype=np.int8), ends), shape=(len(nodes), len(nodes)))
    return pl.DataFrame({"node": nodes, "label": connected_components(graph, directed=False)[1]})


def within(links: pl.DataFrame, label: pl.DataFrame) -> Iterator[list[Link]]:
    """The links of each component, sorted."""
    inside = links.join(label, left_on="left", right_on="node").join(
        label, left_on=("right", "label"), right_on=("node", "label")
    )
    by_label = defaultdict(list)
    for left, right, score, one in inside.select("left", "right", "score", "label").sort(pl.all()).iter_rows():
        by_label[one].append((left, right, score))
    yield from by_label.values()


def average_link(links: list[Link], known: dict[int, Known], limits: Limits) -> None:
    """Join clusters in `known`, the likeliest pair first.

    A mean that a join has lowered is found out when its turn comes; one that it may have raised is queued anew.
    """
    absent = round(limits.absent * WHOLE)
    least, near = limits.linked * WHOLE, nearness(links, absent)
    nodes: dict[int, int] = defaultdict(lambda: 1)
    queue: list[tuple[float, int, int]] = [(-score, left, right) for left, right, score in links if score >= least]
    heapq.heapify(queue)
    while queue:
        stated, one, other = heapq.heappop(queue)
        if other not in near.get(one, ()):
            continue
        mean = absent + near[one][other] / (nodes[one] * nodes[other])
        if mean < -stated:
            requeue(queue, mean, least, one, other)
        elif veto(known[one], known[other]) is None:
            kept, gone = (one, other) if len(near[one]) >= len(near[other]) else (other, one)
            known[kept].join(known.pop(gone))
            nodes[kept] += nodes.pop(gone)
            for third in merge(near, kept, gone):
                mean = absent + near[kept][third] / (nodes[kept] * nodes[third])
                requeue(queue, mean, least, kept, third)


def nearness(links: list[Link], absent: int) -> dict[int, dict[int, int]]:
    """By node and neighbour, how much likelier than an unscored pair the two are."""
    near: dict[int, dict[int, int]] = defaultdict(dict)
    for left, right, score in links:
        near[left][right] = near[right][left] = score - absent
    return near


def merge(near: dict[int, dict[int, int]], kept: int, gone: int) -> list[int]:
    """Add up what the two are to others; the neighbours for which that changed."""
    changed = near.pop(gone)
    del changed[kept], near[kept][gone]
    for third, sum_of_scores in changed.items():
        near[kept][third] = near[third][kept] = near[kept].get(third, 0) + sum_of_scores
        del near[third][gone]
    return list(changed)


def requeue(queue: list[tuple[float, int, int]], mean: float, least: float, one: int, other: int) -> None:
    """Let two clusters wait for their turn, if they are likely enough."""
    if mean >= least:
        heapq.heappush(queue, (-mean, min(one, other), max(one, other)))


def told(
    sure: Groups, known: dict[int, Known], links: pl.DataFrame, pairs: pl.DataFrame, limits: Limits
) -> pl.DataFrame:
    """Every item with its cluster, how likely it belongs there, and why.

    A cluster's core is its node with the most items, and certain; another node is as likely as its mean pair.
    """
    rows = [
        (item, min(one.members), sure.of[item], sure.reasons.get(item), one.is_apart)
        for one in known.values()
        for item in one.members
    ]
    schema = {"id": pl.Int64, "cluster": pl.Int64, "node": pl.Int64, "sure": pl.String, "is_apart": pl.Boolean}
    placed = pl.DataFrame(rows, schema=schema, orient="row").sort("id")
    nodes = placed.group_by("cluster", "node").len().sort("cluster", -pl.col("len").cast(pl.Int64), "node")
    nodes = nodes.with_columns(is_core=pl.int_range(pl.len()).over("cluster") == 0, others=pl.len().over("cluster") - 1)
    mean = mean_links(links, nodes, limits)
    why = likeliest_reasons(pairs, placed)
    is_linked = pl.col("others") > 0
    both = pl.concat_str("sure", "why", separator="; ", ignore_nulls=True).replace("", None)
    return (
        placed.join(nodes, on=["cluster", "node"]).join(mean, on="node", how="left").join(why, on="id", how="left")
        .select(
            "id",
            "cluster",
            "node",
            "sure",
            "is_apart",
            probability=pl.when(is_linked & ~pl.col("is_core")).then("mean").otherwise(1.0),
            reason=pl.when(is_linked).then(both).otherwise("sure"),
        )
        .sort("id")
    )  # fmt: skip


def mean_links(links: pl.DataFrame, nodes: pl.DataFrame, limits: Limits) -> pl.DataFrame:
    """Each node's mean probability with the other nodes of its cluster: node, mean."""
    cluster_of = nodes.select("node", "cluster")
    both = pl.concat([links, links.select(left="right", right="left", score="score")])
    inside = both.join(cluster_of, left_on="left", right_on="node").join(
        cluster_of, left_on=("right", "cluster"), right_on=("node", "cluster")
    )
    sums = inside.group_by(node="left").agg(pl.col("score").sum(), scored=pl.len())
    unscored = (pl.col("others").cast(pl.Int64) - pl.col("scored").cast(pl.Int64)) * limits.absent
    return sums.join(nodes, on="node").select("node", mean=(pl.col("score") / WHOLE + unscored) / pl.col("others"))


def likeliest_reasons(pairs: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """Why each item is like the item of its cluster that it is most like: id, why."""
    both = pl.concat([pairs, pairs.rename({"left_id": "right_id", "right_id": "left_id"}).select(pairs.columns)])
    place = placed.select("id", "cluster")
    inside = both.join(place, left_on="left_id", right_on="id").join(
        place, left_on=("right_id", "cluster"), right_on=("id", "cluster")
    )
    ordered = inside.sort("left_id", pl.col("probability") * -1, "right_id")
    return ordered.group_by(id="left_id").agg(why=pl.col("reasons").first())
