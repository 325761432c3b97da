"""What each role may open: of every address of the desk, so that a new one is closed until somebody decides."""

import re

import pytest
from django.test import Client

from answerable.desk.models import Officer
from tests.cast import Town
from tests.guards.test_open_doors import ROUTES

pytestmark = pytest.mark.django_db

# Every officer deals with customers and reads how the promises fare: these parts of the desk, whole.
OF_EVERY_OFFICER = {
    "", "account", "calls", "cases", "charter", "contacts", "customers", "diary", "drafts", "live", "messages",
    "officer-check", "post", "reception", "reports", "search", "today", "triage", "visits", "wall",
}  # fmt: skip
# Of the settings an officer sees that there are some; a manager sees what customers are told.
SETTINGS_OF_AN_OFFICER = {"settings"}
SETTINGS_OF_A_MANAGER = {
    "settings", "services", "displays", "display-new", "display-revocation", "calendar", "calendar-change",
    "edition-withdrawal", "charter-draft-new", "charter-draft", "charter-adoption", "charter-discarding",
    "charter-rehearse", "charter-ruling",
    "offices", "office", "office-new", "room", "room-new",
    "badges", "badge-issue", "badge-card", "badge-withdrawal",
    "lines", "line-new", "line",
}  # fmt: skip


def part_of(address: str) -> str:
    return re.split(r"[/.]", address)[1] if "/" in address else ""


def refuses(client: Client, address: str) -> bool:
    """Say whether the address does nothing for whoever is signed in, however it is asked."""
    place = "/" + re.sub(r"<int:[^>]+>", "1", re.sub(r"<(str|slug):[^>]+>", "x", address))
    answers = {client.get(place).status_code, client.post(place).status_code}
    return 403 in answers and answers <= {403, 405}


def opened(client: Client, officer: Officer) -> tuple[set[str], set[str]]:
    """Return the parts of the desk, and the names of the settings, that open to the officer."""
    client.force_login(officer)
    found = {
        (part_of(address), str(pattern.name))
        for address, pattern in ROUTES.items()
        if address.startswith("desk/") and not refuses(client, address)
    }
    return {part for part, _ in found if part != "settings"}, {name for part, name in found if part == "settings"}


def test_an_officer_opens_what_deals_with_customers_and_no_settings(client: Client, town: Town) -> None:
    assert opened(client, town.bob) == (OF_EVERY_OFFICER, SETTINGS_OF_AN_OFFICER)


def test_a_manager_also_sees_services_and_the_calendar(client: Client, town: Town) -> None:
    assert opened(client, town.carol) == (OF_EVERY_OFFICER | {"records"}, SETTINGS_OF_A_MANAGER)


def test_a_form_that_our_own_page_did_not_make_is_refused_everywhere(town: Town) -> None:
    """Every address that a browser may be made to post to asks for the secret of our own page (CSRF)."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(town.alice)
    forgeable = set()
    for address, pattern in ROUTES.items():
        place = "/" + re.sub(r"<int:[^>]+>", "1", re.sub(r"<(str|slug):[^>]+>", "x", address)).lstrip("^")
        if not address.startswith(("api/", "^")) and strict.post(place).status_code not in (403, 405):
            forgeable.add(pattern.name)
    assert forgeable == {"follow", "genuine"}  # they change nothing
