"""Mail comes in by IMAP: each mail's bytes are kept and committed, and only then deleted at the server."""

import imaplib
import re
import ssl
from datetime import datetime

from django.db import DatabaseError
from imap_tools import MailBox
from imap_tools.errors import ImapToolsError

from answerable.channels.email.permission import NotPermitted, signed_in, xoauth2
from answerable.desk.council.models import Mailbox
from answerable.desk.council.secrets import UnreadableSecret, decrypted
from answerable.desk.incoming.actions import keep

MOST_AT_ONCE = 200  # so that a full mailbox doesn't keep the worker from sending
_SECONDS = 30
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]+)"')


class Unreachable(Exception):
    """The mailbox can't be read; the message says why, for the administrator."""


def fetch(mailbox: Mailbox, *, at: datetime) -> int:
    """Keep what lies in the mailbox, then delete it there; return how many mails were kept.

    A mail that can't be kept stays at the server and doesn't stop the others. What was killed between keeping
    and deleting is fetched again: the same bytes are the same arrival. Raises Unreachable.
    """
    try:
        with _opened(mailbox, at) as server:
            server.folder.set(mailbox.folder)
            numbers = server.uids()[:MOST_AT_ONCE]
            kept = [number for number in numbers if _keep_one(server, number, mailbox, at)]
    except (UnreadableSecret, NotPermitted) as error:
        raise Unreachable(str(error)) from None
    except ssl.SSLError as error:
        raise Unreachable(f"The mail server doesn't prove who it is: {error.reason or error}") from None
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise Unreachable(f"The mailbox can't be read: {_shown(error)}") from None
    if len(kept) < len(numbers):
        lacking = len(numbers) - len(kept)
        raise Unreachable(f"{lacking} of {len(numbers)} mails can't be kept. They are still at the server.")
    return len(kept)


def _opened(mailbox: Mailbox, at: datetime) -> MailBox:
    login = mailbox.login or mailbox.address
    if mailbox.permission is None:
        server = _connected(mailbox)
        server.login(login, decrypted(mailbox.password), initial_folder=None)
        return server

    def sign_in(token: str) -> MailBox:
        server = _connected(mailbox)
        # A server that refuses says why in a question, to which nothing is the answer.
        said = iter([xoauth2(login, token).encode()])
        server.client.authenticate("XOAUTH2", lambda _: next(said, b""))
        return server

    return signed_in(mailbox.permission, mailbox.host, sign_in, at=at, refusals=(imaplib.IMAP4.error,))


def _connected(mailbox: Mailbox) -> MailBox:
    secure = ssl.create_default_context(cafile=mailbox.ca_file or None)
    return MailBox(mailbox.host, mailbox.port, timeout=_SECONDS, ssl_context=secure)


def _keep_one(server: MailBox, number: str, mailbox: Mailbox, at: datetime) -> bool:
    _, answer = server.client.uid("fetch", number, "(INTERNALDATE BODY.PEEK[])")
    found = next((piece for piece in answer or [] if isinstance(piece, tuple)), None)
    if found is None:
        return False
    try:
        keep(found[1], channel=mailbox.takes, at=_received(found[0], at), mailbox=mailbox)
    except DatabaseError:
        return False
    server.delete(number)
    return True


def _received(answer: bytes, at: datetime) -> datetime:
    """Return when the server received the mail: the council had it then, whenever it was fetched."""
    match = _RECEIVED.search(answer)
    try:
        received = datetime.strptime(match[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z") if match else at
    except ValueError:
        return at
    return min(received, at)


def _shown(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
