"""From how a call went to the facts of its occasion, which the charter's clocks are made of."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.charter.facts import Fact as Told
from answerable.charter.judging.standing import standing
from answerable.charter.worktime import Calendar
from answerable.desk.history.actions import Happening, correction
from answerable.desk.history.models import Fact
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.course import BUSY, GIVEN_UP, VOICEMAIL, Course, rang_for
from answerable.desk.telephone.models import Line

CHANNEL = "telephone"
_GONE = {GIVEN_UP: "given up", BUSY: "given up", VOICEMAIL: "put to voicemail"}
# An officer who hands a call over records the transfer, with what the customer was told, about when the system sees it.
SAME_TRANSFER = timedelta(minutes=3)


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Where and by whom a call was answered: what its events name, as the desk knows it."""

    line: Line | None = None
    office: str = ""  # the code
    hours: str = ""  # "open", "closed", or "" where the charter states no office hours
    officer: Officer | None = None
    colleague: bool = False  # whether a colleague rang

    @property
    def of_the_answer(self) -> dict[str, object]:
        return _said({"office": self.office, "requester": "colleague" if self.colleague else ""})

    @property
    def of_the_ring(self) -> dict[str, object]:
        return _said({"office": self.office, "office hours": self.hours})


def _said(details: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in details.items() if value}


def happenings(how: Course, setting: Setting) -> Iterator[Happening]:
    """Give what the history of a call must say of how it went.

    Facts are judged in whole seconds. So the ring stands at its whole second, and what ended the wait as many whole
    seconds later as the customer waited, rounded up: 20.000 s are 20 seconds, and 20.001 s are 21.
    """
    if how.ring is None:
        return
    ring = how.ring.replace(microsecond=0)
    until = ring
    yield Happening("rang", ring, None, setting.of_the_ring)
    if how.rang_until:
        waited = rang_for(how.ring, how.rang_until)
        until = ring + timedelta(seconds=math.ceil(waited / timedelta(seconds=1)))
        yield from _end_of_the_wait(how, setting, until)
    if how.answered:
        yield from _afterwards(how, until)
    if how.lost:
        yield Happening("call cut", max(how.lost.replace(microsecond=0), until))


def _end_of_the_wait(how: Course, setting: Setting, until: datetime) -> Iterator[Happening]:
    if how.answered:
        yield Happening("picked up", until, setting.officer, setting.of_the_answer)
    elif how.outcome:
        yield Happening(_GONE[how.outcome], until)


def _afterwards(how: Course, until: datetime) -> Iterator[Happening]:
    for kind, moments in (("transferred", how.transfers), ("transfer failed", how.failed_transfers)):
        for at in moments:
            yield Happening(kind, max(at.replace(microsecond=0), until))
    if how.ended:
        yield Happening("call ended", max(how.ended.replace(microsecond=0), until))


def office_hours(calendar: Calendar, at: datetime, office: str) -> str:
    """Say whether the office is "open" or "closed" at a moment; "" where the charter states no office hours."""
    is_open = calendar.is_open(Told("", "rang", at, CHANNEL, _said({"office": office})))
    return "" if is_open is None else "open" if is_open else "closed"


def said_of_the_ring(ring: datetime, facts: Iterable[Fact]) -> str | None:
    """Return what a fact that is recorded says of the office hours; None where none tells of this ring."""
    rings = (fact for fact in facts if fact.kind == "rang" and fact.at == ring.replace(microsecond=0))
    return next((str(fact.details.get("office hours", "")) for fact in rings), None)


def still_to_record(wanted: Iterable[Happening], facts: Sequence[Fact], source: str, at: datetime) -> list[Happening]:
    """Return what has to be recorded so that what stands, of what `source` told, is what is wanted.

    What was recorded and turns out otherwise is struck out by a correction. A transfer that an officer recorded
    stands for the one that the telephone system saw.
    """
    missing = _without_the_desks(list(wanted), _stand(fact for fact in facts if fact.source != source))
    corrections = []
    for fact, moment in _stand(fact for fact in facts if fact.source == source or fact.kind == "corrected"):
        if fact.source != source:
            continue
        same = next((one for one in missing if _is(one, fact, moment)), None)
        if same is not None:
            missing.remove(same)
        else:
            corrections.append(correction(fact, at=at, by=None))
    return [*missing, *corrections]


def _is(one: Happening, fact: Fact, moment: datetime) -> bool:
    by = one.by.pk if one.by else None
    return (one.kind, one.at, by, dict(one.details)) == (fact.kind, moment, fact.by_id, fact.details)


def _stand(facts: Iterable[Fact]) -> list[tuple[Fact, datetime]]:
    """Return the facts that no correction has struck out, each with the moment at which it stands."""
    rows = {str(fact.pk): fact for fact in facts}
    return [(rows[fact.id], fact.at) for fact in standing([row.told("") for row in rows.values()])]


def _without_the_desks(wanted: list[Happening], desks: list[tuple[Fact, datetime]]) -> list[Happening]:
    for fact, moment in desks:
        near = [one for one in wanted if one.kind == fact.kind and abs(one.at - moment) <= SAME_TRANSFER]
        if near and fact.kind in ("transferred", "transfer failed"):
            wanted.remove(min(near, key=lambda one: abs(one.at - moment)))
    return wanted
