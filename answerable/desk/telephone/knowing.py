"""Whom and what the events of calls name, as the desk knows them: officers by their extensions, and lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from answerable.desk.history.law import Law, law
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.course import Course
from answerable.desk.telephone.models import Call, Line
from answerable.desk.telephone.recording import Setting, office_hours


@dataclass(frozen=True)
class Known:
    """The officers, by extension and by name, and the lines, by code, that some calls name."""

    officers: Mapping[str, Officer]
    lines: Mapping[str, Line]
    rules: Law

    def line(self, how: Course) -> Line | None:
        return self.lines.get(how.line[:80])

    def officer(self, call: Call, how: Course) -> Officer | None:
        """Return who answered. Whoever was found once stays, though the extension is another's now."""
        if call.answered_by and call.answered_as == how.answered_as[:120]:
            return call.answered_by
        return self.officers.get(how.answered_as)

    def setting(self, call: Call, how: Course) -> Setting:
        """Return where and by whom a call was answered, as its facts tell it."""
        line = self.line(how)
        office = line.office.code if line and line.office else ""
        return Setting(
            office=office,
            hours=office_hours(self.rules.calendar_at(how.ring), how.ring, office) if how.ring else "",
            officer=self.officer(call, how),
            colleague=bool(line and line.internal) or how.caller in self.officers,
        )


def known_to_the_desk(courses: Sequence[Course], lines: Iterable[Line | None]) -> Known:
    """Return what the desk knows of all whom these calls name. A line that nobody has entered yet is new.

    `lines` are those that have been read already.
    """
    names = {name for how in courses for name in (how.answered_as, how.caller) if name}
    found = {line.code: line for line in lines if line}
    more = _lines({how.line[:80] for how in courses if how.line} - found.keys())
    return Known(officers=_officers(names), lines=found | more, rules=law())


def _officers(names: set[str]) -> dict[str, Officer]:
    if not names:
        return {}
    # Those at work last, so that they count where somebody who left had their extension before them.
    rows = Officer.objects.filter(Q(extension__in=names) | Q(name__in=names)).order_by("is_active", "id")
    found = {row.name: row for row in rows}
    return found | {row.extension: row for row in rows if row.extension}


def _lines(codes: set[str]) -> dict[str, Line]:
    if not codes:
        return {}
    found = {row.code: row for row in Line.objects.filter(code__in=codes).select_related("office")}
    for code in codes - found.keys():
        found[code], _ = Line.objects.get_or_create(code=code, defaults={"name": code})
    return found
