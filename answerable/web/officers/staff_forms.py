"""The forms by which administrators say who works at the desk."""

from typing import Any

from django import forms

from answerable.desk.models import Officer
from answerable.desk.officers.models import Role

MAIL_ADDRESS = "Enter an e-mail address like name@example.org"


def colleagues(*, without: Officer | None = None) -> Any:
    """Return who works here, by name."""
    found = Officer.objects.at_work().order_by("name")
    return found.exclude(pk=without.pk) if without else found


class InviteForm(forms.Form):
    """Somebody new at the desk."""

    name = forms.CharField(
        label="Name",
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Enter the name"},
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation goes there",
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": MAIL_ADDRESS, "invalid": MAIL_ADDRESS},
    )
    job_title = forms.CharField(
        label="Job title",
        max_length=150,
        required=False,
        help_text="Stands in the signature",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    telephone = forms.CharField(
        label="Telephone",
        max_length=40,
        required=False,
        help_text="Stands in the signature. Empty: the council’s",
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    section = forms.CharField(
        label="Section",
        max_length=120,
        required=False,
        help_text="As they say it on the telephone, such as “housing”",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    extension = forms.CharField(
        label="Extension",
        max_length=80,
        required=False,
        help_text="What the telephone system calls their telephone, such as 201: by it we know who answered",
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[
            (Role.OFFICER, "Officer: deals with customers"),
            (Role.MANAGER, "Manager: also sees services and closures, and decides"),
            (Role.ADMINISTRATOR, "Administrator: also sets the desk up"),
        ],
        widget=forms.RadioSelect,
        initial=Role.OFFICER,
        error_messages={"required": "Choose a role"},
    )


class ChangeOfficerForm(InviteForm):
    email = None  # type: ignore[assignment]


class LeaverForm(forms.Form):
    """Who takes what a leaver leaves."""

    one_of = ("heir",)

    heir = forms.ModelChoiceField(
        Officer.objects.none(),
        label="Who takes the open cases and duties?",
        required=False,
        empty_label="Choose a colleague",
    )

    def __init__(self, *args: Any, leaver: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heir = self.fields["heir"]
        assert isinstance(heir, forms.ModelChoiceField)
        heir.queryset = colleagues(without=leaver)
