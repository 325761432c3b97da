"""Absences: entered once, and cover, routing, what customers are told and the out-of-office words follow."""

from datetime import date, time

import pytest

from answerable.desk.cases.models import Case
from answerable.desk.diary.absences import Gone, NotPossible, covering, enter, out_of_office, warnings, withdraw
from answerable.desk.diary.away import away, stands_in
from answerable.desk.diary.hours import Spell, set_pattern
from answerable.desk.history.models import Clock
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.outbox.acknowledge import saying
from tests.cast import Town, a_case, a_town, moment
from tests.desk.diary.agreed import LATER, MONDAY, an_absence
from tests.mails import mail

pytestmark = pytest.mark.django_db

WEEK = ("Monday 2 March 2026 12:00", "Monday 9 March 2026 09:00")


def test_K19_an_absence_is_entered_with_its_return_and_somebody_else_to_contact() -> None:
    town = a_town("cuckfield")
    whole = an_absence(town, *WEEK, cover=town.dan)
    half = an_absence(town, *WEEK, of=town.carol)
    verdicts = [
        str(Clock.objects.get(occasion=absence.occasion, promise="K19").verdict(LATER)) for absence in (whole, half)
    ]
    assert verdicts == ["kept", "broken"]


def test_K19_the_out_of_office_words_name_the_return_and_the_cover(town: Town) -> None:
    words = out_of_office(an_absence(town, *WEEK, cover=town.dan, other_contact="the desk, 01632 960222"), town.council)
    for part in ("Monday 9 March 2026", "Dan Okafor (dan@council.example.org)", "01632 960222", "Bob Baker"):
        assert part in words


def test_new_mail_for_a_duty_officer_who_is_away_goes_to_who_covers_and_the_customer_is_told(town: Town) -> None:
    today = moment("Tuesday 3 March 2026 10:00")
    an_absence(town, *WEEK, of=town.dan, cover=town.carol)
    contact = take_in(keep(mail(), channel="email", at=today), at=today)
    case = contact.cases.get()
    assert case.owner == town.carol
    assert "Carol Chowdhury" in case.messages.get().text


def test_who_writes_about_a_case_of_an_absent_officer_is_told_until_when_and_who_else(town: Town) -> None:
    case = a_case(town, at=MONDAY)
    an_absence(town, *WEEK, of=town.dan, cover=town.carol)
    text = saying(case, at=moment("Tuesday 3 March 2026 10:00")).text
    assert "is away until Monday 9 March 2026. Until then, turn to Carol Chowdhury." in text


def test_the_cover_sees_what_falls_due_before_the_return(town: Town) -> None:
    soon = a_case(town, at=MONDAY)
    later = a_case(town, at=moment("Friday 6 March 2026 16:00"), channel="letter")
    Case.objects.filter(pk=later.pk).update(next_due=moment("Tuesday 17 March 2026 12:00"))
    an_absence(town, *WEEK, of=town.dan, cover=town.carol)
    found = covering(town.carol, moment("Tuesday 3 March 2026 10:00"), most=10)
    assert [(one.officer, one.cases) for one in found] == [(town.dan, [soon])]
    assert covering(town.alice, moment("Tuesday 3 March 2026 10:00"), most=10) == []


def test_a_cover_who_is_away_too_is_covered_in_turn_and_a_circle_ends(town: Town) -> None:
    now = moment("Tuesday 3 March 2026 10:00")
    an_absence(town, *WEEK, of=town.dan, cover=town.bob)
    assert stands_in(town.dan, now) == town.bob
    an_absence(town, *WEEK, of=town.bob, cover=town.carol)
    assert stands_in(town.dan, now) == town.carol
    assert [one.officer for one in covering(town.carol, now, most=5)] == [town.dan, town.bob]
    an_absence(town, *WEEK, of=town.carol, cover=town.dan)
    assert stands_in(town.dan, now) == town.dan  # nobody is there: it stays theirs


