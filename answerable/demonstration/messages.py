"""The invented telephone: messages for colleagues, voicemails, ring-backs and a call put through, of the last days."""

import math
import random
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from struct import pack

from answerable.demonstration.people import Person, people
from answerable.demonstration.play import Play
from answerable.desk.council.models import Mailbox
from answerable.desk.customers.actions import customer_at
from answerable.desk.customers.models import Customer
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.by_hand import PUT_THROUGH, Wanted, take_down
from answerable.desk.messages.actions import Word, attempt, leave_message, promise_ring_back, returned
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.officers.models import Officer
from answerable.desk.telephone.taking import record_call, take_by_hand
from answerable.desk.telephone.transfers import BRIEFING, Briefing, accept, put_through, say_whether_right

DAYS = 3
VOICEMAIL = "voicemail@council.example.org"
ABOUT = (
    "About the hedge on the footpath behind the hall",
    "The booking of the hall on Saturday",
    "Whether the allotment is free yet",
    "The letter about the parking permit",
    "The street light that you were going to look at",
)
ANSWERS = ("It is cut on Thursday.", "The hall is booked, and the key is at the office.", "The lamp is on the list.")
RATE = 8000


def take_messages(play: Play) -> None:
    """Let the last working days have their messages: some returned, some tried, and some that wait this morning."""
    chance = random.Random(f"{play.until.isoformat()} telephone")
    mailbox = Mailbox.objects.create(address=VOICEMAIL, takes="voicemail", duty_officer=play.officers[-1])
    # The first numbers are those of the year's other callers.
    known = enumerate(people(chance, 4 * DAYS), start=900)
    callers = [replace(who, telephone=f"01632 960{number}") for number, who in known]
    day = play.until - timedelta(days=DAYS + 2)
    for number in range(DAYS):
        day = play.office.days_after(day, 1)
        one, two, three, four = callers[4 * number : 4 * number + 4]
        play.later(day, lambda at, who=one: _message(play, chance, who, at))  # type: ignore[misc]
        play.later(day, lambda at, who=two: _voicemail(play, chance, who, mailbox, at))  # type: ignore[misc]
        play.later(day, lambda at, who=three: _put_through(play, chance, who, at))  # type: ignore[misc]
        play.later(day, lambda at, who=four: _ring_back(play, chance, who, at))  # type: ignore[misc]


def _message(play: Play, chance: random.Random, who: Person, at: datetime) -> None:
    by, wanted = chance.sample(play.officers, 2)
    word = Word(name=who.name, number=who.telephone, words=chance.choice(ABOUT))
    left = leave_message(word, wanted=wanted, to=wanted, customer=_customer(who, at), said_at=at, at=at, by=by)
    _tried(play, chance, left, wanted, at)


def _voicemail(play: Play, chance: random.Random, who: Person, mailbox: Mailbox, at: datetime) -> None:
    _customer(who, at)  # they have rung before: the number says who it is
    arrival = keep(_mail(who, chance.randint(9, 60)), channel=mailbox.takes, at=at, mailbox=mailbox)
    case = take_in(arrival, at=at).cases.get()
    _tried(play, chance, LeftMessage.objects.get(case=case), case.owner, at)


def _ring_back(play: Play, chance: random.Random, who: Person, at: datetime) -> None:
    by = chance.choice(play.officers)
    wanted = Wanted(need=chance.choice(ABOUT), outcome="open", owner=by)
    contact = take_down(channel="telephone", received_at=at, at=at, by=by, customer=_customer(who, at), wanted=[wanted])
    told = play.office.days_after(at, 2)
    left = promise_ring_back(
        contact.cases.get(), name=who.name, number=who.telephone, by_when=told, said_at=at, at=at, by=by
    )
    _tried(play, chance, left, by, at)


def _tried(play: Play, chance: random.Random, left: LeftMessage, by: Officer, at: datetime) -> None:
    """Somebody rings: most are reached, some only at the second try, and some still wait."""
    first = play.office.next_moment(at)
    second = play.office.days_after(at, 1)
    fate = chance.random()
    if fate < 0.6:
        text = chance.choice(ANSWERS)
        play.later(second, lambda moment: returned(left, text=text, rung_at=moment, at=moment, by=by))
    if fate > 0.3:
        play.later(first, lambda moment: _no_answer(left, moment, by))


def _no_answer(left: LeftMessage, at: datetime, by: Officer) -> None:
    attempt(left, Attempt.Outcome.NO_ANSWER, at=at, by=by)


def _put_through(play: Play, chance: random.Random, who: Person, at: datetime) -> None:
    """A call that nobody's telephone system tells of: greeted, put through, and said to be in the right place."""
    by, to = chance.sample(play.officers, 2)
    call = take_by_hand(at=at, by=by)
    asked = chance.choice(ABOUT)
    wanted = Wanted(need=asked, outcome=PUT_THROUGH, owner=by)
    told = at + timedelta(minutes=2)
    contact = take_down(
        channel="telephone", received_at=at, at=told, by=by, customer=_customer(who, at), wanted=[wanted]
    )
    record_call(call, contact, greeted=play.done(at, "picked up"), ended=(), at=told, by=by, ends=False)
    briefing = Briefing(why="It is their work", identity="Name and address", asked=asked, told="")
    done = [need for need in play.done(at, "transferred") if need != BRIEFING]
    transfer = put_through(call, to=to, briefing=briefing, at=told, by=by, done=done)
    accept(transfer, at=told + timedelta(seconds=chance.randint(5, 60)))
    say_whether_right(transfer, theirs=chance.random() < 0.9, at=told + timedelta(minutes=4))
    call.refresh_from_db()
    record_call(call, contact, greeted=(), ended=play.done(at, "call ended"), at=told + timedelta(minutes=5), by=to)


def _customer(who: Person, at: datetime) -> Customer:
    return customer_at("telephone", who.telephone, name=who.name, at=at)


def _mail(who: Person, seconds: int) -> bytes:
    """Return a mail as telephone systems send it. Its recording is a tone: nobody's voice."""
    mail = EmailMessage()
    mail["From"] = "Telephone system <telephone@council.example.org>"
    mail["To"] = VOICEMAIL
    mail["Subject"] = f"New voicemail from {who.telephone}"
    mail["Message-ID"] = f"<{who.telephone.replace(' ', '')}@telephone.example.org>"
    mail.set_content(f"A 0:{seconds:02} long message was left by {who.telephone}.\n")
    mail.add_attachment(_tone(), maintype="audio", subtype="wav", filename="message.wav")
    return mail.as_bytes()


def _tone() -> bytes:
    wave = bytes(128 + round(60 * math.sin(math.tau * 440 * place / RATE)) for place in range(RATE))
    form = pack("<HHIIHH", 1, 1, RATE, RATE, 1, 8)
    inside = b"WAVEfmt " + pack("<I", len(form)) + form + b"data" + pack("<I", len(wave)) + wave
    return b"RIFF" + pack("<I", len(inside)) + inside
