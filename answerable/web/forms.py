"""How a form looks: every field is drawn by one template of the Design System, with its errors."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting

LOOKS = {
    forms.CheckboxInput: ("checkbox", "govuk-checkboxes__input"),
    forms.CheckboxSelectMultiple: ("checkboxes", "govuk-checkboxes__input"),
    forms.RadioSelect: ("radios", "govuk-radios__input"),
    forms.Select: ("select", "govuk-select"),
    forms.Textarea: ("textarea", "govuk-textarea"),
    forms.PasswordInput: ("password", "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    forms.ClearableFileInput: ("file", "govuk-file-upload"),
}

ERROR_CLASSES = {"input": "govuk-input--error", "password": "govuk-input--error", "date": "govuk-input--error"} | {
    look: f"govuk-{look}--error" for look in ("textarea", "select")
}

DATE_WIDTHS = {"day": 2, "month": 2, "year": 4}


Reveals = dict[str, dict[str, tuple[str, ...]]]


def _reveals(form: forms.BaseForm) -> Reveals:
    """Return which fields only one option of a field of radios needs: by the field's name and the option's value."""
    reveals: Reveals = getattr(form, "reveals", {})
    return reveals


class GovukBoundField(BoundField):
    """A field that knows which component of the Design System draws it."""

    @property
    def look(self) -> str:
        return self._look()[0]

    @property
    def optional(self) -> bool:
        """Say whether to say that it is optional: not of fields of which the form needs one (`one_of`)."""
        return not self.field.required and self.name not in getattr(self.form, "one_of", ())

    @property
    def options(self) -> list[tuple[BoundWidget, list[BoundField]]]:
        """Return the options, each with the fields that only it needs (`reveals`) and that stand below it."""
        needed = _reveals(self.form).get(self.name, {})
        return [(one, [self.form[name] for name in needed.get(one.data["value"], ())]) for one in self.subwidgets]

    @property
    def revealed(self) -> bool:
        """Say whether it stands below the option that needs it, and not in the form's own order."""
        return any(self.name in names for options in _reveals(self.form).values() for names in options.values())

    @property
    def error_target(self) -> str:
        """Return the id that a link in the error summary must name: a group has none, its first box has."""
        group = isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget)
        return f"{self.auto_id}_0" if group else self.auto_id

    @property
    def boxes(self) -> list[tuple[str, BoundWidget]]:
        """Return the three boxes of a date, each with its label."""
        drawn = self.subwidgets[0].data["subwidgets"]
        boxes = [BoundWidget(self.field.widget, box, self.form.renderer) for box in drawn]
        return list(zip(("Day", "Month", "Year"), boxes, strict=True))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        # The browser's own bubbles can't be styled, read back or found again: our error summary says it.
        built.pop("required", None)
        own = self.field.widget.attrs.get("class", "")
        error = ERROR_CLASSES.get(self.look, "") if self.errors else ""
        built["class"] = " ".join(filter(None, (self._look()[1], error, own)))
        return built

    def _look(self) -> tuple[str, str]:
        widget = self.field.widget
        if widget.attrs.get("autocomplete") == "current-password":
            return "input", "govuk-input"  # only a password that is being chosen is worth showing
        if isinstance(widget, DateBoxes):
            return "date", "govuk-input govuk-date-input__input"
        return next((look for kind, look in LOOKS.items() if isinstance(widget, kind)), ("input", "govuk-input"))


class GovukRenderer(TemplatesSetting):
    form_template_name = "gds/form.html"
    field_template_name = "gds/field.html"
    bound_field_class = GovukBoundField


class DateBoxes(forms.MultiWidget):
    """A date in three boxes, which people get right more often than a picker."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = {part: forms.TextInput({"inputmode": "numeric"}) for part in DATE_WIDTHS}
        super().__init__(dict(boxes), attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, width in zip(context["widget"]["subwidgets"], DATE_WIDTHS.values(), strict=True):
            box["attrs"]["class"] = f"{box['attrs'].get('class', '')} govuk-input--width-{width}"
        return context

    def decompress(self, value: date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class ClockBox(forms.TextInput):
    """A box as wide as a time of the day."""

    def __init__(self) -> None:
        super().__init__({"class": "govuk-input--width-4", "autocomplete": "off"})


class ClockField(forms.CharField):
    """A time of the day as it was typed: the form reads it together with its day."""

    widget = ClockBox

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 14, "help_text": "Such as 16:40", **kwargs})


class DateField(forms.Field):
    """A day from three boxes. A day that doesn't exist is refused with words that say what is wrong."""

    widget = DateBoxes

    def to_python(self, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        parts = [(part or "").strip() for part in value]
        if not any(parts):
            return None
        missing = [name for name, part in zip(("a day", "a month", "a year"), parts, strict=True) if not part]
        if missing:
            raise ValidationError(f"The date must include {' and '.join(missing)}")
        return _real_date(*parts)

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != initial)


def _real_date(day: str, month: str, year: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValidationError("The date must be a real date in numbers, such as 27 3 2026") from None


def errors_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Return every error of a form with the id it belongs to, in the order of the page."""
    whole = [("", str(message)) for message in form.non_field_errors()]
    fields = [form[name] for name in form.fields]
    return whole + [(getattr(field, "error_target", field.auto_id), str(e)) for field in fields for e in field.errors]
