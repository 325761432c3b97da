"""A scan on standard input → what can be read of it: a line of JSON that says how many pages it has, then one a page.

Run by reader.py, with nothing else to lose: what was written before it hangs or falls over is kept.

python -m answerable.channels.post.reading KIND TEXT_READER < scan
"""

import base64
import contextlib
import io
import json
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from answerable.channels.post.kinds import PDF

MOST_PAGES = 30  # of a longer letter, these are read
MOST_PIXELS = 60_000_000  # an A4 page at 600 dots an inch has 35 million
MOST_MEMORY = 2 << 30
A_PAGE = 30  # seconds for its words
ALL_PAGES = 60  # seconds for the words of all: of the pages after that, only pictures are made
WIDE_ENOUGH = 1400  # pixels: to be read beside a form
WIDE_TO_READ = 2000  # pixels: an A4 page at 240 dots an inch, for the program that reads its words
A_TEXT_LAYER = 20  # letters on a page: fewer are a stamp of the scanner's


@dataclass(frozen=True)
class Page:
    """A page as the file has it: the words that stand in it, and how it looks."""

    text: str
    picture: Image.Image


def main(kind: str, text_reader: str) -> None:
    """Read standard input, and write what is found to standard output, page by page."""
    _within_bounds()
    body = sys.stdin.buffer.read()
    count, pages = _of_pdf(body) if kind == PDF else _of_picture(body)
    reads = bool(text_reader) and shutil.which(shlex.split(text_reader)[0]) is not None
    _say({"pages": count, "reads": reads})
    until = time.monotonic() + ALL_PAGES
    for page in pages:
        _say(_read(page, text_reader if reads else "", until) if page else {})


def _say(line: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def _read(page: Page, text_reader: str, until: float) -> dict[str, object]:
    """Return the words of a page and its picture. `unread` where time was too short for its words."""
    text: str | None = page.text
    if len(page.text) < A_TEXT_LAYER and text_reader:
        text = _seen_in(page.picture, text_reader, min(A_PAGE, until - time.monotonic()))
    picture = base64.b64encode(_small(page.picture)).decode()
    return {"text": storable(text or ""), "picture": picture, "unread": text is None}


def storable(text: str) -> str:
    """Return the text without what no table takes: NUL, and halves of signs, which fonts in a PDF may hold."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def _within_bounds() -> None:
    """Let a file that unfolds without end fail here."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _of_pdf(body: bytes) -> tuple[int, Iterator[Page | None]]:
    document = pdfium.PdfDocument(body)
    return len(document), (_sheet(document, number) for number in range(min(len(document), MOST_PAGES)))


def _sheet(document: pdfium.PdfDocument, number: int) -> Page | None:
    with contextlib.suppress(pdfium.PdfiumError, ValueError, MemoryError):  # one broken page is no broken letter
        page = document[number]
        text = page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip()
        across = WIDE_TO_READ if len(text) < A_TEXT_LAYER else WIDE_ENOUGH
        wide, high = page.get_size()
        scale = min(across / max(wide, 1), 3 * across / max(high, 1))
        return Page(text, page.render(scale=scale, may_draw_forms=False).to_pil())
    return None


def _of_picture(body: bytes) -> tuple[int, Iterator[Page | None]]:
    picture = Image.open(io.BytesIO(body))
    count = getattr(picture, "n_frames", 1)
    return count, (_frame(picture, number) for number in range(min(count, MOST_PAGES)))


def _frame(picture: Image.Image, number: int) -> Page | None:
    with contextlib.suppress(OSError, ValueError, EOFError, MemoryError):
        if number:
            picture.seek(number)
        return Page("", ImageOps.exif_transpose(picture))
    return None


def _small(picture: Image.Image) -> bytes:
    small = ImageOps.grayscale(picture) if picture.mode in ("1", "L", "LA") else picture.convert("RGB")
    small.thumbnail((WIDE_ENOUGH, WIDE_ENOUGH * 3))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70)
    return out.getvalue()


def _seen_in(picture: Image.Image, text_reader: str, seconds: float) -> str | None:
    """Return what the machine's own program reads in a page: a PNG on its standard input, text on its output.

    None where the seconds are not enough.
    """
    if seconds <= 0:
        return None
    page = io.BytesIO()
    picture.convert("L").save(page, "PNG")
    try:
        done = subprocess.run(
            shlex.split(text_reader), input=page.getvalue(), capture_output=True, timeout=seconds, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("utf-8", "replace").strip()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
