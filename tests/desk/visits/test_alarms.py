"""A lone visit has a check-in time. When it passes in silence, the alarm goes up the line until somebody answers."""

import pytest

from answerable.desk.council.models import Council
from answerable.desk.diary.models import Absence
from answerable.desk.history.actions import new_occasion
from answerable.desk.history.models import Clock, Fact, Occasion
from answerable.desk.officers.models import Officer, Role
from answerable.desk.outbox.models import Message
from answerable.desk.sms.models import TextGateway
from answerable.desk.visits.actions import arrive, call_for_help, drop, leave, need_longer
from answerable.desk.visits.alarms import answer, climb, close, raise_missed, waiting
from answerable.desk.visits.line import nobody_else_works_here
from answerable.desk.visits.models import Alarm, MoreTime
from answerable.worker.work import Worker
from tests.cast import Town, officer
from tests.desk.visits.planned import ADDRESS, a_visit, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(town: Town) -> Town:
    """A council that gives each level of the line ten minutes."""
    Council.objects.update(alarm_minutes=10)
    return town


def told(clock: str, *officers: Officer) -> list[bool]:
    return [bool(waiting(one, at(clock))) for one in officers]


def test_F15_a_check_in_time_that_passes_goes_up_the_line_level_by_level(town: Town) -> None:
    a_visit(town)
    everybody = (town.dan, town.carol, town.alice)
    assert raise_missed(at("15:30")) == 0  # the last second still counts
    assert raise_missed(at("15:30:01")) == 1
    assert told("15:30:01", *everybody) == [True, False, False]
    assert raise_missed(at("15:40:00")) == 0
    assert raise_missed(at("15:40:01")) == 1
    assert told("15:40:01", *everybody) == [True, True, False]
    assert raise_missed(at("15:50:01")) == 1
    assert told("15:50:01", *everybody) == [True, True, True]
    assert Alarm.objects.count() == 1


def test_F15_at_the_top_of_the_line_all_are_told_again_until_somebody_answers(town: Town) -> None:
    a_visit(town)
    for clock in ("15:31", "15:42", "15:53", "16:02", "16:04"):
        raise_missed(at(clock))
    again = Message.objects.filter(text__startswith="Nobody has answered this alarm yet.")
    assert sorted(again.values_list("to", flat=True)) == sorted(one.email for one in (town.dan, town.carol, town.alice))
    answer(Alarm.objects.get(), at=at("16:05"), by=town.alice)
    assert raise_missed(at("18:00")) == 0


def test_F15_who_comes_back_while_nobody_has_answered_is_told_then(town: Town) -> None:
    """Carol, the manager, is away, and Dan covers: he was told in her place."""
    Absence.objects.create(
        occasion=new_occasion(Occasion.Kind.ABSENCE, at=at("08:00")), officer=town.carol, cover=town.dan,
        begins=at("08:00"), returns=at("17:00"), entered_at=at("08:00"),
    )  # fmt: skip
    a_visit(town)
    for clock in ("15:31", "15:42", "15:53", "16:04"):
        raise_missed(at(clock))
    assert told("16:04", town.dan, town.carol, town.alice) == [True, False, True]
    raise_missed(at("17:01"))
    assert told("17:01", town.carol) == [True]
    [mail] = Message.objects.filter(to=town.carol.email)
    assert not mail.text.startswith("Nobody has answered")
    raise_missed(at("17:12"))
    assert Message.objects.filter(to=town.carol.email).count() == 2


def test_F15_without_an_interval_everybody_is_told_at_once(town: Town) -> None:
    Council.objects.update(alarm_minutes=None)
    a_visit(town)
    raise_missed(at("15:31"))
    assert told("15:31", town.dan, town.carol, town.alice, town.bob) == [True, True, True, False]
    assert Alarm.objects.get().next_level_at is None


def test_F15_who_answers_stops_the_climb_and_the_others_see_it_no_more(town: Town) -> None:
    a_visit(town)
    raise_missed(at("15:31"))
    alarm = Alarm.objects.get()
    assert answer(alarm, at=at("15:33"), by=town.dan)
    assert not answer(alarm, at=at("15:34"), by=town.carol)
    assert not climb(alarm, at=at("15:41"))  # by a worker that found it just before
    assert raise_missed(at("16:30")) == 0
    alarm.refresh_from_db()
    assert (alarm.answered_by, alarm.answered_at) == (town.dan, at("15:33"))
    assert told("16:30", town.dan, town.carol, town.alice) == [True, False, False]


def test_F15_it_is_closed_in_words_and_what_happened_to_the_officer_is_a_fact(town: Town) -> None:
    visit = a_visit(town)
    raise_missed(at("15:31"))
    alarm = Alarm.objects.get()
    close(
        alarm, outcome="Rang Bob: shouted at, now in the car", at=at("15:40"), by=town.carol,
        incident="aggression", done=["manager told"],
    )  # fmt: skip
    alarm.refresh_from_db()
    visit.refresh_from_db()
    assert (alarm.closed_by, alarm.outcome) == (town.carol, "Rang Bob: shouted at, now in the car")
    assert visit.is_over
    [fact] = Fact.objects.filter(occasion=visit.occasion)
    assert fact.details == {"sort": "aggression", "done": ["manager told"]}
    assert str(Clock.objects.get(promise="F15").verdict(at("15:40"))) == "kept"
    assert raise_missed(at("17:00")) == 0


