"""What a draft lacks of that which the charter says a message must have.

The parts are looked for in the words themselves, as a reader would: the telephone number stands there or not.
Only an explanation can't be found by a program: the officer states it as the `reason`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from answerable.charter.clauses import Charter, Late, Writing
from answerable.charter.facts import TELLS, WRITING_PARTS, Fact
from answerable.charter.moments import MONTHS
from answerable.charter.plain import hard_to_read

# The messages by which a customer is told that the answer will be late.
_LATE_MEANS = ("holding", "extension")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message before it is sent.

    `tells` is what the officer declares it tells (progress can't be seen in the words), `reason` why the answer
    is late, `date_told` the date it names. `about` is the fact that began the case, by which promises apply or not.
    `running` are the ids of the promises that run in the case (empty: every one of the charter may).
    `jargon` are the words that the council avoids, each with what it writes instead.
    """

    means: str
    by: str
    text: str
    tells: tuple[str, ...] = ()
    reason: str = ""
    date_told: date | None = None
    officer_name: str = ""
    job_title: str = ""
    council: str = ""
    telephone: str = ""
    email: str = ""
    about: Fact | None = None
    running: tuple[str, ...] = ()
    jargon: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lack:
    """A part that a promise demands and the draft has not, with what to write."""

    promise: str
    part: str
    words: str


def lacks(charter: Charter, draft: Draft) -> list[Lack]:
    """Return what the draft lacks, in the order of the charter; each part once for each promise."""
    found: list[Lack] = []
    for promise in charter.promises:
        match promise:
            case Writing() if _applies(promise, draft):
                found += _lacking(promise.id, promise.has, draft)
            case Late() if _is_late(promise, draft):
                missing = _lacking(promise.id, promise.tell, draft)
                enough = promise.any_of and len(missing) < len(promise.tell)
                found += [] if enough else missing
            case _:
                pass
    return found


def told(draft: Draft) -> tuple[str, ...]:
    """Return what the draft tells the customer, as the fact of its sending will state it."""
    return tuple(tell for tell in TELLS if _PARTS[tell].stands(draft))


def parts_in(draft: Draft) -> tuple[str, ...]:
    """Return what stands in the draft of all that promises may require of a message, as its fact will state it."""
    return tuple(part for part in WRITING_PARTS if _PARTS[part].stands(draft))


def _applies(clause: Writing, draft: Draft) -> bool:
    return (
        (not clause.means or draft.means in clause.means)
        and (not clause.by or draft.by in clause.by)
        and (draft.about is None or clause.scope.covers(draft.about))
    )


def _is_late(clause: Late, draft: Draft) -> bool:
    return (
        draft.means in _LATE_MEANS
        and (not draft.running or clause.id in draft.running or any(id in draft.running for id in clause.mains))
        and (draft.about is None or clause.scope.covers(draft.about))
    )


def _lacking(promise: str, parts: tuple[str, ...], draft: Draft) -> list[Lack]:
    missing = [part for part in parts if not _PARTS[part].stands(draft)]
    return [Lack(promise, part, _PARTS[part].write(draft)) for part in missing]


def _own_words(draft: Draft) -> str:
    """Return the text without what it quotes: a date in the customer's letter tells the customer nothing."""
    return "\n".join(line for line in draft.text.splitlines() if not line.lstrip().startswith(">"))


def _has(draft: Draft, part: str) -> bool:
    return bool(part.strip()) and _plain(part) in _plain(_own_words(draft))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _has_telephone(draft: Draft) -> bool:
    number = _digits(draft.telephone)
    return bool(number) and number in _digits(_own_words(draft))


def _digits(text: str) -> str:
    """Return the text with every telephone number in one spelling: digits together, from the leading 0."""
    closed = re.sub(r"(?<=[\d)])[\s().–-]+(?=[\d(])|[()]", "", text)
    return re.sub(r"(?:\+|\b00)44(?:0(?=\d))?(?=\d)", "0", closed)


