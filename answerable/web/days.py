"""A day as an address names it."""

from datetime import date


def read_day(text: str) -> date | None:
    """Return the day that "2026-11-24" names; None for what names none, or one of other centuries."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year > 1900 else None
