"""Ruling on a doubt: the ruling is added to the charter's text, as the draft of a new edition."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now

from answerable.charter.clauses import Charter
from answerable.charter.doubting.ruled import may_be_ruled_on, with_ruling
from answerable.charter.doubting.settling import Doubt
from answerable.charter.doubts import doubts
from answerable.charter.reader import read_charter
from answerable.desk.charters.actions import keep_draft, last_edition
from answerable.desk.models import CharterDraft
from answerable.web.charters.forms import RulingForm
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


def key_of(doubt: Doubt) -> str:
    """Return what names a doubt in an address: it stays while the doubt says the same."""
    return hashlib.sha256(str(doubt).encode()).hexdigest()[:12]


def with_keys(found: list[Doubt], charter: Charter) -> list[tuple[Doubt, str]]:
    """Return each doubt with its key; "" for one that no ruling settles."""
    return [(doubt, key_of(doubt) if may_be_ruled_on(doubt, charter) else "") for doubt in found]


@managers_only
def ruling(request: HttpRequest, key: str) -> HttpResponse:
    """Ask what the council rules, and begin the draft of an edition that says so."""
    text = last_edition().text
    charter = read_charter(text)
    doubt = next((doubt for doubt, its in with_keys(doubts(charter, localdate()), charter) if its == key), None)
    if doubt is None:
        raise Http404
    form = RulingForm(request.POST or None, doubt=doubt, charter=charter, on=may_be_ruled_on(doubt, charter))
    if request.method == "POST" and form.is_valid():
        ruled = with_ruling(text, form.ruling())
        draft = keep_draft(CharterDraft(), ruled, at=now(), by=officer_of(request))
        return redirect("charter-draft", draft.pk)
    return render(request, "charters/ruling.html", {"form": form, "doubt": doubt})
