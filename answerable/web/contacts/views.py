"""New contact: one screen for every channel, which opens over anything. And contacts as they came."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from answerable.charter.clauses import Step
from answerable.desk.customers.actions import looked
from answerable.desk.drafts.actions import drop, keep, kept, once
from answerable.desk.history.law import law
from answerable.desk.incoming.by_hand import take_down
from answerable.desk.incoming.models import Contact
from answerable.desk.officers.models import Officer
from answerable.desk.steps.asked import steps_about
from answerable.web.cases.steps import just_unrecorded, say
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.drafts.restore import given_back, token_of, typed
from answerable.web.forms import errors_of
from answerable.web.sitting import officer_of

PLACE = "new-contact"
# What may happen in a contact that is taken down by hand.
MOMENTS = (
    "received",
    "query opened",
    "left open",
    "answered",
    "settled at first contact",
    "signposted",
    "closed",
)
# As many things as anybody wanted in one contact; a page has an end.
MOST_MATTERS = 9


@require_http_methods(["GET", "HEAD", "POST"])
def new_contact(request: HttpRequest) -> HttpResponse:
    """Take down a contact. In a dialog over another page, that page stays as it was."""
    officer = officer_of(request)
    if request.method != "POST":
        return _show(request, *_given_back(kept(officer, PLACE), officer))
    if request.POST.get("do") == "add":
        fields = typed(request)
        keep(officer, PLACE, {**fields, "matters": str(min(_count(fields) + 1, MOST_MATTERS))}, at=now())
        return _show(request, *_given_back(kept(officer, PLACE), officer))
    contact = ContactForm(request.POST)
    steps = _steps()
    count = _count(typed(request))
    matters = [MatterForm(request.POST, number=number, officer=officer, steps=steps) for number in range(count)]
    if not _are_right(contact, matters):
        return _show(request, contact, matters)
    reference = once(token_of(request), lambda: _take_down(contact, matters, officer), at=now(), by=officer)
    return _done(request, Contact.objects.get(reference=reference))


@require_GET
def contact(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one contact with the cases that it opened or joined."""
    found = the_contact(request, reference)
    cases = found.cases.select_related("owner").order_by("id")
    return render(request, "contacts/contact.html", {"contact": found, "cases": cases})


def the_contact(request: HttpRequest, reference: str) -> Contact:
    """Return the contact, and keep that this officer looked."""
    found = get_object_or_404(Contact.objects.select_related("customer", "recorded_by"), reference=reference)
    looked(officer_of(request), found.customer, at=now(), where="contact")
    return found


def _count(fields: dict[str, str]) -> int:
    count = fields.get("matters", "1")
    return min(max(int(count), 1), MOST_MATTERS) if re.fullmatch("[0-9]{1,3}", count) else 1


def _given_back(fields: dict[str, str], officer: Officer) -> tuple[ContactForm, list[MatterForm]]:
    matters, steps = [], _steps()
    for number in range(_count(fields)):
        prefix = f"matter{number}-"
        own = {name.removeprefix(prefix): value for name, value in fields.items() if name.startswith(prefix)}
        matters.append(MatterForm(initial=given_back(MatterForm, own), number=number, officer=officer, steps=steps))
    return ContactForm(initial=given_back(ContactForm, fields)), matters


def _steps() -> list[Step]:
    """Return the steps that may be called for while somebody is with us, whatever it turns out to be about."""
    return steps_about(law().charter_at(now()), *MOMENTS)


def _are_right(contact: ContactForm, matters: list[MatterForm]) -> bool:
    right = [form.is_valid() for form in (contact, *matters)]
    for matter in matters:
        matter.agree_with(contact)
    return all(right) and not any(matter.errors for matter in matters)


def _take_down(contact: ContactForm, matters: list[MatterForm], officer: Officer) -> str:
    data = contact.cleaned_data
    taken = take_down(
        channel=data["channel"],
        received_at=data["when"],
        at=now(),
        by=officer,
        customer=data["customer"],
        wanted=[matter.wanted(contact) for matter in matters],
    )
    drop(officer, PLACE)
    return taken.reference


def _show(request: HttpRequest, contact: ContactForm, matters: list[MatterForm]) -> HttpResponse:
    problems = [problem for form in (contact, *matters) if form.is_bound for problem in errors_of(form)]
    shown: dict[str, Any] = {
        "contact": contact,
        "matters": matters,
        "problems": problems,
        "token": token_of(request),
        "may_add": len(matters) < MOST_MATTERS,
        "more": any(contact[name].value() or contact[name].errors for name in ("on", "time"))
        if contact.is_bound
        else False,
        "dialog": is_dialog(request),
    }
    return render(request, "contacts/dialog_form.html" if shown["dialog"] else "contacts/new.html", shown)


def is_dialog(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _done(request: HttpRequest, taken: Contact) -> HttpResponse:
    cases = list(taken.cases.select_related("owner").order_by("id"))
    lacks = [(case, lack) for case in cases for lack in just_unrecorded(case, since=taken.recorded_at)]
    if is_dialog(request):
        return render(request, "contacts/recorded.html", {"contact": taken, "cases": cases, "lacks": lacks})
    say(request, (lack for _, lack in lacks))
    if len(cases) == 1:
        return redirect("case", cases[0].reference)
    return HttpResponseRedirect(reverse("contact", args=[taken.reference]))
