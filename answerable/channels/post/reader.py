"""Reading a scan in a process of its own: what hangs or falls over there costs one scan, never the worker."""

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

PATIENCE = 90  # seconds
MOST_TEXT = 100_000  # of all pages together

UNREADABLE = "This file can’t be read. It can be downloaded."
TOO_LONG = "Reading it took too long. It can be downloaded."
NO_READER = "Only a picture: this computer has no program that reads the text of pictures."
NO_TEXT = "No text could be read in it."


@dataclass(frozen=True)
class Reading:
    """What was made of a scan. `pictures` are JPEGs by their page's number; `trouble` says in words what is lacking."""

    pages: int = 0
    text: str = ""
    pictures: tuple[tuple[int, bytes], ...] = ()
    trouble: str = ""


def read(body: bytes, kind: str, *, text_reader: str, patience: float = PATIENCE) -> Reading:
    """Return what can be read of a scan. `text_reader` is the command that reads pictures; "" where there is none.

    Of a scan that takes longer than our patience, the pages that were read by then are kept.
    """
    command = [sys.executable, "-m", "answerable.channels.post.reading", kind, text_reader]
    late = False
    try:
        said = subprocess.run(command, input=body, capture_output=True, timeout=patience, check=False).stdout
    except subprocess.TimeoutExpired as stopped:
        said, late = stopped.stdout or b"", True
    except OSError:
        return Reading(trouble=UNREADABLE)
    try:
        # A line that was being written when it stopped has no end.
        head, *lines = [json.loads(line) for line in said.split(b"\n")[:-1]]
    except ValueError:
        return Reading(trouble=TOO_LONG if late else UNREADABLE)
    return _reading(head, lines, late)


def _reading(head: dict[str, Any], lines: Sequence[dict[str, Any]], late: bool) -> Reading:
    text = "\n\n".join(filter(None, (line.get("text", "") for line in lines)))
    pictures = tuple((number, base64.b64decode(line["picture"])) for number, line in enumerate(lines, 1) if line)
    if not pictures:
        return Reading(head["pages"], trouble=TOO_LONG if late else UNREADABLE)
    return Reading(head["pages"], text[:MOST_TEXT], pictures, " ".join(_troubles(head, lines, text)))


def _troubles(head: dict[str, Any], lines: Sequence[dict[str, Any]], text: str) -> list[str]:
    """Say what is lacking: pages that are not shown, and words by which it is not found."""
    found: list[str] = []
    pages, done = head["pages"], len(lines)
    if done < pages:
        found.append(
            f"It has {pages} pages: the first {done} {'is' if done == 1 else 'are'} read. Download it for the rest."
        )
    if broken := [str(number) for number, line in enumerate(lines, 1) if not line]:
        found.append(f"{_pages(broken)} can’t be shown.")
    if unread := [str(number) for number, line in enumerate(lines, 1) if line.get("unread")]:
        found.append(f"There was no time to read the words of {_pages(unread).lower()}.")
    elif not text:
        found.append(NO_TEXT if head["reads"] else NO_READER)
    if len(text) > MOST_TEXT:
        found.append("It is found by the words of its beginning only.")
    return found


def _pages(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    return f"Pages {numbers[0]} to {numbers[-1]}" if len(numbers) > 5 else f"Pages {', '.join(numbers)}"
