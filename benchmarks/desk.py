"""A council in a scratch folder, with its officers, for measuring."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.management import call_command

from answerable.charter.moments import read_moment
from answerable.desk.charters.actions import adopt
from answerable.desk.clients.actions import SCOPES, issue
from answerable.desk.models import Council, Mailbox, Officer, Service
from answerable.desk.officers.models import Role
from benchmarks.stories import CHARTER

OFFICERS = 20
SERVICES = ("halls", "allotments", "streets", "lights", "parks", "events", "planning", "markets", "burials", "trees")


@dataclass(frozen=True)
class Desk:
    """Who works there, what they are asked about, and the token of a program that may do everything."""

    officers: list[Officer]
    services: list[Service]
    mailbox: Mailbox
    token: str


def make_desk(now: datetime) -> Desk:
    """Make the tables, the council, its officers and its services in the data folder."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    officers = [_officer(number) for number in range(OFFICERS)]
    Council.objects.create(
        name="Benchmark Town Council",
        email="council@council.example.org",
        telephone="01632 960000",
        duty_officer=officers[0],
    )
    adopt(CHARTER.read_text(), starts=read_moment("2020-01-01"), by=None)
    _, token = issue(name="Benchmark", scopes=list(SCOPES), expires=now + timedelta(days=30), at=now)
    return Desk(
        officers=officers,
        services=[Service.objects.create(code=code, name=code.capitalize()) for code in SERVICES],
        mailbox=Mailbox.objects.create(address="council@council.example.org", duty_officer=officers[0]),
        token=token,
    )


def desk_again(token: str) -> Desk:
    """Return the desk that `make_desk` made, whose token was shown then."""
    return Desk(
        officers=list(Officer.objects.order_by("pk")),
        services=list(Service.objects.order_by("pk")),
        mailbox=Mailbox.objects.get(),
        token=token,
    )


def _officer(number: int) -> Officer:
    return Officer.objects.invite(
        email=f"officer{number}@council.example.org",
        name=f"Officer {number}",
        role=Role.ADMINISTRATOR if number == 0 else Role.OFFICER,
        job_title="Customer services officer",
    )
