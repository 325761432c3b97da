"""Programs that use the API: let in, and sent away."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import get_current_timezone, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable.desk.clients.actions import SCOPES, issue, revoke
from answerable.desk.models import Client
from answerable.web.clients.forms import ClientForm
from answerable.web.council.views import form_page
from answerable.web.roles import administrators_only


@administrators_only
def clients(request: HttpRequest) -> HttpResponse:
    shown = {"clients": Client.objects.order_by("revoked_at", "name"), "scopes": SCOPES}
    return render(request, "settings/clients.html", shown)


@never_cache
@administrators_only
def client(request: HttpRequest) -> HttpResponse:
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, moment = form.cleaned_data, now()
        midnight = datetime.combine(given["expires"] + timedelta(days=1), time(), get_current_timezone())
        try:
            made, token = issue(name=given["name"], scopes=given["scopes"], expires=midnight, at=moment)
        except ValueError:
            form.add_error("expires", "The last day must be today or later")
        else:
            return render(request, "settings/token.html", {"client": made, "token": token})
    return form_page(request, form, heading="Let a program in", button="Issue a token")


@require_POST
@administrators_only
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(Client, pk=pk)
    revoke(gone, at=now())
    messages.success(request, f"{gone.name} can no longer use the API.")
    return redirect("clients")
