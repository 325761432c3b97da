"""Reading a charter: what it may say, and what a clerk is told when it can't be read."""

from datetime import date

import pytest

from answerable.charter.clauses import Late, Record, Share, Step, Strength, Timed, Updates, Writing
from answerable.charter.doubts import doubts
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors, Problem
from answerable.charter.span import Span, Unit
from tests.charter.stories import CHARTERS, charter_of

HEAD = '[charter]\ncouncil = "Anytown Town Council"\nkind = "town"\nnation = "england"\n'
PROMISE = '[[promise]]\nid = "A1"\ntitle = "E-mails are answered"\nwhere = "First point"\n'
CLOCK = PROMISE + 'from = "received"\nuntil = "answered"\nwithin = "2 working days"\n'
COUNCILS = sorted(path.parent.name for path in CHARTERS.glob("*/charter.toml"))


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(CharterErrors) as refused:
        read_charter(text)
    return refused.value.problems


def problem(text: str) -> str:
    (only,) = problems(text)
    return str(only)


@pytest.mark.parametrize("council", COUNCILS)
def test_the_shipped_charters_are_read(council: str) -> None:
    charter = charter_of(council)
    assert charter.council
    assert all(promise.line and promise.title and promise.where for promise in charter)


def test_a_promise_with_a_clock() -> None:
    f25 = charter_of("flitwick")["F25"]
    assert isinstance(f25, Timed)
    assert (f25.start, f25.stops, f25.within) == ("received", ("answered",), Span(2, Unit.WORKING_DAY))
    assert f25.scope.wanted == {"channel": ("email", "sms", "web")}
    assert (f25.strength, f25.automatic) == (Strength.WILL, False)


def test_what_is_told_when_it_will_be_late_is_a_promise_of_its_own_after_the_first() -> None:
    f25a = charter_of("flitwick")["F25a"]
    assert isinstance(f25a, Late)
    assert (f25a.mains, f25a.tell, f25a.date_id) == (("F25",), ("explanation", "apology", "new date"), "F25b")
    ids = [promise.id for promise in charter_of("flitwick")]
    assert ids.index("F25a") == ids.index("F25") + 1


def test_several_promises_may_share_what_is_told() -> None:
    k10 = charter_of("cuckfield")["K10"]
    assert isinstance(k10, Late) and k10.mains == ("K06", "K07", "K18", "K22") and k10.any_of
    late = 'if_late = { id = "A9", tell = ["new date"] }\n'
    shared = read_charter(HEAD + CLOCK + late + CLOCK.replace("A1", "A2") + late)["A9"]
    assert isinstance(shared, Late) and shared.mains == ("A1", "A2")


def test_the_other_kinds_of_promise() -> None:
    charter = read_charter(
        HEAD
        + CLOCK
        + PROMISE.replace("A1", "A2")
        + 'updates_for = "A1"\nevery = "5 working days"\n'
        + PROMISE.replace("A1", "A3")
        + 'share = { of = "query opened", that = "settled at first contact", at_least = "72.5%" }\n'
        + PROMISE.replace("A1", "A4")
        + 'at = "transferred"\nneeds = ["told to whom"]\n'
        + PROMISE.replace("A1", "A5")
        + 'writing = { by = "email", means = "answer", has = "officer name" }\n'
        + PROMISE.replace("A1", "A6")
        + 'record = { of = "training", each = "officer", every = "2 years" }\n'
    )
    a1, updates, share, step, writing, record = charter
    assert isinstance(a1, Timed)
    assert isinstance(updates, Updates) and updates.every == Span(5, Unit.WORKING_DAY)
    assert isinstance(share, Share) and share.at_least == 72.5
    assert isinstance(step, Step) and step.needs == ("told to whom",)
    assert isinstance(writing, Writing) and writing.has == ("officer name",)
    assert isinstance(record, Record) and record.every == Span(24, Unit.CALENDAR_MONTH)


