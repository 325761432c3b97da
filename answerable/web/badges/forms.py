"""The form of a badge."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from answerable.desk.badges.actions import LOST, TAKEN_BACK
from answerable.desk.badges.photographs import MOST_BYTES, NotAPhotograph, portrait
from answerable.web.forms import DateField


class BadgeForm(forms.Form):
    """A badge to be issued. Who has a photograph already need not send another."""

    number = forms.RegexField(
        r"^[A-Z0-9]+(?:-[A-Z0-9]+)*$",
        label="Number",
        max_length=12,
        help_text="Stands on the card; no two badges have the same",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": "Enter the number", "invalid": "Use digits, capital letters and dashes"},
    )
    expires = DateField(label="Good until", error_messages={"required": "Enter the last day on which it is good"})
    photograph = forms.FileField(
        label="Photograph",
        help_text=f"JPEG or PNG, up to {MOST_BYTES // 1024 // 1024} MB. Only the portrait is kept, not place and time",
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png"}),
        error_messages={
            "required": "Choose a photograph: JPEG or PNG, up to 8 MB",
            "invalid": "Choose a photograph, as JPEG or PNG",
            "empty": "The file is empty. Choose another photograph",
        },
    )

    def __init__(self, *args: Any, has_photograph: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_photograph:
            self.fields["photograph"].required = False
            self.fields["photograph"].label = "Another photograph"

    def clean_expires(self) -> date:
        day: date = self.cleaned_data["expires"]
        if day < localdate():
            raise ValidationError("A badge is good until today at least")
        return day

    def clean_photograph(self) -> bytes:
        """Return the photograph as it is kept, or nothing where none was sent."""
        file = self.cleaned_data["photograph"]
        try:
            return portrait(bytes(file.read(MOST_BYTES + 1))) if file else b""
        except NotAPhotograph as why:
            raise ValidationError(str(why)) from None


class WithdrawalForm(forms.Form):
    why = forms.ChoiceField(
        label="Why",
        choices=[(LOST, "It is lost or stolen"), (TAKEN_BACK, "It was taken back")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say why"},
    )
