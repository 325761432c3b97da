"""The records that the charter wants kept: people are trained, things are checked, the charter is reviewed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from answerable.charter.clauses import Record
from answerable.charter.moments import council_moments
from answerable.charter.span import Unit
from answerable.demonstration.play import Play
from answerable.desk.history.law import law
from answerable.desk.records.actions import add_thing, renew, subject_of
from answerable.desk.records.register import records_in
from answerable.desk.records.timing import CHARTER, OFFICER

THINGS = {
    "directory entry": ("Allotments", "Burials", "Grants to clubs", "Hiring the hall", "Market stalls", "Planning"),
    "facility": ("Castle Street car park", "Civic Centre", "Leisure centre", "Library", "Riverside playground"),
}
PROOF = {OFFICER: "Certificate in the personnel file", CHARTER: "Minutes of the council"}
CHECKED = "Checklist, signed by who went through it"
DAYS_OF = {Unit.CALENDAR_DAY: 1, Unit.CALENDAR_MONTH: 30.4}
# Of several, the last was forgotten and the last but one is due soon; what stands alone is due soon.
FORGOTTEN, SOON = -16, 14
EARLY = 25  # so many days before it falls due it is done: the next working day is never too late


def keep_records(play: Play, founded: date) -> None:
    """Plan every record from the day on which the council took up its charter: who is due, and when it was done."""
    sorts: dict[str, list[str]] = {CHARTER: [CHARTER], OFFICER: [subject_of(officer) for officer in play.officers]}
    charter = law().charter_at(play.until)
    for record in records_in(charter):
        begun = (charter.adopted or founded) if record.each == CHARTER else founded
        subjects = sorts.get(record.each)
        if subjects is None:
            subjects = sorts[record.each] = list(_entered(play, record.each, founded))
        for place, subject in enumerate(subjects):
            for day in _days(record, place, len(subjects), begun, play.until.date()):
                _renewed(play, record, subject, day)


def _entered(play: Play, each: str, founded: date) -> Iterator[str]:
    since = council_moments(datetime.combine(founded, time(12)))[0]
    for name in THINGS.get(each, ()):
        yield subject_of(add_thing(each=each, name=name, since=since, at=since, by=play.officers[0]))


def _days(record: Record, place: int, count: int, begun: date, today: date) -> Iterator[date]:
    """Return on which days it was done, the last first: each in time for the next, but for what was forgotten now."""
    if record.every is None:
        yield begun + timedelta(days=EARLY + place)
        return
    length = int(record.every.count * DAYS_OF[record.every.unit])
    due_in = {count - 1: SOON, count - 2: SOON}.get(place, length * (place + 1) // (count + 1))
    if count > 1 and place == count - 1:
        due_in = FORGOTTEN
    day = today + timedelta(days=due_in - length)
    while day > begun:
        yield day
        day -= timedelta(days=length - EARLY)


def _renewed(play: Play, record: Record, subject: str, day: date) -> None:
    proof = f"{PROOF.get(record.each, CHECKED)}, {day:%B %Y}"

    def act(at: datetime) -> None:
        renew(subject, of=record.of, done_at=at, evidence=proof, at=at, by=play.officers[0])

    play.later(play.office.next_moment(council_moments(datetime.combine(day, time()))[0]), act)
