"""The forms that a customer fills in."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from answerable.charter.facts import TYPES
from answerable.desk.models import Service
from answerable.desk.references import new_secret

LONGEST = 10_000


class ContactForm(forms.Form):
    """What a customer needs, and how they can be answered."""

    one_of = ("email", "telephone")

    form_id = forms.CharField(widget=forms.HiddenInput, required=False)
    need = forms.CharField(
        label="What can we do for you?",
        help_text="Say what happened or what you need, and where. Please leave out bank and card numbers.",
        widget=forms.Textarea({"rows": 8}),
        max_length=LONGEST,
        error_messages={
            "required": "Say what we can do for you",
            "max_length": f"Shorten it to {LONGEST:,} letters or fewer, or send it by e-mail",
        },
    )
    type = forms.ChoiceField(
        label="What is it?",
        choices=[
            ("enquiry", "A question"),
            ("request", "Asking us to do something"),
            ("complaint", "A complaint"),
            ("compliment", "A compliment"),
            ("comment", "A comment or an idea"),
        ],
    )
    service = forms.ModelChoiceField(
        Service.objects.none(),
        to_field_name="code",
        required=False,
        label="Which service is it about?",
        empty_label="I am not sure",
    )
    name = forms.CharField(
        label="Your name",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Enter your name"},
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address like name@example.org"},
    )
    telephone = forms.CharField(
        label="Telephone number",
        required=False,
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}),
    )
    website = forms.CharField(label="Leave this empty", required=False, widget=forms.TextInput({"autocomplete": "off"}))

    def __init__(self, data: Any = None) -> None:
        if data is not None:
            # The page always sends it; whoever fills in the form by a program of their own asks a question.
            data = {**data.dict(), "type": data.get("type") or TYPES[0]}
        super().__init__(data, initial={"form_id": new_secret()})
        services = self.fields["service"]
        assert isinstance(services, forms.ModelChoiceField)
        services.queryset = Service.objects.filter(current=True).order_by("name")

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError("Leave the last box empty: only machines fill it in")
        return ""

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("email") and not given.get("telephone") and "email" not in self.errors:
            self.add_error("email", "Enter an e-mail address or a telephone number, so that we can answer")
        return given

    def body(self) -> bytes:
        """Return the form as it is kept. Posted twice it is the same bytes, and so the same contact."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("form_id", "name", "email", "telephone")}
        kept |= {"text": given["need"], "type": given["type"]}
        kept |= {"service": given["service"].code if given["service"] else ""}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()


class FollowForm(forms.Form):
    """A reference and the code that belongs to it."""

    reference = forms.CharField(
        label="Reference",
        help_text="Eight letters and digits, such as K7M2-Q9XR",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the reference"},
    )
    code = forms.CharField(
        label="Code",
        help_text="The seven groups of letters and digits after the reference, in our message to you",
        widget=forms.TextInput({"class": "app-code", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code"},
    )
