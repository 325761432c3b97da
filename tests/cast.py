"""The people of the tests, always the same, and the town they live in. All are invented."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import make_password

from answerable.charter.moments import read_moment
from answerable.desk.cases.actions import open_case
from answerable.desk.cases.models import Case
from answerable.desk.charters.actions import adopt
from answerable.desk.council.models import Council, Mailbox
from answerable.desk.customers.actions import new_customer
from answerable.desk.customers.models import Customer
from answerable.desk.history.law import forget_law
from answerable.desk.officers.models import Officer, Role

CHARTERS = Path(__file__).parent.parent / "charters"
PASSWORD = "a long walk by the river"
EARLY = "2020-01-01T00:00"


def moment(text: str) -> datetime:
    """Return council time such as "Friday 28 March 2025 16:59" or "2025-03-28T16:59"; a wrong weekday is an error."""
    if not text[0].isalpha():
        return read_moment(text)
    weekday, day, month, year, time = text.split()
    clock = time if time.count(":") == 2 else f"{time}:00"
    naive = datetime.strptime(f"{day} {month} {year} {clock}", "%d %B %Y %H:%M:%S")  # noqa: DTZ007
    assert f"{naive:%A}" == weekday, f"{day} {month} {year} is a {naive:%A}"
    return read_moment(naive.isoformat())


@dataclass(frozen=True)
class Town:
    """A council with its officers and two customers."""

    council: Council
    mailbox: Mailbox
    alice: Officer  # administrator, the clerk
    bob: Officer  # officer
    carol: Officer  # manager
    dan: Officer  # duty officer of the mailbox and of the council's form
    mrs_lee: Customer
    tom: Customer


def a_town(charter: str = "flitwick", more: str = "") -> Town:
    """Make a council with that charter, its mailbox, its officers and two customers.

    With `more` promises the charter keeps only its answers (ANSWERS) beside them.
    """
    forget_law()
    dan = officer("Dan Okafor", "dan@council.example.org", job_title="Customer services officer")
    council = Council.objects.create(
        name={"flitwick": "Flitwick Town Council", "cuckfield": "Cuckfield Parish Council"}.get(charter, "The Borough"),
        email="council@council.example.org",
        telephone="01632 960000",
        address="The Old Hall\nHigh Street",
        public_url="http://127.0.0.1:8000",
        duty_officer=dan,
    )
    text = (CHARTERS / charter / "charter.toml").read_text()
    adopt(only_answers(text) + more if more else text, starts=moment(EARLY), by=None)
    at = moment(EARLY)
    return Town(
        council=council,
        mailbox=Mailbox.objects.create(address="council@council.example.org", duty_officer=dan),
        alice=officer("Alice Archer", "alice@council.example.org", role=Role.ADMINISTRATOR, job_title="Town clerk"),
        bob=officer("Bob Baker", "bob@council.example.org", job_title="Customer services officer"),
        carol=officer("Carol Chowdhury", "carol@council.example.org", role=Role.MANAGER, job_title="Deputy clerk"),
        dan=dan,
        mrs_lee=new_customer(
            name="Mrs Lee", addresses={"email": "lee@example.org", "telephone": "01632 960123"}, at=at
        ),
        tom=new_customer(name="Tom Adeyemi", addresses={"email": "tom@example.org"}, at=at),
    )


ANSWERS = ("F08", "F24", "F25", "F27")


def only_answers(text: str) -> str:
    """Return a charter's text with those of its promises that ANSWERS names, and nothing ruled on."""
    head, *blocks = text.split("[[ruling]]")[0].split("[[promise]]")
    return "[[promise]]".join([head, *(block for block in blocks if block.split('"')[1] in ANSWERS)])


def officer(name: str, email: str, *, role: str = Role.OFFICER, job_title: str = "") -> Officer:
    """Make an officer who signs in with PASSWORD."""
    made = Officer.objects.invite(email=email, name=name, role=role, job_title=job_title, telephone="01632 960001")
    made.password = _hashed()
    made.save(update_fields=["password"])
    return made


@cache
def _hashed() -> str:
    """Return PASSWORD hashed, which takes as long as it should: once for all the officers."""
    return make_password(PASSWORD)


def a_case(town: Town, *, at: datetime, need: str = "Bins on Mill Lane", channel: str = "email") -> Case:
    """Open a case for something that Mrs Lee sent at `at`; it lies with Dan."""
    return open_case(customer=town.mrs_lee, need=need, channel=channel, received_at=at, at=at, by=None, owner=town.dan)
