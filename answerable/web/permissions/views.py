"""Permission to use mailboxes at a provider that takes no password: kept, asked for, given."""

import secrets

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from answerable.channels.email.permission import Asking, NotPermitted, access_token, consent_address, exchange
from answerable.desk.council.actions import council
from answerable.desk.models import Permission
from answerable.desk.permissions.actions import SecretNeeded, keep_permission
from answerable.web.permissions.forms import PermissionForm
from answerable.web.roles import administrators_only

ASKED = "permission asked for"  # in the session of whoever asks


@administrators_only
def permission(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    kept = get_object_or_404(Permission, pk=pk) if pk else Permission()
    form = PermissionForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        try:
            keep_permission(form.instance, secret=form.cleaned_data["secret"])
        except SecretNeeded as why:
            form.add_error("secret", str(why))
        else:
            return _kept(request, form.instance)
    return render(request, "settings/permission.html", {"form": form, "kept": kept, "redirect": _redirect()})


def _kept(request: HttpRequest, kept: Permission) -> HttpResponse:
    """Say what comes next; what is given to the application is tried at once."""
    if kept.by_consent:
        messages.success(request, "The permission is saved. Mailboxes can use it once it is given.")
        return redirect("permission", kept.pk)
    try:
        access_token(kept, at=now(), afresh=True)
    except NotPermitted as why:
        messages.error(request, str(why))
        return redirect("permission", kept.pk)
    messages.success(request, "The permission is saved, and the provider gives access.")
    return redirect("mailboxes")


@require_POST
@administrators_only
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(Permission, pk=pk)
    try:
        gone.delete()
    except ProtectedError:
        messages.error(request, "Mail still comes or goes by it. Change how that signs in first.")
        return redirect("permission", pk)
    messages.success(request, f"“{gone.name}” is removed. Withdraw it at the provider too.")
    return redirect("mailboxes")


@require_GET
@administrators_only
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the administrator's browser to the provider, which sends it back to `answer`."""
    wanted = get_object_or_404(Permission, pk=pk, given=Permission.Given.CONSENT)
    asked = Asking.anew()
    request.session[ASKED] = {"permission": pk, "state": asked.state, "verifier": asked.verifier}
    return HttpResponseRedirect(consent_address(wanted, asked, redirect=_redirect()))


@require_GET
@administrators_only
def answer(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer: only to what was asked for from this browser, and once."""
    asked = request.session.pop(ASKED, None)
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    wanted = Permission.objects.filter(pk=asked["permission"]).first() if asked else None
    if asked is None or wanted is None or not secrets.compare_digest(asked["state"].encode(), state.encode()):
        messages.error(request, "This answer was not asked for from this browser, or not just now. Ask again.")
        return redirect("mailboxes")
    try:
        if not code:
            raise NotPermitted("The permission was not given. Nothing has changed.")
        exchange(wanted, code, Asking(asked["state"], asked["verifier"]), redirect=_redirect(), at=now())
    except NotPermitted as why:
        messages.error(request, str(why))
    else:
        messages.success(request, "The permission is given. Choose it for the mailboxes that it is for.")
    return redirect("permission", wanted.pk)


def _redirect() -> str:
    """Return the address that is registered at the provider: from the settings, never what the browser says."""
    return council().public_url.rstrip("/") + reverse("permission-answer")
