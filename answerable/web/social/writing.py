"""Answering on social media from the case: under the message for all to read, or to the customer alone."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.charter.moments import local
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.drafts.actions import keep
from answerable.desk.history.retiming import answer_due
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.actions import Saying, withdraw
from answerable.desk.outbox.models import Means
from answerable.desk.outbox.words import dealing, in_words
from answerable.desk.social.actions import answer_on_network, last_posting, stands
from answerable.desk.social.models import Posting
from answerable.desk.social.personal import personal_details
from answerable.web.cases.checks import Missing
from answerable.web.cases.forms import MEANS_WORDS, WayForm
from answerable.web.cases.ways import Draft, Way, draft_by, say_by
from answerable.web.cases.work import the_case
from answerable.web.contacts.fields import SmallRadios
from answerable.web.sitting import officer_of

PUBLIC, PRIVATE = "public", "private"
MOVE = "move"  # an answer that asks them to write in private
MOVE_WORDS = (
    "Thank you for telling us. So that we can look into this without your details standing here for all to read, "
    "please send us a private message."
)


class SocialForm(WayForm):
    """What the council says on a network."""

    means = forms.ChoiceField(
        label="This is",
        choices=[*MEANS_WORDS.items(), (MOVE, "No answer yet: it asks them to write to us in private")],
        initial=Means.ANSWER,
        widget=SmallRadios,
    )
    where = forms.ChoiceField(
        label="Who can read it?",
        choices=[(PUBLIC, "Everybody: under their message"), (PRIVATE, "Only they: a private message")],
        widget=SmallRadios,
        error_messages={"required": "Choose who can read it"},
    )
    field_order = ("otherwise", "means", "where", "text")
    posting: Posting | None = None

    def know(self, file: CaseFile) -> None:
        self.posting = last_posting(file.case)
        if self.posting is None:
            self.about = "Nobody wrote on social media in this case. Answer in another way."
            return
        where = f", {self.posting.page}" if self.posting.page else ""
        how = "in public" if self.posting.public else "in private"
        self.about = f"{self.posting.author or 'Somebody'} wrote {how} on {capfirst(self.posting.network)}{where}."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.posting is None:
            self.add_error(None, "Nobody wrote on social media in this case. Answer in another way.")
        if cleaned.get("means") == MOVE and cleaned.get("closes"):
            self.add_error("closes", "They are asked to go on in private: leave it open.")
        return cleaned


def write(request: HttpRequest, reference: str) -> HttpResponse:
    return say_by(request, reference, SOCIAL)


@require_POST
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    return draft_by(request, reference, SOCIAL)


def acknowledgement_of(file: CaseFile) -> dict[str, str]:
    """Return the fields of the acknowledgement: in few words, and with nothing that only the customer should read."""
    due = answer_due(file.case)
    expecting = f" You can expect our full answer by {in_words(local(due))}." if due else ""
    text = f"Thank you, we have your message. {dealing(file.case.owner)}{expecting}"
    return {"means": str(Means.ACKNOWLEDGEMENT), "text": text, **_initial(file, file.case.owner)}


def _initial(file: CaseFile, officer: Officer) -> dict[str, Any]:
    last = last_posting(file.case)
    return {"where": PUBLIC if last and last.public else PRIVATE}


def _personal(draft: Draft) -> list[Missing]:
    if draft.data.get("where") != PUBLIC:
        return []
    ours = (draft.council.telephone, draft.council.email, draft.officer.telephone, draft.council.public_url)
    found = personal_details(str(draft.data["text"]), draft.case, ours=ours)
    return [
        Missing(f"Everybody will read it, and there is {one} in it. Take it out.", "Public:", "text") for one in found
    ]


def _send(draft: Draft, saying: Saying) -> object:
    under = last_posting(draft.case)
    assert under is not None
    moves = saying.means == MOVE
    whole = replace(saying, means=Means.OTHER) if moves else saying
    public = draft.data["where"] == PUBLIC
    return answer_on_network(draft.case, whole, under=under, public=public, at=now(), by=draft.officer, moves=moves)


SOCIAL = Way(
    by="social",
    heading="Answer on social media",
    button="Lay it ready",
    done="It is laid ready. It counts once it stands on the network: the connected program, or you, record that.",
    form=SocialForm,
    initial=_initial,
    send=_send,
    advised=_personal,
)


@require_POST
def posted(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record that our words stand on the network: an officer has put them there."""
    posting = _ours(request, reference, pk)
    if stands(posting, at=now(), recorded=now()):
        messages.success(request, "It is recorded that it stands there.")
    return redirect("case", reference)


@require_POST
def withdrawal(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Let go of words that were laid ready."""
    posting = _ours(request, reference, pk)
    if posting.message is not None and withdraw(posting.message):
        messages.success(request, "It is withdrawn. It was never said.")
    return redirect("case", reference)


def _ours(request: HttpRequest, reference: str, pk: int) -> Posting:
    case = the_case(request, reference)
    return get_object_or_404(Posting.objects.select_related("message"), pk=pk, message__case=case)


@require_POST
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Prepare the words that ask them to go on in private."""
    case = the_case(request, reference)
    fields = {"means": MOVE, "where": PUBLIC, "text": MOVE_WORDS}
    keep(officer_of(request), SOCIAL.place(case.reference), fields, at=now())
    return redirect(SOCIAL.url, case.reference)
