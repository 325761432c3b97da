"""The command `answerable`: finds the part that was asked for, and loads no other."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

# Each command is a module of this folder. `add(subparsers)` describes its arguments and sets `run`,
# a function that takes them and returns the exit status.
COMMANDS = {
    "charter": "check a charter, ask what falls due by it, and judge facts by it",
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
            import_module(f"answerable.cli.{name}").add(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    return parser


if __name__ == "__main__":
    sys.exit(main())
