"""Absences: who is away, and entering it once, by the officer or a manager."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_POST

from answerable.charter.moments import NotAMoment
from answerable.desk.council.actions import council
from answerable.desk.diary import absences as entered
from answerable.desk.diary.absences import Gone
from answerable.desk.diary.models import Absence
from answerable.desk.drafts.actions import once
from answerable.desk.officers.models import Officer
from answerable.web.contacts.fields import Line, SmallCheckbox, day_and_time
from answerable.web.diary.pages import REFUSED
from answerable.web.drafts.restore import token_of
from answerable.web.forms import ClockField, DateField
from answerable.web.sitting import officer_of


class AbsenceForm(forms.Form):
    """From when until when, who covers, and whom customers may turn to."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label="Who is away", empty_label=None)
    first = DateField(label="Away from", error_messages={"required": "Enter the first day"})
    first_time = ClockField(label="At what time, if not all day", help_text="Such as 09:00")
    back = DateField(label="Back on", error_messages={"required": "Enter the day of the return"})
    back_time = ClockField(label="Back at what time", help_text="Such as 09:00")
    cover = forms.ModelChoiceField(
        Officer.objects.none(),
        label="Who covers",
        required=False,
        empty_label="Nobody",
        help_text="New work goes to them, and they see what falls due meanwhile",
    )
    other_contact = Line(
        label="Whom customers may turn to instead",
        max_length=200,
        required=False,
        help_text="Customers read it. Such as “the front office, 01632 960000”. Empty: who covers",
    )
    anyway = forms.BooleanField(label="Enter it all the same", required=False, widget=SmallCheckbox)

    def __init__(self, posted: Any, *, officer: Officer) -> None:
        super().__init__(posted, initial={"officer": officer.pk, "first": localdate()})
        everybody = Officer.objects.at_work().order_by("name")
        who, cover = self.fields["officer"], self.fields["cover"]
        assert isinstance(who, forms.ModelChoiceField) and isinstance(cover, forms.ModelChoiceField)
        who.queryset = everybody if officer.is_manager else everybody.filter(pk=officer.pk)
        cover.queryset = everybody
        self.warnings: list[str] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, returns = self._moment("first", "first_time"), self._moment("back", "back_time")
        if begins and returns and cleaned.get("officer") and "cover" in cleaned and "other_contact" in cleaned:
            names = ("officer", "cover", "other_contact")
            cleaned["gone"] = Gone(begins=begins, returns=returns, **{name: cleaned[name] for name in names})
            self.warnings = list(entered.warnings(cleaned["gone"]))
            if self.warnings and not cleaned.get("anyway"):
                self.add_error("anyway", " ".join(self.warnings) + " Enter it all the same?")
        return cleaned

    def _moment(self, day: str, time: str) -> datetime | None:
        on = self.cleaned_data.get(day)
        if not isinstance(on, date) or time not in self.cleaned_data:
            return None
        try:
            return day_and_time(on, self.cleaned_data[time])
        except NotAMoment as error:
            self.add_error(time, str(error))
            return None


@require_GET
def absences(request: HttpRequest) -> HttpResponse:
    moment = now()
    rows = entered.standing().filter(returns__gt=moment, officer__is_active=True)
    return render(request, "diary/absences.html", {"absences": rows, "moment": moment})


def new_absence(request: HttpRequest) -> HttpResponse:
    officer = officer_of(request)
    form = AbsenceForm(request.POST or None, officer=officer)
    if request.method == "POST" and form.is_valid():
        gone: Gone = form.cleaned_data["gone"]
        try:
            pk = once(
                token_of(request), lambda: str(entered.enter(gone, at=now(), by=officer).pk), at=now(), by=officer
            )
        except REFUSED as why:
            form.add_error("first", str(why))
        else:
            messages.success(request, "The absence is entered.")
            return redirect("absence", int(pk))
    if not form.warnings:
        del form.fields["anyway"]
    return render(request, "diary/absence_new.html", {"form": form, "token": token_of(request)})


@require_GET
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what follows from an absence, with the words for the officer's own mailbox."""
    found = get_object_or_404(Absence.objects.select_related("officer", "cover"), pk=pk)
    shown = {
        "absence": found,
        "may_withdraw": _may(officer_of(request), found) and found.withdrawn_at is None and found.returns > now(),
        "words": entered.out_of_office(found, council()),
        "moment": now(),
        "back": reverse("absences"),
    }
    return render(request, "diary/absence.html", shown)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an absence be none, or end it now."""
    found, officer = get_object_or_404(Absence, pk=pk), officer_of(request)
    if not _may(officer, found):
        raise PermissionDenied
    entered.withdraw(found, at=now(), by=officer)
    messages.success(request, "The absence is ended.")
    return redirect("absences")


def _may(officer: Officer, absence: Absence) -> bool:
    return officer.is_manager or absence.officer_id == officer.pk
