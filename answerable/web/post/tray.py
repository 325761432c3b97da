"""The tray of letters out: those with the least time left first; printed, and recorded when they are posted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_POST

from answerable.desk.cases.actions import NotAnswered
from answerable.desk.council.actions import council
from answerable.desk.customers.actions import looked, looked_at_several
from answerable.desk.customers.models import Customer
from answerable.desk.outbox.words import DEMONSTRATION, signature
from answerable.desk.post import letters as desk
from answerable.desk.post.letters import ABOUT, SIZES, NotPosted, letterhead, tray
from answerable.desk.post.models import Letter
from answerable.web.post.forms import PostedForm, row_number
from answerable.web.sitting import officer_of

# What was posted today stands below, so that a slip is seen.
LATELY = 50


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    """Show what waits to be printed and posted, and what was posted today."""
    return _show(request, PostedForm(initial={"on": localdate()}))


def _show(request: HttpRequest, form: PostedForm) -> HttpResponse:
    moment, officer = now(), officer_of(request)
    rows = tray(now=moment)
    gone = Letter.objects.filter(recorded_at__date=localdate(), message__state="sent")
    lately = list(gone.select_related(*ABOUT, "posted_by").order_by("-recorded_at", "-id")[:LATELY])
    named = [row.letter for row in rows] + lately
    looked_at_several(officer, _customers(named), at=moment, where="post")
    shown: dict[str, Any] = {
        "rows": rows,
        "form": form,
        "lately": lately,
        "to_print": sum(row.letter.printed_at is None for row in rows),
        "to_post": sum(row.letter.printed_at is not None for row in rows),
    }
    return render(request, "post/tray.html", shown)


def _customers(named: Iterable[Letter]) -> list[Customer]:
    return [letter.customer for letter in named if letter.customer]


@require_GET
def to_print(request: HttpRequest) -> HttpResponse:
    """Show all that is not printed yet, each on a sheet of its own."""
    moment = now()
    unprinted = [row.letter for row in tray(now=moment) if row.letter.printed_at is None]
    looked_at_several(officer_of(request), _customers(unprinted), at=moment, where="post")
    return _sheets(request, unprinted)


@require_GET
def one_to_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter as it is printed: also one that was posted, to be looked at again."""
    letter = _letter(pk)
    looked(officer_of(request), letter.customer, at=now(), where="post")
    size = request.GET.get("size", "")
    return _sheets(request, [letter], size=int(size) if size in map(str, SIZES) else None)


def _sheets(request: HttpRequest, sheets: list[Letter], size: int | None = None) -> HttpResponse:
    ours = council()
    shown: dict[str, Any] = {
        "sheets": [(letter, size or letter.size, signature(letter.message.officer, ours)) for letter in sheets],
        "letterhead": letterhead(ours),
        "today": localdate(),
        "sizes": SIZES,
        "alone": sheets[0] if len(sheets) == 1 else None,
        "unprinted": [letter for letter in sheets if letter.printed_at is None and letter.posted_on is None],
        "demonstration_words": DEMONSTRATION if ours.demonstration else "",
    }
    return render(request, "post/print.html", shown)


@require_POST
def printed(request: HttpRequest) -> HttpResponse:
    """Note that letters lie printed."""
    done = desk.printed(_chosen(request), at=now(), by=officer_of(request))
    if done:
        messages.success(request, f"{done} letter{'s are' if done > 1 else ' is'} printed. It counts once posted.")
    return redirect("tray")


@require_POST
def posted(request: HttpRequest) -> HttpResponse:
    """Record that letters were posted: one, or all that lie printed."""
    form = PostedForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    chosen = _chosen(request)
    done = sum(_post(request, letter, form.cleaned_data["on"]) for letter in chosen)
    if done:
        messages.success(request, f"{done} letter{'s are' if done > 1 else ' is'} recorded as posted.")
    _printed_since(request, chosen)
    return redirect("tray")


def _chosen(request: HttpRequest) -> list[Letter]:
    """Return the letters that were pressed, or all that lay printed when the page was made: no other was seen."""
    # In one field, however many: a form is taken with a thousand at most.
    lying = request.POST.get("lay_printed", "").split()
    named = lying if request.POST.get("all") == "printed" else request.POST.getlist("letter")
    waiting = Letter.objects.filter(posted_on=None, withdrawn_at=None).select_related(*ABOUT)
    return list(waiting.filter(pk__in=filter(None, map(row_number, named))).order_by("id"))


def _printed_since(request: HttpRequest, seen: list[Letter]) -> None:
    """Say what lies printed that the page did not show: it is not posted by a press that was about others."""
    if request.POST.get("all") != "printed":
        return
    lying = Letter.objects.filter(posted_on=None, withdrawn_at=None).exclude(printed_at=None)
    since = lying.exclude(pk__in=[letter.pk for letter in seen]).count()
    if since:
        were = "letters were printed meanwhile and are" if since > 1 else "letter was printed meanwhile and is"
        messages.warning(request, f"{since} {were} not recorded as posted. See below.")


def _post(request: HttpRequest, letter: Letter, day: date) -> bool:
    try:
        desk.posted(letter, on=day, at=now(), by=officer_of(request))
    except (NotPosted, NotAnswered) as why:
        messages.error(request, f"{letter.reference}: {why}")
        return False
    return True


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a letter out of the tray."""
    return _changed(request, pk, desk.withdraw, "The letter is out of the tray. It was never said.")


@require_POST
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a letter came back, or was not posted after all."""
    return _changed(request, pk, desk.came_back, "It is recorded. What the letter had stopped runs on.")


def _changed(request: HttpRequest, pk: int, change: Any, done: str) -> HttpResponse:
    letter = _letter(pk)
    try:
        change(letter, at=now())
        messages.success(request, done)
    except NotPosted as why:
        messages.error(request, str(why))
    case = letter.message.case
    return redirect("case", case.reference) if case and request.POST.get("back") == "case" else redirect("tray")


def _letter(pk: int) -> Letter:
    found = Letter.objects.select_related(*ABOUT, "message__officer")
    return get_object_or_404(found, pk=pk)
