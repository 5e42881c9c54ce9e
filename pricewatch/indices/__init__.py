"""Price indices without quantities: formulas, what is matched between months, and the rows of `indices`."""
