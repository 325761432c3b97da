"""Every page asks who is there, but for the few that are meant for everybody."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

# What a stranger may ask for, by the beginning of its address. The API asks for its token by itself.
OPEN = ("public/", "accounts/login/", "api/")


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield each address the program answers to, with what answers."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address)
        else:
            yield address, pattern


ROUTES = dict(routes(get_resolver().url_patterns))


def lets_strangers_in(pattern: URLPattern) -> bool:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    door = LoginRequiredMiddleware(lambda request: HttpResponse())
    return door.process_view(request, pattern.callback, (), {}) is None


def test_the_door_is_in_place() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    assert ROUTES


@pytest.mark.parametrize("address", ROUTES)
def test_a_stranger_meets_a_sign_in_unless_the_page_is_for_everybody(address: str) -> None:
    assert lets_strangers_in(ROUTES[address]) == address.startswith(OPEN)
