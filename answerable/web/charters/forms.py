"""What is asked when a charter changes: its text, the day from which it binds, what the council rules."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from answerable.charter.clauses import Charter, Ruling
from answerable.charter.doubting.ruled import choices
from answerable.charter.doubting.settling import OURS, Doubt
from answerable.web.forms import DateField, Reveals

MOST = 500_000  # a charter of 200 promises has a tenth of it
OWN_WORDS = "own words"


class DraftForm(forms.Form):
    """The text of a draft, written in the box or uploaded as a file, which then replaces what stands in the box."""

    one_of = ("text", "file")
    text = forms.CharField(
        label="Text of the charter",
        required=False,
        strip=False,
        max_length=MOST,
        widget=forms.Textarea({"rows": 24, "spellcheck": "false", "class": "app-charter-text"}),
        help_text="It is kept as it is, also with errors in it",
    )
    file = forms.FileField(
        label="Or upload a charter file",
        required=False,
        help_text="It replaces the text above",
        widget=forms.ClearableFileInput({"accept": ".toml,text/plain"}),
    )
    read_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST:
            raise ValidationError("The file is too large for a charter")
        try:
            text = bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise ValidationError("This is not a text in UTF-8. Save the file as UTF-8 and upload it again")
        return text

    def written(self) -> str:
        """Return the text that was handed in."""
        text: str = self.cleaned_data["file"] or self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class AdoptionForm(forms.Form):
    day = DateField(label="From which day does it bind?", error_messages={"required": "Enter the day"})
    compared_with = forms.IntegerField(widget=forms.HiddenInput)
    read_at = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "day"
        ].help_text = "Today or later. Running clocks keep their edition; clocks that start from that day use this one."


class RulingForm(forms.Form):
    one_of = ("says",)
    reveals: ClassVar[Reveals] = {"reading": {OWN_WORDS: ("says",)}}
    reading = forms.ChoiceField(
        label="What does the council rule?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reading, or write your own"},
    )
    says = forms.CharField(
        label="In the council’s words", required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )
    by = forms.CharField(
        label="Who ruled",
        max_length=100,
        help_text="Such as “full council” or “Policy Committee, minute 14”",
        error_messages={"required": "Say who ruled"},
    )
    when = DateField(label="From which day it holds", error_messages={"required": "Enter the day"})

    def __init__(self, *args: Any, doubt: Doubt, charter: Charter, on: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("when", localdate())
        self._on, self._choices = on, choices(doubt, charter)
        reading = self.fields["reading"]
        assert isinstance(reading, forms.ChoiceField)
        listed = [(str(place), _sentence(says, voids)) for place, (says, voids) in enumerate(self._choices)]
        reading.choices = [*listed, (OWN_WORDS, "Something else")]

    def clean_by(self) -> str:
        by: str = self.cleaned_data["by"]
        if by.lower() == OURS:
            raise ValidationError("Say who ruled, such as “full council”: “ours” stands for the program’s own reading")
        return by

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("reading") == OWN_WORDS and not given.get("says"):
            self.add_error("says", "Write what the council rules")
        return given

    def ruling(self) -> Ruling:
        """Return the ruling that was made."""
        given = self.cleaned_data
        says, voids = ("", ()) if given["reading"] == OWN_WORDS else self._choices[int(given["reading"])]
        words = given["says"] or says
        return Ruling(on=self._on, says=words, by=given["by"], when=given["when"], voids=voids)


def _sentence(says: str, voids: tuple[str, ...]) -> str:
    aside = f" ({' and '.join(voids)} set aside)" if voids else ""
    return says[:1].upper() + says[1:] + aside
