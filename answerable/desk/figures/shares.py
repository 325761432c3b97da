"""Counting shares from the facts: the same numbers as `charter.shares`, without reading every fact.

A case counts in the month of the first fact that the share is `of`. Most cases have plain histories, for which two
questions answer for all of them; those in which a fact was corrected or a message came back, or which began
in an earlier month, are judged one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from answerable.charter import facts as charter_facts
from answerable.charter.clauses import USUAL, Charter, Scope, Share
from answerable.charter.judging.clock import Verdict
from answerable.charter.judging.standing import standing
from answerable.charter.shares import part
from answerable.charter.worktime import Calendar
from answerable.desk.figures.months import begins, ends, month_of
from answerable.desk.figures.tally import Tally
from answerable.desk.history.models import Clock, Fact

CAME_BACK = "came back"
# Facts by which others no longer stand.
_UNSAYING = ("corrected", "bounced")
# What may have been written by a machine, or before anybody asked: then it is not what a share asks after.
_SAID = ("acknowledged", "answered", "told")
# What a fact is about: the name of the column.
CASE, OCCASION = "case", "occasion"


class CaseShare(NamedTuple):
    """One case (or occasion) in a share: the channel on which it counts, and whether it had what was promised."""

    case: int
    channel: str
    had: bool
    of: str = CASE


class Unsaid(NamedTuple):
    """A case (or an occasion) in which facts no longer stand as they were recorded."""

    case: int | None
    occasion: int | None
    moved: str | None


def counted_shares(charter: Charter) -> list[Share]:
    """Return the shares of a charter that are counted here: not averages, and none of what other promises count.

    The sum of several promises about the same few cases would tell of fewer than may be shown.
    """
    shares = (promise for promise in charter if isinstance(promise, Share))
    return [share for share in shares if not (share.average or share.of_promises)]


def share_of_month(
    clause: Share, calendar: Calendar, month: date, now: datetime, unsaid: Iterable[Unsaid] | None = None
) -> list[CaseShare]:
    """Return every case that counts for the share in `month`, as it stands at `now`."""
    if clause.of_promises:
        return list(_of_clocks(clause, month, now))
    gone = list(unsaid_by(now) if unsaid is None else unsaid)
    began = _began(clause, month, now)
    counts = [_Count(clause, calendar.of(clause), month, now, of) for of in (CASE, OCCASION)]
    return [one for count in counts for one in count.shares(began[count.of], gone)]


def tally_share(cases: Iterable[CaseShare]) -> dict[str, Tally]:
    """Return the tally of each channel."""
    counts = Counter((case.channel, case.had) for case in cases)
    channels = {channel for channel, _ in counts}
    return {channel: Tally(kept=counts[channel, True], broken=counts[channel, False]) for channel in channels}


def final_from(clause: Share, calendar: Calendar, month: date) -> datetime:
    """Return when the figure of `month` is final: its end, and the time within which customers may come back."""
    end = ends(month)
    for span in (clause.within, clause.unless_again_within):
        end = calendar.of(clause).due(end, span).moment if span else end
    return end


def _of_clocks(clause: Share, month: date, now: datetime) -> Iterator[CaseShare]:
    """Give each clock of the share's promises that fell due in the month and was kept or broken."""
    for clock in Clock.objects.filter(promise__in=clause.of_promises, month=month):
        verdict = clock.verdict(now)
        if verdict in (Verdict.KEPT, Verdict.BROKEN):
            of, number = (CASE, clock.case_id) if clock.case_id else (OCCASION, clock.occasion_id)
            yield CaseShare(number or 0, clock.channel, verdict is Verdict.KEPT, of)


def _began(clause: Share, month: date, now: datetime) -> dict[str, dict[int, str]]:
    """Return, of cases and of occasions, those that count in the month and the channel on which each does."""
    found: dict[str, dict[int, str]] = {CASE: {}, OCCASION: {}}
    rows = _of(clause, month, now).order_by("at").values_list("case_id", "occasion_id", "channel")
    for case, occasion, channel in rows:
        found[CASE if case else OCCASION].setdefault(case or occasion or 0, channel)
    return found


