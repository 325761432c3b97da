"""Letters out: written, printed, posted. A letter counts when it is posted, not when it is written or printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from answerable.charter.clauses import Late, Timed
from answerable.charter.moments import local
from answerable.desk.cases.models import Case
from answerable.desk.council.models import Council
from answerable.desk.customers.models import AddressKind, Customer
from answerable.desk.history.law import Law, law
from answerable.desk.history.models import Clock
from answerable.desk.needs.known import type_size
from answerable.desk.officers.models import Officer
from answerable.desk.outbox import acknowledge, actions
from answerable.desk.outbox.actions import Saying, lay_ready
from answerable.desk.outbox.delivery import bounced, sent
from answerable.desk.outbox.models import Means, Message, State
from answerable.desk.outbox.posting import moment_of_posting, refuse_before_receipt
from answerable.desk.outbox.said import FACT_OF
from answerable.desk.outbox.words import in_words, signature
from answerable.desk.post.models import Letter
from answerable.desk.rows import insert

# Of type, in points: clear print, and what people with poor sight ask for.
SIZES = (12, 14, 18, 24)


# What a letter is about, for whoever handles it: a case, or a home visit without one.
ABOUT = (
    "message__case__customer",
    "message__appointment_message__visit__occasion",
    "message__appointment_message__visit__customer",
)


class NotPosted(ValueError):
    """The letter can't be marked like this; the message tells the officer why."""


@dataclass(frozen=True)
class Waiting:
    """A letter in the tray. `due` is the last moment at which posting it keeps what it was written to keep."""

    letter: Letter
    due: datetime | None
    late: bool


@transaction.atomic
def write_letter(
    case: Case | None,
    saying: Saying,
    *,
    address: str,
    at: datetime,
    by: Officer,
    size: int | None = None,
    post_by: datetime | None = None,
    automatic: bool = False,
) -> Letter:
    """Write a letter, to be printed and posted; where no `size` of type is given, in the one that they can read.

    After `post_by` it would come too late for what it tells.
    """
    message = lay_ready(case, saying, by="letter", to=_first_line(address), at=at, officer=by, automatic=automatic)
    size = size or usual_size(case.customer if case else None)
    return insert(Letter(message=message, address=address.strip(), size=size, post_by=post_by))


def acknowledge_by_letter(case: Case, *, at: datetime, asked: bool) -> Letter | None:
    """Lay an acknowledgement in the tray, where the charter promises one or the letter `asked` for it."""
    if not (asked or acknowledge.promised(case)) or case.customer is None:
        return None
    said = acknowledge.saying(case, at=at, by_letter=True)
    text = f"Dear {case.customer.name or 'customer'},\n\n{said.text}"
    saying = Saying(said.means, text, tells=said.tells, date_told=said.date_told)
    return write_letter(case, saying, address=postal_address(case.customer), at=at, by=case.owner)


def usual_size(customer: Customer | None) -> int:
    """Return the size of type in which the customer's letters are printed, unless somebody chooses another."""
    return type_size(customer, usual=SIZES[0])


def postal_address(customer: Customer | None) -> str:
    """Return name and postal address as they stand on an envelope; without a known address "" """
    if customer is None:
        return ""
    known = customer.addresses.filter(kind=AddressKind.POST, current=True).order_by("-id").first()
    if known is None:
        return ""
    lines = [line.strip() for line in known.value.replace(",", "\n").splitlines()]
    return "\n".join(filter(None, (customer.name, customer.organisation, *lines)))


def letterhead(council: Council) -> str:
    """Return what stands at the head of every letter."""
    ways = (f"Telephone {council.telephone}" if council.telephone else "", council.email)
    return "\n".join(filter(None, (council.name, council.address.strip(), *ways)))


def as_posted(text: str, officer: Officer, council: Council) -> str:
    """Return a letter's words as the customer reads them: letterhead, text, and who signs it."""
    return "\n\n".join((letterhead(council), text.strip(), signature(officer, council)))


