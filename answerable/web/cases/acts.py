"""Recording what only some charters allow, or ask about: each act is offered on the case where its charter does."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate, now

from answerable.charter.facts import EXTENSION_REASONS
from answerable.desk.cases.acts import (
    EXCEPTED,
    EXTENDED,
    PAUSED,
    PROVIDED,
    RESUMED,
    UPDATE,
    Act,
    acts_for,
    record,
)
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import facts_of
from answerable.desk.history.law import law
from answerable.desk.outbox.models import Means
from answerable.web.cases.offered import prepare
from answerable.web.cases.steps import StepForm, sentence
from answerable.web.cases.work import Piece, asking, the_case, work
from answerable.web.contacts.fields import SmallCheckboxes, SmallRadios, WhenForm
from answerable.web.forms import DateField
from answerable.web.sitting import officer_of


@dataclass(frozen=True)
class Words:
    """How an act is called: on the case, on its page, and once it is recorded."""

    link: str
    heading: str
    done: str
    hint: str = ""


WORDS = {
    UPDATE: Words(
        "Agree an update for a date",
        "Which update was agreed?",
        "The update is agreed. It falls due on that day.",
        "Until that day the customer hears from us how far it is.",
    ),
    EXTENDED: Words(
        "Put the answer off",
        "Put the answer off",
        "The answer is put off. Now tell the customer: the reply is prepared.",
        "The charter allows it before the time has run out, with a reason, and with a letter to the customer.",
    ),
    EXCEPTED: Words(
        "Except this case from a promise",
        "Why can’t the promise be held to here?",
        "The exception is recorded, and counted by its reason.",
        "The promise is neither kept nor broken here. The reasons are published.",
    ),
    PAUSED: Words(
        "Wait: hold the clock",
        "What do we have to wait for?",
        "The clock is held until what we wait for has come.",
        "Reports show both: with the time we waited, and without.",
    ),
    RESUMED: Words(
        "What we waited for has come", "What we waited for has come", "The clock runs again.", "Say when it came."
    ),
    PROVIDED: Words(
        "The customer gave what was missing", "What did the customer give?", "It is recorded that they gave it."
    ),
    "dissatisfied": Words("They are not satisfied", "The customer is not satisfied", "It is recorded."),
    "concern raised": Words("They raise a concern", "The customer raises a concern", "The concern is recorded."),
    "concern resolved": Words("The concern is put right", "The concern is put right", "It is recorded."),
    "compliment made": Words("They praise somebody", "The customer praises somebody", "The compliment is recorded."),
    "suggestion made": Words("They suggest something", "The customer suggests something", "It is recorded."),
    "details discussed": Words("Personal details were told", "Personal details were told", "It is recorded."),
}


class ActForm(StepForm, WhenForm):
    """What is to be known of an act: only the fields that its kind has."""

    one_of = (*WhenForm.one_of, "done")
    field_order = ("reason", "given", "until", "on", "time", "done")

    reason = forms.ChoiceField(label="Why", widget=SmallRadios, error_messages={"required": "Choose why"})
    given = forms.MultipleChoiceField(
        label="They gave", widget=SmallCheckboxes, error_messages={"required": "Tick what they gave"}
    )
    until = DateField(label="Until", error_messages={"required": "Give the day"})

    def __init__(self, *args: Any, act: Act, reasons: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._only("reason", reasons)
        self._only("given", act.missing)
        if act.kind not in (UPDATE, EXTENDED):
            del self.fields["until"]
        elif act.latest:
            self.fields["until"].help_text = f"At the latest {act.latest.day} {act.latest:%B %Y}"
        if act.kind in (UPDATE, EXTENDED, EXCEPTED):
            del self.fields["on"], self.fields["time"]  # it is decided now

    def _only(self, name: str, choices: tuple[str, ...]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        if choices:
            field.choices = [(choice, sentence(choice)) for choice in choices]
        else:
            del self.fields[name]

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < localdate():
            raise ValidationError("That day has passed. Give a day from today on.")
        return day

    def details(self) -> dict[str, object]:
        """Return what was chosen as the details of the fact."""
        names = {"reason": "reason", "given": "given", "until": "date"}
        return {detail: self.cleaned_data[name] for name, detail in names.items() if name in self.cleaned_data}


def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """Show the form of the act; once it is right, record it."""
    case, officer = the_case(request, reference), officer_of(request)
    chosen = _allowed(case, name.replace("-", " "))
    form = asking(ActForm(request.POST or None, act=chosen, reasons=_reasons(chosen)), case, chosen.kind)

    def do(case: Case, data: dict[str, Any]) -> None:
        when = data.get("when") or now()
        record(case, chosen, details=form.details(), happened_at=when, at=now(), by=officer, done=data.get("done", ()))

    words = WORDS[chosen.kind]
    response = work(request, case, form, Piece(words.heading, "Record it", words.done, do, hint=_hint(chosen)))
    if chosen.kind == EXTENDED and response.status_code == 302:
        return _prepare_the_letter(request, case, form.cleaned_data["until"])
    return response


def _allowed(case: Case, kind: str) -> Act:
    rules = law()
    for one in acts_for(case, list(case.clocks.all()), facts_of(case), rules, now()):
        if one.kind == kind and case.is_open:
            return one
    raise Http404


def _reasons(of: Act) -> tuple[str, ...]:
    return EXTENSION_REASONS if of.kind == EXTENDED else of.reasons


def _hint(of: Act) -> str:
    promises = f" By {', '.join(of.promises)} of our charter." if of.promises else ""
    return (WORDS[of.kind].hint + promises).strip()


def _prepare_the_letter(request: HttpRequest, case: Case, day: date) -> HttpResponse:
    """Lead to the reply, which is prepared to tell the customer the new date. What was typed there is kept."""
    expected = {"expected_day": str(day.day), "expected_month": str(day.month), "expected_year": str(day.year)}
    return prepare(request, case, {"means": str(Means.EXTENSION), **expected})
