"""What the council has decided about its diary."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from answerable.desk.council.actions import council
from answerable.desk.council.changes import change_diary
from answerable.web.diary.pages import Page, form_page
from answerable.web.roles import administrators_only

_WIDTH = {"class": "govuk-input--width-3", "inputmode": "numeric"}
_NUMBER = "Write a number of working days, or leave it empty"


def _days(label: str, help_text: str, most: int) -> forms.IntegerField:
    errors = {"invalid": _NUMBER, "min_value": _NUMBER, "max_value": f"Write no more than {most} working days"}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(_WIDTH),
        error_messages=errors,
    )


class DiaryForm(forms.Form):
    reminder_days = _days(
        "Customers are reminded so many working days before an appointment", "Leave it empty to send no reminders", 20
    )
    post_days = _days(
        "A letter is on its way for so many working days",
        "A reminder by letter is laid in the tray so much earlier. Leave it empty to remind nobody by letter",
        20,
    )
    interpreter_days = _days(
        "To find an interpreter takes so many working days", "Times before that are not offered. Empty: any time is", 60
    )


@administrators_only
def settings(request: HttpRequest) -> HttpResponse:
    the_council = council()
    initial = {name: getattr(the_council, name) for name in DiaryForm.base_fields}
    form = DiaryForm(request.POST or None, initial=initial)
    page = Page("The diary", "Save", "The diary’s settings are saved.", reverse("settings"), "Settings")
    return form_page(request, form, page, lambda: change_diary(the_council, **form.cleaned_data))
