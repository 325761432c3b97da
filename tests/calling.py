"""Calls as a telephone system would have told them, for tests of what is done in them."""

from datetime import datetime

from answerable.desk.history.actions import happened, new_occasion
from answerable.desk.history.models import Occasion
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.models import Call, Feed, Line

MRS_LEES = "01632 960123"


def a_line(code: str = "600", name: str = "Main number", **more: object) -> Line:
    return Line.objects.get_or_create(code=code, defaults={"name": name, **more})[0]


def a_ringing_call(
    at: datetime, *, caller: str = MRS_LEES, key: str = "+441632960123", line: Line | None = None
) -> Call:
    """A call that began to ring at `at` on the main number, from Mrs Lee's unless `caller` and `key` say otherwise."""
    occasion = new_occasion(Occasion.Kind.CALL, at=at, channel="telephone")
    happened(occasion, "rang", at=at, by=None, channel="telephone", source="telephone")
    feed = Feed.objects.get_or_create(name="The exchange")[0]
    return Call.objects.create(
        occasion=occasion,
        feed=feed,
        call=f"call-{occasion.reference}",
        line=line or a_line(),
        caller=caller,
        key=key if caller else "",
        ring=at,
    )


def picked_up(call: Call, at: datetime, *, by: Officer) -> Call:
    """The telephone system tells that `by` answered."""
    happened(call.occasion, "picked up", at=at, by=None, channel="telephone", source="telephone")
    call.answered, call.answered_by = at, by
    call.save(update_fields=["answered", "answered_by"])
    return call


def rung_off(call: Call, at: datetime) -> Call:
    """The telephone system tells that an answered call ended."""
    happened(call.occasion, "call ended", at=at, by=None, channel="telephone", source="telephone")
    call.ended, call.outcome = at, Call.Outcome.ANSWERED
    call.save(update_fields=["ended", "outcome"])
    return call
