"""What a visitor needs the next time too, and not only on the day on which they came."""

from answerable.desk.needs.actions import Told
from answerable.desk.needs.models import Adjustment, Format, Need
from answerable.desk.reception.models import INTERPRETER, ReceptionVisit


def lasting(visit: ReceptionVisit, language: str) -> list[Told]:
    """Return what of the visitor's needs may be kept for next time. `language` is theirs, in English; "": ours."""
    told = [Told(Need.Kind.LANGUAGE, language, interpreter=INTERPRETER in visit.needs)] if language else []
    told += [Told(Need.Kind.FORMAT, need) for need in visit.needs if need in Format.values]
    return told + [Told(Need.Kind.ADJUSTMENT, need) for need in visit.needs if need in Adjustment.values]
