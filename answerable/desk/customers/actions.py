"""Knowing customers by their addresses, and keeping who looked at them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import phonenumbers
from django.db.models import Exists, OuterRef, QuerySet
from email_validator import EmailNotValidError, validate_email

from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Address, AddressKind, Customer, Look
from answerable.desk.officers.models import Officer
from answerable.desk.rows import insert, insert_all
from answerable.desk.search.actions import index_customer, index_new_customer

# An officer who works on one page for a while has looked once.
SAME_LOOK = timedelta(minutes=5)
# A list of the day's work lies open all day: its names are seen once.
SAME_LIST = timedelta(hours=12)
PAGE = "customer"  # where a look at the page of a customer is kept


def key_of(kind: str, value: str) -> str:
    """Return the one spelling of an address by which it is found; of an unreadable one, the text itself."""
    match kind:
        case AddressKind.EMAIL:
            return _email_key(value)
        case AddressKind.TELEPHONE:
            return _telephone_key(value)
        case _:
            return " ".join(value.lower().split())


def _email_key(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return value.strip().lower()


def _telephone_key(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "GB")
    except phonenumbers.NumberParseException:
        return "".join(value.split())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def find_by_address(kind: str, value: str) -> list[Customer]:
    """Return the customers known at that address, longest known first. A telephone may be shared."""
    found = Customer.objects.filter(addresses__kind=kind, addresses__key=key_of(kind, value))
    return list(found.distinct().order_by("id"))


def customer_at(kind: str, value: str, *, name: str, at: datetime) -> Customer:
    """Return the customer known at that address, or a new one with that name there."""
    known = find_by_address(kind, value)
    if known:
        return known[0]
    return new_customer(name=name, addresses={kind: value}, at=at)


def new_customer(*, name: str, addresses: dict[str, str], at: datetime, organisation: str = "") -> Customer:
    """Make a customer with the addresses given; empty ones are left out."""
    customer = insert(Customer(name=name[:200], organisation=organisation[:200], created=at))
    ways = insert_all(
        Address(customer=customer, kind=kind, key=key_of(kind, value)[:500], value=value.strip()[:500])
        for kind, value in addresses.items()
        if value.strip()
    )
    index_new_customer(customer, ways)
    return customer


def add_address(customer: Customer, *, kind: str, value: str) -> Address:
    """Add a way to reach the customer, unless it is known already."""
    address = _known_at(customer, kind, value)
    index_customer(customer)
    return address


def _known_at(customer: Customer, kind: str, value: str) -> Address:
    address, new = Address.objects.get_or_create(
        customer=customer, kind=kind, key=key_of(kind, value)[:500], defaults={"value": value.strip()[:500]}
    )
    if not new and not address.current:
        address.current = True
        address.save(update_fields=["current"])
    return address


def rename(customer: Customer, *, name: str, organisation: str) -> None:
    """Put right what the customer is called."""
    customer.name, customer.organisation = name[:200], organisation[:200]
    customer.save(update_fields=["name", "organisation"])
    index_customer(customer)


def retire_address(address: Address) -> None:
    """Use an address no longer. It stays known: what was written from it still finds its customer."""
    address.current = False
    address.save(update_fields=["current"])


def email_of(customer: Customer | None) -> str:
    """Return the e-mail address at which the customer was last known, or ""."""
    if customer is None:
        return ""
    address = customer.addresses.filter(kind=AddressKind.EMAIL, current=True).order_by("-id").first()
    return address.value if address else ""


def looked(officer: Officer, customer: Customer | None, *, case: Case | None = None, at: datetime, where: str) -> None:
    """Keep that an officer looked at a customer. The same look at the same page is kept once in five minutes."""
    if customer is None:
        return
    if not recent_looks(officer, at=at, where=where).filter(customer=customer, case=case).exists():
        Look.objects.create(officer=officer, customer=customer, case=case, at=at, where=where)


def open_customer(pk: int, officer: Officer, *, at: datetime) -> Customer:
    """Return the customer for their page, and keep that the officer looked. Raises Customer.DoesNotExist."""
    looks = recent_looks(officer, at=at, where=PAGE).filter(customer=OuterRef("pk"), case=None)
    found = Customer.objects.annotate(looked_lately=Exists(looks)).get(pk=pk)
    if not found.looked_lately:
        Look.objects.create(officer=officer, customer=found, at=at, where=PAGE)
    return found


def recent_looks(officer: Officer, *, at: datetime, where: str, same: timedelta = SAME_LOOK) -> QuerySet[Look]:
    """Return the officer's looks on that page that a look at `at` would only repeat."""
    return Look.objects.filter(officer=officer, where=where, at__gt=at - same)


def looked_at_several(officer: Officer, customers: Iterable[Customer], *, at: datetime, where: str) -> None:
    """Keep that an officer looked at all of them at once, as in a list of what a search found."""
    _keep_looks(officer, {customer.pk for customer in customers}, at=at, where=where, same=SAME_LOOK)


def saw_listed(officer: Officer, customers: Iterable[int | None], *, at: datetime, where: str) -> None:
    """Keep that an officer saw the names of these customers (their ids; None is nobody) in a list of the day's work."""
    _keep_looks(officer, {pk for pk in customers if pk is not None}, at=at, where=where, same=SAME_LIST)


def _keep_looks(officer: Officer, seen: set[int], *, at: datetime, where: str, same: timedelta) -> None:
    known = recent_looks(officer, at=at, where=where, same=same).filter(customer__in=seen)
    new = seen - set(known.values_list("customer_id", flat=True))
    if new:
        Look.objects.bulk_create(Look(officer=officer, customer_id=pk, at=at, where=where) for pk in sorted(new))