@dataclass(frozen=True)
class _Count:
    """One share counted of one month, among cases or among occasions (`of`)."""

    clause: Share
    calendar: Calendar
    month: date
    now: datetime
    of: str

    def shares(self, began: Mapping[int, str], unsaid: Iterable[Unsaid]) -> Iterator[CaseShare]:
        odd = self.odd(began, unsaid)
        odd = odd.union(began if self.clause.within or self.clause.that in _SAID else ())
        yield from self.plain({number: channel for number, channel in began.items() if number not in odd})
        yield from self.judged(odd)

    @property
    def facts(self) -> QuerySet[Fact]:
        return Fact.objects.filter(**{f"{self.of}__isnull": False})

    def asked(self) -> QuerySet[Fact]:
        return _of(self.clause, self.month, self.now).filter(**{f"{self.of}__isnull": False})

    def odd(self, began: Mapping[int, str], unsaid: Iterable[Unsaid]) -> set[int]:
        """Return those that a plain count would get wrong."""
        # A correction is written with its own offset: a day's margin takes in whatever may mean this month.
        first, after = str(self.month - timedelta(days=1)), str(ends(self.month).date() + timedelta(days=2))
        mine = [(one.case if self.of == CASE else one.occasion, one.moved) for one in unsaid]
        odd = {
            number
            for number, moved in mine
            if number is not None and (number in began or (moved is not None and first <= moved < after))
        }
        if not began:
            return odd
        of = self.asked().order_by().values(f"{self.of}_id")
        kinds = (self.clause.of, self.clause.that)
        earlier = Fact.objects.filter(**{f"{self.of}__in": of}, at__lt=begins(self.month), kind__in=kinds)
        return odd.union(earlier.order_by().values_list(f"{self.of}_id", flat=True))

    def plain(self, began: Mapping[int, str]) -> Iterator[CaseShare]:
        if not began:
            return
        later = self.facts.filter(at__gte=begins(self.month), at__lte=self.now)
        # What was done before anybody asked for it is no part of the share.
        asked = self.asked().filter(**{self.of: OuterRef(self.of)}, at__lte=OuterRef("at"))
        that, back = later.filter(Exists(asked), kind=self.clause.that), self.came_back(later)
        done = set(that.order_by().values_list(f"{self.of}_id", flat=True))
        # The moment matters only of those who came back: reading thousands would take most of the page's time.
        moments = self.moments(that, sorted(done.intersection(back, began)))
        for number, channel in began.items():
            again = number in moments and _again(self.clause, self.calendar, moments[number], back[number])
            yield CaseShare(number, channel, number in done and not again, self.of)

    def moments(self, that: QuerySet[Fact], numbers: list[int]) -> dict[int, datetime]:
        found: dict[int, datetime] = {}
        rows = that.filter(**{f"{self.of}__in": numbers}).order_by("at").values_list(f"{self.of}_id", "at")
        for number, at in rows if numbers else ():
            found.setdefault(number, at)
        return found

    def came_back(self, later: QuerySet[Fact]) -> dict[int, list[datetime]]:
        found: dict[int, list[datetime]] = defaultdict(list)
        for number, at in later.filter(kind=CAME_BACK).values_list(f"{self.of}_id", "at"):
            found[number].append(at)
        return found

    def judged(self, numbers: Collection[int]) -> Iterator[CaseShare]:
        stories: dict[int, list[charter_facts.Fact]] = defaultdict(list)
        for row in Fact.objects.filter(**{f"{self.of}__in": numbers}, at__lte=self.now) if numbers else ():
            stories[getattr(row, f"{self.of}_id")].append(row.told(self.of))
        for number, facts in stories.items():
            mine = part(self.clause, self.calendar, standing(facts))
            if mine and month_of(mine.began) == self.month:
                yield CaseShare(number, mine.channel, mine.had, self.of)


def _of(clause: Share, month: date, now: datetime) -> QuerySet[Fact]:
    until = min(ends(month) + timedelta(microseconds=999_999), now)
    return Fact.objects.filter(_covered(clause.scope), kind=clause.of, at__gte=begins(month), at__lte=until)


def _covered(scope: Scope) -> Q:
    condition = Q()
    for name, values in scope.wanted.items():
        condition &= _is_one_of(name, values)
    for name, values in scope.unless.items():
        condition &= ~_is_one_of(name, values)
    return condition


def _is_one_of(name: str, values: tuple[str, ...]) -> Q:
    if name == "channel":
        return Q(channel__in=values)
    said = Q(**{f"details__{name}__in": list(values)})
    if USUAL.get(name, "") not in values:
        return Q(**{f"details__{name}__isnull": False}) & said
    return Q(**{f"details__{name}__isnull": True}) | said


def unsaid_by(now: datetime) -> list[Unsaid]:
    """Return the cases in which something was corrected, with its new moment if it has one, or a message came back."""
    facts = Fact.objects.filter(kind__in=_UNSAYING, at__lte=now).annotate(moved=KeyTextTransform("at", "details"))
    return [Unsaid(*row) for row in facts.order_by().values_list("case_id", "occasion_id", "moved")]


def _again(clause: Share, calendar: Calendar, done: datetime, back: Iterable[datetime]) -> bool:
    later = [at for at in back if done < at]
    if clause.unless_again_within is None or not later:
        return False
    closes = calendar.due(done, clause.unless_again_within).moment
    return any(at <= closes for at in later)
