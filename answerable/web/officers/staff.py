"""Who works at the desk: the list, invitations, changes and leavers."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.desk.council.actions import council
from answerable.desk.models import Case, Officer
from answerable.desk.officers.actions import DETAILS, NotPossible, change, come_back, has_work, invite, leave
from answerable.desk.outbox.actions import Saying, queue
from answerable.desk.outbox.models import Means
from answerable.web.council.views import form_page
from answerable.web.officers.adapter import public_link
from answerable.web.officers.staff_forms import ChangeOfficerForm, InviteForm, LeaverForm
from answerable.web.roles import administrators_only
from answerable.web.sitting import officer_of

HANDED_ON = "of their appointments and home visits to come, in the diary. Tell each customer who comes now."


@administrators_only
def officers(request: HttpRequest) -> HttpResponse:
    return render(request, "officers/list.html", {"officers": Officer.objects.order_by("-is_active", "name")})


@administrators_only
def invitation(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            officer = invite(**form.cleaned_data, at=now())
        except NotPossible as why:
            form.add_error("email", str(why))
        else:
            _send_invitation(officer, officer_of(request))
            messages.success(request, f"An invitation is on its way to {officer.name}.")
            return redirect("officers")
    return form_page(request, form, heading="Invite an officer", button="Send the invitation")


@require_POST
@administrators_only
def invitation_again(request: HttpRequest, pk: int) -> HttpResponse:
    officer = get_object_or_404(Officer, pk=pk, is_active=True)
    _send_invitation(officer, officer_of(request))
    messages.success(request, f"A new link is on its way to {officer.name}.")
    return redirect("officers")


def _send_invitation(officer: Officer, by: Officer) -> None:
    link = public_link(
        "account_reset_password_from_key",
        uidb36=user_pk_to_url_str(officer),
        key=default_token_generator.make_token(officer),
    )
    text = render_to_string(
        "officers/invitation.txt", {"officer": officer, "council": council(), "link": link, "by": by}
    )
    subject = f"Your place at the customer services desk of {council().name}"
    queue(None, Saying(Means.OTHER, text), to=officer.email, subject=subject, at=now(), by=by)


@administrators_only
def officer(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Officer, pk=pk)
    known = {name: getattr(kept, name) for name in ("name", "role", *DETAILS)}
    form = ChangeOfficerForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            change(kept, **form.cleaned_data)
        except NotPossible as why:
            form.add_error("role", str(why))
        else:
            messages.success(request, f"{kept.name} is saved.")
            return redirect("officers")
    return form_page(request, form, heading=f"Change {kept.name}")


@administrators_only
def leaver(request: HttpRequest, pk: int) -> HttpResponse:
    gone = get_object_or_404(Officer, pk=pk, is_active=True)
    form = LeaverForm(request.POST or None, leaver=gone)
    if request.method == "POST" and form.is_valid():
        try:
            handed = leave(gone, heir=form.cleaned_data["heir"], at=now())
        except NotPossible as why:
            form.add_error("heir", str(why))
        else:
            messages.success(request, f"{gone.name} can no longer sign in. Cases handed on: {handed.cases}.")
            if handed.meetings:
                heir = form.cleaned_data["heir"]
                messages.warning(request, f"{heir.name} has {handed.meetings} {HANDED_ON}")
            return redirect("officers")
    shown = {"form": form, "leaver": gone, "cases": Case.objects.open().of(gone).count(), "has_work": has_work(gone)}
    return render(request, "officers/leaver.html", shown)


@require_POST
@administrators_only
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    back = get_object_or_404(Officer, pk=pk, is_active=False)
    come_back(back, at=now())
    messages.success(request, f"{back.name} can sign in again.")
    return redirect("officers")
