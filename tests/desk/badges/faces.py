"""A picture that a badge can carry. It shows nobody."""

from functools import cache
from io import BytesIO

from PIL import Image

from answerable.desk.badges.photographs import portrait


@cache
def a_picture(kind: str = "JPEG", size: tuple[int, int] = (600, 800), colour: str = "teal") -> bytes:
    made = BytesIO()
    Image.new("RGB", size, colour).save(made, kind)
    return made.getvalue()


@cache
def a_face() -> bytes:
    return portrait(a_picture())
