"""Feeds of telephone events: when each was heard last, and the gaps in which it told nothing though it should have."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from answerable.desk.rows import rows_with, update
from answerable.desk.telephone.events import STARTED, STOPPED, Event
from answerable.desk.telephone.models import Feed, FeedGap

# A feed that sends heartbeats and falls silent for so long has broken.
SILENCE = timedelta(minutes=2)
# What comes later than this after it happened may have been held up by a gap.
LATE = timedelta(seconds=30)
SILENT = "Nothing was heard for two minutes, not even a heartbeat."


def feed_named(name: str) -> Feed:
    """Return the feed with that name, new if there is none."""
    known = rows_with(Feed, name=name[:80])
    return known[0] if known else Feed.objects.get_or_create(name=name[:80])[0]


def heard(feed: Feed, new: Sequence[Event], *, at: datetime, beats: bool = False) -> None:
    """Keep that a feed was heard at `at`, with the `new` events that it told; a gap that lasted has ended."""
    starts = [event.at for event in new if event.kind == STARTED]
    moments = [event.at for event in new]
    if feed.trouble:
        FeedGap.objects.filter(feed=feed, ended=None).update(ended=at)
    update(
        feed,
        heard_at=at,
        last_event_at=max([*moments, *_known(feed.last_event_at)], default=None),
        restarted_at=max([*starts, *_known(feed.restarted_at)], default=None),
        beats=feed.beats or beats,
        trouble="",
    )
    _stops_and_starts(feed, new)
    if moments and min(moments) < at - LATE:
        _fill(feed, moments, at)


def _known(moment: datetime | None) -> list[datetime]:
    return [moment] if moment else []


def _stops_and_starts(feed: Feed, new: Sequence[Event]) -> None:
    """A system that says that it stops leaves a gap until it says that it starts."""
    for event in sorted(new, key=lambda event: event.at):
        if event.kind == STOPPED:
            after = feed.events.filter(kind=STARTED, at__gt=event.at).order_by("at").first()
            FeedGap.objects.get_or_create(feed=feed, began=event.at, defaults={"ended": after.at if after else None})
        elif event.kind == STARTED:
            FeedGap.objects.filter(feed=feed, began__lt=event.at, ended=None).update(ended=event.at)


def _fill(feed: Feed, moments: Sequence[datetime], at: datetime) -> None:
    """Keep of gaps in which something now told had happened that they were told of after all."""
    for gap in FeedGap.objects.filter(feed=feed, filled=None, ended__gt=min(moments), began__lt=max(moments)):
        if gap.ended and any(gap.began < moment < gap.ended for moment in moments):
            FeedGap.objects.filter(pk=gap.pk).update(filled=at)


@transaction.atomic
def broke(feed: Feed, *, since: datetime, why: str) -> None:
    """Keep that nothing has been heard from a feed `since` a moment, though it should have told something."""
    if Feed.objects.filter(pk=feed.pk).exclude(trouble="").update(trouble=why[:500]):
        return  # the gap lasts
    Feed.objects.filter(pk=feed.pk).update(trouble=why[:500])
    FeedGap.objects.get_or_create(feed=feed, began=since)


def watch(at: datetime) -> int:
    """Open a gap for each feed with a heartbeat that has fallen silent. Return how many did."""
    silent = Feed.objects.filter(beats=True, heard_at__lt=at - SILENCE, trouble="")
    for feed in silent:
        broke(feed, since=feed.heard_at or at, why=SILENT)
    return len(silent)
