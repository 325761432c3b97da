"""The forms of signing in: allauth's, in our words."""

from time import monotonic, sleep
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChange
from allauth.account.forms import LoginForm, ReauthenticateForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgain
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest
from django.utils.timezone import now

from answerable.desk.officers.delays import code_doors, opened
from answerable.web.visitor import address_of, wait_or_count

ENTER_PASSWORD = "Enter your password"
FORGOTTEN_TAKES = 0.3  # seconds, far more than it takes to write and queue the link
LONG_ENOUGH = "At least 12 characters. Three or four words that don’t belong together are easy to remember."


def worded(form: forms.Form, name: str, *, label: str, missing: str, help_text: str = "", **attrs: str) -> None:
    """Give a field of somebody else's form our words."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "login", label="E-mail address", missing="Enter your e-mail address", autocomplete="username")
        worded(self, "password", label="Password", missing=ENTER_PASSWORD)
        self.fields["login"].error_messages["invalid"] = "Enter an e-mail address like name@example.org"


class ForgottenForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "email", label="E-mail address", missing="Enter your e-mail address")
        self.fields["email"].error_messages["invalid"] = "Enter an e-mail address like name@example.org"

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queue the link; it takes as long for an address that nobody has, so that time tells no names."""
        ends = monotonic() + FORGOTTEN_TAKES
        address: str = super().save(request, **kwargs)
        sleep(max(0.0, ends - monotonic()))
        return address


class ChooseForm(ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "password1", label="New password", missing="Choose a password", help_text=LONG_ENOUGH)
        worded(self, "password2", label="The same password again", missing="Enter the same password again")


class ChangeForm(AllauthChange):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "oldpassword", label="Password until now", missing="Enter the password you have used until now")
        worded(self, "password1", label="New password", missing="Choose a password", help_text=LONG_ENOUGH)
        worded(self, "password2", label="The same password again", missing="Enter the same password again")


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "password", label="Password", missing=ENTER_PASSWORD)


class Delayed(forms.Form):
    """A code form whose wrong tries wait longer and longer."""

    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "Six digits from your authenticator app, or one of your recovery codes"
        worded(self, "code", label="Code", missing="Enter the code", help_text=hint, inputmode="text")
        self.fields["code"].widget.attrs["class"] = "govuk-input--width-10"

    def clean_code(self) -> str:
        doors = code_doors(str(self.user.pk), address_of(context.request))
        wait_or_count(doors)
        code: str = super().clean_code()  # type: ignore[misc]
        opened(doors, at=now())
        return code


class CodeForm(Delayed, AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class CodeAgainForm(Delayed, CodeAgain):  # type: ignore[misc]
    """The second factor once more, before something that matters."""


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worded(self, "code", label="Code", missing="Enter the code", help_text="Six digits, as the app shows them now")
        self.fields["code"].widget.attrs["class"] = "govuk-input--width-10"
