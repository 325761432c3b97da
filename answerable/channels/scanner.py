"""The council's own virus scanner, asked about a file before an officer may save it."""

import shlex
import subprocess

# A file that takes longer is not handed out; the officer may try again.
PATIENCE = 60


class NotClean(Exception):
    """The file is not to be handed out; the message tells the officer why."""


def refuse_unclean(body: bytes, command: str) -> None:
    """Let `command` read the file on standard input; raise NotClean unless it exits 0. An empty command asks nobody."""
    if not command:
        return
    try:
        done = subprocess.run(shlex.split(command), input=body, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        raise NotClean("The virus scanner could not look at this file. Try again, or tell whoever runs it.") from None
    if done.returncode:
        raise NotClean("The virus scanner does not call this file clean, so it can’t be saved from here.")
