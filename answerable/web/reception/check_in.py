"""The check-in screen: one question a page, in the visitor's language. Nothing is kept but in the page itself."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from answerable.desk.council.models import Service
from answerable.desk.displays.models import Display
from answerable.desk.reception import actions
from answerable.desk.reception.actions import Visitor
from answerable.desk.reception.expected import expected, in_words
from answerable.desk.reception.lasting import known_before
from answerable.desk.reception.models import AT_RECEPTION, ReceptionVisit
from answerable.desk.reception.screens import is_worn_out, office_at
from answerable.desk.reception.waits import outlook
from answerable.web.contacts.fields import Line
from answerable.web.displays.kinds import the_display
from answerable.web.drafts.restore import token_of
from answerable.web.reception.languages import LANGUAGES, Language

View = Callable[..., HttpResponse]
# What is asked, in order, of who has an appointment and of who has none.
EXPECTED, UNEXPECTED = ("appointment", "which", "needs"), ("appointment", "about", "name", "needs")
SHOWN_FOR = timedelta(minutes=3)  # how long the number of somebody who checked in can be read again
LENGTHS = {"which": 200, "name": 200}


def at_screen(kind: str) -> Callable[[View], View]:
    """Let the page be seen only at a screen of that kind, by its link; kept by no cache and found by no search."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, secret: str, **more: str) -> HttpResponse:
            response = view(request, the_display(secret, kind), secret, **more)
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex"
            return response

        return login_not_required(guarded)

    return door


@at_screen(Display.Kind.CHECK_IN)
def check_in(request: HttpRequest, screen: Display, secret: str) -> HttpResponse:
    """Ask the next question; after the last, put the visitor into the list."""
    language = LANGUAGES.get(request.POST.get("language", ""))
    if request.method != "POST" or language is None:
        return render(request, "reception/check_in/start.html", {"languages": LANGUAGES.values(), "secret": secret})
    step = _next(request)
    if step == "done":
        return _enter(request, screen, secret, language)
    services = Service.objects.filter(current=True).order_by("name") if step == "about" else ()
    shown = {
        "secret": secret,
        "language": language,
        "says": language.says,
        "step": step,
        "kept": {name: value for name, value in _kept(request).items() if name != step},
        "answer": request.POST.get(step, ""),
        "needs": request.POST.getlist("needs"),
        "services": services,
        "token": token_of(request),
    }
    return render(request, "reception/check_in/question.html", shown)


def _steps(request: HttpRequest) -> tuple[str, ...]:
    return EXPECTED if request.POST.get("appointment") == "yes" else UNEXPECTED


def _next(request: HttpRequest) -> str:
    """Return the question that comes after, or before, the one that was answered; "done" after the last."""
    steps = _steps(request)
    answered = request.POST.get("step", "")
    if answered not in steps:
        return steps[0]
    place = steps.index(answered) + (-1 if request.POST.get("do") == "back" else 1)
    return steps[max(place, 0)] if place < len(steps) else "done"


def _kept(request: HttpRequest) -> dict[str, str]:
    """Return the answers so far, which the next page carries on."""
    names = ("appointment", "which", "about", "name")
    return {name: request.POST[name][:200] for name in names if request.POST.get(name)}


def _enter(request: HttpRequest, screen: Display, secret: str, language: Language) -> HttpResponse:
    moment = now()
    if is_worn_out(screen, moment):
        shown = {"secret": secret, "language": language, "says": language.says}
        return render(request, "reception/check_in/staff.html", shown, status=429)
    wait = outlook(office_at(screen), moment).for_newcomer()
    visitor = _visitor(request, screen, language)
    visit = actions.check_in(visitor, screen=screen, token=token_of(request), wait=wait, at=moment)
    return redirect("checked-in", secret, language.code, visit.occasion.reference)


def _visitor(request: HttpRequest, screen: Display, language: Language) -> Visitor:
    kept = _kept(request)
    needs = [need for need in dict.fromkeys(request.POST.getlist("needs")) if need in AT_RECEPTION]
    if kept.get("appointment") == "yes":
        who = _line(kept.get("which", ""))
        found = expected(who, office=office_at(screen), now=now())
        name = str(found.case.customer or who) if found else who
        about = in_words(found) if found else "Says that they have an appointment"
        needs = list(dict.fromkeys([*needs, *known_before(found.case.customer if found else None)]))
        return Visitor(name=name, about=about, needs=needs, language=language.code, appointment=found)
    service = Service.objects.filter(current=True, code=_line(kept.get("about", ""))).first()
    return Visitor(name=_line(kept.get("name", "")), service=service, needs=needs, language=language.code)


def _line(text: str) -> str:
    """Return what was typed on one line; nothing of what no line may hold."""
    typed = "".join(letter for letter in text if letter.isprintable())
    return Line(required=False).to_python(typed)[:200]


@at_screen(Display.Kind.CHECK_IN)
def checked_in(request: HttpRequest, screen: Display, secret: str, *, code: str, reference: str) -> HttpResponse:
    """Tell the visitor their number and how long they are likely to wait. Soon it is not told any more."""
    language = LANGUAGES.get(code)
    since = now() - SHOWN_FOR
    visits = ReceptionVisit.objects.filter(screen=screen, occasion__reference=reference, occasion__at__gt=since)
    visit = visits.first()
    if language is None or visit is None:
        return redirect("check-in", secret)
    shown = {
        "secret": secret,
        "language": language,
        "says": language.says,
        "visit": visit,
        "wait": _told(visit, language),
    }
    return render(request, "reception/check_in/done.html", shown)


def _told(visit: ReceptionVisit, language: Language) -> str:
    if visit.wait_most is None:
        return language.says["wait_unknown"]
    if visit.wait_most <= 1:
        return language.says["wait_short"]
    return language.says["wait"].format(least=visit.wait_least, most=visit.wait_most)
