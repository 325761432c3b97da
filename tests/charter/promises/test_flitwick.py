"""What Flitwick Town Council promises, judged on stories by its shipped charter."""

from answerable.charter.wording import Draft, lacks
from tests.charter.stories import Story, charter_of, when

LATER = "Friday 27 February 2026 12:00"
APOLOGY = ["explanation", "apology", "new date"]


def flitwick() -> Story:
    return Story("flitwick")


def an_email_on_monday() -> Story:
    """Its answer is due by the end of Wednesday 7 January."""
    return flitwick().happens("received", "Monday 5 January 2026 10:00", "email")


def a_letter_on_monday() -> Story:
    """Its answer is due by the end of Wednesday 14 January."""
    return flitwick().happens("received", "Monday 5 January 2026 10:00", "letter")


def test_F02_calls_picked_up_within_20_seconds() -> None:
    rings = flitwick().happens("rang", "Monday 5 January 2026 10:00:00", "telephone")
    assert rings.verdicts("F02", "Monday 5 January 2026 10:00:20") == ["running"]
    assert rings.verdicts("F02", "Monday 5 January 2026 10:00:21") == ["broken"]
    rings.happens("picked up", "Monday 5 January 2026 10:00:20")
    assert rings.verdicts("F02", LATER) == ["kept"]


def test_F04_put_through_to_the_right_place_first_time_is_reported_and_not_judged() -> None:
    story = flitwick()
    for call in ("1", "2", "3"):
        story.happens("transferred", "Monday 5 January 2026 10:00", "telephone", subject=call)
    for call in ("1", "2"):
        story.happens("right first time", "Monday 5 January 2026 10:01", "telephone", subject=call)
    share = story.share("F04", LATER)
    assert (share.that, share.of, share.percent, share.verdict) == (2, 3, 66.6, "not-measured")


def test_F06_messages_returned_within_one_working_day() -> None:
    story = flitwick().happens("message taken", "Friday 2 January 2026 16:50", "telephone")
    assert story.verdicts("F06", "Monday 5 January 2026 23:59:59") == ["running"]
    assert story.verdicts("F06", "Tuesday 6 January 2026 00:00:00") == ["broken"]
    story.happens("called back", "Monday 5 January 2026 09:00")
    assert story.verdicts("F06", LATER) == ["kept"]


def test_F07_a_letter_that_asks_for_it_is_acknowledged_and_no_time_is_stated() -> None:
    asks = flitwick().happens("received", "Monday 5 January 2026 10:00", "letter", acknowledgement_requested="yes")
    assert asks.verdicts("F07", LATER) == ["not-measured"]
    assert a_letter_on_monday().verdicts("F07", LATER) == []


def test_F07a_the_acknowledgement_of_a_letter_says_who_deals_with_it() -> None:
    draft = Draft(means="acknowledgement", by="letter", text="Thank you.", officer_name="Ann Carter")
    assert ("F07a", "who deals with it") in lacking(draft)
    named = Draft(means="acknowledgement", by="letter", text="Ann Carter has it.", officer_name="Ann Carter")
    assert "F07a" not in {promise for promise, _ in lacking(named)}


def test_F08_electronic_contacts_acknowledged_by_a_machine_if_need_be() -> None:
    story = an_email_on_monday().happens("acknowledged", "Monday 5 January 2026 10:01", automatic="yes")
    assert story.verdicts("F08", LATER) == ["kept"]


def test_F08a_the_acknowledgement_says_who_deals_with_it() -> None:
    draft = Draft(means="acknowledgement", by="email", text="Thank you.", officer_name="Ann Carter")
    assert ("F08a", "who deals with it") in lacking(draft)


def test_F09_visitors_greeted_within_three_minutes() -> None:
    visit = flitwick().happens("arrived", "Monday 5 January 2026 10:00", "counter")
    visit.happens("greeted", "Monday 5 January 2026 10:03:00").happens("seen", "Monday 5 January 2026 10:08")
    assert visit.verdicts("F09", LATER) == ["kept"]
    late = flitwick().happens("arrived", "Monday 5 January 2026 10:00", "counter")
    late.happens("greeted", "Monday 5 January 2026 10:03:01")
    assert [late.judged("F09", LATER)[0].verdict, late.judged("F09", LATER)[0].late_by] == ["broken", 1]


def test_F20_nobody_waits_over_ten_minutes() -> None:
    visit = flitwick().happens("arrived", "Monday 5 January 2026 10:00", "counter")
    visit.happens("greeted", "Monday 5 January 2026 10:01")
    assert visit.verdicts("F20", "Monday 5 January 2026 10:10:00") == ["running"]
    assert visit.verdicts("F20", "Monday 5 January 2026 10:10:01") == ["broken"]


def test_F20a_who_waits_longer_is_given_an_apology_and_an_explanation() -> None:
    visit = flitwick().happens("arrived", "Monday 5 January 2026 10:00", "counter")
    visit.happens("told", "Monday 5 January 2026 10:09", tells=["apology", "explanation"], by="spoken")
    visit.happens("seen", "Monday 5 January 2026 10:15")
    assert [visit.verdicts("F20", LATER), visit.verdicts("F20a", LATER)] == [["broken"], ["kept"]]


