"""Absences: entered once, by the officer or a manager. Cover, routing and what customers are told follow from them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from answerable.charter.moments import day_in_words, local
from answerable.desk.cases.models import Case
from answerable.desk.council.models import Council
from answerable.desk.diary.models import Absence
from answerable.desk.history.actions import correct, happened, new_occasion
from answerable.desk.history.models import Occasion
from answerable.desk.officers.models import Officer

# What the charter may ask that an out-of-office message says.
RETURN_DATE, OTHER_CONTACT = "return date given", "other contact given"


class NotPossible(Exception):
    """The absence can't be entered; the message says what to enter instead."""


@dataclass(frozen=True, kw_only=True)
class Gone:
    """An absence as it is entered. `returns` is the moment from which the officer can be reached again."""

    officer: Officer
    begins: datetime
    returns: datetime
    cover: Officer | None = None
    other_contact: str = ""


@transaction.atomic
def enter(gone: Gone, *, at: datetime, by: Officer) -> Absence:
    """Enter an absence. Raises NotPossible where it ends before it begins, has ended, or overlaps another."""
    list(Officer.objects.select_for_update().filter(pk=gone.officer.pk))
    _refuse(gone, at)
    occasion = new_occasion(Occasion.Kind.ABSENCE, at=gone.begins)
    entered = Absence.objects.create(
        occasion=occasion,
        officer=gone.officer,
        begins=gone.begins,
        returns=gone.returns,
        cover=gone.cover,
        other_contact=gone.other_contact[:200],
        entered_at=at,
        entered_by=by,
    )
    told = [RETURN_DATE, *([OTHER_CONTACT] if gone.cover or gone.other_contact else [])]
    happened(occasion, "absent", at=at, by=by, done=told)
    return entered


def _refuse(gone: Gone, at: datetime) -> None:
    if gone.returns <= gone.begins:
        raise NotPossible("They return before they go. Give a later return.")
    if gone.returns <= at:
        raise NotPossible("This absence is over already. Enter one that goes on or is still to come.")
    if gone.cover == gone.officer:
        raise NotPossible("Nobody covers for themselves. Choose a colleague.")
    if gone.cover is not None and not gone.cover.is_active:
        raise NotPossible(f"{gone.cover} no longer works here. Choose another colleague.")
    other = standing(gone.officer).filter(begins__lt=gone.returns, returns__gt=gone.begins).first()
    if other is not None:
        raise NotPossible(
            f"{gone.officer} is entered as away from {day_in_words(local(other.begins))} "
            f"to {day_in_words(local(other.returns))} already. Withdraw that one first, or give other days."
        )


@transaction.atomic
def withdraw(absence: Absence, *, at: datetime, by: Officer) -> None:
    """Let an absence be none that was entered by mistake, or end one now from which the officer is back early."""
    kept = Absence.objects.select_for_update().get(pk=absence.pk)
    if kept.withdrawn_at is not None or kept.returns <= at:
        return
    if kept.begins < at:
        kept.returns = at
        kept.save(update_fields=["returns"])
        return
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    for fact in kept.occasion.facts.filter(kind="absent"):
        correct(fact, at=at, by=by)


def warnings(gone: Gone) -> Iterator[str]:
    """Give, in words, what makes a cover doubtful: that nobody covers, or that who does is away then too."""
    cover = gone.cover
    if cover is None:
        yield "Nobody covers: new work stays theirs, and customers are told to use our own address."
        return
    for one in standing(cover).filter(begins__lt=gone.returns, returns__gt=gone.begins):
        stands = one.cover
        instead = f"{stands} covers for them." if stands and stands != gone.officer else "Nobody else covers then."
        since, until = (day_in_words(local(moment)) for moment in (one.begins, one.returns))
        yield f"{cover} is away too, from {since} to {until}. {instead}"


def standing(officer: Officer | None = None) -> QuerySet[Absence]:
    """Return the absences that stand, of an officer or of all, the earliest first."""
    found = Absence.objects.filter(withdrawn_at=None).select_related("officer", "cover", "occasion").order_by("begins")
    return found.filter(officer=officer) if officer else found


@dataclass(frozen=True)
class Covering:
    """An officer for whom somebody covers now, with their open cases that fall due before they return."""

    officer: Officer
    returns: datetime
    cases: list[Case]


def covering(officer: Officer, now: datetime, *, most: int) -> list[Covering]:
    """Return for whom the officer covers now: by their own entry, or since who was to cover is away too."""
    gone = {row.officer_id: row for row in standing().filter(begins__lte=now, returns__gt=now)}
    mine = [row for row in gone.values() if row.officer.is_active and _stands_in(row, gone) == officer.pk]
    due = Q(pk__in=())
    for row in mine:
        late = Q(next_due__lt=row.returns) | Q(next_due=None, target__lt=local(row.returns).date())
        due |= Q(owner=row.officer_id) & late
    soonest = Case.objects.open().filter(due).order_by(F("next_due").asc(nulls_first=True), "id")
    cases = list(soonest.select_related("customer", "owner")[: most * 10]) if mine else []
    cases.sort(key=lambda case: case.next_due or now)
    return [
        Covering(row.officer, row.returns, [c for c in cases if c.owner_id == row.officer_id][:most]) for row in mine
    ]


def _stands_in(row: Absence, gone: Mapping[int, Absence]) -> int | None:
    """Return who covers after all, among those who are away."""
    seen = {row.officer_id}
    cover = row.cover_id
    while cover is not None and cover in gone and cover not in seen:
        seen.add(cover)
        cover = gone[cover].cover_id
    return None if cover in seen else cover


def out_of_office(absence: Absence, council: Council) -> str:
    """Return the words for the officer's own mailbox: when they return, and whom to turn to meanwhile."""
    returns = day_in_words(local(absence.returns))
    cover = absence.cover
    ways = [f"{cover.name} ({cover.email})"] if cover else []
    ways += [absence.other_contact] if absence.other_contact else []
    ways += [] if ways else [council.email]
    ways += [f"telephone {council.telephone}"] if council.telephone else []
    return (
        f"Thank you for your message. I am away and return on {returns}.\n\n"
        f"If it can't wait until then, please turn to {', or '.join(ways)}.\n\n"
        f"{absence.officer.name}\n{council.name}"
    )
