"""What was really said to a customer: the facts of it, and what becomes of the case with that."""

from collections.abc import Sequence
from datetime import datetime

from answerable.charter.facts import TELLS
from answerable.desk.cases.actions import mark_closed, set_target
from answerable.desk.council.actions import council
from answerable.desk.history.actions import happened
from answerable.desk.outbox.models import Means, Message, State
from answerable.desk.outbox.written import written
from answerable.desk.rows import update

FACT_OF = {
    Means.ACKNOWLEDGEMENT: "acknowledged",
    Means.ANSWER: "answered",
    Means.FINAL: "answered",
    Means.HOLDING: "told",
    Means.EXTENSION: "told",
}


def really_said(message: Message, *, at: datetime, recorded: datetime, also: Sequence[str] = ()) -> None:
    """Record that the message was said at `at`; `also` are facts of the same moment."""
    update(message, state=State.SENT, sent_at=at, claimed_until=None, trouble="")
    kind = FACT_OF.get(Means(message.means))
    if message.case is None or kind is None:
        return
    details = _details(message, kind)
    if message.signpost and kind == "answered":
        also = (*also, "signposted")
    if message.closes and message.case.is_open:
        mark_closed(message.case, outcome=message.closes, at=recorded)
        told = ("not available",) if message.closes == "not available" else ()
        also, details = (*also, *told, "closed"), {**details, "outcome": message.closes}
    if kind == "told" and message.date_told:
        set_target(message.case, date=message.date_told)
    happened(
        message.case,
        kind,
        *also,
        at=at,
        recorded=recorded,
        by=message.officer,
        source="outbox",
        channel=message.case.channel,
        details=details,
        done=message.done,
    )


def _details(message: Message, kind: str) -> dict[str, object]:
    how = {"letter": "letter", "spoken": "spoken"}.get(message.by, "message")
    details: dict[str, object] = {
        "message": str(message.pk),
        "automatic": "yes" if message.automatic else "no",
        "tells": [tell for tell in message.tells if tell in TELLS],
    }
    if message.by != "spoken":
        details["has"] = written(message, council())
    if kind != "acknowledged":
        details["by"] = "signpost" if message.signpost and kind == "answered" else how
    if kind != "answered" and message.date_told:
        details["date"] = message.date_told.isoformat()
    return details
