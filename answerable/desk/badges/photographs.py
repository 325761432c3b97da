"""Photographs for badges: whatever file comes, what is kept is a small JPEG that we made ourselves."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 60_000_000  # more than any telephone takes; a file may claim a million times as many
SIZE = (480, 600)
HEAD = (0.5, 0.35)  # where a head is in a portrait: kept when the rest is cut away
KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


class NotAPhotograph(ValueError):
    """It can't be used; the message says what to send instead."""


def portrait(data: bytes) -> bytes:
    """Return a JPEG or PNG as a portrait of SIZE, without anything that a camera wrote into it (place, time, names).

    Every pixel is drawn anew: what else the file may be or hold does not survive. Raises NotAPhotograph.
    """
    if len(data) > MOST_BYTES:
        raise NotAPhotograph(f"The file is too large: {MOST_BYTES // 1024 // 1024} MB at most. Send a smaller one.")
    kind = next((kind for start, kind in KINDS.items() if data.startswith(start)), None)
    if kind is None:
        raise NotAPhotograph("This is no JPEG or PNG. Save the photograph as one of these, and send that.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            return _drawn_anew(Image.open(BytesIO(data), formats=(kind,)))
    except NotAPhotograph:
        raise
    # A broken file may fail anywhere in the decoder, and in many ways.
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, Image.DecompressionBombError):
        raise NotAPhotograph("The file is damaged or can’t be read. Take the photograph again.") from None


def _drawn_anew(image: Image.Image) -> bytes:
    if image.width * image.height > MOST_PIXELS:
        raise NotAPhotograph("The picture has too many pixels. Send a smaller one.")
    if min(image.size) < min(SIZE) // 4:
        raise NotAPhotograph("The picture is too small to know anybody by. Send a larger one.")
    image.draft("RGB", (SIZE[0] * 2, SIZE[1] * 2))  # a large JPEG is read at a fraction of its size
    upright = ImageOps.exif_transpose(image)
    ground = Image.new("RGB", upright.size, "white")
    coloured = upright.convert("RGBA")
    ground.paste(coloured, mask=coloured)
    made = BytesIO()
    ImageOps.fit(ground, SIZE, centering=HEAD).save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()
