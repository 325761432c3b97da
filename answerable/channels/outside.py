"""Calling an address outside that an administrator has set: https, nobody's private network, and an end to waiting.

The name is looked up once and that very address is called, so that nothing can change in between. What the operator
names in ANSWERABLE_ALLOWED_ADDRESSES (host, or host:port) may lie inside the own network and speak plain http.
"""

import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

SECONDS = 5
MOST_BYTES = 1_000_000
_PORTS = {"https": 443, "http": 80}


class Unreachable(Exception):
    """Nobody answered; the message says why, for the administrator. `perhaps`: it may have been heard all the same."""

    def __init__(self, why: str, *, perhaps: bool = False) -> None:
        super().__init__(why)
        self.perhaps = perhaps


class NotAllowed(Unreachable):
    """The program does not call this address."""


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    body: bytes = field(repr=False)
    location: str = ""  # of a redirect, where it leads


def refuse_address(url: str, *, allowed: str) -> SplitResult:
    """Return the parts of an address that may be called. Raises NotAllowed with what to write."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed("The host or the port in this address is none.") from None
    if (
        parts.scheme not in _PORTS
        or not parts.hostname
        or parts.username
        or any(not 32 < ord(sign) < 127 for sign in url)
    ):
        raise NotAllowed("Write an address like https://www.example.org/.")
    if parts.scheme != "https" and not _is_allowed(parts.hostname, port, allowed):
        raise NotAllowed("The address must begin with https://.")
    with suppress(ValueError):  # a name is looked up when it is called
        _refuse_private(parts.hostname, port, [ip_address(parts.hostname)], allowed)
    return parts


def call(method: str, url: str, *, body: bytes, headers: dict[str, str], allowed: str) -> Answer:
    """Call the address and return the answer; a redirect is an answer and is not followed. Raises Unreachable."""
    parts = refuse_address(url, allowed=allowed)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    connection = _connected(parts.scheme, host, port, _looked_up(host, port, allowed))
    late = Event()
    timer = Timer(SECONDS, _cut, (connection, late))
    timer.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.read(MOST_BYTES), response.headers.get("Location", ""))
    except (OSError, HTTPException) as error:
        why = f"{host} took longer than {SECONDS} seconds." if late.is_set() else f"{host} broke off: {_reason(error)}"
        raise Unreachable(why, perhaps=True) from None
    except ValueError:  # a header that can't be written, such as a token with a sign that is in none
        raise NotAllowed(f"What {host} is to be told can't be written. Enter the key or token again.") from None
    finally:
        timer.cancel()
        connection.close()
    if late.is_set():  # an answer without a length seems to end where it was cut
        raise Unreachable(f"{host} took longer than {SECONDS} seconds.", perhaps=True)
    return answer


def _cut(connection: HTTPConnection, late: Event) -> None:
    """End a call that takes too long, however slowly and steadily it answers: a socket's own limit starts anew."""
    late.set()
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _looked_up(host: str, port: int, allowed: str) -> str:
    """Return one numeric address of the host: a public one, unless the operator allowed it."""
    try:
        found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise Unreachable(f"{host} is not known.") from None
    _refuse_private(host, port, [ip_address(address.partition("%")[0]) for address in found], allowed)
    return found[0]


def _refuse_private(host: str, port: int | None, found: Sequence[IPv4Address | IPv6Address], allowed: str) -> None:
    if not all(address.is_global for address in found) and not _is_allowed(host, port, allowed):
        raise NotAllowed(f"{host} lies in a private network, which the program does not call.")


def _connected(scheme: str, host: str, port: int, address: str) -> HTTPConnection:
    connection: HTTPConnection
    if scheme == "https":
        connection = HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
    else:
        connection = HTTPConnection(host, port, timeout=SECONDS)
    # http.client asks this to make its socket: the name stays for TLS and the Host header.
    connection._create_connection = lambda _, *rest, **more: socket.create_connection((address, port), *rest, **more)  # type: ignore[attr-defined]
    try:
        connection.connect()
    except (OSError, HTTPException) as error:
        connection.close()
        raise Unreachable(f"{host} can't be reached: {_reason(error)}") from None
    return connection


def _is_allowed(host: str, port: int | None, allowed: str) -> bool:
    names = {name.strip().lower() for name in allowed.split(",") if name.strip()}
    return bool(names & {host.lower(), f"{host.lower()}:{port}"})


def _reason(error: Exception) -> str:
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return " ".join(words.split())[:200] or type(error).__name__
