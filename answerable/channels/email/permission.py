"""Tokens from providers that take no password (OAuth 2.0): consent is asked for, access fetched and renewed."""

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings

from answerable.channels.outside import Answer, Unreachable, call
from answerable.desk.council.secrets import UnreadableSecret, decrypted
from answerable.desk.permissions.actions import access_kept, given, refused
from answerable.desk.permissions.models import Permission
from answerable.desk.permissions.providers import may_be_shown_to, provider_of

Connection = TypeVar("Connection")
_TOKEN = re.compile(r"[!-~]{1,20000}")
_HOUR = 3600
_ASK_AGAIN = "Ask for permission again in Settings, Mail."


class NotPermitted(Exception):
    """The provider gives no access; the message says why and what to do, for the administrator."""


@dataclass(frozen=True)
class Asking:
    """One asking for consent: the answer must bring its `state` back, and is exchanged with its `verifier` (PKCE)."""

    state: str
    verifier: str

    @classmethod
    def anew(cls) -> "Asking":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().rstrip("=")


def consent_address(permission: Permission, asking: Asking, *, redirect: str) -> str:
    """Return where an administrator's browser goes to give consent; the provider sends it back to `redirect`."""
    provider = provider_of(permission)
    asked = {
        "response_type": "code",
        "client_id": permission.client_id,
        "redirect_uri": redirect,
        "scope": provider.consent_scope,
        "state": asking.state,
        "code_challenge": asking.challenge,
        "code_challenge_method": "S256",
    }
    return f"{provider.consent_url}{'&' if '?' in provider.consent_url else '?'}{urlencode(asked | provider.asking)}"


def exchange(permission: Permission, code: str, asking: Asking, *, redirect: str, at: datetime) -> None:
    """Turn the code that consent gave into lasting access, and keep it. Raises NotPermitted."""
    asked = {"code": code, "redirect_uri": redirect, "code_verifier": asking.verifier}
    told = _ask(permission, {"grant_type": "authorization_code", **asked})
    if not told.get("refresh_token"):
        raise NotPermitted("The provider gave access for an hour only. Let the application have offline access.")
    permission.given_at = at
    _keep(permission, told, at)


def access_token(permission: Permission, *, at: datetime, afresh: bool = False) -> str:
    """Return a token that opens the mailbox: the one that is kept or, after its end or `afresh`, a new one.

    Raises NotPermitted.
    """
    try:
        kept = "" if afresh else access_kept(permission, at=at)
        return kept or _keep(permission, _ask(permission, _grant(permission)), at)
    except UnreadableSecret:
        raise NotPermitted("The permission was kept with another key. Enter its secret and ask for it again.") from None


def signed_in(
    permission: Permission,
    host: str,
    sign_in: Callable[[str], Connection],
    *,
    at: datetime,
    refusals: tuple[type[Exception], ...],
) -> Connection:
    """Return what `sign_in` makes of a token at the mail server `host`; refused once, it is given a fresh one.

    Raises NotPermitted, and what `sign_in` raises the second time.
    """
    if not may_be_shown_to(permission, host):
        raise NotPermitted(f"The permission “{permission.name}” is for other mail servers than {host}.")
    try:
        return sign_in(access_token(permission, at=at))
    except refusals:
        return sign_in(access_token(permission, at=at, afresh=True))


def xoauth2(login: str, token: str) -> str:
    """Return what IMAP and SMTP are told to sign in with a token."""
    return f"user={login}\1auth=Bearer {token}\1\1"


def _grant(permission: Permission) -> dict[str, str]:
    if not permission.by_consent:
        return {"grant_type": "client_credentials", "scope": provider_of(permission).application_scope}
    lasting = decrypted(permission.lasting)
    if not lasting:
        raise NotPermitted(permission.trouble or f"Nobody has given the permission “{permission.name}”. {_ASK_AGAIN}")
    return {"grant_type": "refresh_token", "refresh_token": lasting}


def _ask(permission: Permission, grant: dict[str, str]) -> dict[str, Any]:
    """Ask for tokens. Raises NotPermitted; what the provider refuses stands on the permission from then on."""
    secret = decrypted(permission.client_secret)
    form = {"client_id": permission.client_id, **({"client_secret": secret} if secret else {}), **grant}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    address, allowed = provider_of(permission).token_url, settings.ALLOWED_ADDRESSES
    try:
        answer = call("POST", address, body=urlencode(form).encode(), headers=headers, allowed=allowed)
    except Unreachable as error:
        raise NotPermitted(f"No token can be fetched: {error}") from None
    told = _read(answer)
    if answer.status != 200:
        raise _refusal(permission, told, answer.status)
    if not _TOKEN.fullmatch(str(told.get("access_token", ""))):
        raise NotPermitted("The provider’s answer holds no token.")
    return told


def _read(answer: Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _refusal(permission: Permission, told: dict[str, Any], status: int) -> NotPermitted:
    said = re.sub(r"[^\w.-]", "", str(told.get("error", "")))[:60]
    if status >= 500 or status == 429 or not said:
        return NotPermitted(f"The provider gives no token now: it answered {status}.")
    match said:
        case "invalid_grant":
            why = f"The provider no longer lets us in: consent was withdrawn or has ended. {_ASK_AGAIN}"
        case "invalid_client" | "unauthorized_client":
            why = "The provider doesn’t know the application or its secret, which may have ended. Enter a new one."
        case _:
            why = f"The provider refused ({said}). Look at what the application is allowed to do there."
    refused(permission, why, ended=said == "invalid_grant")
    return NotPermitted(why)


def _keep(permission: Permission, told: dict[str, Any], at: datetime) -> str:
    access, lasting = str(told["access_token"]), str(told.get("refresh_token") or "")
    given(permission, access=access, ends=at + timedelta(seconds=_seconds(told)), lasting=lasting, at=at)
    return access


def _seconds(told: dict[str, Any]) -> int:
    """Return for how long access is good: at most a day, an hour where the provider doesn't say."""
    try:
        return min(max(int(told.get("expires_in") or _HOUR), 0), 24 * _HOUR)
    except (TypeError, ValueError, OverflowError):
        return _HOUR
