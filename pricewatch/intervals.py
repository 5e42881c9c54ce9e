"""How far a share that was counted may be from the true one."""

from math import sqrt

Z = 1.959964
"""95 %."""


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """Wilson's interval of a share, in percent; all is possible where nothing was counted.

    >>> [round(end, 1) for end in wilson(1, 10)], wilson(0, 0)
    ([1.8, 40.4], (0.0, 100.0))
    >>> [round(end, 1) for end in (*wilson(0, 5), *wilson(5, 5))]
    [0.0, 43.4, 56.6, 100.0]
    """
    if not cases:
        return 0.0, 100.0
    share, spread = hits / cases, Z * Z / cases
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * share * (1 - share) + spread * spread / 4) / (1 + spread)
    return max(0.0, 100 * (middle - half)), min(100.0, 100 * (middle + half))
