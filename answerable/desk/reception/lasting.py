"""What a visitor needs on every day: known when they come, and offered to be kept when they have been."""

from answerable.desk.customers.models import Customer
from answerable.desk.needs.actions import Told
from answerable.desk.needs.known import interpreted, needs_now
from answerable.desk.needs.models import Adjustment, Format, Need
from answerable.desk.reception.models import AT_RECEPTION, INTERPRETER, ReceptionVisit


def known_before(customer: Customer | None) -> list[str]:
    """Return what of a customer's needs matters at reception, by the names that it has there (AT_RECEPTION)."""
    known = [need.what for need in needs_now(customer) if need.what in AT_RECEPTION]
    return [INTERPRETER, *known] if interpreted(customer) else known


def lasting(visit: ReceptionVisit, language: str) -> list[Told]:
    """Return what of the visitor's needs may be kept for next time. `language` is theirs, in English; "": ours."""
    told = [Told(Need.Kind.LANGUAGE, language, interpreter=INTERPRETER in visit.needs)] if language else []
    told += [Told(Need.Kind.FORMAT, need) for need in visit.needs if need in Format.values]
    return told + [Told(Need.Kind.ADJUSTMENT, need) for need in visit.needs if need in Adjustment.values]
