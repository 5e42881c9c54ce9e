"""Which rows of a foreign table can be kept: casts that never guess, and a reason for every row that cannot."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args

import polars as pl

from pricewatch.currencies import CURRENCIES
from pricewatch.listing import Availability, PriceHidden, PriceKind, PricePer, WasKind

MONEY_FIELDS = (
    "price", "price_high", "was_price", "member_price", "price_ex_vat", "lowest_30d_shown", "anchor_price",
    "shipping", "deposit", "price_after", "unit_price", "claimed_percent",
)  # fmt: skip
WORDS: dict[str, tuple[str, ...]] = {
    "price_kind": get_args(PriceKind),
    "price_hidden": get_args(PriceHidden),
    "price_per": get_args(PricePer),
    "was_kind": get_args(WasKind),
    "availability": get_args(Availability),
}
NO_SKU = ["none", "null", "nan", "-"]
PLAIN_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$"
EARLIEST = datetime(1990, 1, 1)  # noqa: DTZ001  # columns are UTC without a zone


def cast_column(name: str, given: pl.DataType, wanted: pl.DataType | type[pl.DataType]) -> pl.Expr:
    """The raw column as the lake types it; null where it cannot be read as that. Blank text is null."""
    column = pl.col(f"raw {name}")
    if given == pl.String:
        column = column.str.strip_chars()
        column = pl.when(column != "").then(column)
    if wanted == pl.String:
        text = text_column(column, given)
        return pl.when(~text.str.to_lowercase().is_in(NO_SKU)).then(text) if name == "sku" else text
    if wanted == pl.Datetime:
        return time_column(column, given)
    if wanted == pl.Int32:
        return column.cast(pl.Int32, strict=False)
    return money_column(column, given).cast(wanted, strict=False)


def text_column(column: pl.Expr, given: pl.DataType) -> pl.Expr:
    """Anything as text; nested values as JSON."""
    if given == pl.Struct:
        return column.struct.json_encode()
    if given == pl.List:
        return json_list(column)
    return column.cast(pl.String)


def json_list(column: pl.Expr) -> pl.Expr:
    """A list as a JSON array."""
    return pl.struct(column.alias("v")).struct.json_encode().str.strip_prefix('{"v":').str.strip_suffix("}")


def time_column(column: pl.Expr, given: pl.DataType) -> pl.Expr:
    """UTC without a zone. A day without a time is that day's noon, so that it is the same day where the shop is."""
    noon = pl.duration(hours=12)
    if given == pl.Date:
        return column.cast(pl.Datetime("us")) + noon
    if isinstance(given, pl.Datetime):
        column = column.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if given.time_zone else column
        return column.cast(pl.Datetime("us"))
    if given != pl.String:
        return pl.lit(None, pl.Datetime("us"))
    day = column.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us")) + noon
    text = column.str.replace(" ", "T", literal=True)
    zoned = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f%#z", strict=False, time_zone="UTC", time_unit="us")
    naive = text.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us")
    return pl.coalesce(day, zoned.dt.replace_time_zone(None), naive)


def money_column(column: pl.Expr, given: pl.DataType) -> pl.Expr:
    """A plain number (1299.00), rounded to four places; text such as '1.299,00 EUR' is not guessed at."""
    if given == pl.String:
        column = pl.when(column.str.contains(PLAIN_NUMBER)).then(column).cast(pl.Float64, strict=False)
    elif given.is_float():
        column = pl.when(column.is_finite()).then(column)
    elif given.is_decimal() or given.is_integer():
        return column
    else:
        return pl.lit(None, pl.Float64)
    return pl.when(column.abs() < 1e13).then(column.round(4))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that can be wrong with a row: where it `holds`, and the sentence; `field` names the value to quote."""

    holds: pl.Expr
    sentence: str
    field: str | None = None

    def told(self) -> pl.Expr:
        """The sentence, with the value as it came, where the fault holds; else null."""
        if self.field is None:
            return pl.when(self.holds).then(pl.lit(self.sentence))
        value = pl.col(f"raw {self.field}").cast(pl.String, strict=False).fill_null("").str.slice(0, 60)
        return pl.when(self.holds).then(pl.concat_str(pl.lit(self.sentence + ": '"), value, pl.lit("'")))


def faults(given: list[str], now: datetime) -> list[Fault]:
    """All that can be wrong with a row of these fields."""
    soon = now.astimezone(UTC).replace(tzinfo=None) + timedelta(days=1)
    seen = pl.col("captured_at")
    found = [
        Fault(pl.col("slug").is_null(), "no retailer"),
        Fault(pl.coalesce("sku", "url", "name").is_null(), "neither sku nor url nor name: nothing tells the offer"),
        Fault(seen.is_null(), "captured_at is not a date or time", "captured_at"),
        Fault(seen > soon, "captured_at lies in the future", "captured_at"),
        Fault(seen < EARLIEST, "captured_at lies before 1990", "captured_at"),
    ]
    return found + [fault for name in given for fault in field_faults(name)]


def field_faults(name: str) -> list[Fault]:
    """What can be wrong with the value of one field."""
    value = pl.col(name)
    if name == "price":
        return money_faults(name)
    if name in WORDS:
        return [Fault(~value.is_in(WORDS[name]), f"{name} is not one of {', '.join(WORDS[name])}", name)]
    if name == "currency":
        return [Fault(~value.is_in(sorted(CURRENCIES)), "currency is not a code of ISO 4217", name)]
    return []


def money_faults(name: str) -> list[Fault]:
    """What can be wrong with an amount."""
    unread = pl.col(name).is_null() & stated(name)
    return [
        Fault(unread, f"{name} is not a plain number (write 1299.00)", name),
        Fault(pl.col(name) < 0, f"{name} is negative", name),
    ]


def leave_out(frame: pl.DataFrame, given: list[str]) -> pl.DataFrame:
    """Amounts beside the price that cannot be right are left out, and `doubts` says so; the row itself is kept."""
    beside = {name: money_faults(name) for name in given if name in MONEY_FIELDS and name != "price"}
    wrong = {name: pl.any_horizontal(f.holds.fill_null(False) for f in found) for name, found in beside.items()}
    if not beside or not frame.select(pl.any_horizontal(*wrong.values()).any()).item():
        return frame
    told = pl.concat_list(fault.told() for found in beside.values() for fault in found).list.drop_nulls()
    doubts = pl.when(told.list.len() > 0).then(json_list(told))
    earlier = [pl.col("doubts")] if "doubts" in given else []
    kept = [pl.when(~holds).then(name).alias(name) for name, holds in wrong.items()]
    return frame.with_columns(*kept, pl.coalesce(doubts, *earlier).alias("doubts"))


def stated(name: str) -> pl.Expr:
    """Whether the raw table says anything at all about this field; NaN is how data frames write nothing."""
    text = pl.col(f"raw {name}").cast(pl.String, strict=False).str.strip_chars()
    return pl.col(f"raw {name}").is_not_null() & ~text.fill_null("?").is_in(["", "NaN"])
