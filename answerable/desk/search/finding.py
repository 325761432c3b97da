"""Finding cases and customers by what somebody remembers of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q
from django.db.models.functions import Left

from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Address, Customer
from answerable.desk.search.engines import matching
from answerable.desk.search.words import around, asked, reference_in

MOST_CASES = 25
MOST_CUSTOMERS = 8
# Where the words stand is shown from so much of a case; further down they are found, but not quoted.
QUOTED = 20_000

Piece = tuple[str, bool]


@dataclass(frozen=True)
class FoundCase:
    """A case that was found, with the place where the words stand in it: pieces of text, those found marked."""

    case: Case
    quote: list[Piece]


@dataclass(frozen=True)
class Found:
    """What a search found: of each kind the newest first, at most so many. `more`: there were more cases than that."""

    customers: Sequence[Customer] = ()
    cases: Sequence[FoundCase] = ()
    more: bool = False
    too_short: bool = False

    def everybody(self) -> list[Customer]:
        """Return every customer whom the list names."""
        of_cases = (found.case.customer for found in self.cases)
        return [*self.customers, *(customer for customer in of_cases if customer is not None)]


def search(typed: str) -> Found:
    """Find customers by name, organisation, e-mail or number, and cases by reference, by whose they are, and by words.

    Every word must be found, the last one as the beginning of a word. What people type can't be wrong.
    """
    ways = asked(typed)
    if not ways:
        return Found(too_short=bool(typed.strip()))
    cases = _cases(ways)
    words = [word for way in ways for word in way]
    found = [FoundCase(case, around(case.newest_words, words)) for case in cases[:MOST_CASES]]  # type: ignore[attr-defined]
    return Found(_customers(ways), found, more=len(cases) > MOST_CASES)


def find_customers(typed: str, most: int = MOST_CUSTOMERS) -> list[Customer]:
    """Return customers, by name, whose names, e-mails or numbers hold all that was typed; the newest, if too many.

    The last word may be a beginning. Their addresses of today are read with them.
    """
    ways = asked(typed)
    return sorted(_customers(ways, most), key=lambda customer: (str(customer), customer.pk)) if ways else []


def the_case(typed: str) -> Case | None:
    """Return the case whose whole reference was typed, with or without its dash."""
    reference = reference_in(typed)
    return Case.objects.filter(reference=reference).first() if reference else None


def _cases(ways: list[list[str]]) -> list[Case]:
    found = matching("desk_casewords", "case_id", ways, most=MOST_CASES + 1)
    cases = Case.objects.filter(pk__in=found).select_related("customer", "owner")
    return list(cases.annotate(newest_words=Left(F("words__words"), QUOTED)).order_by("-pk"))


def _customers(ways: list[list[str]], most: int = MOST_CUSTOMERS) -> list[Customer]:
    found = matching("desk_customerwords", "customer_id", ways, most=most)
    customers = Customer.objects.filter(pk__in=found).annotate(
        open_cases=Count("cases", filter=Q(cases__closed_at=None))
    )
    current = Prefetch("addresses", Address.objects.filter(current=True).order_by("kind", "pk"))
    return list(customers.prefetch_related(current).order_by("-pk"))
