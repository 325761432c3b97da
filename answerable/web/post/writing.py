"""Writing a letter from the case: it lies in the tray until it is printed and posted."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.charter.facts import WRITING_PARTS
from answerable.charter.wording import parts_in
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.officers.models import Officer
from answerable.desk.outbox import acknowledge
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.models import Means
from answerable.desk.post.letters import SIZES, as_posted, postal_address, usual_size, write_letter
from answerable.web.cases.checks import as_draft
from answerable.web.cases.forms import WayForm
from answerable.web.cases.ways import Draft, Way, draft_by, say_by
from answerable.web.contacts.fields import SmallRadios

_SIZE_WORDS = {12: "12 point", 14: "14 point, clear print", 18: "18 point, large print", 24: "24 point, giant print"}


class LetterOutForm(WayForm):
    """A letter to be printed and posted."""

    address = forms.CharField(
        label="Name and address",
        max_length=500,
        widget=forms.Textarea({"rows": 5, "autocomplete": "off"}),
        help_text="As they stand on the envelope",
        error_messages={"required": "Give the name and the postal address"},
    )
    size = forms.TypedChoiceField(
        label="Type",
        coerce=int,
        choices=[(size, _SIZE_WORDS[size]) for size in SIZES],
        initial=SIZES[0],
        widget=SmallRadios,
    )
    field_order = ("otherwise", "means", "address", "text", "size")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        first, _, rest = text.strip().partition("\n")
        if first.startswith("Dear ") and not rest.strip() and first.endswith(","):
            raise ValidationError("Write the text: so far the letter only greets")
        return text


def write(request: HttpRequest, reference: str) -> HttpResponse:
    return say_by(request, reference, LETTER)


@require_POST
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    return draft_by(request, reference, LETTER)


def _initial(file: CaseFile, officer: Officer) -> dict[str, Any]:
    customer = file.case.customer
    greeting = f"Dear {customer.name},\n\n" if customer and customer.name else ""
    return {"address": postal_address(customer), "text": greeting, "size": usual_size(customer)}


def acknowledgement_of(file: CaseFile) -> dict[str, str]:
    """Return the fields of the acknowledgement, for the officer to read before it is printed."""
    said = acknowledge.saying(file.case, at=now(), by_letter=True)
    customer = file.case.customer
    text = f"Dear {customer.name},\n\n{said.text}" if customer and customer.name else said.text
    return {"means": str(Means.ACKNOWLEDGEMENT), "address": postal_address(customer), "text": text}


def _as_read(draft: Draft) -> str:
    return as_posted(str(draft.data.get("text", "")), draft.officer, draft.council)


def _send(draft: Draft, saying: Saying) -> object:
    # The letterhead and the signature are ours, so that what stands in them is known to stand there.
    read = as_draft(draft.file, {**draft.data, "text": _as_read(draft)}, "letter", draft.officer, draft.council)
    parts = {*saying.tells, *parts_in(read)}
    tells = [*saying.tells, *(part for part in WRITING_PARTS if part in parts and part not in saying.tells)]
    whole, data = replace(saying, tells=tells), draft.data
    return write_letter(draft.case, whole, address=data["address"], size=data["size"], at=now(), by=draft.officer)


LETTER = Way(
    by="letter",
    heading="Write a letter",
    button="Put it in the tray",
    done="The letter lies in the tray, to be printed and posted. It counts once it is posted.",
    form=LetterOutForm,
    initial=_initial,
    send=_send,
    as_read=_as_read,
    signed=True,
    hint="Letterhead, date, reference and signature are put there by themselves. It counts from the day it is posted.",
)
