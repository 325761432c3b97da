"""Visitors as the tests know them: on a Tuesday morning, at the counter of the Old Hall."""

from datetime import datetime, timedelta

from answerable.charter.judging.clock import Verdict
from answerable.desk.history.models import Clock
from answerable.desk.offices.models import Office, Room
from answerable.desk.reception.actions import Visitor, arrive
from answerable.desk.reception.models import ReceptionVisit
from tests.cast import moment

TUESDAY = "Tuesday 3 March 2026"


def at(clock: str) -> datetime:
    """Return that Tuesday's time, such as 10:00 or 10:00:20."""
    return moment(f"{TUESDAY} {clock}")


def an_office() -> Office:
    """Return the Old Hall, which has a counter and a private room."""
    office, made = Office.objects.get_or_create(code="old-hall", defaults={"name": "The Old Hall"})
    if made:
        Room.objects.create(office=office, name="Counter 1", private=False)
        Room.objects.create(office=office, name="Garden room", private=True)
    return office


def a_visitor(clock: str, name: str = "") -> ReceptionVisit:
    """Let somebody come in at that time."""
    return arrive(Visitor(name=name), office=an_office(), at=at(clock), by=None)


def verdict(visit: ReceptionVisit, promise: str, clock: str) -> Verdict:
    return Clock.objects.get(occasion=visit.occasion, promise=promise).verdict(at(clock))


def promises(visit: ReceptionVisit, clock: str) -> dict[str, str]:
    """Return how each promise to the visitor stands at that time."""
    return {one.promise: str(one.verdict(at(clock))) for one in visit.occasion.clocks.all()}


def some_that_waited(count: int, minutes: int, office: Office | None = None) -> None:
    """Let so many have waited that long, one after the other, in the weeks before."""
    from answerable.desk.reception.actions import greet, leave, see
    from tests.cast import officer

    who = officer("Ed Past", "ed@council.example.org")
    for number in range(count):
        came = at("10:00") - timedelta(days=7 * (1 + number % 8), minutes=7 * (number // 8))
        visit = arrive(Visitor(), office=office or an_office(), at=came, by=who)
        greet(visit, at=came, by=who)
        see(visit, at=came + timedelta(minutes=minutes), by=who)
        leave(visit, at=came + timedelta(minutes=minutes + 4), by=who)
