"""What happened in a case, one entry after another: contacts, what we said, notes, and facts in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from answerable.charter.facts import BY_NAME
from answerable.charter.moments import day_in_words, local, moment_in_words, read_moment
from answerable.desk.cases.case_file import CaseFile
from answerable.desk.cases.models import Note
from answerable.desk.history.models import Fact, Move
from answerable.desk.incoming.models import Contact
from answerable.desk.outbox.models import Means, Message, State
from answerable.web.cases.forms import OUTCOME_WORDS
from answerable.web.contacts.words import CONTACTS

# Told by the contacts and messages themselves.
_TOLD_ELSEWHERE = ("received", "query opened", "came back")
_MEANS = {
    Means.ACKNOWLEDGEMENT: "Acknowledgement",
    Means.ANSWER: "Answer",
    Means.FINAL: "Final answer",
    Means.HOLDING: "Holding reply",
    Means.EXTENSION: "Extension",
    Means.APPOINTMENT_CHANGE: "Appointment moved or cancelled",
    Means.OTHER: "Message",
}
BY = {
    "email": "by e-mail",
    "letter": "by letter",
    "spoken": "in words",
    "sms": "by text",
    "social": "on social media",
}
_COLOURS = {State.SENT: "green", State.FAILED: "red", State.BOUNCED: "red"}


@dataclass(frozen=True)
class Entry:
    """One entry. `kind` chooses its template; `of` is the contact, message or note itself."""

    kind: str
    at: datetime
    title: str
    by: str = ""
    of: Any = None
    colour: str = ""
    state: str = ""

    @property
    def template(self) -> str:
        return f"cases/entry_{self.kind}.html"


def timeline(file: CaseFile) -> list[Entry]:
    """Return what happened, the latest first."""
    entries = [
        *entries_of(file.contacts, file.messages, file.notes, file.facts),
        *(_moved(list(moves)) for _, moves in groupby(file.moves, key=lambda move: move.change)),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def entries_of(
    contacts: Iterable[Contact], messages: Iterable[Message], notes: Iterable[Note], facts: Iterable[Fact]
) -> list[Entry]:
    """Return an entry for each contact, message and note, and for each fact that none of these tells."""
    return [
        *(_contact(contact) for contact in contacts),
        *(_message(message) for message in messages),
        *(_note(note) for note in notes),
        *(_fact(fact) for fact in facts if _told_here(fact)),
    ]


def last_contact(entries: list[Entry]) -> Entry | None:
    """Return what the customer last sent: the officer reads it beside the reply."""
    return next((entry for entry in entries if entry.kind == "contact" and entry.of.kind == "person"), None)


def _contact(contact: Contact) -> Entry:
    automatic = {"automatic": "Automatic reply", "bounce": "Returned mail"}.get(contact.kind)
    recorded = f"recorded by {contact.recorded_by}" if contact.recorded_by else ""
    return Entry(
        "contact", contact.received_at, automatic or CONTACTS.get(contact.channel, "Contact"), recorded, contact
    )


def _message(message: Message) -> Entry:
    title = f"{_MEANS[Means(message.means)]} {BY.get(message.by, '')}"
    state = State(message.state)
    return Entry(
        "message",
        message.sent_at or message.queued_at,
        title,
        "automatic" if message.automatic else str(message.officer or ""),
        message,
        _COLOURS.get(state, "yellow"),
        state_of(message),
    )


def state_of(message: Message) -> str:
    """Return what became of a message, in the words of the way it goes; "" of what was spoken."""
    state = State(message.state)
    match message.by:
        case "email":
            return state.label
        case "letter":
            return _state_of_letter(message, state)
        case "sms":
            return "Delivered" if message.delivered_at and state == State.SENT else state.label
        case "social":
            return {State.QUEUED: "Laid ready", State.SENT: "Stands there"}.get(state, state.label)
    return ""


def _state_of_letter(message: Message, state: State) -> str:
    letter = getattr(message, "letter", None)  # one that was only recorded has none
    if letter is None:
        return state.label if state != State.SENT else ""
    waits = "Printed, not posted" if letter.printed_at else "Written, not printed"
    return {State.QUEUED: waits, State.SENT: "Posted"}.get(state, state.label)


def _note(note: Note) -> Entry:
    return Entry("note", note.at, "Note", str(note.officer), note)


def _moved(moves: list[Move]) -> Entry:
    """Return what one change of the council's calendar moved in this case."""
    change = moves[0].change
    title = f"{'Withdrawn: ' if change.withdraws_id else ''}{change.get_what_display()} ({change.title})."
    dates = (f"{move.promise} was due {_day(move.was)}, is due {_day(move.now)}" for move in moves)
    return Entry("fact", change.at, f"{title} {'; '.join(dates)}", str(change.by or ""))


def _day(moment: datetime | None) -> str:
    return day_in_words(local(moment)) if moment else "without a date"


def _told_here(fact: Fact) -> bool:
    return fact.kind not in _TOLD_ELSEWHERE and (fact.kind == "bounced" or "message" not in fact.details)


def _fact(fact: Fact) -> Entry:
    done = f": {', '.join(fact.details['done'])}" if fact.details.get("done") else ""
    return Entry("fact", fact.recorded, _in_words(fact) + done, str(fact.by or fact.source))


def _in_words(fact: Fact) -> str:
    match fact.kind:
        case "closed":
            return f"Closed. {OUTCOME_WORDS.get(str(fact.details.get('outcome')), 'Answered')}"
        case "reopened":
            return "Opened again"
        case "corrected":
            at = fact.details.get("at")
            return f"Put right: it was on {moment_in_words(read_moment(str(at)))}" if at else "Put right: struck out"
        case "bounced":
            return "A message came back: what it had stopped runs on"
        case "settled at first contact":
            return "Settled at first contact"
        case "step done":
            return f"Done on {moment_in_words(fact.at)}"
    meaning = BY_NAME[fact.kind].meaning
    return meaning[0].upper() + meaning[1:]
