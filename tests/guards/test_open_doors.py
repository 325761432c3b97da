"""Every page asks who is there, but for the few that are meant for everybody."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

# What a stranger may ask for, by the first word of its address. The API asks for its token by itself.
OPEN = {
    "": "the front door",
    "contact": "write to the council",
    "calendar": "the diary for a calendar program, with its own secret",
    "check-in": "where visitors check in, with its own secret",
    "waiting": "whose turn it is, by number, with its own secret",
    "follow": "follow my case, with its own secret",
    "genuine": "is this officer genuine? by the code of a visit or of an identity card",
    "promises": "what we promise and how we do",
    "accessibility": "the accessibility statement",
    "privacy": "the privacy notice",
    "cookies": "the cookies page",
    "demonstration": "what a demonstration has sent; at a real council there is no such page",
    "wall": "figures without names, for a screen that has the link",
    "healthz": "whether the program is up, for whoever watches over it",
    "sign-in": "who are you?",
    "sign-out": "says nothing to one who isn't in",
    "password": "a forgotten password",
    "invitation": "a new officer's first password, with its own secret",
    "api": "asks for its own token",
}


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
    first_word = re.split(r"[/.]", address.lstrip("^"))[0].removesuffix("$")
    assert first_word in OPEN or not lets_strangers_in(ROUTES[address])


def test_the_desk_is_closed() -> None:
    assert [
        address for address, pattern in ROUTES.items() if address.startswith("desk") and lets_strangers_in(pattern)
    ] == []


# What describes the API, and does nothing.
DESCRIPTIONS = {"openapi-json", "openapi-view", "api-root"}


@pytest.mark.django_db
def test_the_api_does_nothing_without_a_token(client: Client) -> None:
    for address, pattern in ROUTES.items():
        if address.startswith("api/") and pattern.name not in DESCRIPTIONS:
            place = "/" + re.sub(r"<[^>]+>", "1", address)
            answers = {client.get(place).status_code, client.post(place, {}, "application/json").status_code}
            assert 401 in answers, f"{place} never asks for a token"
            assert answers <= {401, 405}, f"{place} answers without a token"
