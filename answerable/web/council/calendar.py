"""The council's calendar: its bank holidays, closures and meetings, and what each change of them moved."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from answerable.desk.council.calendar import What
from answerable.desk.council.changes import NotPossible
from answerable.desk.council.proclaiming import close_on, proclaim_holiday, set_meeting, strike_holiday, withdraw
from answerable.desk.history.law import Law, law
from answerable.desk.models import CalendarChange, Move
from answerable.web.council.forms import ClosureForm, HolidayForm, MeetingForm
from answerable.web.council.views import form_page
from answerable.web.roles import administrators_only, managers_only
from answerable.web.sitting import officer_of

MOVES_A_PAGE = 100
TOLD = Q(told__isnull=False)
SAID = "What falls due from today on was counted anew; what was kept, broken or due before stands."


@require_safe
@managers_only
def calendar(request: HttpRequest) -> HttpResponse:
    rules, today = law(), localdate()
    changes = list(_changes())
    shown = {
        "today": today,
        "counting": rules.charter_at(now()).hours.closures_count,
        "changes": changes,
        "closures": [change for change in changes if _stands(change, What.CLOSURE) and change.last >= today],
        "meetings": sorted(
            (change for change in changes if _stands(change, What.MEETING) and change.first >= today),
            key=lambda change: change.first,
        ),
        **_year(request, rules, today, changes),
    }
    return render(request, "settings/calendar.html", shown)


def _changes() -> Any:
    told = Count("moves__case", filter=Q(moves__told__isnull=False), distinct=True)
    rows = CalendarChange.objects.select_related("by", "withdrawal", "withdraws")
    return rows.annotate(moved=Count("moves"), told=told).order_by("-at", "-id")


def _stands(change: CalendarChange, what: str) -> bool:
    return change.what == what and change.withdraws_id is None and not hasattr(change, "withdrawal")


def _year(request: HttpRequest, rules: Law, today: date, changes: list[CalendarChange]) -> dict[str, Any]:
    """Return the bank holidays of the year that was asked for, as they stand, with what the council made of them."""
    there = rules.calendar_at(now())
    years = range(there.known_from.year, there.known_to.year + 1)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else today.year
    own = {change.first: change for change in changes if _stands(change, What.HOLIDAY)}
    days = sorted((day, title) for day, title in there.holidays.of(there.nation).items() if day.year == year)
    return {
        "year": year,
        "before": year - 1 if year - 1 in years else None,
        "after": year + 1 if year + 1 in years else None,
        "nation": there.nation.replace("-", " ").title(),
        "known_to": there.known_to,
        "holidays": [(day, title, own.get(day)) for day, title in days],
        "struck": [change for change in changes if _stands(change, What.STRUCK) and change.first.year == year],
    }


@require_safe
@managers_only
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one change of the calendar moved, and who had been told a date."""
    row = get_object_or_404(CalendarChange.objects.select_related("by", "withdraws"), pk=pk)
    moves = (
        Move.objects.filter(change=row)
        .select_related("case")
        .order_by(F("told").asc(nulls_last=True), "case", "now", "id")
    )
    page = Paginator(moves, MOVES_A_PAGE).get_page(request.GET.get("page"))
    cases = moves.order_by().aggregate(all=Count("case", distinct=True), told=Count("case", distinct=True, filter=TOLD))
    shown = {"change": row, "page": page, "told": cases["told"], "cases": cases["all"]}
    return render(request, "settings/calendar_change.html", shown)


@administrators_only
def holiday(request: HttpRequest) -> HttpResponse:
    intro = "For a day that is proclaimed beside those the program knows, such as a day of national mourning."
    return _asked(
        request,
        HolidayForm(request.POST or None),
        proclaim_holiday,
        heading="Proclaim a bank holiday",
        button="Proclaim it",
        intro=intro,
    )


@administrators_only
def closure(request: HttpRequest) -> HttpResponse:
    form = ClosureForm(request.POST or None)
    return _asked(request, form, close_on, heading="Declare a closure", button="Declare it")


@administrators_only
def meeting(request: HttpRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    return _asked(request, form, set_meeting, heading="Set a meeting of the council", button="Set it")


def _asked(
    request: HttpRequest,
    form: Form,
    change: Callable[..., CalendarChange],
    *,
    heading: str,
    button: str,
    intro: str = "",
) -> HttpResponse:
    """Show the form, or make the change that it asks for and show what it moved."""
    if request.method == "POST" and form.is_valid():
        try:
            made = change(**form.cleaned_data, at=now(), by=officer_of(request))
        except NotPossible as why:
            form.add_error("first" if "first" in form.fields else "day", str(why))
        else:
            return _done(request, made)
    return form_page(request, form, heading=heading, button=button, intro=intro)


def _done(request: HttpRequest, made: CalendarChange) -> HttpResponse:
    messages.success(request, f"{made.title} is {'withdrawn' if made.withdraws_id else 'in the calendar'}. {SAID}")
    return redirect("calendar-change", made.pk)


@require_POST
@administrators_only
def strike(request: HttpRequest, day: str) -> HttpResponse:
    return _undo(request, lambda at: strike_holiday(day=_date(day), at=at, by=officer_of(request)))


@require_POST
@administrators_only
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(CalendarChange, pk=pk, withdraws=None)
    return _undo(request, lambda at: withdraw(row, at=at, by=officer_of(request)))


def _undo(request: HttpRequest, undo: Callable[[datetime], CalendarChange]) -> HttpResponse:
    try:
        made = undo(now())
    except NotPossible as why:
        messages.error(request, str(why))
        return redirect("calendar")
    return _done(request, made)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
