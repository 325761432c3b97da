"""The stream: a small ASGI application beside the desk, which tells each officer's browser what shows live."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from django.conf import settings
from django.db import connections
from django.http.request import split_domain_port, validate_host

from answerable.web.live.admission import Seat, seat_of
from answerable.web.live.listeners import STILL_HERE, Listener, Listeners
from answerable.web.live.registry import THINGS
from answerable.web.live.watch import Watch

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PLACE = "/live"
SILENCE = 15.0  # seconds after which a word is sent, so that no proxy takes the stream for dead
RETRY = b"retry: 2000\n\n"

listeners = Listeners(Watch(THINGS))


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request: a stream for an officer who is signed in, and nothing for anybody else."""
    if scope["type"] != "http":
        return
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get("origin", "")
    if scope["path"] != PLACE or scope["method"] != "GET":
        return await _refuse(send, 404)
    if not _is_ours(headers.get("host", "")) or (origin and not _is_our_page(origin)):
        return await _refuse(send, 400)
    seat = await asyncio.to_thread(_seat, headers.get("cookie", ""))
    if seat is None:
        return await _refuse(send, 401, origin)
    await send({"type": "http.response.start", "status": 200, "headers": [*STREAMED, *_shared_with(origin)]})
    await send({"type": "http.response.body", "body": RETRY, "more_body": True})
    await _tell(Listener(seat, asyncio.get_running_loop()), receive, send)


async def _tell(listener: Listener, receive: Receive, send: Send) -> None:
    """Send what the listener is told until either side ends it."""
    left = asyncio.ensure_future(_left(receive))
    left.add_done_callback(lambda _: listener.tell(None))
    listeners.join(listener)
    try:
        while not left.done():
            try:
                frame = await asyncio.wait_for(listener.queue.get(), SILENCE)
            except TimeoutError:
                frame = STILL_HERE
            if frame is None:
                break
            await send({"type": "http.response.body", "body": frame, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        listeners.leave(listener)
        left.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _seat(cookies: str) -> Seat | None:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    try:
        return seat_of(morsel.value) if morsel else None
    finally:
        connections.close_all()


def _is_ours(host: str) -> bool:
    name, _ = split_domain_port(host)
    return bool(name) and validate_host(name, settings.ALLOWED_HOSTS)


def _is_our_page(origin: str) -> bool:
    """Say whether a page of the desk asks, and no other that happens to be open in the officer's browser."""
    scheme, _, host = origin.partition("://")
    _, port = split_domain_port(host)
    ports = {"", settings.PORT} if not settings.BEHIND_HTTPS else {"", "443"}
    return scheme == ("https" if settings.BEHIND_HTTPS else "http") and _is_ours(host) and port in ports


def _shared_with(origin: str) -> list[tuple[bytes, bytes]]:
    if not origin:
        return []
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin"),
    ]


async def _refuse(send: Send, status: int, origin: str = "") -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store"), *_shared_with(origin)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


STREAMED = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would collect it
    (b"x-content-type-options", b"nosniff"),
]
