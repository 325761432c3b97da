"""The sheet of a visit: a new contact in which who came, and when, is filled in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.incoming.models import Contact
from answerable.desk.needs.actions import keep_needs
from answerable.desk.reception.asked import CHANNEL
from answerable.desk.reception.lasting import lasting
from answerable.desk.reception.models import ReceptionVisit
from answerable.web.contacts.fields import SmallCheckboxes
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.contacts.sheet import Sheet
from answerable.web.reception.languages import spoken_by


class VisitForm(ContactForm):
    """Who came. The channel is known, and so is the moment; of what they needed, what holds next time can be kept."""

    one_of = (*ContactForm.one_of, "keeps")

    keeps = forms.MultipleChoiceField(
        label="Keep what they need for next time, if they wish it", required=False, widget=SmallCheckboxes
    )

    def __init__(self, *args: Any, visit: ReceptionVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit
        for name in ("channel", "on", "time"):
            del self.fields[name]
        keeps = self.fields["keeps"]
        assert isinstance(keeps, forms.MultipleChoiceField)
        self.lasting = {told.what: told for told in lasting(visit, spoken_by(visit))}
        keeps.choices = [(what, str(told)) for what, told in self.lasting.items()]
        if not self.lasting:
            del self.fields["keeps"]

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

    def first_matter(self) -> dict[str, Any]:
        return {"need": self.visit.about}

    def take_down(self, contact: ContactForm, matters: Sequence[MatterForm]) -> Contact:
        taken = super().take_down(contact, matters)
        if taken.customer and isinstance(contact, VisitForm):
            told = [contact.lasting[what] for what in contact.cleaned_data.get("keeps", ())]
            keep_needs(taken.customer, told, at=now(), by=self.officer)
        self.visit.contact, self.visit.customer = taken, taken.customer
        self.visit.save(update_fields=["contact", "customer"])
        return taken
