"""Making and moving appointments: free times are offered from the diary, and the customer is told."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now

from answerable.charter.moments import local
from answerable.desk.cases.models import Case
from answerable.desk.diary.appointments import make
from answerable.desk.diary.free import free_times
from answerable.desk.diary.hours import day_of
from answerable.desk.diary.models import Appointment
from answerable.desk.diary.telling import confirm, tell_move
from answerable.desk.drafts.actions import once
from answerable.desk.incoming.record import open_with_contact
from answerable.desk.needs.known import for_meeting, interpreted
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.ways import NotSaid
from answerable.desk.reception.instead import let_go
from answerable.web.cases.work import the_case
from answerable.web.contacts.who import saw_who
from answerable.web.diary.appointments import the_appointment
from answerable.web.diary.forms import LENGTHS, MoveForm, NobodysCaseForm, TimeForm, WantedForm
from answerable.web.diary.pages import REFUSED, Page
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of


def new_for_nobody(request: HttpRequest) -> HttpResponse:
    """Open a case for what the appointment is about, where there is none; then look for a time."""
    officer = officer_of(request)
    form = NobodysCaseForm(request.POST or None, initial={"channel": "counter"})
    if request.method == "POST" and form.is_valid():
        reference = once(token_of(request), lambda: _open(form.cleaned_data, officer), at=now(), by=officer)
        return redirect("appointment-new", reference)
    page = Page("New appointment", "Look for a time", "", reverse("diary"), hint="Whom is it for?")
    shown = {"contact": form, "form": form, "chosen": saw_who(request, form), "page": page, "token": token_of(request)}
    return render(request, "diary/who.html", shown)


def _open(data: dict[str, Any], officer: Officer) -> str:
    moment, customer = now(), data["customer"]
    case, _ = open_with_contact(
        data["need"],
        channel=data["channel"],
        customer=customer.make(moment) if hasattr(customer, "make") else customer,
        owner=officer,
        received_at=moment,
        at=moment,
        by=officer,
    )
    return case.reference


def new(request: HttpRequest, reference: str) -> HttpResponse:
    """Look for free times in the diary, choose one, and tell the customer."""
    case, officer = the_case(request, reference), officer_of(request)
    initial: dict[str, Any] = {"officer": officer.pk, "minutes": 30, "language": interpreted(case.customer)}
    wanted = WantedForm(request.GET or None, initial=initial)
    page = Page("New appointment", "Make the appointment", "", reverse("case", args=[reference]), "Back to the case")
    if not wanted.is_bound or not wanted.is_valid():
        return _show(request, page, case, wanted)
    initial = {"purpose": case.need[:200], "directions": _directions(wanted), "needs": for_meeting(case.customer, 300)}
    form = TimeForm(request.POST or None, initial=initial)
    _offer(form, wanted, case)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = make(case, form.agreed(wanted), at=now(), by=officer)
            confirm(made, **form.as_told, at=now(), by=officer)
            if let_go(case, at=now(), by=officer):
                messages.success(request, "They have a time, and can go.")
            return made.occasion.reference

        try:
            return redirect("appointment", once(token_of(request), act, at=now(), by=officer))
        except REFUSED as why:
            _refuse(form, why)
    return _show(request, page, case, wanted, form)


def _refuse(form: TimeForm, why: Exception) -> None:
    """Say why it can't be: beside the way, where that is what can't be used, else beside the time."""
    form.add_error("way" if isinstance(why, NotSaid) else "begins", str(why))


def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Move an appointment: never without apology and explanation."""
    appointment, officer = the_appointment(request, reference), officer_of(request)
    case, back = appointment.case, reverse("appointment", args=[reference])
    wanted = WantedForm(request.GET or _as_it_is(appointment))
    page = Page("Move the appointment", "Move it and tell the customer", "", back, "Back to the appointment")
    if not appointment.is_open:
        return redirect(back)
    if not wanted.is_valid():
        return _show(request, page, case, wanted)
    names = ("purpose", "place", "directions", "needs", "interpreter")
    form = MoveForm(request.POST or None, initial={name: getattr(appointment, name) for name in names})
    _offer(form, wanted, case)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            tell_move(appointment, form.agreed(wanted), **form.sorry, at=now(), by=officer)
            return reference

        try:
            return redirect("appointment", once(token_of(request), act, at=now(), by=officer))
        except REFUSED as why:
            _refuse(form, why)
    return _show(request, page, case, wanted, form)


def _show(
    request: HttpRequest, page: Page, case: Case, wanted: WantedForm, form: TimeForm | None = None
) -> HttpResponse:
    shown = {"page": page, "case": case, "wanted": wanted, "form": form, "token": token_of(request)}
    return render(request, "diary/new.html", shown)


def _offer(form: TimeForm, wanted: WantedForm, case: Case) -> None:
    asked, moment = wanted.cleaned_data, now()
    times = free_times(
        asked["officer"],
        wanted.length,
        after=max(moment, day_of(asked["after"])[0]) if asked["after"] else moment,
        now=moment,
        room=asked["room"],
        interpreter=bool(asked["language"]),
    )
    form.offer(_with_typed(times, form), interpreter=bool(asked["language"]))
    form.offer_ways(case.customer, case)


def _with_typed(times: list[datetime], form: TimeForm) -> list[datetime]:
    """Return the free times, and that which was chosen of those offered before: it may be taken by now, and is said."""
    chosen = str(form.data.get("begins", "")) if form.is_bound else ""
    try:
        moment = datetime.fromisoformat(chosen)
    except ValueError:
        return times
    if moment.tzinfo is None or moment in times or not 1990 < moment.year < 2100:
        return times
    return sorted([*times, local(moment)])


def _directions(wanted: WantedForm) -> str:
    room = wanted.cleaned_data["room"]
    return room.office.directions if room else ""


def _as_it_is(appointment: Appointment) -> QueryDict:
    """Return what the appointment wants of a time, as the form asks for it."""
    asked = QueryDict(mutable=True)
    length = int((appointment.ends - appointment.begins).total_seconds()) // 60
    asked["officer"], asked["room"] = str(appointment.officer_id), str(appointment.room_id or "")
    asked["minutes"] = str(min(LENGTHS, key=lambda each: abs(each - length)))
    asked["language"] = appointment.language
    return asked
