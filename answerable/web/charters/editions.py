"""The editions of the charter: each with its text, who adopted it and when, and what it changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from answerable.charter.reader import read_charter
from answerable.desk.charters.actions import NotAdopted, changes_in, predecessor, withdraw_edition
from answerable.desk.models import Edition
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Edition.objects.select_related("adopted_by", "withdrawn_by"), number=number)
    shown = {
        "edition": row,
        "charter": read_charter(row.text),
        "before": predecessor(row),
        "changes": changes_in(row),
        "may_withdraw": row.starts > now() and row.withdrawn_at is None,
    }
    return render(request, "charters/edition.html", shown)


@require_POST
@managers_only
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(Edition, number=number)
    try:
        withdraw_edition(row, at=now(), by=officer_of(request))
    except NotAdopted as why:
        messages.error(request, str(why))
    else:
        messages.success(request, f"{row} is withdrawn: it binds nothing.")
    return redirect("charter-edition", number)
