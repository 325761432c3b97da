"""Bank holidays: which days they are in each nation, and up to which date that is known."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

# England and Wales share their bank holidays.
_LISTS = {
    "england": ("england-and-wales",),
    "wales": ("england-and-wales",),
    "scotland": ("scotland",),
    "northern-ireland": ("northern-ireland",),
    "united-kingdom": ("england-and-wales", "scotland", "northern-ireland"),
}
NATIONS = tuple(_LISTS)


@dataclass(frozen=True, eq=False)
class Holidays:
    """Bank holidays by list and day, with their titles; `known_to` is the last day up to which a list is complete."""

    days: Mapping[str, Mapping[date, str]]
    known_to: Mapping[str, date]

    def of(self, nation: str) -> dict[date, str]:
        """Return a nation's bank holidays; in the United Kingdom a holiday anywhere counts."""
        return {day: title for name in reversed(_LISTS[nation]) for day, title in self.days[name].items()}

    def known_until(self, nation: str) -> date:
        """Return the last day up to which the nation's bank holidays are known."""
        return min(self.known_to[name] for name in _LISTS[nation])

    def known_from(self, nation: str) -> date:
        """Return the first day from which the nation's bank holidays are known."""
        return date(max(min(self.days[name]).year for name in _LISTS[nation]), 1, 1)

    def changed(self, nation: str, *, added: Mapping[date, str], struck: Collection[date]) -> "Holidays":
        """Return the holidays with those that a council proclaimed for its nation, less those that it struck out."""
        if not added and not struck:
            return self
        lists = {
            name: {day: title for day, title in self.days[name].items() if day not in struck} | dict(added)
            for name in _LISTS[nation]
        }
        return Holidays({**self.days, **lists}, self.known_to)


def read_holidays(text: str) -> Holidays:
    """Return the holidays written in `text`, JSON in the form of the shipped list."""
    data = json.loads(text)
    return Holidays(
        days={
            name: {date.fromisoformat(day["date"]): str(day["title"]) for day in days}
            for name, days in data["nations"].items()
        },
        known_to={name: date.fromisoformat(day) for name, day in data["known_to"].items()},
    )


@lru_cache(maxsize=1)
def shipped_holidays() -> Holidays:
    """Return the list that comes with the program: what GOV.UK has published since 2011."""
    return read_holidays(files("answerable.charter").joinpath("data/bank-holidays.json").read_text(encoding="utf-8"))
