"""A real mail server on loopback for tests, which takes what the council sends."""

import socket
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class SmtpServer:
    """An SMTP server that keeps what it accepts, and refuses when told to."""

    host = HOST

    def __init__(self) -> None:
        self.port = free_port()
        self.envelopes: list[Envelope] = []
        self._refusals: list[str] = []
        self._controller = Controller(self, hostname=self.host, port=self.port)

    @property
    def messages(self) -> list[EmailMessage]:
        contents = (bytes(envelope.original_content or b"") for envelope in self.envelopes)
        return [message_from_bytes(content, policy=policy.default) for content in contents]

    def refuse_next(self, code: int, words: str = "Not now") -> None:
        """Answer the next message with `code`: 4xx asks the sender to try again, 5xx tells him not to."""
        self._refusals.append(f"{code} {words}")

    def forget(self) -> None:
        self.envelopes.clear()
        self._refusals.clear()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._refusals:
            return self._refusals.pop(0)
        self.envelopes.append(envelope)
        return "250 Message accepted for delivery"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, *, seconds: float = 10) -> None:
    """Return once something listens on `port`; raise TimeoutError when nothing does in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port} after {seconds} seconds")


def is_listening(port: int) -> bool:
    """Say whether anything listens on `port`."""
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def until(true: Callable[[], bool], *, seconds: float = 40) -> bool:
    """Wait until something is true; say whether it was in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False
