"""Who else has a case open, and its version, live on the case's page."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string

from answerable.desk.officers.models import Officer
from answerable.desk.presence.actions import open_pages
from answerable.desk.presence.versions import versions
from answerable.web.live.things import Thing


@dataclass(frozen=True)
class Here:
    """An officer who has the case open."""

    name: str
    writing: bool


@dataclass(frozen=True)
class Seen:
    """A case as one who has it open sees it: its version, and who else is there."""

    reference: str
    version: str
    others: tuple[Here, ...]


def _of_each(now: datetime) -> dict[int, dict[str, Seen]]:
    """Return for each officer the cases that they have open."""
    pages = open_pages(now)
    if not pages:
        return {}
    newest = versions({page.case_id for page in pages})
    there: dict[int, dict[int, Here]] = {}
    for page in pages:
        of_case = there.setdefault(page.case_id, {})
        before = of_case.get(page.officer_id)
        of_case[page.officer_id] = Here(page.officer.name, page.writing or (before is not None and before.writing))
    found: dict[int, dict[str, Seen]] = {}
    for page in pages:
        others = tuple(here for officer, here in there[page.case_id].items() if officer != page.officer_id)
        seen = Seen(page.case.reference, newest[page.case_id], others)
        found.setdefault(page.officer_id, {})[seen.reference] = seen
    return found


def _marks(now: datetime) -> Mapping[int, Hashable]:
    return {officer: tuple(cases.values()) for officer, cases in _of_each(now).items()}


def _cards(officer: Officer, now: datetime) -> Mapping[str, str]:
    cases = _of_each(now).get(officer.pk, {})
    return {reference: render_to_string("presence/here.html", {"seen": seen}) for reference, seen in cases.items()}


PRESENCE = Thing("presence", "Who else has this case open", _marks, _cards, place="page")
