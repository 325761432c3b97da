"""Badges: the list, issuing one, withdrawing it, and what is printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from answerable.desk.badges.actions import NotPossible, issue, withdraw
from answerable.desk.badges.lists import list_of_badges, next_number
from answerable.desk.badges.photographs import MOST_BYTES
from answerable.desk.badges.signed import address_of
from answerable.desk.council.actions import council
from answerable.desk.drafts.actions import once
from answerable.desk.models import Badge, Officer
from answerable.web.badges.forms import BadgeForm, WithdrawalForm
from answerable.web.badges.pictures import picture, square
from answerable.web.council.views import form_page
from answerable.web.drafts.restore import token_of
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


@require_GET
@managers_only
def badges(request: HttpRequest) -> HttpResponse:
    return render(request, "badges/badges.html", {"lines": list_of_badges(localdate())})


@managers_only
def badge_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a badge to an officer; the one they have is replaced."""
    bearer, by = get_object_or_404(Officer, pk=pk, is_active=True), officer_of(request)
    before = Badge.objects.filter(officer=bearer).order_by("-pk").first()
    form = BadgeForm(
        request.POST or None,
        request.FILES or None,
        initial={"number": next_number()},
        has_photograph=before is not None,
    )
    if request.method == "POST" and form.is_valid() and not _too_large(request, form):
        given = form.cleaned_data
        photograph = given["photograph"] or (bytes(before.photograph) if before else b"")

        def do() -> str:
            made = issue(
                bearer, number=given["number"], expires=given["expires"], photograph=photograph, at=now(), by=by
            )
            return str(made.pk)

        try:
            number = once(token_of(request), do, at=now(), by=by)
        except NotPossible as why:
            form.add_error("number", str(why))
        else:
            messages.success(request, f"{bearer} has a new badge. Print it now.")
            return redirect("badge-card", int(number))
    shown = {"form": form, "bearer": bearer, "before": before, "token": token_of(request)}
    return render(request, "badges/issue.html", shown)


def _too_large(request: HttpRequest, form: BadgeForm) -> bool:
    """Say, and write into the form, that a photograph was sent that was too large to be read at all."""
    found = not request.FILES and int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
    if found:
        form.add_error("photograph", f"The file is too large: {MOST_BYTES // 1024 // 1024} MB at most")
    return found


@require_GET
@managers_only
def badge_card(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the identity card, both sides, and the name badge, as they are printed."""
    kept = get_object_or_404(Badge.objects.select_related("officer"), pk=pk)
    the_council = council()
    shown: dict[str, Any] = {
        "badge": kept,
        "council": the_council,
        "picture": picture(kept),
        "square": square(address_of(kept, the_council.public_url)),
        "good": kept.is_in_force(localdate()),
    }
    return render(request, "badges/card.html", shown)


@managers_only
def badge_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Badge.objects.select_related("officer"), pk=pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw(kept, why=form.cleaned_data["why"], at=now())
        messages.success(request, f"Badge {kept.number} is good no longer.")
        return redirect("badges")
    return form_page(request, form, heading=f"Withdraw badge {kept.number}", button="Withdraw it")
