"""A real HTTP server on loopback that gives out calendars, well or badly."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

Answers = dict[str, "tuple[int, dict[str, str], bytes | int]"]


class Calendars(socketserver.ThreadingTCPServer):
    """Answers by path: a status, headers and a body. A number as the body: so many bytes, one a tenth of a second."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: Answers = {}
        self.asked: list[str] = []

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def gives(self, path: str, body: "bytes | int", *, status: int = 200, **headers: str) -> str:
        """Let the path answer so, and return its address."""
        self.answers[path] = (status, headers, body)
        return f"http://{self.place}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Calendars

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if isinstance(body, bytes):
            self.wfile.write(body)
            return
        for _ in range(body):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def calendars() -> Iterator[Calendars]:
    with Calendars() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ics(*events: str) -> bytes:
    """Return a calendar with events, each given by its lines."""
    parts = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260301T000000Z\r\n{event}\r\nEND:VEVENT\r\n"
        for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n{parts}END:VCALENDAR\r\n".encode()
