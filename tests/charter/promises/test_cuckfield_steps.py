"""What Cuckfield Parish Council promises to do at a moment, to write and to renew, judged by its shipped charter."""

import pytest

from tests.charter.promises.steps import AT, LATER, letter, record, step
from tests.charter.stories import Story, when


def cuckfield() -> Story:
    return Story("cuckfield")


def test_K04_the_council_is_named_when_a_call_is_picked_up() -> None:
    assert step("cuckfield", "K04", "picked up", "council named") == "kept"
    assert step("cuckfield", "K04", "picked up", "greeting") == "broken"


def test_K04a_the_survey_says_whether_customers_were_treated_well() -> None:
    share = cuckfield().happens("surveyed", AT).happens("found us helpful", AT).share("K04a", LATER)
    assert (share.that, share.of, share.verdict) == (1, 1, "not-measured")


def test_K08_what_is_written_is_in_plain_language() -> None:
    assert letter("cuckfield", "K08", "answered", "plain language") == "kept"
    assert letter("cuckfield", "K08", "answered", "apology") == "broken"


def test_K09_who_waits_has_a_named_contact_telephone_email_and_target_date() -> None:
    four = ("named contact", "telephone", "e-mail", "target date")
    assert step("cuckfield", "K09", "left open", *four) == "kept"
    assert step("cuckfield", "K09", "left open", *four[:3]) == "broken"


def test_K09a_the_target_date_that_was_told_is_a_clock_of_its_own() -> None:
    story = cuckfield().happens("received", AT, "telephone").happens("left open", AT, "telephone")
    story.happens("told", "Monday 5 January 2026 10:05", date="2026-01-14")
    assert story.clocks("K09b")[0].due == when("Wednesday 14 January 2026 23:59:59")
    assert story.happens("answered", "Thursday 15 January 2026 09:00").verdicts("K09b", LATER) == ["broken"]


def test_K11_who_is_not_satisfied_is_given_the_complaints_policy() -> None:
    assert step("cuckfield", "K11", "dissatisfied", "complaints policy given") == "kept"
    assert step("cuckfield", "K11", "dissatisfied") == "broken"


@pytest.mark.parametrize("sort", ["threat of violence", "abuse on social media"])
def test_K14_threats_and_abuse_on_social_media_are_reported_to_the_police(sort: str) -> None:
    assert step("cuckfield", "K14", "incident", "police told", sort=sort) == "kept"
    assert step("cuckfield", "K14", "incident", sort=sort) == "broken"
    assert step("cuckfield", "K14", "incident", sort="persistence") == ""


def test_K16_it_is_explained_why_a_service_is_not_available() -> None:
    assert step("cuckfield", "K16", "not available", "explained why") == "kept"
    assert step("cuckfield", "K16", "not available") == "broken"


def test_K17_a_schedule_is_agreed_and_has_no_time_of_its_own() -> None:
    story = cuckfield().happens("left open", AT).happens("update agreed", AT, date="2026-01-09")
    assert story.verdicts("K17", LATER) == ["not-measured"]


def test_K17a_each_agreed_update_is_a_clock() -> None:
    story = cuckfield().happens("received", AT, "telephone")
    for day in ("2026-01-09", "2026-01-16"):
        story.happens("update agreed", AT, date=day)
    story.happens("told", "Friday 9 January 2026 15:00", tells=["progress"])
    assert story.verdicts("K17a", "Monday 12 January 2026 12:00") == ["kept", "running"]
    assert story.verdicts("K17a", LATER) == ["kept", "broken"]


def test_K19_an_absence_is_told_with_the_date_of_return_and_somebody_else() -> None:
    assert step("cuckfield", "K19", "absent", "return date given", "other contact given") == "kept"
    assert step("cuckfield", "K19", "absent", "return date given") == "broken"


def test_K20_callers_are_greeted_with_a_name() -> None:
    assert step("cuckfield", "K20", "picked up", "greeting", "own name") == "kept"
    assert step("cuckfield", "K20", "picked up", "greeting") == "broken"


def test_K20a_who_leaves_a_message_is_called_back() -> None:
    story = cuckfield().happens("message taken", AT, "telephone").happens("called back", "Monday 5 January 2026 16:00")
    assert story.clocks("K20a")[0].stopped == when("Monday 5 January 2026 16:00")


def test_K20b_a_call_ends_with_thanks_and_its_outcome() -> None:
    assert step("cuckfield", "K20b", "call ended", "thanked", "outcome confirmed") == "kept"
    assert step("cuckfield", "K20b", "call ended", "thanked") == "broken"


def test_K21_visitors_are_told_how_long_they_are_likely_to_wait() -> None:
    assert step("cuckfield", "K21", "greeted", "greeting", "likely wait told") == "kept"
    assert step("cuckfield", "K21", "greeted", "greeting") == "broken"


def test_K21a_directions_go_out_with_each_appointment() -> None:
    assert step("cuckfield", "K21a", "appointment made", "directions given", date="2026-01-09") == "kept"
    assert step("cuckfield", "K21a", "appointment made", date="2026-01-09") == "broken"


def test_K21b_personal_matters_are_discussed_in_private() -> None:
    assert step("cuckfield", "K21b", "details discussed", "in private", channel="counter") == "kept"
    assert step("cuckfield", "K21b", "details discussed", channel="counter") == "broken"
    assert step("cuckfield", "K21b", "details discussed", channel="telephone") == ""


def test_K23_compliments_are_recorded_and_shared() -> None:
    assert step("cuckfield", "K23", "compliment made", "recorded", "shared with colleagues") == "kept"
    assert step("cuckfield", "K23", "compliment made", "recorded") == "broken"


def test_K23a_suggestions_are_passed_to_the_manager() -> None:
    assert step("cuckfield", "K23a", "suggestion made", "passed to the manager") == "kept"
    assert step("cuckfield", "K23a", "suggestion made") == "broken"


def test_K23b_concerns_are_settled_informally_or_the_customer_is_helped_to_complain() -> None:
    assert step("cuckfield", "K23b", "concern raised", "helped to complain") == "kept"
    assert step("cuckfield", "K23b", "concern raised") == "broken"


def test_K23c_a_serious_complaint_is_told_to_the_manager() -> None:
    serious = {"type": "complaint", "priority": "urgent"}
    assert step("cuckfield", "K23c", "received", "manager told", **serious) == "kept"
    assert step("cuckfield", "K23c", "received", **serious) == "broken"
    assert step("cuckfield", "K23c", "received", type="complaint") == ""


def test_K25_the_policy_is_reviewed() -> None:
    reviews = ("Thursday 28 January 2021 10:00", "Friday 27 January 2023 10:00")
    assert record("cuckfield", "K25", "review", *reviews, now=LATER, each="charter") == ["kept", "broken"]


def test_K11a_the_final_answer_says_how_to_take_a_complaint_further() -> None:
    story = cuckfield().happens("received", AT, "letter", type="complaint")
    story.happens("answered", "Tuesday 6 January 2026 10:00", "letter", message="m1", has=["complaints policy"])
    assert story.verdicts("K11a", LATER) in (["kept"], [])