def test_F15_a_visit_that_goes_on_has_another_check_in_time_and_another_alarm(town: Town) -> None:
    a_visit(town)
    raise_missed(at("15:31"))
    close(Alarm.objects.get(), outcome="It takes longer", at=at("15:35"), by=town.dan, goes_on_until=at("16:00"))
    assert raise_missed(at("16:00")) == 0
    assert raise_missed(at("16:01")) == 1
    assert Alarm.objects.count() == 2


def test_F15_asking_for_help_raises_the_alarm_at_once_and_a_tap_that_all_is_well_does_not_close_it(town: Town) -> None:
    visit = a_visit(town)
    arrive(visit, at=at("14:00"), by=town.bob)
    call_for_help(visit, at=at("14:10"))
    assert told("14:10", town.dan) == [True]
    leave(visit, at=at("14:12"), by=town.bob)
    assert told("14:12", town.dan) == [True]
    call_for_help(visit, at=at("14:13"))
    assert Alarm.objects.count() == 1


def test_F15_who_needs_longer_moves_the_check_in_time_and_it_is_kept_from_when_to_when(town: Town) -> None:
    visit = a_visit(town)
    assert need_longer(visit, minutes=30, at=at("15:20"), by=town.bob) == at("16:00")
    assert raise_missed(at("15:59")) == 0
    kept = MoreTime.objects.get()
    assert (kept.was, kept.until, kept.by) == (at("15:30"), at("16:00"), town.bob)


def test_F15_who_checks_in_late_is_safe_and_the_alarm_is_over(town: Town) -> None:
    visit = a_visit(town)
    raise_missed(at("15:31"))
    leave(visit, at=at("15:33"), by=town.bob)
    assert told("15:33", town.dan) == [False]
    assert Alarm.objects.get().closed_by == town.bob
    assert raise_missed(at("17:00")) == 0


def test_F15_the_section_is_told_first_and_for_who_is_away_their_cover(town: Town) -> None:
    eve = officer("Eve Evans", "eve@council.example.org")
    frank = officer("Frank Ford", "frank@council.example.org")
    Officer.objects.filter(pk__in=[town.bob.pk, eve.pk]).update(section="Housing")
    town.bob.refresh_from_db()
    Absence.objects.create(
        occasion=new_occasion(Occasion.Kind.ABSENCE, at=at("08:00")), officer=eve, cover=frank,
        begins=at("08:00"), returns=at("18:00"), entered_at=at("08:00"),
    )  # fmt: skip
    a_visit(town)
    raise_missed(at("15:31"))
    assert told("15:31", frank, eve, town.dan) == [True, False, False]


def test_F15_a_level_at_which_nobody_is_does_not_keep_the_next_waiting(town: Town) -> None:
    Officer.objects.filter(role=Role.OFFICER).exclude(pk=town.bob.pk).update(is_active=False)
    a_visit(town)
    raise_missed(at("15:31"))
    assert told("15:31", town.carol, town.alice) == [True, False]


def test_who_works_alone_is_warned_that_nobody_would_hear(town: Town) -> None:
    assert not nobody_else_works_here(town.bob)
    Officer.objects.exclude(pk=town.bob.pk).update(is_active=False)
    assert nobody_else_works_here(town.bob)


def test_the_mail_to_officers_carries_a_reference_and_a_link_and_nothing_of_anybody(town: Town) -> None:
    visit = a_visit(town)
    raise_missed(at("15:31"))
    mail = Message.objects.get()
    assert mail.to == "dan@council.example.org"
    assert visit.occasion.reference in mail.subject
    assert f"http://127.0.0.1:8000/desk/visits/alarms/{Alarm.objects.get().pk}" in mail.text
    for personal in (ADDRESS, "Mill", "Lee", "Bob", "damp"):
        assert personal not in mail.subject + mail.text


def test_who_carries_a_mobile_is_texted_too_where_texts_are_set_up(town: Town) -> None:
    Officer.objects.filter(pk=town.dan.pk).update(telephone="07700 900123")
    a_visit(town)
    call_for_help(a_visit(town), at=at("14:10"))
    assert not Message.objects.filter(by="sms").exists()
    TextGateway.objects.create(kind="http", address="https://texts.example.org")
    raise_missed(at("15:31"))
    text = Message.objects.filter(by="sms").first()
    assert text is not None and text.to == "+447700900123"
    assert "/desk/visits/alarms/" in text.text and "Mill" not in text.text


def test_two_workers_and_one_that_was_started_again_raise_it_once_and_climb_once(town: Town) -> None:
    a_visit(town)
    for clock in ("15:31", "15:31", "15:42", "15:42"):
        for worker in (Worker(lambda clock=clock: at(clock)), Worker(lambda clock=clock: at(clock))):  # type: ignore[misc]
            worker.pass_once()
    assert Alarm.objects.count() == 1
    assert Message.objects.count() == 2  # Dan, and eleven minutes later Carol


def test_F15_a_visit_that_a_colleague_cancels_is_not_said_to_be_checked_in(town: Town) -> None:
    visit = a_visit(town)
    raise_missed(at("15:31"))
    drop(visit, at=at("15:32"), by=town.dan)
    alarm = Alarm.objects.get()
    assert (alarm.closed_by, alarm.outcome) == (town.dan, "The visit does not take place.")
