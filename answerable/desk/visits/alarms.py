"""Alarms: raised once, told up the line until somebody answers, and closed with what was found and done."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from answerable.desk.council.actions import council
from answerable.desk.council.models import Council
from answerable.desk.history.actions import happened
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.models import Means
from answerable.desk.sms.actions import gateway
from answerable.desk.sms.actions import text as write_text
from answerable.desk.sms.numbers import is_mobile
from answerable.desk.visits.line import FIRST_LEVEL, TOP, standing_at
from answerable.desk.visits.models import Alarm, Check, MoreTime, Told, Visit


def raise_missed(now: datetime) -> int:
    """Raise the alarm for each visit whose check-in time has passed, and let those unanswered climb.

    Return how many were raised or climbed. Several workers at once raise each once.
    """
    open_already = Alarm.objects.filter(kind=Alarm.Kind.NOT_BACK, closed_at=None, visit__isnull=False)
    missed = Visit.objects.unsafe(now).exclude(pk__in=open_already.values("visit")).values_list("pk", flat=True)
    raised = sum(_raise_if_still_missed(pk, now) for pk in list(missed))
    climbing = Alarm.objects.filter(next_level_at__lte=now, answered_at=None, closed_at=None)
    return raised + sum(climb(alarm, at=now) for alarm in climbing.select_related("visit__officer"))


@transaction.atomic
def _raise_if_still_missed(visit: int, now: datetime) -> bool:
    """The officer may just have checked in: the visit is looked at again while nobody else changes it."""
    found = Visit.objects.unsafe(now).select_for_update(of=("self",)).filter(pk=visit).first()
    return found is not None and raise_alarm(Alarm.Kind.NOT_BACK, visit=found, at=now)[1]


@transaction.atomic
def raise_alarm(
    kind: Alarm.Kind, *, at: datetime, visit: Visit | None = None, check: Check | None = None
) -> tuple[Alarm, bool]:
    """Raise an alarm and tell the first of the line. Return it, and whether it is new: an open one is not doubled."""
    start = {"raised_at": at, "level": FIRST_LEVEL[kind] - 1, "check_made": check}
    if kind == Alarm.Kind.CHECK:
        alarm, new = Alarm.objects.create(kind=kind, **start), True
    else:
        alarm, new = Alarm.objects.get_or_create(kind=kind, visit=visit, closed_at=None, defaults=start)
    if new:
        climb(alarm, at=at)
    return alarm, new


@transaction.atomic
def climb(alarm: Alarm, *, at: datetime) -> bool:
    """Tell the next level at which there is anybody; all that are left, where the council has set no time between them.

    Where nobody is left above, all are told again until somebody answers, and so is who has come back to the line.
    Return False where another worker has done it, or somebody has answered.
    """
    minutes = council().alarm_minutes
    level, new = _above(alarm, all_at_once=minutes is None, at=at)
    again = [] if new else list(Officer.objects.at_work().filter(pk__in=alarm.told.values("officer")))
    new = new or _standing_and_not_told(alarm, at)
    following = at + timedelta(minutes=minutes) if minutes is not None else None
    before = Alarm.objects.filter(level=alarm.level, next_level_at=alarm.next_level_at)
    mine = before.filter(pk=alarm.pk, answered_at=None, closed_at=None)
    if not mine.update(level=level, next_level_at=following):
        return False
    alarm.level, alarm.next_level_at = level, following
    Told.objects.bulk_create(Told(alarm=alarm, officer=officer, level=level, at=at) for level, officer in new)
    _write_to([officer for _, officer in new], alarm, at)
    _write_to(again, alarm, at, again=True)
    return True


def _above(alarm: Alarm, *, all_at_once: bool, at: datetime) -> tuple[int, list[tuple[int, Officer]]]:
    """Return how far the alarm climbs now, and whom it finds there that was not told, each with their level."""
    known = set(alarm.told.values_list("officer", flat=True))
    level, new = alarm.level, list[tuple[int, Officer]]()
    while level < TOP and (all_at_once or not new):
        level += 1
        new += [(level, officer) for officer in standing_at(level, alarm, at) if officer.pk not in known]
        known |= {officer.pk for _, officer in new}
    return level, new


def _standing_and_not_told(alarm: Alarm, at: datetime) -> list[tuple[int, Officer]]:
    """Return who was away when their level was told and is there by now, each with the first level they stand at."""
    line = [
        (level, officer)
        for level in range(FIRST_LEVEL[Alarm.Kind(alarm.kind)], TOP + 1)
        for officer in standing_at(level, alarm, at)
    ]
    first = {officer.pk: (level, officer) for level, officer in reversed(line)}
    known = set(alarm.told.values_list("officer", flat=True))
    return [one for pk, one in first.items() if pk not in known]


def _write_to(officers: Iterable[Officer], alarm: Alarm, at: datetime, *, again: bool = False) -> None:
    """Write to these officers, on whose screens the alarm stands: a reference and a link, nobody's name or address."""
    the_council = council()
    about = f"home visit {alarm.visit.occasion.reference}" if alarm.visit else "officer check"
    link = f"{the_council.public_url.rstrip('/')}/desk/visits/alarms/{alarm.pk}"
    still = "Nobody has answered this alarm yet. " if again else ""
    text = f"{still}{alarm.get_kind_display()} ({about}).\n\nOpen it and say that you deal with it:\n{link}"
    by_text = gateway() is not None
    for officer in officers:
        saying = Saying(Means.OTHER, text)
        queue(None, saying, to=officer.email, subject=f"Alarm: {about}", at=at, by=None, automatic=True)
        if by_text and is_mobile(officer.telephone):
            write_text(None, saying, to=officer.telephone, at=at, by=None)


