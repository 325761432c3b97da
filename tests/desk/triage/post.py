"""Mail for the tests of triage, and what a case looks like to them."""

from typing import Any

from answerable.desk.cases.actions import open_case
from answerable.desk.cases.models import Case
from answerable.desk.incoming.models import Contact
from answerable.desk.references import new_reference
from answerable.desk.search.actions import index_case
from answerable.desk.search.models import CaseWords
from tests.cast import Town, moment

DERIVED = ("promise", "channel", "started", "due", "stopped", "in_time", "gone", "voided", "reason", "told")
OWN = (
    "owner_id",
    "taken_at",
    "triaged_at",
    "sorted_as",
    "joined_id",
    "closed_at",
    "outcome",
    "next_due",
    "next_promise",
)


def an_email_arrives(town: Town, subject: str, *, at: str, text: str = "") -> Case:
    """Mrs Lee writes to the council's mailbox."""
    received = moment(at)
    contact = Contact.objects.create(
        reference=new_reference(),
        customer=town.mrs_lee,
        channel="email",
        sender="lee@example.org",
        subject=subject,
        text=text or subject,
        received_at=received,
        recorded_at=received,
    )
    case = open_case(
        customer=town.mrs_lee,
        need=subject,
        channel="email",
        received_at=received,
        at=received,
        by=None,
        owner=town.dan,
        source="mail",
    )
    contact.cases.add(case)
    index_case(case)
    return case


def clocks(case: Case) -> list[dict[str, Any]]:
    return list(case.clocks.order_by("started", "promise").values(*DERIVED))


def standing_of(case: Case) -> dict[str, Any]:
    """Return all by which somebody could tell that the case had been touched, apart from the facts themselves."""
    return {
        **Case.objects.values(*OWN).get(pk=case.pk),
        "clocks": clocks(case),
        "contacts": sorted(case.contacts.values_list("pk", flat=True)),
        "found by": list(CaseWords.objects.filter(case=case).values("names", "words")),
    }
