"""Who it is, as an officer types it: customers found by name, number or e-mail, or the parts of a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from answerable.desk.customers.actions import find_by_address, new_customer
from answerable.desk.customers.models import Address, AddressKind, Customer

MOST = 8
_NUMBER = re.compile(r"(?<![\w+])(?:\+|0)\d[\d\s()-]{7,15}\d(?!\d)")
_EMAIL = re.compile(r"[^\s<>,;()]+@[^\s<>,;()]+\.[^\s<>,;()]+")


def find(words: str, most: int = MOST) -> list[Customer]:
    """Return customers whose e-mail or number begins with what was typed, or whose name holds all its words.

    Their addresses are read with them. Nothing is found for less than two letters or digits.
    """
    typed = words.strip()
    if len(typed) < 2:
        return []
    known = _matching(typed).prefetch_related(Prefetch("addresses", Address.objects.filter(current=True)))
    return list(known.order_by("name", "id")[:most])


def _matching(typed: str) -> QuerySet[Customer]:
    if "@" in typed:
        return _reached_by(AddressKind.EMAIL, typed.lower())
    if number := _beginning_of_number(typed):
        return _reached_by(AddressKind.TELEPHONE, number)
    found = Customer.objects.all()
    for word in typed.split():
        found = found.filter(name__icontains=word) | found.filter(organisation__icontains=word)
    return found


def _reached_by(kind: str, beginning: str) -> QuerySet[Customer]:
    # A range, not LIKE: either database answers it from the index.
    addresses = Address.objects.filter(kind=kind, key__gte=beginning, key__lt=beginning + "\U0010ffff")
    return Customer.objects.filter(pk__in=addresses.values("customer"))


def _beginning_of_number(typed: str) -> str:
    if not re.fullmatch(r"\+?[\d\s()-]{3,}", typed):
        return ""
    digits = "".join(mark for mark in typed if mark.isdigit())
    return f"+{digits}" if typed.startswith("+") else f"+44{digits.removeprefix('0')}"


@dataclass(frozen=True)
class NewCustomer:
    """Somebody not known yet, as typed on one line: a name with a number and an e-mail, in any order."""

    name: str
    addresses: dict[str, str] = field(default_factory=dict)

    def make(self, at: datetime) -> Customer:
        return new_customer(name=self.name, addresses=self.addresses, at=at)


def read_new(line: str) -> NewCustomer:
    """Return the name, number and e-mail that stand on the line."""
    addresses = {}
    if email := _EMAIL.search(line):
        addresses[AddressKind.EMAIL.value] = email[0]
        line = line.replace(email[0], " ")
    if number := _NUMBER.search(line):
        addresses[AddressKind.TELEPHONE.value] = number[0]
        line = line.replace(number[0], " ")
    return NewCustomer(" ".join(line.split()).strip(" ,;-"), addresses)


def known_as(line: str) -> tuple[list[Customer], bool]:
    """Return who is known by what stands on the line, and whether that is sure: an e-mail names one customer.

    A telephone may be shared, and two people may have one name: then an officer chooses.
    """
    new = read_new(line)
    if email := new.addresses.get(AddressKind.EMAIL.value):
        found = find_by_address(AddressKind.EMAIL, email)
        return found, len(found) == 1
    if number := new.addresses.get(AddressKind.TELEPHONE.value):
        found = find_by_address(AddressKind.TELEPHONE, number)
        if found:
            return found, False
    return list(Customer.objects.filter(name__iexact=new.name).order_by("id")[:MOST]) if new.name else [], False


def ways(addresses: Iterable[Address]) -> str:
    """Return how a customer is reached, on one line, so that two of one name can be told apart."""
    return ", ".join(address.value for address in addresses)
