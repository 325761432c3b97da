"""How a contact fares: it arrives, is sorted, taken, perhaps held or handed over, and answered in time or late."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from answerable.charter.clauses import Timed
from answerable.demonstration.people import Person
from answerable.demonstration.play import Play, deliver
from answerable.demonstration.plots import LATE_REASONS, Plot
from answerable.desk.cases.actions import accept, close, is_answered, offer, request_stage_2, take
from answerable.desk.cases.models import Case, HandOver
from answerable.desk.cases.triage import JUNK, NEW, NOT_FOR_US, sort
from answerable.desk.history.law import law
from answerable.desk.history.retiming import answer_due
from answerable.desk.officers.models import Officer
from answerable.desk.outbox import acknowledge, thread, words
from answerable.desk.outbox.actions import Saying, post, speak
from answerable.desk.outbox.delivery import bounced
from answerable.desk.outbox.models import Means, Message

IN_TIME, IN_TIME_WHEN_BUSY = 0.95, 0.76
TOLD_WHEN_LATE = 0.6
OFFERS = (
    "You know this place better.",
    "They asked for you by name.",
    "I am away from tomorrow. The papers are in the folder.",
)
LETTERHEAD = ("officer name", "job title", "council", "telephone", "email", "who deals with it")
SPOKEN = ("telephone", "counter", "voicemail", "sms", "social")


@dataclass(frozen=True)
class Story:
    """One case on its way, and who tells it what."""

    play: Play
    case: Case
    person: Person
    plot: Plot

    def sorted_by(self, officer: Officer, at: datetime) -> None:
        """Somebody looks at it first: junk goes, the rest is taken and acknowledged where a person must."""
        case = self._fresh()
        if case.triaged_at is None:
            sort(case, as_=NEW if self.plot.ours else NOT_FOR_US, at=at, by=officer)
        take(case, at=at, by=officer)
        self._acknowledge(case, officer, at)
        self._plan_answer(case, at)

    def _acknowledge(self, case: Case, officer: Officer, at: datetime) -> None:
        if case.channel not in ("email", "web") or law().acknowledges_by_itself(case.channel, at):
            return
        if self.play.chance(0.93):
            thread.reply(case, acknowledge.saying(case, at=at), to=self.person.email, at=at, by=officer)
            deliver(at)

    def _plan_answer(self, case: Case, at: datetime) -> None:
        play = self.play
        due = answer_due(case) or play.office.days_after(at, 5)
        in_time = IN_TIME_WHEN_BUSY if play.office.is_busy(at.date()) else IN_TIME
        if play.chance(in_time):
            # Much is answered only when its day comes.
            play.later(max(play.office.between(at, due), play.office.between(at, due)), self.answered)
        else:
            self._plan_lateness(at, due)
        if play.chance(0.04):
            play.later(at + timedelta(hours=2), self.offered)

    def _plan_lateness(self, at: datetime, due: datetime) -> None:
        play = self.play
        late = play.office.days_after(due, play.source.randint(1, 6))
        if play.chance(TOLD_WHEN_LATE):
            play.later(play.office.between(max(at, due - timedelta(days=1)), due), lambda now: self.held(now, late))
        play.later(late, self.answered)

    def offered(self, at: datetime) -> None:
        """It is offered to a colleague, who will look at it."""
        case = self._fresh()
        others = [officer for officer in self.play.officers if officer.pk != case.owner_id]
        if case.is_open and others:
            note = self.play.source.choice(OFFERS)
            offered = offer(case, to=self.play.source.choice(others), note=note, at=at, by=case.owner)
            self.play.later(self.play.office.next_moment(at), lambda now: _accepted(offered, now))

    def held(self, at: datetime, expected: datetime) -> None:
        """The customer is told that it takes longer."""
        case = self._fresh()
        day = self.play.office.calendar.local(expected).date()
        text = (
            f"I am sorry that our answer takes longer than we promised: {self.play.source.choice(LATE_REASONS)}. "
            f"You can expect it by {words.in_words(day)}."
        )
        tells = ("explanation", "apology", "new date", "reason", "revised limits", "progress")
        self._say(case, Saying(means=Means.HOLDING, text=text, tells=tells, date_told=day), at)

    def answered(self, at: datetime) -> None:
        """The answer goes out, and the case is closed with it."""
        case = self._fresh()
        if not case.is_open or (is_answered(case) and case.stage == "1"):
            return
        outcome = "answered" if self.plot.ours else "signposted"
        means = Means.FINAL if case.stage == "2" else Means.ANSWER
        text = f"Dear {self.person.name},\n\n{self.plot.answer}"
        self._say(case, Saying(means=means, text=text, signpost=not self.plot.ours, closes=outcome), at)
        self._afterwards(case, at)

    def _afterwards(self, case: Case, at: datetime) -> None:
        play = self.play
        staged = any(
            isinstance(promise, Timed) and promise.start == "stage 2 requested" for promise in law().charter_at(at)
        )
        if staged and self.plot.type == "complaint" and case.stage == "1" and play.chance(0.4):
            play.later(play.office.days_after(at, 4), self.taken_further)

    def taken_further(self, at: datetime) -> None:
        """The customer is not satisfied and asks for stage 2."""
        case = self._fresh()
        officer = self.play.anyone()
        request_stage_2(case, received_at=at, at=at, by=officer, channel="email")
        self._say(case, acknowledge.saying(case, at=at), self.play.office.next_moment(at))
        self._plan_answer(case, at)

    def comes_back(self, at: datetime, why: str) -> None:
        """A message that we sent comes back."""
        message = Message.objects.filter(case=self.case, means=Means.ACKNOWLEDGEMENT, state="sent").first()
        if message is not None:
            bounced(message, at=at, why=why)

    def _say(self, case: Case, saying: Saying, at: datetime) -> None:
        officer = case.owner
        saying = replace(saying, done=self.play.done(at, *(("signposted", "closed") if saying.closes else ("told",))))
        if case.channel in SPOKEN:
            speak(case, saying, spoken_at=at, at=at, by=officer)
        elif case.channel == "letter":
            saying = replace(saying, tells=(*saying.tells, *LETTERHEAD))
            post(case, saying, posted_at=at, at=at, by=officer, to=self.person.name)
        else:
            thread.reply(case, saying, to=self.person.email, at=at, by=officer)
            deliver(at + timedelta(seconds=20))

    def _fresh(self) -> Case:
        return Case.objects.select_related("owner", "customer").get(pk=self.case.pk)


def _accepted(hand_over: HandOver, at: datetime) -> None:
    hand_over.refresh_from_db()
    if hand_over.waits:
        accept(hand_over, at=at, by=hand_over.taker)


def thrown_away(case: Case, at: datetime, by: Officer) -> None:
    """Junk is sorted out."""
    sort(case, as_=JUNK, at=at, by=by)


def closed_unanswered(case: Case, at: datetime, by: Officer, reason: str) -> None:
    """The customer no longer needs an answer."""
    if case.is_open:
        close(case, outcome=reason, at=at, by=by)