_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_DATES = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2})\b"
    r"|\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?:\d{4}|\d{2})\b",
    re.IGNORECASE,
)


def _has_date(draft: Draft) -> bool:
    """Say whether the date to be told, or any date where none is declared, stands in the text."""
    found = [_day_and_month(match) for match in _DATES.finditer(_own_words(draft))]
    return bool(found) if draft.date_told is None else (draft.date_told.day, draft.date_told.month) in found


def _day_and_month(match: re.Match[str]) -> tuple[int, int]:
    if iso := match["iso"]:
        return int(iso[8:]), int(iso[5:7])
    if match["month"]:
        names = [month[:3].lower() for month in MONTHS]
        return int(match["day"]), names.index(match["month"][:3].lower()) + 1
    return int(match["d"]), int(match["m"])


def _apologises(draft: Draft) -> bool:
    return re.search(r"\b(sorry|apolog)", _own_words(draft), re.IGNORECASE) is not None


def _explains(draft: Draft) -> bool:
    return bool(draft.reason.strip())


_COMPLAINTS_POLICY = re.compile(
    r"\bcomplain(?:t|ts|ing)?\W+(?:\w+\W+)?(?:policy|procedure|process|scheme)\b", re.IGNORECASE
)


def _names_complaints_policy(draft: Draft) -> bool:
    return _COMPLAINTS_POLICY.search(_own_words(draft)) is not None


def _is_plain(draft: Draft) -> bool:
    return bool(draft.text.strip()) and not _hard(draft)


def _hard(draft: Draft) -> list[str]:
    return hard_to_read(_own_words(draft), draft.jargon)


@dataclass(frozen=True)
class _Part:
    stands: Callable[[Draft], bool]
    write: Callable[[Draft], str]


def _say(words: str, value: Callable[[Draft], str] = lambda draft: "") -> Callable[[Draft], str]:
    """Return what tells the officer to write a part, with its value where it is known."""
    return lambda draft: f"{words}: {value(draft)}." if value(draft) else f"{words}."


def _stated_date(draft: Draft) -> str:
    return (
        f"{draft.date_told.day} {MONTHS[draft.date_told.month - 1]} {draft.date_told.year}" if draft.date_told else ""
    )


_NAMED = _Part(lambda d: _has(d, d.officer_name), _say("Write your name", lambda d: d.officer_name))
_DATED = _say("Write the date by which the customer can expect the answer", _stated_date)
_REASONED = _Part(_explains, _say("Say why the answer takes longer, and state it as the reason"))
_PARTS = {
    "officer name": _NAMED,
    "job title": _Part(lambda d: _has(d, d.job_title), _say("Write your job title", lambda d: d.job_title)),
    "council": _Part(lambda d: _has(d, d.council), _say("Write the name of the council", lambda d: d.council)),
    "telephone": _Part(_has_telephone, _say("Write the telephone number", lambda d: d.telephone)),
    "email": _Part(lambda d: _has(d, d.email), _say("Write the e-mail address", lambda d: d.email)),
    "who deals with it": _Part(_NAMED.stands, _say("Write who deals with it", lambda d: d.officer_name)),
    "when the answer comes": _Part(_has_date, _DATED),
    "explanation": _REASONED,
    "reason": _REASONED,
    "apology": _Part(_apologises, _say("Apologise for the delay, such as “We are sorry that …”")),
    "new date": _Part(_has_date, _DATED),
    "revised limits": _Part(
        _has_date, _say("Write the new date by which the customer will have the answer", _stated_date)
    ),
    "progress": _Part(lambda d: "progress" in d.tells, _say("Say how far it is, and mark the message as an update")),
    "complaints policy": _Part(
        _names_complaints_policy, _say("Say where the complaints policy can be read, or enclose it")
    ),
    "plain language": _Part(_is_plain, lambda draft: f"{'. '.join(_hard(draft)) or 'Write it in plain words'}."),
}
