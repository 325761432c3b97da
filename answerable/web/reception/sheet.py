"""The sheet of a visit: a new contact in which who came, and when, is filled in."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from answerable.desk.incoming.models import Contact
from answerable.desk.reception.asked import CHANNEL
from answerable.desk.reception.models import ReceptionVisit
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.contacts.sheet import Sheet


class VisitForm(ContactForm):
    """Who came. The channel is known, and so is the moment."""

    def __init__(self, *args: Any, visit: ReceptionVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        for name in ("channel", "on", "time"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return cleaned | {"channel": CHANNEL, "when": self.visit.seen_at or self.visit.occasion.at}


class VisitSheet(Sheet):
    """What is typed of one visit. Each has its own draft."""

    title = "Visit"
    form = VisitForm

    def __init__(self, request: HttpRequest, visit: ReceptionVisit) -> None:
        super().__init__(request)
        self.visit = visit
        self.place = f"visit-{visit.occasion.reference}"
        self.url = reverse("reception-sheet", args=[visit.occasion.reference])

    def contact_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> VisitForm:
        return VisitForm(data, initial=initial, visit=self.visit)

    def filled_in(self) -> dict[str, Any]:
        return {"who": self.visit.name or "anonymous"}

    def take_down(self, contact: ContactForm, matters: Sequence[MatterForm]) -> Contact:
        taken = super().take_down(contact, matters)
        self.visit.contact, self.visit.customer = taken, taken.customer
        self.visit.save(update_fields=["contact", "customer"])
        return taken
