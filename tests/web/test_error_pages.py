"""When something goes wrong, the page that says so needs nothing that may be what went wrong."""

import pytest
from django.test import RequestFactory
from django.views import defaults


def test_the_page_of_a_fault_asks_the_database_nothing() -> None:
    # Without the mark that allows it, a question to the database fails the test.
    page = defaults.server_error(RequestFactory().get("/")).content.decode()
    assert "Sorry, there is a problem with this page" in page
    assert "telephone the council" in page


@pytest.mark.django_db
def test_a_request_that_cannot_be_read_is_refused_in_words() -> None:
    page = defaults.bad_request(RequestFactory().get("/"), ValueError("unreadable")).content.decode()
    assert "We could not read that request" in page
