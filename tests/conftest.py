"""The fixtures that every folder of tests may ask for; servers.py, dovecot.py and browsing.py make them."""

import os
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from django.contrib.contenttypes.management import create_contenttypes
from django.db.models.signals import post_migrate
from django.test import Client
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from tests.browsing import a_page, chromium
from tests.databases import ON_POSTGRES
from tests.dovecot import Dovecot, Mailbox
from tests.servers import SmtpServer
from tests.token_server import TokenServer

if TYPE_CHECKING:
    from tests.cast import Town

_numbers = count(1)

# The suite tries the same made-up cases each time, so that it speaks of the change; on PostgreSQL the first of them.
# HYPOTHESIS_PROFILE=explore tries others.
# That a machine is slow is no fault.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("suite", unhurried, derandomize=True, max_examples=25 if ON_POSTGRES else 100)
settings.register_profile("explore", unhurried, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(scope="session", autouse=True)
def _no_permissions_of_djangos() -> None:
    """Nobody at a desk has any: else they would be made anew whenever a test leaves its tables empty."""
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


@pytest.fixture(scope="session")
def _running_smtp_server() -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def smtp_server(_running_smtp_server: SmtpServer) -> SmtpServer:
    """An SMTP server that has received nothing yet."""
    _running_smtp_server.forget()
    return _running_smtp_server


@pytest.fixture(scope="session")
def _running_token_server() -> Iterator[TokenServer]:
    server = TokenServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def token_server(_running_token_server: TokenServer, settings: LazySettings) -> TokenServer:
    """A provider of tokens that nobody has consented to yet, and that the program may call."""
    _running_token_server.forget()
    settings.ALLOWED_ADDRESSES = f"127.0.0.1:{_running_token_server.port}"
    return _running_token_server


@pytest.fixture(scope="session")
def _running_dovecot(_running_token_server: TokenServer) -> Iterator[Dovecot]:
    dovecot = Dovecot(f"{_running_token_server.address}/introspect")
    dovecot.start()
    yield dovecot
    dovecot.stop()


@pytest.fixture
def imap_server(_running_dovecot: Dovecot) -> Mailbox:
    """An empty mailbox on a real IMAP server, over TLS."""
    return _running_dovecot.mailbox(f"council{next(_numbers)}@example.org")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that knows nobody."""
    with a_page(browser) as page:
        yield page


@pytest.fixture
def town() -> "Town":
    """A council with its officers and two customers, by Flitwick's charter."""
    from tests.cast import a_town  # the tests of the charter alone need no tables

    return a_town()


@pytest.fixture
def bob(town: "Town", client: Client) -> Client:
    """What an officer's browser sends: Bob is signed in."""
    client.force_login(town.bob)
    return client
