"""The sheet of a call in hand: a new contact in which who rings, and what the charter has one say, is filled in."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.customers.models import Customer
from answerable.desk.customers.who import NewCustomer, with_number
from answerable.desk.incoming.models import Contact
from answerable.desk.telephone.greeting import Greeting
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.ringing import Ringing
from answerable.desk.telephone.taking import CHANNEL, moment_of, record_call
from answerable.web.cases.steps import sentence
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.contacts.sheet import Sheet, call_place
from answerable.web.telephone.said import SaidForm, what_to_say


class CallForm(SaidForm, ContactForm):
    """Who rings. The channel is known, and so is the moment."""

    def __init__(self, *args: Any, call: Call, known: Sequence[Customer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        for name in ("channel", "on", "time"):
            del self.fields[name]
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
        self.asked = what_to_say(self.call, self.officer, at=now())
        self._thanked = request.POST.get("do") != "only"

    @property
    def by_hand(self) -> bool:
        """Say whether no telephone system told of it, and nothing has come of it: it may have been a slip."""
        return self.call.feed_id is None and self.call.contact is None and self.call.ended is None

    @property
    def greeting(self) -> Greeting:
        return self.asked.greeting

    @property
    def ending(self) -> tuple[str, ...]:
        return self.asked.ending

    @property
    def ending_words(self) -> str:
        """Return what the button says: to press it is to say that it was done."""
        return f"{sentence(', '.join(self.ending))}: record" if self.ending else "Record the call"

    def contact_form(self, data: Any = None, initial: dict[str, Any] | None = None) -> CallForm:
        known = [one.customer for one in self.known]
        return CallForm(data, initial=initial, call=self.call, known=known, asked=self.asked)

    def filled_in(self) -> dict[str, Any]:
        if len(self.known) == 1:
            customer = self.known[0].customer
            return {"who": str(customer), "customer": customer.pk}
        return {"who": self.call.caller}

    def take_down(self, contact: ContactForm, matters: Sequence[MatterForm]) -> Contact:
        taken = super().take_down(contact, matters)
        greeted, ended = self.asked.done(greeted=bool(contact.cleaned_data.get("greeted")), thanked=self._thanked)
        record_call(self.call, taken, greeted=greeted, ended=ended, at=now(), by=self.officer)
        return taken
