"""A connection to Asterisk's manager interface: signed in, kept alive, and given up when nothing is heard."""

import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from answerable.channels.telephony.asterisk_manager import Message, messages_in

PORT = 5038
PATIENCE = 20.0  # seconds: then it is asked whether it is there, and after as many more it is gone


class Broken(Exception):
    """The connection can't be had, or has broken; the message says why, and no secret."""


@dataclass(frozen=True)
class Manager:
    """Where the manager interface is, and who signs in there."""

    host: str
    port: int
    name: str
    secret: str

    @classmethod
    def at(cls, address: str) -> "Manager":
        """Return the manager at an address such as ami://name:secret@host:5038. Raises ValueError."""
        parts = urlsplit(address)
        if parts.scheme != "ami" or not parts.hostname or not parts.username:
            raise ValueError("Write the address like ami://name:secret@host:5038")
        return cls(parts.hostname, parts.port or PORT, unquote(parts.username), unquote(parts.password or ""))

    def messages(self, patience: float = PATIENCE) -> Iterator[Message | None]:
        """Sign in and give the messages as they come; None now and then, while there are none. Raises Broken.

        The first that tells anything is the answer to a ping, which says what the clock there is.
        """
        try:
            with closing(socket.create_connection((self.host, self.port), timeout=patience)) as connection:
                login = _action("Login", Username=self.name, Secret=self.secret, Events="off")
                # What its clock says is known before anything that the clock has stamped.
                connection.sendall(login + _action("Ping") + _action("Events", EventMask="call,dialplan"))
                yield from _signed_in(messages_in(_lines(connection, patience)))
        except OSError as why:
            raise Broken(f"Asterisk’s manager at {self.host} can’t be reached: {why.strerror or why}") from None
        raise Broken(f"Asterisk’s manager at {self.host} has closed the connection.")


def _signed_in(messages: Iterator[Message]) -> Iterator[Message | None]:
    for message in messages:
        if message.get("Response") == "Error" and "ActionID" in message and message["ActionID"] == "Login":
            raise Broken("Asterisk’s manager does not let us in: see the name and secret.")
        yield message if "Event" in message or "Ping" in message else None


def _lines(connection: socket.socket, patience: float) -> Iterator[bytes]:
    rest, asked = b"", False
    while True:
        try:
            piece = connection.recv(65536)
        except TimeoutError:
            if asked:
                raise
            connection.sendall(_action("Ping"))
            asked = True
            continue
        if not piece:
            return
        asked = False
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)


def _action(name: str, **fields: str) -> bytes:
    lines = [f"Action: {name}", f"ActionID: {name}", *(f"{key}: {value}" for key, value in fields.items())]
    # What stands in a line of its own would be another action.
    return ("\r\n".join(line.replace("\r", "").replace("\n", "") for line in lines) + "\r\n\r\n").encode()
