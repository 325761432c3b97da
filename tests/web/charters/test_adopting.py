"""A manager adopts a charter: kept, checked, compared, dated; from then on it binds what starts."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from answerable.charter.doubts import doubts
from answerable.charter.reader import read_charter
from answerable.desk.charters.actions import last_edition
from answerable.desk.history.retiming import retime
from answerable.desk.models import CharterDraft, Clock, Edition
from tests.cast import CHARTERS, Town, a_case
from tests.web.council.test_settings import as_

pytestmark = pytest.mark.django_db

FLITWICK = (CHARTERS / "flitwick" / "charter.toml").read_text()
STRICTER = FLITWICK.replace("issue = 1", "issue = 2").replace('within = "2 working days"', 'within = "1 working day"')


@pytest.fixture
def carol(town: Town) -> Client:
    """What a manager's browser sends."""
    return as_(town.carol)


def a_draft(carol: Client, text: str = STRICTER) -> CharterDraft:
    carol.post(reverse("charter-draft-new"), {"text": text})
    return CharterDraft.objects.latest("id")


def page_of(carol: Client, draft: CharterDraft) -> str:
    return carol.get(reverse("charter-draft", args=[draft.pk])).content.decode()


def adopt(carol: Client, draft: CharterDraft, *, days: int = 0, compared_with: int = 1) -> str:
    """Press "Adopt it" on the page as it was read; return the page that comes."""
    day = localdate() + timedelta(days=days)
    given: dict[str, object] = {
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "compared_with": compared_with,
    }
    given |= {"read_at": draft.changed_at.isoformat()}
    return carol.post(reverse("charter-adoption", args=[draft.pk]), given, follow=True).content.decode()


def test_F13_a_new_edition_is_checked_compared_and_adopted_and_binds_what_starts_from_then_on(
    town: Town, carol: Client
) -> None:
    before = a_case(town, at=now())
    draft = a_draft(carol)
    page = page_of(carol, draft)
    assert "Time: was 2 working days, is now 1 working day" in page
    assert "Running clocks keep their edition; clocks that start from that day use this one." in page
    assert "is adopted" in adopt(carol, draft)
    after = a_case(town, at=now())
    first, second = (Clock.objects.get(case=case, promise="F25") for case in (before, after))
    assert (first.edition.number, second.edition.number) == (1, 2)
    assert first.due and second.due and first.due > second.due
    assert [retime(case, at=now()) for case in (before, after)] == [0, 0]


def test_K25_each_edition_says_its_number_issue_who_adopted_it_when_and_what_it_changed(carol: Client) -> None:
    adopt(carol, a_draft(carol))
    page = carol.get(reverse("charter-edition", args=[2])).content.decode()
    assert "Edition 2 of the charter" in page and "Issue 2" in page and "by Carol Chowdhury" in page
    assert "Time: was 2 working days, is now 1 working day" in page
    listed = carol.get(reverse("charter")).content.decode()
    assert "Edition 1" in listed and "Edition 2" in listed


def test_every_error_stands_with_its_line_and_what_to_write_and_the_text_is_kept(carol: Client) -> None:
    wrong = STRICTER.replace('within = "1 working day"', 'within = "1 fortnight"').replace("where =", "were =", 1)
    draft = a_draft(carol, wrong)
    page = page_of(carol, draft)
    line = next(number for number, line in enumerate(wrong.splitlines(), 1) if "fortnight" in line)
    assert f"Line {line}" in page and "F25" in page and "Did you mean “where”?" in page
    assert "Adopt it" not in page
    draft.refresh_from_db()
    assert draft.text == wrong


def test_a_file_replaces_the_text_and_one_that_is_no_text_is_refused_in_words(carol: Client) -> None:
    file = SimpleUploadedFile("charter.toml", b"\xef\xbb\xbf" + STRICTER.replace("\n", "\r\n").encode())
    carol.post(reverse("charter-draft-new"), {"text": "x", "file": file})
    assert CharterDraft.objects.get().text == STRICTER
    picture = SimpleUploadedFile("charter.toml", b"\x89PNG\xff\x00")
    page = carol.post(reverse("charter-draft-new"), {"text": "what I typed", "file": picture}).content.decode()
    assert "This is not a text in UTF-8" in page and "what I typed" in page


def test_a_day_that_is_past_is_refused_and_nothing_is_adopted(carol: Client) -> None:
    assert "Choose today or a later day" in adopt(carol, a_draft(carol), days=-1)
    assert Edition.objects.count() == 1


