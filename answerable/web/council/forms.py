"""The forms of the desk's settings."""

from datetime import date
from typing import Any
from urllib.parse import quote

from django import forms
from django.core.exceptions import ValidationError

from answerable.desk.council.changes import NotPossible, refuse_server
from answerable.desk.council.secrets import is_too_long
from answerable.desk.models import Council, Mailbox, Permission, Service
from answerable.web.forms import DateField
from answerable.web.officers.staff_forms import MAIL_ADDRESS, colleagues


class PermissionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """How a mail server is signed in at: by a password, or by what a provider permits."""

    def __init__(self, **kwargs: Any) -> None:
        words = "Microsoft 365 and Google take no password: their permissions are kept under Mail"
        listed = Permission.objects.order_by("name")
        shown = {"label": "How it signs in", "empty_label": "By its password", "help_text": words}
        super().__init__(listed, required=False, **{**shown, **kwargs})


class DutyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form with a duty officer, who is somebody who works here. Only the council itself must have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duty = self.fields["duty_officer"]
        assert isinstance(duty, forms.ModelChoiceField)
        duty.queryset = colleagues()
        duty.required = isinstance(self, CouncilForm)
        duty.empty_label = "Choose an officer" if duty.required else "The council’s duty officer"
        duty.error_messages["required"] = "Choose who owns what nobody else does"


class CouncilForm(DutyForm):
    public_url = forms.URLField(
        label="Address of these pages",
        assume_scheme="https",
        help_text="As the public reaches them, such as https://contact.example.gov.uk: links in mail use it",
        error_messages={
            "required": "Enter the address of these pages",
            "invalid": "Enter a web address like https://contact.example.gov.uk",
        },
    )

    short_call_seconds = forms.IntegerField(
        label="A call given up this soon is a short one (seconds)",
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.TextInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text="Reports then show short calls apart. Leave it empty, and none is short",
        error_messages={
            "invalid": "Write a number of seconds, or leave it empty",
            "min_value": "Write at least 1 second, or leave it empty",
            "max_value": "Write at most 60 seconds",
        },
    )

    field_order = ("address", "telephone", "email", "public_url", "signature", "duty_officer", "short_call_seconds")

    class Meta:
        model = Council
        fields = ("address", "telephone", "email", "public_url", "signature", "duty_officer", "short_call_seconds")
        labels = {
            "address": "Postal address",
            "telephone": "Telephone number",
            "email": "E-mail address our mail comes from",
            "signature": "Further lines under the signature",
            "duty_officer": "Duty officer",
        }
        help_texts = {
            "signature": "Under the officer’s name, job title, the council’s name and the telephone number",
            "duty_officer": "Owns what comes by form, and by a mailbox or service without one of its own",
        }
        widgets = {
            "address": forms.Textarea({"rows": 4, "autocomplete": "off"}),
            "signature": forms.Textarea({"rows": 3}),
            "telephone": forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
        }
        error_messages = {
            "email": {"required": MAIL_ADDRESS, "invalid": MAIL_ADDRESS},
        }


