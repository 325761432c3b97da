"""Fields that several of the desk's forms ask for: what was said, and when it was."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime, now

from answerable.charter.moments import NotAMoment, read_moment
from answerable.desk.incoming.cards import holds_card_number
from answerable.web.forms import ClockField, DateField

NO_CARDS = "There is a payment card number in this. Take it out: card numbers are never kept here."
STILL_TO_COME = "That moment is still to come. Give the date on which it really was."
PASSED = "That moment has passed. Give one that is still to come."
END_OF_DAY = "23:59:59"


def no_card_number(text: str) -> None:
    if holds_card_number(text):
        raise ValidationError(NO_CARDS)


class SmallRadios(forms.RadioSelect):
    """Radios as small as a dense page wants them; their targets stay as large."""

    small = True


class SmallCheckbox(forms.CheckboxInput):
    """The same of one checkbox."""

    small = True


class SmallCheckboxes(forms.CheckboxSelectMultiple):
    """The same of several."""

    small = True


class Words(forms.CharField):
    """What somebody said or writes, over several lines."""

    def __init__(self, *, rows: int = 4, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows, **(attrs or {})})
        super().__init__(widget=widget, validators=[no_card_number], **kwargs)


class Line(forms.CharField):
    """What somebody said or writes, on one line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[no_card_number], **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())


class WhenForm(forms.Form):
    """A form that asks when something was. Left empty, it is now; `when` is the moment."""

    one_of: tuple[str, ...] = ("on", "time")

    on = DateField(label="Date", required=False)
    time = ClockField(label="Time")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "on" in cleaned and "time" in cleaned:
            try:
                cleaned["when"] = self.read_when(cleaned)
            except NotAMoment as error:
                self.add_error("on", str(error))
        return cleaned

    def read_when(self, cleaned: dict[str, Any]) -> datetime:
        """Return the moment that was given. Raises NotAMoment in words for one that never was, or is still to come."""
        moment = now()
        if not cleaned["on"] and not cleaned["time"]:
            return moment
        read = day_and_time(cleaned["on"], cleaned["time"])
        if read > moment:
            raise NotAMoment(STILL_TO_COME)
        return read


class ByWhenForm(forms.Form):
    """A form that asks by when something is to be done. Left empty, nobody said; `by_when` is the moment."""

    by_on = DateField(label="By which day", required=False)
    by_time = ClockField(label="By what time")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "by_on" in cleaned and "by_time" in cleaned:
            cleaned["by_when"] = None
            try:
                cleaned["by_when"] = self._read(cleaned["by_on"], cleaned["by_time"])
            except NotAMoment as error:
                self.add_error("by_on", str(error))
        return cleaned

    def _read(self, on: date | None, time: str) -> datetime | None:
        if not on and not time:
            return None
        read = day_and_time(on, time or END_OF_DAY)
        if read <= now():
            raise NotAMoment(PASSED)
        return read


def day_and_time(on: date | None, time: str) -> datetime:
    """Return the moment of a day (None: today) and a time as typed, such as 9.30. Raises NotAMoment in words."""
    day = on or localtime(now()).date()
    clock = time.strip().replace(".", ":")
    return read_moment(f"{day.isoformat()}T{clock.zfill(5) if len(clock) < 5 else clock}" if clock else f"{day}")
