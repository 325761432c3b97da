"""Keeping the words by which cases and customers are found.

Whoever adds words to a case calls `index_case` in the same transaction: a contact, a scan, a message, a note,
a joining.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Value
from django.db.models.functions import Left

from answerable.desk.cases.following import hide_keys
from answerable.desk.cases.models import Case, Note
from answerable.desk.customers.models import Address, Customer
from answerable.desk.incoming.models import Contact
from answerable.desk.outbox.models import Message
from answerable.desk.post.models import Scan
from answerable.desk.rows import insert
from answerable.desk.search.models import CaseWords, CustomerWords
from answerable.desk.search.words import telephone_number

# Of a longer story the newest part is kept: what is looked for stands near the top of a mail, seldom in its log files.
MOST_OF_A_TEXT = 20_000
MOST_OF_A_CASE = 200_000
CHUNK = 500

Row = TypeVar("Row")
_later: ContextVar[bool] = ContextVar("words are indexed later, all at once", default=False)


@contextmanager
def all_at_once() -> Iterator[None]:
    """Index nothing of what is done meanwhile, and everything at the end: for whoever fills an empty desk."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)
    rebuild_search()


def index_case(case: Case) -> None:
    """Make the case findable by all that now stands in it."""
    if _later.get():
        return
    _index_cases([case])


def index_customer(customer: Customer) -> None:
    """Make the customer, and every case of theirs, findable by their present names and addresses."""
    if _later.get():
        return
    _index_customers([customer])
    for cases in _chunks(Case.objects.filter(customer=customer).iterator(CHUNK)):
        _index_cases(cases)


def index_new_customer(customer: Customer, addresses: Iterable[Address]) -> None:
    """Make a customer findable who has no case yet, without asking for what was just written."""
    if _later.get():
        return
    ways = [part for address in addresses for part in (address.value, telephone_number(address.key))]
    parts = [customer.name, customer.organisation, *ways]
    insert(CustomerWords(customer=customer, names=_text(parts, MOST_OF_A_TEXT)))


def index_new_case(case: Case, contact: Contact) -> None:
    """Make a case findable that this contact has just opened: nothing else stands in it."""
    if _later.get():
        return
    whose = CustomerWords.objects.filter(customer=case.customer_id).values_list("names", flat=True).first()
    names = _text([case.reference, case.need, whose or ""], MOST_OF_A_TEXT)
    words = _text([contact.subject, contact.text, contact.sender], MOST_OF_A_CASE)
    insert(CaseWords(case=case, names=names, words=words))


def rebuild_search() -> int:
    """Make every row of words of the other tables. Returns how many cases there are."""
    for customers in _chunks(Customer.objects.order_by("pk").iterator(CHUNK)):
        _index_customers(customers)
    count = 0
    for cases in _chunks(Case.objects.order_by("pk").iterator(CHUNK)):
        _index_cases(cases)
        count += len(cases)
    return count


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _index_customers(customers: Sequence[Customer]) -> None:
    names = {customer.pk: [customer.name, customer.organisation] for customer in customers}
    ways = Address.objects.filter(customer__in=customers).order_by("pk")
    for customer, value, key in ways.values_list("customer_id", "value", "key"):
        names[customer] += [value, telephone_number(key)]
    CustomerWords.objects.bulk_create(
        [CustomerWords(customer_id=pk, names=_text(parts, MOST_OF_A_TEXT)) for pk, parts in names.items()],
        update_conflicts=True,
        unique_fields=["customer"],
        update_fields=["names"],
    )


def _index_cases(cases: Sequence[Case]) -> None:
    whose = dict(
        CustomerWords.objects.filter(customer__in={case.customer_id for case in cases} - {None}).values_list(
            "customer_id", "names"
        )
    )
    written = _written(cases)
    CaseWords.objects.bulk_create(
        [
            CaseWords(
                case_id=case.pk,
                names=_text([case.reference, case.need, whose.get(case.customer_id or 0, "")], MOST_OF_A_TEXT),
                words=_text(written.get(case.pk, ()), MOST_OF_A_CASE),
            )
            for case in cases
        ],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["names", "words"],
    )


def _written(cases: Sequence[Case]) -> dict[int, list[str]]:
    """Return what people wrote in each case, the newest first. What the program wrote by itself is left out."""
    contacts = Contact.cases.through.objects.filter(case__in=cases).values_list(
        "case_id", "contact__received_at", "contact__sender", "contact__subject", Left("contact__text", MOST_OF_A_TEXT)
    )
    messages = Message.objects.filter(case__in=cases, automatic=False).values_list(
        "case_id", "queued_at", "to", "subject", Left("text", MOST_OF_A_TEXT)
    )
    notes = Note.objects.filter(case__in=cases).values_list(
        "case_id", "at", Value(""), Value(""), Left("text", MOST_OF_A_TEXT)
    )
    # A scan whole: the last page of a long letter may say what it wants.
    scans = Scan.objects.filter(contact__cases__in=cases).values_list(
        "contact__cases", "at", Value(""), Value(""), "text"
    )
    found: dict[int, list[str]] = {}
    for case, _, who, subject, text in sorted(contacts.union(messages, notes, scans, all=True), key=_newest_first):
        found.setdefault(case, []).extend((subject, text, who))
    return found


def _newest_first(row: tuple[int, datetime, str, str, str]) -> tuple[float, list[str]]:
    _, at, *texts = row
    return -at.timestamp(), texts


def _text(parts: Iterable[str], most: int) -> str:
    # PostgreSQL has no place for the character of code 0. What is found is shown to officers.
    return hide_keys("\n".join(filter(None, parts)).replace("\0", " ")[:most])