def test_hours_by_weekday_with_several_spells() -> None:
    hours = read_charter(
        HEAD
        + '[hours]\nworking_days = "mon-thu, sat"\nday_ends = "midnight"\n'
        + 'office = { mon-wed = "09:00-12:30, 13:30-16:30", thu = ["10:00-14:00"] }\n'
        + CLOCK
    ).hours
    assert hours.working_days == (0, 1, 2, 3, 5)
    assert hours.office[0] == (("09:00", "12:30"), ("13:30", "16:30"))
    assert hours.office[3] == (("10:00", "14:00"),)


def test_a_charter_knows_what_it_states_itself() -> None:
    stated = read_charter(HEAD + '[hours]\ncounting = "clear days"\n' + CLOCK).stated
    assert stated == {"hours.counting"}
    assert read_charter(HEAD + CLOCK).stated == set()


def test_soon_is_not_a_length_of_time() -> None:
    assert problem(HEAD + CLOCK.replace("2 working days", "soon")) == (
        "line 11, A1: within: “soon” is not a length of time I can read. Write a number and a unit, such as "
        "“20 seconds”, “3 minutes”, “48 hours” or “10 working days”."
    )


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('"received"', '"recieved"', "line 9, A1: from is “recieved”, which I don’t know. Did you mean “received”?"),
        ('"answered"', '"received"', "line 10, A1: The clock begins and ends at “received”."),
        ("within", "whithin", "line 11, A1: “whithin” is not something I know here. Did you mean “within”?"),
        ('"town"', '"twon"', "line 3, [charter]: kind is “twon”, which I don’t know. Did you mean “town”?"),
        ('nation = "england"', "", "line 1, [charter]: nation is missing."),
        ('id = "A1"', 'id = "1 A"', "line 6, 1 A: id is “1 A”. Write letters and numbers that begin with a letter"),
        ('title = "E-mails are answered"', "", "line 5, A1: title is missing."),
        ('title = "E-mails are answered"', "title = 7", "line 7, A1: title is “7”, and should be words."),
        ("within", 'at = "arrived"\nwithin', "line 5, A1: This promise has from and at, which are different kinds"),
        ("[[promise]]", "[promise]", "line 5: Write each promise under a heading [[promise]], with two brackets."),
        ("[charter]", "[chartre]\n[charter]", "line 1: “chartre” is not a part of a charter. Did you mean “charter”?"),
        ("within =", "automatic = 1\nwithin =", "line 11, A1: automatic is “1”, and should be true or false."),
        ("within =", 'nation = "france"\nwithin =', "line 11, A1: nation is “france”, which I don’t know."),
        ("within =", 'strength = "wil"\nwithin =', "Did you mean “will”?"),
        ("within =", 'for = "email"\nwithin =', "A1 for: Write for as { channel ="),
        ("within =", 'for = { channel = "fax" }\nwithin =', "A1: channel has “fax”, which I don’t know. Write “email”"),
        ("within =", 'for = { typ = "complaint" }\nwithin =', "A1: for has “typ”, which “received” does not tell."),
        ("within =", 'if_late = { id = "A2" }\nwithin =', "line 11, A2: tell is missing."),
        ("within =", 'if_late = { id = "A2", tell = "sorry" }\nwithin =', "A2: tell has “sorry”, which I don’t know."),
        ("2 working days", "8 office hours", "8 office hours can’t be counted: the charter states no office hours."),
        ('"england"\n', '"england"\nadopted = "May"\n', "line 5, [charter]: adopted is “May”, and should be a date."),
        ('"england"\n', '"england"\nissue = 0\n', "issue is “0”, and should be a whole number from 1"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_write(right: str, wrong: str, says: str) -> None:
    assert right in HEAD + CLOCK
    assert says in problem((HEAD + CLOCK).replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ('working_days = "weekdays"', "working_days is “weekdays”. Write days such as “mon-fri”"),
        ('office = { mon = "9-5" }', "mon is “9-5”. Write spells in order, such as “09:00-12:30, 13:30-16:30”"),
        ('office = { mon = "09:00-12:00, 11:00-13:00" }', "Write spells in order"),
        ('office = { mon = "22:00-02:00, 03:00-04:00" }', "only the last may pass midnight"),
        ('office = { noday = "09:00-17:00" }', "office has “noday”. Write days such as “mon-thu”"),
        ('office = { mon-tue = "09:00-17:00", tue = "09:00-13:00" }', "office has tue twice."),
        ('counting = "as usual"', "counting is “as usual”, which I don’t know."),
        (
            'day_ends = "close of business"',
            "Days can’t end at close of business on a working day without office hours.",
        ),
        ("ring_seconds = 90", "ring_seconds is “90”, and should be a whole number from 1 to 60."),
    ],
)
def test_hours_that_can_not_be_read(hours: str, says: str) -> None:
    assert says in problem(f"{HEAD}[hours]\n{hours}\n{CLOCK}")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (CLOCK, "line 13, A1: There are two promises with the id “A1”."),
        (PROMISE.replace("A1", "A2"), "line 12, A2: This promise says nothing that can be judged."),
        (PROMISE.replace("A1", "A2") + 'late_for = ["B1"]\ntell = ["reason"]\n', "“B1” is no promise with a clock"),
        (PROMISE.replace("A1", "A2") + 'share = { of = "rang" }\n', "A2: that is missing."),
        (
            PROMISE.replace("A1", "A2") + 'share = { of = "rang", that = "picked up", at_least = "most" }\n',
            "A2: at_least is “most”. Write a percentage, such as “70%”",
        ),
        (PROMISE.replace("A1", "A2") + 'writing = { has = "kindness" }\n', "A2: has has “kindness”"),
        ('[[ruling]]\non = "A7"\nsays = "Yes."\nby = "ours"\n', "on is “A7”, which is no promise of this charter."),
        ('[[ruling]]\non = "A1"\nsays = "Yes."\nby = "the council"\n', "A ruling of the council holds from a date."),
        (
            '[[ruling]]\non = "A1"\nsays = "Yes."\nby = "ours"\nvoids = "A1"\nwhen = 2026-03-01\n',
            "Only the council can set a promise aside.",
        ),
    ],
)
def test_parts_that_do_not_fit_together(more: str, says: str) -> None:
    assert says in problem(HEAD + CLOCK + more)


