"""Telephone calls of the last weeks, as a telephone system would tell of them."""

from datetime import date, datetime, timedelta

from answerable.demonstration.play import Play
from answerable.desk.history.actions import happened
from answerable.desk.officers.models import Officer
from answerable.desk.telephone import events as told
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import Event
from answerable.desk.telephone.feeds import feed_named
from answerable.desk.telephone.models import Call, Feed, FeedGap, Line

DAYS, A_DAY = 28, 7
FIRST_EXTENSION = 201
GIVES_UP, LEAVES_WORD, PUT_THROUGH = 0.06, 0.04, 0.12
USUAL_RING, BUSY_RING = 9.0, 17.0  # seconds, on average
GAP_DAYS_AGO = 6


def make_calls(play: Play, first: date, today: date) -> None:
    """Give every officer an extension, and take in the calls of each working day."""
    for number, officer in enumerate(play.officers, FIRST_EXTENSION):
        officer.extension = str(number)
        officer.save(update_fields=["extension"])
    Line.objects.create(code=play.council.telephone, name="Main number")
    feed = feed_named("Telephone system")
    for ago in range(DAYS, 0, -1):
        day = today - timedelta(days=ago)
        if day >= first and play.office.calendar.is_working_day(day):
            _day(play, feed, day)
    for call in feed.calls.exclude(answered=None).select_related("occasion", "answered_by"):
        _ticked(play, call)
    broken = play.office.arrival(today - timedelta(days=GAP_DAYS_AGO), "telephone")
    FeedGap.objects.create(feed=feed, began=broken, ended=broken + timedelta(minutes=40))


def _day(play: Play, feed: Feed, day: date) -> None:
    starts = [play.office.arrival(day, "telephone") for _ in range(play.source.randint(A_DAY - 3, A_DAY + 3))]
    events = [event for number, start in enumerate(starts) for event in _call(play, f"{day:%y%m%d}.{number}", start)]
    take_events(feed, events, at=max(starts) + timedelta(hours=1))


def _ticked(play: Play, call: Call) -> None:
    """Record what the charter asks for in a call, as the officer ticked it when it was over."""
    assert call.ended
    done = play.done(call.ended, "picked up", "call ended", "transferred")
    if done:
        at = call.ended.replace(microsecond=0)
        happened(call.occasion, "step done", at=at, by=call.answered_by, channel="telephone", done=done)


def _call(play: Play, call: str, start: datetime) -> list[Event]:
    by = play.anyone()
    events: list[Event] = []

    def then(kind: str, seconds: float, officer: Officer | None = None, line: str = "") -> None:
        at = start + timedelta(milliseconds=round(seconds * 1000))
        extension = officer.extension if officer else ""
        caller = f"01632 960{play.source.randint(200, 899)}" if line else ""
        id = f"{call}.{len(events)}"
        events.append(Event(id=id, call=call, at=at, kind=kind, line=line, caller=caller, officer=extension))

    ring = min(play.source.expovariate(1 / (BUSY_RING if play.office.is_busy(start.date()) else USUAL_RING)) + 2, 90)
    then(told.RINGING, 0, line=play.council.telephone)
    if play.chance(GIVES_UP):
        then(told.GIVEN_UP, ring)
    elif play.chance(LEAVES_WORD):
        then(told.VOICEMAIL, ring + 15)
        then(told.ENDED, ring + 50)
    else:
        then(told.PICKED_UP, ring, by)
        if play.chance(PUT_THROUGH):
            then(told.TRANSFERRED, ring + 40, play.anyone())
        then(told.ENDED, ring + play.source.uniform(40, 400))
    return events