class SendingForm(forms.Form):
    """The server that sends the council's mail."""

    SCHEMES = {
        "smtp+tls": "Encrypted after greeting (STARTTLS, usually port 587)",
        "smtps": "Encrypted from the start (usually port 465)",
        "smtp": "Not encrypted (only on this machine)",
    }
    scheme = forms.ChoiceField(
        label="Connection",
        choices=list(SCHEMES.items()),
        widget=forms.RadioSelect,
        initial="smtp+tls",
        error_messages={"required": "Choose how the connection is encrypted"},
    )
    host = forms.RegexField(
        r"^[A-Za-z0-9.:\-]+$",
        label="Server",
        error_messages={"required": "Enter the server’s name", "invalid": "Enter a name like mail.example.org"},
    )
    port = forms.IntegerField(
        label="Port",
        min_value=1,
        max_value=65535,
        initial=587,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={"required": "Enter the port", "invalid": "Enter the port as a number"},
    )
    name = forms.CharField(label="User name", required=False, widget=forms.TextInput({"autocomplete": "off"}))
    password = forms.CharField(
        label="Password", required=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    permission = PermissionField()

    def clean(self) -> dict[str, Any]:
        if not self.errors and is_too_long(self.address()):
            self.add_error("password", "The server’s name, the user name and the password are too long to be kept")
        if not self.errors and self.cleaned_data["permission"]:
            self._check_permission(self.cleaned_data["permission"])
        return self.cleaned_data

    def _check_permission(self, permission: Permission) -> None:
        if not self.cleaned_data["name"]:
            self.add_error("name", "Enter the mailbox’s address: the permission signs in by it")
        if self.cleaned_data["scheme"] == "smtp":
            self.add_error("scheme", "Choose an encrypted connection: whoever saw the token could read the mail")
        try:
            refuse_server(permission, self.cleaned_data["host"])
        except NotPossible as why:
            self.add_error("permission", str(why))

    def address(self) -> str:
        """Return the server as one address, with what signs in at it."""
        given = self.cleaned_data
        password = "" if given["permission"] else given["password"]
        who = f"{quote(given['name'], '')}:{quote(password, '')}@" if given["name"] else ""
        return f"{given['scheme']}://{who}{given['host']}:{given['port']}"


class MailboxForm(DutyForm):
    new_password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        help_text="Kept encrypted and never shown. Leave it empty to keep the one there is.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    permission = PermissionField()

    class Meta:
        model = Mailbox
        fields = ("address", "takes", "host", "port", "login", "permission", "folder", "duty_officer", "active")
        labels = {
            "address": "E-mail address",
            "takes": "What comes there",
            "host": "IMAP server",
            "port": "Port",
            "login": "User name",
            "folder": "Folder",
            "duty_officer": "Duty officer",
            "active": "Read this mailbox",
        }
        help_texts = {
            "host": "Read over TLS. Leave it empty if mail for this address is piped in.",
            "duty_officer": "Owns what arrives here until somebody takes it",
        }
        widgets = {
            "host": forms.TextInput({"autocomplete": "off"}),
            "port": forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
            "login": forms.TextInput({"autocomplete": "off"}),
        }
        error_messages = {
            "address": {
                "required": MAIL_ADDRESS,
                "invalid": MAIL_ADDRESS,
                "unique": "This mailbox is in the list already",
            }
        }

    field_order = (
        "address",
        "host",
        "port",
        "login",
        "permission",
        "new_password",
        "folder",
        "duty_officer",
        "active",
    )

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if is_too_long(password):
            raise ValidationError("The password is too long to be kept")
        return password


class ServiceForm(DutyForm):
    class Meta:
        model = Service
        fields = ("name", "duty_officer", "current")
        labels = {"name": "Name", "duty_officer": "Duty officer", "current": "Customers can choose it"}
        help_texts = {"duty_officer": "Owns what is asked about it. Empty: the council’s duty officer"}
        error_messages = {"name": {"required": "Enter the name of the service"}}


class ClosureForm(forms.Form):
    title = forms.CharField(
        label="Why",
        max_length=120,
        help_text="Customers may read it, such as “Christmas closure”",
        error_messages={"required": "Say why the council is closed"},
    )
    first = DateField(label="First day closed", error_messages={"required": "Enter the first day"})
    last = DateField(label="Last day closed", error_messages={"required": "Enter the last day"})

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if isinstance(given.get("first"), date) and isinstance(given.get("last"), date):
            if given["last"] < given["first"]:
                self.add_error("last", "The last day must be on or after the first")
            elif (given["last"] - given["first"]).days > 60:
                self.add_error("last", "A closure is at most 60 days long: check the year")
        return given


class HolidayForm(forms.Form):
    title = forms.CharField(
        label="What it is for",
        max_length=120,
        help_text="Customers may read it, such as “State Funeral of the Queen”",
        error_messages={"required": "Say what the bank holiday is for"},
    )
    day = DateField(label="The day", error_messages={"required": "Enter the day"})
    announced = DateField(label="Announced on", required=False)


class MeetingForm(forms.Form):
    title = forms.CharField(
        label="Which meeting",
        max_length=120,
        initial="Full council",
        error_messages={"required": "Say which meeting it is"},
    )
    day = DateField(label="The day", error_messages={"required": "Enter the day"})
