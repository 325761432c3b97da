"""A customer: who they are, how they are reached, all they ever asked, and who has looked at it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from answerable.desk.customers.actions import (
    add_address,
    looked,
    looked_at_several,
    open_customer,
    rename,
    retire_address,
)
from answerable.desk.customers.models import Address, Customer
from answerable.desk.needs.known import needs_now
from answerable.desk.needs.models import Need
from answerable.desk.search.finding import MOST_CUSTOMERS, find_customers
from answerable.web.customers.forms import AddressForm, FindForm, NameForm
from answerable.web.sitting import officer_of

MOST_FOUND = 50
A_PAGE = 50
LATEST_LOOKS = 50


def customers(request: HttpRequest) -> HttpResponse:
    """Find customers. The words are posted: names stand in no address and in no log."""
    form = FindForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    shown = {
        "form": form,
        "found": _find(request, words, MOST_FOUND) if words else None,
        "words": words,
        "most": MOST_FOUND,
    }
    return render(request, "customers/customers.html", shown)


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """Return the choices for who it was, while an officer types."""
    typed = request.POST.get("words", "").strip()
    return render(request, "customers/found.html", {"found": _find(request, typed, MOST_CUSTOMERS), "typed": typed})


def _find(request: HttpRequest, typed: str, most: int) -> list[Customer]:
    found = find_customers(typed, most)
    prefetch_related_objects(found, "needs")
    looked_at_several(officer_of(request), found, at=now(), where="search")
    return found


@require_GET
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    shown, officer = the_customer(request, pk), officer_of(request)
    prefetch_related_objects([shown], Prefetch("needs", Need.objects.select_related("ended_by").order_by("pk")))
    contacts = shown.contacts.order_by("-received_at").prefetch_related("cases")
    page = Paginator(contacts, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "customer": shown,
        "needs": needs_now(shown),
        "needed_before": [need for need in shown.needs.all() if need.ended_at],
        "addresses": shown.addresses.order_by("-current", "kind", "id"),
        "cases": shown.cases.select_related("owner").order_by("-opened_at")[:A_PAGE],
        "page": page,
        "looks": shown.looks.select_related("officer", "case").order_by("-at")[:LATEST_LOOKS]
        if officer.is_manager
        else None,
    }
    return render(request, "customers/customer.html", context)


@require_GET
def lately(request: HttpRequest, pk: int) -> HttpResponse:
    """Return what the customer came about lately, for the form in which they were just chosen."""
    of = get_object_or_404(Customer, pk=pk)
    looked(officer_of(request), of, at=now(), where="contact")
    return render(request, "customers/lately.html", {"customer": of})


def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what the customer is called."""
    of = the_customer(request, pk)
    form = NameForm(request.POST or None, initial={"name": of.name, "organisation": of.organisation})
    if request.method == "POST" and form.is_valid():
        rename(of, **form.cleaned_data)
        messages.success(request, "The name is kept.")
        return redirect("customer", pk)
    return render(request, "customers/edit.html", {"customer": of, "form": form, "heading": "Name and organisation"})


def addresses(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a way to reach the customer."""
    of = the_customer(request, pk)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_address(of, kind=form.cleaned_data["kind"], value=form.cleaned_data["value"])
        messages.success(request, "The address is kept.")
        return redirect("customer", pk)
    return render(request, "customers/edit.html", {"customer": of, "form": form, "heading": "A way to reach them"})


@require_POST
def retirement(request: HttpRequest, pk: int, address: int) -> HttpResponse:
    """Use an address no longer."""
    retire_address(get_object_or_404(Address, customer=the_customer(request, pk), pk=address))
    messages.success(request, "That address is no longer used. What comes from it still finds this customer.")
    return redirect("customer", pk)


def the_customer(request: HttpRequest, pk: int) -> Customer:
    """Return the customer, and keep that this officer looked."""
    try:
        return open_customer(pk, officer_of(request), at=now())
    except Customer.DoesNotExist:
        raise Http404 from None
