"""Pages that only managers, or only administrators, may open."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from answerable.desk.models import Officer
from answerable.web.sitting import officer_of

View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    return _only(view, lambda officer: officer.is_administrator)


def managers_only(view: View) -> View:
    return _only(view, lambda officer: officer.is_manager)


def _only(view: View, may: Callable[[Officer], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may(officer_of(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
