"""Appointments: kept on time or late, missed, dropped, and changed with apology and explanation alone."""

from datetime import timedelta

import pytest

from answerable.desk.diary.appointments import (
    CANCELLED_BY_CUSTOMER,
    DID_NOT_COME,
    DoubleBooking,
    NotPossible,
    drop,
    interpreter_booked,
    keep,
    make,
    miss,
    put_back,
)
from answerable.desk.diary.telling import confirm, remind, tell_cancellation, tell_move
from answerable.desk.diary.told import settle
from answerable.desk.history.models import Clock, Fact
from answerable.desk.offices.models import RoomBooking
from answerable.desk.outbox.delivery import bounced, claim, sent
from answerable.desk.outbox.models import Message
from tests.cast import Town, a_case, a_town, moment
from tests.desk.diary.agreed import DIRECTIONS, MONDAY, agreed, an_appointment, at, outcomes, the_room

pytestmark = pytest.mark.django_db

SORRY, WHY = "We are sorry.", "The officer is ill."
MINUTE = timedelta(minutes=1)


def everything_is_sent(when: str) -> None:
    while message := claim(moment(when)):
        sent(message, at=moment(when))
    settle(moment(when))


# On time


def test_F10_met_in_the_minute_of_the_appointment_is_on_time_and_two_minutes_later_is_not(town: Town) -> None:
    punctual, late = an_appointment(town), an_appointment(town, at("15:00"))
    keep(punctual, met_at=at("14:00:40"), at=at("14:40"), by=town.bob)
    keep(late, met_at=at("15:02"), at=at("15:40"), by=town.bob)
    assert (outcomes(punctual, "F10"), outcomes(late, "F10")) == (["kept"], ["broken"])


def test_an_appointment_is_not_kept_on_a_day_before_it(town: Town) -> None:
    early = at("14:00") - timedelta(days=1)
    appointment = an_appointment(town)
    with pytest.raises(NotPossible, match="on a later day"):
        keep(appointment, met_at=early, at=early, by=town.bob)
    keep(appointment, met_at=at("09:10"), at=at("09:40"), by=town.bob)
    assert outcomes(appointment, "F10") == ["kept"]


def test_F10_one_that_nobody_of_ours_kept_is_broken(town: Town) -> None:
    appointment = an_appointment(town)
    with pytest.raises(NotPossible, match="still to come"):
        miss(appointment, at=at("13:59"), by=town.bob)
    miss(appointment, at=at("14:20"), by=town.bob)
    assert outcomes(appointment, "F10") == ["broken"]


def test_F10_a_customer_who_did_not_come_breaks_nothing_though_it_is_noted_later(town: Town) -> None:
    missed, cancelled = an_appointment(town), an_appointment(town, at("15:00"))
    drop(missed, reason=DID_NOT_COME, at=at("14:20"), by=town.bob)
    drop(cancelled, reason=CANCELLED_BY_CUSTOMER, at=at("10:00"), by=town.dan)
    assert (outcomes(missed, "F10"), outcomes(cancelled, "F10")) == (["void"], ["void"])
    assert Clock.objects.get(occasion=missed.occasion, promise="F10").reason == DID_NOT_COME
    assert not RoomBooking.objects.exists()


def test_F10a_identification_privacy_and_how_to_reach_us_afterwards_are_asked_for(town: Town) -> None:
    whole, half = an_appointment(town), an_appointment(town, at("15:00"))
    keep(
        whole,
        met_at=at("14:00"),
        at=at("14:40"),
        by=town.bob,
        done=["identification", "in private", "follow-up details"],
    )
    keep(half, met_at=at("15:00"), at=at("15:40"), by=town.bob, done=["identification"])
    assert (outcomes(whole, "F10a"), outcomes(half, "F10a")) == (["kept"], ["broken"])


def test_what_was_recorded_by_mistake_is_struck_out(town: Town) -> None:
    appointment = an_appointment(town)
    miss(appointment, at=at("14:20"), by=town.bob)
    put_back(appointment, at=at("14:25"), by=town.bob)
    keep(appointment, met_at=at("14:00"), at=at("14:40"), by=town.bob)
    assert outcomes(appointment, "F10") == ["kept"]


# Told


def test_K21a_directions_count_when_the_confirmation_has_really_gone_out() -> None:
    town = a_town("cuckfield")
    appointment = an_appointment(town)
    message = confirm(appointment, way="email", at=MONDAY, by=town.dan)
    assert DIRECTIONS in message.text and message.to == "lee@example.org"
    assert outcomes(appointment, "K21a") == ["broken"]
    everything_is_sent("Monday 2 March 2026 09:00:20")
    assert outcomes(appointment, "K21a") == ["kept"]
    bounced(Message.objects.get(), at=at("09:00"), why="No such mailbox")
    settle(at("09:01"))
    assert outcomes(appointment, "K21a") == ["broken"]


def test_K21a_directions_that_were_told_on_the_telephone_count_at_once() -> None:
    town = a_town("cuckfield")
    appointment = an_appointment(town)
    confirm(appointment, way="spoken", at=MONDAY, by=town.dan)
    assert outcomes(appointment, "K21a") == ["kept"]


