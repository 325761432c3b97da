"""The sheet of a call in hand: a new contact in which who rings, and what the charter has one say, is filled in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from answerable.charter.facts import Fact
from answerable.desk.council.actions import council
from answerable.desk.customers.models import Customer
from answerable.desk.customers.who import NewCustomer, with_number
from answerable.desk.history.law import law
from answerable.desk.incoming.models import Contact
from answerable.desk.steps.asked import needs_of, steps_at
from answerable.desk.telephone.greeting import greeting_for
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.ringing import Ringing
from answerable.desk.telephone.taking import CHANNEL, moment_of, record_call
from answerable.web.cases.steps import sentence
from answerable.web.contacts.fields import SmallCheckbox
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.contacts.sheet import Sheet, call_place

ENDS = "call ended"


class CallForm(ContactForm):
    """Who rings. The channel is known, and so is the moment."""

    greeted = forms.BooleanField(required=False, widget=SmallCheckbox)

    def __init__(self, *args: Any, call: Call, known: Sequence[Customer], greeting: Sequence[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.call = call
        for name in ("channel", "on", "time"):
            del self.fields[name]
        self.fields["greeted"].label = f"Said: {', '.join(greeting)}"
        if not greeting:
            del self.fields["greeted"]
        if len(known) > 1 and not self.is_bound:
            self.matches = list(known)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned |= {"channel": CHANNEL, "when": moment_of(self.call)}
        if isinstance(cleaned.get("customer"), NewCustomer):
            cleaned["customer"] = with_number(cleaned["customer"], self.call.caller)
        return cleaned


class CallSheet(Sheet):
    """What is typed of one call. Each call has its own draft: what was half-typed of another contact stays as it is."""

    title = "Call"
    form = CallForm

    def __init__(self, request: HttpRequest, found: Ringing) -> None:
        super().__init__(request)
        self.call = found.call
        self.known = found.known
        reference = self.call.occasion.reference
        self.place = call_place(reference)
        self.url = reverse("call", args=[reference])
        ours, moment = council(), now()
        charter = law(ours).charter_at(moment)
        self.greeting = greeting_for(self.officer, self.call.line, charter=charter, council=ours.name, at=moment)
        end = Fact(reference, ENDS, moment, channel=CHANNEL)
        self.ending = tuple(needs_of(steps_at(charter, [end])))
        self._thanked = request.POST.get("do") == "send"

    @property
    def ending_words(self) -> str:
        """Return what the button says: to press it is to say that it was done."""
        return f"{sentence(', '.join(self.ending))}: record" if self.ending else "Record the call"

    def contact_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> CallForm:
        known = [one.customer for one in self.known]
        return CallForm(data, initial=initial, call=self.call, known=known, greeting=self.greeting.needs)

    def filled_in(self) -> dict[str, Any]:
        if len(self.known) == 1:
            customer = self.known[0].customer
            return {"who": str(customer), "customer": customer.pk}
        return {"who": self.call.caller}

    def take_down(self, contact: ContactForm, matters: Sequence[MatterForm]) -> Contact:
        taken = super().take_down(contact, matters)
        greeted = self.greeting.needs if contact.cleaned_data.get("greeted") else ()
        ended = self.ending if self._thanked else ()
        record_call(self.call, taken, greeted=greeted, ended=ended, at=now(), by=self.officer)
        return taken
