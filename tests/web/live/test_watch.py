"""What each officer is told of what shows live: only what differs, and never what is somebody else's."""

from collections.abc import Hashable, Mapping
from datetime import datetime

from answerable.desk.officers.models import Officer
from answerable.web.live.things import EVERYBODY, Thing
from answerable.web.live.watch import Seen, Watch
from tests.cast import moment

NOW = moment("Monday 3 March 2025 10:00")
BOB = Officer(pk=1, name="Bob <Baker>", section="Front desk")
CAROL = Officer(pk=2, name="Carol Chowdhury")


class Board:
    """Calls that ring for everybody, and cards for one officer: what is on it is what shows."""

    def __init__(self) -> None:
        self.calls: dict[str, str] = {}
        self.cards: dict[int, str] = {}
        self.made = 0
        self.watch = Watch(
            [
                Thing("ringing", "Calls", lambda now: self.marks(), lambda officer, now: self.greet(officer)),
                Thing("cards", "Cards", lambda now: self.cards, lambda officer, now: {"1": self.cards[officer.pk]}),
            ]
        )

    def marks(self) -> Mapping[int, Hashable]:
        return {EVERYBODY: tuple(self.calls.items())} if self.calls else {}

    def greet(self, officer: Officer) -> Mapping[str, str]:
        self.made += 1
        section = f" from {officer.section}" if officer.section else ""
        return {call: f"{words}: {officer.name}{section} speaking" for call, words in self.calls.items()}

    def told(self, officer: Officer, seen: Seen, at: datetime = NOW) -> dict[str, object]:
        self.watch.look(at)
        return {**self.watch.changes(officer, seen, at)}


def test_a_call_is_made_into_a_card_once_and_says_each_officers_own_name_as_text() -> None:
    board = Board()
    board.calls["A"] = "Good morning"
    crowd = [Officer(pk=number, name=f"Officer {number}") for number in range(10, 40)]
    told = [board.told(officer, {}) for officer in (CAROL, *crowd)]
    assert board.made == 1
    assert told[0] == {"ringing": {"order": ["A"], "cards": {"A": "Good morning: Carol Chowdhury speaking"}}}
    assert told[-1] == {"ringing": {"order": ["A"], "cards": {"A": "Good morning: Officer 39 speaking"}}}
    bobs = {"A": "Good morning: Bob &lt;Baker&gt; from Front desk speaking"}
    assert board.told(BOB, {}) == {"ringing": {"order": ["A"], "cards": bobs}}


def test_only_what_differs_is_told() -> None:
    board, seen = Board(), Seen()
    board.calls["A"] = "Hello"
    board.told(CAROL, seen)
    assert board.told(CAROL, seen) == {}
    board.calls["B"] = "Good day"
    second = {"order": ["A", "B"], "cards": {"B": "Good day: Carol Chowdhury speaking"}}
    assert board.told(CAROL, seen) == {"ringing": second}
    del board.calls["A"]
    assert board.told(CAROL, seen) == {"ringing": {"order": ["B"], "cards": {}}}
    board.calls.clear()
    assert board.told(CAROL, seen) == {"ringing": {"order": [], "cards": {}}}
    assert seen == {}


def test_who_comes_with_an_old_mark_that_nobody_remembers_is_told_all() -> None:
    board = Board()
    board.calls["A"] = "Hello"
    told = board.told(CAROL, {"ringing": "of last week"})
    assert told == {"ringing": {"order": ["A"], "cards": {"A": "Hello: Carol Chowdhury speaking"}}}


def test_what_is_for_one_officer_is_told_to_nobody_else() -> None:
    board = Board()
    board.cards[BOB.pk] = "Mrs Lee is put through to you"
    assert board.told(CAROL, {}) == {}
    assert board.told(BOB, {}) == {"cards": {"order": ["1"], "cards": {"1": "Mrs Lee is put through to you"}}}
