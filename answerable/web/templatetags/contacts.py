"""How a contact came, in words."""

from django import template
from django.utils.timezone import now

from answerable.channels.voicemail.sound import PLAYED
from answerable.desk.cases.lately import cases_lately
from answerable.desk.cases.models import Case
from answerable.desk.customers.models import Customer
from answerable.desk.incoming.models import Attachment
from answerable.web.contacts.words import CONTACTS

register = template.Library()


@register.filter
def came_by(channel: str) -> str:
    """Return what a contact on that channel is called: 'Telephone call'."""
    return CONTACTS.get(channel, "Contact")


@register.filter
def came_about_lately(customer: Customer | None) -> list[tuple[Case, int]]:
    """Return what the customer came about lately, each with how often they came."""
    return cases_lately(customer, now()) if customer else []


@register.filter
def played(file: Attachment) -> bool:
    """Say whether the file is a recording that a browser plays. Its bytes are looked at again before it is given."""
    return file.type in PLAYED
