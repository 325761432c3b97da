"""Asking for what shows live, once a second, where a browser can't have the stream."""

import time
from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from answerable.desk.officers.models import Officer
from answerable.web.live.listeners import BETWEEN_LOOKS, told
from answerable.web.live.registry import THINGS
from answerable.web.live.watch import Seen, Watch
from answerable.web.sitting import officer_of

PLACE = "/desk/live"
REMEMBERED = 4.0  # seconds for which an officer who was let in needn't be asked for again: signing out ends it then
MOST_REMEMBERED = 5_000

watch = Watch(THINGS)
_lock = Lock()
_looked_at = 0.0
_let_in: dict[str, tuple[Officer, float]] = {}  # by session: who it is, and until when that holds


@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """Return what has changed since the officer last asked, and what to ask with next; 204 if nothing has."""
    officer = officer_of(request)
    _let_in[request.session.session_key or ""] = officer, time.monotonic() + REMEMBERED
    if len(_let_in) > MOST_REMEMBERED:
        _let_in.clear()
    return _changes(request, officer)


def answered_first(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer an officer who was let in a moment ago before anything else is done.

    Three hundred officers ask once a second: finding out anew who they are would cost more than all their other work.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info == PLACE and request.method == "GET":
            officer, until = _let_in.get(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""), (None, 0.0))
            if officer is not None and time.monotonic() < until and request.get_host():
                return _changes(request, officer)
        return answer(request)

    return middleware


def _changes(request: HttpRequest, officer: Officer) -> HttpResponse:
    _look()
    seen, at = _read(request.GET.get("seen", "")), now()
    first = not seen
    changes = watch.changes(officer, seen, at)
    kept_nowhere = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if not changes and not first:
        return HttpResponse(status=204, headers=kept_nowhere)
    answer = JsonResponse({"seen": _written(seen), **told(changes, at=at, all=first)}, headers=kept_nowhere)
    answer.headers["Content-Length"] = str(len(answer.content))
    return answer


def _look() -> None:
    """Look, unless somebody has looked a moment ago."""
    global _looked_at
    with _lock:
        if time.monotonic() - _looked_at < BETWEEN_LOOKS:
            return
        watch.look(now())
        _looked_at = time.monotonic()


def _read(seen: str) -> Seen:
    """Return the marks that the browser was given, by the names of things."""
    pairs = (part.partition("-") for part in seen.split("."))
    names = {thing.name for thing in THINGS}
    return {name: mark for name, _, mark in pairs if name in names and mark}


def _written(seen: Seen) -> str:
    return ".".join(f"{name}-{mark}" for name, mark in seen.items())
