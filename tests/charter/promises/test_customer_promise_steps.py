"""What the Customer Promise promises to do at a moment, to write and to renew, judged by its shipped charter."""

import pytest

from tests.charter.promises.steps import AT, LATER, letter, record, step
from tests.charter.stories import Story, when

P = "customer-promise"


@pytest.mark.parametrize("told", ["another service told", "no other service fits"])
def test_P01_every_contact_is_a_chance_to_tell_of_another_service(told: str) -> None:
    assert step(P, "P01", "query opened", told, channel="telephone") == "kept"
    assert step(P, "P01", "query opened", channel="telephone") == "broken"
    assert step(P, "P01", "query opened", channel="letter") == ""


def test_P04_the_survey_says_whether_customers_were_treated_well() -> None:
    share = Story(P).happens("surveyed", AT).happens("found us helpful", AT).share("P04", LATER)
    assert (share.that, share.of, share.verdict) == (1, 1, "not-measured")


def test_P05_the_need_is_put_in_the_customers_words_and_read_back() -> None:
    both = ("need in the customer's words", "need read back")
    assert step(P, "P05", "closed", *both, outcome="signposted") == "kept"
    assert step(P, "P05", "closed", both[1], outcome="signposted") == "broken"


def test_P06_a_request_has_the_time_of_its_service_and_none_is_stated() -> None:
    story = Story(P).happens("received", AT, "telephone", type="request", service="bins")
    assert story.verdicts("P06", LATER) == ["not-measured"]


def test_P08_what_access_a_facility_offers_is_checked_every_year() -> None:
    checks = ("Monday 6 January 2025 10:00", AT)
    assert record(P, "P08", "access check", *checks, now=LATER, each="facility") == ["kept", "running"]


def test_P09_promises_are_compared_between_groups_and_not_judged() -> None:
    story = Story(P).happens("received", AT, "email").happens("answered", "Tuesday 6 January 2026 10:00")
    share = story.share("P09", LATER)
    assert (share.that, share.of, share.verdict) == (2, 2, "not-measured")


def test_P11_identity_is_checked_before_personal_details_are_discussed() -> None:
    assert step(P, "P11", "details discussed", "identity checked") == "kept"
    assert step(P, "P11", "details discussed") == "broken"


def test_P14_another_format_is_sent_and_has_no_time_of_its_own() -> None:
    story = Story(P).happens("format requested", AT).happens("format sent", "Tuesday 6 January 2026 10:00")
    assert story.clocks("P14")[0].stopped == when("Tuesday 6 January 2026 10:00")
    assert story.verdicts("P14", LATER) == ["not-measured"]


def test_P15_an_interpreter_is_booked_and_has_no_time_of_its_own() -> None:
    story = Story(P).happens("interpreter requested", AT).happens("interpreter booked", LATER)
    assert story.clocks("P15")[0].stopped == when(LATER)


def test_P17_the_identity_card_is_shown_unasked() -> None:
    assert step(P, "P17", "visited", "card shown unasked") == "kept"
    assert step(P, "P17", "visited") == "broken"


def test_P18_a_concern_is_resolved_or_the_formal_procedure_told() -> None:
    assert step(P, "P18", "concern raised", "complaints procedure told") == "kept"
    assert step(P, "P18", "concern raised") == "broken"


def test_P20a_else_the_customer_is_connected_to_the_right_person() -> None:
    assert step(P, "P20a", "left open", "connected", channel="telephone") == "kept"
    assert step(P, "P20a", "left open", channel="telephone") == "broken"


def test_P21_name_badges_never_fall_due_where_no_time_is_stated() -> None:
    assert record(P, "P21", "name badge", AT, now=LATER) == ["not-measured"]


def test_P23_the_council_or_the_officers_name_and_section_are_said() -> None:
    assert step(P, "P23", "picked up", "own name and section") == "kept"
    assert step(P, "P23", "picked up") == "broken"


def test_P25_a_message_voicemail_or_a_call_back_where_somebody_is_away() -> None:
    assert step(P, "P25", "colleague away", "voicemail offered") == "kept"
    assert step(P, "P25", "colleague away") == "broken"


def test_P32_role_email_and_telephone_stand_in_each_answer() -> None:
    assert letter(P, "P32", "answered", "job title", "email", "telephone") == "kept"
    assert letter(P, "P32", "answered", "job title", "email") == "broken"
    assert letter(P, "P32", "acknowledged", "email") == ""


def test_P33_what_is_written_is_in_plain_english() -> None:
    assert letter(P, "P33", "answered", "plain language") == "kept"
    assert letter(P, "P33", "answered", "email") == "broken"


def test_P34_who_asks_for_what_is_not_ours_is_told_whose_it_is() -> None:
    assert step(P, "P34", "signposted", "provider named", "how to reach it") == "kept"
    assert step(P, "P34", "signposted", "provider named") == "broken"


def test_P35_training_is_renewed_every_two_years() -> None:
    courses = ("Monday 8 January 2024 10:00", "Monday 5 January 2026 16:00")
    assert record(P, "P35", "customer service training", *courses, now=LATER) == ["kept", "running"]
