"""Two charters are compared promise by promise, in words."""

from answerable.charter.reader import read_charter
from answerable.charter.rehearsing.compare import Change, What, compare
from tests.cast import CHARTERS

FLITWICK = (CHARTERS / "flitwick" / "charter.toml").read_text()


def changes(*swaps: tuple[str, str], added: str = "") -> dict[str, Change]:
    text = FLITWICK
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    return {change.id: change for change in compare(read_charter(FLITWICK), read_charter(text + added))}


def test_a_charter_says_the_same_as_itself() -> None:
    assert changes() == {}


def test_another_time_is_said_of_the_promise_it_belongs_to_and_of_no_other() -> None:
    found = changes(('within = "2 working days"', 'within = "1 working day"'))
    assert list(found) == ["F25"]
    assert (found["F25"].what, found["F25"].says) == (What.CHANGED, ("time: was 2 working days, is now 1 working day",))


def test_scope_strength_and_words_are_each_said() -> None:
    found = changes(
        ('strength = "aim"', 'strength = "will"'),
        ('title = "Letters are answered in seven working days"', 'title = "Letters get an answer"'),
        ("issue = 1", "issue = 2"),
    )
    assert found["charter"].says == ("issue: was 1, is now 2",)
    assert found["F27"].says == (
        "title: was “Letters are answered in seven working days”, is now “Letters get an answer”",
    )
    assert any(change.says == ("strength: was aim, is now will",) for change in found.values())


def test_hours_are_compared_in_the_words_of_the_file() -> None:
    found = changes(added='\n[hours]\nclosures_count = "as working days"\n')
    assert found["hours"].says == ("closures count: was as days off, is now as working days",)


def test_what_is_added_says_what_it_promises_and_what_is_dropped_is_named() -> None:
    promise = '\n[[promise]]\nid = "X1"\ntitle = "Texts are answered the same day"\nwhere = "ours"\n'
    promise += 'for = { channel = "sms" }\nfrom = "received"\nuntil = "answered"\nwithin = "the same day"\n'
    promise += '\n[[ruling]]\non = "X1"\nsays = "Texts only"\nby = "full council"\nwhen = 2026-03-01\n'
    found = changes(added=promise)
    assert found["X1"].what is What.ADDED
    assert {"for: channel sms", "time: the same day"} <= set(found["X1"].says)
    assert found["ruling on X1"].says == ("Texts only (full council, Sunday 1 March 2026)",)
    back = compare(read_charter(FLITWICK + promise), read_charter(FLITWICK))
    assert [(change.id, change.what) for change in back] == [("X1", What.DROPPED), ("ruling on X1", What.DROPPED)]


def test_any_two_of_the_shipped_charters_can_be_compared() -> None:
    cuckfield = read_charter((CHARTERS / "cuckfield" / "charter.toml").read_text())
    found = compare(read_charter(FLITWICK), cuckfield)
    assert {change.what for change in found} == set(What)
    assert all(str(change) for change in found)
