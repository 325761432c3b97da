"""What is rehearsed: one promise with another time, an edition, or a text that nobody has adopted yet; and when."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from answerable.charter.clauses import Charter, Timed
from answerable.desk.models import Edition
from answerable.web.forms import DateField, Reveals

PROMISE, EDITION, TEXT = "promise", "edition", "text"
YEAR = timedelta(days=365)


class RehearseForm(forms.Form):
    one_of = ("promise", "within", "edition", "text")  # which of them is needed depends on `what`
    reveals: ClassVar[Reveals] = {"what": {PROMISE: ("promise", "within"), EDITION: ("edition",), TEXT: ("text",)}}

    what = forms.ChoiceField(
        label="What do you want to rehearse?",
        choices=[
            (PROMISE, "One promise with another time"),
            (EDITION, "An edition of the charter"),
            (TEXT, "A text that is not adopted"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to rehearse"},
    )
    promise = forms.ChoiceField(label="Promise", required=False)
    within = forms.CharField(
        label="Its new time",
        required=False,
        max_length=60,
        help_text="As a charter says it, such as 1 working day or 48 hours",
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    edition = forms.ChoiceField(label="Edition", required=False)
    text = forms.CharField(
        label="Text of the charter",
        required=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text="The whole file. It is checked, and not kept",
    )
    first = DateField(label="From", error_messages={"required": "Enter the first day"})
    last = DateField(label="To", error_messages={"required": "Enter the last day"})

    def __init__(self, given: Any, *, charter: Charter, today: date, wanted: dict[str, str]) -> None:
        super().__init__(given, initial={"what": PROMISE, "first": today - YEAR, "last": today} | wanted)
        timed = [one for one in charter if isinstance(one, Timed) and one.within]
        editions = Edition.objects.filter(withdrawn_at=None).order_by("-number")
        self._offer("promise", [(one.id, _name(one)) for one in timed])
        self._offer("edition", [(str(one.pk), f"Edition {one.number}, from {one.starts:%d.%m.%Y}") for one in editions])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, words in _NEEDED.get(given.get("what", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            raise ValidationError({"last": "The last day must not lie before the first"})
        return given


_NEEDED = {
    PROMISE: (("promise", "Choose the promise"), ("within", "Enter its new time, such as 1 working day")),
    EDITION: (("edition", "Choose the edition"),),
    TEXT: (("text", "Paste the text of the charter"),),
}


def _name(promise: Timed) -> str:
    words = promise.within.words() if promise.within else ""
    return f"{promise.id} {promise.title} ({words})"