def test_pressed_twice_it_is_adopted_once(carol: Client) -> None:
    draft = a_draft(carol)
    adopt(carol, draft)
    assert "Edition 2 of the charter" in adopt(carol, draft)
    assert Edition.objects.count() == 2


def test_another_edition_adopted_meanwhile_asks_for_a_new_comparison(town: Town, carol: Client) -> None:
    mine = a_draft(carol)
    adopt(carol, a_draft(as_(town.alice), STRICTER.replace("issue = 2", "issue = 3")))
    assert "Edition 2 was adopted or withdrawn meanwhile. Compare the draft again." in adopt(carol, mine)
    assert "Issue: was 3, is now 2" in page_of(carol, mine)
    assert "is adopted" in adopt(carol, mine, days=1, compared_with=2)


def test_two_officers_at_one_draft_lose_nothing(town: Town, carol: Client) -> None:
    draft = a_draft(carol)
    place, read_at = reverse("charter-draft", args=[draft.pk]), draft.changed_at.isoformat()
    as_(town.alice).post(place, {"text": "Alice’s text", "read_at": read_at})
    page = carol.post(place, {"text": "Carol’s text", "read_at": read_at}).content.decode()
    assert "Alice Archer changed this draft meanwhile" in page and "Carol’s text" in page
    draft.refresh_from_db()
    assert draft.text == "Alice’s text"
    assert "The draft was changed meanwhile" in adopt(carol, CharterDraft(pk=draft.pk, changed_at=now()))


def test_an_edition_that_has_not_begun_may_be_withdrawn_and_binds_nothing(town: Town, carol: Client) -> None:
    adopt(carol, a_draft(carol), days=3)
    assert last_edition().number == 2
    assert "Edition 2 begins on" in adopt(carol, a_draft(carol), days=2, compared_with=2)
    assert "is withdrawn" in carol.post(reverse("edition-withdrawal", args=[2]), follow=True).content.decode()
    edition = Edition.objects.get(number=2)
    assert (edition.withdrawn_by, last_edition().number) == (town.carol, 1)
    refused = carol.post(reverse("edition-withdrawal", args=[1]), follow=True).content.decode()
    assert "Edition 1 has begun" in refused


def test_a_doubt_is_ruled_on_and_silenced_by_a_new_edition(town: Town, carol: Client) -> None:
    page = carol.get(reverse("charter"))
    doubt, key, _ = next(one for one in page.context["doubts"] if one[1] and one[0].used)
    place = reverse("charter-ruling", args=[key])
    assert (doubt.readings or (doubt.used,))[0][1:] in unescape(carol.get(place).content.decode())
    given = {"reading": "0", "by": "full council", "when_day": "1", "when_month": "3", "when_year": "2026"}
    answer = carol.post(place, given)
    draft = CharterDraft.objects.get()
    assert answer["Location"] == reverse("charter-draft", args=[draft.pk])
    assert draft.text.startswith(FLITWICK.rstrip()) and 'by = "full council"' in draft.text
    assert f"Ruling on {doubt.clause}" in page_of(carol, draft)
    adopt(carol, draft)
    assert str(doubt) not in [str(each) for each in doubts(read_charter(last_edition().text), localdate())]


def test_a_ruling_in_own_words_needs_them(carol: Client) -> None:
    key = next(key for _, key, _ in carol.get(reverse("charter")).context["doubts"] if key)
    given = {"reading": "own words", "by": "ours", "when_day": "1", "when_month": "3", "when_year": "2026"}
    page = carol.post(reverse("charter-ruling", args=[key]), given).content.decode()
    assert "Write what the council rules" in page and "Say who ruled" in page
    assert not CharterDraft.objects.exists()


def test_an_officer_reads_and_changes_nothing(town: Town) -> None:
    bob = as_(town.bob)
    page = bob.get(reverse("charter")).content.decode()
    assert "Rule on it" not in page and "Write a new edition" not in page
    assert bob.get(reverse("charter-edition", args=[1])).status_code == 200
    assert bob.get(reverse("charter-draft-new")).status_code == 403


def test_the_pages_of_the_charter_ask_the_database_little(carol: Client) -> None:
    draft = a_draft(carol)
    places = [reverse("charter"), reverse("charter-draft", args=[draft.pk]), reverse("charter-edition", args=[1])]
    for place in [*places, reverse("charter-draft-new")]:
        with CaptureQueriesContext(connection) as queries:
            assert carol.get(place).status_code == 200
        assert len(queries) <= 12, [query["sql"] for query in queries]
