"""Who works at the desk: invited, changed, gone and come back."""

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from answerable.desk.badges.actions import LEFT, withdraw_all
from answerable.desk.cases.models import Case, HandOver
from answerable.desk.council.models import Council, Mailbox, Service
from answerable.desk.diary.models import Appointment
from answerable.desk.officers.models import Officer, Role
from answerable.desk.records.actions import begin_again, end, subject_of
from answerable.desk.visits.actions import hand_on
from answerable.desk.visits.models import Visit


class NotPossible(Exception):
    """It can't be done like this; the message tells the administrator what to do instead."""


# What is known of an officer besides name and role.
DETAILS = frozenset({"job_title", "telephone", "section", "extension"})


@transaction.atomic
def invite(*, email: str, name: str, role: str, at: datetime, **details: str) -> Officer:
    """Make an officer who can't sign in until they have chosen a password. `details` are the DETAILS that are known."""
    if Officer.objects.filter(email__iexact=email).exists():
        raise NotPossible("Somebody has that address here already. Open them in the list of officers.")
    return Officer.objects.invite(email=email, name=name, role=role, joined_at=at, **details)


@transaction.atomic
def change(officer: Officer, *, name: str, role: str, **details: str) -> None:
    """Change what is known of an officer (of DETAILS, what is given), and what they may do."""
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(officer)
    officer.name, officer.role = name, role
    for detail in DETAILS & details.keys():
        setattr(officer, detail, details[detail])
    officer.save(update_fields=["name", "role", *(DETAILS & details.keys())])


class Handed(NamedTuple):
    """How many cases, and how many home visits and appointments to come, are the heir's now."""

    cases: int = 0
    meetings: int = 0


@transaction.atomic
def leave(officer: Officer, *, heir: Officer | None, at: datetime) -> Handed:
    """End an officer's work here: they are signed out at their next click. Return what `heir` has now.

    Open cases and duties always have somebody: raises NotPossible while the leaver has any and there is no heir.
    """
    _keep_an_administrator(officer)
    if heir is not None and (heir == officer or not heir.is_active):
        raise NotPossible("Choose a colleague who works here.")
    if heir is None and has_work(officer):
        raise NotPossible(f"{officer.name} still has open cases or duties. Choose who takes them.")
    handed = _hand_all(officer, heir, at) if heir else Handed()
    officer.is_active, officer.left_at = False, at
    officer.save(update_fields=["is_active", "left_at"])
    withdraw_all(officer, why=LEFT, at=at)
    end(subject_of(officer), at=at, by=None)
    return handed


def has_work(officer: Officer) -> bool:
    """Say whether anything would be left without an owner if the officer went."""
    duties = (Council, Mailbox, Service)
    to_do = (
        Case.objects.open().of(officer),
        Visit.objects.going_on_or_to_come().filter(officer=officer),
        Appointment.objects.to_come().filter(officer=officer),
    )
    return any(work.exists() for work in to_do) or any(
        place._default_manager.filter(duty_officer=officer).exists() for place in duties
    )


def _hand_all(officer: Officer, heir: Officer, at: datetime) -> Handed:
    waiting = Q(accepted_at=None, declined_at=None) & (Q(giver=officer) | Q(taker=officer))
    HandOver.objects.filter(waiting).update(declined_at=at)
    for place in (Council, Mailbox, Service):
        place._default_manager.filter(duty_officer=officer).update(duty_officer=heir)
    meetings = hand_on(officer, heir) + Appointment.objects.to_come().filter(officer=officer).update(officer=heir)
    # They lie with the heir, who has yet to take them.
    return Handed(Case.objects.open().of(officer).update(owner=heir, taken_at=None), meetings)


@transaction.atomic
def come_back(officer: Officer, *, at: datetime) -> None:
    """Let somebody who had left work here again, with their old password."""
    officer.is_active, officer.left_at = True, None
    officer.save(update_fields=["is_active", "left_at"])
    begin_again(subject_of(officer), at=at, by=None)


def _keep_an_administrator(officer: Officer) -> None:
    others = Officer.objects.at_work().filter(role=Role.ADMINISTRATOR).exclude(pk=officer.pk)
    if officer.is_administrator and officer.is_active and not others.exists():
        raise NotPossible(f"{officer.name} is the only administrator. Make somebody else one first.")


def use_single_keys(officer: Officer, *, on: bool) -> None:
    """Let single keys work in lists for this officer, or not (WCAG 2.1.4)."""
    officer.shortcuts = on
    officer.save(update_fields=["shortcuts"])
