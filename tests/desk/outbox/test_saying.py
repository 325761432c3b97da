"""Saying things: only what was really sent, posted or spoken counts, and what comes back counts no more."""

from datetime import timedelta

import pytest

from answerable.desk.cases.actions import NotAnswered
from answerable.desk.models import Case, Contact, Message
from answerable.desk.outbox.acknowledge import MOST_AN_HOUR, acknowledge
from answerable.desk.outbox.actions import Saying, post, queue, speak
from answerable.desk.outbox.delivery import bounced, claim, not_sent, send_again, sent
from answerable.desk.outbox.posting import moment_of_posting, refuse_before_receipt
from answerable.desk.outbox.thread import reply, subject
from answerable.desk.outbox.words import holding
from tests.cast import Town, a_case, moment

pytestmark = pytest.mark.django_db
MONDAY = moment("Monday 2 March 2026 10:00")
TUESDAY = moment("Tuesday 3 March 2026 10:00")
FRIDAY = moment("Friday 6 March 2026 10:00")


@pytest.fixture
def case(town: Town) -> Case:
    return a_case(town, at=MONDAY, need="Bins")


def verdict(case: Case, promise: str = "F25") -> str:
    return str(case.clocks.get(promise=promise).verdict(FRIDAY))


def an_answer(case: Case, town: Town, closes: str = "") -> Message:
    saying = Saying("answer", "The lorry comes tomorrow.", closes=closes)
    return queue(case, saying, to="lee@example.org", subject="Re: Bins", at=TUESDAY, by=town.bob)


def test_a_queued_answer_has_answered_nothing(case: Case, town: Town) -> None:
    an_answer(case, town)
    assert verdict(case) == "broken"


def test_an_answer_counts_from_when_it_was_sent(case: Case, town: Town) -> None:
    sent(an_answer(case, town), at=TUESDAY)
    assert verdict(case) == "kept"


def test_an_answer_that_comes_back_is_no_answer_and_opens_the_case_again(case: Case, town: Town) -> None:
    message = an_answer(case, town, closes="answered")
    sent(message, at=TUESDAY)
    assert not message.case.is_open  # type: ignore[union-attr]
    bounced(message, at=TUESDAY + timedelta(minutes=5), why="No such mailbox")
    case.refresh_from_db()
    assert (case.is_open, verdict(case)) == (True, "broken")


def test_one_message_is_never_taken_by_two_workers(case: Case, town: Town) -> None:
    message = an_answer(case, town)
    assert claim(TUESDAY) == message
    assert claim(TUESDAY) is None


def test_a_message_whose_worker_died_is_taken_again_and_says_that_it_may_come_twice(case: Case, town: Town) -> None:
    an_answer(case, town)
    claim(TUESDAY)
    again = claim(TUESDAY + timedelta(minutes=6))
    assert again is not None
    assert again.perhaps_twice


def test_what_could_not_be_sent_is_tried_again_after_a_growing_delay(case: Case, town: Town) -> None:
    an_answer(case, town)
    now, delays = TUESDAY, []
    for _ in range(4):
        message = claim(now)
        assert message is not None
        not_sent(message, at=now, why="The server is busy")
        assert message.next_try is not None
        delays.append(message.next_try - now)
        now = message.next_try
    assert delays == sorted(set(delays))


def test_a_message_refused_for_ever_is_not_tried_again(case: Case, town: Town) -> None:
    message = an_answer(case, town)
    not_sent(message, at=TUESDAY, why="No such address", for_ever=True)
    assert (message.state, claim(FRIDAY)) == ("failed", None)


def test_a_message_tried_again_counts_once_it_is_sent(case: Case, town: Town) -> None:
    message = an_answer(case, town)
    not_sent(message, at=TUESDAY, why="No such address", for_ever=True)
    send_again(message, at=TUESDAY, by=town.bob)
    assert claim(TUESDAY) == message
    sent(message, at=TUESDAY + timedelta(minutes=1))
    assert verdict(case) == "kept"


def test_a_letter_counts_from_the_day_on_which_it_was_posted(case: Case, town: Town) -> None:
    post(case, Saying("answer", "By letter."), posted_at=TUESDAY, at=FRIDAY, by=town.bob)
    assert verdict(case) == "kept"


