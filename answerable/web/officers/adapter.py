"""How officers sign in: what django-allauth leaves to us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.council.actions import council
from answerable.desk.council.secrets import decrypted, encrypted
from answerable.desk.models import Officer
from answerable.desk.officers.delays import opened, sign_in_doors
from answerable.web.visitor import address_of, wait_or_count


class DeskAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is wrong",
        "invalid_password_reset": "This link has been used already or is too old. Ask for a new one",
        "incorrect_password": "The password is wrong",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # officers are invited

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Officer | None:
        doors = sign_in_doors(credentials.get("email", ""), address_of(request))
        wait_or_count(doors)
        officer: Officer | None = super().authenticate(request, **credentials)
        if officer is not None:
            opened(doors, at=now())
        return officer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting to `authenticate`: allauth's own would lock an account for everybody."""

    def reauthenticate(self, user: Officer, password: str) -> bool:
        return self.authenticate(self.request, email=user.email, password=password) == user

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _, token = key.partition("-")
        return public_link("account_reset_password_from_key", uidb36=uid, key=token)

    def get_from_email(self) -> str:
        return council().email

    def format_email_subject(self, subject: str) -> str:
        return subject


class DeskFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted: a copy of the database alone makes no codes."""

    def encrypt(self, text: str) -> str:
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypted(encrypted_text)


def public_link(name: str, **parts: str) -> str:
    """Return the address of a page as it stands in a mail: by the council's public address, never the Host header."""
    return council().public_url.rstrip("/") + reverse(name, kwargs=parts)
