"""The pictures that the shops of the demo street show: a simple drawing of each product, in a colour of its own."""

from colorsys import hls_to_rgb
from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from pricewatch.demo.ways.html import Answer, Visit, picture_path

SIDE = 320
Box = tuple[int, int, int, int]
SHAPES: dict[str, list[tuple[Box, int]]] = {
    "mattress": [
        ((30, 130, 290, 200), 30),
        ((50, 110, 130, 145), 16),
        ((30, 200, 60, 230), 4),
        ((260, 200, 290, 230), 4),
    ],
    "coffee": [((90, 60, 230, 270), 14), ((90, 60, 230, 95), 6), ((120, 140, 200, 220), 40)],
    "detergent": [((100, 110, 220, 280), 26), ((135, 40, 185, 112), 10), ((120, 160, 200, 230), 8)],
    "snack": [((70, 90, 250, 240), 10), ((60, 90, 260, 110), 4), ((60, 220, 260, 240), 4)],
    "phone_plan": [((110, 40, 210, 280), 20), ((120, 65, 200, 245), 6)],
}
"""Rounded boxes (left, top, right, bottom; radius) that make a thing of each category."""


def answer(visit: Visit) -> Answer | None:
    """The picture at an address, where there is one."""
    shown = next((offer for offer in visit.offers if picture_path(offer) == visit.path), None)
    return Answer(drawn(shown.category, shown.product), "image/png") if shown else None


@cache
def drawn(category: str, product: str) -> bytes:
    """A thing of that category on white, always in the same colour."""
    hue = Random(product).random()
    shades = [tuple(round(255 * part) for part in hls_to_rgb(hue, light, 0.45)) for light in (0.42, 0.62, 0.78)]
    picture = Image.new("RGB", (SIDE, SIDE), "white")
    brush = ImageDraw.Draw(picture)
    for place, (box, radius) in enumerate(SHAPES[category]):
        brush.rounded_rectangle(box, radius, fill=shades[place % len(shades)])
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()
