"""Officers' browsers, as far as what shows live needs them: hundreds of them in one process."""

import asyncio
import json
import re
import time
from collections.abc import MutableMapping
from typing import Any


async def listens(port: int, session: str, stored: MutableMapping[str, float], delays: list[float]) -> None:
    """Keep a stream open, and note how long after it was stored each call came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    origin = f"Host: 127.0.0.1:{port}\r\n"
    writer.write(f"GET /live HTTP/1.1\r\n{origin}Cookie: sessionid={session}\r\n\r\n".encode())
    known: set[str] = set()
    while line := await reader.readline():
        if line.startswith(b"data: {"):
            _note(json.loads(line[6:]), known, stored, delays)


async def asks(port: int, session: str, stored: MutableMapping[str, float], delays: list[float]) -> None:
    """Ask once a second over one connection, and note the same."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    known: set[str] = set()
    seen = ""
    await asyncio.sleep(hash(session) % 1000 / 1000)
    while True:
        began = time.monotonic()
        head = f"GET /desk/live?seen={seen} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        writer.write(f"{head}Cookie: sessionid={session}\r\n\r\n".encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = re.search(r"content-length: (\d+)", answer)
        body = (await reader.readexactly(int(length[1]))).decode() if length else ""
        if body:
            said = json.loads(body)
            seen = said["seen"]
            _note(said, known, stored, delays)
        await asyncio.sleep(max(0.0, 1 - (time.monotonic() - began)))


def _note(said: dict[str, Any], known: set[str], stored: MutableMapping[str, float], delays: list[float]) -> None:
    now = time.time()
    for reference in set(said["things"].get("ringing", {"order": ()})["order"]) - known:
        known.add(reference)
        # The card can come before the one who stored the call has noted that it is stored.
        delays.append(max(0.0, now - stored.get(reference, now)))
