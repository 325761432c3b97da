"""Is this officer genuine? For the public: by the code of a visit or of an identity card, and by nothing else."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from answerable.desk.models import Badge
from answerable.desk.officers.delays import Door, opened
from answerable.desk.visits.genuine import bearer_of, visitor_by
from answerable.web.badges.pictures import picture
from answerable.web.public.views import private
from answerable.web.visitor import address_of, wait_or_count

# One answer to a code that is unknown, mistyped, of another day or of somebody who should be nowhere.
NOT_CONFIRMED = "We can’t confirm this visitor. Keep the door shut and ring us"
# Many people at once are not many doors: whoever tries codes by the thousand, from many addresses, waits too.
MOST_A_MINUTE = 60
BUSY = "Very many codes are being tried just now. Keep the door shut and ring us"


class CodeForm(forms.Form):
    """The code of a visit."""

    code = forms.CharField(
        label="Code of the visit",
        max_length=40,
        help_text="Eight letters and digits, such as H7K2-M9QX, in our message to you",
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code", "max_length": "The code has eight letters and digits"},
    )


# Nothing is forged by posting it; and under "no-referrer" a browser no longer says where a form came from, which is
# what the guard against forged forms asks.
@csrf_exempt
@private
@login_not_required
def genuine(request: HttpRequest) -> HttpResponse:
    """Answer to the code of a visit with the visitor's photograph and name: never where anybody is."""
    form = CodeForm(request.POST or None)
    badge = _ask(request, form) if request.method == "POST" and form.is_valid() else None
    return render(request, "public/genuine.html", {"form": form, **_shown(badge)})


def _ask(request: HttpRequest, form: CodeForm) -> Badge | None:
    doors = [Door(f"genuine|{address_of(request)}", free=5)]
    moment = now()
    try:
        wait_or_count(doors)
        _wait_for_others(moment)
    except ValidationError as wait:
        form.add_error(None, wait)
        return None
    badge = visitor_by(form.cleaned_data["code"], now=moment)
    if badge is None:
        form.add_error("code", NOT_CONFIRMED)
    else:
        opened(doors, at=moment)
    return badge


def _wait_for_others(moment: datetime) -> None:
    key = f"genuine-{moment:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    if cache.incr(key) > MOST_A_MINUTE:
        raise ValidationError(BUSY)


def _shown(badge: Badge | None) -> dict[str, Any]:
    return {"badge": badge, "picture": picture(badge)} if badge else {}


@require_GET
@private
@login_not_required
def genuine_card(request: HttpRequest, code: str) -> HttpResponse:
    """Answer to the signed code of an identity card: whose it is, if it is good today."""
    return render(request, "public/genuine_card.html", _shown(bearer_of(code, now=now())))
