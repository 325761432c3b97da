"""What a customer came about lately, for whoever has them before them again: nothing is asked twice (P03)."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import F, Q

from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Customer
from answerable.desk.incoming.models import Contact

# What was closed longer ago is history, and stands on the customer's page.
LATELY = timedelta(days=92)
MOST = 5


def cases_lately(customer: Customer, now: datetime) -> list[tuple[Case, int]]:
    """Return the customer's cases that are open or were closed lately, the open first, and how often they came."""
    found = customer.cases.filter(Q(closed_at=None) | Q(closed_at__gt=now - LATELY))
    cases = list(found.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")[:MOST])
    theirs = Contact.cases.through.objects.filter(case__in=cases, contact__kind="person")
    came = Counter(theirs.values_list("case_id", flat=True))
    return [(case, came[case.pk]) for case in cases]
