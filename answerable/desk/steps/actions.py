"""Recording a step that was done and not ticked at its moment."""

from collections.abc import Sequence
from datetime import datetime

from answerable.desk.cases.models import Case
from answerable.desk.history.actions import happened
from answerable.desk.history.models import Fact
from answerable.desk.officers.models import Officer


def record_done(case: Case, *, done: Sequence[str], done_at: datetime, at: datetime, by: Officer) -> Fact:
    """Record that what a step asks for was done at `done_at`. What was done after its moment doesn't keep it."""
    return happened(
        case, "step done", at=done_at, recorded=at, by=by, channel=case.channel, details={"done": list(done)}
    )
