"""One's own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from answerable.desk.officers.actions import use_single_keys
from answerable.web.sitting import officer_of


def my_account(request: HttpRequest) -> HttpResponse:
    return render(request, "officers/my_account.html", {"second_factor": is_mfa_enabled(request.user)})


@require_POST
def single_keys(request: HttpRequest) -> HttpResponse:
    """Switch the officer's single keys on or off: they are in the way of people who speak to their computer."""
    on = request.POST.get("on") == "yes"
    use_single_keys(officer_of(request), on=on)
    messages.success(request, f"Single keys are {'on' if on else 'off'}.")
    return redirect("my-account")
