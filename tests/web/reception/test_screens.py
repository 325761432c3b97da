"""The screens of reception: checking in by touch in one's language, and reading whose turn it is."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.council.models import Service
from answerable.desk.diary.appointments import Agreed, make
from answerable.desk.displays.actions import make_display, revoke
from answerable.desk.displays.models import Display
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.needs.models import Need
from answerable.desk.offices.models import Office, Room
from answerable.desk.reception import actions
from answerable.desk.reception.models import AT_RECEPTION, ReceptionVisit
from answerable.desk.reception.screens import MOST_AT_ONCE
from answerable.web.reception.languages import LANGUAGES, SENTENCES
from tests.cast import Town, a_case
from tests.desk.reception.visitors import a_visitor, an_office, at

pytestmark = pytest.mark.django_db


def a_screen(town: Town, kind: str = Display.Kind.CHECK_IN) -> tuple[Display, str]:
    screen, secret = make_display(kind, office=an_office(), name="By the door", at=at("09:00"), by=town.carol)
    return screen, reverse("check-in" if kind == Display.Kind.CHECK_IN else "waiting", args=[secret])


def touch(client: Client, address: str, clock: str = "10:00", **fields: Any) -> Any:
    with time_machine.travel(at(clock), tick=False):
        return client.post(address, fields, follow=True)


def all_the_way(client: Client, address: str, **more: Any) -> Any:
    usual = {"language": "pl", "appointment": "no", "about": "halls", "name": "Ewa Nowak", "step": "needs"}
    return touch(client, address, **{**usual, "needs": ["interpreter", "seat"], **more})


def test_every_sentence_stands_in_every_language() -> None:
    english = LANGUAGES["en"]
    assert {path.stem for path in SENTENCES.glob("*.toml")} == set(LANGUAGES)
    assert set(english.needs) == set(AT_RECEPTION)
    for language in LANGUAGES.values():
        assert list(language.says) == list(english.says), language.code
        assert list(language.needs) == list(english.needs), language.code
        assert all(language.says.values()) and all(language.needs.values()), language.code
        assert "{least}" in language.says["wait"] and "{most}" in language.says["wait"], language.code


def test_a_visitor_checks_in_in_polish_and_gets_a_number(town: Town, client: Client) -> None:
    Service.objects.create(code="halls", name="Halls and bookings")
    _, address = a_screen(town)
    assert "Polski" in client.get(address).text
    assert "Czy ma Pan/Pani umówioną wizytę?" in touch(client, address, language="pl").text
    asked = touch(client, address, language="pl", step="appointment", appointment="no").text
    assert "Halls and bookings" in asked
    done = all_the_way(client, address, token="a").text
    assert "<title>Jest Pan/Pani na liście" in done
    assert "Ewa" not in done
    assert [int(left) >= 20 for left in re.findall(r'data-more="(\d+)"', asked + done)] == [True, True]  # WCAG 2.2.1
    visit = ReceptionVisit.objects.get()
    assert (visit.name, visit.language, visit.needs) == ("Ewa Nowak", "pl", ["interpreter", "seat"])
    assert (visit.service, visit.self_checked_in) == (Service.objects.get(), True)


def test_the_same_form_twice_is_one_visitor(town: Town, client: Client) -> None:
    _, address = a_screen(town)
    for _ in range(2):
        all_the_way(client, address, token="a")
    assert ReceptionVisit.objects.count() == 1


def test_the_way_back_leads_to_the_question_before(town: Town, client: Client) -> None:
    _, address = a_screen(town)
    page = touch(client, address, language="en", step="needs", appointment="yes", which="Ann", do="back").text
    assert "the reference in our letter" in page
    assert 'value="Ann"' in page


def test_urdu_and_arabic_run_from_right_to_left(town: Town, client: Client) -> None:
    _, address = a_screen(town)
    for code in ("ur", "ar"):
        assert f'lang="{code}" dir="rtl"' in touch(client, address, language=code).text


def test_the_number_is_soon_told_to_nobody_any_more(town: Town, client: Client) -> None:
    _, address = a_screen(town)
    all_the_way(client, address)
    place = f"{address}/pl/{ReceptionVisit.objects.get().occasion.reference}"
    with time_machine.travel(at("10:02"), tick=False):
        assert "liście" in client.get(place).text
    with time_machine.travel(at("10:04"), tick=False):
        assert client.get(place, follow=True).redirect_chain


def test_only_a_screen_that_a_manager_made_lets_anybody_check_in(town: Town, client: Client) -> None:
    screen, address = a_screen(town)
    assert client.get(reverse("check-in", args=["guessed"])).status_code == 404
    assert client.get(reverse("waiting", args=[address.rsplit("/", 1)[1]])).status_code == 404
    revoke(screen, at=at("10:00"))
    assert client.get(address).status_code == 404


def test_a_screen_that_is_played_with_sends_people_to_staff(town: Town, client: Client) -> None:
    _, address = a_screen(town)
    for number in range(MOST_AT_ONCE):
        all_the_way(client, address, token=str(number))
    assert "pracownikiem" in all_the_way(client, address, token="more").text
    assert ReceptionVisit.objects.count() == MOST_AT_ONCE


def test_the_screen_keeps_nothing_in_the_browser(town: Town, client: Client) -> None:
    _, address = a_screen(town)
    page = all_the_way(client, address)
    assert "no-store" in page["Cache-Control"]
    assert set(client.cookies) <= {"csrftoken"}


def test_the_waiting_display_shows_numbers_and_rooms_and_no_names(town: Town, client: Client) -> None:
    _, address = a_screen(town, Display.Kind.WAITING)
    first, second = a_visitor("10:00", "Mrs Lee"), a_visitor("10:01", "Tom Adeyemi")
    actions.take_to(first, Room.objects.get(private=True), at=at("10:02"), by=town.bob)
    actions.see(first, at=at("10:03"), by=town.bob)
    with time_machine.travel(at("10:04"), tick=False):
        page = client.get(address).text
    assert "Garden room" in page
    assert f">{second.number}<" in page
    assert "Lee" not in page and "Adeyemi" not in page


def test_a_manager_lets_a_check_in_screen_in(town: Town, client: Client) -> None:
    client.force_login(town.carol)
    page = client.post(reverse("display-new"), {"kind": "check-in", "name": "By the door"}).text
    secret = page.split("/check-in/")[1].split("<")[0]
    assert client.get(reverse("check-in", args=[secret])).status_code == 200


@pytest.mark.parametrize("said", ["the reference", "mrs lee"])
def test_F10_an_appointment_is_found_at_the_screen_and_kept_by_its_officer(
    town: Town, client: Client, said: str
) -> None:
    _, address = a_screen(town)
    known = [Told(Need.Kind.ADJUSTMENT, "hearing loop"), Told(Need.Kind.LANGUAGE, "Polish", interpreter=True)]
    keep_needs(town.mrs_lee, known, at=at("09:00"), by=town.bob)
    agreed = Agreed(officer=town.bob, begins=at("10:30"), ends=at("11:00"), purpose="The hedge")
    made = make(a_case(town, at=at("09:00")), agreed, at=at("09:00"), by=town.bob)
    which = made.occasion.reference.lower() if said == "the reference" else said
    all_the_way(client, address, language="en", appointment="yes", which=which)
    visit = ReceptionVisit.objects.get()
    assert (visit.about, visit.customer) == ("Appointment with Bob Baker at 10:30", town.mrs_lee)
    assert visit.needs == ["interpreter", "seat", "hearing loop"]  # as they touched, and as her page has them
    actions.see(visit, at=at("10:29"), by=town.bob)
    made.refresh_from_db()
    assert made.outcome == "kept"


def test_a_manager_names_an_office_with_its_rooms(town: Town, client: Client) -> None:
    client.force_login(town.carol)
    office = {"name": "The Old Hall", "directions": "Bus 44", "access": "Ramp", "words_after": "80", "current": "on"}
    client.post(reverse("office-new"), office)
    made = Office.objects.get()
    assert (made.name, made.words_after) == ("The Old Hall", 80)
    assert (
        "is saved"
        in client.post(
            reverse("room-new", args=[made.pk]), {"name": "Snug", "private": "yes", "current": "on"}, follow=True
        ).text
    )
    assert (
        "has a room of that name already"
        in client.post(reverse("room-new", args=[made.pk]), {"name": "Snug", "private": "no", "current": "on"}).text
    )


@pytest.mark.parametrize("bad", ["", "a\0b", "9" * 5000, "😀<img src=x onerror=alert(1)>" * 300, "a\r\nb"])
def test_nothing_that_is_posted_to_a_screen_is_a_fault(town: Town, client: Client, bad: str) -> None:
    client.raise_request_exception = False
    _, address = a_screen(town)
    for step in ("appointment", "which", "about", "name", "needs", bad):
        for appointment in ("yes", "no", bad):
            fields = dict.fromkeys(("which", "about", "name", "needs", "token", "do"), bad)
            answer = touch(client, address, language="en", step=step, appointment=appointment, **fields)
            assert answer.status_code < 500
    assert all(visit.name.isprintable() for visit in ReceptionVisit.objects.all())
