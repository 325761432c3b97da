"""Triage: one new case at a time beside the list of those that wait; one key each, and each can be undone."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from answerable.desk.cases import triage as sorting_of_cases
from answerable.desk.cases.models import Case, Sorting
from answerable.desk.cases.triage import CannotSort, last_sorting, sort
from answerable.desk.cases.unsorted import MOST, Unsorted, look_at, to_sort
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import looked, saw_listed
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.search.words import reference_in
from answerable.web.sitting import officer_of
from answerable.web.today.words import deeds, due_words, left

# What was sorted before this is no longer on anybody's fingers; the case itself can still be changed.
UNDONE_WITHIN = timedelta(hours=12)
TAKE = "take"
DONE = {
    "new": "is a new case",
    "joins": "has joined {other}",
    "not for us": "is not for us, and waits for your signpost",
    "junk": "is junk, and closed",
    "no answer needed": "needs no answer, and is closed",
}


@require_GET
def triage(request: HttpRequest) -> HttpResponse:
    officer, moment, the_council = officer_of(request), now(), council()
    waiting = to_sort()
    chosen = request.GET.get("case", "")
    saw_listed(officer, (case.customer_id for case in waiting[:MOST]), at=moment, where="triage")
    case = next((case for case in waiting if case.reference == chosen), waiting[0] if waiting else None)
    shown: dict[str, Any] = {
        "council": the_council,
        "moment": moment,
        "waiting": waiting[:MOST],
        "more": len(waiting) > MOST,
        "last": _last(officer),
        "current": None,
    }
    if case is not None:
        looked(officer, case.customer, case=case, at=moment, where="triage")
        current, rules = look_at(case), law(the_council)
        shown |= {
            "current": current,
            "why": _why(current),
            "next": _after(case, waiting),
            "left": left(case.next_due, now=moment, calendar=rules.calendar_at(moment)),
            "due": due_words(case.next_due, moment) if case.next_due else "",
            "deed": deeds(rules).get(case.next_promise, ""),
        }
    return render(request, "triage/triage.html", shown)


def _last(officer: Officer) -> dict[str, Any] | None:
    last: Sorting | None = last_sorting(officer)
    if last is None or now() - last.at > UNDONE_WITHIN:
        return None
    return {"case": last.case, "words": DONE[last.sorted_as].format(other=last.joined), "taken": last.owner_before}


def _why(current: Unsorted) -> str:
    """Say why a case is suggested: its reference stood in the mail, and why it was not joined by itself."""
    if current.suggested is None:
        return ""
    same = current.suggested.customer_id == current.case.customer_id
    who = "and it is the same customer’s" if same else "but the sender is not known on that case"
    return f"Its reference stands in the message, {who}."


def _after(case: Case, waiting: list[Case]) -> str:
    """Return the reference of the case that is looked at once this one is sorted."""
    place = waiting.index(case)
    others = [*waiting[place + 1 :], *waiting[:place][-1:]]
    return others[0].reference if others else ""


@require_POST
def sorting(request: HttpRequest, reference: str) -> HttpResponse:
    """Sort the case by the button or key that was pressed."""
    case = get_object_or_404(Case.objects.select_related("owner"), reference=reference)
    wish = sorting_of_cases.JOINS if "joins" in request.POST else request.POST.get("as", "")
    try:
        sort(
            case,
            as_=sorting_of_cases.NEW if wish == TAKE else wish,
            at=now(),
            by=officer_of(request),
            joins=_joined(request) if wish == sorting_of_cases.JOINS else None,
            takes=wish == TAKE,
        )
    except CannotSort as problem:
        messages.warning(request, str(problem))
        return redirect(_triage_of(reference))
    if wish == sorting_of_cases.NOT_FOR_US:
        return redirect(reverse("case", args=[reference]) + "?reply=signpost#reply")
    return redirect(_triage_of(request.POST.get("next", "")))


def _joined(request: HttpRequest) -> Case | None:
    """Return the case that was chosen, or whose reference was typed."""
    reference = reference_in(request.POST.get("joins", ""))
    return Case.objects.filter(reference=reference).first() if reference else None


@require_POST
def undoing(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the sorting of the case back, and look at it again."""
    case = get_object_or_404(Case.objects.select_related("owner", "joined"), reference=reference)
    try:
        sorting_of_cases.undo(case, at=now(), by=officer_of(request))
    except CannotSort as problem:
        messages.warning(request, str(problem))
    return redirect(_triage_of(reference))


def _triage_of(reference: str) -> str:
    known = reference_in(reference)
    return reverse("triage") + (f"?case={known}" if known else "")