def test_F24_electronic_contacts_acknowledged_within_one_working_day() -> None:
    late_on_friday = flitwick().happens("received", "Friday 2 January 2026 23:30", "sms")
    assert late_on_friday.clocks("F24")[0].due == when("Monday 5 January 2026 23:59:59")
    late_on_friday.happens("acknowledged", "Tuesday 6 January 2026 00:00:00")
    assert late_on_friday.judged("F24", LATER)[0].late_by == 1


def test_F24a_the_acknowledgement_says_when_the_full_answer_comes() -> None:
    draft = Draft(means="acknowledgement", by="email", text="You will hear from us soon.")
    assert ("F24a", "when the answer comes") in lacking(draft)
    dated = Draft(means="acknowledgement", by="email", text="You will hear from us by 7 January 2026.")
    assert ("F24a", "when the answer comes") not in lacking(dated)


def test_F25_emails_texts_and_web_requests_answered_in_two_working_days() -> None:
    story = an_email_on_monday()
    assert story.clocks("F25")[0].due == when("Wednesday 7 January 2026 23:59:59")
    assert story.happens("answered", "Wednesday 7 January 2026 23:59:59").verdicts("F25", LATER) == ["kept"]


def test_F25_social_media_is_acknowledged_but_has_no_time_for_its_answer() -> None:
    story = flitwick().happens("received", "Monday 5 January 2026 10:00", "social")
    assert story.promises(LATER) == {"F08", "F24"}


def test_F25a_told_with_apology_explanation_and_date_before_the_answer_was_due() -> None:
    told = an_email_on_monday().happens("told", "Wednesday 7 January 2026 16:00", tells=APOLOGY, date="2026-01-12")
    told.happens("answered", "Monday 12 January 2026 09:00")
    assert [told.verdicts("F25", LATER), told.verdicts("F25a", LATER)] == [["broken"], ["kept"]]
    silent = an_email_on_monday().happens("answered", "Monday 12 January 2026 09:00")
    assert [silent.verdicts("F25", LATER), silent.verdicts("F25a", LATER)] == [["broken"], ["broken"]]
    assert told.clocks("F25")[0].told and not silent.clocks("F25")[0].told


def test_F25a_needs_all_three_parts() -> None:
    story = an_email_on_monday().happens("told", "Wednesday 7 January 2026 16:00", tells=["apology", "new date"])
    assert story.verdicts("F25a", LATER) == ["broken"]


def test_F25a_is_void_if_the_answer_came_in_time() -> None:
    story = an_email_on_monday().happens("answered", "Tuesday 6 January 2026 09:00")
    clock = story.judged("F25a", LATER)[0].clock
    assert [story.verdicts("F25a", LATER), clock.reason] == [["void"], "answered in time"]


def test_F25b_the_date_that_was_told_is_a_promise_of_its_own() -> None:
    told = an_email_on_monday().happens("told", "Wednesday 7 January 2026 16:00", tells=APOLOGY, date="2026-01-12")
    assert told.clocks("F25b")[0].due == when("Monday 12 January 2026 23:59:59")
    told.happens("answered", "Tuesday 13 January 2026 09:00")
    assert told.verdicts("F25b", LATER) == ["broken"]


def test_F26_every_email_carries_the_standard_signature() -> None:
    text = "Dear Mr Lee,\nthe gate is mended.\n\nAnn Carter\nCustomer Officer\nFlitwick Town Council\n01632 960 001"
    signed = an_email_of_ann_carter(text)
    assert lacking(signed) == set()
    unsigned = an_email_of_ann_carter("The gate is mended.")
    parts = ("officer name", "job title", "council", "telephone")
    assert lacking(unsigned) == {("F26", part) for part in parts}


def test_F27_letters_answered_in_seven_working_days() -> None:
    story = a_letter_on_monday()
    assert story.clocks("F27")[0].due == when("Wednesday 14 January 2026 23:59:59")
    assert story.happens("answered", "Thursday 15 January 2026 00:00", by="letter").verdicts("F27", LATER) == ["broken"]


def test_F27a_a_letter_answered_late_is_explained_with_apology_and_date() -> None:
    story = a_letter_on_monday().happens("told", "Wednesday 14 January 2026 23:59:59", tells=APOLOGY, date="2026-01-20")
    assert [story.verdicts("F27", LATER), story.verdicts("F27a", LATER)] == [["broken"], ["kept"]]
    assert story.verdicts("F27b", LATER) == ["broken"]
    draft = Draft(means="holding", by="letter", text="We need more time.", running=("F27",))
    assert {("F27a", part) for part in APOLOGY} <= lacking(draft)


def lacking(draft: Draft) -> set[tuple[str, str]]:
    return {(lack.promise, lack.part) for lack in lacks(charter_of("flitwick"), draft)}


def an_email_of_ann_carter(text: str) -> Draft:
    return Draft(
        means="answer",
        by="email",
        text=text,
        officer_name="Ann Carter",
        job_title="Customer Officer",
        council="Flitwick Town Council",
        telephone="01632 960001",
    )
