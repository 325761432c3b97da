"""Who it is, as an officer typed it on one line: a customer known already, or the parts of a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from answerable.desk.customers.actions import find_by_address, new_customer
from answerable.desk.customers.models import Address, AddressKind, Customer

MOST = 8
_NUMBER = re.compile(r"(?<![\w+])(?:\+|0)\d[\d\s()-]{7,15}\d(?!\d)")
_EMAIL = re.compile(r"[^\s<>,;()]+@[^\s<>,;()]+\.[^\s<>,;()]+")


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


def with_number(new: NewCustomer, number: str) -> NewCustomer:
    """Return somebody new with the number from which they rang, unless they gave one themselves."""
    if not number or AddressKind.TELEPHONE.value in new.addresses:
        return new
    return replace(new, addresses={**new.addresses, AddressKind.TELEPHONE.value: number})


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
