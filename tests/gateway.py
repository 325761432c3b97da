"""A real gateway for texts on loopback, which keeps what it is asked and answers as it is told."""

import json
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    body: Any


class GatewayServer:
    """An HTTP server that answers 201 unless told otherwise."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._answer: tuple[int, object, dict[str, str]] = (201, {"id": "x"}, {})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    def answer(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        self._answer = status, body, headers or {}

    def __enter__(self) -> "GatewayServer":
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append(Asked(self.path, dict(self.headers), body))
                status, said, headers = outer._answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
