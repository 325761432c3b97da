"""What a telephone system tells: its events, one or many at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router, Schema
from pydantic import AfterValidator, BeforeValidator, Field

from answerable.api.fields import Asked, Line, Moment, one_of
from answerable.api.once import CREATED, Key, Write
from answerable.api.problems import Kind, Problem
from answerable.api.tokens import Token
from answerable.desk.telephone.actions import Taken, take_events
from answerable.desk.telephone.events import KINDS, OF_CALLS, Event, is_to_come
from answerable.desk.telephone.feeds import feed_named

MOST = 1000
TO_COME = "That moment is still to come. Write when it really happened, and put the telephone system’s clock right."

router = Router(tags=["telephony"])


class NewEvent(Asked):
    """Something that the telephone system saw."""

    id: Annotated[Line, Field(min_length=1, max_length=120)] = Field(
        description="Names the event: told again under the same id, it is known already."
    )
    call: Annotated[Line, Field(max_length=120)] = Field(
        "", description="Names the call, as the system does. Only what is about the feed itself has none."
    )
    at: Moment
    kind: Annotated[str, AfterValidator(one_of(KINDS)), Field(json_schema_extra={"enum": list(KINDS)})]
    line: Annotated[Line, Field(max_length=80)] = Field("", description="The number or queue that was rung.")
    caller: Annotated[Line, Field(max_length=80)] = Field("", description="The caller’s number; empty: withheld.")
    officer: Annotated[Line, Field(max_length=120)] = Field(
        "", description="The extension or name of whoever rang, answered or was put through to."
    )
    details: dict[Annotated[Line, Field(max_length=40)], Annotated[Line, Field(max_length=200)]] = Field(
        default_factory=dict,
        max_length=20,
        description="More, as text: `direction` `out` for a call that the council made, `to` and `how` of a transfer.",
    )

    def event(self) -> Event:
        return Event(**self.model_dump())


class _OneOrSeveral:
    """Says in the API's description that one may stand alone, without its list."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        several = handler(core)
        return {"anyOf": [several["items"], several]}


def _listed(given: object) -> object:
    return given if isinstance(given, list) else [given]


NewEvents = Annotated[list[NewEvent], BeforeValidator(_listed), Field(min_length=1, max_length=MOST), _OneOrSeveral()]


class EventsTaken(Schema):
    """What became of the events."""

    new: int = Field(description="How many were new.")
    known: int = Field(description="How many had been told before.")
    differing: int = Field(
        description="How many of the known were told otherwise before: what was told first counts. More than 0 means "
        "that ids are used again, and that something was not taken in."
    )


@router.post(
    "/telephony/events", response={CREATED: EventsTaken}, auth=Token("telephony:write"), summary="Tell of calls"
)
def tell_of_calls(request: HttpRequest, events: Body[NewEvents], idempotency_key: Key = "") -> HttpResponse:
    """Take in what happened to calls: one event or a list. They may come twice, late and in any order.

    If anything in a list must be written differently, nothing of the list is taken in; the answer names each by its
    place, counted from 0.
    """
    write = Write.asked(request, idempotency_key)
    if answer := write.answered_before():
        return answer
    _refuse(events, write.at)
    feed = feed_named(write.client.name)
    return write.answer(lambda: _taken(take_events(feed, [one.event() for one in events], at=write.at)))


def _taken(taken: Taken) -> EventsTaken:
    return EventsTaken(new=taken.new, known=taken.doubled, differing=taken.differing)


def _refuse(events: Sequence[NewEvent], at: datetime) -> None:
    found = [(f"{place}.{name}", words) for place, one in enumerate(events) for name, words in _wrong(one, at)]
    if found:
        raise Problem(Kind.INVALID, " ".join(f"{name}: {words}" for name, words in found[:3]), found)


def _wrong(event: NewEvent, at: datetime) -> list[tuple[str, str]]:
    found = []
    if event.kind in OF_CALLS and not event.call:
        found.append(("call", "Name the call that this happened to."))
    if is_to_come(event.at, at):
        found.append(("at", TO_COME))
    return found
