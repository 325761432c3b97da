"""The real commands in processes that are forked from one which has loaded them already.

To start Python and Django takes a hundred times as long as the work in which a kill could do harm.
"""

import io
import os
import sys

from answerable.cli.desk import open_desk
from answerable.cli.main import main

open_desk()

import answerable.channels.email.parse  # noqa: E402
import answerable.cli.receive  # noqa: E402
import answerable.cli.worker  # noqa: E402
import answerable.desk.incoming.actions  # noqa: E402
import answerable.worker.loop  # noqa: E402, F401


def run(command: str, body: bytes) -> None:
    """Run one command, with `body` on its standard input."""
    os.setsid()
    sys.stdin = io.TextIOWrapper(io.BytesIO(body))
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    os._exit(main([command]))
