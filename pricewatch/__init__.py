"""Pricewatch: what things really cost, where, and under which other names."""

from pricewatch.errors import PricewatchError
from pricewatch.listing import Fee, Listing
from pricewatch.money import Price, parse_price
from pricewatch.quantity import Quantity, parse_quantity
from pricewatch.recognise import extract

__version__ = "0.1.0"

__all__ = ["Fee", "Listing", "Price", "PricewatchError", "Quantity", "extract", "parse_price", "parse_quantity"]
