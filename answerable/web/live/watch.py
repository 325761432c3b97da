"""Watching for what is to be seen live: the database is asked once for all who look."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from threading import RLock
from typing import TypeVar

from django.utils.html import escape

from answerable.desk.officers.models import Officer
from answerable.web.live.things import EVERYBODY, Thing

# What a thing for everybody may say of the officer who sees it. Nothing that people write has these characters.
_OF_THE_OFFICER = {name: f"\ue000{name}\ue001" for name in ("name", "job_title", "section", "telephone")}
_MOST_KEPT = 2_000

Seen = dict[str, str]  # of each thing that an officer sees: the mark in short
Cards = Mapping[str, str]
Change = dict[str, object]  # "order": the names of the cards that are there; "cards": the HTML of those that differ
Made = TypeVar("Made")


class Watch:
    """What there is to see, as it was at the last look. Safe to use from several threads."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self.things = things
        self._marks: dict[str, Mapping[int, str]] = {thing.name: {} for thing in things}
        self._kept: dict[Hashable, object] = {}
        self._lock = RLock()

    def look(self, now: datetime) -> bool:
        """Ask what there is to see. Say whether anything differs from the last look."""
        marks = {thing.name: _short(thing.marks(now)) for thing in self.things}
        with self._lock:
            differs, self._marks = marks != self._marks, marks
            return differs

    def seen_by(self, officer: int) -> Seen:
        """Return the mark of each thing that the officer of that number sees now."""
        with self._lock:
            found = {name: marks.get(officer) or marks.get(EVERYBODY, "") for name, marks in self._marks.items()}
        return {name: mark for name, mark in found.items() if mark}

    def changes(self, officer: Officer, seen: Seen, now: datetime) -> dict[str, Change]:
        """Return what differs of each thing from what the officer has `seen`, which is brought up to date."""
        there, found = self.seen_by(officer.pk), {}
        for thing in self.things:
            old, new = seen.get(thing.name, ""), there.get(thing.name, "")
            if old != new:
                found[thing.name] = self._change(thing, old, new, officer, now)
        seen.clear()
        seen.update(there)
        return found

    def _change(self, thing: Thing, old: str, new: str, officer: Officer, now: datetime) -> Change:
        with self._lock:
            for_all = officer.pk not in self._marks[thing.name]
            who = _stand_in(officer) if for_all else officer
            whose = tuple(getattr(who, name) for name in _OF_THE_OFFICER) if for_all else officer.pk
            cards = self._keep((thing.name, new, whose), lambda: dict(thing.cards(who, now)) if new else {})
            had = self._kept.get((thing.name, old, whose), {})
            assert isinstance(had, dict)
            fresh = self._keep((thing.name, old, new, whose), lambda: _differing(cards, had))
        return {"order": list(cards), "cards": _filled_in(fresh, officer) if for_all else fresh}

    def _keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under that key, or make it; the oldest is let go."""
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]


def _short(marks: Mapping[int, Hashable]) -> Mapping[int, str]:
    return {officer: blake2b(repr(mark).encode(), digest_size=9).hexdigest() for officer, mark in marks.items()}


def _differing(cards: Cards, had: Cards) -> Cards:
    return {name: html for name, html in cards.items() if had.get(name) != html}


def _stand_in(officer: Officer) -> Officer:
    """Return somebody of whom is known what is known of the officer, each a placeholder."""
    known = {name: place for name, place in _OF_THE_OFFICER.items() if getattr(officer, name)}
    return Officer(pk=EVERYBODY, **known)


def _filled_in(cards: Cards, officer: Officer) -> Cards:
    return {name: _with_officer(html, officer) for name, html in cards.items()}


def _with_officer(html: str, officer: Officer) -> str:
    for name, place in _OF_THE_OFFICER.items():
        html = html.replace(place, escape(getattr(officer, name)))
    return html
