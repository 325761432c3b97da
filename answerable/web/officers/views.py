"""One's own account."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def my_account(request: HttpRequest) -> HttpResponse:
    return render(request, "officers/my_account.html", {"second_factor": is_mfa_enabled(request.user)})
