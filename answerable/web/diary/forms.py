"""The forms of appointments."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from answerable.charter.moments import NotAMoment, local, read_moment
from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Customer
from answerable.desk.diary.appointments import Agreed
from answerable.desk.diary.models import Appointment
from answerable.desk.diary.words import APOLOGY, at_in_words
from answerable.desk.needs.known import ways_taken
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Room
from answerable.desk.outbox.ways import EMAIL, LETTER, SMS, SPOKEN, ways_to
from answerable.web.cases.otherwise import OtherwiseForm
from answerable.web.cases.steps import StepForm
from answerable.web.contacts.fields import Line, SmallRadios, WhenForm, Words, day_and_time
from answerable.web.contacts.forms import WhoForm
from answerable.web.forms import ClockField, DateField

LENGTHS = (15, 30, 45, 60, 90, 120)
OTHER = "other"


class NobodysCaseForm(WhoForm):
    """Whom an appointment is for that belongs to no case yet."""

    channel = forms.ChoiceField(
        label="How they asked", choices=[("telephone", "By telephone"), ("counter", "Face to face")], widget=SmallRadios
    )
    need = Line(
        label="What it is about, in their words",
        max_length=200,
        error_messages={"required": "Write in a line what it is about"},
    )


class RoomField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A room, named with its office."""

    def label_from_instance(self, obj: Room) -> str:
        return f"{obj}, {obj.office}"


