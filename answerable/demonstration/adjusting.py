"""What some of the invented people need: ways, formats, languages, adjustments; more often of those who telephone."""

from collections.abc import Iterable

from answerable.demonstration.play import Play
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.needs.actions import Told, keep_needs
from answerable.desk.needs.models import Adjustment, Format, Need, Way
from answerable.desk.telephone.models import Call

ONE_IN, ONE_CALLER_IN = 12, 3
NEEDS = (
    (Told(Need.Kind.FORMAT, Format.LARGE_PRINT),),
    (Told(Need.Kind.ADJUSTMENT, Adjustment.STEP_FREE), Told(Need.Kind.ADJUSTMENT, Adjustment.SEAT)),
    (Told(Need.Kind.LANGUAGE, "Polish", interpreter=True),),
    (Told(Need.Kind.LANGUAGE, "British Sign Language", interpreter=True), Told(Need.Kind.WAY, Way.EMAIL_ONLY)),
    (Told(Need.Kind.FORMAT, Format.AUDIO), Told(Need.Kind.ADJUSTMENT, Adjustment.HELP)),
    (Told(Need.Kind.WAY, Way.LETTER_ONLY),),
    (Told(Need.Kind.WAY, Way.NO_TELEPHONE),),
)
CALLERS_NEEDS = (
    (Told(Need.Kind.ADJUSTMENT, Adjustment.LONG_RING), Told(Need.Kind.FORMAT, Format.LARGE_PRINT)),
    (Told(Need.Kind.ADJUSTMENT, Adjustment.SLOWLY), Told(Need.Kind.ADJUSTMENT, Adjustment.HEARING_LOOP)),
    (Told(Need.Kind.ADJUSTMENT, Adjustment.RELAY),),
    (Told(Need.Kind.LANGUAGE, "Urdu", interpreter=True),),
)


def tell_needs(play: Play) -> None:
    """Let some customers have told what they need when they first came, and some of those whose calls are known."""
    keys = set(Call.objects.exclude(key="").values_list("key", flat=True))
    rang = Customer.objects.filter(addresses__kind=AddressKind.TELEPHONE, addresses__key__in=keys).distinct()
    callers = list(rang.order_by("pk"))
    _tell(callers[::ONE_CALLER_IN], CALLERS_NEEDS, play)
    others = Customer.objects.exclude(pk__in=[one.pk for one in callers]).order_by("pk")
    _tell(others[::ONE_IN], NEEDS, play)


def _tell(customers: Iterable[Customer], needs: tuple[tuple[Told, ...], ...], play: Play) -> None:
    for number, customer in enumerate(customers):
        told = needs[number % len(needs)]
        keep_needs(customer, told, at=customer.created, by=play.officers[number % len(play.officers)])
