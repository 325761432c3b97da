"""New contact: one screen for every channel, which opens over anything. And contacts as they came."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods

from answerable.desk.customers.actions import looked
from answerable.desk.drafts.actions import once
from answerable.desk.incoming.models import Contact
from answerable.web.cases.steps import just_unrecorded, say
from answerable.web.contacts.forms import ContactForm, MatterForm
from answerable.web.contacts.sheet import MOST_MATTERS, Sheet, are_right
from answerable.web.contacts.who import saw_who
from answerable.web.drafts.restore import token_of
from answerable.web.forms import errors_of
from answerable.web.sitting import officer_of


@require_http_methods(["GET", "HEAD", "POST"])
def new_contact(request: HttpRequest) -> HttpResponse:
    """Take down a contact. In a dialog over another page, that page stays as it was."""
    return on_sheet(request, Sheet(request))


def on_sheet(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Show the sheet as it was left; take what is posted down, once, when it is right."""
    if request.POST.get("do") == "afresh":
        sheet.start_afresh()
        if not is_dialog(request):
            return redirect(sheet.url)
    if request.method != "POST" or request.POST.get("do") == "afresh":
        contact, matters = sheet.half_typed()
        return show(request, sheet, contact, matters, left_at=sheet.left_at(contact, matters))
    if request.POST.get("do") == "add":
        sheet.one_more_matter(request)
        return show(request, sheet, *sheet.half_typed())
    contact, matters = sheet.posted(request)
    if not are_right(contact, matters):
        return show(request, sheet, contact, matters)

    def take_down() -> str:
        return sheet.take_down(contact, matters).reference

    reference = once(token_of(request), take_down, at=now(), by=sheet.officer)
    return done(request, Contact.objects.get(reference=reference))


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


def show(
    request: HttpRequest,
    sheet: Sheet,
    contact: ContactForm,
    matters: list[MatterForm],
    *,
    left_at: datetime | None = None,
) -> HttpResponse:
    """Show the sheet. `left_at` is when what stands in it was left half-typed: it may be about somebody else."""
    problems = [problem for form in (contact, *matters) if form.is_bound for problem in errors_of(form)]
    shown: dict[str, Any] = {
        "sheet": sheet,
        "contact": contact,
        "chosen": saw_who(request, contact),
        "matters": matters,
        "left_at": left_at,
        "problems": problems,
        "token": token_of(request),
        "may_add": len(matters) < MOST_MATTERS,
        "more": _tells_when(contact),
        "dialog": is_dialog(request),
    }
    return render(request, "contacts/dialog_form.html" if shown["dialog"] else "contacts/new.html", shown)


def _tells_when(contact: ContactForm) -> bool:
    asked = [contact[name] for name in ("on", "time") if name in contact.fields]
    return contact.is_bound and any(field.value() or field.errors for field in asked)


def is_dialog(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def done(request: HttpRequest, taken: Contact) -> HttpResponse:
    """Say what was recorded, and what of the charter's steps was not."""
    cases = list(taken.cases.select_related("owner").order_by("id"))
    lacks = [(case, lack) for case in cases for lack in just_unrecorded(case, since=taken.recorded_at)]
    if is_dialog(request):
        return render(request, "contacts/recorded.html", {"contact": taken, "cases": cases, "lacks": lacks})
    say(request, (lack for _, lack in lacks))
    if len(cases) == 1:
        return redirect("case", cases[0].reference)
    return HttpResponseRedirect(reverse("contact", args=[taken.reference]))
