"""Taking in what telephone systems tell: events are kept as they come, and calls and their facts follow from them."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction

from answerable.desk.rows import insert_all, rows_with
from answerable.desk.telephone.calls import bring_up_to_date, events_of, going_on
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
        [locked] = rows_with(Feed, id=feed.pk, locked=True)
        stories = events_of(locked, calls={event.call for event in told}, events={event.id for event in told})
        new = _new(told, known={event.id for story in stories.values() for event in story})
        insert_all(_row(locked, event, at) for event in new)
        heard(locked, new, at=at, beats=len(told) < len(given))
        for event in new:
            stories[event.call].append(event)
        changed = {event.call: stories[event.call] for event in new if event.kind in OF_CALLS}
        if any(event.kind == STARTED for event in new):
            changed = events_of(locked, calls=going_on(locked)) | changed
        bring_up_to_date(locked, changed, at=at)
    return Taken(new=len(new), doubled=len(told) - len(new))


def _new(events: Sequence[Event], known: Set[str]) -> list[Event]:
    """Return the events that are not known yet. Of two with one id the first counts."""
    first: dict[str, Event] = {}
    for event in events:
        if event.id not in known:
            # In UTC: two moments of one zone are compared by the clock on the wall.
            first.setdefault(event.id, replace(event, at=event.at.astimezone(UTC)))
    return list(first.values())


def _row(feed: Feed, event: Event, at: datetime) -> CallEvent:
    return CallEvent(
        feed=feed,
        event=event.id,
        call=event.call,
        at=event.at,
        kind=event.kind,
        line=event.line[:80],
        caller=event.caller[:80],
        officer=event.officer[:120],
        details=dict(event.details),
        received_at=at,
    )
