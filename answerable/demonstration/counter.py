"""The counter: visitors of the last weeks, one list kept on paper, and who is there when the desk is opened."""

import random
from datetime import date, datetime, time, timedelta

from answerable.charter.moments import council_moments, local
from answerable.demonstration.people import Person
from answerable.demonstration.play import Act, Play
from answerable.desk.council.models import Service
from answerable.desk.needs.models import Adjustment
from answerable.desk.officers.models import Officer
from answerable.desk.offices.actions import keep_office, keep_room
from answerable.desk.offices.models import Office, Room
from answerable.desk.reception.actions import (
    Remembered,
    Visitor,
    arrive,
    enter_afterwards,
    greet,
    leave,
    say_words,
    see,
    take_to,
)
from answerable.desk.reception.models import INTERPRETER, ReceptionVisit
from answerable.desk.reception.waits import outlook

VISITS, HANDFUL, WEEKS = 60, 5, 7
DIRECTIONS = "Two minutes from the station, first on the left. Buses stop outside. The way round the side has no steps."
ACCESS = "Step-free, with a door that opens by itself. Hearing loop at the counter. A toilet for everybody."
MATTERS = ("A form about the allotment", "Hiring the hall", "The lamp in our street", "A stall at the fair", "")
IMPATIENT = 0.06  # of the visitors: they leave unseen
ON_PAPER = 3  # visits of a morning on which the computer stood still


def open_counter(play: Play) -> Office:
    """Name the office, with its counters and the room in which nobody can listen."""
    office = Office(name=play.demonstration.address.split("\n")[0], address=play.demonstration.address)
    office.directions, office.access = DIRECTIONS, ACCESS
    keep_office(office)
    for name, private in (("Counter 1", False), ("Counter 2", False), ("Garden room", True)):
        keep_room(Room(office=office, name=name, private=private))
    return office


def make_visitors(play: Play, crowd: list[Person], today: date) -> None:
    """Let visitors have come in the last weeks, some of them on a busy morning that was kept on paper."""
    office, chance = open_counter(play), random.Random(f"counter {today.isoformat()}")
    days = [today - timedelta(days=number) for number in range(1, WEEKS * 7)]
    working = [day for day in days if play.office.calendar.is_working_day(day)]
    came = _at(working[0], chance)
    for number in range(VISITS):
        # They come in handfuls, as after a bus, so that some wait behind others.
        if number % HANDFUL == 0:
            came = _at(working[number // HANDFUL], chance)
        came += timedelta(seconds=chance.randint(20, 150))
        play.later(came, _coming(play, office, chance.choice(crowd), chance, late=number % 9 == 0))
    _kept_on_paper(play, office, crowd, working[-1], chance)


def _at(day: date, chance: random.Random) -> datetime:
    opens = council_moments(datetime.combine(day, time(9)))[0]
    return opens + timedelta(seconds=chance.randint(0, 7 * 3600))


def _coming(play: Play, office: Office, person: Person, chance: random.Random, *, late: bool) -> Act:
    def come(at: datetime) -> None:
        officer = play.anyone()
        visitor = Visitor(name=person.name, about=chance.choice(MATTERS))
        visit = arrive(visitor, office=office, at=at, by=officer)
        wait = outlook(office, at).for_newcomer()
        greeted = at + timedelta(seconds=chance.randint(15, 200))
        play.later(greeted, lambda now: greet(visit, at=now, by=officer, wait=wait))
        if chance.random() < IMPATIENT:
            play.later(at + timedelta(minutes=6), lambda now: leave(visit, at=now, by=officer))
            return
        seen = greeted + timedelta(seconds=chance.randint(620, 900) if late else chance.randint(10, 480))
        if late and chance.random() < 0.7:
            play.later(at + timedelta(minutes=4), lambda now: say_words(visit, at=now, by=officer))
        play.later(seen, lambda now: see(visit, at=now, by=officer))
        play.later(seen + timedelta(minutes=chance.randint(3, 18)), lambda now: leave(visit, at=now, by=officer))

    return come


def _kept_on_paper(play: Play, office: Office, crowd: list[Person], day: date, chance: random.Random) -> None:
    opens = council_moments(datetime.combine(day, time(9)))[0]
    for number in range(ON_PAPER):
        came = opens + timedelta(minutes=20 * number)
        moments = {
            "arrived": came,
            "greeted": came + timedelta(minutes=1),
            "seen": came + timedelta(minutes=4),
            "left": came + timedelta(minutes=12),
        }
        what = Remembered(visitor=Visitor(name=chance.choice(crowd).name), moments=moments)
        play.later(opens + timedelta(hours=5), _entering(what, office, play.officers[-1]))


def _entering(what: Remembered, office: Office, by: Officer) -> Act:
    def enter(at: datetime) -> None:
        enter_afterwards(what, office=office, at=at, by=by)

    return enter


def somebody_is_there(now: datetime) -> None:
    """Let a few people stand at the counter as the desk is opened, unless some do."""
    office, officer = Office.objects.order_by("id").first(), Officer.objects.at_work().order_by("-id").first()
    if office is None or officer is None or ReceptionVisit.objects.waiting().filter(day=local(now).date()).exists():
        return
    _being_seen(office, officer, now)
    waits = Visitor(name="Ada Whitlock", about="A form about the allotment", needs=[Adjustment.HEARING_LOOP])
    visit = arrive(waits, office=office, at=now - timedelta(minutes=4), by=officer)
    greet(visit, at=now - timedelta(minutes=3), by=officer, wait=outlook(office, now).for_newcomer())
    service = Service.objects.filter(current=True).order_by("name").first()
    pole = Visitor(name="Piotr Zielony", service=service, language="pl", needs=[INTERPRETER])
    arrive(pole, office=office, at=now - timedelta(seconds=100), by=None)
    arrive(Visitor(), office=office, at=now - timedelta(seconds=20), by=officer)


def _being_seen(office: Office, officer: Officer, now: datetime) -> None:
    private = Room.objects.filter(office=office, private=True, current=True).first()
    visit = arrive(Visitor(name="Joan Pickles", about="Rent"), office=office, at=now - timedelta(minutes=9), by=officer)
    if private:
        take_to(visit, private, at=now - timedelta(minutes=7), by=officer)
    see(visit, at=now - timedelta(minutes=6), by=officer)
