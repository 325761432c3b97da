"""An officer who is signed in, and how many SQL statements a page of theirs takes."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.desk.models import Officer

# What opens and ends transactions asks the database nothing.
ASKING = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


def cookies(officer: Officer) -> dict[str, str]:
    """Return the cookies of the officer's browser."""
    client = Client()
    client.force_login(officer)
    return {
        settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
        "csrftoken": _get_new_csrf_string(),
    }


class InProcess:
    """A browser that asks within this process, where statements can be counted."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._client = Client(SERVER_NAME="127.0.0.1")
        for name, value in known.items():
            self._client.cookies[name] = value

    def get(self, page: str, headers: Mapping[str, str] | None = None) -> int:
        return int(self._client.get(page, headers=dict(headers or {})).status_code)

    def form(self, page: str, **fields: str) -> int:
        kind = "application/x-www-form-urlencoded"
        return int(self._client.post(page, urlencode(fields), kind).status_code)


def statements(look: Callable[[Any], int], known: Mapping[str, str]) -> int:
    """Return how many statements the page takes the second time that it is looked at."""
    browser = InProcess(known)
    look(browser)
    with CaptureQueriesContext(connection) as asked:
        status = look(browser)
    if status != 200:
        raise AssertionError(f"The page answered {status} within this process")
    return sum(query["sql"].lstrip().startswith(ASKING) for query in asked.captured_queries)
