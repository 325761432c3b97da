"""The desk's officer check: one search while the caller waits."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.customers.actions import looked_at_several
from answerable.desk.drafts.actions import once
from answerable.desk.models import Alarm, Badge, Check, Officer
from answerable.desk.references import new_secret
from answerable.desk.visits.alarms import close
from answerable.desk.visits.genuine import Found, is_elsewhere, record_check, search
from answerable.web.badges.pictures import pictures
from answerable.web.drafts.restore import token_of
from answerable.web.sitting import officer_of
from answerable.web.visits.forms import CheckForm

MOST = 8  # more than these need another word


def officer_check(request: HttpRequest) -> HttpResponse:
    """Ask, and answer on the same page: the words, which may be an address, stand in no address and no log."""
    form = CheckForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "token": token_of(request), "most": MOST}
    if request.method == "POST" and form.is_valid():
        shown |= _answer(request, search(form.cleaned_data["words"], now=now()))
        shown["token"] = new_secret()  # the next question is another
    return render(request, "visits/officer_check.html", shown)


def _answer(request: HttpRequest, found: list[Found]) -> dict[str, Any]:
    officer, moment = officer_of(request), now()
    number = once(token_of(request), lambda: str(record_check(found, at=moment, by=officer).pk), at=moment, by=officer)
    seen = [visit.customer for one in found[:MOST] for visit in one.today if visit.customer]
    looked_at_several(officer, seen, at=moment, where="officer check")
    faces = pictures(Badge.objects.filter(pk__in=[one.badge.pk for one in found[:MOST] if one.badge]))
    return {
        "asked": True,
        "found": [(one, faces.get(one.officer.pk, "")) for one in found[:MOST]],
        "more": len(found) > MOST,
        "genuine": any(one.genuine for one in found),
        "alarm": Alarm.objects.filter(check_made=int(number), closed_at=None).first(),
    }


@require_POST
def officer_elsewhere(request: HttpRequest, pk: int) -> HttpResponse:
    """The address that the caller named is not where this officer is due."""
    is_elsewhere(get_object_or_404(Officer, pk=pk), at=now(), by=officer_of(request))
    messages.warning(request, "Recorded, and the managers are told. Tell the caller to keep the door shut.")
    return redirect("officer-check")


@require_POST
def officer_mistyped(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of the check were mistyped: its alarm is taken back by whoever made it."""
    check = get_object_or_404(Check, pk=pk, by=officer_of(request), matched=False)
    for alarm in check.alarms.filter(closed_at=None):
        close(alarm, outcome="The words of the check were mistyped.", at=now(), by=officer_of(request))
    messages.success(request, "The alarm is taken back. Search again.")
    return redirect("officer-check")
