"""Rehearsing: what another charter would have made of what really happened. Nothing is written."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from answerable.charter.clauses import Charter, Timed
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors
from answerable.charter.rehearsing.changed import NotAChange
from answerable.charter.worktime import EmptyCalendar, OutsideCalendar
from answerable.desk.history.law import law
from answerable.desk.models import Edition
from answerable.web.charters.rehearse_chart import chart
from answerable.web.charters.rehearse_form import EDITION, PROMISE, TEXT, RehearseForm
from answerable.web.roles import managers_only

if TYPE_CHECKING:
    from answerable.charter.rehearsing.rehearsed import Rehearsed

_FIELD = {PROMISE: "within", EDITION: "edition", TEXT: "text"}


@managers_only
def rehearse(request: HttpRequest) -> HttpResponse:
    """Ask what to rehearse, and show below what came of it."""
    moment = now()
    given = request.POST if request.method == "POST" else None
    form = RehearseForm(given, charter=law().charter_at(moment), today=localdate(), wanted=_wanted(request))
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        shown |= _rehearsed(form, moment)
    return render(request, "charters/rehearse.html", shown)


def _wanted(request: HttpRequest) -> dict[str, str]:
    """Return what a link to this page asks for: an edition, or a promise."""
    for name in (EDITION, PROMISE):
        if request.GET.get(name):
            return {"what": name, name: request.GET[name]}
    return {}


def _rehearsed(form: RehearseForm, moment: datetime) -> dict[str, object]:
    given = form.cleaned_data
    # The program that counts millions is read when it is wanted first: a desk that starts has no need of it.
    from answerable.desk.rehearsals.actions import NothingHappened
    from answerable.desk.rehearsals.actions import rehearse as rehearsed

    try:
        other = _other(given, moment)
        lines = rehearsed(other, given["first"], given["last"], moment)
    except CharterErrors as errors:
        for problem in errors.problems:
            form.add_error(_FIELD[given["what"]], str(problem))
    except (NotAChange, NothingHappened, EmptyCalendar, OutsideCalendar) as why:
        form.add_error("last" if isinstance(why, NothingHappened) else _FIELD[given["what"]], str(why))
    else:
        asked = given["promise"] if given["what"] == PROMISE else ""
        first = [line for line in lines if line.promise == asked]
        ordered = [*first, *(line for line in lines if line not in first)]
        return found(ordered, given["first"], given["last"]) | {"asked": asked, "times": _times(asked, other, moment)}
    return {}


def _times(promise: str, other: Charter, moment: datetime) -> list[str]:
    """Return the time that the promise would have, and the one that it has, as both are read."""
    both = [charter[promise] for charter in (other, law().charter_at(moment))] if promise else []
    return [one.within.words() for one in both if isinstance(one, Timed) and one.within]


def _other(given: dict[str, str], moment: datetime) -> Charter:
    from answerable.desk.rehearsals.actions import charter_with

    match given["what"]:
        case "promise":
            return charter_with([f"{given['promise']}.within={given['within']}"], moment)
        case "edition":
            return read_charter(Edition.objects.get(pk=given["edition"]).text)
        case _:
            return read_charter(given["text"])


def found(lines: "list[Rehearsed]", first: date, last: date) -> dict[str, object]:
    """Return what `charters/rehearsed.html` shows: what would have been otherwise first, and what there is to draw."""
    counted = [line for line in lines if _measured(line)]
    return {
        "first": first,
        "last": last,
        "changed": [line for line in lines if line.differs],
        "same": [line for line in counted if not line.differs],
        "uncounted": [line for line in lines if line not in counted and not line.differs],
        "chart": chart([line for line in counted if line.differs] or counted),
    }


def _measured(line: "Rehearsed") -> bool:
    return any(outcome is not None and outcome.measured for outcome in (line.before, line.after))
