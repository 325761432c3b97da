"""The line that an alarm goes up: the officer's colleagues, then the managers, then the administrators."""

from datetime import datetime

from answerable.desk.diary.away import all_away
from answerable.desk.officers.models import Officer, Role
from answerable.desk.visits.models import Alarm

COLLEAGUES, MANAGERS, ADMINISTRATORS = LEVELS = (1, 2, 3)
TOP = LEVELS[-1]
# What concerns no visit going on is for managers from the start.
FIRST_LEVEL = {
    Alarm.Kind.NOT_BACK: COLLEAGUES,
    Alarm.Kind.HELP: COLLEAGUES,
    Alarm.Kind.CHECK: MANAGERS,
    Alarm.Kind.CODES: MANAGERS,
}


def standing_at(level: int, alarm: Alarm, at: datetime) -> list[Officer]:
    """Return who is told at that level: those there, and for those who are away, their cover.

    Never the visitor; and whom a check is about only at the top, where there may be nobody else.
    """
    visitor = alarm.visit.officer if alarm.visit else None
    about = alarm.check_made.officer if alarm.check_made and level < TOP else None
    there = _of_level(level, visitor)
    away = all_away(there, at)
    # An officer who is away is told too where nobody covers: better twice than nobody.
    found = [gone.cover if (gone := away.get(officer.pk)) and gone.cover else officer for officer in there]
    return [officer for officer in dict.fromkeys(found) if officer not in (visitor, about) and officer.is_active]


def _of_level(level: int, visitor: Officer | None) -> list[Officer]:
    found = Officer.objects.at_work().order_by("pk")
    if level != COLLEAGUES:
        return list(found.filter(role={MANAGERS: Role.MANAGER, ADMINISTRATORS: Role.ADMINISTRATOR}[level]))
    colleagues = found.filter(role=Role.OFFICER)
    if visitor is None:
        return list(colleagues)
    others = colleagues.exclude(pk=visitor.pk)
    return list(others.filter(section=visitor.section) if visitor.section else others) or list(others)


def nobody_else_works_here(officer: Officer) -> bool:
    """Say whether an alarm about a visit of this officer would reach nobody."""
    return not Officer.objects.at_work().exclude(pk=officer.pk).exists()
