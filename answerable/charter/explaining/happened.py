"""What happened to one clock, as far as it bears on when it is due: what an explanation is told from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from answerable.charter.calendar.counting import counted
from answerable.charter.calendar.days import date_at
from answerable.charter.calendar.open_hours import counted_from
from answerable.charter.calendar.openings import seconds_of
from answerable.charter.calendar.pauses import Pause
from answerable.charter.span import ELAPSED, OPEN_HOURS, WORKING_DAYS, Span
from answerable.charter.worktime import Calendar, Due


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A clock that began at `start` with what `name` says, and falls due a span later, or `before` a date."""

    name: str
    start: datetime  # in council time
    span: Span
    due: Due  # without the extension
    calendar: Calendar
    nation: str  # the council's own
    pauses: tuple[Pause, ...] = ()
    extended: datetime | None = None  # to when it was put off
    before: date | None = None
    by_the_minute: bool = False  # whether a moment was told, and not only a date

    @property
    def due_day(self) -> date:
        """The day with which it ends."""
        return self.due.moment.date()

    @property
    def ends(self) -> datetime:
        """When it falls due after all."""
        return self.extended or self.due.moment

    @property
    def counted_from(self) -> int:
        """The second from which its open hours are counted."""
        return counted_from(self.calendar.openings, int(self.start.timestamp()))

    @property
    def received_for_hours(self) -> date:
        """The day on which it counts as received where hours are counted."""
        return date_at(self.calendar.days.place(self.counted_from))

    @property
    def after_cut_off(self) -> bool:
        """Whether it came on its day after the cut-off."""
        cut_off, days = self.calendar.hours.cut_off, self.calendar.days
        second = int(self.start.timestamp())
        return bool(cut_off) and second > days.at(days.place(second), seconds_of(cut_off))

    def ends_before_moving(self, received: date) -> date:
        """Return the day on which a count of days ends before it moves because that day is closed."""
        if self.pauses or self.span.unit in WORKING_DAYS:
            return self.due_day
        days = self.calendar.days
        return date_at(counted(self.calendar.openings, days.place_of(received), self.span).base)

    def counted_in(self, first: datetime, last: datetime) -> int | None:
        """Return how many seconds of a pause would have counted; None where days are counted."""
        begins, ends = max(int(first.timestamp()), int(self.start.timestamp())), int(last.timestamp())
        if self.span.unit in ELAPSED:
            return max(0, ends - begins)
        if self.span.unit in OPEN_HOURS:
            spells = self.calendar.spells(self.span.unit)
            return max(0, spells.worked(ends) - spells.worked(begins))
        return None

    def closed_days(self) -> Iterable[date]:
        """Give the days from the day after receipt to the end on which nobody works."""
        received = self.calendar.received(self.start)
        for ordinal in range(received.toordinal() + 1, self.due_day.toordinal()):
            if not self.calendar.is_working_day(day := date.fromordinal(ordinal)):
                yield day
