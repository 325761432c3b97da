"""What happens in a made-up case: the same stories for the same seed, spread over two years up to `now`."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

CHARTER = Path(__file__).parent.parent / "charters" / "flitwick" / "charter.toml"
RARE, COMMON = "badger", "council"  # in one case of a thousand; in more than half of them
YEARS = timedelta(days=730)
_CHANNELS = ("email",) * 9 + ("web",) * 4 + ("telephone",) * 5 + ("letter",) * 2
_SYLLABLES = (
    "ba",
    "co",
    "di",
    "fen",
    "gar",
    "hol",
    "ki",
    "lan",
    "mor",
    "net",
    "pol",
    "ras",
    "sto",
    "tum",
    "vel",
    "wic",
)
_MATTER = {"priority": "normal", "stage": "1"}


@dataclass(frozen=True)
class Happening:
    """One fact of a story, with the message that it came of, if any."""

    kind: str
    at: datetime
    details: dict[str, object] = field(default_factory=dict)
    means: str = ""
    by: str = "email"  # how the message went: email, letter, spoken


@dataclass(frozen=True)
class Story:
    """One case: what is asked, by which of the customers, on which channel, and what comes of it."""

    customer: int
    channel: str
    type: str
    subject: str
    text: str
    begun: datetime
    happenings: tuple[Happening, ...]

    @property
    def closed(self) -> Happening | None:
        return next((happening for happening in self.happenings if happening.kind == "closed"), None)


def stories(number: int, now: datetime, seed: int = 1) -> Iterator[Story]:
    """Give so many stories, the oldest first: one in ten still open, one in eight answered late."""
    dice = random.Random(seed)
    words = _vocabulary(dice)
    moments = sorted(now - YEARS * dice.random() for _ in range(number))
    for place, begun in zip(count(), moments, strict=False):
        yield _story(
            dice, words, begun, now, customers=max(1, number * 6 // 10), is_open=_stays_open(dice, place, number)
        )


def _stays_open(dice: random.Random, place: int, number: int) -> bool:
    # Most of what is open is new; a little of it is old.
    return dice.random() < (0.85 if place > number * 0.92 else 0.035)


def _vocabulary(dice: random.Random) -> list[str]:
    return sorted({"".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(5000)})


def _story(
    dice: random.Random, words: Sequence[str], begun: datetime, now: datetime, *, customers: int, is_open: bool
) -> Story:
    channel, kind = dice.choice(_CHANNELS), dice.choice(("enquiry", "enquiry", "request", "complaint"))
    text = _text(dice, words)
    return Story(
        customer=dice.randrange(customers),
        channel=channel,
        type=kind,
        subject=" ".join(text.split()[:6]),
        text=text,
        begun=begun,
        happenings=tuple(h for h in _happenings(dice, channel, kind, begun, is_open) if h.at <= now),
    )


def _text(dice: random.Random, words: Sequence[str]) -> str:
    # Some words are said far oftener than others, as in any language.
    said = [words[int(len(words) * dice.random() ** 3)] for _ in range(75)]
    if dice.random() < 0.001:
        said[20] = RARE
    if dice.random() < 0.56:
        said[10] = COMMON
    return " ".join(said)


def _happenings(dice: random.Random, channel: str, kind: str, begun: datetime, is_open: bool) -> Iterator[Happening]:
    matter: dict[str, object] = {"type": kind, **_MATTER}
    yield Happening("received", begun, matter)
    yield Happening("query opened", begun, matter)
    if channel in ("email", "web"):
        yield Happening("acknowledged", begun + timedelta(seconds=30), {"automatic": "yes"}, "acknowledgement")
    if is_open:
        return
    if dice.random() < 0.04:
        yield Happening("closed", begun + timedelta(hours=5), {"outcome": "no answer asked for"})
        return
    yield from _answer(dice, channel, begun, matter)


def _answer(dice: random.Random, channel: str, begun: datetime, matter: dict[str, object]) -> Iterator[Happening]:
    spoken = channel == "telephone"
    late = dice.random() < 0.125
    at = begun + (timedelta() if spoken and not late else timedelta(days=30 if late else 1) * dice.random())
    if late and dice.random() < 0.5:
        yield Happening("told", begun + timedelta(hours=30), {"automatic": "no", "by": "message"}, "holding")
    how = "spoken" if spoken else "letter" if channel == "letter" else "email"
    said: dict[str, object] = {"automatic": "no", "by": how.replace("email", "message")}
    yield Happening("answered", at, said, "answer", how)
    if spoken and not late:
        yield Happening("settled at first contact", at, matter)
    yield Happening("closed", at, {"outcome": "answered"})
