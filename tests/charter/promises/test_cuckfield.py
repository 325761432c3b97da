"""What Cuckfield Parish Council promises, judged on stories by its shipped charter."""

from answerable.charter.wording import Draft, lacks
from tests.charter.stories import Story, charter_of, when

LATER = "Friday 27 February 2026 12:00"


def an_email_on_monday() -> Story:
    """Due by the end of Wednesday 7 January (K06), and of Monday 19 January (K18, K22)."""
    return Story("cuckfield").happens("received", "Monday 5 January 2026 10:00", "email")


def a_letter_on_monday() -> Story:
    return Story("cuckfield").happens("received", "Monday 5 January 2026 10:00", "letter")


def test_K05_telephone_enquiries_settled_by_the_first_person_spoken_to() -> None:
    story = Story("cuckfield").happens("query opened", "Monday 5 January 2026 10:00", "telephone", subject="1")
    story.happens("settled at first contact", "Monday 5 January 2026 10:05", "telephone", subject="1")
    story.happens("query opened", "Monday 5 January 2026 11:00", "telephone", subject="2")
    story.happens("query opened", "Monday 5 January 2026 11:00", "counter", subject="3")
    share = story.share("K05", LATER)
    assert (share.that, share.of, share.percent, share.verdict) == (1, 2, 50.0, "not-measured")


def test_K06_emails_answered_within_two_working_days() -> None:
    story = an_email_on_monday()
    assert story.clocks("K06")[0].due == when("Wednesday 7 January 2026 23:59:59")
    assert story.happens("answered", "Wednesday 7 January 2026 17:00").verdicts("K06", LATER) == ["kept"]


def test_K06_and_K18_are_judged_each_alone() -> None:
    story = an_email_on_monday().happens("answered", "Monday 12 January 2026 17:00")
    assert [story.verdicts("K06", LATER), story.verdicts("K18", LATER)] == [["broken"], ["kept"]]


def test_K07_letters_answered_within_ten_working_days_of_receipt() -> None:
    story = a_letter_on_monday()
    assert story.clocks("K07")[0].due == when("Monday 19 January 2026 23:59:59")
    assert story.happens("answered", "Tuesday 20 January 2026 00:00").verdicts("K07", LATER) == ["broken"]


def test_K10_the_customer_is_told_before_the_first_limit_passes() -> None:
    told = an_email_on_monday().happens("told", "Wednesday 7 January 2026 17:00", tells=["reason"])
    told.happens("answered", "Monday 12 January 2026 17:00")
    assert told.verdicts("K10", LATER) == ["kept"]
    late = an_email_on_monday().happens("told", "Thursday 8 January 2026 17:00", tells=["reason"])
    late.happens("answered", "Monday 12 January 2026 17:00")
    assert late.verdicts("K10", LATER) == ["broken"]


def test_K10_late_but_told_differs_from_late_and_silent() -> None:
    told = an_email_on_monday().happens("told", "Wednesday 7 January 2026 17:00", tells=["reason"])
    silent = an_email_on_monday()
    assert told.clocks("K06")[0].told == when("Wednesday 7 January 2026 17:00")
    assert silent.clocks("K06")[0].told is None


def test_K18_digital_contacts_answered_within_ten_working_days() -> None:
    story = Story("cuckfield").happens("received", "Monday 5 January 2026 10:00", "social")
    assert story.happens("answered", "Monday 19 January 2026 23:59:59").verdicts("K18", LATER) == ["kept"]


def test_K18a_acknowledged_within_48_hours_monday_to_friday_and_not_by_a_machine() -> None:
    story = Story("cuckfield").happens("received", "Friday 9 January 2026 16:00", "email")
    story.happens("acknowledged", "Friday 9 January 2026 16:01", automatic="yes")
    assert story.clocks("K18a")[0].due == when("Tuesday 13 January 2026 16:00")
    assert story.verdicts("K18a", "Tuesday 13 January 2026 16:00:01") == ["broken"]
    story.happens("acknowledged", "Tuesday 13 January 2026 16:00")
    assert story.verdicts("K18a", LATER) == ["kept"]


def test_K22_all_that_is_written_answered_within_ten_working_days() -> None:
    for story in (an_email_on_monday(), a_letter_on_monday()):
        assert story.happens("answered", "Monday 19 January 2026 12:00").verdicts("K22", LATER) == ["kept"]


def test_K22a_a_holding_response_gives_a_date_or_the_reason() -> None:
    for telling in ({"tells": ["reason"]}, {"date": "2026-01-26"}):
        story = a_letter_on_monday().happens("told", "Monday 19 January 2026 12:00", **telling)
        assert [story.verdicts("K22", LATER), story.verdicts("K22a", LATER)] == [["broken"], ["kept"]]
    nothing_said = a_letter_on_monday().happens("told", "Monday 19 January 2026 12:00", tells=["apology"])
    assert nothing_said.verdicts("K22a", LATER) == ["broken"]


def test_K22b_what_is_written_gives_a_name_and_a_telephone_number() -> None:
    written = "Yours, Ann Carter, 01632 960001"
    draft = Draft(means="answer", by="letter", text=written, officer_name="Ann Carter", telephone="+44 1632 960001")
    assert lacks(charter_of("cuckfield"), draft) == []
    unnamed = Draft(
        means="answer", by="letter", text="Yours, the Clerk", officer_name="Ann Carter", telephone="01632 960001"
    )
    assert [lack.part for lack in lacks(charter_of("cuckfield"), unnamed)] == ["officer name", "telephone"]