def test_F18_a_move_needs_apology_and_explanation_and_carries_both_when_it_is_sent(town: Town) -> None:
    appointment = an_appointment(town)
    wednesday = agreed(town, moment("Wednesday 4 March 2026 10:00"))
    for apology, explanation in ((SORRY, " "), ("", WHY)):
        with pytest.raises(NotPossible, match="Write both"):
            tell_move(
                appointment,
                wednesday,
                apology=apology,
                explanation=explanation,
                way="email",
                at=at("09:00"),
                by=town.dan,
            )
    appointment.refresh_from_db()
    assert appointment.begins == at("14:00")
    tell_move(appointment, wednesday, apology=SORRY, explanation=WHY, way="email", at=at("09:00"), by=town.dan)
    assert not Fact.objects.filter(kind="appointment changed").exists()
    everything_is_sent("Tuesday 3 March 2026 09:01")
    assert outcomes(appointment, "F18") == ["kept"]
    keep(
        appointment,
        met_at=moment("Wednesday 4 March 2026 10:00"),
        at=moment("Wednesday 4 March 2026 10:30"),
        by=town.bob,
    )
    assert outcomes(appointment, "F10") == ["void", "kept"]


def test_F10_a_move_of_which_the_customer_is_told_too_late_breaks_the_old_time(town: Town) -> None:
    appointment = an_appointment(town)
    wednesday = agreed(town, moment("Wednesday 4 March 2026 10:00"))
    tell_move(appointment, wednesday, apology=SORRY, explanation=WHY, way="email", at=at("13:59"), by=town.dan)
    everything_is_sent("Tuesday 3 March 2026 14:05")
    assert outcomes(appointment, "F10") == ["broken", "broken"]  # the new one is not kept either


def test_F18_a_cancellation_is_told_and_frees_officer_and_room(town: Town) -> None:
    appointment = an_appointment(town)
    for words in ({"apology": SORRY, "explanation": " "}, {"apology": "", "explanation": WHY}):
        with pytest.raises(NotPossible, match="apology and an explanation"):
            tell_cancellation(appointment, **words, way="email", at=at("09:00"), by=town.dan)
    message = tell_cancellation(appointment, apology=SORRY, explanation=WHY, way="email", at=at("09:00"), by=town.dan)
    assert SORRY in message.text and "The officer is ill." in message.text
    everything_is_sent("Tuesday 3 March 2026 09:01")
    assert (outcomes(appointment, "F18"), outcomes(appointment, "F10")) == (["kept"], ["void"])
    an_appointment(town)  # at the same time, in the same room


def test_a_reminder_goes_once_at_the_same_hour_of_the_working_day_before(town: Town) -> None:
    monday = moment("Monday 9 March 2026 11:00")
    appointment = an_appointment(town, monday)
    confirm(appointment, way="email", at=MONDAY, by=town.dan)
    assert remind(moment("Friday 6 March 2026 10:59")) == 0
    assert remind(moment("Friday 6 March 2026 11:00")) == 1
    assert remind(moment("Friday 6 March 2026 11:01")) == 0
    text = Message.objects.latest("pk").text
    assert "Monday 9 March 2026 at 11:00" in text and DIRECTIONS in text


# Interpreters


def test_P15_an_interpreter_asked_for_with_an_appointment_is_booked() -> None:
    town = a_town("customer-promise")
    appointment = an_appointment(town, language="British Sign Language", interpreter="in person")
    kinds = appointment.case.facts.filter(kind__startswith="interpreter")
    assert [fact.kind for fact in kinds] == ["interpreter requested"]
    clock = Clock.objects.get(case=appointment.case, promise="P15")
    assert (clock.due, clock.stopped) == (None, None)  # the policy states no time
    interpreter_booked(appointment, at=at("10:00"), by=town.bob)
    clock = Clock.objects.get(case=appointment.case, promise="P15")
    assert clock.stopped == at("10:00")


# Nobody in two places


def test_an_officer_is_not_booked_twice_and_neither_is_a_room(town: Town) -> None:
    an_appointment(town)
    case = a_case(town, at=MONDAY)
    with pytest.raises(DoubleBooking, match="Bob Baker is taken"):
        make(case, agreed(town, at("14:15"), room=None, place="Mill Lane 4"), at=MONDAY, by=town.dan)
    with pytest.raises(DoubleBooking, match="Room 2"):
        make(case, agreed(town, at("14:15"), officer=town.carol), at=MONDAY, by=town.dan)
    make(case, agreed(town, at("14:30")), at=MONDAY, by=town.dan)  # back to back
    make(case, agreed(town, at("14:15"), officer=town.carol, room=None), at=MONDAY, by=town.dan)


def test_a_room_booked_on_the_spot_is_taken_for_appointments_too(town: Town) -> None:
    RoomBooking.objects.create(room=the_room(), begins=at("13:50"), ends=at("14:10"), purpose="K7M2-Q9XR", by=town.dan)
    with pytest.raises(DoubleBooking):
        an_appointment(town)


def test_facts_of_an_appointment_name_nobody(town: Town) -> None:
    appointment = an_appointment(town)
    drop(appointment, reason=CANCELLED_BY_CUSTOMER, at=at("10:00"), by=town.dan)
    said = [fact.details for fact in appointment.occasion.facts.order_by("pk")]
    assert said == [
        {"date": "2026-03-03", "begins": "2026-03-03T14:00:00+00:00"},
        {"reason": CANCELLED_BY_CUSTOMER},
    ]
