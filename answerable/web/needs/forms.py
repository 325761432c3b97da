"""The form of what a customer needs: tick what they say; what is kept already is not asked again."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from answerable.desk.needs.actions import Told
from answerable.desk.needs.models import Adjustment, Format, Need, Way
from answerable.web.contacts.fields import Line, SmallCheckbox, SmallCheckboxes, SmallRadios

ASKED = [("", "Nothing new about that"), *Way.choices]


class NeedsForm(forms.Form):
    one_of = ("way", "formats", "language", "interpreter", "adjustments", "other")

    way = forms.ChoiceField(
        label="How they want to be told",
        required=False,
        choices=ASKED,
        widget=SmallRadios,
        initial="",
    )
    formats = forms.MultipleChoiceField(
        label="What we write", required=False, choices=Format.choices, widget=SmallCheckboxes
    )
    language = Line(
        label="Language",
        max_length=60,
        required=False,
        help_text="If not English: such as Polish, or British Sign Language",
    )
    interpreter = forms.BooleanField(label="They need an interpreter", required=False, widget=SmallCheckbox)
    adjustments = forms.MultipleChoiceField(
        label="Adjustments", required=False, choices=Adjustment.choices, widget=SmallCheckboxes
    )
    other = Line(
        label="Another adjustment, in few words",
        max_length=100,
        required=False,
        help_text="What we are to do, never why: nobody has to say what they live with",
    )

    def __init__(self, *args: Any, known: Iterable[Need] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {need.what for need in known}
        for name, choices in (("formats", Format.choices), ("adjustments", Adjustment.choices)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [choice for choice in choices if choice[0] not in kept]
            if not field.choices:
                del self.fields[name]
        way = self.fields["way"]
        assert isinstance(way, forms.ChoiceField)
        way.choices = [choice for choice in ASKED if choice[0] not in kept]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("interpreter") and not cleaned.get("language") and not self.errors:
            self.add_error("language", "Say which language the interpreter speaks with them")
        elif not self.errors and not any(cleaned.values()):
            self.add_error(None, "Tick or write what they need")
        return cleaned

    def told(self) -> Iterator[Told]:
        given, kinds = self.cleaned_data, Need.Kind
        if given["way"]:
            yield Told(kinds.WAY, given["way"])
        yield from (Told(kinds.FORMAT, what) for what in given.get("formats", ()))
        if given["language"]:
            yield Told(kinds.LANGUAGE, given["language"], interpreter=given["interpreter"])
        yield from (Told(kinds.ADJUSTMENT, what) for what in given.get("adjustments", ()))
        if given["other"]:
            yield Told(kinds.ADJUSTMENT, given["other"])
