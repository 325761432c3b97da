"""How the invented contacts reach the desk: real bytes of mail and forms, and calls and letters recorded by hand."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

from answerable.demonstration.people import Person
from answerable.demonstration.play import Act, Play, deliver
from answerable.demonstration.plots import JUNK, PLOTS, Plot
from answerable.demonstration.stories import SPOKEN, Story, closed_unanswered, thrown_away
from answerable.desk.cases.actions import Matter, open_case
from answerable.desk.cases.models import Case
from answerable.desk.council.models import Service
from answerable.desk.customers.actions import customer_at
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.history.actions import happened
from answerable.desk.incoming.actions import keep, take_in
from answerable.desk.incoming.record import record_contact
from answerable.desk.outbox.actions import Saying, speak
from answerable.desk.outbox.models import Means
from answerable.desk.references import new_secret

JUNK_SHARE = 0.05
BOUNCES = 0.01
WITHDRAWN = 0.015
SETTLED_AT_ONCE = 0.84
POSTED_YESTERDAY = 0.15
SAYS_WHAT = 0.7  # of those who write into the form: they begin with what it is about


class Arrivals:
    """Makes something arrive, and what follows from it."""

    def __init__(self, play: Play, crowd: list[Person]) -> None:
        self.play = play
        self.crowd = crowd
        self.services = {service.code: service for service in Service.objects.all()}

    def by(self, channel: str) -> Act:
        """Return what makes a contact arrive on that channel."""
        ways: dict[str, Callable[[datetime], None]] = {"email": self._email, "web": self._web}
        return ways.get(channel, lambda at: self._recorded(at, channel))

    def _plot(self) -> Plot:
        return self.play.source.choices(PLOTS, weights=[plot.weight for plot in PLOTS])[0]

    def _email(self, at: datetime) -> None:
        if self.play.chance(JUNK_SHARE):
            self._junk(at)
            return
        person, plot = self.play.source.choice(self.crowd), self._plot()
        case = self._mailed(person.name, person.email, plot.subject, f"Hello,\n\n{plot.text}\n\n{person.name}", at)
        self._follow(Story(self.play, case, person, plot), at)

    def _junk(self, at: datetime) -> None:
        subject, text = self.play.source.choice(JUNK)
        case = self._mailed("Best Offers", "offers@bulk.example.org", subject, text, at)
        officer = self.play.anyone()
        self.play.later(self.play.office.next_moment(at), lambda now: thrown_away(case, now, officer))

    def _mailed(self, name: str, address: str, subject: str, text: str, at: datetime) -> Case:
        mail = EmailMessage()
        mail["From"] = f'"{name}" <{address}>'
        mail["To"] = self.play.council.email
        mail["Subject"] = subject
        mail["Message-ID"] = f"<{new_secret()}@example.org>"
        mail.set_content(text)
        return self._taken_in(mail.as_bytes(), "email", at)

    def _web(self, at: datetime) -> None:
        person, plot = self.play.source.choice(self.crowd), self._plot()
        says_what = f"{plot.subject}\n\n" if self.play.chance(SAYS_WHAT) else ""
        form = {
            "form_id": new_secret(),
            "name": person.name,
            "email": person.email,
            "telephone": person.telephone,
            "text": f"{says_what}{plot.text}",
            "type": plot.type,
            "service": plot.service,
        }
        case = self._taken_in(json.dumps(form).encode(), "web", at)
        self._follow(Story(self.play, case, person, plot), at)

    def _taken_in(self, body: bytes, channel: str, at: datetime) -> Case:
        contact = take_in(keep(body, channel=channel, at=at), at=at)
        deliver(at + timedelta(seconds=30))
        return contact.cases.select_related("owner").get()

    def _recorded(self, at: datetime, channel: str) -> None:
        person, plot, officer = self.play.source.choice(self.crowd), self._plot(), self.play.anyone()
        received = at
        if channel == "letter" and self.play.chance(POSTED_YESTERDAY):
            received = at - timedelta(hours=20)  # it lay in the tray
        customer = self._customer(person, channel, at)
        case = open_case(
            customer=customer,
            need=plot.subject,
            channel=channel,
            received_at=received,
            at=at,
            by=officer,
            owner=officer,
            matter=Matter(type=plot.type, service=self.services[plot.service]),
            done=self.play.done(at, "received", "query opened"),
        )
        record_contact(
            channel=channel, text=plot.text, received_at=received, at=at, by=officer, customer=customer, cases=[case]
        )
        story = Story(self.play, case, person, plot)
        if channel in ("telephone", "counter") and self.play.chance(SETTLED_AT_ONCE):
            self._settle(story, at)
        else:
            happened(
                case,
                "left open",
                at=received,
                recorded=at,
                by=officer,
                channel=channel,
                done=self.play.done(at, "left open"),
            )
            self._follow(story, at)

    def _customer(self, person: Person, channel: str, at: datetime) -> Customer:
        if channel in SPOKEN and self.play.chance(0.3):
            return customer_at(AddressKind.TELEPHONE, person.telephone, name=person.name, at=at)
        return customer_at(AddressKind.EMAIL, person.email, name=person.name, at=at)

    def _settle(self, story: Story, at: datetime) -> None:
        outcome = "answered" if story.plot.ours else "signposted"
        saying = Saying(means=Means.ANSWER, text=story.plot.answer, signpost=not story.plot.ours, closes=outcome)
        saying = replace(saying, done=self.play.done(at, "signposted", "closed"))
        later = at + timedelta(minutes=self.play.source.randint(2, 9))
        self.play.later(
            later,
            lambda now: _spoken(story.case, saying, now),
        )

    def _follow(self, story: Story, at: datetime) -> None:
        officer = story.case.owner if self.play.chance(0.5) else self.play.anyone()
        sorted_at = self.play.office.next_moment(at)
        if self.play.chance(WITHDRAWN):
            self.play.later(sorted_at, lambda now: closed_unanswered(story.case, now, officer, "withdrawn"))
            return
        if story.case.channel == "email" and self.play.chance(BOUNCES):
            self.play.later(
                at + timedelta(minutes=4), lambda now: story.comes_back(now, "the mailbox is full or unknown")
            )
        self.play.later(sorted_at, lambda now: story.sorted_by(officer, now))


def _spoken(case: Case, saying: Saying, at: datetime) -> None:
    case.refresh_from_db()
    speak(case, saying, spoken_at=at, at=at, by=case.owner, first_contact=True)
