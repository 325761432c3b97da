"""The forms of a case."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate

from answerable.charter.facts import TELLS
from answerable.charter.moments import moment_in_words
from answerable.desk.cases.actions import ANSWERED_OUTCOMES
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.models import Means
from answerable.desk.steps.asked import Unrecorded
from answerable.web.cases.otherwise import OtherwiseForm
from answerable.web.cases.steps import StepForm, sentence
from answerable.web.contacts.fields import (
    STILL_TO_COME,
    Line,
    SmallCheckbox,
    SmallCheckboxes,
    SmallRadios,
    WhenForm,
    Words,
)
from answerable.web.forms import DateField

LATE = (Means.HOLDING, Means.EXTENSION)
LEFT_OPEN = "open"
ENDINGS = [(LEFT_OPEN, "Leave it open")] + [(outcome, f"Close it: {outcome}") for outcome in ANSWERED_OUTCOMES]
VOID_WORDS = {
    "junk": "Junk",
    "duplicate": "A duplicate of another case",
    "withdrawn": "Withdrawn by the customer",
    "no answer asked for": "No answer was asked for",
    "no way to reply": "There is no way to reply",
}
OUTCOME_WORDS = {
    "answered": "Answered",
    "signposted": "Signposted: told who else deals with it",
    "not available": "Not available, and told why",
    **VOID_WORDS,
}
MEANS_WORDS = {
    Means.ANSWER: "Answer",
    Means.HOLDING: "Holding reply: the answer takes longer",
    Means.EXTENSION: "Extension: a new time limit",
    Means.FINAL: "Final answer",
    Means.ACKNOWLEDGEMENT: "Acknowledgement",
}


# The fields of a reply that stand below its text.
FURTHER_DOWN = ("expected", "reason", "apology", "progress", "anyway", "signpost", "closes", "done")


class SayingForm(OtherwiseForm, StepForm):
    """What is said to a customer, however it reaches them. `late` fields count only where it puts the answer off."""

    one_of: tuple[str, ...] = ("expected", "reason", "done")

    means = forms.ChoiceField(label="This is", choices=list(MEANS_WORDS.items()), initial=Means.ANSWER)
    text = Words(label="Text", rows=9, error_messages={"required": "Write the text"})
    expected = DateField(
        label="The customer can expect the answer by", help_text="Only if the answer takes longer", required=False
    )
    reason = Line(label="Why it takes longer", required=False, max_length=300)
    progress = forms.BooleanField(label="It says how far we are (an update)", required=False, widget=SmallCheckbox)
    signpost = forms.BooleanField(
        label="It says who else deals with this (a signpost)", required=False, widget=SmallCheckbox
    )
    closes = forms.ChoiceField(label="And then", choices=ENDINGS, initial=LEFT_OPEN)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("closes") == LEFT_OPEN:
            cleaned["closes"] = ""
        if cleaned.get("means") in LATE and cleaned.get("closes"):
            self.add_error("closes", "A case whose answer is put off stays open. Leave it open.")
        return cleaned


class WayForm(SayingForm):
    """What is said by a letter, a text or on social media: checked by the charter before it goes."""

    apology = forms.BooleanField(label="With an apology", required=False, initial=True, widget=SmallCheckbox)
    anyway = forms.BooleanField(label="Go on without what is advised above", required=False, widget=SmallCheckbox)

    about = ""  # what the officer should know first

    def know(self, file: CaseFile) -> None:
        """Take what the form needs to know of the case."""

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand above those about a later answer."""
        return [self[name] for name in self.fields if name not in FURTHER_DOWN]

    def clean_expected(self) -> date | None:
        expected: date | None = self.cleaned_data["expected"]
        if expected and expected < localdate() and self.cleaned_data.get("means") in LATE:
            raise ValidationError("That day has passed. Give a day from today on.")
        return expected


class ReplyForm(WayForm):
    """A reply by e-mail."""

    to = forms.CharField(label="To", max_length=320, error_messages={"required": "Give the e-mail address"})
    anyway = forms.BooleanField(label="Send it without what is advised below", required=False, widget=SmallCheckbox)
    means = forms.ChoiceField(
        label="This is",
        choices=list(MEANS_WORDS.items()),
        initial=Means.ANSWER,
        widget=SmallRadios,
    )

    def clean_to(self) -> str:
        address = str(self.cleaned_data["to"]).strip()
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError("This is no e-mail address. Write one such as name@example.org.") from None
        return address


LETTER_TELLS = [(tell, sentence(tell)) for tell in TELLS if tell != "progress"]


