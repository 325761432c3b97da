"""Which counter this screen is, and whether names are blanked on it: kept in the session, so on this device."""

from dataclasses import dataclass

from django.http import HttpRequest

from answerable.desk.offices.models import Office, Room

_PLACE, _BLANK = "reception", "reception blank"


@dataclass(frozen=True)
class Place:
    """Where this screen stands. `office` None: it looks at all of them, or the council has named none."""

    office: Office | None
    counter: Room | None
    several: bool  # whether there are offices to choose from

    @property
    def unclear(self) -> bool:
        """Say whether nobody knows at which office a visitor has come."""
        return self.office is None and self.several


def place_of(request: HttpRequest) -> Place:
    """Return where this screen stands; with one office, there."""
    offices = list(Office.objects.filter(current=True).order_by("name"))
    kept = request.session.get(_PLACE, {})
    chosen = next((office for office in offices if office.pk == kept.get("office")), None)
    if chosen is None and len(offices) == 1:
        chosen = offices[0]
    counter = kept.get("counter") and Room.objects.filter(pk=kept["counter"], office=chosen, current=True).first()
    return Place(chosen, counter or None, len(offices) > 1)


def stand_at(request: HttpRequest, office: Office | None, counter: Room | None) -> None:
    """Let this screen be at that office, and at that counter of it."""
    request.session[_PLACE] = {"office": office and office.pk, "counter": counter and counter.pk}


def is_blank(request: HttpRequest) -> bool:
    """Say whether names, and what visits are about, are kept off this screen."""
    return bool(request.session.get(_BLANK))


def turn_blank(request: HttpRequest) -> None:
    request.session[_BLANK] = not is_blank(request)
