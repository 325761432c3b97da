"""What an officer at the counter does: presses on the board, and looks at it, at a time of the day."""

from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse

from answerable.desk.reception.models import ReceptionVisit
from tests.desk.reception.visitors import at


def press(client: Client, clock: str, what: str, visit: ReceptionVisit | None = None, /, **fields: Any) -> str:
    """Press what has that name on the board at that time; return the page that follows."""
    place = reverse(f"reception-{what}", args=[visit.occasion.reference] if visit else [])
    with time_machine.travel(at(clock), tick=False):
        return client.post(place, fields, follow=True).text


def look(client: Client, clock: str, address: str = "", **more: Any) -> Any:
    with time_machine.travel(at(clock), tick=False):
        return client.get(address or reverse("reception"), **more)
