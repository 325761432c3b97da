"""A request that writes: done once under its idempotency key, however often it is sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from ninja import Header, Schema

from answerable.desk.clients.models import Client
from answerable.desk.clients.replays import once, remembered

CREATED = 201
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        pattern=r"^[\x20-\x7e]*$",
        description="Any text that is new for each new thing, such as a UUID. The same request sent again under it "
        "is done once and answered with the same words; another request under it is refused.",
    ),
]


@dataclass(frozen=True)
class Write:
    """A request that writes: whose, under which key (or none), what stood in it, and when it came."""

    client: Client
    key: str
    body: bytes
    at: datetime

    @classmethod
    def asked(cls, request: Any, key: str) -> "Write":
        """Return the request of a program that was let in."""
        return cls(client=request.auth, key=key, body=_whole(request), at=now())

    def answered_before(self) -> HttpResponse | None:
        """Return the answer that this request was given already. Raises AnotherBody for a key used before."""
        answer = remembered(self.client, key=self.key, body=self.body)
        return _response(answer, again=True) if answer else None

    def answer(self, act: Callable[[], Schema]) -> HttpResponse:
        """Do what was asked, in one transaction with the memory of it."""
        answer, again = once(
            self.client,
            key=self.key,
            body=self.body,
            status=CREATED,
            at=self.at,
            act=lambda: act().model_dump(mode="json"),
        )
        return _response(answer, again=again)


def _whole(request: HttpRequest) -> bytes:
    return request.path.encode() + b"\n" + request.body


def _response(answer: dict[str, Any], *, again: bool) -> HttpResponse:
    headers = {"Idempotent-Replay": "true"} if again else {}
    # Sorted: PostgreSQL gives an object's names back in an order of its own, and the same answer is the same bytes.
    return JsonResponse(answer, status=CREATED, headers=headers, json_dumps_params={"sort_keys": True})
