"""What Flitwick Town Council promises to do at a moment, to write and to renew, judged by its shipped charter."""

from tests.charter.promises.steps import AT, LATER, letter, record, step
from tests.charter.stories import Story, when


def flitwick() -> Story:
    return Story("flitwick")


def test_F03_callers_are_greeted_and_told_whom_and_where_they_have_reached() -> None:
    assert step("flitwick", "F03", "picked up", "greeting", "own name", "place named") == "kept"
    assert step("flitwick", "F03", "picked up", "greeting", "own name") == "broken"
    assert step("flitwick", "F03", "picked up", requester="colleague") == ""


def test_F05_a_message_or_the_right_number_where_a_transfer_fails() -> None:
    assert step("flitwick", "F05", "transfer failed", "right number given") == "kept"
    assert step("flitwick", "F05", "transfer failed") == "broken"


def test_F10_the_officer_meets_the_customer_on_the_day_of_the_appointment() -> None:
    story = flitwick().happens("appointment made", AT, date="2026-01-14")
    assert story.clocks("F10")[0].due == when("Wednesday 14 January 2026 23:59:59")
    assert story.happens("appointment kept", "Wednesday 14 January 2026 09:30").verdicts("F10", LATER) == ["kept"]


def test_F10a_identification_privacy_and_how_to_reach_us_afterwards() -> None:
    assert step("flitwick", "F10a", "appointment kept", "identification", "in private", "follow-up details") == "kept"
    assert step("flitwick", "F10a", "appointment kept", "identification", "in private") == "broken"


def test_F11_complaints_have_no_time_of_their_own_and_are_not_measured() -> None:
    story = flitwick().happens("received", AT, "letter", type="complaint")
    assert story.verdicts("F11", LATER) == ["not-measured"]


def test_F12_information_is_checked_every_year() -> None:
    checked = "Monday 6 January 2025 10:00"
    assert record("flitwick", "F12", "check of the information", checked, now=AT, each="directory entry") == ["running"]
    assert record("flitwick", "F12", "check of the information", checked, now=LATER, each="directory entry") == [
        "broken"
    ]


def test_F13_the_standards_are_reviewed_every_year() -> None:
    reviews = ("Monday 6 January 2025 10:00", "Monday 5 January 2026 12:00")
    assert record("flitwick", "F13", "review", *reviews, now=LATER, each="charter") == ["kept", "running"]


def test_F15_an_incident_is_told_to_the_manager() -> None:
    assert step("flitwick", "F15", "incident", "manager told", sort="aggression") == "kept"
    assert step("flitwick", "F15", "incident", sort="aggression") == "broken"


def test_F16_a_hand_over_is_accepted_and_has_no_time_of_its_own() -> None:
    story = flitwick().happens("handed over", AT).happens("accepted", "Monday 5 January 2026 11:00")
    assert story.clocks("F16")[0].stopped == when("Monday 5 January 2026 11:00")
    assert story.verdicts("F16", LATER) == ["not-measured"]


def test_F16a_the_customer_is_told_how_far_it_is() -> None:
    story = flitwick().happens("left open", AT).happens("told", "Tuesday 6 January 2026 10:00", tells=["progress"])
    assert story.clocks("F16a")[0].stopped == when("Tuesday 6 January 2026 10:00")


def test_F17_a_visiting_officer_introduces_and_identifies_themselves() -> None:
    assert step("flitwick", "F17", "visited", "introduced", "identification shown") == "kept"
    assert step("flitwick", "F17", "visited", "introduced") == "broken"


def test_F18_a_changed_appointment_comes_with_apology_and_explanation() -> None:
    assert letter("flitwick", "F18", "appointment changed", "apology", "explanation") == "kept"
    assert letter("flitwick", "F18", "appointment changed", "apology") == "broken"


def test_F19_what_is_left_open_is_explained() -> None:
    assert step("flitwick", "F19", "left open", "why it can't be done at once", "what will be done") == "kept"
    assert step("flitwick", "F19", "left open", "what will be done") == "broken"


def test_F22_how_a_colleagues_call_is_answered_is_never_broken() -> None:
    assert step("flitwick", "F22", "picked up", requester="colleague") == "not-measured"


def test_F23_a_long_query_is_rung_back_and_has_no_time_of_its_own() -> None:
    story = flitwick().happens("ring-back promised", AT, "telephone").happens("called back", LATER)
    assert story.clocks("F23")[0].stopped == when(LATER)


def test_F23a_the_customer_knows_to_whom_and_why_and_the_colleague_is_briefed() -> None:
    assert step("flitwick", "F23a", "transferred", "told to whom", "told why", "briefing") == "kept"
    assert step("flitwick", "F23a", "transferred", "told to whom", "told why") == "broken"


def test_F28_promises_are_compared_between_groups_and_not_judged() -> None:
    story = flitwick().happens("received", AT, "email").happens("answered", "Tuesday 6 January 2026 10:00")
    story.happens("received", AT, "letter", subject="2")
    share = story.share("F28", LATER)
    # Of the letter nothing is kept; the e-mail was answered and, by that, acknowledged.
    assert (share.that, share.of, share.verdict) == (2, 3, "not-measured")


def test_F29_training_is_renewed_every_two_years() -> None:
    course = "Monday 8 January 2024 10:00"
    assert record("flitwick", "F29", "customer care training", course, now=AT) == ["running"]
    assert record("flitwick", "F29", "customer care training", course, now=LATER) == ["broken"]


def test_F30_the_survey_says_whether_customers_were_treated_well() -> None:
    story = flitwick().happens("surveyed", AT).happens("found us helpful", AT).happens("surveyed", AT, subject="2")
    share = story.share("F30", LATER)
    assert (share.that, share.of, share.percent, share.verdict) == (1, 2, 50.0, "not-measured")


def test_F31_the_need_is_put_in_the_customers_words_and_read_back() -> None:
    both = ("need in the customer's words", "need read back")
    assert step("flitwick", "F31", "closed", *both, outcome="answered") == "kept"
    assert step("flitwick", "F31", "closed", both[0], outcome="answered") == "broken"
    assert step("flitwick", "F31", "closed", outcome="junk") == ""


def test_F32_what_is_written_is_in_plain_language() -> None:
    assert letter("flitwick", "F32", "answered", "plain language") == "kept"
    assert letter("flitwick", "F32", "answered", "apology") == "broken"
