"""`python -m pricewatch`."""

from pricewatch.cli import main

main(prog_name="pricewatch")
