"""A program that asks the API, as it would over HTTP."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client as Http
from django.utils.timezone import now

from answerable.desk.clients.actions import SCOPES, issue


@dataclass
class Program:
    """A program with a token; it has no cookie and no session."""

    token: str
    http: Http = field(default_factory=lambda: Http(raise_request_exception=False))

    def post(self, place: str, body: object, *, key: str = "", **headers: str) -> Any:
        said = {"Idempotency-Key": key} if key else {}
        return self.http.post(
            f"/api/v1/{place}", body, "application/json", headers=said | self._who() | headers, follow=False
        )

    def get(self, place: str, **asked: str | int) -> Any:
        return self.http.get(f"/api/v1/{place}", asked, headers=self._who())

    def _who(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def a_program(*scopes: str, days: int = 30) -> Program:
    """Let a program in that may do what `scopes` say; without any, all there is."""
    moment = now()
    _, token = issue(
        name="Street light fault line",
        scopes=scopes or list(SCOPES),
        expires=moment + timedelta(days=days),
        at=moment,
    )
    return Program(token)


def problem(response: Any) -> dict[str, Any]:
    """Return the problem details that an answer carries, having seen that they are what RFC 9457 asks for."""
    assert response["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = response.json()
    assert said["status"] == response.status_code
    assert said["type"].startswith("urn:answerable:problem:")
    assert said["title"] and said["detail"]
    return said
