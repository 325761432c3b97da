"""What happens at a desk that has processes of its own: `python -m tests.web.live.at_the_desk WHAT`."""

import sys

from answerable.cli.desk import open_desk


def sits_down() -> str:
    """Let the administrator sign in; return the key of the session."""
    from django.conf import settings
    from django.test import Client

    from answerable.desk.models import Officer

    client = Client()
    client.force_login(Officer.objects.get())
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def rings() -> str:
    """Let a call ring; return its reference."""
    from django.utils.timezone import now

    from answerable.desk.history.actions import new_occasion
    from answerable.desk.models import Call

    occasion = new_occasion("call", at=now(), channel="telephone")
    Call.objects.create(occasion=occasion, call=occasion.reference, ring=now())
    return occasion.reference


def signs_out() -> str:
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    return ""


if __name__ == "__main__":
    open_desk()
    print({"sits down": sits_down, "rings": rings, "signs out": signs_out}[sys.argv[1]]())
