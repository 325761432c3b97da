"""Is this officer genuine? Asked at the desk by name, badge or address, and in public by the visit's code alone."""

import pytest

from answerable.desk.badges.actions import LOST, issue, withdraw
from answerable.desk.badges.models import Badge
from answerable.desk.officers.actions import leave as leave_the_council
from answerable.desk.officers.models import Officer, Role
from answerable.desk.visits.actions import arrive, leave
from answerable.desk.visits.alarms import waiting
from answerable.desk.visits.codes import code_of
from answerable.desk.visits.genuine import is_elsewhere, record_check, search, visitor_by
from answerable.desk.visits.models import Alarm, Check
from tests.cast import Town
from tests.desk.badges.faces import a_face
from tests.desk.visits.planned import MONDAY, a_visit, at

pytestmark = pytest.mark.django_db
NOW = at("14:20")


@pytest.fixture
def town(town: Town) -> Town:
    """Bob has badge 1001, and visits Mrs Lee at 14:00."""
    issue(town.bob, number="1001", photograph=a_face(), expires=at("12:00").date(), at=MONDAY, by=town.carol)
    a_visit(town)
    return town


@pytest.mark.parametrize("words", ["Bob Baker", "baker", "1001", "12 mill lane", "Baker, Mill Lane 12"])
def test_P17_one_search_by_name_badge_or_address_finds_who_is_due_there_now(town: Town, words: str) -> None:
    [found] = search(words, now=NOW)
    assert (found.officer, found.trouble) == (town.bob, "")
    assert [visit.address for visit in found.due] == ["12 Mill Lane, Flitwick"]


@pytest.mark.parametrize(
    "words", ["Rob Barker", "1002", "2 Mill Lane", "10 Mill Lane", "Baker High Street", "", "  , "]
)
def test_P17_what_does_not_fit_finds_nobody(town: Town, words: str) -> None:
    assert search(words, now=NOW) == []


def test_P17_before_and_after_the_visit_nobody_is_due(town: Town) -> None:
    for clock, trouble in (("13:59", "no visit due now"), ("14:00", ""), ("15:30", ""), ("15:31", "no visit due now")):
        assert search("Baker", now=at(clock))[0].trouble == trouble
    visit = town.bob.visits.get()
    arrive(visit, at=at("13:50"), by=town.bob)
    assert search("Baker", now=at("13:55"))[0].genuine  # who is early and has said so is expected
    leave(visit, at=at("14:10"), by=town.bob)
    assert search("Baker", now=at("14:20"))[0].trouble == "no visit due now"


def test_P21_a_badge_that_expired_was_withdrawn_or_never_was_does_not_pass(town: Town) -> None:
    badge = Badge.objects.get(officer=town.bob)
    badge.expires = MONDAY.date()
    badge.save()
    assert search("Baker", now=NOW)[0].trouble == "badge expired"
    withdraw(badge, why=LOST, at=NOW)
    assert search("Baker", now=NOW)[0].trouble == "badge withdrawn"
    assert search("Okafor", now=NOW)[0].trouble == "has no badge"
    leave_the_council(town.bob, heir=town.dan, at=NOW)
    assert search("Baker", now=NOW)[0].trouble == "works here no longer"


def test_P17_a_check_that_fits_is_kept_and_raises_nothing(town: Town) -> None:
    record_check(search("Baker", now=NOW), at=NOW, by=town.dan)
    check = Check.objects.get()
    assert (check.matched, check.officer, check.by) == (True, town.bob, town.dan)
    assert not Alarm.objects.exists()


def test_P17_a_check_that_fails_raises_the_alarm_to_the_managers(town: Town) -> None:
    for words, trouble in (("Rob Barker", "no such officer"), ("Okafor", "has no badge")):
        record_check(search(words, now=NOW), at=NOW, by=town.dan)
        assert Check.objects.latest("pk").trouble == trouble
    is_elsewhere(town.bob, at=NOW, by=town.dan)
    assert len(waiting(town.carol, NOW)) == 3
    assert waiting(town.dan, NOW) == []


def test_P17_whom_a_failed_check_is_about_is_not_told_of_it_first(town: Town) -> None:
    Officer.objects.filter(pk=town.carol.pk).update(is_active=False)
    Officer.objects.filter(pk=town.bob.pk).update(role=Role.MANAGER)
    is_elsewhere(town.bob, at=NOW, by=town.dan)
    assert (len(waiting(town.alice, NOW)), waiting(town.bob, NOW)) == (1, [])


def test_P17_the_code_of_a_visit_opens_the_badge_in_any_spelling_and_dies_with_the_visit(town: Town) -> None:
    visit = town.bob.visits.get()
    code = code_of(visit)
    for spelling in (code, code.lower(), code.replace("-", " ")):
        assert visitor_by(spelling, now=NOW) == Badge.objects.get(officer=town.bob)
    assert visitor_by(code, now=at("15:31")) is None
    leave(visit, at=at("14:40"), by=town.bob)
    assert visitor_by(code, now=at("14:41")) is None


def test_P17_the_code_of_somebody_without_a_good_badge_is_answered_as_a_wrong_one(town: Town) -> None:
    code = code_of(town.bob.visits.get())
    withdraw(Badge.objects.get(officer=town.bob), why=LOST, at=NOW)
    assert visitor_by(code, now=NOW) is None
    assert Check.objects.latest("pk").trouble == "wrong code"


def test_P17_several_wrong_codes_within_an_hour_alarm_the_desk_once_and_again_after_it_was_closed(town: Town) -> None:
    for minute in range(20):
        assert visitor_by("AAAA-AAAA", now=at(f"14:{minute + 10}")) is None
        assert Alarm.objects.count() == (minute >= 4)
    Alarm.objects.update(closed_at=at("14:40"))
    for minute in range(41, 46):
        visitor_by("AAAA-AAAA", now=at(f"14:{minute}"))
    assert Alarm.objects.count() == 2


def test_wrong_codes_spread_over_the_day_alarm_nobody(town: Town) -> None:
    for hour in range(8, 18):
        visitor_by("AAAA-AAAA", now=at(f"{hour:02}:00"))
    assert not Alarm.objects.exists()
