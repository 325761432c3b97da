"""The forms of the register."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from answerable.web.contacts.fields import STILL_TO_COME, Line
from answerable.web.forms import DateField


class PastDayForm(forms.Form):
    """A form that asks on which day something was."""

    on = DateField(label="When", error_messages={"required": "Give the day on which it was"})

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > localdate():
            raise ValidationError(STILL_TO_COME)
        return day


class RenewalForm(PastDayForm):
    """When it was done, and what proves it."""

    evidence = Line(
        label="What proves it",
        max_length=500,
        help_text="A short note, or where the document is kept",
        error_messages={"required": "Say what proves it"},
    )


class ThingForm(PastDayForm):
    """Something that records are kept of from now on."""

    field_order = ("each", "name", "on")

    each = forms.ChoiceField(label="What it is")
    name = Line(label="Its name", max_length=200, error_messages={"required": "Give it a name"})

    def __init__(self, *args: Any, sorts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["each"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(sort, sort[:1].upper() + sort[1:]) for sort in sorts]
        self.fields["on"].label = "There since"
