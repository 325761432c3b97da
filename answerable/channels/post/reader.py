"""Reading a scan in a process of its own: what hangs or falls over there costs one scan, never the worker."""

import base64
import json
import subprocess
import sys
from dataclasses import dataclass

PATIENCE = 90  # seconds


@dataclass(frozen=True)
class Reading:
    """What was made of a scan. `picture` is a JPEG of its first page; `trouble` says in words what is lacking."""

    pages: int = 0
    text: str = ""
    picture: bytes = b""
    trouble: str = ""


def read(body: bytes, kind: str, *, text_reader: str, patience: float = PATIENCE) -> Reading:
    """Return what can be read of a scan. `text_reader` is the command that reads pictures; "" where there is none."""
    command = [sys.executable, "-m", "answerable.channels.post.reading", kind, text_reader]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=patience, check=False)
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return Reading(trouble="Reading it took too long. It can be downloaded.")
    except (OSError, ValueError):
        return Reading(trouble="This file can’t be read. It can be downloaded.")
    return Reading(said["pages"], said["text"], base64.b64decode(said["picture"]), said["trouble"])
