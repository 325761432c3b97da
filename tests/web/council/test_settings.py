"""The settings: who may change what, and what a change does."""

import pytest
from django.test import Client
from django.urls import reverse

from answerable.desk.council.changes import NotPossible, keep_mailbox, keep_service
from answerable.desk.council.secrets import decrypted
from answerable.desk.models import CalendarChange, Council, Mailbox, Officer, Service
from tests.cast import Town

pytestmark = pytest.mark.django_db
ADMINISTRATORS = ["settings-council", "sending", "officers", "invitation", "mailboxes", "mailbox-new", "clients"]
ADMINISTRATORS += ["client-new", "service-new", "holiday-new", "closure-new", "meeting-new"]
MANAGERS = ["services", "calendar"]
EVERYBODY = ["settings", "charter", "my-account"]


def as_(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.mark.parametrize("page", ADMINISTRATORS)
def test_administrators_only(town: Town, page: str) -> None:
    assert as_(town.alice).get(reverse(page)).status_code == 200
    assert as_(town.carol).get(reverse(page)).status_code == 403
    assert as_(town.bob).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", MANAGERS)
def test_managers_too(town: Town, page: str) -> None:
    assert as_(town.carol).get(reverse(page)).status_code == 200
    assert as_(town.bob).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", EVERYBODY)
def test_every_officer(town: Town, page: str) -> None:
    assert as_(town.bob).get(reverse(page)).status_code == 200


def test_what_an_officer_may_not_see_is_refused_in_words(town: Town) -> None:
    page = as_(town.bob).get(reverse("officers")).content.decode()
    assert "You can’t open this page" in page


def test_the_council_changes_how_it_is_reached(town: Town) -> None:
    given = {"address": "1 New Street", "telephone": "01632 960777", "email": "hello@council.example.org"}
    given |= {
        "public_url": "https://contact.council.example.org",
        "signature": "Here for you",
        "duty_officer": str(town.bob.pk),
    }
    as_(town.alice).post(reverse("settings-council"), given)
    council = Council.objects.get()
    assert (council.telephone, council.duty_officer) == ("01632 960777", town.bob)
    assert council.public_url == "https://contact.council.example.org"


def test_a_mailbox_password_is_kept_encrypted_and_never_shown(town: Town) -> None:
    given = {"address": "parks@council.example.org", "host": "imap.example.org", "port": 993, "login": "parks"}
    given |= {"new_password": "open sesame", "folder": "INBOX", "takes": "email", "active": "on", "duty_officer": ""}
    alice = as_(town.alice)
    alice.post(reverse("mailbox-new"), given)
    mailbox = Mailbox.objects.get(login="parks")
    assert "open sesame" not in mailbox.password
    assert decrypted(mailbox.password) == "open sesame"
    shown = alice.get(reverse("mailbox", args=[mailbox.pk])).content.decode()
    assert "open sesame" not in shown and mailbox.password not in shown


def test_a_password_is_not_taken_to_another_server(town: Town) -> None:
    keep_mailbox(town.mailbox, password="open sesame")
    town.mailbox.host = "elsewhere.example.org"
    with pytest.raises(NotPossible, match="Enter the password again"):
        keep_mailbox(town.mailbox, password="")


def test_the_sending_server_is_kept_encrypted(town: Town) -> None:
    given = {
        "scheme": "smtp+tls",
        "host": "smtp.example.org",
        "port": 587,
        "name": "us@example.org",
        "password": "p/w:d",
    }
    as_(town.alice).post(reverse("sending"), given)
    kept = Council.objects.get().smtp
    assert "smtp.example.org" not in kept
    assert decrypted(kept) == "smtp+tls://us%40example.org:p%2Fw%3Ad@smtp.example.org:587"


def test_two_services_of_one_name_have_two_codes(town: Town) -> None:
    for _ in range(2):
        keep_service(Service(name="Parks & play"))
    assert sorted(Service.objects.values_list("code", flat=True)) == ["parks-play", "parks-play-2"]


def test_a_closure_that_ends_before_it_begins_is_refused_where_it_was_typed(town: Town) -> None:
    given = {"title": "Christmas"}
    given |= {"first_day": "27", "first_month": "12", "first_year": "2099"}
    given |= {"last_day": "24", "last_month": "12", "last_year": "2099"}
    page = as_(town.alice).post(reverse("closure-new"), given).content.decode()
    assert '<a href="#id_last_0">The last day must be on or after the first</a>' in page
    assert CalendarChange.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "month", "year", "words"),
    [
        ("30", "2", "2099", "The date must be a real date"),
        ("", "2", "2099", "The date must include a day"),
        ("3", "", "", "The date must include a month and a year"),
        ("one", "two", "three", "The date must be a real date"),
        ("", "", "", "Enter the first day"),
    ],
)
def test_a_day_that_is_none_is_refused_in_words(town: Town, day: str, month: str, year: str, words: str) -> None:
    given = {"title": "x", "first_day": day, "first_month": month, "first_year": year}
    assert words in as_(town.alice).post(reverse("closure-new"), given).content.decode()


def test_the_charter_shows_every_promise_with_its_place_and_the_doubts(town: Town) -> None:
    page = as_(town.bob).get(reverse("charter")).content.decode()
    assert "Letters are answered in seven working days" in page
    assert "Customer Care Standards, twelfth point" in page
    assert "What is doubtful in it" in page


def test_a_new_desk_says_what_customers_would_miss_until_it_is_set(town: Town) -> None:
    """By init alone there is a name from the address, no telephone, no server and no mailbox that is read."""
    Council.objects.update(telephone="")
    Officer.objects.filter(pk=town.alice.pk).update(name="alice")
    missing = ["Your own name", "telephone number and postal", "address of these pages", "sends our mail", "is read"]
    for page in ("today", "settings"):
        seen = as_(town.alice).get(reverse(page)).text
        assert [words for words in missing if words not in seen] == []
        assert "Before customers write to you" not in as_(town.carol).get(reverse(page)).text
    Officer.objects.filter(pk=town.alice.pk).update(name="Alice Archer")
    Council.objects.update(telephone="01632 960000", public_url="https://contact.example.org", smtp="kept")
    Mailbox.objects.update(host="imap.example.org")
    assert "Before customers write to you" not in as_(town.alice).get(reverse("today")).text
