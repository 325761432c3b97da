"""Where the link of each kind of screen leads, and who may open it."""

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from answerable.desk.displays.actions import display_with
from answerable.desk.displays.models import Display

# The name of each kind's address, which takes the secret.
PAGES: dict[str, str] = {
    Display.Kind.WALL: "wall-display",
    Display.Kind.WAITING: "waiting",
    Display.Kind.CHECK_IN: "check-in",
}


def link_of(display: Display, secret: str) -> str:
    """Return the address that the screen opens, without the host."""
    return reverse(PAGES[display.kind], args=[secret])


def the_display(secret: str, kind: str) -> Display:
    """Return the screen whose link was opened, or say that there is no such page."""
    display = display_with(secret, kind=kind, on=localdate())
    if display is None:
        raise Http404
    return display
