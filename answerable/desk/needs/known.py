"""What is known of a customer's needs today, and what a message, a letter and an appointment make of it."""

from answerable.desk.customers.models import Customer
from answerable.desk.needs.models import AT_A_DISTANCE, TAKEN, TYPE_SIZES, WAYS, Need

_KINDS = list(Need.Kind)


def needs_now(customer: Customer | None) -> list[Need]:
    """Return what the customer needs today: formats, languages, adjustments.

    Of many customers, read `needs` with them (prefetch): then this asks the database nothing.
    """
    current = [need for need in customer.needs.all() if need.ended_at is None] if customer else []
    return sorted(current, key=lambda need: (_KINDS.index(Need.Kind(need.kind)), need.pk))


def way_asked(customer: Customer | None) -> Need | None:
    """Return the way in which the customer asked to be told things; None where any will do."""
    return next((need for need in needs_now(customer) if need.kind == Need.Kind.WAY), None)


def ways_taken(customer: Customer | None) -> frozenset[str]:
    """Return the ways (email, letter, sms, social, spoken) in which the customer takes what they are told."""
    asked = way_asked(customer)
    return TAKEN.get(asked.what, WAYS) if asked else WAYS


def type_size(customer: Customer | None, usual: int) -> int:
    """Return the size of type, in points, for letters to the customer: the `usual`, or a larger one."""
    return max(
        [usual, *(TYPE_SIZES.get(need.what, 0) for need in needs_now(customer) if need.kind == Need.Kind.FORMAT)]
    )


def interpreted(customer: Customer | None) -> str:
    """Return the language for which the customer needs an interpreter, or ""."""
    wanted = (need.what for need in needs_now(customer) if need.kind == Need.Kind.LANGUAGE and need.interpreter)
    return next(wanted, "")


def for_meeting(customer: Customer | None, most: int) -> str:
    """Return on one line, of at most so many characters, what a meeting has to heed beside an interpreter."""
    words = [str(need) for need in needs_now(customer) if not need.interpreter and need.what not in AT_A_DISTANCE]
    while len("; ".join(words)) > most:
        words.pop()
    return "; ".join(words)
