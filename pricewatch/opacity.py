"""The opacity index of shops: how likely which value is, given what was counted.

The steps of the OECD/JRC Handbook on Constructing Composite Indicators (2008): shares that are not measured are left
out and never filled in, the others are combined geometrically on transparency, and the interval holds both what a
sample leaves open (Jeffreys posteriors) and how the weights might be chosen (Dirichlet).
"""

from hashlib import sha256

import numpy as np
import polars as pl

LEAST_TRANSPARENT = 0.01
LOW, MIDDLE, HIGH = 5, 50, 95
CHANGES = {"dropped": 0.0, "halved": 0.5, "doubled": 2.0}
INDEX = {
    "retailer": pl.String, "category": pl.String, "opacity": pl.Float64, "opacity_low": pl.Float64,
    "opacity_high": pl.Float64, "opacity_mean": pl.Float64, "opacity_shrunk": pl.Float64, "components": pl.Int32,
    "measured_weight": pl.Float64,
}  # fmt: skip
CHANGE = {
    "retailer": pl.String, "category": pl.String, "variation": pl.String, "component": pl.Int32, "opacity": pl.Float64,
}  # fmt: skip


def indices(shares: pl.DataFrame, draws: int, concentration: float) -> pl.DataFrame:
    """One row per retailer and category of `opacity_shares`: the index in 0 to 100, its 5-95 % interval, and variants.

    `opacity` is the median of the draws, `opacity_mean` the arithmetic mean of the shares, `opacity_shrunk` the index
    of shares drawn towards those of the other shops in the category (empirical Bayes). Nothing measured, no row.
    """
    rows = [
        index(place, part, draws, concentration)
        for place, part in shrunk(measured(shares)).group_by("retailer", "category", maintain_order=True)
    ]
    return pl.DataFrame(rows, schema=INDEX, orient="row")


def measured(shares: pl.DataFrame) -> pl.DataFrame:
    """The components with enough cases, with the opaque part of their effective sample."""
    kept = shares.filter(pl.col("missing").is_null()).sort("retailer", "category", "component")
    opaque = pl.col("share_percent") / 100
    return kept.with_columns(
        share=opaque, opaque=opaque * pl.col("effective"), weight=pl.col("weight").cast(pl.Float64)
    )


def index(place: tuple[object, ...], part: pl.DataFrame, draws: int, concentration: float) -> tuple[object, ...]:
    """The index of one shop and category."""
    weights, n = part["weight"].to_numpy(), part["effective"].to_numpy()
    opaque, share = part["opaque"].to_numpy(), part["share"].to_numpy()
    random = np.random.default_rng(int.from_bytes(sha256(repr(place).encode()).digest()[:8]))
    posteriors = random.beta(opaque + 0.5, np.maximum(n - opaque, 0) + 0.5, (draws, len(n)))
    chosen = random.dirichlet(concentration * weights / weights.sum(), draws)
    low, middle, high = np.percentile(combined(posteriors, chosen), (LOW, MIDDLE, HIGH))
    # A count of zero leaves nothing below it (Brown, Cai and DasGupta 2001: the modified Jeffreys interval).
    return (
        *place, middle, low if share.any() else 0.0, high,
        100 * np.average(share, weights=weights),
        float(combined(part["shrunk"].to_numpy(), weights / weights.sum())),
        len(n), weights.sum(),
    )  # fmt: skip


def combined(shares: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The index of some shares: geometric on transparency, so that seven good components do not buy off a very bad one.

    >>> round(float(combined(np.array([0.5, 0.0]), np.array([0.5, 0.5]))), 1)
    29.3
    """
    transparent = np.log(np.maximum(LEAST_TRANSPARENT, 1 - shares))
    return np.asarray(100 * (1 - np.exp((transparent * weights).sum(axis=-1))))


def shrunk(shares: pl.DataFrame) -> pl.DataFrame:
    """Each share drawn to the mean of its category and component, the more the fewer its cases (beta-binomial)."""
    group, n = ["category", "component"], pl.col("effective")
    middle = (pl.col("opaque").sum() / n.sum()).over(group)
    spread = ((n * (pl.col("share") - middle) ** 2).sum() / n.sum()).over(group)
    noise = (middle * (1 - middle) * pl.len() / n.sum()).over(group)
    between = pl.max_horizontal(spread - noise, 1e-6)
    strength = pl.max_horizontal(middle * (1 - middle) / between - 1, 0.0)
    return shares.with_columns(shrunk=(pl.col("opaque") + strength * middle) / (n + strength))


def sensitivity(shares: pl.DataFrame) -> pl.DataFrame:
    """The index of the bare shares with each component's weight dropped, halved or doubled in turn, and as it is."""
    rows = [
        (*place, variation, component, value)
        for place, part in measured(shares).group_by("retailer", "category", maintain_order=True)
        for variation, component, value in variations(part)
    ]
    return pl.DataFrame(rows, schema=CHANGE, orient="row")


def variations(part: pl.DataFrame) -> list[tuple[str, int | None, float]]:
    """What the index would be with other weights."""
    share, weights = part["share"].to_numpy(), part["weight"].to_numpy()
    found: list[tuple[str, int | None, float]] = [("as weighted", None, value_of(share, weights))]
    for at, component in enumerate(part["component"].to_list()):
        for name, factor in CHANGES.items():
            changed = np.where(np.arange(len(weights)) == at, factor, 1.0) * weights
            if changed.any():
                found.append((name, int(component), value_of(share, changed)))
    return found


def value_of(share: np.ndarray, weights: np.ndarray) -> float:
    """The index of bare shares."""
    return float(combined(share, weights / weights.sum()))
