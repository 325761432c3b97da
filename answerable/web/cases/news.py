"""What happened to a case since an officer opened its page, as far as it was somebody else's doing."""

from django.utils.timezone import localtime

from answerable.desk.cases.models import Case
from answerable.desk.officers.models import Officer
from answerable.desk.presence.versions import read_version
from answerable.web.cases.timeline import Entry, entries_of

OPENED = "opened"  # the field in which a form brings the version of the case it was made of


def news(case: Case, opened: str, officer: Officer) -> list[Entry]:
    """Return what others and the customer have done since, the latest first. Without a version: nothing is known."""
    version = read_version(opened)
    if version is None:
        return []
    fact, note, message, contact = version
    facts = case.facts.filter(pk__gt=fact, by__isnull=False).exclude(by=officer).select_related("by")
    notes = case.notes.filter(pk__gt=note).exclude(officer=officer).select_related("officer")
    messages = case.messages.filter(pk__gt=message, officer__isnull=False).exclude(officer=officer)
    contacts = case.contacts.filter(pk__gt=contact).exclude(recorded_by=officer).select_related("recorded_by")
    entries = entries_of(contacts, messages.select_related("officer"), notes, facts)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def in_words(entries: list[Entry]) -> str:
    """Say what happened meanwhile, and what the officer can do."""
    said = "; ".join(f"{entry.title.strip()}{_by(entry)}, {localtime(entry.at):%H:%M}" for entry in entries)
    return f"Since you opened this case: {said}. Look first, or do it anyway by pressing again. Your text is kept"


def _by(entry: Entry) -> str:
    return f" ({entry.by})" if entry.by else ""
