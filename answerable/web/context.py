"""What every page knows: whose desk it is, and what time it is."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import now

from answerable.desk.models import Council


def desk(request: HttpRequest) -> dict[str, Any]:
    """Return the council (read once a page, and only if the page asks) and the moment the page was made."""
    return {"council": SimpleLazyObject(Council.objects.first), "now": now()}
