"""How a contact came, in words."""

from django import template

from answerable.channels.voicemail.sound import PLAYED
from answerable.desk.incoming.models import Attachment
from answerable.web.contacts.words import CONTACTS

register = template.Library()


@register.filter
def came_by(channel: str) -> str:
    """Return what a contact on that channel is called: 'Telephone call'."""
    return CONTACTS.get(channel, "Contact")


@register.filter
def played(file: Attachment) -> bool:
    """Say whether the file is a recording that a browser plays. Its bytes are looked at again before it is given."""
    return file.type in PLAYED
