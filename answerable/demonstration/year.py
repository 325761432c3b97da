"""The year: who contacts the council, when and by which channel, up to the morning of the day it is loaded."""

import random
from datetime import date, datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from answerable.charter.moments import council_moments
from answerable.demonstration.adjusting import tell_needs
from answerable.demonstration.arrivals import Arrivals
from answerable.demonstration.calling import make_calls
from answerable.demonstration.correspondence import correspond
from answerable.demonstration.counter import make_visitors
from answerable.demonstration.diary import keep_diaries
from answerable.demonstration.keeping import keep_records
from answerable.demonstration.messages import take_messages
from answerable.demonstration.office import Office
from answerable.demonstration.people import people
from answerable.demonstration.play import Play, all_went_at_once
from answerable.demonstration.plots import SERVICES
from answerable.demonstration.towns import DEMONSTRATIONS, PASSWORD, Demonstration, Staff
from answerable.demonstration.visiting import make_visits
from answerable.desk.charters.actions import adopt
from answerable.desk.council.actions import council, read_once
from answerable.desk.council.models import Council, Mailbox, Service
from answerable.desk.council.proclaiming import close_on
from answerable.desk.history.law import law
from answerable.desk.officers.models import Officer
from answerable.desk.references import drawn_from
from answerable.desk.search.actions import all_at_once

DAYS = 365
# Of a week's contacts, how many come on each day, Monday first.
BY_WEEKDAY = (24, 20, 18, 16, 14, 5, 3)
BUSIER = 1.5
# Whoever opens the desk finds work on it: its last days were busy ones.
LAST_DAYS, BUSIEST = 4, 2.5


def found(name: str, text: str, *, address: str, today: date) -> None:
    """Make the demonstration's council, with a charter that it adopted long before the year begins."""
    Council.objects.create(name=name, email=address, signature=address, demonstration=True)
    adopt(text, starts=_midnight(day_of_founding(today)), by=None)


def load_year(charter: str, *, today: date, days: int = DAYS) -> None:
    """Play the days that end as `today` begins, at the council of that charter. Same charter and day, same year."""
    first = today - timedelta(days=days)
    source = random.Random(f"{charter} {today.isoformat()}")
    with drawn_from(source), all_at_once():
        play = begun(charter, source, first=first, today=today)
        with read_once(play.council):
            _played(play, first, today)


def begun(charter: str, source: random.Random, *, first: date, today: date) -> Play:
    """Return what is to be played, with its officers and days off, before anything has happened."""
    demonstration, until = DEMONSTRATIONS[charter], _midnight(today)
    officers = _set_up(demonstration)
    _close_over_christmas(_midnight(first), until, officers[0])
    return Play(
        council=council(),
        demonstration=demonstration,
        office=Office(law().calendar_at(until), source),
        source=source,
        officers=officers,
        until=until,
    )


def _played(play: Play, first: date, today: date) -> None:
    keep_records(play, day_of_founding(today))
    _fill(play, first, today)
    take_messages(play)
    make_calls(play, first, today)
    play.run()
    tell_needs(play)
    correspond(play)
    all_went_at_once()


def day_of_founding(today: date) -> date:
    return today - timedelta(days=3 * DAYS)


def _midnight(day: date) -> datetime:
    return council_moments(datetime.combine(day, time()))[0]


def _set_up(demonstration: Demonstration) -> list[Officer]:
    password = make_password(PASSWORD)  # hashed once: that is slow on purpose
    officers = [_officer(staff, password) for staff in demonstration.staff]
    duty = officers[-1]
    Council.objects.update(address=demonstration.address, telephone=demonstration.telephone, duty_officer=duty)
    Mailbox.objects.create(address=council().email, duty_officer=duty)
    for code, name in SERVICES.items():
        Service.objects.create(code=code, name=name)
    return officers


def _officer(staff: Staff, password: str) -> Officer:
    officer = Officer.objects.invite(
        email=staff.email, name=staff.name, role=staff.role, job_title=staff.job_title, telephone="01632 960190"
    )
    officer.password = password
    officer.save(update_fields=["password"])
    return officer


def _close_over_christmas(begins: datetime, until: datetime, by: Officer) -> None:
    """The office is shut between Christmas and New Year, as many are, and said so a month before."""
    for year in range(begins.year, until.year + 1):
        declared = begins.replace(year=year, month=11, day=20, hour=10)
        if declared < until:
            close_on(first=date(year, 12, 27), last=date(year, 12, 31), title="Christmas closure", at=declared, by=by)


def _fill(play: Play, first: date, today: date) -> None:
    crowd = people(play.source, 400)
    arrivals = Arrivals(play, crowd)
    make_visits(play, crowd, today)
    make_visitors(play, crowd, today)
    keep_diaries(play, crowd, today)
    day = first
    while day < today:
        for _ in range(_how_many(play, day, today)):
            channel = _channel(play)
            play.later(play.office.arrival(day, channel), arrivals.by(channel))
        day += timedelta(days=1)


def _how_many(play: Play, day: date, today: date) -> int:
    expected = play.demonstration.contacts_a_week * BY_WEEKDAY[day.weekday()] / sum(BY_WEEKDAY)
    if (today - day).days <= LAST_DAYS:
        expected *= BUSIEST
    elif play.office.is_busy(day):
        expected *= BUSIER
    whole = int(expected)
    return whole + play.chance(expected - whole)


def _channel(play: Play) -> str:
    channels = play.demonstration.channels
    return play.source.choices(list(channels), weights=list(channels.values()))[0]
