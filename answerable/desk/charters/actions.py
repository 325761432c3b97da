"""Adopting a charter: a draft is kept as it is written, becomes an edition, and may be withdrawn before it begins."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from answerable.charter.moments import day_in_words, local, read_moment
from answerable.charter.reader import read_charter
from answerable.charter.rehearsing.compare import Change, compare
from answerable.desk.charters.models import CharterDraft, Edition
from answerable.desk.council.actions import law_changed, one_at_a_time
from answerable.desk.history.redating import retime_from
from answerable.desk.officers.models import Officer


class NotAdopted(Exception):
    """The draft can't become an edition like this; the message tells the manager what to do instead."""


class ChangedMeanwhile(Exception):
    """Another officer changed the draft since it was read."""


@transaction.atomic
def adopt(text: str, *, starts: datetime, by: Officer | None, at: datetime | None = None) -> Edition:
    """Adopt a charter's text as the next edition, in force for clocks that start from `starts` on.

    Raises CharterErrors if the text isn't a charter.
    """
    read_charter(text)
    one_at_a_time()
    number = (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    edition = Edition.objects.create(number=number, text=text, starts=starts, adopted_at=at or starts, adopted_by=by)
    law_changed()
    return edition


def editions() -> list[Edition]:
    """Return every edition that is not withdrawn, in the order in which they come into force."""
    return list(Edition.objects.filter(withdrawn_at=None).order_by("starts", "number"))


def last_edition() -> Edition:
    """Return the edition that comes into force last: a new one follows it, and is compared with it."""
    return editions()[-1]


def predecessor(edition: Edition) -> Edition | None:
    """Return the edition that came into force before this one."""
    earlier = [other for other in editions() if (other.starts, other.number) < (edition.starts, edition.number)]
    return earlier[-1] if earlier else None


def changes_in(edition: Edition) -> list[Change]:
    """Return what an edition says otherwise than the one before it; nothing of the first."""
    before = predecessor(edition)
    return compare(read_charter(before.text), read_charter(edition.text)) if before else []


@transaction.atomic
def keep_draft(
    draft: CharterDraft, text: str, *, at: datetime, by: Officer, read_at: datetime | None = None
) -> CharterDraft:
    """Keep a text as it is, with whatever is wrong in it.

    `read_at`: when the draft that was changed had last been changed. Raises ChangedMeanwhile if it was since then,
    and NotAdopted if it has become an edition.
    """
    if draft.pk:
        kept = CharterDraft.objects.select_for_update().get(pk=draft.pk)
        if kept.edition_id:
            raise NotAdopted("This draft is an edition already. Begin another.")
        if read_at and kept.changed_at != read_at:
            raise ChangedMeanwhile
    draft.text, draft.changed_at, draft.changed_by = text, at, by
    draft.save()
    return draft


def discard(draft: CharterDraft) -> None:
    """Throw a draft away. One that became an edition stays."""
    CharterDraft.objects.filter(pk=draft.pk, edition=None).delete()


@dataclass(frozen=True)
class Adoption:
    """What a manager saw when adopting: on which day it binds, which edition it was compared with, which text."""

    day: date
    compared_with: int
    read_at: datetime


@transaction.atomic
def adopt_draft(draft: CharterDraft, asked: Adoption, *, at: datetime, by: Officer) -> Edition:
    """Make the draft the next edition. It binds what starts from that day on; from this moment on, if it is today.

    Sent twice it is adopted once. Raises NotAdopted where the day is past or before another edition begins, or where
    the draft or the edition it was compared with is another one by now; CharterErrors if the text is no charter.
    """
    one_at_a_time()
    kept = CharterDraft.objects.select_for_update().get(pk=draft.pk)
    if kept.edition:
        return kept.edition
    last = last_edition()
    if last.number != asked.compared_with:
        raise NotAdopted(f"Edition {last.number} was adopted or withdrawn meanwhile. Compare the draft again.")
    if kept.changed_at != asked.read_at:
        raise NotAdopted("The draft was changed meanwhile. Read it again.")
    kept.edition = adopt(kept.text, starts=_starts(asked.day, last, at), by=by, at=at)
    kept.save(update_fields=["edition"])
    retime_from(kept.edition.starts, at=at)
    return kept.edition


def _starts(day: date, last: Edition, at: datetime) -> datetime:
    if day < local(at).date():
        raise NotAdopted("Choose today or a later day: what has started keeps the edition it started under.")
    starts = max(read_moment(day.isoformat()), at)
    if starts <= last.starts:
        began = day_in_words(local(last.starts))
        raise NotAdopted(f"{last} begins on {began}. Choose a later day, or withdraw that edition first.")
    return starts


@transaction.atomic
def withdraw_edition(edition: Edition, *, at: datetime, by: Officer) -> None:
    """Withdraw an edition before it begins: it then binds nothing. Raises NotAdopted for one that has begun."""
    one_at_a_time()
    edition.refresh_from_db()
    if edition.withdrawn_at:
        return
    if edition.starts <= at:
        raise NotAdopted(f"{edition} has begun: what started under it keeps it. Adopt another edition instead.")
    edition.withdrawn_at, edition.withdrawn_by = at, by
    edition.save(update_fields=["withdrawn_at", "withdrawn_by"])
    law_changed()
    retime_from(edition.starts, at=at)
