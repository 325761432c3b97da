"""The charter in force, as staff read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now

from answerable.charter.doubts import doubts
from answerable.desk.history.law import law
from answerable.desk.models import CharterDraft, Edition
from answerable.web.charters.rulings import with_keys


def charter(request: HttpRequest) -> HttpResponse:
    moment = now()
    in_force = law().charter_at(moment)
    editions = Edition.objects.select_related("adopted_by", "withdrawn_by").defer("text").order_by("-starts", "-number")
    found, titles = doubts(in_force, localdate()), {promise.id: promise.title for promise in in_force}
    shown = {
        "charter": in_force,
        "doubts": [(doubt, key, titles.get(doubt.clause, "")) for doubt, key in with_keys(found, in_force)],
        "review_is_past": in_force.review_date is not None and in_force.review_date < localdate(),
        "editions": editions,
        "drafts": CharterDraft.objects.filter(edition=None).select_related("changed_by").defer("text"),
    }
    return render(request, "settings/charter.html", shown)
