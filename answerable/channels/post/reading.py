"""A scan on standard input → what can be read of it, as JSON. Run by reader.py, with nothing else to lose.

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
from collections.abc import Iterator
from itertools import chain, islice

from PIL import Image, ImageOps
from pypdf import PdfReader

from answerable.channels.post.kinds import PDF

MOST_PAGES = 10  # of a longer letter, these are read
MOST_TEXT = 100_000
MOST_PIXELS = 60_000_000  # an A4 page at 600 dots an inch has 35 million
MOST_MEMORY = 2 << 30
A_PAGE = 30  # seconds
WIDE_ENOUGH = 1400  # pixels: to be read beside a form
A_TEXT_LAYER = 20  # letters on a page: fewer are a stamp of the scanner's

NO_READER = "Only a picture: this computer has no program that reads the text of pictures."
NO_TEXT = "No text could be read in it."


def main(kind: str, text_reader: str) -> None:
    """Read standard input, and write what was found to standard output."""
    _within_bounds()
    body = sys.stdin.buffer.read()
    pages, text, pictures = _of_pdf(body) if kind == PDF else _of_picture(body)
    first, pictures = _first(pictures)
    trouble = ""
    if not text:
        reads = bool(text_reader) and shutil.which(shlex.split(text_reader)[0]) is not None
        text = _seen_in(pictures, text_reader) if reads else ""
        trouble = "" if text else NO_TEXT if reads else NO_READER
    said = {
        "pages": pages,
        "text": storable(text)[:MOST_TEXT],
        "picture": base64.b64encode(_small(first)).decode() if first else "",
        "trouble": trouble,
    }
    sys.stdout.buffer.write(json.dumps(said).encode())


def storable(text: str) -> str:
    """Return the text without what no table takes: NUL, and halves of signs, which fonts in a PDF may hold."""
    return text.replace("\0", " ").encode(errors="replace").decode()


def _within_bounds() -> None:
    """Let a file that unfolds without end fail here."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _of_pdf(body: bytes) -> tuple[int, str, Iterator[Image.Image]]:
    reader = PdfReader(io.BytesIO(body))
    pages = list(islice(reader.pages, MOST_PAGES))
    texts = [page.extract_text().strip() for page in pages]
    scanned = (Image.open(io.BytesIO(image.data)) for page in pages for image in islice(page.images, 1))
    text = "\n\n".join(texts).strip()
    return len(reader.pages), text if len(text) >= A_TEXT_LAYER else "", scanned


def _of_picture(body: bytes) -> tuple[int, str, Iterator[Image.Image]]:
    picture = Image.open(io.BytesIO(body))
    count = getattr(picture, "n_frames", 1)
    return count, "", (_frame(picture, number) for number in range(min(count, MOST_PAGES)))


def _frame(picture: Image.Image, number: int) -> Image.Image:
    if number:
        picture.seek(number)
    return ImageOps.exif_transpose(picture)


def _first(pictures: Iterator[Image.Image]) -> tuple[Image.Image | None, Iterator[Image.Image]]:
    """Return the first page, as far as it can be drawn, and all of them."""
    first = next(pictures, None)
    if first is None:
        return None, pictures
    return first, chain([first], pictures)


def _small(picture: Image.Image) -> bytes:
    small = ImageOps.grayscale(picture) if picture.mode in ("1", "L", "LA") else picture.convert("RGB")
    small.thumbnail((WIDE_ENOUGH, WIDE_ENOUGH * 3))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70, optimize=True)
    return out.getvalue()


def _seen_in(pictures: Iterator[Image.Image], text_reader: str) -> str:
    """Return what the machine's own program reads in the pages: a PNG on its standard input, text on its output."""
    texts = []
    for picture in pictures:
        page = io.BytesIO()
        picture.convert("L").save(page, "PNG")
        command = shlex.split(text_reader)
        with contextlib.suppress(subprocess.TimeoutExpired, OSError):
            done = subprocess.run(command, input=page.getvalue(), capture_output=True, timeout=A_PAGE, check=False)
            texts.append(done.stdout.decode("utf-8", "replace").strip())
    return "\n\n".join(filter(None, texts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
