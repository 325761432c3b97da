"""What every test of the screens has."""

from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _mail_goes_the_real_way() -> Iterator[None]:
    """Django's test runner puts mail aside; here it goes by the outbox, as in earnest."""
    with override_settings(EMAIL_BACKEND="answerable.web.officers.mail.OutboxBackend"):
        yield
