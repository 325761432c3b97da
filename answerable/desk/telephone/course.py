"""How one call went, worked out of its events: the same whatever their order, and however often each was told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from answerable.desk.telephone import events as told
from answerable.desk.telephone.events import Event

# A call of which nothing more is heard for this long has ended, though nobody told us.
LONGEST_WAIT = timedelta(hours=1)
LONGEST_CALL = timedelta(hours=12)
# Two sources tell of one transfer at moments that differ a little.
SAME_TRANSFER = timedelta(seconds=2)

# Who rings again under a call's name so long after it ended is another call.
ANOTHER = timedelta(hours=1)

ANSWERED, GIVEN_UP, VOICEMAIL, BUSY = "answered", "given up", "voicemail", "busy"


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a call went, as far as it is told. Moments are exact, and None where they are not known.

    `ring` is the first ring at the council; `rang_until` when the customer ceased to wait for a person: answered, put
    to voicemail, or gone. `outcome` is "" while it goes on, and where a restart cut it before anybody answered.
    """

    line: str = ""
    caller: str = ""
    ring: datetime | None = None
    answered: datetime | None = None
    answered_as: str = ""
    rang_until: datetime | None = None
    ended: datetime | None = None
    lost: datetime | None = None  # since when its end is known to be missing: the call was cut
    held: bool = False
    outcome: str = ""
    transfers: tuple[datetime, ...] = ()
    failed_transfers: tuple[datetime, ...] = ()


def rang_for(ring: datetime, until: datetime) -> timedelta:
    """Return how long a call rang, to the thousandth of a second."""
    return timedelta(milliseconds=max(round((until - ring) / timedelta(milliseconds=1)), 0))


def each_call(events: Iterable[Event], starts: Iterable[datetime]) -> list[list[Event]]:
    """Return the events of each call that bore one name, oldest call first: systems use the names of calls again.

    `starts` are the moments at which the telephone system started anew.
    """
    calls: list[list[Event]] = []
    for event in sorted(events, key=_place):
        if not calls or (event.kind == told.RINGING and _is_another(event, calls[-1], starts)):
            calls.append([])
        calls[-1].append(event)
    return calls


def _is_another(ring: Event, before: Sequence[Event], starts: Iterable[datetime]) -> bool:
    last = before[-1].at
    over = _end(before, answered=_answer(before) is not None) is not None
    if ring.at - last > (ANOTHER if over else LONGEST_CALL):
        return True
    # Of a call that goes on, a telephone may ring after a break of the feed; only a first ring tells what was rung.
    return any(last < start <= ring.at for start in starts) and (over or bool(ring.line))


def course(events: Iterable[Event], *, restarts: Iterable[datetime] = (), now: datetime | None = None) -> Course | None:
    """Return how the call went that `events` tell of; None where it is one that the council made.

    `restarts` are when the telephone system started anew: a call that went on before was cut. With `now`, so was one
    that has gone on for longer than calls do.
    """
    story = sorted(events, key=_place)
    if any(event.details.get("direction") == "out" for event in story):
        return None
    answer = _answer(story)
    ring = None if answer and not answer.tells_when else _at(_first(story, told.RINGING))
    ended = _end(story, answered=answer is not None)
    lost = None if ended else _lost(story, answer is not None, restarts, now)
    outcome = _outcome(story, answer, ring, ended or (lost if answer else None))
    return Course(
        line=next((event.line for event in story if event.line), ""),
        caller=next((event.caller for event in story if event.caller), ""),
        ring=ring,
        answered=_at(answer),
        answered_as=answer.officer if answer else "",
        rang_until=_at(answer) or _gone(story, outcome, ended),
        ended=ended,
        lost=lost,
        held=not ended and not lost and _is_held(story),
        outcome=outcome,
        transfers=tuple(_each(story, told.TRANSFERRED)),
        failed_transfers=tuple(_each(story, told.TRANSFER_FAILED)),
    )


def _place(event: Event) -> tuple[float, int, str, str, str]:
    kind = told.KINDS.index(event.kind)
    return event.at.timestamp(), kind, event.officer, event.line, event.caller


def _first(story: Iterable[Event], kind: str) -> Event | None:
    return next((event for event in story if event.kind == kind), None)


def _answer(story: Iterable[Event]) -> Event | None:
    """Return the answer; one of which only is told that there was one counts where none tells when."""
    answers = [event for event in story if event.kind == told.PICKED_UP]
    return next((event for event in answers if event.tells_when), answers[0] if answers else None)


def _at(event: Event | None) -> datetime | None:
    return event.at if event else None


def _end(story: Sequence[Event], *, answered: bool) -> datetime | None:
    """Return when the call ended. Nobody need say so of one that was given up, engaged or put to voicemail."""
    ends = [event.at for event in story if event.kind == told.ENDED]
    if not ends and not answered:
        gone = [event for event in story if event.kind in (told.GIVEN_UP, told.BUSY, told.VOICEMAIL)]
        ends = [event.at for event in gone if not _rings_elsewhere(story, gone[-1])]
    return max(ends, default=None)


def _rings_elsewhere(story: Iterable[Event], gone: Event) -> bool:
    """Say whether the customer who left one queue waits in another."""
    rings = [event for event in story if event.kind == told.RINGING and event.line]
    left = gone.line or next((ring.line for ring in reversed(rings) if ring.at < gone.at), "")
    return any(ring.at >= gone.at and ring.line != left for ring in rings)


def _lost(
    story: Sequence[Event], answered: bool, restarts: Iterable[datetime], now: datetime | None
) -> datetime | None:
    last = story[-1].at
    longest = last + (LONGEST_CALL if answered else LONGEST_WAIT)
    cuts = [start for start in restarts if start > last]
    return min([*cuts, longest]) if cuts or (now and now > longest) else None


def _outcome(story: Sequence[Event], answer: Event | None, ring: datetime | None, over: datetime | None) -> str:
    if over is None:
        return ""
    if answer:
        return ANSWERED
    kinds = {event.kind for event in story}
    if told.VOICEMAIL in kinds:
        return VOICEMAIL
    if told.BUSY in kinds:
        return BUSY
    return GIVEN_UP if ring or told.GIVEN_UP in kinds else ""


def _gone(story: Iterable[Event], outcome: str, ended: datetime | None) -> datetime | None:
    """Return when a customer whom nobody answered ceased to wait.

    Of several queues or telephones it is the last where they give up, and the first voicemail that takes them.
    """
    if outcome == GIVEN_UP:
        return max((event.at for event in story if event.kind == told.GIVEN_UP), default=ended)
    return _at(_first(story, outcome)) if outcome else None


def _is_held(story: Iterable[Event]) -> bool:
    changes = [event.kind for event in story if event.kind in (told.HELD, told.RESUMED, told.TRANSFERRED)]
    return bool(changes) and changes[-1] == told.HELD


def _each(story: Iterable[Event], kind: str) -> Iterator[datetime]:
    last: datetime | None = None
    for event in story:
        if event.kind == kind:
            if last is None or event.at - last > SAME_TRANSFER:
                yield event.at
            last = event.at
