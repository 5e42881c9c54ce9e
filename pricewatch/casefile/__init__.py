"""Case files: a finding with all that proves it, for people who trust nobody's database."""

from pricewatch.casefile.check import Check, check
from pricewatch.casefile.pack import case_bytes

__all__ = ["Check", "case_bytes", "check"]
