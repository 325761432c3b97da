"""Counting shares from the facts: the same numbers as `charter.shares`, without reading every fact.

A case counts in the month of the first fact that the share is `of`. Most cases have plain histories, for which two
questions answer for all of them; those in which a fact was corrected or a message came back, or which began
in an earlier month, are judged one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from answerable.charter import facts as charter_facts
from answerable.charter.clauses import USUAL, Charter, Scope, Share
from answerable.charter.clock import Verdict
from answerable.charter.shares import part
from answerable.charter.standing import standing
from answerable.charter.worktime import Calendar
from answerable.desk.figures.months import begins, ends, month_of
from answerable.desk.figures.tally import Tally
from answerable.desk.history.models import Clock, Fact

CAME_BACK = "came back"
# Facts by which others no longer stand.
_UNSAYING = ("corrected", "bounced")
# What may have been written by a machine, or before anybody asked: then it is not what a share asks after.
_SAID = ("acknowledged", "answered", "told")


class CaseShare(NamedTuple):
    """One case in a share: the channel on which it counts, and whether it had what was promised."""

    case: int
    channel: str
    had: bool


class Unsaid(NamedTuple):
    """A case in which facts no longer stand as they were recorded."""

    case: int
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
    calendar = calendar.of(clause)
    began = _began(clause, month, now)
    odd = _odd(clause, month, began, now, unsaid_by(now) if unsaid is None else unsaid)
    odd = odd.union(began if clause.within or clause.that in _SAID else ())
    plain = {case: channel for case, channel in began.items() if case not in odd}
    return [*_plain(clause, calendar, month, plain, now), *_judged(clause, calendar, month, odd, now)]


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
            yield CaseShare(clock.case_id, clock.channel, verdict is Verdict.KEPT)


def _began(clause: Share, month: date, now: datetime) -> dict[int, str]:
    rows = _of(clause, month, now).order_by("at").values_list("case_id", "channel")
    found: dict[int, str] = {}
    for case, channel in rows:
        found.setdefault(case, channel)
    return found


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
    return [Unsaid(*row) for row in facts.order_by().values_list("case_id", "moved")]


def _odd(clause: Share, month: date, began: Mapping[int, str], now: datetime, unsaid: Iterable[Unsaid]) -> set[int]:
    """Return the cases that a plain count would get wrong."""
    # A correction is written with its own offset: a day's margin takes in whatever may mean this month.
    first, after = str(month - timedelta(days=1)), str(ends(month).date() + timedelta(days=2))
    odd = {case for case, moved in unsaid if case in began or (moved is not None and first <= moved < after)}
    if not began:
        return odd
    of = _of(clause, month, now).order_by().values("case_id")
    earlier = Fact.objects.filter(case__in=of, at__lt=begins(month), kind__in=(clause.of, clause.that))
    return odd.union(earlier.order_by().values_list("case_id", flat=True))


def _plain(
    clause: Share, calendar: Calendar, month: date, began: Mapping[int, str], now: datetime
) -> Iterator[CaseShare]:
    if not began:
        return
    later = Fact.objects.filter(at__gte=begins(month), at__lte=now)
    # What was done before anybody asked for it is no part of the share.
    asked = _of(clause, month, now).filter(case=OuterRef("case"), at__lte=OuterRef("at"))
    that, back = later.filter(Exists(asked), kind=clause.that), _came_back(later)
    done = set(that.order_by().values_list("case_id", flat=True))
    # The moment matters only of those who came back: reading thousands would take most of the page's time.
    both = sorted(done.intersection(back, began))
    moments: dict[int, datetime] = {}
    for case, at in that.filter(case__in=both).order_by("at").values_list("case_id", "at") if both else ():
        moments.setdefault(case, at)
    for case, channel in began.items():
        again = case in moments and _again(clause, calendar, moments[case], back[case])
        yield CaseShare(case, channel, case in done and not again)


def _came_back(later: QuerySet[Fact]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for case, at in later.filter(kind=CAME_BACK).values_list("case_id", "at"):
        found[case].append(at)
    return found


def _again(clause: Share, calendar: Calendar, done: datetime, back: Iterable[datetime]) -> bool:
    later = [at for at in back if done < at]
    if clause.unless_again_within is None or not later:
        return False
    closes = calendar.due(done, clause.unless_again_within).moment
    return any(at <= closes for at in later)


def _judged(
    clause: Share, calendar: Calendar, month: date, cases: Collection[int], now: datetime
) -> Iterator[CaseShare]:
    stories: dict[int, list[charter_facts.Fact]] = defaultdict(list)
    for row in Fact.objects.filter(case__in=cases, at__lte=now) if cases else ():
        stories[row.case_id].append(row.told(str(row.case_id)))
    for case, facts in stories.items():
        mine = part(clause, calendar, standing(facts))
        if mine and month_of(mine.began) == month:
            yield CaseShare(case, mine.channel, mine.had)
