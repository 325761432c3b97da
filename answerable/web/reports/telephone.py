"""How calls are answered: the month's figures with their formula, and calls noted by hand where no system tells."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from answerable.desk.drafts.actions import once
from answerable.desk.figures.months import month_of
from answerable.desk.models import Feed, Sample
from answerable.desk.telephone.samples import NotNoted, note_calls, read_noted, withdraw
from answerable.reports.slots import picture
from answerable.reports.telephone import calls_in, months_with_calls
from answerable.web.drafts.restore import token_of
from answerable.web.forms import DateField
from answerable.web.roles import managers_only
from answerable.web.sitting import officer_of


@require_safe
def telephone(request: HttpRequest) -> HttpResponse:
    moment = now()
    calls = calls_in(month_asked(request) or month_of(moment))
    shown = {
        "calls": calls,
        "months": months_with_calls(moment) or [calls.month],
        "hours": picture(calls.hours),
        "weekdays": picture(calls.weekdays),
        "feeds": Feed.objects.order_by("name"),
    }
    return render(request, "reports/telephone.html", shown)


def month_asked(request: HttpRequest) -> date | None:
    """Return the month that the address names; None where it names none."""
    text = request.GET.get("month", "")
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        raise Http404 from None


class NotedForm(forms.Form):
    """Calls that somebody noted by hand."""

    begins = DateField(label="From", error_messages={"required": "Enter the first day of the sample"})
    ends = DateField(label="To", error_messages={"required": "Enter the last day of the sample"})
    calls = forms.CharField(
        label="The calls, one a line",
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text="How many seconds each rang, as “12”. If you know more: “10:15 12”, “2026-06-03 10:15 35 given up”. "
        "A call may be answered (if nothing else is said), given up, voicemail or busy. A column of a table can be "
        "pasted.",
        error_messages={"required": "Enter the calls, one a line"},
    )

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and not begins <= ends <= localdate():
            self.add_error("ends", "The last day must not lie before the first, nor after today")
        elif begins and ends and "calls" in given:
            try:
                given["noted"] = read_noted(given["calls"], begins, ends)
            except NotNoted as why:
                self.add_error("calls", str(why))
        return given


@managers_only
def noted(request: HttpRequest) -> HttpResponse:
    """Enter calls noted by hand."""
    form = NotedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, moment, officer = form.cleaned_data, now(), officer_of(request)

        def note() -> str:
            made = note_calls(given["noted"], begins=given["begins"], ends=given["ends"], at=moment, by=officer)
            return str(made.pk)

        once(token_of(request), note, at=moment, by=officer)
        messages.success(request, f"{len(given['noted'])} calls are noted, and marked as a sample.")
        return redirect("report-telephone")
    shown = {"form": form, "token": token_of(request), "samples": Sample.objects.order_by("-pk")[:20]}
    return render(request, "reports/noted.html", shown)


@require_POST
@managers_only
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    withdraw(get_object_or_404(Sample, pk=pk), at=now(), by=officer_of(request))
    messages.success(request, "That sample is struck out.")
    return redirect("report-telephone-noted")
