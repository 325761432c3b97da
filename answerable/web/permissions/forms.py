"""The form of a permission: what a provider of mail knows this program by."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from answerable.channels.outside import NotAllowed, refuse_address
from answerable.desk.models import Permission
from answerable.web.forms import Reveals

OF_ANOTHER = ("consent_url", "token_url", "scope", "servers")
NEEDED = {
    "consent_url": "Enter the address at which it asks for consent",
    "token_url": "Enter the address at which it gives tokens",
    "scope": "Enter what is asked for",
    "servers": "Enter the mail servers",
}


class PermissionForm(forms.ModelForm):  # type: ignore[type-arg]
    one_of = ("tenant", *OF_ANOTHER)
    reveals: ClassVar[Reveals] = {
        "provider": {Permission.Provider.MICROSOFT: ("tenant",), Permission.Provider.OTHER: OF_ANOTHER}
    }
    field_order = ("name", "provider", "client_id", "secret", "given")
    secret = forms.CharField(
        label="Client secret",
        required=False,
        max_length=500,
        help_text="Kept encrypted and never shown. Leave it empty to keep the one there is.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    class Meta:
        model = Permission
        fields = ("name", "provider", "tenant", *OF_ANOTHER, "client_id", "given")
        labels = {
            "name": "Name",
            "tenant": "Directory (tenant) id",
            "consent_url": "Where it asks for consent",
            "token_url": "Where it gives tokens",
            "scope": "Scope",
            "servers": "Mail servers",
            "client_id": "Client id",
            "given": "How is it given?",
        }
        help_texts = {
            "name": "By which the desk’s mailboxes refer to it, such as “Our Microsoft 365”",
            "scope": "What is asked for, as the provider calls it, with spaces between",
            "servers": "The only servers to which its tokens are shown, with spaces between",
            "client_id": "The application (client) id that the provider gave when this program was registered there",
        }
        widgets = {"provider": forms.RadioSelect, "given": forms.RadioSelect}
        error_messages = {
            "name": {"required": "Give it a name", "unique": "There is a permission of that name already"},
            "provider": {"required": "Choose the provider"},
            "client_id": {"required": "Enter the client id"},
            "given": {"required": "Choose how it is given"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("provider", "given"):
            choice = self.fields[name]
            assert isinstance(choice, forms.TypedChoiceField)
            choice.choices = [(value, words) for value, words in choice.choices if value]  # type: ignore[misc, union-attr]

    def clean_consent_url(self) -> str:
        return self._address("consent_url")

    def clean_token_url(self) -> str:
        return self._address("token_url")

    def _address(self, name: str) -> str:
        address: str = self.cleaned_data[name]
        try:
            if address:
                refuse_address(address, allowed=settings.ALLOWED_ADDRESSES)
        except (NotAllowed, ValueError) as why:
            raise ValidationError(str(why)) from None
        return address

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        lacking = NEEDED if given.get("provider") == Permission.Provider.OTHER else {}
        if given.get("provider") == Permission.Provider.MICROSOFT:
            lacking = {"tenant": "Enter the directory id, or your domain such as council.gov.uk"}
        for name, words in lacking.items():
            if name not in self.errors and not given.get(name):
                self.add_error(name, words)
        if given.get("given") == Permission.Given.APPLICATION:
            self._check_application(given)
        return given

    def _check_application(self, given: dict[str, Any]) -> None:
        if given.get("provider") == Permission.Provider.GOOGLE:
            self.add_error("given", "Google gives it only by somebody who signs in as the mailbox")
        if not given.get("secret") and not self.instance.client_secret:
            self.add_error("secret", "Enter the client secret: the application signs in with it")
