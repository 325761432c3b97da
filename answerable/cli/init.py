"""`answerable init`: a council's data folder: its secret key, its charter as edition 1, who may sign in."""

import argparse
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors
from answerable.cli.desk import WRONG, open_desk
from answerable.site import environment

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable init`."""
    command = subparsers.add_parser("init", help="make a council's data folder")
    command.add_argument("--charter", type=Path, required=True, metavar="FILE", help="the council's charter")
    command.add_argument("--address", required=True, help="the e-mail address from which the council writes")
    command.add_argument("--telephone", default="", help="the council's telephone number")
    command.add_argument("--public-url", default="", help="the address at which people will open the desk's pages")
    command.add_argument("--administrator", default="", metavar="EMAIL", help="who signs in first (else --address)")
    command.add_argument("--administrator-name", default="", metavar="NAME", help="the administrator's name")
    command.set_defaults(run=init)


def init(args: argparse.Namespace) -> int:
    """Make the folder and print the link with which the administrator chooses a password."""
    folder = environment.data_folder()
    text = _charter_text(args.charter)
    if text is None:
        return WRONG
    if (folder / environment.KEY_FILE).exists():
        print(f"{folder} is a council's data folder already. Set ANSWERABLE_DATA to another.", file=sys.stderr)
        return WRONG
    if not _is_address(args.address) or not _is_address(args.administrator or args.address):
        print("Write an e-mail address like council@example.gov.uk.", file=sys.stderr)
        return WRONG
    make_folder(folder)
    open_desk()
    link = _found(text, args, datetime.now(UTC))
    print(f"The council's data folder is {folder}. Start the desk: answerable run")
    print(f"{args.administrator or args.address} chooses a password at {link}")
    return 0


def _charter_text(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="utf-8")
        read_charter(text)
    except (OSError, UnicodeError, CharterErrors) as error:
        print(f"{path} can't be adopted. See: answerable charter check {path}\n{error}", file=sys.stderr)
        return None
    return text


def _is_address(text: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def make_folder(folder: Path) -> None:
    """Make the data folder, readable by nobody else, with a new secret key."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    handle = os.open(folder / environment.KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))


def _found(text: str, args: argparse.Namespace, at: datetime) -> str:
    """Make the tables and the council; return the administrator's link."""
    from django.core.management import call_command
    from django.db import transaction

    from answerable.cli.sign_in_recovery import password_link
    from answerable.desk.charters.actions import adopt
    from answerable.desk.models import Council, Mailbox, Officer
    from answerable.desk.officers.models import Role

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        clerk = Officer.objects.invite(
            email=args.administrator or args.address,
            name=args.administrator_name or (args.administrator or args.address).partition("@")[0],
            role=Role.ADMINISTRATOR,
            joined_at=at,
        )
        Council.objects.create(
            name=read_charter(text).council,
            email=args.address,
            telephone=args.telephone,
            public_url=args.public_url or f"http://127.0.0.1:{environment.value('PORT')}",
            duty_officer=clerk,
        )
        Mailbox.objects.create(address=args.address, duty_officer=clerk)
        adopt(text, starts=at, by=clerk)
    return password_link(clerk)
