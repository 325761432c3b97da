"""The public pages."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "public/home.html")


@login_not_required
def contact_us(request: HttpRequest) -> HttpResponse:
    return render(request, "public/contact_us.html")


@login_not_required
def follow(request: HttpRequest) -> HttpResponse:
    return render(request, "public/follow.html")


@login_not_required
def text(request: HttpRequest, page: str) -> HttpResponse:
    return render(request, f"public/{page}.html")


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Say that the server runs and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("well\n", content_type="text/plain")
