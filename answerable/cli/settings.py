"""`answerable settings`: the environment variables that configure Answerable, and what they are now."""

import argparse
import re
from typing import TYPE_CHECKING

from answerable.site.environment import VARIABLES, value

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers

_PASSWORD = re.compile(r"(://[^:/@\s]*):[^@\s]*@")


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable settings`."""
    command = subparsers.add_parser("settings", help="list the environment variables, with their values")
    command.set_defaults(run=settings)


def settings(args: argparse.Namespace) -> int:
    for variable in VARIABLES:
        shown = "(hidden)" if variable.secret and value(variable.name) else _without_password(value(variable.name))
        print(f"{variable.name}={shown}\n    {variable.meaning}")
    return 0


def _without_password(text: str) -> str:
    """Hide the password in an address such as postgres://name:password@host."""
    return _PASSWORD.sub(r"\1:(hidden)@", text)
