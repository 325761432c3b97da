"""The forms of a customer."""

from typing import Any

from django import forms

from answerable.desk.customers.models import AddressKind
from answerable.web.contacts.fields import Line


class NameForm(forms.Form):
    one_of = ("name", "organisation")

    name = Line(label="Name", max_length=200, required=False)
    organisation = Line(label="Organisation", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name") and not cleaned.get("organisation"):
            self.add_error("name", "Give a name or an organisation")
        return cleaned


class AddressForm(forms.Form):
    kind = forms.ChoiceField(label="A new way to reach them", choices=AddressKind.choices)
    value = forms.CharField(
        label="Address or number",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Give the address or number"},
    )


class FindForm(forms.Form):
    words = forms.CharField(
        label="Name, number or e-mail",
        max_length=200,
        error_messages={"required": "Write a name, a number or an e-mail address"},
    )