class WantedForm(forms.Form):
    """Which times are looked for."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label="With", error_messages={"required": "Choose whom"})
    room = RoomField(Room.objects.none(), label="Room", required=False, empty_label="Not in one of our rooms")
    minutes = forms.TypedChoiceField(
        label="How long", coerce=int, choices=[(each, f"{each} minutes") for each in LENGTHS], initial=30
    )
    language = Line(
        label="Interpreter: which language",
        max_length=60,
        required=False,
        help_text="Such as Polish, or British Sign Language",
    )
    after = DateField(label="Not before", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officer, room = self.fields["officer"], self.fields["room"]
        assert isinstance(officer, forms.ModelChoiceField) and isinstance(room, forms.ModelChoiceField)
        officer.queryset = Officer.objects.at_work().order_by("name")
        room.queryset = Room.objects.filter(current=True, office__current=True).select_related("office")

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])


_WAYS = {
    EMAIL: "By e-mail, at once, to {}",
    SMS: "By text, at once, to {}",
    LETTER: "By a letter: it lies in the tray until it is posted",
    SPOKEN: "I have told them all of it just now",
}
NOT_WRITTEN = "Neither e-mail nor postal address of theirs is known, and no mobile number that texts can be sent to"


class WayForm(OtherwiseForm):
    """How the customer is told: in the ways in which they can be reached, and in words."""

    way = forms.ChoiceField(
        label="The customer is told",
        widget=SmallRadios,
        error_messages={"required": "Say how the customer is told"},
    )

    def offer_ways(self, customer: Customer | None, case: Case | None) -> None:
        """Offer the ways in which they can be told, that for which they asked first."""
        ways, way = ways_to(customer, case), self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        choices = self.choices_of(ways)
        taken = {"", *ways_taken(customer)}
        way.choices, way.initial = choices, next((name for name, _ in choices if name in taken), None)
        way.help_text = "" if len(ways) > 1 else NOT_WRITTEN
        self.heed(customer, [name for name, _ in choices if name])

    @property
    def as_told(self) -> dict[str, str]:
        """Return how the customer is told, and why otherwise than they asked."""
        return {"way": self.cleaned_data["way"], "otherwise": self.cleaned_data.get("otherwise", "")}

    def choices_of(self, ways: Mapping[str, str]) -> list[tuple[str, str]]:
        return [(name, _WAYS[name].format(to)) for name, to in ways.items()]


class TimeForm(WayForm):
    """At which of the free times, or at another."""

    one_of: tuple[str, ...] = ("begins", "on", "time")

    begins = forms.ChoiceField(
        label="When", widget=SmallRadios, required=False, error_messages={"invalid_choice": "Choose one of the times"}
    )
    on = DateField(label="Another day", required=False)
    time = ClockField(label="Another time")
    place = Line(
        label="Where, if not in one of our rooms",
        max_length=200,
        required=False,
        help_text="Such as the customer’s home",
    )
    purpose = Line(
        label="What it is about", max_length=200, error_messages={"required": "Write in a line what it is about"}
    )
    directions = Words(label="How to get there", rows=4, required=False)
    needs = Line(
        label="What they need", max_length=300, required=False, help_text="Such as a hearing loop, or step-free access"
    )
    interpreter = forms.ChoiceField(
        label="The interpreter comes",
        choices=[("", "Not said yet"), *Appointment.Interpreter.choices],
        required=False,
    )
    field_order: tuple[str, ...] = (
        "begins",
        "on",
        "time",
        "purpose",
        "place",
        "directions",
        "needs",
        "interpreter",
        "way",
        "otherwise",
    )

    def offer(self, times: Sequence[datetime], *, interpreter: bool) -> None:
        """Offer these times, and ask how the interpreter comes where one is wanted."""
        begins = self.fields["begins"]
        assert isinstance(begins, forms.ChoiceField)
        begins.choices = [*((one.isoformat(), at_in_words(one)) for one in times), (OTHER, "At another time")]
        if not interpreter:
            del self.fields["interpreter"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "begins" in cleaned and "on" in cleaned and "time" in cleaned:
            try:
                cleaned["moment"] = self._moment(cleaned)
            except NotAMoment as error:
                self.add_error("time", str(error))
        return cleaned

    def _moment(self, cleaned: dict[str, Any]) -> datetime:
        if cleaned["begins"] not in ("", OTHER):
            moment = read_moment(cleaned["begins"])
        elif cleaned["time"]:
            moment = day_and_time(cleaned["on"], cleaned["time"])
        else:
            raise NotAMoment("Choose one of the times, or enter a day and a time")
        if moment <= now():
            raise NotAMoment("That moment has passed. Give one that is still to come.")
        return moment

    def agreed(self, wanted: WantedForm) -> Agreed:
        """Return what was agreed by both forms."""
        data, asked = self.cleaned_data, wanted.cleaned_data
        begins = local(data["moment"])
        return Agreed(
            officer=asked["officer"],
            room=asked["room"],
            language=asked["language"],
            begins=begins,
            ends=begins + wanted.length,
            **{name: data[name] for name in ("purpose", "place", "directions", "needs")},
            interpreter=data.get("interpreter", ""),
        )


class SorryForm(WayForm):
    """The apology and the explanation without which nothing is changed (F18)."""

    apology = Line(
        label="Apology", max_length=300, initial=APOLOGY, error_messages={"required": "Say that we are sorry"}
    )
    explanation = Words(
        label="Why we change it",
        rows=3,
        help_text="The customer reads it after “The reason is this:”",
        error_messages={"required": "Explain why. Without it nothing is changed."},
    )
    field_order: tuple[str, ...] = ("apology", "explanation", "way", "otherwise")

    @property
    def sorry(self) -> dict[str, str]:
        """Return the apology, the explanation, and how the customer is told them."""
        return {**{name: self.cleaned_data[name] for name in ("apology", "explanation")}, **self.as_told}


class MoveForm(SorryForm, TimeForm):
    """Another time, with apology and explanation."""

    field_order = ("begins", "on", "time", "apology", "explanation", *TimeForm.field_order[3:])


class KeptForm(WhenForm, StepForm):
    """When the officer met the customer, and what was done."""

    one_of = ("on", "time", "done")
    field_order = ("on", "time", "done")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("on") and not cleaned.get("time"):
            raise ValidationError("Give the time at which you met: on time is judged by it")
        return cleaned
