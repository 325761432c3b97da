"""Messages that wait to be returned, the most urgent first."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Coalesce

from answerable.desk.history.models import Fact
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.officers.models import Officer


def waiting(owner: Officer | None) -> QuerySet[LeftMessage]:
    """Return the messages to return of one officer, or of everybody, by when they are due.

    What has been answered in another way since waits no longer; nor does what a closed case left behind.
    """
    answered = Fact.objects.filter(case=OuterRef("case"), kind="answered", at__gte=OuterRef("taken_at"))
    rows = LeftMessage.objects.filter(~Exists(answered), returned_at=None, case__closed_at=None)
    if owner:
        rows = rows.filter(case__owner=owner)
    attempts = Prefetch("attempts", Attempt.objects.select_related("officer").order_by("-at"))
    return (
        rows.select_related("case__owner", "case__customer", "wanted", "taken_by", "contact")
        .prefetch_related(attempts, "case__customer__needs")
        .order_by(Coalesce("by_when", "case__next_due", "case__opened_at"), "pk")
    )
