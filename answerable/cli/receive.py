"""`answerable receive`: a mail comes in by pipe. Its bytes are safe before anything else is tried."""

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answerable.cli.desk import open_desk

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers
    from answerable.desk.council.models import Mailbox
    from answerable.desk.incoming.models import Arrival

TRY_AGAIN = 75  # sysexits' EX_TEMPFAIL: the mail server keeps the mail and tries again


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable receive`."""
    command = subparsers.add_parser("receive", help="take in the mail that stands on standard input")
    command.add_argument("--mailbox", default="", metavar="ADDRESS", help="the mailbox for which the mail came")
    command.set_defaults(run=receive)


def receive(args: argparse.Namespace) -> int:
    """Keep the mail and take it in. 0 once the bytes are safe: what then fails, the worker finishes."""
    body = sys.stdin.buffer.read()
    try:
        arrival = _kept(body, args.mailbox, datetime.now(UTC))
    except (Exception, SystemExit) as error:
        print(f"The mail could not be kept. Send it again later. ({_why(error)})", file=sys.stderr)
        return TRY_AGAIN
    try:
        from answerable.desk.incoming.actions import take_in

        take_in(arrival, at=datetime.now(UTC))
    except Exception as error:
        print(f"The mail is kept; the worker will take it in. ({type(error).__name__})", file=sys.stderr)
    return 0


def _kept(body: bytes, address: str, at: datetime) -> "Arrival":
    open_desk()
    from answerable.desk.incoming.actions import keep

    mailbox = _mailbox(address)
    return keep(body, channel=mailbox.takes if mailbox else "email", at=at, mailbox=mailbox)


def _why(error: BaseException) -> str:
    return str(error) if isinstance(error, SystemExit) else type(error).__name__


def _mailbox(address: str) -> "Mailbox | None":
    from answerable.desk.council.models import Mailbox

    mailbox = Mailbox.objects.filter(address__iexact=address).first() if address else None
    if address and mailbox is None:
        print("No mailbox has that address: the mail goes to the council's duty officer.", file=sys.stderr)
    return mailbox
