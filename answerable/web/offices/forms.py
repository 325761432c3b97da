"""The forms of offices and rooms."""

from typing import Any

from django import forms

from answerable.desk.offices.models import Office, Room


class OfficeForm(forms.ModelForm):  # type: ignore[type-arg]
    words_after = forms.IntegerField(
        label="Say why they wait after so many per cent of the time",
        help_text="Of the time in which the charter has a visitor seen. The board then shows the words to say",
        min_value=1,
        max_value=99,
        initial=75,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
        error_messages={"required": "Enter a number from 1 to 99"},
    )

    class Meta:
        model = Office
        fields = ("name", "address", "directions", "access", "words_after", "current")
        labels = {
            "name": "Name",
            "address": "Address",
            "directions": "Directions",
            "access": "Access",
            "current": "Customers come to it",
        }
        help_texts = {
            "directions": "How to get there and in: buses, parking, the way without steps. Goes out with appointments",
            "access": "What there is for whoever needs it: hearing loop, lift, toilets, changing place",
        }
        widgets = {name: forms.Textarea({"rows": 3}) for name in ("address", "directions", "access")}
        error_messages = {"name": {"required": "Enter the office’s name"}}


class RoomForm(forms.ModelForm):  # type: ignore[type-arg]
    private = forms.TypedChoiceField(
        label="What is it?",
        choices=[("yes", "A private room: nobody can listen"), ("no", "A counter")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Room
        fields = ("name", "private", "current")
        labels = {"name": "Name, as visitors read it", "current": "It is in use"}
        help_texts = {"name": "Such as Counter 2, or Garden room"}
        error_messages = {"name": {"required": "Enter a name"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["private"] = "yes" if self.instance.private else "no"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Room.objects.filter(office=self.instance.office, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("The office has a room of that name already")
        return name