class LetterForm(SayingForm):
    """A letter that was posted."""

    field_order = ("otherwise", "means", "posted", "text", "tells", "expected", "progress", "signpost", "closes")
    reason = None  # type: ignore[assignment]  # it stands in the letter, which nobody reads again here

    text = Words(label="What the letter says", rows=9, error_messages={"required": "Write what the letter says"})
    posted = DateField(label="Posted on", error_messages={"required": "Give the day on which it was posted"})
    tells = forms.MultipleChoiceField(
        label="It tells the customer",
        choices=LETTER_TELLS,
        widget=SmallCheckboxes,
        required=False,
    )

    def offer(self, parts: Iterable[str]) -> None:
        """Offer to say of more parts that they stand in it: a letterhead isn't typed in again here."""
        field = self.fields["tells"]
        assert isinstance(field, forms.MultipleChoiceField)
        known = [str(value) for value, _ in LETTER_TELLS]
        field.choices = [*LETTER_TELLS, *((part, sentence(part)) for part in parts if part not in known)]

    def clean_posted(self) -> date:
        posted: date = self.cleaned_data["posted"]
        if posted > localdate():
            raise ValidationError(STILL_TO_COME)
        return posted


class SpokenForm(SayingForm, WhenForm):
    """Words that were spoken to the customer."""

    one_of = (*SayingForm.one_of, *WhenForm.one_of)
    field_order = (
        "otherwise",
        "means",
        "text",
        "apology",
        "progress",
        "signpost",
        "expected",
        "reason",
        "on",
        "time",
        "closes",
    )

    means = forms.ChoiceField(
        label="This was",
        choices=[(means, MEANS_WORDS[means]) for means in (Means.ANSWER, Means.HOLDING, Means.ACKNOWLEDGEMENT)],
        initial=Means.ANSWER,
    )
    text = Words(label="What you told the customer", rows=5, error_messages={"required": "Write what you told them"})
    apology = forms.BooleanField(label="You apologised", required=False, widget=SmallCheckbox)


class HandOverForm(StepForm):
    one_of = ("done",)

    to = forms.ModelChoiceField(
        Officer.objects.none(),
        label="Colleague",
        empty_label="Choose a colleague",
        error_messages={"required": "Choose a colleague"},
    )
    note = Words(label="What they should know", rows=3, required=False, max_length=500)

    def __init__(self, *args: Any, owner: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Officer.objects.at_work().exclude(pk=owner.pk).order_by("name")


class ClosureForm(StepForm):
    one_of = ("done",)

    outcome = forms.ChoiceField(
        label="How it ended",
        choices=list(OUTCOME_WORDS.items()),
        widget=SmallRadios,
        error_messages={"required": "Choose how it ended"},
    )


class NoteForm(forms.Form):
    text = Words(
        label="Note",
        rows=5,
        help_text="The customer can ask to read this. Write what happened, and keep opinions apart from facts.",
        error_messages={"required": "Write the note"},
    )


class TargetForm(forms.Form):
    target = DateField(
        label="We mean to have answered by", error_messages={"required": "A case left open has a date: give one"}
    )


class ReceiptForm(WhenForm):
    """When the contact that opened the case really reached the council."""


class DoneForm(WhenForm):
    """What was done at the moment of a step, and when, where it was not just at that moment."""

    field_order = ("done", "on", "time")

    done = forms.MultipleChoiceField(
        label="This was done", widget=SmallCheckboxes, error_messages={"required": "Tick what was done"}
    )

    def __init__(self, *args: Any, lacks: list[Unrecorded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._moment = min(lack.at for lack in lacks)
        field = self.fields["done"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(need, sentence(need)) for need in dict.fromkeys(n for lack in lacks for n in lack.needs)]
        field.help_text = " ".join(f"{lack.promise}: {lack.title}." for lack in lacks)
        self.fields["on"].help_text = f"Leave date and time empty if it was then: {moment_in_words(self._moment)}"

    def read_when(self, cleaned: dict[str, Any]) -> datetime:
        """Return when it was done: at that very moment, unless another is given."""
        return super().read_when(cleaned) if cleaned["on"] or cleaned["time"] else self._moment


class StageForm(StepForm, WhenForm):
    """When, and how, the customer asked for stage 2."""

    one_of = (*WhenForm.one_of, "done")

    channel = forms.ChoiceField(
        label="They asked by",
        choices=[("letter", "Letter"), ("email", "E-mail"), ("telephone", "Telephone"), ("counter", "At the counter")],
    )
