"""Taking in what telephone systems tell: events are kept as they come, and calls and their facts follow from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from answerable.desk.rows import insert_all
from answerable.desk.telephone.calls import bring_up_to_date, going_on
from answerable.desk.telephone.events import HEARTBEAT, OF_CALLS, STARTED, Event
from answerable.desk.telephone.feeds import heard
from answerable.desk.telephone.models import CallEvent, Feed


@dataclass(frozen=True)
class Taken:
    """What became of events that were handed in: how many were `new`, and how many were known already."""

    new: int = 0
    doubled: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.new + other.new, self.doubled + other.doubled)


def take_events(feed: Feed, events: Iterable[Event], *, at: datetime) -> Taken:
    """Keep what a telephone system tells at `at`, each event once, and bring the calls that it tells of up to date.

    Events may come twice, late and in any order, in any batches: the calls, their facts and their clocks are the same.
    """
    given = list(events)
    told = [event for event in given if event.kind != HEARTBEAT]
    with transaction.atomic():
        # Whoever tells of the same calls at the same time waits here: nothing is worked out twice.
        locked = Feed.objects.select_for_update().get(pk=feed.pk)
        new = _kept(locked, told, at)
        heard(locked, new, at=at, beats=len(told) < len(given))
        calls = {event.call for event in new if event.kind in OF_CALLS}
        if any(event.kind == STARTED for event in new):
            calls |= going_on(locked)
        bring_up_to_date(locked, calls, at=at)
    return Taken(new=len(new), doubled=len(told) - len(new))


def _kept(feed: Feed, events: Sequence[Event], at: datetime) -> list[Event]:
    """Keep the events that are new, and return them. Of two with one id the first counts."""
    first: dict[str, Event] = {}
    for event in events:
        first.setdefault(event.id, event)
    known = CallEvent.objects.filter(feed=feed, event__in=first).values_list("event", flat=True) if first else ()
    new = [first[id] for id in first.keys() - set(known)]
    insert_all(_row(feed, event, at) for event in new)
    return new


def _row(feed: Feed, event: Event, at: datetime) -> CallEvent:
    return CallEvent(
        feed=feed,
        event=event.id,
        call=event.call,
        at=event.at.astimezone(UTC),
        kind=event.kind,
        line=event.line[:80],
        caller=event.caller[:80],
        officer=event.officer[:120],
        details=dict(event.details),
        received_at=at,
    )
