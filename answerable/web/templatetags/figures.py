"""Template tags of the reports: periods, verdicts and pictures."""

from collections.abc import Sequence
from datetime import date, timedelta

from django import template

from answerable.desk.figures.tally import Tally
from answerable.reports.chart import Chart
from answerable.reports.chart import chart as picture_of
from answerable.reports.lines import Line
from answerable.reports.promises import Entry
from answerable.reports.record import Change
from answerable.reports.suppress import Period
from answerable.reports.words import HIDDEN, change_in_words, is_met, span_in_words, verdict_in_words, worked_out
from answerable.web.templatetags.desk import length

register = template.Library()
NAMES = {
    "email": "E-mail",
    "web": "Web form",
    "sms": "Text message",
    "social": "Social media",
    "telephone": "Telephone",
    "voicemail": "Voicemail",
    "letter": "Letter",
    "counter": "Reception",
    "": "Not known",
}


@register.filter
def span(months: Sequence[date]) -> str:
    return span_in_words(months)


@register.filter
def percent(tally: Tally) -> str:
    """Return "93.1%", or a dash where nothing was measured."""
    return "–" if tally.percent is None else f"{tally.percent:g}%"


@register.filter
def tenth(per_cent: float | None) -> str:
    """Return "93.1%", or a dash where there is nothing to show."""
    return "–" if per_cent is None else f"{per_cent:.1f}%"


@register.filter
def seconds(count: float | None) -> str:
    """Return "20 seconds" or "20.5 seconds", or a dash where there are none."""
    return "–" if count is None else f"{count:g} second{'' if count == 1 else 's'}"


@register.filter
def worked(line: Line, tally: Tally) -> str:
    return worked_out(line, tally)


@register.filter
def verdict(line: Line, tally: Tally) -> str:
    return verdict_in_words(line, tally)


@register.filter
def tone(line: Line, tally: Tally) -> str:
    """Return how the verdict is coloured: kept, late or none. The words say it too."""
    if not tally.measured or line.at_least is None:
        return "none"
    return "kept" if is_met(line, tally) else "late"


@register.filter
def why_hidden(period: Period) -> str:
    return HIDDEN[period.state]


@register.filter
def channels(names: Sequence[str]) -> str:
    """Return "E-mail" or, for channels counted together, "E-mail and letter"."""
    first, *others = [NAMES.get(name, name) for name in names]
    return " and ".join([first, *(name[0].lower() + name[1:] for name in others)])


@register.filter
def joined(names: Sequence[str]) -> str:
    return ", ".join(names)


@register.filter
def changed(change: Change) -> str:
    return change_in_words(dict(change.gains))


@register.filter
def chart(entry: Entry) -> Chart:
    return picture_of(entry.finished, entry.line.at_least)


@register.filter
def verdict_name(verdict: str) -> str:
    return {"told": "broken, but told in time", "not-told": "broken, and not told"}.get(
        verdict, verdict.replace("-", " ")
    )


@register.filter
def channel_name(channel: str) -> str:
    return NAMES.get(channel, channel)


@register.filter
def long(span: timedelta | None) -> str:
    return length(span) if span else ""
