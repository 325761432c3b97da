"""What is wrong between one promise and another."""

import pytest

from tests.charter.anytown import COUNTED, HEAD, charter, clock, problem, problems, promise

NEXT = 'until = "told"\nwithin = "10 working days"'
UNCLEAR = clock("A1", within="10 days")


def ruling(on: str, says: str) -> str:
    return f'\n[[ruling]]\non = "{on}"\nsays = "{says}"\nby = "full council"\nwhen = 2026-03-01\n'


@pytest.mark.parametrize(
    ("second", "says"),
    [
        (promise("A2", f'after = "A3"\n{NEXT}'), "A2: “A3” is no promise with a clock in this charter. Write “A1”."),
        (promise("A2", f'after = "A2"\n{NEXT}'), "A2: “A2” is no promise with a clock in this charter."),
        (promise("A2", 'late_for = "A9"\ntell = "reason"'), "A2: “A9” is no promise with a clock in this charter."),
        (promise("A2", 'updates_for = "A2"\nevery = "2 working days"'), "A2: “A2” is no promise with a clock"),
        (promise("A2", 'share = { of_promises = "A8" }'), "“A8” is no promise that is kept or broken case by case"),
        (promise("A2", 'share = { of_promises = "A2" }'), "“A2” is no promise that is kept or broken case by case"),
        (clock("A2", 'date_id = "A1"'), "A2: date_id is “A1”, which is taken. Write another id."),
        (clock("A2", 'hours = "night"'), "hours is “night”, which are no other hours of this charter."),
        (clock("A2", within="8 office hours"), "8 office hours can’t be counted: the charter states no office hours."),
    ],
)
def test_a_name_that_names_nothing_is_told_with_what_may_be_meant(second: str, says: str) -> None:
    assert says in problem(clock("A1"), second)


def test_promises_that_wait_for_each_other_never_begin() -> None:
    a1, a2, a3 = (promise(f"A{n}", f'after = "A{n % 3 + 1}"\n{NEXT}') for n in (1, 2, 3))
    assert problem(a1, a2, a3) == (
        "line 6, A1: A1 comes after A2, which comes after A3, which comes after A1: none of them ever begins. "
        "Begin one of them from a fact."
    )


def test_two_promises_may_not_give_their_told_dates_one_name() -> None:
    assert len(problems(clock("A1", 'date_id = "A9"'), clock("A2", 'date_id = "A9"'))) == 2


def test_a_share_may_count_steps_and_letters_too() -> None:
    step = promise("A2", 'at = "transferred"\nneeds = "told why"')
    share = promise("A3", 'share = { of_promises = ["A1", "A2"], at_least = "90%" }')
    assert len(charter(clock("A1"), step, share).promises) == 3


def test_what_refers_to_a_promise_with_a_mistake_is_not_told_as_a_second_one() -> None:
    broken = clock("A1", within="soon")
    assert "soon" in problem(broken, promise("A2", f'after = "A1"\n{NEXT}'))


def test_a_clock_that_begins_after_another_can_be_late() -> None:
    late = 'late_for = "A1"\ntell = "reason"'
    no_time = promise("A1", 'from = "received"\nuntil = "answered"\nwithin = "not stated"')
    assert "“A1” has no time, so it can’t be late." in problem(no_time, promise("A2", late))
    by_service = no_time.replace('"not stated"', '"not stated"\nlimit = { for = { service = "x" }, within = "1 hour" }')
    assert len(charter(by_service, promise("A2", late)).promises) == 2


def test_other_hours_without_office_hours_count_no_office_hours() -> None:
    night = '[[other_hours]]\nname = "night"\n'
    says = problem(clock("A1", 'hours = "night"', within="8 office hours"), head=HEAD + COUNTED + night)
    assert says.endswith(
        "8 office hours can’t be counted: the other hours “night” state no office hours. "
        "Write office under the other hours “night”."
    )


def test_other_hours_of_one_name_are_stated_once() -> None:
    night = '[[other_hours]]\nname = "night"\n'
    assert "There are other hours with the name “night” already." in problem(clock("A1"), head=HEAD + night + night)


def test_a_ruling_that_decides_otherwise_than_days_are_read_must_change_the_promise() -> None:
    says = problem(UNCLEAR, ruling("days", "Days are working days."))
    assert "By this ruling “10 days” are working days, but A1 reads them as calendar days." in says
    assert "Write within = “10 working days” there." in says
    assert charter(UNCLEAR, ruling("A1", "Calendar days are meant.")).rulings
    assert charter(UNCLEAR, ruling("days", "Calendar days, not working days.")).rulings
