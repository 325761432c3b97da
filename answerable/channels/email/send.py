"""Mail goes out by SMTP: an `Outgoing` → a mail on the wire, accepted, refused for now, or refused for ever."""

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from django.utils.html import linebreaks, urlize

from answerable.channels.email.permission import NotPermitted, signed_in, xoauth2
from answerable.desk.outbox.outgoing import Outgoing
from answerable.desk.permissions.models import Permission

_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_PLAIN_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+")
_ID = re.compile(r"<[!-;=?-~]{1,500}>")
_SECONDS = 20


class NotSent(Exception):
    """The mail was not accepted; the message says why, for the officer."""


class NotNow(NotSent):
    """It may be accepted later."""


class NoServer(NotNow):
    """The server can't be reached at all: there is no use in trying the next mail."""


class NoEntry(NoServer):
    """The server doesn't let us in."""


class FateUnknown(NoServer):
    """The connection broke: perhaps after the server had the mail."""


class Never(NotSent):
    """This mail will never be accepted."""


@dataclass(frozen=True)
class MailServer:
    """Where our mail goes: smtp:// (plain), smtp+tls:// (STARTTLS) or smtps:// (TLS from the first byte).

    Where there is a `permission`, `name` signs in by it and not by a password.
    """

    scheme: str
    host: str
    port: int
    name: str = ""
    password: str = field(default="", repr=False)
    permission: Permission | None = None

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """Read an address such as smtp+tls://name:password@host:587. Raises ValueError with what to write."""
        parts = urlsplit(url)
        if parts.scheme not in _SCHEMES or not parts.hostname:
            raise ValueError("Write the mail server like smtp+tls://name:password@host:587, or smtps:// or smtp://.")
        port = parts.port or _SCHEMES[parts.scheme]
        return cls(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))

    @property
    def on_this_machine(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def connect(self, *, at: datetime) -> smtplib.SMTP:
        """Return an open connection, signed in. Raises NoServer."""
        if self.permission is None:
            return self._connected()
        try:
            return signed_in(self.permission, self.host, self._connected, at=at, refusals=(NoEntry,))
        except NotPermitted as error:
            raise NoServer(str(error)) from None

    def _connected(self, token: str = "") -> smtplib.SMTP:
        secure = ssl.create_default_context()
        connection: smtplib.SMTP | None = None
        try:
            if self.scheme == "smtps":
                connection = smtplib.SMTP_SSL(self.host, self.port, timeout=_SECONDS, context=secure)
            else:
                connection = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
            if self.scheme == "smtp+tls":
                connection.starttls(context=secure)
            self._sign_in(connection, token)
        except (OSError, UnicodeError, smtplib.SMTPException) as error:
            if connection is not None:
                connection.close()
            refused = isinstance(error, smtplib.SMTPAuthenticationError)
            raise (NoEntry if refused else NoServer)(f"The mail server can't be used: {_reason(error)}") from None
        return connection

    def _sign_in(self, connection: smtplib.SMTP, token: str) -> None:
        if token:
            connection.ehlo_or_helo_if_needed()
            # A server that refuses says why in a question, to which nothing is the answer.
            connection.auth("XOAUTH2", lambda question=None: xoauth2(self.name, token) if question is None else "")
        elif self.name:
            connection.login(self.name, self.password)


def send(connection: smtplib.SMTP, outgoing: Outgoing, *, at: datetime) -> None:
    """Hand one mail to the server. Returns when the server has accepted it; else raises NotNow or Never."""
    mail = as_mail(outgoing, at=at)
    try:
        connection.send_message(mail, from_addr=outgoing.return_path, to_addrs=[outgoing.to])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise (Never if code >= 500 else NotNow)(f"The address was refused: {code} {_shown(words)}") from None
    except smtplib.SMTPDataError as error:
        refused = Never if error.smtp_code >= 500 else NotNow
        raise refused(f"The mail was refused: {_reason(error)}") from None
    except smtplib.SMTPNotSupportedError as error:
        raise Never(f"The mail server can't send to this address: {_reason(error)}") from None
    except (OSError, smtplib.SMTPException) as error:
        # Also a sender refused: that is our own setting, not the customer's fault, and can be mended.
        broke = isinstance(error, OSError | smtplib.SMTPServerDisconnected)
        raise (FateUnknown if broke else NoServer)(f"The mail server broke off: {_reason(error)}") from None


def as_mail(outgoing: Outgoing, *, at: datetime) -> EmailMessage:
    """Return the mail as it goes over the wire. Raises Never where a header would break or there is no address."""
    if not _PLAIN_ADDRESS.fullmatch(outgoing.to):
        raise Never("This isn't an address that mail can be sent to.")
    mail = EmailMessage(policy=SMTP)
    try:
        for name, value in _headers(outgoing, at).items():
            mail[name] = value
    except (ValueError, MessageError):
        raise Never("There is a line break in a line that must have none.") from None
    mail.set_content(outgoing.text)
    words = linebreaks(urlize(outgoing.text, autoescape=True), autoescape=False)
    mail.add_alternative(f'<!DOCTYPE html><html lang="en"><body>{words}</body></html>', subtype="html")
    for file in outgoing.enclosed:
        params = {"charset": "utf-8", **file.params}
        mail.add_attachment(file.body, maintype="text", subtype=file.subtype, filename=file.name, params=params)
    return mail


def _headers(outgoing: Outgoing, at: datetime) -> dict[str, str | Address]:
    headers: dict[str, str | Address] = {
        "From": Address(outgoing.sender_name, addr_spec=outgoing.sender),
        "To": outgoing.to,
        "Subject": outgoing.subject,
        "Date": format_datetime(at),
        "Message-ID": outgoing.message_id,
    }
    if answered := _ID.search(outgoing.in_reply_to):
        headers["In-Reply-To"] = answered[0]
    if thread := _ID.findall(outgoing.references):
        headers["References"] = " ".join(dict.fromkeys(thread))
    if outgoing.automatic:
        headers["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"
    return headers


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_shown(error.smtp_error)}"
    return _shown(str(error)) or type(error).__name__


def _shown(words: str | bytes) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]
