"""The public pages: contacting the council, and following a case."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from answerable import __version__
from answerable.desk.cases.following import find, how_far, key_of, link_to
from answerable.desk.council.actions import council
from answerable.desk.history.law import law
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.models import Case
from answerable.desk.officers.delays import Door, opened
from answerable.web.public.forms import ContactForm, FollowForm
from answerable.web.visitor import address_of, wait_or_count

SENT = "case sent"  # the session's one entry: which case this browser has just opened
NOT_FOUND = "We can’t find a case with that reference and code. Check both, or contact us and we will tell you."
MANY_FORMS = "Many forms came from your connection. What you typed is still here."


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page out of caches, of search engines and of the address that the next site sees."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: object) -> HttpResponse:
        response = view(request, **parts)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html")


@login_not_required
def contact_us(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _not_too_many(request, form):
        request.session[SENT] = _take_in(form.body()).reference
        return redirect("contact-received")
    return render(request, "public/contact_us.html", {"form": form})


def _not_too_many(request: HttpRequest, form: ContactForm) -> bool:
    try:
        wait_or_count([Door(f"contact|{address_of(request)}", free=20)], MANY_FORMS)
    except ValidationError as wait:
        form.add_error(None, wait)
    return not form.errors


def _take_in(body: bytes) -> Case:
    moment = now()
    return take_in(keep(body, channel="web", at=moment), at=moment).cases.earliest("id")


@private
@login_not_required
def contact_received(request: HttpRequest) -> HttpResponse:
    case = Case.objects.filter(reference=request.session.get(SENT, "")).first()
    if case is None:
        return redirect("contact-us")
    shown = {"standing": how_far(case), "key": key_of(case), "link": link_to(case, council().public_url)}
    return render(request, "public/contact_received.html", shown)


# It changes nothing, so nothing is forged by posting it; and under "no-referrer" a browser no longer says
# where a form came from, which is what the guard against forged forms asks.
@csrf_exempt
@private
@login_not_required
def follow(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        case = _find(request, form)
        if case is not None:
            return render(request, "public/case.html", {"standing": how_far(case)})
    return render(request, "public/follow.html", {"form": form})


def _find(request: HttpRequest, form: FollowForm) -> Case | None:
    doors = [Door(f"follow|{address_of(request)}", free=10)]
    given = form.cleaned_data
    try:
        wait_or_count(doors)
    except ValidationError as wait:
        form.add_error(None, wait)
        return None
    case = find(reference=given["reference"], key=given["code"], now=now())
    if case is None:
        form.add_error(None, NOT_FOUND)
    else:
        opened(doors, at=now())
    return case


@login_not_required
def text(request: HttpRequest, page: str) -> HttpResponse:
    moment = now()
    return render(request, f"public/{page}.html", {"version": __version__, "nation": law().charter_at(moment).nation})


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say that the server runs and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("well\n", content_type="text/plain")