def tray(*, now: datetime) -> list[Waiting]:
    """Return the letters that wait to be printed or posted: first those with the least time left."""
    waiting = (
        Letter.objects.filter(posted_on=None, withdrawn_at=None, message__state=State.QUEUED)
        .select_related(*ABOUT, "message__officer", "printed_by")
        .order_by("id")
    )
    letters = list(waiting)
    clocks: dict[int, list[Clock]] = {}
    cases = {letter.message.case_id for letter in letters}
    for clock in Clock.objects.filter(case__in=cases, stopped=None, voided=None, gone=None).exclude(due=None):
        clocks.setdefault(clock.case_id or 0, []).append(clock)
    rules = law()
    rows = [_waiting(letter, clocks.get(letter.message.case_id or 0, ()), rules, now) for letter in letters]
    return sorted(rows, key=lambda row: (row.due is None, row.due or row.letter.message.queued_at))


def _waiting(letter: Letter, clocks: Iterable[Clock], rules: Law, now: datetime) -> Waiting:
    kind = FACT_OF.get(Means(letter.message.means), "")
    dues = [clock.due for clock in clocks if clock.due and _ends(clock, kind, rules)]
    if letter.post_by:
        dues.append(letter.post_by)
    due = min(dues, default=None)
    return Waiting(letter, due, due is not None and due < now)


def _ends(clock: Clock, kind: str, rules: Law) -> bool:
    """Say whether a fact of that kind ends the clock."""
    charter = rules.charter_at(clock.started)
    promise = next((one for one in charter if one.id == clock.promise), None)
    return (isinstance(promise, Timed) and kind in promise.stops) or (isinstance(promise, Late) and kind == "told")


@transaction.atomic
def printed(letters: Iterable[Letter], *, at: datetime, by: Officer) -> int:
    """Note that letters lie printed. Returns how many did not before."""
    ids = [letter.pk for letter in letters]
    return Letter.objects.filter(pk__in=ids, printed_at=None).update(printed_at=at, printed_by=by)


@transaction.atomic
def posted(letter: Letter, *, on: date, at: datetime, by: Officer) -> None:
    """Record that a letter was posted on that day: now it is said. Raises NotPosted, and NotAnswered.

    Posted twice, it was posted once.
    """
    message = Message.objects.select_for_update(of=("self",)).get(pk=letter.message_id)
    if message.state != State.QUEUED:
        raise NotPosted(f"The letter to {message.to or 'this customer'} is no longer in the tray.")
    moment = moment_of_posting(message.case, on, at=at, written=message.queued_at)
    if message.case is not None:
        refuse_before_receipt(message.case, moment)
    elif moment < message.queued_at:
        raise NotPosted(f"It was written on {in_words(local(message.queued_at))}, and can't have been posted before.")
    letter.posted_on, letter.posted_by, letter.recorded_at = on, by, at
    if letter.printed_at is None:
        letter.printed_at, letter.printed_by = at, by
    letter.save(update_fields=["posted_on", "posted_by", "recorded_at", "printed_at", "printed_by"])
    sent(message, at=moment, recorded=at)


def withdraw(letter: Letter, *, at: datetime) -> None:
    """Take a letter out of the tray that is not to be posted. Raises NotPosted where it was posted."""
    if not actions.withdraw(letter.message):
        raise NotPosted("This letter was posted already.")
    letter.withdrawn_at = at
    letter.save(update_fields=["withdrawn_at"])


@transaction.atomic
def came_back(letter: Letter, *, at: datetime) -> None:
    """Record that a posted letter came back, or was never posted after all: what it had stopped runs on."""
    if letter.posted_on is None:
        raise NotPosted("This letter was not posted yet.")
    why = f"The letter that was said to be posted on {in_words(letter.posted_on)} did not reach the customer."
    bounced(Message.objects.select_for_update(of=("self",)).get(pk=letter.message_id), at=at, why=why)


def _first_line(address: str) -> str:
    return next((line.strip() for line in address.splitlines() if line.strip()), "")
