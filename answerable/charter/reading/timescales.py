"""The timescales of a council's services: where a promise times one service otherwise than the rest."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.charter.clauses import Charter, Scope, Timed
from answerable.charter.span import Span

NOT_STATED = "not stated"


@dataclass(frozen=True)
class Timescale:
    """How long a promise gives for one service: `within`, where it gives `usual` otherwise ("": it is for this alone).

    `besides`: what else must be so for it to hold, such as "priority urgent".
    """

    promise: str
    title: str
    service: str
    within: str
    usual: str = ""
    besides: str = ""


def timescales(charter: Charter) -> list[Timescale]:
    """Return every timescale of a single service, in the order of the charter."""
    return [each for promise in charter if isinstance(promise, Timed) for each in _of(promise)]


def timescale_of(promise: Timed, service: str) -> Timescale | None:
    """Return how a promise times that service, where it times it otherwise."""
    return next((each for each in _of(promise) if each.service == service), None)


def _of(promise: Timed) -> Iterator[Timescale]:
    usual = _words(promise.within)
    for limit in promise.limits:
        for service in limit.scope.wanted.get("service", ()):
            words = _words(limit.within)
            yield Timescale(promise.id, promise.title, service, words, usual, _besides(limit.scope))
    for service in promise.scope.wanted.get("service", ()):
        yield Timescale(promise.id, promise.title, service, usual)


def _besides(scope: Scope) -> str:
    return ", ".join(f"{name} {' or '.join(values)}" for name, values in scope.wanted.items() if name != "service")


def _words(span: Span | None) -> str:
    return span.words() if span else NOT_STATED