def test_two_that_are_told_differently_can_not_have_one_id() -> None:
    first = CLOCK + 'if_late = { id = "A9", tell = "reason" }\n'
    second = CLOCK.replace("A1", "A2") + 'if_late = { id = "A9", tell = "apology" }\n'
    assert "There is another “A9” that says something else." in problem(HEAD + first + second)


def test_every_mistake_is_told_at_once_in_the_order_of_the_lines() -> None:
    text = (HEAD + CLOCK).replace('"town"', '"twon"').replace("received", "recieved").replace("2 working days", "soon")
    assert [found.line for found in problems(text)] == [3, 9, 11]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[charter", "line 1: This line can’t be read"),
        ("", "[charter]: council is missing."),
        ("charter = 3\n", "Write charter as a table of its own, under the heading [charter]."),
        ("a = " + "[" * 5000, "can’t be read"),
        (f"a = {'9' * 5000}", "This file can’t be read: a number or a list in it is too long."),
        (HEAD, "This charter promises nothing."),
    ],
)
def test_what_is_hardly_a_charter_is_refused_in_words(text: str, says: str) -> None:
    assert any(says in str(found) for found in problems(text))


def test_lines_are_counted_through_a_text_of_several_lines() -> None:
    words = CLOCK.replace('from = "received"', 'words = """\n[[promise]]\nfrom = here\n"""\nfrom = "recieved"')
    assert problem(HEAD + words).startswith("line 13, A1: from is “recieved”")


def test_a_promise_without_its_place_is_read_and_doubted() -> None:
    charter = read_charter(HEAD + CLOCK.replace('where = "First point"\n', ""))
    assert charter["A1"].where == "place not stated"
    doubted = [str(doubt) for doubt in doubts(charter, date(2026, 3, 2))]
    assert any("A1: the charter does not say where in the policy it stands." in doubt for doubt in doubted)


def test_the_moment_of_a_step_may_be_named_as_a_moment() -> None:
    step = read_charter(HEAD + PROMISE + 'at = "transfer"\nneeds = ["told why"]')["A1"]
    assert isinstance(step, Step)
    assert step.at == "transferred"
