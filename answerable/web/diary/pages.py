"""A page of the diary with one form, which acts once."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from answerable.desk.cases.actions import NotAnswered
from answerable.desk.diary import absences, appointments, calendars
from answerable.desk.drafts.actions import once
from answerable.desk.outbox.ways import NotSaid
from answerable.desk.visits import actions as visits
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of

REFUSED = (
    appointments.NotPossible,
    absences.NotPossible,
    calendars.NotPossible,
    visits.NotPossible,
    NotSaid,
    NotAnswered,
)


@dataclass(frozen=True)
class Page:
    """What a page says: heading, button, what is said when it is done, where it leads, a hint."""

    heading: str
    button: str
    done: str
    back: str  # an address
    back_words: str = "Diary"
    hint: str = ""


def form_page(request: HttpRequest, form: forms.Form, page: Page, act: Callable[[], object]) -> HttpResponse:
    """Show the form; once it is right, do what it asks once and go back. What is refused is said in its words."""

    def do() -> str:
        act()
        return "done"

    if request.method == "POST" and form.is_valid():
        try:
            once(token_of(request), do, at=now(), by=officer_of(request))
        except REFUSED as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, page.done)
            return redirect(page.back)
    return render(request, "diary/form.html", {"form": form, "page": page, "token": token_of(request)})
