"""What holds for every address: one that no page can have is not found; what only officers see is kept nowhere."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

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
