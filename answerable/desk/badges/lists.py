"""Lists of badges: who has one, what is wrong with it, and what expires next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.desk.badges.models import Badge
from answerable.desk.officers.models import Officer

FIRST_NUMBER = 1001


def trouble_with(officer: Officer, badge: Badge | None, today: date) -> str:
    """Return why this officer should be at nobody's door, or ""."""
    if not officer.is_active:
        return "works here no longer"
    if badge is None:
        return "has no badge"
    if badge.withdrawn_at is not None:
        return "badge withdrawn"
    return "" if badge.is_in_force(today) else "badge expired"


def next_number() -> str:
    """Return the number after the highest; badges whose numbers are no numbers are passed over."""
    numbers = [
        int(number)
        for number in Badge.objects.values_list("number", flat=True)
        if number.isascii() and number.isdigit()
    ]
    return str(max(numbers, default=FIRST_NUMBER - 1) + 1)


@dataclass(frozen=True)
class Line:
    """One officer in the list of badges, with the badge they have or had last."""

    officer: Officer
    badge: Badge | None
    expired: bool

    @property
    def good(self) -> bool:
        return self.badge is not None and self.badge.withdrawn_at is None and not self.expired


def list_of_badges(today: date) -> list[Line]:
    """Return who works here, with their badges: who has none first, then what expires next."""
    latest = newest_badges(Officer.objects.at_work().values_list("pk", flat=True))
    lines = [_line(officer, latest.get(officer.pk), today) for officer in Officer.objects.at_work().order_by("name")]
    return sorted(lines, key=lambda line: (line.good, line.badge.expires if line.badge else today, line.officer.name))


def _line(officer: Officer, badge: Badge | None, today: date) -> Line:
    return Line(officer, badge, expired=badge is not None and badge.expires < today)


def newest_badges(officers: Iterable[int]) -> dict[int, Badge]:
    """Return the badge that each of these officers (their ids) has, or had last; without the photographs."""
    found = Badge.objects.filter(officer__in=list(officers)).defer("photograph").order_by("pk")
    return {badge.officer_id: badge for badge in found}
