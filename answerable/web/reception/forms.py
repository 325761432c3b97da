"""Forms of reception: who a visitor is, what is entered afterwards, whom to ring back, where this screen stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from answerable.charter.moments import NotAMoment
from answerable.desk.council.models import Service
from answerable.desk.offices.models import Office, Room
from answerable.desk.reception.actions import COURSE, Remembered, Visitor
from answerable.desk.reception.instead import Word
from answerable.desk.reception.models import AT_RECEPTION, Met, ReceptionVisit
from answerable.web.cases.otherwise import OtherwiseForm
from answerable.web.contacts.fields import ByWhenForm, Line, SmallCheckboxes, day_and_time
from answerable.web.forms import ClockField, DateField
from answerable.web.reception.languages import LANGUAGES

MOST_MINUTES = 240


class VisitorForm(forms.Form):
    """Who has come, as far as anybody asked."""

    name = Line(label="Name", required=False, max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    about = Line(label="What it is about", required=False, max_length=300)
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", required=False, empty_label="None")
    needs = forms.MultipleChoiceField(
        label="What they need", required=False, choices=list(AT_RECEPTION.items()), widget=SmallCheckboxes
    )
    language = forms.ChoiceField(
        label="Language",
        required=False,
        choices=[("", "English")] + [(code, one.in_english) for code, one in LANGUAGES.items() if code != "en"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = self.fields["service"]
        assert isinstance(services, forms.ModelChoiceField)
        services.queryset = Service.objects.filter(current=True).order_by("name")

    def visitor(self) -> Visitor:
        given = self.cleaned_data
        return Visitor(**{name: given[name] for name in ("name", "about", "service", "needs", "language")})


def described(visit: ReceptionVisit) -> dict[str, Any]:
    """Return what is known of the visitor, as the form has it."""
    return {name: getattr(visit, name) for name in ("name", "about", "service", "needs", "language")}


LABELS = {"arrived": "Came at", "greeted": "Greeted at", "seen": "Seen at", "left": "Left at"}


class AfterwardsForm(VisitorForm):
    """A visit that is over, or a meeting away from the desk, with its true times."""

    met = forms.ChoiceField(label="Where", choices=list(Met.choices), widget=forms.RadioSelect, initial=Met.RECEPTION)
    office = forms.ModelChoiceField(Office.objects.none(), label="Office", required=False, empty_label="None")
    day = DateField(label="Day", required=False, help_text="Empty: today")
    done = forms.MultipleChoiceField(label="Tick what was done", required=False, widget=SmallCheckboxes)
    one_of = ("done",)
    field_order = ("met", "office", "day", *COURSE, "done")

    def __init__(self, *args: Any, needs: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = self.fields["office"]
        assert isinstance(offices, forms.ModelChoiceField)
        offices.queryset = Office.objects.filter(current=True).order_by("name")
        for kind in COURSE:
            self.fields[kind] = ClockField(label=LABELS[kind], help_text="")
        self.fields["arrived"].help_text = "Such as 10:40. Of who was met elsewhere, only when they were seen"
        done = self.fields["done"]
        assert isinstance(done, forms.MultipleChoiceField)
        done.choices = [(need, need[:1].upper() + need[1:]) for need in needs]
        if not needs:
            del self.fields["done"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        moments: dict[str, datetime] = {}
        for kind in COURSE:
            if typed := cleaned.get(kind):
                self._read(kind, typed, moments)
        cleaned["moments"] = moments
        if not self.errors:
            self._agree(cleaned.get("met", ""), moments)
        return cleaned

    def _read(self, kind: str, typed: str, moments: dict[str, datetime]) -> None:
        try:
            moment = day_and_time(self.cleaned_data.get("day") or localdate(), typed)
        except NotAMoment as error:
            self.add_error(kind, str(error))
            return
        if moment > now():
            self.add_error(kind, "That moment is still to come. Enter when it really was.")
        elif moments and moment < list(moments.values())[-1]:
            self.add_error(kind, f"This is before {list(moments)[-1]}. Check both times.")
        else:
            moments[kind] = moment

    def _agree(self, met: str, moments: dict[str, datetime]) -> None:
        if met != Met.RECEPTION and "seen" not in moments:
            self.add_error("seen", "Enter when you met them")
        elif met == Met.RECEPTION and "arrived" not in moments:
            self.add_error("arrived", "Enter when they came")

    def remembered(self) -> Remembered:
        given = self.cleaned_data
        moments = given["moments"]
        if given["met"] != Met.RECEPTION:
            moments = {"seen": moments["seen"]}
        return Remembered(visitor=self.visitor(), moments=moments, met=given["met"], done=given.get("done", ()))


class InsteadForm(forms.Form):
    """Who can't wait, and about what."""

    name = Line(label="Name", max_length=200, error_messages={"required": "Enter their name"})
    number = Line(label="Number", max_length=40, required=False)
    about = Line(label="What it is about", max_length=300, error_messages={"required": "Say what it is about"})
    field_order: tuple[str, ...] = ("name", "number", "about")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "appointment-%s", **kwargs})

    def word(self) -> Word:
        return Word(**{name: self.cleaned_data[name] for name in ("name", "number", "about")})


class RingBackForm(OtherwiseForm, InsteadForm, ByWhenForm):
    """Whom to ring back instead of letting them wait, where, by when and about what."""

    one_of: tuple[str, ...] = ("by_on", "by_time")
    later = True

    number = Line(label="Number", max_length=40, error_messages={"required": "Enter the number to ring"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "instead-%s", **kwargs})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("by_when"):
            self.add_error("by_on", "Say by when they are rung back: it is a promise")
        return cleaned

    def word(self) -> Word:
        return replace(super().word(), otherwise=self.cleaned_data.get("otherwise", ""))


class WaitForm(forms.Form):
    """What a visitor was told of the wait, in minutes; empty where nobody could say."""

    least = forms.IntegerField(required=False, min_value=0, max_value=MOST_MINUTES)
    most = forms.IntegerField(required=False, min_value=0, max_value=MOST_MINUTES)


class PlaceForm(forms.Form):
    """Which counter this screen is."""

    at = forms.ChoiceField(label="This screen stands at", widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counters = Room.objects.filter(current=True, private=False, office__current=True).select_related("office")
        offices = Office.objects.filter(current=True).order_by("name")
        field = self.fields["at"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "No counter: it shows every office"),
            *((f"office-{one.pk}", f"{one.name}, no counter of it") for one in offices),
            *((f"counter-{one.pk}", f"{one.office.name}, {one.name}") for one in counters.order_by("office", "name")),
        ]

    def place(self) -> tuple[Office | None, Room | None]:
        kind, _, pk = self.cleaned_data["at"].partition("-")
        if kind == "counter":
            counter = Room.objects.select_related("office").get(pk=pk)
            return counter.office, counter
        return (Office.objects.get(pk=pk) if kind == "office" else None), None


def whole(form: WaitForm) -> tuple[int, int] | None:
    """Return the wait that was told, in minutes from … to; None where nothing was, or nonsense."""
    if not form.is_valid():
        raise ValidationError("Write the wait in whole minutes, such as 10.")
    least, most = form.cleaned_data["least"], form.cleaned_data["most"]
    given = [one for one in (least, most) if one is not None]
    return (min(given), max(given)) if given else None
