"""Saying afterwards who it was: one line, as where a contact is taken down."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from answerable.desk.drafts.actions import once
from answerable.desk.incoming.belonging import KnownAlready, give_to, number_of
from answerable.web.contacts.forms import WhoForm
from answerable.web.contacts.views import the_contact
from answerable.web.contacts.who import saw_who
from answerable.web.drafts.restore import token_of
from answerable.web.forms import errors_of
from answerable.web.sitting import officer_of


class BelongingForm(WhoForm):
    """Who it was after all: somebody known, or somebody new."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "who" in cleaned and not self.errors and cleaned["customer"] is None:
            self.add_error("who", "Say who it was. Without a name it stays as it is.")
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def belonging(request: HttpRequest, reference: str) -> HttpResponse:
    """Give a contact that is nobody's to a customer, with its cases."""
    contact, officer = the_contact(request, reference), officer_of(request)
    if contact.customer is not None:
        return redirect("contact", reference)
    form = BelongingForm(request.POST if request.method == "POST" else None, initial={"who": number_of(contact)})
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["customer"]

        def give() -> str:
            give_to(contact, who, at=now(), by=officer)
            return contact.reference

        try:
            once(token_of(request), give, at=now(), by=officer)
            messages.success(request, "It is known whose it is, and its cases with it.")
        except KnownAlready as problem:
            messages.warning(request, str(problem))
        return redirect("contact", reference)
    shown = {
        "contact": form,
        "chosen": saw_who(request, form),
        "reference": reference,
        "problems": errors_of(form) if form.is_bound else [],
        "token": token_of(request),
    }
    return render(request, "contacts/belonging.html", shown)
