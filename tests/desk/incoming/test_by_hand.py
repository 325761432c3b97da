"""Taking down a contact by hand: settled at once, or left open with an owner and a date."""

from datetime import timedelta

import pytest

from answerable.desk.cases.actions import Matter, NotAnswered
from answerable.desk.customers.who import NewCustomer
from answerable.desk.incoming.by_hand import Wanted, take_down
from answerable.desk.incoming.cards import holds_card_number
from answerable.desk.incoming.record import NotYet
from answerable.desk.models import Case, Contact, Customer
from tests.cast import Town, moment

pytestmark = pytest.mark.django_db
FRIDAY = moment("Friday 27 February 2026 15:00")
MONDAY = moment("Monday 2 March 2026 10:00")


def test_P20_K05_a_call_settled_at_once_is_answered_at_first_contact_and_closed(town: Town) -> None:
    contact = take_down(
        channel="telephone",
        received_at=MONDAY,
        at=MONDAY,
        by=town.bob,
        customer=town.mrs_lee,
        wanted=[Wanted(need="When is the tip open?", outcome="answered", owner=town.bob, told="From nine.")],
    )
    case = contact.cases.get()
    assert (case.outcome, case.messages.get().text) == ("answered", "From nine.")
    assert {"settled at first contact", "answered", "closed"} <= {fact.kind for fact in case.facts.all()}


def test_one_call_may_open_several_cases_each_with_its_own_outcome(town: Town) -> None:
    contact = take_down(
        channel="telephone",
        received_at=MONDAY,
        at=MONDAY,
        by=town.bob,
        customer=None,
        wanted=[
            Wanted(need="A missed bin", outcome="open", owner=town.carol),
            Wanted(need="A pothole", outcome="signposted", owner=town.bob),
        ],
    )
    cases = list(contact.cases.order_by("id"))
    assert [(case.owner, case.outcome) for case in cases] == [(town.carol, ""), (town.bob, "signposted")]
    assert cases[0].target > MONDAY.date()


def test_somebody_new_is_made_a_customer_with_the_number_they_gave(town: Town) -> None:
    somebody = NewCustomer("Jo Smith", {"telephone": "01632 960999"})
    wanted = [Wanted(need="A key", outcome="open", owner=town.bob)]
    take_down(channel="telephone", received_at=MONDAY, at=MONDAY, by=town.bob, customer=somebody, wanted=wanted)
    assert Customer.objects.get(name="Jo Smith").addresses.get().value == "01632 960999"


def test_F07_F27_a_letter_counts_from_the_day_it_came_and_may_ask_for_an_acknowledgement(town: Town) -> None:
    wanted = [Wanted(need="The hedge", outcome="open", owner=town.bob, matter=Matter(acknowledgement_requested=True))]
    take_down(channel="letter", received_at=FRIDAY, at=MONDAY, by=town.bob, customer=None, wanted=wanted)
    clocks = {clock.promise: clock for clock in Case.objects.get().clocks.all()}
    assert clocks["F27"].started == FRIDAY
    assert "F07" in clocks


def test_nothing_reaches_the_council_tomorrow(town: Town) -> None:
    wanted = [Wanted(need="The hedge", outcome="open", owner=town.bob)]
    with pytest.raises(NotYet, match="still to come"):
        take_down(
            channel="letter",
            received_at=MONDAY + timedelta(days=1),
            at=MONDAY,
            by=town.bob,
            customer=None,
            wanted=wanted,
        )
    assert not Contact.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.parametrize("channel", ["letter", "voicemail", "email", "sms", "social"])
def test_nothing_is_settled_in_a_contact_where_nobody_was_there_to_be_told(town: Town, channel: str) -> None:
    wanted = [Wanted(need="The hedge", outcome="answered", owner=town.bob)]
    with pytest.raises(NotAnswered, match="Nobody was there"):
        take_down(channel=channel, received_at=MONDAY, at=MONDAY, by=town.bob, customer=None, wanted=wanted)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("My card is 4111 1111 1111 1111, thanks", True),
        ("4111-1111-1111-1111", True),
        ("5555555555554444", True),
        ("4111 1111 1111 1112", False),  # the check digit is wrong
        ("Ring 01632 960123 or 07700 900123", False),
        ("0000 0000 0000 0000", False),
        ("Reference 12345678", False),
    ],
)
def test_card_numbers_are_known_by_their_check_digit(text: str, holds: bool) -> None:
    assert holds_card_number(text) is holds
