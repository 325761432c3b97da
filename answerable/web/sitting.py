"""Who sits at the desk."""

from typing import cast

from django.http import HttpRequest

from answerable.desk.officers.models import Officer


def officer_of(request: HttpRequest) -> Officer:
    """Return the officer who is signed in. Only for pages that nobody else can open."""
    return cast(Officer, request.user)
