"""The forms of text messages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from answerable.channels.outside import NotAllowed, refuse_address
from answerable.channels.sms.send import is_key
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.council.secrets import is_too_long
from answerable.desk.sms.models import TextGateway
from answerable.desk.sms.numbers import may_be_texted, one_spelling
from answerable.web.cases.forms import WayForm
from answerable.web.contacts.fields import SmallRadios, Words

NO_NUMBER = "This is no number that can be texted. Write one such as 07700 900123."
MOST_PLACES = 900  # six parts: what is longer is better said in another way


class TextForm(WayForm):
    """A text to the customer."""

    to = forms.CharField(
        label="Number",
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Give the number"},
    )
    text = Words(label="Text", rows=5, max_length=MOST_PLACES, error_messages={"required": "Write the text"})
    field_order = ("otherwise", "means", "to", "text")

    def clean_to(self) -> str:
        number = str(self.cleaned_data["to"])
        if not may_be_texted(number):
            raise ValidationError(NO_NUMBER)
        return one_spelling(number)


class GatewayForm(forms.ModelForm):  # type: ignore[type-arg]
    """Through whom our texts go."""

    kind = forms.ChoiceField(label="Texts go through", choices=TextGateway.Kind.choices, widget=SmallRadios)
    new_secret = forms.CharField(
        label="API key or token",
        required=False,
        strip=True,
        max_length=300,
        help_text="Kept encrypted and never shown. Leave it empty to keep the one there is.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    field_order = ("kind", "new_secret", "template", "address", "number", "active")
    one_of = ("template", "new_secret", "address")  # which of them is needed follows from the others
    reveals = {"kind": {"notify": ("template",), "http": ("address",)}}

    class Meta:
        model = TextGateway
        fields = ("kind", "template", "address", "number", "active")
        labels = {
            "template": "Template ID",
            "address": "Address of the gateway",
            "number": "Our number",
            "active": "Send texts",
        }
        help_texts = {
            "template": "Of a template in GOV.UK Notify whose only words are ((text))",
            "address": "It is sent one JSON object for each text, by POST: id, to, from and text",
            "number": "From which texts come, and to which customers answer",
        }
        widgets = {
            "number": forms.TextInput({"inputmode": "tel", "class": "govuk-input--width-20"}),
        }

    def clean_new_secret(self) -> str:
        secret = str(self.cleaned_data["new_secret"])
        if is_too_long(secret):
            raise ValidationError("This is too long to be kept")
        return secret

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        return one_spelling(number) if number else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        secret = data.get("new_secret", "")
        if not secret and not self.instance.secret and "new_secret" in data:
            self.add_error("new_secret", "Enter the API key or token")
        if data.get("kind") == TextGateway.Kind.NOTIFY:
            data["address"] = ""
            if secret and not is_key(secret):
                self.add_error("new_secret", "This is no API key of GOV.UK Notify: copy all of it")
            if not data.get("template") and "template" in data:
                self.add_error("template", "Enter the template’s ID")
        elif data.get("kind") and "address" in data:
            try:
                refuse_address(data["address"], allowed=settings.ALLOWED_ADDRESSES)
            except NotAllowed as why:
                self.add_error("address", str(why))
        return data


class TestTextForm(forms.Form):
    number = forms.CharField(
        label="Send a test text to",
        max_length=40,
        widget=forms.TextInput({"inputmode": "tel", "class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Give a number"},
    )

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if not may_be_texted(number):
            raise ValidationError(NO_NUMBER)
        return one_spelling(number)


def number_in(file: CaseFile) -> str:
    """Return the number at which the customer can be texted: the one they last texted from, or a known one."""
    came = [contact.sender for contact in file.contacts if contact.channel == "sms" and may_be_texted(contact.sender)]
    known = [address.value for address in file.addresses if address.kind == "telephone"]
    mobile = [number for number in known if one_spelling(number).startswith("+447")]
    return next(iter([*reversed(came), *mobile, *filter(may_be_texted, known)]), "")
