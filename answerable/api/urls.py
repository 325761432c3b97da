"""The API at its addresses: no session, no cookie; every answer in JSON, every error as problem details."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, NoReturn

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

from answerable.api import cases, messages, telephony, webhooks, writing
from answerable.api.describing import DESCRIPTION, with_problems
from answerable.api.problems import Kind, Problem, answer
from answerable.api.tokens import Token

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Api(NinjaAPI):
    """Django Ninja's, with our errors in its description."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **places: Any) -> Any:
        return with_problems(super().get_openapi_schema(**places))


api = Api(title="Answerable", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api")
for error in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(error, answer)
api.add_router("", writing.router)
api.add_router("", telephony.router)
api.add_router("", webhooks.router)
api.add_router("", cases.router)
api.add_router("", messages.router)

nowhere = Router()
api.add_router("", nowhere)


@nowhere.api_operation(METHODS, "/{path:rest}", auth=Token("cases:read"), include_in_schema=False)
def no_such_address(request: HttpRequest, rest: str) -> NoReturn:
    raise Http404


def speaking_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to programs, which have no session, and answer what goes wrong around it as a problem too."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            response = view(request, *args, **named)
        except Http404 as error:
            return answer(request, error)
        if response.status_code == Kind.WRONG_METHOD.status:
            return _wrong_method(response.headers["Allow"])
        return response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is looked at, so no form can be forged
    return login_not_required(guarded)


def _wrong_method(allowed: str) -> HttpResponse:
    return Problem(Kind.WRONG_METHOD, f"Use {allowed}.", headers={"Allow": allowed}).response()


def _patterns() -> Iterator[URLPattern]:
    found, _, _ = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = speaking_problems(pattern.callback)
            yield pattern


at_api = (list(_patterns()), "ninja", "api")