@transaction.atomic
def answer(alarm: Alarm, *, at: datetime, by: Officer) -> bool:
    """Record that `by` deals with it: it climbs no further. Return False where somebody else does already."""
    waiting = Alarm.objects.filter(pk=alarm.pk, answered_at=None, closed_at=None)
    return bool(waiting.update(answered_at=at, answered_by=by, next_level_at=None))


@transaction.atomic
def close(
    alarm: Alarm,
    *,
    outcome: str,
    at: datetime,
    by: Officer,
    goes_on_until: datetime | None = None,
    incident: str = "",
    done: Sequence[str] = (),
) -> None:
    """Close an alarm with how the officer was found and what was done.

    Its visit is over with that, or goes on until another check-in time. `incident` is what happened to the officer, of
    the charter's words (charter.facts.INCIDENTS), `done` what the charter's steps ask for then.
    """
    closing = Alarm.objects.filter(pk=alarm.pk, closed_at=None)
    if not closing.update(
        closed_at=at,
        closed_by=by,
        outcome=outcome[:500],
        next_level_at=None,
        answered_at=alarm.answered_at or at,
        answered_by=alarm.answered_by or by,
    ):
        return
    if alarm.visit is not None:
        _see_to(alarm.visit, goes_on_until, at, by)
        if incident:
            happened(alarm.visit.occasion, "incident", at=at, by=by, details={"sort": incident}, done=done)


def _see_to(visit: Visit, until: datetime | None, at: datetime, by: Officer) -> None:
    """Move the check-in time of the visit, or end it; one that has ended by now stays as it is."""
    if visit.is_over:
        return
    if until is not None:
        move_check_in(visit, until=until, at=at, by=by)
    else:
        Visit.objects.filter(pk=visit.pk, left_at=None).update(left_at=at)


@transaction.atomic
def move_check_in(visit: Visit, *, until: datetime, at: datetime, by: Officer) -> None:
    """Move the check-in time, and keep who moved it from when to when."""
    MoreTime.objects.create(visit=visit, at=at, by=by, was=visit.safe_by, until=until)
    visit.safe_by = until
    visit.save(update_fields=["safe_by"])


def climb_every(minutes: int | None) -> None:
    """Set how long each level has to answer before the next is told; None: all are told at once."""
    Council.objects.update(alarm_minutes=minutes)


def checked_in(visit: Visit, *, at: datetime, by: Officer, outcome: str = "The officer checked in.") -> None:
    """Close the alarm of a missed check-in: the officer has spoken, or `outcome` says why nobody waits for that.

    Who asked for help is seen by somebody else.
    """
    missed = visit.alarms.filter(kind=Alarm.Kind.NOT_BACK, closed_at=None)
    missed.update(closed_at=at, closed_by=by, outcome=outcome, next_level_at=None)


def who_waits(now: datetime) -> list[tuple[int, int, int | None]]:
    """Return who has open alarms before them that nobody else deals with: officer, alarm and who answered, as ids."""
    mine = Q(alarm__answered_by=None) | Q(alarm__answered_by=F("officer"))
    found = Told.objects.filter(mine, alarm__closed_at=None, at__lte=now).order_by("alarm", "officer")
    return list(found.values_list("officer", "alarm", "alarm__answered_by"))


def waiting(officer: Officer, now: datetime) -> list[Alarm]:
    """Return the open alarms of which this officer has been told by `now` and nobody else deals with, newest first."""
    mine = Q(answered_by=None) | Q(answered_by=officer)
    found = Alarm.objects.filter(mine, closed_at=None, told__officer=officer, told__at__lte=now)
    return list(found.select_related("visit__officer", "visit__occasion", "answered_by").order_by("-raised_at"))


def open_and_past(now: datetime, *, past: int) -> Iterable[Alarm]:
    """Return the open alarms, the newest first, then as many closed ones as `past`."""
    found = Alarm.objects.filter(raised_at__lte=now).select_related("visit__officer", "visit__occasion", "answered_by")
    still, over = found.filter(closed_at=None), found.exclude(closed_at=None)
    return [*still.order_by("-raised_at"), *over.order_by("-raised_at")[:past]]