def test_a_cover_who_is_away_is_warned_of_before_it_is_entered(town: Town) -> None:
    an_absence(town, "Thursday 5 March 2026 09:00", "Friday 6 March 2026 09:00", of=town.carol)
    gone = Gone(officer=town.bob, begins=moment(WEEK[0]), returns=moment(WEEK[1]), cover=town.carol)
    assert list(warnings(gone)) == [
        "Carol Chowdhury is away too, from Thursday 5 March 2026 to Friday 6 March 2026. Nobody else covers then."
    ]


@pytest.mark.parametrize(
    ("first", "returns", "words"),
    [
        ("Tuesday 3 March 2026 12:00", "Tuesday 3 March 2026 12:00", "return before they go"),
        ("Monday 23 February 2026 09:00", "Friday 27 February 2026 09:00", "over already"),
        ("Friday 6 March 2026 09:00", "Tuesday 10 March 2026 09:00", "entered as away from Monday 2 March"),
    ],
)
def test_an_absence_that_can_not_be_is_refused_in_words(town: Town, first: str, returns: str, words: str) -> None:
    an_absence(town, *WEEK)
    with pytest.raises(NotPossible, match=words):
        enter(Gone(officer=town.bob, begins=moment(first), returns=moment(returns)), at=MONDAY, by=town.bob)


def test_one_who_is_back_early_is_there_again_and_what_was_never_so_is_struck_out(town: Town) -> None:
    going_on, mistaken = an_absence(town, *WEEK), an_absence(town, *WEEK, of=town.carol)
    withdraw(mistaken, at=MONDAY, by=town.carol)
    withdraw(going_on, at=moment("Wednesday 4 March 2026 09:00"), by=town.bob)
    thursday = moment("Thursday 5 March 2026 10:00")
    assert away(town.bob, thursday) is None and away(town.carol, thursday) is None
    assert away(town.bob, moment("Tuesday 3 March 2026 10:00")) is not None


def test_two_absences_in_a_row_are_one_and_an_autumn_night_has_its_25_hours(town: Town) -> None:
    an_absence(town, "Saturday 24 October 2026 09:00", "Sunday 25 October 2026 09:00")
    an_absence(town, "Sunday 25 October 2026 09:00", "Tuesday 27 October 2026 09:00")
    gone = away(town.bob, moment("2026-10-25T01:30+00:00"))
    assert gone is not None and gone.returns == moment("Tuesday 27 October 2026 09:00")


# Working patterns


def mornings(town: Town) -> None:
    """Let Bob work on Tuesday, Wednesday and Thursday mornings."""
    spells = [Spell(weekday, time(10), time(13)) for weekday in (1, 2, 3)]
    set_pattern(town.bob, spells, first=date(2026, 3, 2))


@pytest.mark.parametrize(
    ("now", "returns"),
    [
        ("Monday 2 March 2026 11:00", "Tuesday 3 March 2026 10:00"),
        ("Tuesday 3 March 2026 13:00", "Wednesday 4 March 2026 10:00"),
        ("Thursday 2 April 2026 14:00", "Tuesday 7 April 2026 10:00"),  # over Easter
        ("Wednesday 4 March 2026 12:59:59", None),
    ],
)
def test_who_works_part_of_the_week_is_not_in_until_they_are(town: Town, now: str, returns: str | None) -> None:
    mornings(town)
    gone = away(town.bob, moment(now))
    assert (gone.returns if gone else None) == (moment(returns) if returns else None)
    assert gone is None or not gone.entered


def test_who_returns_from_an_absence_on_a_day_off_is_back_on_the_next_day_in(town: Town) -> None:
    mornings(town)
    an_absence(town, "Tuesday 3 March 2026 09:00", "Friday 6 March 2026 09:00")
    gone = away(town.bob, moment("Wednesday 4 March 2026 11:00"))
    assert gone is not None and gone.returns == moment("Tuesday 10 March 2026 10:00")


def test_a_new_pattern_ends_the_old_one_and_work_is_not_routed_by_patterns(town: Town) -> None:
    mornings(town)
    set_pattern(town.bob, [Spell(0, time(9), time(17))], first=date(2026, 3, 9))
    assert away(town.bob, moment("Tuesday 3 March 2026 11:00")) is None
    assert away(town.bob, moment("Tuesday 10 March 2026 11:00")) is not None
    assert stands_in(town.bob, moment("Tuesday 10 March 2026 11:00")) == town.bob
