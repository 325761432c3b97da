"""Lists of visits: an officer's, a day's, and those in a span of a diary."""

from datetime import datetime, time, timedelta

from django.db.models import Q

from answerable.charter.moments import council_moments, local
from answerable.desk.officers.models import Officer
from answerable.desk.visits.models import Visit, VisitQuerySet


def visits_between(officer: Officer | None, first: datetime, last: datetime) -> list[Visit]:
    """Return the visits of an officer, or of all, that touch the span from `first` to `last`, but no cancelled ones."""
    found = _with_names(cancelled_at=None).filter(begins__lt=last, ends__gt=first)
    return list(found.filter(officer=officer) if officer else found)


def visits_of_the_day(now: datetime) -> list[Visit]:
    """Return the visits of the council's day in which `now` is, and those that still go on from before."""
    first, last = _day(now)
    today = Q(begins__gte=first, begins__lt=last) | Q(begins__lt=first, left_at=None)
    return list(_with_names(cancelled_at=None).filter(today))


def visits_ahead(officer: Officer | None, now: datetime) -> list[Visit]:
    """Return the visits of an officer, or of all, that go on or are still to come, the next first."""
    found = _with_names(cancelled_at=None, left_at=None)
    return list(found.filter(officer=officer) if officer else found)


def visits_behind(officer: Officer | None, now: datetime, *, most: int) -> list[Visit]:
    """Return the visits that are over, the latest first."""
    found = _with_names().exclude(cancelled_at=None, left_at=None).filter(planned_at__lte=now)
    return list((found.filter(officer=officer) if officer else found).order_by("-begins")[:most])


def _with_names(**conditions: object) -> VisitQuerySet:
    found = Visit.objects.filter(**conditions).select_related("officer", "occasion", "customer")
    return found.order_by("begins", "pk")


def _day(now: datetime) -> tuple[datetime, datetime]:
    today = local(now).date()
    first, last = (council_moments(datetime.combine(day, time()))[0] for day in (today, today + timedelta(days=1)))
    return first, last
