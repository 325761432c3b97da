"""Template tags of what the charter's steps and clauses ask for or allow in a case."""

from django import template

from answerable.charter.explaining.proofs import often, proved
from answerable.desk.cases.acts import Act
from answerable.web.cases.acts import WORDS
from answerable.web.cases.steps import in_words

register = template.Library()
register.filter("lacking", in_words)
register.filter("proved", proved)
register.filter("often", often)


@register.filter
def act_words(act: Act) -> str:
    return WORDS[act.kind].link
