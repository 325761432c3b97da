"""The command `answerable`: finds the part that was asked for, and loads no other."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

# Each command is a module of this folder. `add(subparsers)` describes its arguments and sets `run`,
# a function that takes them and returns the exit status.
COMMANDS = {
    "charter": "check a charter, ask what falls due by it, and judge facts by it",
    "init": "make a council's data folder",
    "run": "start the desk: web, live stream and worker",
    "demo": "start a demonstration with invented people and figures",
    "live": "stream what shows live to officers’ browsers, until stopped",
    "worker": "fetch mail and send it, until stopped",
    "receive": "take in the mail that stands on standard input",
    "contacts": "list every contact",
    "cases": "list every case, with its promises",
    "calls": "list every telephone call",
    "reception": "list every visit at reception, with its clocks",
    "import": "take in what other systems have recorded: calls, from the files of telephone systems",
    "listen": "take in calls from Asterisk's manager interface, until stopped",
    "outbox": "list every message to customers, and what became of it",
    "report": "print how each promise fared, month by month",
    "rebuild": "make the clocks anew of the facts; nothing may change",
    "backup": "write the whole desk into one encrypted file",
    "restore": "put the desk back as it was in a back-up",
    "settings": "list the environment variables, with their values",
    "sign-in-recovery": "print a link with which an officer chooses a password",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    args = _parser(given[0] if given else "").parse_args(given)
    try:
        status: int = args.run(args)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return 1
    return status


def _parser(asked: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="answerable", description="Customer services by the council's own charter.")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if name == asked:
            import_module(f"answerable.cli.{name.replace('-', '_')}").add(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser


if __name__ == "__main__":
    sys.exit(main())
