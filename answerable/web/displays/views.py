"""Screens that nobody is signed in at: let in, and ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable.desk.council.actions import council
from answerable.desk.displays.actions import make_display, revoke
from answerable.desk.displays.models import Display
from answerable.web.council.views import form_page
from answerable.web.displays.forms import DisplayForm
from answerable.web.displays.kinds import PAGES, link_of
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


@managers_only
def displays(request: HttpRequest) -> HttpResponse:
    found = Display.objects.select_related("office").order_by("revoked_at", "name")
    return render(request, "displays/displays.html", {"displays": found})


@never_cache
@managers_only
def display(request: HttpRequest) -> HttpResponse:
    form = DisplayForm(request.POST or None)
    form.fields["kind"].choices = [choice for choice in Display.Kind.choices if choice[0] in PAGES]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made, secret = make_display(
            given["kind"], name=given["name"], office=given["office"], at=now(), by=officer_of(request)
        )
        link = council().public_url.rstrip("/") + link_of(made, secret)
        return render(request, "displays/link.html", {"display": made, "link": link})
    return form_page(request, form, heading="Let a screen in", button="Make a link")


@require_POST
@managers_only
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(Display, pk=pk)
    revoke(gone, at=now())
    messages.success(request, f"{gone.name} shows nothing any more.")
    return redirect("displays")
