"""What holds for every address.

One that no page can have is not found; what only officers see is kept nowhere; what only a form opens says so in words.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve

Answer = Callable[[HttpRequest], HttpResponse]


def only_real_addresses(answer: Answer) -> Answer:
    """Refuse an address with a NUL in it before anything looks it up: PostgreSQL has no place for one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return answer(request)

    return middleware


def kept_nowhere(answer: Answer) -> Answer:
    """Keep officers' pages out of every cache: after signing out, the Back button shows nobody's case."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path_info.startswith("/desk/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def says_what_it_takes(answer: Answer) -> Answer:
    """Say in words that an address takes only what a form sends, with a way on: a browser opens its old tabs again."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refused = answer(request)
        if not isinstance(refused, HttpResponseNotAllowed) or refused.content:
            return refused
        page = render(request, "405.html", {"above": _page_above(request)}, status=refused.status_code)
        page.headers["Allow"] = refused.headers["Allow"]
        return page

    return middleware


def _page_above(request: HttpRequest) -> str:
    """Return the nearest address above this one that is about the same things, or ""."""
    path, about = request.path_info, request.resolver_match.kwargs if request.resolver_match else {}
    while path.count("/") > 1:
        path = path.rstrip("/").rpartition("/")[0]
        for address in (path, f"{path}/"):
            if (found := _resolved(address)) is not None and found.items() <= about.items():
                return address
    return ""


def _resolved(address: str) -> dict[str, object] | None:
    try:
        return resolve(address).kwargs
    except Resolver404:
        return None
