"""What went wrong, said as RFC 9457 problem details: in words that tell the caller what to write instead."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from answerable.desk.clients.replays import AnotherBody

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger(__name__)


class Kind(Enum):
    """Every kind of problem: its status, and its title, which is the same whenever it happens."""

    MALFORMED = 400, "The request can’t be read"
    NO_TOKEN = 401, "A token is needed"
    OUT_OF_SCOPE = 403, "The token doesn’t allow this"
    NOT_FROM_OUTSIDE = 403, "The API records only what comes from outside"
    NOT_FOUND = 404, "There is no such thing"
    WRONG_METHOD = 405, "The address doesn’t take this method"
    TOO_LARGE = 413, "The request is too large"
    INVALID = 422, "Something in the request must be written differently"
    ANOTHER_BODY = 422, "The idempotency key belongs to another request"
    TOO_MANY = 429, "Too many requests"
    FAILED = 500, "The program failed"

    @property
    def status(self) -> int:
        return self.value[0]

    @property
    def title(self) -> str:
        return self.value[1]

    @property
    def uri(self) -> str:
        """Return what names the kind for machines. It leads nowhere: RFC 9457 asks for no page."""
        return f"urn:answerable:problem:{self.name.lower().replace('_', '-')}"


@dataclass
class Problem(Exception):
    """A request that can't be done. `errors` names fields and what to write in each."""

    kind: Kind
    detail: str
    errors: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> HttpResponse:
        said: dict[str, object] = {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.errors:
            said["errors"] = [{"field": name, "detail": detail} for name, detail in self.errors]
        return JsonResponse(said, status=self.kind.status, content_type=MEDIA_TYPE, headers=self.headers)


def invalid(name: str, detail: str) -> Problem:
    """Return the problem of one field."""
    return Problem(Kind.INVALID, f"{name}: {detail}", [(name, detail)])


def problem_of(error: Exception) -> Problem:
    """Return any error at all as a problem. What the program itself did wrong is logged, and not told."""
    match error:
        case Problem():
            return error
        case ValidationError():
            return _invalid(error.errors)
        case AnotherBody():
            return Problem(Kind.ANOTHER_BODY, "Send a new thing under a new key, or the same request again.")
        case AuthenticationError():
            return no_token()
        case Throttled():
            return Problem(Kind.TOO_MANY, "Wait a while and try again.")
        case Http404():
            return Problem(Kind.NOT_FOUND, "Nothing is at this address. /api/v1/openapi.json says what is where.")
        case RequestDataTooBig():
            return Problem(Kind.TOO_LARGE, "Send at most 5 MB.")
        case HttpError(status_code=400):
            return Problem(Kind.MALFORMED, "Send one JSON object in UTF-8, with double quotes and no comma at its end.")
        case _:
            log.error("The API failed: %s", type(error).__name__, exc_info=error)
            return Problem(Kind.FAILED, "Send it again under the same idempotency key: it is done once.")


def no_token() -> Problem:
    """Return what is said to a program without a token, or with one that has ended; which of the two is not told."""
    return Problem(
        Kind.NO_TOKEN,
        "Send “Authorization: Bearer TOKEN” with a token that has neither expired nor been revoked. "
        "The council’s administrator issues them.",
        headers={"WWW-Authenticate": "Bearer"},
    )


def answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Answer an error that happened while a request was being dealt with."""
    return problem_of(error if isinstance(error, Exception) else error()).response()


def _invalid(found: Sequence[dict[str, Any]]) -> Problem:
    errors = [(_name(error["loc"]), _words(error)) for error in found]
    return Problem(Kind.INVALID, " ".join(f"{name}: {words}" for name, words in errors[:3]), errors)


def _name(place: Sequence[object]) -> str:
    # The first two say "body" and the name of the schema; a query or a header has only its own name.
    return ".".join(str(part) for part in (place[2:] if place[0] == "body" else place[1:])) or "the body"


def _words(error: dict[str, Any]) -> str:
    limits = error.get("ctx") or {}
    match error["type"]:
        case "missing":
            return "Give this field."
        case "extra_forbidden":
            return "There is no such field. Leave it out."
        case "string_too_long":
            return f"Write at most {limits['max_length']} characters."
        case "string_too_short":
            return "Write something here, or leave the field out."
        case "string_unicode":
            return "Leave out halves of characters."
        case "value_error":
            return str(error["msg"]).removeprefix("Value error, ")
        case _:
            return f"{error['msg']}."
