"""Letting a program in."""

from django import forms

from answerable.desk.clients.actions import SCOPES
from answerable.web.forms import DateField


class ClientForm(forms.Form):
    """A program that may use the API."""

    name = forms.CharField(
        label="Name",
        max_length=100,
        help_text="What the program is, such as “Street light fault line”",
        error_messages={"required": "Enter the program’s name"},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what it may do"},
    )
    expires = DateField(label="Last day it works", error_messages={"required": "Enter the last day it works"})
