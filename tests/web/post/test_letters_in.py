"""The page on which a batch of letters is entered."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now

from answerable.channels.post.kinds import kind_of
from answerable.desk.models import Address, Case, Customer, Entry, Letter, Scan
from answerable.desk.post.scans import keep_scan, was_read
from tests.cast import Town
from tests.scanned import TYPED_PDF, a_scan

pytestmark = pytest.mark.django_db
PNG = a_scan("PNG")
TICK = re.compile(r'name="done" value="([^"]+)"')
TICKED = re.compile(r'name="done" value="([^"]+)"[^>]* checked')


def fields(**more: Any) -> dict[str, Any]:
    day = localdate() - timedelta(days=1)
    given = {"channel": "letter", "on_day": day.day, "on_month": day.month, "on_year": day.year}
    given |= {
        "who": "Edith Marlow",
        "need": "The hedge on Mill Lane",
        "owner": "",
        "do": "send",
        "token": more.pop("token", ""),
    }
    return given | more


def entered(client: Client, town: Town, **more: Any) -> Any:
    return client.post(reverse("post"), fields(owner=town.bob.pk, **more), follow=True)


def a_file(body: bytes, name: str = "scan.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def test_K07_a_letter_is_entered_and_listed_with_its_reference_and_due_date(bob: Client, town: Town) -> None:
    page = entered(bob, town, address="4 Mill Lane, Flitwick").content.decode()
    case = Case.objects.get()
    assert case.reference in page and "Answer due" in page
    assert case.channel == "letter" and str(case.customer) == "Edith Marlow"
    assert Address.objects.get(customer=case.customer).value == "4 Mill Lane, Flitwick"


def test_date_channel_and_owner_stay_for_the_next_and_the_rest_is_empty(bob: Client, town: Town) -> None:
    page = entered(bob, town).content.decode()
    day = localdate() - timedelta(days=1)
    assert re.search(rf'name="on_day" value="{day.day}"', page)
    assert 'value="Edith Marlow"' not in page
    assert 'name="who"' in page and "autofocus" in page


def test_posted_twice_it_is_one_letter(bob: Client, town: Town) -> None:
    for _ in range(2):
        entered(bob, town, token="a" * 20)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"who": ""}, "Say who it is from"),
        ({"need": ""}, "Write what they want"),
        ({"on_day": ""}, "must include a day"),
        ({"on_year": 2190}, "still to come"),
        ({"joins": "XXXX-XXXX"}, "No case has that reference"),
        ({"need": "My card is 4111 1111 1111 1111"}, "card number"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    bob: Client, town: Town, bad: dict[str, Any], words: str
) -> None:
    page = entered(bob, town, **{"address": "4 Mill Lane", **bad}).content.decode()
    assert words in page and 'value="4 Mill Lane"' in page
    assert Case.objects.count() == 0


def test_somebody_known_by_that_name_is_offered(bob: Client, town: Town) -> None:
    page = entered(bob, town, who="Mrs Lee").content.decode()
    assert "Which one was it?" in page
    entered(bob, town, who="Mrs Lee", customer=town.mrs_lee.pk)
    assert Case.objects.get().customer == town.mrs_lee
    assert Customer.objects.count() == 2


def test_a_letter_without_a_name_is_anonymous(bob: Client, town: Town) -> None:
    entered(bob, town, who="anonymous")
    assert Case.objects.get().customer is None


def test_the_scan_is_kept_before_the_letter_is_right(bob: Client, town: Town) -> None:
    bob.post(reverse("post-scans"), {"scans": [a_file(PNG), a_file(TYPED_PDF, "b.pdf")]})
    assert [(scan.name, scan.kind) for scan in Scan.objects.order_by("id")] == [("scan.png", "png"), ("b.pdf", "pdf")]


def test_a_pile_is_walked_through_one_scan_a_letter(bob: Client, town: Town) -> None:
    bob.post(reverse("post-scans"), {"scans": [a_file(PNG), a_file(TYPED_PDF, "b.pdf")]})
    first, second = Scan.objects.order_by("id")
    page = bob.get(reverse("post")).content.decode()
    assert "1 of 2 on your pile" in page and f'name="scan" value="{first.pk}"' in page
    page = entered(bob, town, scan=first.pk).content.decode()
    assert "1 of 1 on your pile" in page and f'name="scan" value="{second.pk}"' in page
    entry = Entry.objects.get()
    assert f'letter before: Edith Marlow</button><input type="hidden" name="before" value="{entry.pk}"' in page
    bob.post(reverse("post"), fields(do="before", scan=second.pk, before=entry.pk))
    assert set(entry.contact.scans.all()) == {first, second}


@pytest.mark.parametrize("changed", ["yesterday's", "taken back", "another's"])
def test_a_scan_joins_no_letter_but_the_one_before_that_the_page_named(bob: Client, town: Town, changed: str) -> None:
    entered(bob, town)
    entry = Entry.objects.get()
    match changed:
        case "yesterday's":
            Entry.objects.update(at=now() - timedelta(days=1))
        case "taken back":
            Entry.objects.update(undone_at=now())
        case "another's":
            entered(bob, town, who="R. Pettifer")
    bob.post(reverse("post-scans"), {"scans": [a_file(PNG)]})
    asked = fields(do="before", scan=Scan.objects.get().pk, before=entry.pk)
    assert "no longer the letter before" in bob.post(reverse("post"), asked, follow=True).text
    assert Scan.objects.get().contact is None
    assert ("Scan belongs to" in bob.get(reverse("post")).text) is (changed == "another's")


def test_a_scan_that_came_after_the_letter_says_when_that_was_entered(bob: Client, town: Town) -> None:
    entered(bob, town)
    bob.post(reverse("post-scans"), {"scans": [a_file(PNG)]})
    at = localtime(Entry.objects.get().at)
    assert f"letter before: Edith Marlow, entered at {at:%H:%M}" in bob.get(reverse("post")).text


def test_a_blank_sheet_is_set_aside_and_what_was_typed_stays(bob: Client, town: Town) -> None:
    bob.post(reverse("post-scans"), {"scans": [a_file(PNG)]})
    page = bob.post(reverse("post"), fields(do="aside", scan=Scan.objects.get().pk), follow=True).content.decode()
    assert "is set aside" in page and 'value="Edith Marlow"' in page


def test_what_is_no_scan_is_refused_by_its_first_bytes(bob: Client, town: Town) -> None:
    page = bob.post(reverse("post-scans"), {"scans": [a_file(b"<script>alert(1)</script>", "a.png")]}, follow=True)
    assert "is not a PDF, a JPEG, a PNG or a TIFF" in page.content.decode()
    assert Scan.objects.count() == 0


def test_a_scan_that_was_entered_before_is_known(bob: Client, town: Town) -> None:
    entered(bob, town, scans=[a_file(PNG)])
    page = bob.post(reverse("post-scans"), {"scans": [a_file(PNG)]}, follow=True).content.decode()
    assert f"was entered before, in {Case.objects.get().reference}" in page


def test_the_last_is_taken_back_and_given_back_to_be_put_right(bob: Client, town: Town) -> None:
    entered(bob, town, scans=[a_file(PNG)], asked="on")
    assert Letter.objects.count() == 1
    page = bob.post(reverse("post-undo"), follow=True).content.decode()
    assert "Taken back" in page and 'value="Edith Marlow"' in page and "1 of 1 on your pile" in page
    again = entered(bob, town, customer=Customer.objects.get(name="Edith Marlow").pk)
    assert again.status_code == 200 and Customer.objects.filter(name="Edith Marlow").count() == 1


def test_what_is_half_typed_is_there_again(bob: Client, town: Town) -> None:
    assert bob.post(reverse("post-draft"), fields()).status_code == 204
    assert 'value="Edith Marlow"' in bob.get(reverse("post")).content.decode()


def a_kept_scan(town: Town, body: bytes = PNG) -> Scan:
    return keep_scan(body, name="../e vil‮.png", kind=kind_of(body), at=now(), by=town.bob)[0]


def test_a_scan_is_shown_so_that_nothing_in_it_runs(bob: Client, town: Town) -> None:
    scan = a_kept_scan(town)
    shown = bob.get(reverse("scan-picture", args=[scan.pk]))
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert "sandbox" in shown["Content-Security-Policy"] and "no-store" in shown["Cache-Control"]
    was_read(
        scan, pages=2, text="Words", pictures=[(1, b"\xff\xd8\xffdrawn"), (2, b"\xff\xd8\xfftwo")], trouble="", at=now()
    )
    drawn = bob.get(reverse("scan-picture", args=[scan.pk]))
    assert (drawn["Content-Type"], drawn.content) == ("image/jpeg", b"\xff\xd8\xffdrawn")
    assert bob.get(reverse("scan-picture", args=[scan.pk, 2])).content == b"\xff\xd8\xfftwo"
    assert bob.get(reverse("scan-picture", args=[scan.pk, 3])).status_code == 404
    for page in (bob.get(reverse("scan-text", args=[scan.pk])).text, bob.get(reverse("post")).text):
        assert "Page 1 of 2" in page and "Page 2 of 2" in page and 'href="#scan-page-2"' in page
    assert "Words" in bob.get(reverse("scan-text", args=[scan.pk])).text


def test_a_scan_is_downloaded_and_never_opened(bob: Client, town: Town) -> None:
    given = bob.get(reverse("scan", args=[a_kept_scan(town, TYPED_PDF).pk]))
    assert given["Content-Type"] == "application/octet-stream"
    assert given["Content-Disposition"].startswith("attachment") and ".." not in given["Content-Disposition"]


def test_a_pdf_is_not_shown_as_a_picture(bob: Client, town: Town) -> None:
    assert bob.get(reverse("scan-picture", args=[a_kept_scan(town, TYPED_PDF).pk])).status_code == 404


def test_anothers_pile_is_nobody_elses(bob: Client, town: Town, client: Client) -> None:
    scan = a_kept_scan(town)
    client.force_login(town.carol)
    for name in ("scan", "scan-picture", "scan-text", "scan-page"):
        assert client.get(reverse(name, args=[scan.pk])).status_code == 404


def test_what_was_ticked_is_a_fact_of_one_letter_and_comes_back_only_with_that_letter(bob: Client, town: Town) -> None:
    asked = TICK.findall(bob.get(reverse("post")).text)
    assert asked, "the charter asks for nothing at a letter"
    entered(bob, town, done=[unescape(asked[0])])
    assert TICKED.findall(bob.get(reverse("post")).text) == []
    assert TICKED.findall(bob.post(reverse("post-undo"), follow=True).text) == asked[:1]
