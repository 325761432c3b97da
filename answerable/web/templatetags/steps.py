"""Template tags of the charter's steps."""

from django import template

from answerable.web.cases.steps import in_words

register = template.Library()
register.filter("lacking", in_words)
