"""The calls that events tell of: each is worked out anew from all its events whenever one comes in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from answerable.desk.customers.actions import key_of
from answerable.desk.history.actions import Telling, each_happened
from answerable.desk.history.models import Fact, Occasion
from answerable.desk.history.retiming import OCCASION_DERIVED
from answerable.desk.references import new_reference
from answerable.desk.rows import insert_all, rows_with, update
from answerable.desk.telephone.course import LONGEST_CALL, LONGEST_WAIT, Course, course, each_call
from answerable.desk.telephone.events import STARTED, Event
from answerable.desk.telephone.knowing import known_to_the_desk
from answerable.desk.telephone.models import Call, CallEvent, Feed
from answerable.desk.telephone.recording import CHANNEL, Setting, happenings, still_to_record

SOURCE = "telephone"  # of facts that a telephone system told
Name = tuple[str, int]  # what a system calls a call, and which of those that it called so


@dataclass(frozen=True)
class _Going:
    """A call, how it went by its events, where and by whom it was answered, and its facts so far."""

    call: Call
    how: Course
    setting: Setting
    facts: list[Fact]

    def make(self) -> dict[str, object]:
        """Make the call what is known of how it went, and return what changed. What the desk made of it stays."""
        how, setting = self.how, self.setting
        told: dict[str, object] = {
            "line_id": setting.line.pk if setting.line else None,
            "caller": how.caller[:80],
            "key": key_of("telephone", how.caller)[:40] if how.caller else "",
            "ring": how.ring,
            "answered": how.answered,
            "rang_until": how.rang_until,
            "ended": how.ended,
            "held": how.held,
            "answered_by_id": setting.officer.pk if setting.officer else None,
            "answered_as": how.answered_as[:120],
            "outcome": how.outcome,
            "office_hours": setting.hours,
            "cut": how.lost is not None,
        }
        changed = {name: value for name, value in told.items() if getattr(self.call, name) != value}
        for name, value in changed.items():
            setattr(self.call, name, value)
        return changed


def bring_up_to_date(
    feed: Feed, stories: Mapping[str, Sequence[Event]], *, at: datetime, now: datetime | None = None
) -> None:
    """Make calls of a feed, and their facts, what all their events say. The feed's row is locked.

    With `now`, a call that has gone on for longer than calls do is cut.
    """
    if not stories:
        return
    starts = _starts(feed, since=min(event.at for story in stories.values() for event in story))
    old = {(call.call, call.again): call for call in _calls(feed, stories)}
    told = dict(_told_apart({name: each_call(story, starts) for name, story in stories.items()}, old.values()))
    courses = {name: course(story, restarts=starts, now=now) for name, story in told.items()}
    new = {name: _unwritten(feed, name, told[name]) for name, how in courses.items() if how and name not in old}
    known = known_to_the_desk([how for how in courses.values() if how], old.values())
    facts = _facts(old.values())
    going = [
        _Going(call, how, known.setting(call, how, facts[call.occasion_id or 0]), facts[call.occasion_id or 0])
        for call, how in ((call, courses.get(name) or Course()) for name, call in (old | new).items())
    ]
    changed = [one.make() for one in going]
    _insert(new.values())
    _record(going, at)
    for call, values in zip(old.values(), changed, strict=False):  # the new ones are after them
        _write(call, values)
    for name, call in old.items():
        if courses.get(name) is None:  # told late that it was the council who rang, or that it was a part of another
            call.delete()


def _told_apart(
    stories: Mapping[str, Sequence[Sequence[Event]]], known: Iterable[Call]
) -> Iterator[tuple[Name, Sequence[Event]]]:
    """Give each call's events its name: a call keeps those that it was made of, and what the desk made of it with them.

    What came before it may be told only now: an older file, or what a system kept while nobody listened.
    """
    rows = defaultdict[str, list[Call]](list)
    for call in sorted(known, key=lambda call: (call.contact_id is None, call.customer_id is None, call.again)):
        rows[call.call].append(call)
    for name, ones in stories.items():
        free = iter(count(max((call.again for call in rows[name]), default=-1) + 1))
        for one in ones:
            mine = next((call for call in rows[name] if one[0].at <= call.occasion.at <= one[-1].at), None)
            if mine:
                rows[name].remove(mine)
            yield (name, mine.again if mine else next(free)), one


def going_on(feed: Feed) -> set[str]:
    """Return the names of the calls that go on, as far as the feed told."""
    return set(Call.objects.filter(feed=feed, ended=None, cut=False).values_list("call", flat=True))


def touched(feed: Feed, start: datetime) -> set[str]:
    """Return the names of the calls that a start of a feed at that moment may end, or tell from others of one name."""
    lately = Call.objects.filter(feed=feed, occasion__at__lt=start, occasion__at__gt=start - LONGEST_CALL)
    told_after = CallEvent.objects.filter(feed=feed, call=OuterRef("call"), at__gt=start)
    found = lately.filter(Q(Exists(told_after)) | Q(cut=True))
    return {*going_on(feed), *found.values_list("call", flat=True)}


def close_forgotten(now: datetime) -> int:
    """Cut the calls whose end nobody told, and that have gone on for longer than calls do. Return how many."""
    long_ago = Q(answered=None, occasion__at__lt=now - LONGEST_WAIT) | Q(occasion__at__lt=now - LONGEST_CALL)
    forgotten = Call.objects.filter(long_ago, ended=None, cut=False, feed__isnull=False)
    names = defaultdict[int, set[str]](set)
    for pk, call in forgotten.values_list("feed", "call"):
        names[pk or 0].add(call)
    for pk, calls in names.items():
        with transaction.atomic():
            feed = Feed.objects.select_for_update().get(pk=pk)
            bring_up_to_date(feed, events_of(feed, calls=calls), at=now, now=now)
    return sum(map(len, names.values()))


def events_of(feed: Feed, *, calls: Collection[str], events: Collection[str] = ()) -> defaultdict[str, list[Event]]:
    """Return, by call, all events that a feed told of these calls, and those with these ids."""
    found = defaultdict[str, list[Event]](list)
    named = rows_with(CallEvent, feed_id=feed.pk, call=set(calls) - {""})
    unnamed = set(events) - {row.event for row in named}
    for row in [*named, *rows_with(CallEvent, feed_id=feed.pk, event=unnamed)]:
        found[row.call].append(_told(row))
    return found


def _told(row: CallEvent) -> Event:
    return Event(
        id=row.event,
        call=row.call,
        at=row.at,
        kind=row.kind,
        line=row.line,
        caller=row.caller,
        officer=row.officer,
        details=row.details,
    )


def _calls(feed: Feed, names: Collection[str]) -> list[Call]:
    """Return the calls of these names, each with its occasion."""
    found = rows_with(Call, feed_id=feed.pk, call=set(names))
    occasions = {row.pk: row for row in rows_with(Occasion, id=[call.occasion_id for call in found])}
    for call in found:
        call.occasion = occasions[call.occasion_id]
    return found


def _starts(feed: Feed, since: datetime) -> list[datetime]:
    """Return when the telephone system of a feed started anew, from a moment on."""
    if feed.restarted_at is None or feed.restarted_at < since:
        return []
    found = CallEvent.objects.filter(feed=feed, call="", kind=STARTED, at__gte=since)
    return list(found.values_list("at", flat=True))


def _unwritten(feed: Feed, name: Name, story: Sequence[Event]) -> Call:
    """Return a call that is not in its table yet, nor its occasion."""
    begun = min(event.at for event in story)
    occasion = Occasion(reference=new_reference(), kind=Occasion.Kind.CALL, at=begun, channel=CHANNEL)
    return Call(occasion=occasion, feed=feed, call=name[0], again=name[1])


def _insert(new: Collection[Call]) -> None:
    for call in new:
        call.occasion.at = call.ring or call.occasion.at
    for call, occasion in zip(new, insert_all(call.occasion for call in new), strict=True):
        call.occasion = occasion  # now that it has a key
    insert_all(new)


def _facts(calls: Iterable[Call]) -> dict[int, list[Fact]]:
    occasions = [call.occasion_id for call in calls]
    found = defaultdict[int, list[Fact]](list)
    for fact in rows_with(Fact, occasion_id=occasions):
        found[fact.occasion_id or 0].append(fact)
    return found


def _record(going: Sequence[_Going], at: datetime) -> None:
    """Record what is not recorded yet of how these calls went."""
    tellings = [
        Telling(one.call.occasion, missing, one.facts)
        for one in going
        if (missing := still_to_record(happenings(one.how, one.setting), one.facts, SOURCE, at))
    ]
    if tellings:
        each_happened(tellings, recorded=at, source=SOURCE, channel=CHANNEL)
    for occasion in (one.subject for one in tellings if not one.so_far and one.subject.next_due):
        update(occasion, **{name: getattr(occasion, name) for name in OCCASION_DERIVED})


def _write(call: Call, changed: Mapping[str, object]) -> None:
    if changed:
        update(call, **changed)
    if call.ring and call.ring != call.occasion.at:
        update(call.occasion, at=call.ring)
