"""The forms of home visits, of alarms and of the officer check."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from answerable.charter.facts import INCIDENTS
from answerable.charter.moments import NotAMoment, read_moment
from answerable.desk.customers.models import Customer
from answerable.desk.models import Case, Officer
from answerable.desk.outbox.ways import SPOKEN
from answerable.desk.visits.actions import Plan
from answerable.web.cases.steps import StepForm, sentence
from answerable.web.contacts.fields import Line, Words
from answerable.web.diary.forms import SorryForm, WayForm
from answerable.web.forms import ClockBox, DateField, Reveals
from answerable.web.officers.staff_forms import colleagues


class TimeOfDay(forms.Field):
    """A time of the day such as 14:30."""

    widget = ClockBox

    def to_python(self, value: Any) -> time | None:
        text = str(value or "").replace(".", ":").strip()
        if not text:
            return None
        parts = re.fullmatch(r"([01]?[0-9]|2[0-3]):?([0-5][0-9])", text, re.ASCII)
        if parts is None:
            raise ValidationError("Enter a time like 14:30")
        return time(int(parts[1]), int(parts[2]))


def at(day: date, clock: time) -> datetime:
    """Return that time of that day. Raises NotAMoment in words where the clocks skip it or show it twice."""
    return read_moment(f"{day.isoformat()}T{clock:%H:%M}")


VISIT = ("officer", "address", "purpose", "on", "begins", "ends", "safe_by")


class VisitForm(forms.Form):
    """A visit: who goes where and why, from when to when, and by when they say that they are safe."""

    officer = forms.ModelChoiceField(Officer.objects.none(), label="Who goes", empty_label=None)
    address = Line(label="Address", max_length=300, error_messages={"required": "Enter the address"})
    purpose = Line(label="What for", max_length=200, error_messages={"required": "Say what the visit is for"})
    on = DateField(label="Day", error_messages={"required": "Enter the day"})
    begins = TimeOfDay(
        label="Not before", help_text="Such as 14:00", error_messages={"required": "Enter when it begins"}
    )
    ends = TimeOfDay(label="Over by", error_messages={"required": "Enter when it is over"})
    safe_by = TimeOfDay(
        label="Check-in time",
        required=False,
        help_text="Unless the officer says by then that they are safe, the alarm is raised. Empty: when it is over",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["officer"]
        assert isinstance(who, forms.ModelChoiceField)
        who.queryset = colleagues()

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        day = given.get("on")
        if isinstance(day, date):
            for name in ("begins", "ends", "safe_by"):
                if given.get(name):
                    self._read(name, day, given[name])
            self._in_order()
        return given

    def _read(self, name: str, day: date, clock: time) -> None:
        try:
            self.cleaned_data[name] = at(day, clock)
        except NotAMoment as why:
            self.add_error(name, str(why))

    def _in_order(self) -> None:
        given = self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if not begins or not ends or self.errors:
            return
        given["safe_by"] = given.get("safe_by") or ends
        if ends <= begins:
            self.add_error("ends", "It must be over after it begins")
        elif given["safe_by"] < ends:
            self.add_error("safe_by", "The check-in time can’t be before the visit is over")
        elif ends <= now():
            self.add_error("on", "That time is over. Give the day on which the visit is to come")

    def planned(self, customer: Customer | None, case: Case | None) -> Plan:
        """Return what is planned."""
        return Plan(**{name: self.cleaned_data[name] for name in VISIT if name != "on"}, customer=customer, case=case)


class PlanForm(WayForm, VisitForm):
    """A visit that is planned, and how its confirmation goes out: with a code that is there only then to be read."""

    LATER: ClassVar = ("", "Not yet: I read it out from the next page, or choose there")
    one_of = ("way",)
    field_order = (*VISIT, "way", "otherwise")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].label, self.fields["way"].required = "The confirmation with the code goes", False

    def choices_of(self, ways: Mapping[str, str]) -> list[tuple[str, str]]:
        return [*(choice for choice in super().choices_of(ways) if choice[0] != SPOKEN), self.LATER]


class MoveVisitForm(SorryForm, VisitForm):
    """The same planned anew, with apology and explanation."""

    field_order = (*VISIT, "apology", "explanation", "way", "otherwise")


class LongerForm(forms.Form):
    """How much longer: one tap each."""

    MINUTES: ClassVar = (15, 30, 60)
    minutes = forms.TypedChoiceField(coerce=int, choices=[(one, one) for one in MINUTES])


class ClosingForm(StepForm):
    """How an alarm ended."""

    outcome = Words(
        label="How was it found, and what was done?",
        max_length=500,
        error_messages={"required": "Say how it was found and what was done"},
    )

    def until(self) -> datetime | None:
        """Return until when the visit goes on; None where it is over."""
        return None


class VisitClosingForm(ClosingForm):
    """How the alarm of a visit ended: with the visit, or with another check-in time."""

    reveals: ClassVar[Reveals] = {"visit": {"goes on": ("safe_by",)}}
    field_order = ("outcome", "visit", "safe_by", "incident", "done")

    visit = forms.ChoiceField(
        label="The visit",
        choices=[("over", "Is over: the officer has left"), ("goes on", "Goes on, with another check-in time")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the visit is over"},
    )
    safe_by = TimeOfDay(label="Check-in time", required=False, help_text="Today, such as 16:30")
    incident = forms.ChoiceField(
        label="Was the officer threatened or abused?",
        required=False,
        choices=[("", "No"), *((one, sentence(one)) for one in INCIDENTS)],
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("visit") == "goes on" and "safe_by" not in self.errors:
            try:
                moment = at(localdate(), given["safe_by"]) if given.get("safe_by") else None
            except NotAMoment as why:
                self.add_error("safe_by", str(why))
            else:
                self._keep(moment)
        return given

    def _keep(self, moment: datetime | None) -> None:
        if moment is None or moment <= now():
            self.add_error("safe_by", "Enter a time that is still to come today")
        else:
            self.cleaned_data["moment"] = moment

    def until(self) -> datetime | None:
        found: datetime | None = self.cleaned_data.get("moment")
        return found


class CheckForm(forms.Form):
    """Whom the caller asks about."""

    words = Line(
        label="Name, badge number or address",
        max_length=200,
        help_text="As the caller says it: the visitor’s name, the number on the badge, or the address they stand at",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter a name, a badge number or an address"},
    )


class AlarmSettingForm(forms.Form):
    """How fast an alarm goes up the line."""

    minutes = forms.IntegerField(
        label="Minutes before the next level is told",
        required=False,
        min_value=1,
        max_value=240,
        help_text="Colleagues are told first, then managers, then administrators. Empty: all of them at once",
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-3"}),
        error_messages={"invalid": "Enter the minutes as a number, such as 10"},
    )
