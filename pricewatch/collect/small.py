"""A shop's picture made small, decoded within bounds and drawn anew: no byte of its file is passed on."""

from io import BytesIO
from threading import Lock

from PIL import Image

from pricewatch.errors import TooLarge, Unreadable

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What is read, whatever a file is called or said to be. SVG is a program, and never is."""
SIDE = 200
LEAST_SIDE = 16
"""A picture that is thinner shows nothing: a tracking pixel, a line."""
MOST_PIXELS = 25_000_000
MOST_SCANS = 60
"""Each scan of a JPEG is decoded over the whole picture; ordinary ones have at most a dozen, a bomb has thousands."""
DECODING = Lock()
"""One at a time, since each may take 100 MB."""


def small(body: bytes) -> bytes:
    """The first frame as WebP of at most 200 x 200 pixels; Unreadable with a sentence if it is no picture."""
    try:
        with DECODING, Image.open(BytesIO(body), formats=FORMATS) as picture:
            return webp_of(thumbnail(picture, scans=body.count(b"\xff\xda")))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise TooLarge(f"The picture has more than {MOST_PIXELS:,} pixels.") from problem
    except Unreadable:
        raise
    except Exception as problem:  # what Pillow raises for broken files has many types
        raise Unreadable(f"No picture that we read ({', '.join(FORMATS)}): {type(problem).__name__}.") from problem


def thumbnail(picture: Image.Image, scans: int) -> Image.Image:
    """The picture within SIDE x SIDE; its size is known before any pixel of it is decoded."""
    if picture.width * picture.height > MOST_PIXELS:
        raise TooLarge(f"The picture has {picture.width:,} x {picture.height:,} pixels, more than {MOST_PIXELS:,}.")
    if picture.format in ("JPEG", "MPO") and scans > MOST_SCANS:
        raise TooLarge(f"The picture has {scans:,} scans, more than {MOST_SCANS}.")
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    drawn = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    drawn.thumbnail((SIDE, SIDE))
    if min(drawn.size) < LEAST_SIDE:
        raise Unreadable(f"The picture is only {drawn.width} x {drawn.height} pixels small.")
    return drawn


def webp_of(picture: Image.Image) -> bytes:
    """Pixels and nothing else: no profile, comment or place where it was taken."""
    picture.info = {}
    written = BytesIO()
    picture.save(written, "WEBP", quality=80, exif=b"", xmp=b"")
    return written.getvalue()
