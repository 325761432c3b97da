"""How a contact came, in words."""

from django import template

from answerable.web.contacts.words import CONTACTS

register = template.Library()


@register.filter
def came_by(channel: str) -> str:
    """Return what a contact on that channel is called: 'Telephone call'."""
    return CONTACTS.get(channel, "Contact")
