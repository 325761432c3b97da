"""K13: the way in which a customer asked to be told is kept and obeyed, by people and by machines."""

from datetime import timedelta
from typing import Any

import pytest

from answerable.desk.cases.actions import Matter
from answerable.desk.cases.lists import not_delivered
from answerable.desk.customers.actions import add_address
from answerable.desk.diary.telling import confirm, remind
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.by_hand import OPEN, Wanted, take_down
from answerable.desk.messages.actions import Word, attempt, leave_message, promise_ring_back
from answerable.desk.models import Case, Fact, LeftMessage, Message, Need
from answerable.desk.needs.actions import Told, end_need, keep_needs
from answerable.desk.needs.known import needs_now, ways_taken
from answerable.desk.outbox.actions import Saying, queue, speak
from answerable.desk.outbox.asked import NotAsAsked
from answerable.desk.outbox.delivery import send_again
from answerable.desk.outbox.ways import say, ways_to
from answerable.desk.post.entering import LetterIn, enter, undo_last
from answerable.desk.post.letters import tray
from answerable.desk.visits import confirming as visits
from tests.calling import a_ringing_call, picked_up, rung_off
from tests.cast import Town, a_case, moment
from tests.desk.diary.agreed import MONDAY, an_appointment
from tests.desk.visits.planned import a_visit
from tests.mails import mail

pytestmark = pytest.mark.django_db
ANSWER = Saying("answer", "The lamp is mended.")
WHY = "The law wants it in a letter"
LATER = MONDAY + timedelta(hours=1)


def asks(town: Town, way: str, *, home: bool = True) -> Case:
    """Let Mrs Lee ask to be told in that way; return a case of hers."""
    keep_needs(town.mrs_lee, [Told(Need.Kind.WAY, way)], at=MONDAY, by=town.bob)
    if home:
        add_address(town.mrs_lee, kind="post", value="4 Mill Lane, Flitwick")
    return a_case(town, at=MONDAY)


@pytest.mark.parametrize(
    ("asked", "first", "refused"),
    [
        ("e-mail only", "email", ["letter", "spoken"]),
        ("letters only", "letter", ["email", "spoken"]),
        ("telephone only", "spoken", ["email", "letter"]),
        ("no telephone", "email", ["spoken"]),
    ],
)
def test_K13_their_way_comes_first_and_another_takes_a_reason_that_is_kept(
    town: Town, asked: str, first: str, refused: list[str]
) -> None:
    case = asks(town, asked)
    ways = ways_to(town.mrs_lee, case)
    assert next(iter(ways)) == first
    told: dict[str, Any] = {"subject": "", "at": LATER, "by": town.bob}
    for way in refused:
        with pytest.raises(NotAsAsked, match="They asked: "):
            say(case, ANSWER, way=way, to=ways[way], **told)
        assert say(case, Saying("answer", "Mended.", otherwise=WHY), way=way, to=ways[way], **told).otherwise == WHY
    assert say(case, Saying("answer", "Mended.", otherwise=WHY), way=first, to=ways[first], **told).otherwise == ""
    assert not Fact.objects.filter(details__icontains="law").exists()


def test_K13_they_are_told_in_one_way_and_another_takes_its_place(town: Town) -> None:
    asks(town, "e-mail only")
    asks(town, "letters only")
    assert [str(need) for need in needs_now(town.mrs_lee)] == ["By letter only"]
    assert ways_taken(town.mrs_lee) == {"letter"} and len(ways_taken(town.tom)) == 5


def test_K13_words_on_a_call_that_they_made_need_no_reason(town: Town) -> None:
    case = asks(town, "letters only")
    call = a_ringing_call(MONDAY)
    call.customer = town.mrs_lee
    call.save(update_fields=["customer"])
    rung_off(picked_up(call, MONDAY + timedelta(seconds=9), by=town.bob), MONDAY + timedelta(minutes=5))
    assert speak(case, ANSWER, spoken_at=MONDAY + timedelta(minutes=2), at=LATER, by=town.bob).otherwise == ""
    with pytest.raises(NotAsAsked):
        speak(case, ANSWER, spoken_at=LATER, at=LATER, by=town.bob)


def test_K13_an_appointment_and_a_visit_are_told_as_they_asked(town: Town) -> None:
    asks(town, "letters only")
    appointment, visit = an_appointment(town), a_visit(town, case=None)
    with pytest.raises(NotAsAsked):
        confirm(appointment, way="email", at=MONDAY, by=town.dan)
    with pytest.raises(NotAsAsked):
        visits.confirm(visit, way="email", at=MONDAY, by=town.dan)
    assert visits.confirm(visit, way="email", at=MONDAY, by=town.dan, otherwise=WHY).otherwise == WHY
    assert confirm(appointment, way="letter", at=MONDAY, by=town.dan).by == "letter"


def test_K13_who_takes_no_calls_is_not_rung_back_without_a_reason(town: Town) -> None:
    case = asks(town, "no telephone")
    ring: dict[str, Any] = {"said_at": MONDAY, "at": MONDAY, "by": town.bob}
    word: dict[str, Any] = {"name": "Mrs Lee", "number": "01632 960123"}
    with pytest.raises(NotAsAsked):
        promise_ring_back(case, **word, by_when=LATER, **ring)
    who: dict[str, Any] = {"wanted": town.carol, "to": town.carol, "customer": town.mrs_lee}
    with pytest.raises(NotAsAsked):
        leave_message(Word(**word, words="Rates"), **who, **ring)
    left = leave_message(Word(**word, words="Rates", otherwise="Just this once"), **who, **ring)
    attempt(left, "no answer", at=LATER, by=town.carol)
    LeftMessage.objects.update(otherwise="")
    with pytest.raises(NotAsAsked):
        attempt(LeftMessage.objects.get(), "no answer", at=LATER, by=town.carol)


