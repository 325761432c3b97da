"""The forms of the post room."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from answerable.channels.post.kinds import kind_of
from answerable.charter.clauses import Step
from answerable.charter.moments import NotAMoment
from answerable.desk.cases.models import Case
from answerable.desk.council.models import Service
from answerable.desk.incoming.joining import case_named
from answerable.desk.officers.models import Officer
from answerable.web.cases.steps import StepForm
from answerable.web.contacts.fields import STILL_TO_COME, Line, SmallCheckbox
from answerable.web.contacts.forms import ContactForm
from answerable.web.contacts.words import CHANNELS, TYPES
from answerable.web.forms import DateField

MOST_OF_A_SCAN = 25 * 1024 * 1024
WRONG_KIND = "“{}” is not a PDF, a JPEG, a PNG or a TIFF. Scan it as one of these."
TOO_LARGE = "“{}” is larger than 25 MB. Scan it at 200 to 300 dots an inch."
# What lies on paper before the officer: letters, and what others have printed.
ON_PAPER = ("letter", "email", "sms", "social", "voicemail")


def row_number(text: str) -> int | None:
    """Return the number of a row that a page names; None for what is none."""
    return int(text) if re.fullmatch("[0-9]{1,12}", text) else None


class ScansInput(forms.ClearableFileInput):
    """One box for several files. They may be dropped on it."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Scans: PDFs and pictures, known by their first bytes. Returns (name, kind, bytes) of each."""

    def __init__(self, **kwargs: Any) -> None:
        widget = ScansInput({"accept": ".pdf,.jpg,.jpeg,.png,.tif,.tiff", "multiple": True})
        super().__init__(widget=widget, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list) else [data]
        given = [file for file in files if file]
        if not given and self.required:
            raise ValidationError(self.error_messages["required"])
        return [self._read(super(ScansField, self).clean(file)) for file in given]

    def _read(self, file: Any) -> tuple[str, str, bytes]:
        name = str(file.name)[:100]
        if file.size > MOST_OF_A_SCAN:
            raise ValidationError(TOO_LARGE.format(name))
        body = file.read()
        kind = kind_of(body)
        if not kind:
            raise ValidationError(WRONG_KIND.format(name))
        return str(file.name), kind, body


class PileForm(forms.Form):
    scans = ScansField(
        label="Scans",
        help_text="All of them at once: PDF, JPEG, PNG or TIFF, one file a letter. Drop them here or choose them.",
        error_messages={"required": "Choose the scans"},
    )


class LetterInForm(StepForm, ContactForm):
    """One letter of a batch: only who and what differ from letter to letter."""

    one_of: tuple[str, ...] = ("done",)
    field_order = ("channel", "on", "who", "customer", "need", "asked", "address", "joins", "owner", "service", "type")

    channel = forms.ChoiceField(
        label="What they are", choices=[(name, CHANNELS[name]) for name in ON_PAPER], initial="letter"
    )
    on = DateField(
        label="Reached us on",
        help_text="The day it came, never the letter’s own date",
        error_messages={"required": "Give the day on which it reached the council"},
    )
    who = Line(
        label="Who it is from",
        max_length=300,
        help_text="A name, number or e-mail; or “anonymous”",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Say who it is from. If no name is given, write “anonymous”."},
    )
    need = Line(
        label="What they want",
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Write what they want"},
    )
    asked = forms.BooleanField(label="It asks for an acknowledgement", required=False, widget=SmallCheckbox)
    address = Line(
        label="Their postal address",
        max_length=300,
        required=False,
        help_text="With commas between its lines, where it isn’t known yet",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    joins = Line(
        label="Our reference, if they quote one",
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    owner = forms.ModelChoiceField(
        Officer.objects.none(), label="Owner", error_messages={"required": "A case has an owner"}
    )
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", required=False, empty_label="None")
    type = forms.ChoiceField(label="Type", choices=list(TYPES.items()), required=False)
    scans = ScansField(label="Its scan", required=False, help_text="PDF, JPEG, PNG or TIFF")
    scan = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput())  # from the pile

    def __init__(self, *args: Any, officer: Officer, steps: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "letter-%s", **kwargs})
        del self.fields["time"]
        for name, rows in (
            ("owner", Officer.objects.at_work().order_by("name")),
            ("service", Service.objects.filter(current=True).order_by("name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        self.fields["owner"].initial = officer.pk
        self.fields["on"].initial = localdate()
        self.ask_for(steps)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("on"):
            try:
                cleaned["when"] = self.read_when({"on": cleaned["on"], "time": ""})
            except NotAMoment as error:
                self.add_error("on", STILL_TO_COME if cleaned["on"] > localdate() else str(error))
        return cleaned

    def clean_joins(self) -> Case | None:
        reference = str(self.cleaned_data["joins"])
        if not reference:
            return None
        found = case_named(reference)
        if found is None:
            raise ValidationError("No case has that reference. Look at it again, or leave it out.")
        return found

    def clean_scan(self) -> int | None:
        return row_number(str(self.cleaned_data["scan"]))


class PostedForm(forms.Form):
    """On which day letters were posted."""

    on = DateField(label="Posted on", error_messages={"required": "Give the day on which they were posted"})

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > localdate():
            raise ValidationError(STILL_TO_COME)
        return day
