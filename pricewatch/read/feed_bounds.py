"""How much work a list may ask for: true lists are long because they hold many goods, not because they are cut small.

Time and memory grow with the number of parts (rows, elements, objects), so a list of many parts that are shorter than
any true one's is refused. Bytes alone refuse nothing below `LARGEST_LIST`.
"""

from pricewatch.errors import TooLarge

LARGEST_LIST = 200 * 2**20  # bytes of one list once unpacked; the largest known is about 60 MB
WIDEST = 256  # columns
PARTS_OF_ANY_LENGTH = 20_000
SHORTEST_ROW = 64  # bytes of one that offers something, on average; in known lists 97 and more
SHORTEST_OBJECT = 24  # with its commas and names
SHORTEST_TAG = 8  # with the text behind it
UNPACKED_BY_ANY_RATIO = 5 * 2**20
HIGHEST_RATIO = 100  # of unpacked bytes to packed ones; known lists reach 26


def check_parts(parts: int, size: int, shortest: int, called: str) -> None:
    """Refuse a list of more parts than a list of its size can have."""
    if parts > PARTS_OF_ANY_LENGTH and size < parts * shortest:
        raise TooLarge(f"The list has {parts:,} {called} in {size:,} bytes; those of shops are longer.")


def largest_unpacked(packed: int) -> int:
    """How many bytes may come out of some packed ones."""
    return min(LARGEST_LIST, max(UNPACKED_BY_ANY_RATIO, packed * HIGHEST_RATIO))
