"""The rooms of the desk, in the order in which the bar names them."""

from dataclasses import dataclass

from django.urls import reverse

AT_HAND, WIDE, MORE = "at hand", "wide", "more"


@dataclass(frozen=True)
class Room:
    """One room: its page, its name, and whether the bar has it always, on a wide screen, or under “More” only."""

    page: str
    name: str
    where: str = WIDE

    @property
    def url(self) -> str:
        return reverse(self.page)

    @property
    def at_hand(self) -> bool:
        return self.where == AT_HAND

    @property
    def wide(self) -> bool:
        return self.where == WIDE


ROOMS = (
    Room("today", "Today", AT_HAND),
    Room("triage", "Triage", AT_HAND),
    Room("new-contact", "New contact", AT_HAND),
    Room("calls", "Calls"),
    Room("reception", "Reception"),
    Room("diary", "Diary"),
    Room("visits", "Visits"),
    Room("post", "Post"),
    Room("customers", "Customers"),
    Room("reports", "Reports"),
    Room("officer-check", "Officer check", MORE),
    Room("wall", "The wall", MORE),
    Room("settings", "Settings"),
)
