"""What a customer needs, wherever they are named."""

from django import template

from answerable.desk.needs.known import needs_now

register = template.Library()
register.filter("needs_now", needs_now)
