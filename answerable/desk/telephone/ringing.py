"""Calls as the desk sees them: what rings, what goes on, and who may be ringing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, QuerySet

from answerable.charter.moments import council_moments
from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Address, AddressKind, Customer
from answerable.desk.telephone.models import Call

# A telephone system that never told the end of a call must not leave it ringing, or going on, for ever.
LONGEST_RING = timedelta(hours=1)
LONGEST_CALL = timedelta(hours=4)
LATELY = timedelta(hours=24)
MOST_KNOWN = 5


@dataclass(frozen=True)
class Known:
    """Somebody who may be ringing: their number is known as this customer's. `cases` are those still open."""

    customer: Customer
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Ringing:
    """A call with who it may be, the longest known first."""

    call: Call
    known: tuple[Known, ...] = field(default=())

    @property
    def withheld(self) -> bool:
        return not self.call.caller


def ringing(now: datetime) -> QuerySet[Call]:
    """Return what rings, the longest first."""
    waiting = _calls().filter(answered=None, ended=None, cut=False, ring__gt=now - LONGEST_RING)
    return waiting.order_by("ring")


def going_on(now: datetime) -> QuerySet[Call]:
    """Return the calls that somebody speaks, the longest first."""
    return _calls().filter(answered__gt=now - LONGEST_CALL, ended=None, cut=False).order_by("answered")


def untold(now: datetime) -> QuerySet[Call]:
    """Return the calls that were answered and ended lately, of which nobody has written what they were about."""
    spoken = _calls().filter(answered__gt=now - LATELY, ended__isnull=False, contact=None)
    return spoken.order_by("-ended")


def calls_of(day: date) -> QuerySet[Call]:
    """Return the calls of a day, council time, the first first."""
    begins, ends = (council_moments(datetime.combine(one, time()))[0] for one in (day, day + timedelta(days=1)))
    found = _calls().filter(occasion__at__gte=begins, occasion__at__lt=ends, sample=None)
    return found.select_related("occasion", "line", "answered_by", "customer", "contact").order_by("occasion__at", "pk")


def _calls() -> QuerySet[Call]:
    return Call.objects.select_related("occasion", "line__office", "taken_by", "answered_by")


def with_known(calls: Iterable[Call]) -> list[Ringing]:
    """Return the calls each with who it may be, in three questions however many there are."""
    found = list(calls)
    keys = {call.key for call in found if call.key}
    by_key: dict[str, list[Known]] = {}
    for address in _addresses(keys) if keys else ():
        cases = tuple(address.customer.cases.all())
        by_key.setdefault(address.key, []).append(Known(address.customer, cases))
    return [Ringing(call, tuple(by_key.get(call.key, ())[:MOST_KNOWN])) for call in found]


def _addresses(keys: set[str]) -> QuerySet[Address]:
    still_open = Case.objects.open().order_by("-opened_at")
    return (
        Address.objects.filter(kind=AddressKind.TELEPHONE, key__in=keys)
        .select_related("customer")
        .prefetch_related(Prefetch("customer__cases", queryset=still_open), "customer__needs")
        .order_by("customer_id")
    )