# What a machine writes


def arrives(**more: str) -> Case:
    at = moment("Tuesday 3 March 2026 10:00")
    return take_in(keep(mail(**more), channel="email", at=at), at=at).cases.get()


def test_K13_a_mail_of_somebody_who_wants_letters_is_acknowledged_by_a_letter_in_the_tray(town: Town) -> None:
    asks(town, "letters only")
    case = arrives()
    assert [(one.by, one.state) for one in case.messages.all()] == [("letter", "queued")]
    [row] = tray(now=LATER)
    assert "4 Mill Lane" in row.letter.address and row.due is not None


@pytest.mark.parametrize(("asked", "home"), [("letters only", False), ("telephone only", True)])
def test_K13_what_no_machine_can_say_in_their_way_is_work_for_people(town: Town, asked: str, home: bool) -> None:
    asks(town, asked, home=home)
    case = arrives()
    [message] = not_delivered(case.owner)
    assert (message.case, message.state, "Tell them yourself" in message.trouble) == (case, "failed", True)
    assert not case.facts.filter(kind__in=("acknowledged", "bounced")).exists()
    with pytest.raises(NotAsAsked):
        send_again(message, at=LATER, by=town.bob)
    speak(case, Saying("answer", "Done.", otherwise="She rang"), spoken_at=message.queued_at, at=LATER, by=town.bob)
    assert not_delivered(case.owner) == [message]  # spoken before it, so it still waits
    soon = message.queued_at + timedelta(minutes=5)
    speak(case, Saying("answer", "Done.", otherwise="She rang"), spoken_at=soon, at=soon, by=town.bob)
    assert not_delivered(case.owner) == []


def test_K13_a_letter_of_somebody_who_wants_e_mail_is_acknowledged_by_e_mail_and_taken_back(town: Town) -> None:
    asks(town, "e-mail only")
    letter = LetterIn(received_at=MONDAY, need="The bins", owner=town.bob, customer=town.mrs_lee)
    entry = enter(letter, at=LATER, by=town.bob)
    said = entry.case.messages.all()
    assert {one.by for one in said} <= {"email"} and tray(now=LATER) == []
    undo_last(town.bob, at=LATER + timedelta(minutes=1))
    assert not Message.objects.filter(case=entry.case, state="queued").exists()


def test_K13_what_no_machine_can_say_is_nobodys_work_once_the_letter_is_taken_back(town: Town) -> None:
    case = asks(town, "telephone only")
    asked = Matter(acknowledgement_requested=True)
    letter = LetterIn(
        received_at=MONDAY, need="The bins", owner=town.bob, customer=town.mrs_lee, joins=case, matter=asked
    )
    enter(letter, at=LATER, by=town.bob)
    assert [one.case for one in not_delivered(case.owner)] == [case]
    undo_last(town.bob, at=LATER + timedelta(minutes=1))
    assert not_delivered(case.owner) == []


def test_K13_what_was_laid_before_people_goes_to_no_address_when_they_take_any_way_again(town: Town) -> None:
    asks(town, "telephone only")
    message = arrives().messages.get()
    end_need(needs_now(town.mrs_lee)[0], at=LATER, by=town.bob)
    with pytest.raises(NotAsAsked, match="Tell them yourself"):
        send_again(message, at=LATER, by=town.bob)


def test_K09_K13_who_deals_with_it_goes_to_them_in_their_way(town: Town) -> None:
    asks(town, "letters only")
    wanted = Wanted(need="The bins", outcome=OPEN, owner=town.bob, send=True)
    contact = take_down(
        channel="telephone", received_at=MONDAY, at=MONDAY, by=town.bob, customer=town.mrs_lee, wanted=[wanted]
    )
    [message] = contact.cases.get().messages.all()
    assert message.by == "letter" and "Dear Mrs Lee" in message.text and "can be reached at" in message.text


def test_K13_a_reminder_goes_in_the_way_they_ask_for_by_now(town: Town) -> None:
    asks(town, "no telephone")
    appointment = an_appointment(town, MONDAY + timedelta(days=8))
    confirm(appointment, way="email", at=MONDAY, by=town.dan)
    asks(town, "letters only")
    appointment.refresh_from_db()
    assert appointment.remind_at is not None
    remind(appointment.remind_at)
    assert [one.message.by for one in appointment.messages.filter(what="reminded")] == ["letter"]
    appointment.messages.filter(what="reminded").delete()
    asks(town, "telephone only")
    type(appointment).objects.update(remind_at=appointment.remind_at)
    assert remind(appointment.remind_at) == 0
    assert [one.case for one in not_delivered(town.dan)] == [appointment.case]


def test_an_e_mail_to_nobody_known_is_bound_by_nothing(town: Town) -> None:
    assert queue(None, ANSWER, to="x@example.org", subject="", at=MONDAY, by=None).otherwise == ""
