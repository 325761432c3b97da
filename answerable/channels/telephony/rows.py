"""A file with a row for each call → the events of each: what 3CX and other systems write, and telephone bills."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.channels.telephony.records import event_id
from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """One call, or one leg of it, as a row tells it. None: the row does not tell it.

    `began` is when it began to ring. `sure` is False where the row tells that a person answered, and not when.
    """

    call: str
    content: tuple[str, ...]  # all that stands in the row: it names the events
    began: datetime
    answered: datetime | None
    ended: datetime | None
    sure: bool = True
    outcome: str = ""  # where nobody answered: given up, voicemail or busy
    gone: datetime | None = None  # when the caller ceased to wait for an answer that did not come
    line: str = ""
    caller: str = ""
    officer: str = ""
    out: bool = False


def events_of(row: CallRow) -> Iterator[Event]:
    """Give the events of a call, or of one leg of it, that a row tells."""
    details = {"direction": "out"} if row.out else {}
    yield _event(row, told.RINGING, row.began, details)
    if row.answered:
        yield _event(row, told.PICKED_UP, row.answered, details if row.sure else details | told.NOT_TOLD)
    elif row.outcome:
        yield _event(row, row.outcome, row.gone or row.ended or row.began, details)
    if row.ended:
        yield _event(row, told.ENDED, row.ended, details)


def _event(row: CallRow, kind: str, at: datetime, details: Mapping[str, str]) -> Event:
    return Event(
        id=event_id(kind, *row.content),
        call=row.call,
        at=at,
        kind=kind,
        line=row.line,
        caller=row.caller,
        officer=row.officer if kind in (told.RINGING, told.PICKED_UP) else "",
        details=details,
    )


def after(moment: datetime | None, seconds: float | None) -> datetime | None:
    """Return the moment so many seconds later; None where either is not known."""
    return moment + timedelta(seconds=seconds) if moment and seconds is not None else None
