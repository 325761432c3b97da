"""When something goes wrong, the page that says so needs nothing that may be what went wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.views import defaults

from tests.cast import a_town


def test_the_page_of_a_fault_asks_the_database_nothing() -> None:
    # Without the mark that allows it, a question to the database fails the test.
    page = defaults.server_error(RequestFactory().get("/")).content.decode()
    assert "Sorry, there is a problem with this page" in page
    assert "telephone the council" in page


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_is_refused_in_words() -> None:
    page = defaults.bad_request(RequestFactory().get("/"), ValueError("unreadable")).content.decode()
    assert "We could not read that request" in page


@pytest.mark.django_db
def test_an_address_that_no_database_can_look_up_is_not_found(client: Client) -> None:
    assert client.get("/promises/%00").status_code == 404
    assert client.get("/desk/cases/%00").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address, above",
    [
        ("/desk/calls/by-hand", "/desk/calls/"),
        ("/desk/post/scans", "/desk/post/"),
        ("/desk/post/tray/7/withdrawal", "/desk/post/tray"),
        ("/desk/calls/transfers/7/acceptance", "/desk/calls/"),
    ],
)
def test_an_old_tab_of_what_only_a_button_opens_is_a_page_in_words(client: Client, address: str, above: str) -> None:
    client.force_login(a_town().bob)
    page = client.get(address)
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Opening it has changed nothing" in page.text and f'href="{above}">Go to the page it belongs to' in page.text


@pytest.mark.django_db
def test_what_officers_see_is_kept_in_no_cache(client: Client) -> None:
    client.force_login(a_town().bob)
    assert client.get("/desk/")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_file_posted_to_a_form_is_kept_nowhere(client: Client) -> None:
    a_town()
    posted = client.post("/contact", {"name": "Ann", "file": SimpleUploadedFile("big.bin", b"x" * 3_000_000)})
    assert posted.status_code == 200
    assert not posted.wsgi_request.FILES