def test_a_letter_posted_on_the_day_of_the_question_was_posted_after_it(case: Case) -> None:
    late = moment("Monday 2 March 2026 15:00")
    case.facts.filter(kind="received").update(at=late)
    assert moment_of_posting(case, MONDAY.date(), at=FRIDAY) == late
    assert moment_of_posting(case, TUESDAY.date(), at=FRIDAY) == moment("Tuesday 3 March 2026 12:00")


def test_nothing_was_told_before_it_was_asked(case: Case) -> None:
    with pytest.raises(NotAnswered, match="first asked on Monday 2 March 2026"):
        refuse_before_receipt(case, MONDAY - timedelta(minutes=1))


def test_P20_words_spoken_in_the_first_contact_settle_it_there(case: Case, town: Town) -> None:
    saying = Saying("answer", "Tomorrow.", closes="answered")
    speak(case, saying, spoken_at=MONDAY, at=MONDAY, by=town.bob, first_contact=True)
    assert "settled at first contact" in {fact.kind for fact in case.facts.all()}
    assert (case.outcome, verdict(case)) == ("answered", "kept")


def test_a_signpost_is_an_answer_and_says_so(case: Case, town: Town) -> None:
    speak(case, Saying("answer", "Ask the county.", signpost=True), spoken_at=MONDAY, at=MONDAY, by=town.bob)
    assert case.facts.get(kind="answered").details["by"] == "signpost"


def test_F25a_a_holding_reply_keeps_its_own_promise_and_moves_no_other(case: Case, town: Town) -> None:
    tells = ("explanation", "apology", "new date")
    saying = Saying("holding", "Sorry.", tells=tells, date_told=FRIDAY.date())
    sent(queue(case, saying, to="lee@example.org", subject="Re", at=TUESDAY, by=town.bob), at=TUESDAY)
    assert (verdict(case, "F25a"), verdict(case)) == ("kept", "broken")
    case.refresh_from_db()
    assert case.target == FRIDAY.date()  # our own aim is the date that the customer was told


@pytest.mark.parametrize(
    ("to", "topic"), [("lee@example.org\nBcc: all@example.org", "Re"), ("lee@example.org", "a\rb")]
)
def test_a_line_break_is_refused_where_a_header_is_built(case: Case, town: Town, to: str, topic: str) -> None:
    with pytest.raises(ValueError, match="no line breaks"):
        queue(case, Saying("answer", "x"), to=to, subject=topic, at=TUESDAY, by=town.bob)


def test_F24_an_address_is_not_flooded_with_acknowledgements(case: Case) -> None:
    made = [acknowledge(case, to="lee@example.org", subject="Re", at=MONDAY) for _ in range(MOST_AN_HOUR + 1)]
    assert [message is None for message in made] == [False] * MOST_AN_HOUR + [True]


def test_a_reply_goes_into_the_customers_thread_and_carries_our_reference(case: Case, town: Town) -> None:
    for number in (1, 2):
        contact = Contact.objects.create(
            reference=f"C{number}",
            channel="email",
            message_id=f"<{number}@example.org>",
            received_at=MONDAY + timedelta(minutes=number),
            recorded_at=MONDAY,
        )
        contact.cases.add(case)
    message = reply(case, Saying("answer", "x"), to="lee@example.org", at=TUESDAY, by=town.bob)
    assert message.in_reply_to == "<2@example.org>"
    assert message.references == "<1@example.org> <2@example.org>"
    assert case.reference in message.subject


def test_a_subject_of_several_lines_becomes_one(case: Case) -> None:
    case.need = "Bins\nBcc: all@example.org"
    assert subject(case) == f"Re: Bins Bcc: all@example.org [{case.reference}]"


@pytest.mark.parametrize(
    ("expected", "reason", "apology", "words"),
    [
        (FRIDAY.date(), "", False, "You can expect our full answer by Friday 6 March 2026."),
        (None, "the lorry is broken.", False, "The reason is this: the lorry is broken."),
        (None, "", True, "We are sorry that our full answer takes longer than it should."),
        (None, "", False, ""),
    ],
)
def test_the_words_of_a_holding_reply_say_what_is_known(
    expected: object, reason: str, apology: bool, words: str
) -> None:
    assert holding(expected=expected, reason=reason, apology=apology) == words  # type: ignore[arg-type]
