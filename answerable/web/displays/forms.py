"""Letting a screen in."""

from django import forms

from answerable.desk.displays.models import Display
from answerable.desk.offices.models import Office


class DisplayForm(forms.Form):
    """A screen that shows one page without anybody signing in at it."""

    name = forms.CharField(
        label="Where is it?",
        max_length=100,
        help_text="Such as “The screen by the kitchen”",
        error_messages={"required": "Enter where the screen is"},
    )
    kind = forms.ChoiceField(
        label="What does it show?",
        choices=Display.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it shows"},
    )
    office = forms.ModelChoiceField(
        label="Of which office?",
        queryset=Office.objects.filter(current=True).order_by("name"),
        required=False,
        empty_label="All of them",
        help_text="A wall shows the whole desk",
    )
