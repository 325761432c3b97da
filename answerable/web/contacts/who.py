"""Who it was: whom a form names is seen by whoever fills it in, and that is kept."""

from django.http import HttpRequest
from django.utils.timezone import now

from answerable.desk.customers.actions import looked_at_several
from answerable.desk.customers.models import Customer
from answerable.web.contacts.forms import WhoForm
from answerable.web.sitting import officer_of


def saw_who(request: HttpRequest, form: WhoForm) -> Customer | None:
    """Keep that this officer saw whom the form names. Return who is chosen in it, for their needs to show beside it."""
    chosen = form.chosen
    named = [*form.matches, *filter(None, (chosen, form.found_out))]
    looked_at_several(officer_of(request), named, at=now(), where="contact")
    return chosen
