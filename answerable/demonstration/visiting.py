"""Home visits of the last weeks, today's and the next days', and a badge for everybody, with a drawn face of nobody."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from answerable.charter.moments import council_moments, local
from answerable.demonstration.people import Person
from answerable.demonstration.play import Act, Play, deliver
from answerable.desk.badges.actions import issue
from answerable.desk.badges.lists import next_number
from answerable.desk.badges.photographs import SIZE, portrait
from answerable.desk.customers.actions import customer_at
from answerable.desk.customers.models import AddressKind
from answerable.desk.visits.actions import Plan, arrive, leave, plan
from answerable.desk.visits.alarms import answer, climb_every, close, raise_missed
from answerable.desk.visits.confirming import confirm
from answerable.desk.visits.models import Visit

PURPOSES = ("Looks at the damp in the hall", "Help with a form", "Measures for a dropped kerb", "Bins: where they go")
STREETS = ("Mill Lane", "Church Row", "Station Road", "The Orchards", "Kingsway", "Brook Street")
WEEKS, A_WEEK = 8, 3
# Days from today, and the hour. Nobody checks in from them: one a day, so that a day raises one alarm in earnest.
TO_COME = ((0, 15), (1, 10), (2, 14), (3, 11))
ISSUED_DAYS_AGO, GOOD_FOR_DAYS = 200, 730
LONG = timedelta(minutes=45)
CHECK_IN = timedelta(minutes=30)
MINUTES_A_LEVEL = 10
GROUNDS = ("#d8e6e8", "#e8e1d3", "#dde3ee", "#e3ecd9")
SKINS = ("#f1c9a5", "#8d5a3b", "#d9a066", "#c68863", "#5b3a29")
HAIRS = ("#2b1b12", "#6b4423", "#9a9a9a", "#b5651d", "#111111")
COATS = ("#0b5c66", "#4b3a7d", "#7a3b2e", "#3d5a3a")


def make_visits(play: Play, crowd: list[Person], today: date) -> None:
    """Plan the visits that were, with the alarm that one of them raised, and those of today and the days after."""
    climb_every(MINUTES_A_LEVEL)
    play.later(_at(today - timedelta(days=ISSUED_DAYS_AGO), 10), lambda at: _issue_badges(play, at))
    for number in range(WEEKS * A_WEEK):
        day = today - timedelta(days=2 + number * 7 // A_WEEK)
        if play.office.calendar.is_working_day(day):
            _visited(play, play.source.choice(crowd), _at(day, 10 + number % 6), forgot=number == 0)
    for days, hour in TO_COME:
        planned = play.office.between(play.until - timedelta(days=3), play.until)
        play.later(planned, _announcing(play, play.source.choice(crowd), _at(today + timedelta(days=days), hour)))


def _at(day: date, hour: int) -> datetime:
    return council_moments(datetime.combine(day, time(hour)))[0]


def _announcing(play: Play, person: Person, begins: datetime) -> Act:
    """Return what plans that visit at the moment at which it is done."""

    def act(at: datetime) -> None:
        _announced(play, person, begins, at)

    return act


def _announced(play: Play, person: Person, begins: datetime, at: datetime) -> Visit:
    """Plan a visit and tell the customer of it, with the code."""
    officer = play.officers[-1] if local(begins).hour % 2 else play.officers[len(play.officers) // 2]
    address = f"{play.source.randint(1, 90)} {play.source.choice(STREETS)}"
    planned = Plan(
        officer=officer,
        address=address,
        purpose=play.source.choice(PURPOSES),
        begins=begins,
        ends=begins + LONG,
        safe_by=begins + LONG + CHECK_IN,
        customer=customer_at(AddressKind.EMAIL, person.email, name=person.name, at=at),
    )
    visit = plan(planned, at=at, by=officer)
    confirm(visit, way="email", at=at, by=officer)
    deliver(at)
    return visit


def _visited(play: Play, person: Person, begins: datetime, *, forgot: bool) -> None:
    """Let a visit be planned two days before, made, and checked in from; `forgot`: only when a colleague rang."""

    def make(at: datetime) -> None:
        visit = _announced(play, person, begins, at)
        play.later(begins, lambda now: arrive(visit, at=now, by=visit.officer, done=play.done(now, "visited")))
        if forgot:
            play.later(visit.safe_by + timedelta(minutes=1), lambda now: _rung(play, visit, now))
        else:
            play.later(visit.ends, lambda now: leave(visit, at=now, by=visit.officer))

    play.later(begins - timedelta(days=2), make)


def _rung(play: Play, visit: Visit, at: datetime) -> None:
    raise_missed(at)
    alarm = visit.alarms.get()
    colleague = next(officer for officer in play.officers if officer != visit.officer)
    answer(alarm, at=at + timedelta(minutes=2), by=colleague)
    alarm.refresh_from_db()
    words = "Rang: all is well, had forgotten to check in."
    close(alarm, outcome=words, at=at + timedelta(minutes=4), by=colleague)
    deliver(at + timedelta(minutes=5))


def _issue_badges(play: Play, at: datetime) -> None:
    for number, officer in enumerate(play.officers):
        expires = local(at).date() + timedelta(days=GOOD_FOR_DAYS - 60 * number)
        issue(officer, number=next_number(), photograph=_drawn(number), expires=expires, at=at, by=play.officers[0])


def _drawn(number: int) -> bytes:
    """Draw somebody who does not exist: a ground, shoulders, a head and hair, in colours of their own."""
    width, height = SIZE
    image = Image.new("RGB", SIZE, GROUNDS[number % len(GROUNDS)])
    draw = ImageDraw.Draw(image)
    middle, skin, hair = width // 2, SKINS[number % len(SKINS)], HAIRS[number * 2 % len(HAIRS)]
    draw.ellipse((middle - 150, 120, middle + 150, 430), fill=hair)
    draw.ellipse((middle - 230, 430, middle + 230, height + 260), fill=COATS[number % len(COATS)])
    draw.rectangle((middle - 45, 380, middle + 45, 480), fill=skin)
    draw.ellipse((middle - 115, 150, middle + 115, 430), fill=skin)
    draw.pieslice((middle - 130, 110, middle + 130, 330), 180, 360, fill=hair)
    for eye in (middle - 45, middle + 45):
        draw.ellipse((eye - 9, 285, eye + 9, 303), fill="#222222")
    draw.arc((middle - 45, 320, middle + 45, 385), 20, 160, fill="#7a3b2e", width=6)
    made = BytesIO()
    image.save(made, "PNG")
    return portrait(made.getvalue())
