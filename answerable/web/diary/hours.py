"""Working patterns: when an officer works, weekday by weekday."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate

from answerable.charter.moments import WEEKDAYS
from answerable.desk.diary.hours import Spell, pattern_of, set_pattern
from answerable.desk.officers.models import Officer
from answerable.web.diary.pages import Page, form_page
from answerable.web.forms import DateField
from answerable.web.sitting import officer_of


class Spells(forms.CharField):
    """The spells of a day as they are typed: "09:00-12:30, 13:30-17:00". Empty: a day off."""

    def __init__(self, weekday: int) -> None:
        super().__init__(label=WEEKDAYS[weekday], required=False, max_length=80)
        self.weekday = weekday

    def to_python(self, value: Any) -> Any:
        typed = str(super().to_python(value) or "").replace(" ", "")
        spells = [self._spell(part) for part in typed.split(",") if part]
        for before, after in zip(spells, spells[1:], strict=False):
            if after.begins < before.ends:
                raise ValidationError("The times overlap, or are not in order")
        return spells

    def _spell(self, part: str) -> Spell:
        first, _, last = part.replace("–", "-").partition("-")
        try:
            begins, ends = _clock(first), _clock(last)
        except ValueError:
            raise ValidationError("Write times like 09:00-12:30, 13:30-17:00; leave a day off empty") from None
        if ends <= begins:
            raise ValidationError(f"{part} ends before it begins")
        return Spell(self.weekday, begins, ends)

    def validate(self, value: Any) -> None:
        """A day may be off."""

    def run_validators(self, value: Any) -> None:
        """How long the text is was looked at before."""


def _clock(text: str) -> time:
    hour, _, minute = text.replace(".", ":").partition(":")
    if not (hour.isascii() and hour.isdecimal() and (minute or "0").isascii() and (minute or "0").isdecimal()):
        raise ValueError(text)
    return time(int(hour), int(minute or 0))


class PatternForm(forms.Form):
    """A week, from a day on."""

    one_of = tuple(f"day_{weekday}" for weekday in range(7))

    first = DateField(label="From", error_messages={"required": "Enter the day from which it holds"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            self.fields[f"day_{weekday}"] = Spells(weekday)

    def clean_first(self) -> date:
        first: date = self.cleaned_data["first"]
        if not 2000 < first.year < 2100:
            raise ValidationError("Enter a day in these years")
        return first

    def spells(self) -> Iterator[Spell]:
        for weekday in range(7):
            yield from self.cleaned_data[f"day_{weekday}"]


def hours(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Set when an officer works: their own hours, or by a manager anybody's."""
    officer = officer_of(request)
    whose = get_object_or_404(Officer, pk=pk) if pk else officer
    if whose != officer and not officer.is_manager:
        raise PermissionDenied
    form = PatternForm(request.POST or None, initial=_as_it_is(whose))
    page = Page(
        "My working hours" if whose == officer else f"When {whose} works",
        "Keep the hours",
        "The hours are kept.",
        reverse("diary"),
        hint="Such as 09:00-12:30, 13:30-17:00. A day off stays empty. With every day empty the office’s hours hold.",
    )
    return form_page(
        request, form, page, lambda: set_pattern(whose, list(form.spells()), first=form.cleaned_data["first"])
    )


def _as_it_is(officer: Officer) -> dict[str, Any]:
    today = localdate()
    initial: dict[str, Any] = {"first": today}
    for row in pattern_of(officer, today):
        name = f"day_{row.weekday}"
        spell = f"{row.begins:%H:%M}-{row.ends:%H:%M}"
        initial[name] = f"{initial[name]}, {spell}" if name in initial else spell
    return initial
