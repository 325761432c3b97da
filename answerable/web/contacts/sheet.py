"""The sheet on which a contact is taken down: by itself, or of a call that an officer has in hand."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from answerable.charter.clauses import Step
from answerable.desk.drafts.actions import drop, keep, kept, kept_since
from answerable.desk.history.law import law
from answerable.desk.incoming.by_hand import take_down
from answerable.desk.incoming.models import Contact
from answerable.desk.references import LETTERS
from answerable.desk.steps.asked import steps_about
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.drafts.restore import given_back, typed
from answerable.web.sitting import officer_of

PLACE = "new-contact"
A_CALL = "call-"
# What is kept half-typed: a contact and a message, by themselves or of a call.
A_PLACE = re.compile(rf"{PLACE}|new-message|(call|message|transfer|visit)-[{LETTERS}]{{4}}-[{LETTERS}]{{4}}")
# What may happen in a contact that is taken down by hand.
MOMENTS = (
    "received",
    "query opened",
    "left open",
    "answered",
    "settled at first contact",
    "signposted",
    "closed",
)
# As many things as anybody wanted in one contact; a page has an end.
MOST_MATTERS = 9


def call_place(reference: str) -> str:
    """Return where the sheet of a call is kept half-typed."""
    return f"{A_CALL}{reference}"


Forms = tuple[ContactForm, list[MatterForm]]


class Sheet:
    """What is typed of one contact. Half-typed it is kept at `place`; `url` shows it and takes it."""

    title = "New contact"
    form: type[ContactForm] = ContactForm

    def __init__(self, request: HttpRequest) -> None:
        self.officer = officer_of(request)
        self.place = PLACE
        self.url = reverse("new-contact")

    @property
    def draft_url(self) -> str:
        return reverse("draft", args=[self.place])

    def half_typed(self) -> Forms:
        """Return the forms with what was left half-typed."""
        fields, matters, steps = kept(self.officer, self.place), [], self._steps()
        for number in range(_count(fields)):
            prefix = f"matter{number}-"
            own = {name.removeprefix(prefix): value for name, value in fields.items() if name.startswith(prefix)}
            initial = {**({} if number else self.first_matter()), **given_back(MatterForm, own)}
            matters.append(MatterForm(initial=initial, number=number, officer=self.officer, steps=steps))
        return self.contact_form(initial={**self.filled_in(), **given_back(self.form, fields)}), matters

    def left_at(self, contact: ContactForm, matters: Sequence[MatterForm]) -> datetime | None:
        """Return when words were left here that may be about somebody else. A call's own are about that call."""
        if self.place != PLACE or not any([contact["who"].value(), *(matter["need"].value() for matter in matters)]):
            return None
        return kept_since(self.officer, self.place)

    def start_afresh(self) -> None:
        """Let go of what was left half-typed."""
        drop(self.officer, self.place)

    def posted(self, request: HttpRequest) -> Forms:
        steps, count = self._steps(), _count(typed(request))
        matters = [
            MatterForm(request.POST, number=number, officer=self.officer, steps=steps) for number in range(count)
        ]
        return self.contact_form(request.POST), matters

    def one_more_matter(self, request: HttpRequest) -> None:
        """Keep what is typed, with room for another thing that they wanted."""
        fields = typed(request)
        keep(
            self.officer,
            self.place,
            {**fields, "matters": str(min(_count(fields) + 1, MOST_MATTERS))},
            at=now(),
        )

    def take_down(self, contact: ContactForm, matters: Sequence[MatterForm]) -> Contact:
        data = contact.cleaned_data
        taken = take_down(
            channel=data["channel"],
            received_at=data["when"],
            at=now(),
            by=self.officer,
            customer=data["customer"],
            wanted=[matter.wanted(contact) for matter in matters],
        )
        drop(self.officer, self.place)
        return taken

    def contact_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> ContactForm:
        return self.form(data, initial=initial)

    def filled_in(self) -> dict[str, Any]:
        """Return what is known before anything is typed."""
        return {}

    def first_matter(self) -> dict[str, Any]:
        """Return what is known of what they wanted before anything is typed."""
        return {}

    def _steps(self) -> list[Step]:
        """Return the steps that may be called for while somebody is with us, whatever it turns out to be about."""
        return steps_about(law().charter_at(now()), *MOMENTS)


def are_right(contact: ContactForm, matters: Sequence[MatterForm]) -> bool:
    right = [form.is_valid() for form in (contact, *matters)]
    for matter in matters:
        matter.agree_with(contact)
    return all(right) and not any(matter.errors for matter in matters)


def _count(fields: dict[str, str]) -> int:
    count = fields.get("matters", "1")
    return min(max(int(count), 1), MOST_MATTERS) if re.fullmatch("[0-9]{1,3}", count) else 1
