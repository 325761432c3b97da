"""Those who listen to the stream, and the one watch that looks for all of them."""

import json
import logging
import time
from asyncio import AbstractEventLoop, Queue, QueueFull
from datetime import datetime
from threading import Event, Lock, Thread

from django.db import close_old_connections, connections
from django.utils.timezone import now

from answerable.web.live.admission import Seat, still_seated
from answerable.web.live.watch import Change, Seen, Watch

BETWEEN_LOOKS = 0.2  # seconds
BETWEEN_ROLL_CALLS = 2.0  # whether those who listen are still signed in
REST_AFTER_TROUBLE = 2.0
MOST_WAITING = 100  # a browser that takes nothing for so long is let go: it comes back and is told all

log = logging.getLogger(__name__)


class Listener:
    """One open stream. What is put into `queue` is sent; None ends it."""

    def __init__(self, seat: Seat, loop: AbstractEventLoop) -> None:
        self.seat = seat
        self.queue: Queue[bytes | None] = Queue(MOST_WAITING + 1)
        self.seen: Seen | None = None  # None: was told nothing yet
        self._loop = loop

    def tell(self, frame: bytes | None) -> None:
        """Put something into the queue, from whatever thread."""
        self._loop.call_soon_threadsafe(self._put, frame)

    def _put(self, frame: bytes | None) -> None:
        full = self.queue.qsize() >= MOST_WAITING
        try:
            self.queue.put_nowait(None if full else frame)
        except QueueFull:
            return


class Listeners:
    """Everybody who listens, and a thread that tells them what has changed."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._all: set[Listener] = set()
        self._lock = Lock()
        self._somebody = Event()
        self._called_at = 0.0
        self._thread: Thread | None = None

    def join(self, listener: Listener) -> None:
        with self._lock:
            self._all.add(listener)
            if self._thread is None:
                self._thread = Thread(target=self._work, name="watch", daemon=True)
                self._thread.start()
        self._somebody.set()

    def leave(self, listener: Listener) -> None:
        with self._lock:
            self._all.discard(listener)
            if not self._all:
                self._somebody.clear()

    def _work(self) -> None:
        while True:
            self._somebody.wait()
            began = time.monotonic()
            try:
                self._pass(now())
                rest = BETWEEN_LOOKS - (time.monotonic() - began)
            except Exception as error:  # such as a database that is away: it comes back
                log.error("Looking for what is live broke off: %s", type(error).__name__)
                connections.close_all()
                rest = REST_AFTER_TROUBLE
            time.sleep(max(0.0, rest))

    def _pass(self, at: datetime) -> None:
        with self._lock:
            listeners = list(self._all)
        if time.monotonic() - self._called_at > BETWEEN_ROLL_CALLS:
            self._call_the_roll(listeners, at)
        differs = self._watch.look(at)
        for listener in listeners:
            if differs or listener.seen is None:
                self._tell(listener, at)

    def _tell(self, listener: Listener, at: datetime) -> None:
        first, seen = listener.seen is None, listener.seen or {}
        changes = self._watch.changes(listener.seat.officer, seen, at)
        listener.seen = seen
        if changes or first:
            listener.tell(frame(told(changes, at=at, all=first)))

    def _call_the_roll(self, listeners: list[Listener], at: datetime) -> None:
        close_old_connections()
        self._called_at = time.monotonic()
        seated = still_seated((listener.seat for listener in listeners), at)
        for listener in listeners:
            if listener.seat.session not in seated:
                listener.tell(ENDED)
                listener.tell(None)


def told(changes: dict[str, Change], *, at: datetime, all: bool) -> dict[str, object]:
    """Return what has changed as the page reads it. `all`: what isn't named is not there."""
    return {"now": at.timestamp(), "all": all, "things": changes}


def frame(said: dict[str, object]) -> bytes:
    """Return what is told as an event of the stream."""
    return f"data: {json.dumps(said, separators=(',', ':'))}\n\n".encode()


ENDED = b"event: ended\ndata:\n\n"
STILL_HERE = b": still here\n\n"
