"""The things that show live, each contributed by the room that it belongs to."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime

from answerable.desk.officers.models import Officer

EVERYBODY = 0  # no officer's number


@dataclass(frozen=True)
class Thing:
    """Something that officers see at once, whatever page of the desk they are on.

    `marks` says in one cheap question what there is to see at a moment: by the officer's number, or for EVERYBODY,
    whatever differs when the thing differs. It is asked five times a second for all officers together. Nothing to see:
    no mark.
    `cards` returns what an officer sees, in its order: HTML, each by a name that it keeps. It is asked only when the
    mark has changed. What is there for EVERYBODY is made once for a stand-in, whose name, job title, section and
    telephone are filled in for each officer afterwards: don't ask the database about that officer, nor cut their name
    apart. An element with `data-says="…"` has the words that are read out when the card appears (no customer's name:
    the browser remembers what was said). A `<time datetime="…" data-counts>` counts the time since then, so leave it
    the same. Forms need no CSRF field.
    `urgent`: it interrupts what a screen reader says, and stands before all else.
    """

    name: str
    title: str
    marks: Callable[[datetime], Mapping[int, Hashable]]
    cards: Callable[[Officer, datetime], Mapping[str, str]]
    urgent: bool = False
    place: str = "cards"  # "cards": at the foot of the page; "line": a few words in the bar; "page": on its own page
