"""Whatever is sent as a photograph, what is kept is a small JPEG of our own making, or nothing."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from answerable.desk.badges.photographs import MOST_BYTES, SIZE, NotAPhotograph, portrait
from tests.desk.badges.faces import a_picture


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG",))


def png_that_claims(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it is that large."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(600, 800), (4000, 3000), (200, 1200)])
def test_a_photograph_of_any_shape_becomes_a_portrait_of_one_size(kind: str, size: tuple[int, int]) -> None:
    made = portrait(a_picture(kind, size))
    assert opened(made).size == SIZE
    assert len(made) < 100_000


def test_where_and_when_it_was_taken_and_what_else_the_file_holds_does_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "A camera", "2026:03:03 14:00:00"
    made = BytesIO()
    Image.new("RGB", (600, 800), "teal").save(made, "JPEG", exif=exif, comment=b"<script>alert(1)</script>")
    both = made.getvalue() + b"PK\x03\x04<?php system($_GET[0]); ?><script>alert(1)</script>"
    kept = portrait(both)
    assert dict(opened(kept).getexif()) == {}
    for part in (b"camera", b"script", b"php", b"PK\x03\x04"):
        assert part not in kept


def test_a_picture_taken_with_the_telephone_on_its_side_stands_upright() -> None:
    picture = Image.new("RGB", (800, 600), "white")
    picture.paste("red", (0, 0, 400, 600))  # the left half: with orientation 6 it belongs on top
    exif = Image.Exif()
    exif[0x0112] = 6
    made = BytesIO()
    picture.save(made, "JPEG", exif=exif)
    upright = opened(portrait(made.getvalue())).convert("RGB")
    top, bottom = upright.getpixel((240, 60)), upright.getpixel((240, 560))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[1] < 60 and bottom[1] > 200


def test_what_is_see_through_is_white_and_not_black() -> None:
    made = BytesIO()
    Image.new("RGBA", (600, 800), (0, 0, 0, 0)).save(made, "PNG")
    pixel = opened(portrait(made.getvalue())).getpixel((10, 10))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 250


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (b"", "no JPEG or PNG"),
        (b"GIF89a" + bytes(100), "no JPEG or PNG"),
        (b"%PDF-1.7", "no JPEG or PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "no JPEG or PNG"),
        (b"\xff\xd8\xff" + b"<script>alert(1)</script>", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged"),
        (a_picture()[:2000], "damaged"),
        (png_that_claims(60_000, 60_000), "too many pixels|damaged"),
        (png_that_claims(8_000, 8_000), "too many pixels"),
        (png_that_claims(20, 20), "too small"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "too large"),
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_refused_in_words(what: bytes, said: str) -> None:
    with pytest.raises(NotAPhotograph, match=said):
        portrait(what)
