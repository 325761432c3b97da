"""What the charter has an officer say at the beginning and the end of a call, and how they tell us that they did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from answerable.charter.facts import Fact
from answerable.desk.council.actions import council
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.steps.asked import needs_of, steps_at
from answerable.desk.telephone.greeting import Greeting, greeting_for
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.taking import CHANNEL
from answerable.web.contacts.fields import SmallCheckbox

ENDS = "call ended"


@dataclass(frozen=True)
class Asked:
    """The greeting to say, and what the charter asks for when the call ends."""

    greeting: Greeting
    ending: tuple[str, ...]

    def done(self, *, greeted: bool, thanked: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what was done of it at the beginning, and at the end."""
        return (self.greeting.needs if greeted else ()), (self.ending if thanked else ())


def what_to_say(call: Call, officer: Officer, *, at: datetime) -> Asked:
    ours = council()
    charter = law(ours).charter_at(at)
    end = Fact(call.occasion.reference, ENDS, at, channel=CHANNEL)
    greeting = greeting_for(officer, call.line, charter=charter, council=ours.name, at=at)
    return Asked(greeting, tuple(needs_of(steps_at(charter, [end]))))


class SaidForm(forms.Form):
    """A form of a call: one tick says that it was greeted as shown. Nothing is asked where the charter asks nothing."""

    greeted = forms.BooleanField(required=False, widget=SmallCheckbox)

    def __init__(self, *args: Any, asked: Asked | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked and asked.greeting.needs:
            self.fields["greeted"].label = f"Said: {', '.join(asked.greeting.needs)}"
        else:
            del self.fields["greeted"]
