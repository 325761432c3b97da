"""Whom and what the events of calls name, as the desk knows them: officers by their extensions, and lines."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Fact
from answerable.desk.officers.models import Officer
from answerable.desk.offices.models import Office
from answerable.desk.rows import rows_with
from answerable.desk.telephone.course import Course
from answerable.desk.telephone.lines import line_key
from answerable.desk.telephone.models import Call, Line
from answerable.desk.telephone.recording import Setting, office_hours, said_of_the_ring


@dataclass(frozen=True)
class Known:
    """The officers, by extension and by name, and the lines, by key, that some calls name; and who answered before."""

    officers: Mapping[str, Officer]
    answered: Mapping[int, Officer]
    lines: Mapping[str, Line]

    @cached_property
    def law(self) -> Law:
        """The law, read once for all of them, and only where a ring is new."""
        return law()

    def line(self, how: Course) -> Line | None:
        return self.lines.get(line_key(how.line[:80]))

    def officer(self, call: Call, how: Course) -> Officer | None:
        """Return who answered. Whoever was found once stays, though the extension is another's now."""
        before = self.answered.get(call.answered_by_id or 0)
        if before and call.answered_as == how.answered_as[:120]:
            return before
        return self.officers.get(how.answered_as)

    def setting(self, call: Call, how: Course, facts: Sequence[Fact]) -> Setting:
        """Return where and by whom a call was answered, as its facts tell it; `facts` are those there are."""
        line = self.line(how)
        office = line.office.code if line and line.office else ""
        return Setting(
            line=line,
            office=office,
            hours=self._hours(how, office, facts),
            officer=self.officer(call, how),
            colleague=bool(line and line.internal) or how.caller in self.officers,
        )

    def _hours(self, how: Course, office: str, facts: Sequence[Fact]) -> str:
        if how.ring is None:
            return ""
        # What was said once of a ring stays: a closure that is entered afterwards does not change what happened.
        before = said_of_the_ring(how.ring, facts)
        return office_hours(self.law.calendar_at(how.ring), how.ring, office) if before is None else before


def known_to_the_desk(courses: Collection[Course], calls: Iterable[Call]) -> Known:
    """Return what the desk knows of all whom these calls name. A line that nobody has entered yet is new."""
    names = {name for how in courses if how.answered for name in (how.answered_as, how.caller) if name}
    before = {call.answered_by_id for call in calls if call.answered_by_id}
    rows = _officers(names, before)
    named = {row.name: row for row in rows} | {row.extension: row for row in rows if row.extension}
    lines = _lines({how.line[:80] for how in courses if how.line})
    return Known(officers=named, answered={row.pk: row for row in rows if row.pk in before}, lines=lines)


def _officers(names: Collection[str], ids: Collection[int]) -> list[Officer]:
    if not names and not ids:
        return []
    known = Officer.objects.filter(Q(extension__in=names) | Q(name__in=names) | Q(pk__in=ids))
    # Those at work last, so that they count where somebody who left had their extension before them.
    return list(known.order_by("is_active", "id").only("name", "extension"))


def _lines(codes: Collection[str]) -> dict[str, Line]:
    keys = {line_key(code): code for code in sorted(codes)}
    found = {row.key: row for row in rows_with(Line, key=set(keys))}
    offices = {row.pk: row for row in rows_with(Office, id={line.office_id for line in found.values()} - {None})}
    for line in found.values():
        line.office = offices.get(line.office_id or 0)
    for key in keys.keys() - found.keys():
        found[key], _ = Line.objects.get_or_create(key=key, defaults={"code": keys[key], "name": keys[key]})
    return found
