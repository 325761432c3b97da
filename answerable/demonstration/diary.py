"""The diary: appointments of the last weeks and of the next days, hours of part-timers, and who is away."""

import random
from datetime import date, datetime, time, timedelta

from answerable.charter.moments import council_moments
from answerable.demonstration.people import Person
from answerable.demonstration.play import Act, Play, deliver
from answerable.desk.cases.actions import open_case
from answerable.desk.customers.actions import customer_at
from answerable.desk.customers.models import AddressKind
from answerable.desk.diary.absences import Gone, enter
from answerable.desk.diary.appointments import DID_NOT_COME, Agreed, DoubleBooking, drop, keep, make
from answerable.desk.diary.hours import Spell, set_pattern
from answerable.desk.diary.models import Appointment
from answerable.desk.diary.telling import confirm, tell_move
from answerable.desk.diary.told import settle
from answerable.desk.offices.models import Room

WEEKS, A_WEEK, AHEAD = 8, 3, 6
PURPOSES = (
    "A plan of the allotments",
    "Hiring the hall for a wedding",
    "A grave in the churchyard",
    "A stall at the fair",
)
LANGUAGES = ("", "", "", "", "Polish", "British Sign Language")
HALF_AN_HOUR = timedelta(minutes=30)
EXPLANATION = "the officer has to be at a funeral"
APOLOGY = "We are sorry that we have to ask you to come on another day."


def keep_diaries(play: Play, crowd: list[Person], today: date) -> None:
    """Let appointments have been made, kept, moved and forgotten, and some be still to come."""
    chance = random.Random(f"diary {today.isoformat()}")
    begins = today - timedelta(days=WEEKS * 7)
    play.later(_at(begins, 9), lambda at: _hours(play, at))
    for number in range(WEEKS * A_WEEK):
        day = today - timedelta(days=1 + number * 7 // A_WEEK)
        if play.office.calendar.is_working_day(day):
            _agreed(play, chance, _at(day, 10 + number % 5), chance.choice(crowd), number)
    day = today
    for number in range(AHEAD):
        while not play.office.calendar.is_working_day(day):
            day += timedelta(days=1)
        _agreed(play, chance, _at(day, 10 + number % 5), chance.choice(crowd), -1)
        day += timedelta(days=1)
    play.later(play.until - timedelta(days=2), lambda at: _away(play, today, at))


def _at(day: date, hour: int) -> datetime:
    return council_moments(datetime.combine(day, time(hour)))[0]


def _hours(play: Play, at: datetime) -> None:
    """The last officer works part of the week, the others all of it."""
    for officer in play.officers[:-1]:
        set_pattern(officer, [Spell(weekday, time(9), time(17)) for weekday in range(5)], first=at.date())
    part = [Spell(weekday, time(9, 30), time(14)) for weekday in (0, 1, 2, 3, 4)]
    set_pattern(play.officers[-1], part, first=at.date())


def _agreed(play: Play, chance: random.Random, begins: datetime, who: Person, number: int) -> None:
    """Let the appointment be made some days before it, and end as its number says; with none it is to come."""
    play.later(
        play.office.between(min(begins, play.until) - timedelta(days=6), min(begins, play.until)),
        _making(play, chance, begins, who, number),
    )


def _making(play: Play, chance: random.Random, begins: datetime, who: Person, number: int) -> Act:
    def act(at: datetime) -> None:
        try:
            made = _made(play, chance, begins, who, at)
        except DoubleBooking:
            return
        if number % 12 == 5:
            play.later(at + timedelta(minutes=20), lambda moment: _moved(play, made, moment))
        elif number >= 0:
            play.later(made.ends, lambda moment: _over(play, made, number, moment))

    return act


def _made(play: Play, chance: random.Random, begins: datetime, who: Person, at: datetime) -> Appointment:
    officer, purpose = play.officers[chance.randrange(len(play.officers))], chance.choice(PURPOSES)
    customer = customer_at(AddressKind.EMAIL, who.email, name=who.name, at=at)
    case = open_case(
        customer=customer, need=purpose, channel="telephone", received_at=at, at=at, by=officer, owner=officer
    )
    room = Room.objects.filter(private=True).select_related("office").first()
    agreed = Agreed(
        officer=officer,
        begins=begins,
        ends=begins + HALF_AN_HOUR,
        purpose=purpose,
        room=room,
        directions=room.office.directions if room else "",
        language=chance.choice(LANGUAGES),
        interpreter="telephone",
    )
    made = make(case, agreed, at=at, by=officer)
    confirm(made, way="email", at=at, by=officer)
    _send(at)
    return made


def _send(at: datetime) -> None:
    deliver(at)
    settle(at)


def _moved(play: Play, made: Appointment, at: datetime) -> None:
    begins = made.begins + timedelta(hours=2)
    agreed = Agreed(
        officer=made.officer,
        begins=begins,
        ends=begins + HALF_AN_HOUR,
        purpose=made.purpose,
        directions=made.directions,
    )
    tell_move(made, agreed, apology=APOLOGY, explanation=EXPLANATION, way="email", at=at, by=made.officer)
    _send(at)
    play.later(begins + HALF_AN_HOUR, lambda moment: _over(play, made, 0, moment))


def _over(play: Play, made: Appointment, number: int, at: datetime) -> None:
    """Two in a dozen are not as they should be: the officer is late, or the customer does not come."""
    made.refresh_from_db()
    if number % 12 == 3:
        drop(made, reason=DID_NOT_COME, at=at, by=made.officer)
        return
    met = made.begins + (timedelta(minutes=4) if number % 12 == 7 else timedelta(seconds=20))
    keep(made, met_at=met, at=at, by=made.officer, done=play.done(at, "appointment kept"))


def _away(play: Play, today: date, at: datetime) -> None:
    """One officer is on leave until next week, and another covers."""
    if len(play.officers) < 3:
        return
    away, cover = play.officers[1], play.officers[-1]
    monday = today + timedelta(days=7 - today.weekday())
    enter(Gone(officer=away, begins=at, returns=_at(monday, 9), cover=cover), at=at, by=away)
