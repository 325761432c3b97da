"""Parts of pages that ask once a second whether they have changed: of screens at which nobody is signed in."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def refreshed(request: HttpRequest, template: str, shown: Mapping[str, Any]) -> HttpResponse:
    """Return the part as it stands, or 204 where the page has it so already: it says by `seen` what it has.

    The page's element has `data-module="app-refresh"`. What counts up is a `<time datetime="…" data-counts>`.
    """
    html = render_to_string(template, dict(shown), request)
    mark = blake2b(html.encode(), digest_size=9).hexdigest()
    headers = {"Cache-Control": "no-store", "X-Seen": mark}
    if request.GET.get("seen") == mark:
        return HttpResponse(status=204, headers=headers)
    return HttpResponse(html, headers=headers)
