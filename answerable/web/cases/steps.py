"""What the charter's steps ask for, on the form where its moment comes: ticked is done, the rest is said not to be."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from answerable.charter.clauses import Step
from answerable.charter.facts import Fact
from answerable.desk.cases.actions import Matter
from answerable.desk.cases.models import Case
from answerable.desk.history.actions import facts_of
from answerable.desk.history.law import Law, law
from answerable.desk.steps.asked import Unrecorded, needs_of, steps_at, unrecorded
from answerable.web.contacts.fields import SmallCheckboxes


class Ticks(SmallCheckboxes):
    """Checkboxes whose ticks are kept in a draft too: there they stand on lines of one text."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        value = super().value_from_datadict(data, files, name)
        return value.splitlines() if isinstance(value, str) else value or []


class StepForm(forms.Form):
    """A form at whose moment the charter may ask for something to be done. Not everything needs to be ticked."""

    done = forms.MultipleChoiceField(label="Tick what was done", required=False, widget=Ticks)

    def ask_for(self, steps: Sequence[Step], name: str = "done") -> None:
        """Ask in the field of that name for what the steps need; without any the form asks for nothing."""
        field = self.fields.pop(name)
        if steps:
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(need, sentence(need)) for need in needs_of(steps)]
            field.help_text = " ".join(dict.fromkeys(map(_in_words, steps)))
            self.fields[name] = field


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _in_words(step: Step) -> str:
    one = " One of them is enough." if step.any_of and len(step.needs) > 1 else ""
    return f"{step.id}: {step.title}.{one}"


# Closing, and what is told a customer, may each be the moment of a step.
CLOSING = ("closed", "not available", "signposted")
SAYING = ("acknowledged", "answered", "told", *CLOSING)


def steps_for(rules: Law, case: Case, *kinds: str, at: datetime) -> list[Step]:
    """Return the steps whose moment comes if facts of these `kinds` happen to the case at `at`."""
    details = Matter(case.type, case.priority, case.service, case.stage).details()
    facts = [Fact(case.reference, kind, at, channel=case.channel, details=details) for kind in kinds]
    return steps_at(rules.charter_at(at), facts)


def has_steps(rules: Law) -> bool:
    return any(isinstance(promise, Step) for edition in rules.editions for promise in edition.charter)


def just_unrecorded(case: Case, *, since: datetime) -> list[Unrecorded]:
    """Return what was not recorded of the steps whose moment was written down since then."""
    rules = law()
    if not has_steps(rules):
        return []
    return [lack for lack in unrecorded(rules, facts_of(case)) if lack.recorded and lack.recorded >= since]


def say(request: HttpRequest, lacks: Iterable[Unrecorded]) -> None:
    """Say at once what was not ticked. It may still be recorded, with the time at which it was done."""
    for lack in lacks:
        messages.warning(request, f"Not recorded: {in_words(lack)} ({lack.promise}). If it was done, record it here.")


def in_words(lack: Unrecorded) -> str:
    """Return what was not recorded: "told why, briefing"; "letter or call" where one would be enough."""
    if lack.any_of:
        return " or ".join(lack.needs)
    return ", ".join(lack.needs)
