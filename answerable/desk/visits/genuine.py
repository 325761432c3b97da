"""Is this officer genuine? One search by name, badge number or address; each check is kept, and a failed one raises
the alarm."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from answerable.charter.moments import council_moments, local
from answerable.desk.badges.lists import newest_badges, trouble_with
from answerable.desk.badges.models import Badge
from answerable.desk.badges.signed import badge_with
from answerable.desk.officers.models import Officer
from answerable.desk.visits.alarms import raise_alarm
from answerable.desk.visits.codes import visit_by
from answerable.desk.visits.lists import visits_of_the_day
from answerable.desk.visits.models import Alarm, Check, Visit

NOBODY = "no such officer"
WRONG = "wrong code"
ELSEWHERE = "no visit due at that address"
# So many wrong codes in so short a time are no slips of the finger.
SEVERAL, A_WHILE = 5, timedelta(hours=1)
# Whoever has a card's code may read it again and again: asking so soon after is the same check.
SAME_CHECK = timedelta(minutes=5)


@dataclass(frozen=True)
class Found:
    """An officer whom the words fit. `trouble` says why whoever stands at the door should not be let in."""

    officer: Officer
    badge: Badge | None
    due: list[Visit]
    today: list[Visit]
    trouble: str

    @property
    def genuine(self) -> bool:
        return not self.trouble


def search(words: str, *, now: datetime) -> list[Found]:
    """Return the officers whose name or badge number, or one of whose visits of today, the words fit.

    Every word must fit, from its beginning; numbers must be the same. Leavers are found too: one may be at a door.
    """
    wanted = _words(words)
    if not wanted:
        return []
    officers = Officer.objects.order_by("-is_active", "name")
    badges = newest_badges(officers.values_list("pk", flat=True))
    visits = visits_of_the_day(now)
    found = [_found(one, badges.get(one.pk), visits, wanted, now) for one in officers]
    return sorted((one for one in found if one is not None), key=lambda one: not one.genuine)


def _found(
    officer: Officer, badge: Badge | None, visits: Sequence[Visit], wanted: Sequence[str], now: datetime
) -> Found | None:
    name = [*_words(officer.name), *_words(badge.number if badge else "")]
    mine = [visit for visit in visits if visit.officer_id == officer.pk]
    fitting = [visit for visit in mine if _fit(wanted, [*name, *_words(visit.address)])]
    if not fitting and not _fit(wanted, name):
        return None
    due = [visit for visit in fitting if visit.is_due(now)]
    return Found(officer, badge, due, mine, _trouble(officer, badge, due, now))


def _trouble(officer: Officer, badge: Badge | None, due: Sequence[Visit], now: datetime) -> str:
    return trouble_with(officer, badge, local(now).date()) or ("" if due else "no visit due now")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("’", "").replace("'", ""))


def _fit(wanted: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word == one if one.isdigit() else word.startswith(one) for word in words) for one in wanted)


@transaction.atomic
def record_check(found: Sequence[Found], *, at: datetime, by: Officer) -> Check:
    """Keep that a check was made at the desk, and raise the alarm if it failed."""
    genuine = [one for one in found if one.genuine]
    best = genuine or list(found)
    trouble = "" if genuine else best[0].trouble if best else NOBODY
    officer = best[0].officer if len(best) == 1 else None
    check = Check.objects.create(at=at, by=by, officer=officer, matched=bool(genuine), trouble=trouble)
    if not genuine:
        raise_alarm(Alarm.Kind.CHECK, check=check, at=at)
    return check


@transaction.atomic
def is_elsewhere(officer: Officer, *, at: datetime, by: Officer) -> Check:
    """Record that the address the caller named is not one that the officer visits now, and raise the alarm."""
    check = Check.objects.create(at=at, by=by, officer=officer, matched=False, trouble=ELSEWHERE)
    raise_alarm(Alarm.Kind.CHECK, check=check, at=at)
    return check


def visitor_by(code: str, *, now: datetime) -> Badge | None:
    """Return the badge of the officer whose visit has this code; None alike whatever of it fails.

    Each question is kept; several wrong ones within a while raise the alarm.
    """
    visit = visit_by(code, now=now)
    badge = _badge_of(visit.officer, now) if visit else None
    officer = visit.officer if visit else None
    keep_public_check(officer, matched=badge is not None, trouble="" if badge else WRONG, at=now)
    return badge


def _badge_of(officer: Officer, now: datetime) -> Badge | None:
    badge = Badge.objects.select_related("officer").filter(officer=officer).order_by("-pk").first()
    return None if trouble_with(officer, badge, local(now).date()) else badge


@transaction.atomic
def bearer_of(code: str, *, now: datetime) -> Badge | None:
    """Return the badge whose identity card has that signed code, if it is good at `now`.

    A card of ours that is good no longer is in somebody's hands: the managers are told, once.
    """
    badge = badge_with(code)
    if badge is None:
        return None  # made up, which anybody may do as often as they like: nothing is kept
    trouble = trouble_with(badge.officer, badge, local(now).date())
    asked = {"by": None, "officer": badge.officer, "matched": not trouble, "trouble": trouble}
    if Check.objects.filter(at__gt=now - SAME_CHECK, at__lte=now, **asked).exists():
        return None if trouble else badge
    check = Check.objects.create(at=now, **asked)
    if not trouble:
        return badge
    told = Alarm.objects.filter(check_made__officer=badge.officer, check_made__by=None, closed_at=None)
    if not told.exists():
        raise_alarm(Alarm.Kind.CHECK, check=check, at=now)
    return None


@transaction.atomic
def keep_public_check(officer: Officer | None, *, matched: bool, trouble: str, at: datetime) -> None:
    """Keep that somebody asked on the public page; raise the alarm once several have asked in vain."""
    Check.objects.create(at=at, by=None, officer=officer, matched=matched, trouble=trouble)
    if not matched and wrong_codes(since=max(at - A_WHILE, _last_alarm_about_codes(at)), until=at) >= SEVERAL:
        raise_alarm(Alarm.Kind.CODES, at=at)


def _last_alarm_about_codes(at: datetime) -> datetime:
    last = Alarm.objects.filter(kind=Alarm.Kind.CODES).order_by("-raised_at").first()
    return (last.closed_at or last.raised_at) if last else at - A_WHILE


def wrong_codes(*, since: datetime, until: datetime) -> int:
    """Return how often the public page was asked in vain after `since`."""
    return Check.objects.filter(matched=False, at__gt=since, at__lte=until, by=None, trouble=WRONG).count()


def wrong_codes_today(now: datetime) -> int:
    midnight = council_moments(datetime.combine(local(now).date(), time()))[0]
    return wrong_codes(since=midnight, until=now)
