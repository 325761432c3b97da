"""The charter in force, as staff read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from answerable.charter.doubts import doubts
from answerable.desk.history.law import law
from answerable.desk.models import Edition


def charter(request: HttpRequest) -> HttpResponse:
    in_force = law().charter_at(now())
    shown = {
        "charter": in_force,
        "doubts": doubts(in_force, localdate()),
        "editions": Edition.objects.select_related("adopted_by").order_by("-number"),
    }
    return render(request, "settings/charter.html", shown)
