"""Template tags of what the charter's steps and clauses ask for or allow in a case."""

from django import template

from answerable.charter.proofs import proved
from answerable.charter.span import Span, Unit
from answerable.desk.cases.acts import Act
from answerable.web.cases.acts import WORDS
from answerable.web.cases.steps import in_words

register = template.Library()
register.filter("lacking", in_words)
register.filter("proved", proved)


@register.filter
def often(span: Span) -> str:
    """Return a span as people say how often: "2 years" rather than "24 calendar months"."""
    if span.unit is not Unit.CALENDAR_MONTH or span.count % 12:
        return span.words()
    return "year" if span.count == 12 else f"{span.count // 12} years"


@register.filter
def act_words(act: Act) -> str:
    return WORDS[act.kind].link
