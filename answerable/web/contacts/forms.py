"""The form of a new contact: who it was, and one part for each thing that they wanted."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.timezone import localdate

from answerable.charter.clauses import Step
from answerable.desk.cases.actions import Matter
from answerable.desk.council.models import Service
from answerable.desk.customers.models import Customer
from answerable.desk.customers.who import NewCustomer, known_as, read_new
from answerable.desk.incoming.by_hand import ANSWERED, LIVE, OPEN, SIGNPOSTED, Wanted
from answerable.desk.officers.models import Officer
from answerable.web.cases.steps import StepForm, Ticks
from answerable.web.contacts.fields import Line, SmallCheckbox, SmallRadios, WhenForm, Words
from answerable.web.contacts.words import CHANNELS, TYPES
from answerable.web.forms import DateField

ANONYMOUS, NEW = "anonymous", "new"
TAKEN_DOWN = ("telephone", "voicemail", "counter", "letter", "sms", "social", "email")
OUTCOMES = (
    (ANSWERED, "Settled now: answered in this contact"),
    (SIGNPOSTED, "Signposted: told who else deals with it"),
    (OPEN, "Stays open"),
)
LEFT_OPEN = "left open"
_IDS = re.compile("[0-9]{1,18}")
NOBODY_THERE = "Nobody was there to be told. Choose “stays open”, and answer it from the case."


class WhoForm(forms.Form):
    """Who it was. `customer` holds what was chosen from the list: an id, "new" or "anonymous"; cleaned, it is them."""

    who = Line(
        label="Who",
        max_length=300,
        help_text="A name, number or e-mail; or “anonymous”",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Say who it was. If they gave no name, write “anonymous”."},
    )
    customer = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "contact-%s", **kwargs})
        self.matches: list[Customer] = []
        self.found_out: Customer | None = None  # who it is by what was typed, where nobody had to choose

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "who" in cleaned:
            cleaned["customer"] = self._chosen(cleaned["who"], cleaned.get("customer", ""))
        return cleaned

    @property
    def chosen(self) -> Customer | None:
        """Return the customer who was chosen from the list, or is filled in."""
        if "customer" not in self.fields:
            return None
        choice = str(self["customer"].value() or "")
        return Customer.objects.filter(pk=int(choice)).first() if _IDS.fullmatch(choice) else None

    def _chosen(self, who: str, choice: str) -> Customer | NewCustomer | None:
        if choice == ANONYMOUS or who.casefold() == ANONYMOUS:
            return None
        if _IDS.fullmatch(choice) and (chosen := Customer.objects.filter(pk=int(choice)).first()):
            return chosen
        if choice == NEW:
            return read_new(who)
        self.matches, sure = known_as(who)
        if sure:
            self.found_out = self.matches.pop()
            return self.found_out
        prefetch_related_objects(self.matches, "addresses", "needs")
        if self.matches:
            self.add_error("who", "Somebody of that name is known already. Choose which one it was.")
        return read_new(who)


class ContactForm(WhoForm, WhenForm):
    """Who, on which channel, and when."""

    channel = forms.ChoiceField(
        label="How they reached us",
        choices=[(channel, CHANNELS[channel]) for channel in TAKEN_DOWN],
        widget=SmallRadios,
        initial="telephone",
    )
    asked = forms.BooleanField(label="They ask for an acknowledgement", required=False, widget=SmallCheckbox)
    field_order: tuple[str, ...] = ("channel", "on", "time")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("channel") == "letter" and "on" in cleaned and not cleaned["on"]:
            self.add_error("on", "Give the day on which the letter reached the council")
        return cleaned


class MatterForm(StepForm):
    """One thing that they wanted, what came of it, and what the charter's steps ask for meanwhile."""

    one_of = ("done", "done_open")

    need = Words(label="What they wanted", rows=3, error_messages={"required": "Write what they wanted"})
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=OUTCOMES,
        widget=SmallRadios,
        error_messages={"required": "Choose what came of it"},
    )
    owner = forms.ModelChoiceField(
        Officer.objects.none(), label="Owner", error_messages={"required": "A case left open has an owner"}
    )
    target = DateField(label="Answer by", required=False, help_text="Empty: the date that follows from the charter")
    told = Words(label="What you told them", rows=2, required=False)
    done_open = forms.MultipleChoiceField(label="Tick what was done", required=False, widget=Ticks)
    send = forms.BooleanField(
        label="E-mail them who deals with it, how to reach us, and by when",
        required=False,
        initial=True,
        widget=SmallCheckbox,
    )
    type = forms.ChoiceField(label="Type", choices=list(TYPES.items()), required=False)
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", required=False, empty_label="None")

    def __init__(self, *args: Any, number: int, officer: Officer, steps: Sequence[Step] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"matter{number}", "auto_id": "contact-%s", **kwargs})
        self.number = number
        self._choose_from("owner", Officer.objects.at_work().order_by("name"))
        self._choose_from("service", Service.objects.filter(current=True).order_by("name"))
        self.fields["owner"].initial = officer.pk
        left_open = [step for step in steps if step.at == LEFT_OPEN]
        self.ask_for([step for step in steps if step not in left_open])
        self.ask_for(left_open, "done_open")
        if not left_open:
            del self.fields["send"]

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_target(self) -> date | None:
        target: date | None = self.cleaned_data["target"]
        if target and target < localdate():
            raise ValidationError("That day has passed. Give a day from today on.")
        return target

    def agree_with(self, contact: ContactForm) -> None:
        """Refuse an outcome that the channel doesn't allow."""
        if contact.cleaned_data.get("channel") not in LIVE and self.cleaned_data.get("outcome") in (
            ANSWERED,
            SIGNPOSTED,
        ):
            self.add_error("outcome", NOBODY_THERE)

    def wanted(self, contact: ContactForm) -> Wanted:
        data = self.cleaned_data
        matter = Matter(
            type=data["type"] or "enquiry",
            service=data["service"],
            acknowledgement_requested=contact.cleaned_data["asked"],
        )
        return Wanted(
            need=data["need"],
            outcome=data["outcome"],
            owner=data["owner"],
            target=data["target"],
            told=data["told"],
            matter=matter,
            done=(*data.get("done", ()), *(data.get("done_open", ()) if data["outcome"] == OPEN else ())),
            send=data.get("send", False),
        )
