"""The wall: big figures that keep themselves up to date."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from answerable.desk.displays.models import Display
from answerable.reports.wall import the_wall
from answerable.web.displays.kinds import the_display
from answerable.web.live.refreshing import refreshed


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Show the wall to an officer."""
    return _wall(request, display=None)


@login_not_required
@require_safe
def wall_display(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the wall on a screen that has its link."""
    response = _wall(request, display=the_display(secret, Display.Kind.WALL))
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _wall(request: HttpRequest, display: Display | None) -> HttpResponse:
    at = now()
    shown = {"wall": the_wall(at), "display": display}
    if "seen" in request.GET:
        return refreshed(request, "wall/figures.html", shown)
    return render(request, "wall/wall.html", shown)
