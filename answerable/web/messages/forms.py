"""The forms of messages for colleagues, and of ringing back."""

from collections.abc import Sequence
from typing import Any

from django import forms

from answerable.charter.clauses import Step
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.customers.who import NewCustomer, with_number
from answerable.desk.messages.actions import Word
from answerable.desk.messages.outlook import Outlook
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.asked import SPOKEN
from answerable.web.cases.otherwise import OtherwiseForm
from answerable.web.cases.steps import StepForm
from answerable.web.contacts.fields import ByWhenForm, Line, SmallCheckbox, SmallRadios, WhenForm, Words
from answerable.web.contacts.forms import WhoForm
from answerable.web.telephone.said import SaidForm

WANTED, COVER = "wanted", "cover"
AWAY = "They are away. Say to whom the message goes."
NO_NUMBER = "Give the number at which they can be rung back."


class MessageForm(SaidForm, WhoForm, ByWhenForm, OtherwiseForm, StepForm):
    """A message that a caller leaves for a colleague. `outlook` is what is known of that colleague."""

    one_of: tuple[str, ...] = ("by_on", "by_time", "done", "number")
    later = True

    wanted = forms.ModelChoiceField(
        Officer.objects.none(),
        label="For",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose the colleague whom they want"},
    )
    give = forms.ChoiceField(
        label="It goes to", choices=[(WANTED, "Them"), (COVER, "Who covers")], required=False, widget=SmallRadios
    )
    number = Line(label="Number", max_length=80, required=False, help_text="Empty: the number that we know")
    words = Line(
        label="What it is about, in a line",
        max_length=300,
        error_messages={"required": "Write in a line what it is about"},
    )
    field_order = ("wanted", "give", "who", "number", "words", "by_on", "by_time")

    def __init__(self, *args: Any, steps: Sequence[Step] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.fields["wanted"]
        assert isinstance(wanted, forms.ModelChoiceField)
        wanted.queryset = Officer.objects.at_work().order_by("name")
        self.outlook: Outlook | None = None
        self.ask_for(steps)

    def agree_with(self, outlook: Outlook | None) -> None:
        """Refuse to leave it open who gets it where the colleague is away: that is seen before it is promised."""
        self.outlook = outlook
        if outlook and outlook.away and not self.cleaned_data.get("give"):
            self.add_error("give", AWAY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        customer = cleaned.get("customer") if "who" in cleaned else None
        if "number" in cleaned and not cleaned["number"]:
            cleaned["number"] = _number_of(customer)
            if not cleaned["number"] and not self.matches:
                self.add_error("number", NO_NUMBER)
        if isinstance(customer, Customer):
            self.heed(customer, [SPOKEN])
            if self.ways:
                self.refuse_unasked(cleaned)
        elif isinstance(customer, NewCustomer):
            cleaned["customer"] = with_number(customer, cleaned.get("number", ""))
        return cleaned

    def word(self) -> Word:
        data = self.cleaned_data
        customer = data["customer"]
        name = customer.name if isinstance(customer, NewCustomer) else str(customer or data["who"])
        return Word(
            name=name, number=data["number"], words=data["words"], by_when=data["by_when"], otherwise=data["otherwise"]
        )

    def to(self) -> Officer:
        """Return whose work it becomes."""
        data = self.cleaned_data
        cover = self.outlook.cover if self.outlook and data["give"] == COVER else None
        wanted: Officer = data["wanted"]
        return cover or wanted


def best(outlook: Outlook | None) -> str:
    """Return which way is offered first: to who covers, where the colleague comes back too late."""
    return COVER if outlook and outlook.cover and outlook.best == outlook.cover else WANTED


def _number_of(customer: Customer | NewCustomer | None) -> str:
    """Return the number at which the customer is known, or ""."""
    if isinstance(customer, NewCustomer):
        return customer.addresses.get(AddressKind.TELEPHONE.value, "")
    if customer is None:
        return ""
    address = customer.addresses.filter(kind=AddressKind.TELEPHONE, current=True).order_by("-id").first()
    return address.value if address else ""


class ReturnedForm(OtherwiseForm, WhenForm, StepForm):
    """What the customer was told when they were rung back."""

    one_of: tuple[str, ...] = ("on", "time", "done")

    text = Words(label="What you told them", rows=4, error_messages={"required": "Write what you told them"})
    closes = forms.BooleanField(
        label="That settles it: close the case", required=False, initial=True, widget=SmallCheckbox
    )
    field_order = ("otherwise", "text", "closes", "done", "on", "time")


class RingBackForm(OtherwiseForm, ByWhenForm, StepForm):
    """By when the customer was told to be rung back."""

    one_of: tuple[str, ...] = ("by_on", "by_time", "done")
    later = True

    name = Line(label="Whom to ask for", max_length=200, required=False)
    number = Line(label="Number", max_length=80, error_messages={"required": NO_NUMBER})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "by_when" in cleaned and cleaned["by_when"] is None and not self.has_error("by_on"):
            self.add_error("by_on", "Say by when you told them that they are rung back")
        return cleaned


class ReasonForm(forms.Form):
    """Why somebody is rung who asked for another way."""

    why = Line(
        label="Why are they rung all the same?",
        max_length=200,
        help_text="Such as: they asked to be rung this once",
        error_messages={"required": "Say why they are rung"},
    )
