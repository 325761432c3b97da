"""`answerable sign-in-recovery`: a way in for an officer whom nobody at the desk can let in."""

import argparse
import sys
from typing import TYPE_CHECKING

from answerable.cli.desk import WRONG, open_desk

if TYPE_CHECKING:
    from answerable.cli.desk import Subparsers
    from answerable.desk.officers.models import Officer


def add(subparsers: "Subparsers") -> None:
    """Describe `answerable sign-in-recovery`."""
    command = subparsers.add_parser("sign-in-recovery", help="print a link with which an officer chooses a password")
    command.add_argument("email", help="the officer's e-mail address")
    command.add_argument("--without-second-factor", action="store_true", help="also forget the officer's second factor")
    command.set_defaults(run=recover)


def recover(args: argparse.Namespace) -> int:
    open_desk()
    from answerable.desk.models import Officer, SignInDelay

    officer = Officer.objects.at_work().filter(email=args.email.strip().lower()).first()
    if officer is None:
        print("No officer at work has that address.", file=sys.stderr)
        return WRONG
    SignInDelay.objects.all().delete()  # nobody waits for what a stranger tried
    if args.without_second_factor:
        from allauth.mfa.models import Authenticator

        Authenticator.objects.filter(user=officer).delete()
    print(password_link(officer))
    return 0


def password_link(officer: "Officer") -> str:
    """Return a link at which `officer` chooses a password: good once, and for three days."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    from answerable.web.officers.adapter import public_link

    token = default_token_generator.make_token(officer)
    return public_link("account_reset_password_from_key", uidb36=user_pk_to_url_str(officer), key=token)
