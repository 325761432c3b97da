"""Taking in what telephone systems tell: events are kept as they come, and calls and their facts follow from them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db import transaction

from answerable.desk.rows import insert_all, rows_with
from answerable.desk.telephone.calls import bring_up_to_date, events_of, touched
from answerable.desk.telephone.events import HEARTBEAT, OF_CALLS, STARTED, Event
from answerable.desk.telephone.feeds import heard
from answerable.desk.telephone.models import CallEvent, Feed


@dataclass(frozen=True)
class Taken:
    """What became of events that were handed in: how many were `new`, and how many were known already.

    Of these `differing` were told otherwise before: what was told first counts.
    """

    new: int = 0
    doubled: int = 0
    differing: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.new + other.new, self.doubled + other.doubled, self.differing + other.differing)


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
        known = {event.id: event for story in stories.values() for event in story}
        new = _new(told, known)
        insert_all(_row(locked, event, at) for event in new)
        heard(locked, new, at=at, beats=len(told) < len(given))
        for event in new:
            stories[event.call].append(event)
        changed = {event.call: stories[event.call] for event in new if event.kind in OF_CALLS}
        for start in (event for event in new if event.kind == STARTED):
            changed = events_of(locked, calls=touched(locked, start.at)) | changed
        bring_up_to_date(locked, changed, at=at)
    first = known | {event.id: event for event in new}
    differing = sum(_content(event) != _content(first[event.id]) for event in told)
    return Taken(new=len(new), doubled=len(told) - len(new), differing=differing)


def _content(event: Event) -> tuple[object, ...]:
    names = event.line[:80], event.caller[:80], event.officer[:120]
    return event.call, event.at.astimezone(UTC), event.kind, *names, dict(event.details)


def _new(events: Sequence[Event], known: Container[str]) -> list[Event]:
    """Return the events that are not known yet. Of two with one id the first counts."""
    first: dict[str, Event] = {}
    for event in events:
        if event.id not in known:
            # In UTC: two moments of one zone are compared by the clock on the wall.
            in_utc = event if event.at.tzinfo is UTC else replace(event, at=event.at.astimezone(UTC))
            first.setdefault(event.id, in_utc)
    return list(first.values())


def _row(feed: Feed, event: Event, at: datetime) -> CallEvent:
    return CallEvent(
        feed_id=feed.pk,
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
