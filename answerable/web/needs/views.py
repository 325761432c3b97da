"""What a customer needs: kept from a form, and ended by a button."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from answerable.desk.needs.actions import end_need, keep_needs
from answerable.desk.needs.known import needs_now
from answerable.desk.needs.models import Need
from answerable.web.customers.views import the_customer
from answerable.web.needs.forms import NeedsForm
from answerable.web.sitting import officer_of


@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the customer needs."""
    customer = the_customer(request, pk)
    form = NeedsForm(request.POST if request.method == "POST" else None, known=needs_now(customer))
    if form.is_bound and form.is_valid():
        keep_needs(customer, form.told(), at=now(), by=officer_of(request))
        messages.success(request, "It is kept. Whoever deals with them sees it.")
        return redirect("customer", pk)
    return render(request, "customers/edit.html", {"customer": customer, "form": form, "heading": "What they need"})


@require_POST
def ending(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Heed a need no longer."""
    end_need(get_object_or_404(Need, customer=the_customer(request, pk), pk=number), at=now(), by=officer_of(request))
    messages.success(request, "It is no longer shown. It stays on this page under what they needed before.")
    return redirect("customer", pk)
