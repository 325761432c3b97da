"""`answerable listen`: the calls as Asterisk's manager interface tells them, until stopped."""

import argparse
import signal
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answerable.cli.desk import WRONG, open_desk
from answerable.site import environment

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

FEED = "asterisk"
SHORTEST, LONGEST = 1.0, 60.0  # seconds of rest before it is tried again


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable listen`."""
    command = subparsers.add_parser("listen", help="take in calls from Asterisk's manager interface, until stopped")
    command.set_defaults(run=listen)


def listen(args: argparse.Namespace) -> int:
    """Listen at ANSWERABLE_ASTERISK; after a break try again, each time after a longer rest."""
    from answerable.channels.telephony.manager import Broken, Manager

    try:
        manager = Manager.at(environment.value("ANSWERABLE_ASTERISK"))
    except ValueError as why:
        print(f"ANSWERABLE_ASTERISK: {why}", file=sys.stderr)
        return WRONG
    open_desk()
    from answerable.cli.hearing import Hearing

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    hearing, rest = Hearing(FEED, lambda: datetime.now(UTC)), SHORTEST
    try:
        while True:
            try:
                for message in manager.messages():
                    hearing.hear(message)
                    rest = SHORTEST
            except Broken as why:
                print(why, file=sys.stderr)
                hearing.broke(str(why))
            time.sleep(rest)
            rest = min(rest * 2, LONGEST)
    except KeyboardInterrupt:
        return 0


def _leave(*_: object) -> None:
    raise KeyboardInterrupt
