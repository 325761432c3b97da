"""The reply: checked and kept while it is typed, and sent once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from answerable.charter.moments import local
from answerable.desk.cases.case_file import CaseFile, reply_place
from answerable.desk.cases.following import hide_keys
from answerable.desk.council.actions import council
from answerable.desk.council.models import Council
from answerable.desk.drafts.actions import drop, keep, once
from answerable.desk.history.law import law
from answerable.desk.history.retiming import answer_due
from answerable.desk.outbox import acknowledge, thread, words
from answerable.desk.outbox.actions import Saying
from answerable.desk.outbox.asked import NotAsAsked
from answerable.desk.outbox.delivery import send_again
from answerable.desk.outbox.models import Means, Message, State
from answerable.desk.outbox.said import FACT_OF
from answerable.desk.social.actions import last_posting
from answerable.web.cases.checks import Checked, check
from answerable.web.cases.forms import LATE, ReplyForm
from answerable.web.cases.news import OPENED, in_words, news
from answerable.web.cases.offered import EMAIL, SPOKEN, first_way, prepare
from answerable.web.cases.steps import steps_for
from answerable.web.cases.views import address_of, reply_form, show, the_file
from answerable.web.cases.ways import Way
from answerable.web.drafts.restore import token_of, typed
from answerable.web.post import writing as letters
from answerable.web.sitting import officer_of
from answerable.web.sms import writing as texts
from answerable.web.sms.forms import number_in
from answerable.web.social import writing as social


@require_POST
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the reply, or keep it; or write the holding words into it."""
    file, the_council = the_file(request, reference), council()
    form = reply_form(file, the_council, request.POST)
    if request.POST.get("do") != "send":
        return _kept(request, file, form)
    if not form.is_valid():
        return show(request, file, form, the_council)
    found = _check(request, file, form.cleaned_data, the_council)
    for lack in found.missing:
        form.add_error(lack.field, f"{lack.words} ({lack.promises})")
    if found.missing or (found.advised and not form.cleaned_data["anyway"]):
        return show(request, file, form, the_council, found)
    if since := news(file.case, request.POST.get(OPENED, ""), officer_of(request)):
        keep(officer_of(request), reply_place(reference), typed(request), at=now(), token=token_of(request))
        form.add_error(None, in_words(since))
        return show(request, file, form, the_council, found)
    once(
        token_of(request),
        lambda: _send(request, file, form.cleaned_data, found),
        at=now(),
        by=officer_of(request),
    )
    messages.success(request, "The reply is on its way. It counts once it has been sent.")
    _say_what_is_not_ticked(request, file, form.cleaned_data, the_council)
    return redirect("case", reference)


@require_POST
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep the reply as it is typed, and say what it lacks; nothing if that hasn't changed."""
    the_council, officer = council(), officer_of(request)
    file = the_file(request, reference)
    keep(officer, reply_place(reference), typed(request), at=now(), token=token_of(request))
    form = reply_form(file, the_council, request.POST)
    form.is_valid()
    found = _check(request, file, form.cleaned_data, the_council) if form.cleaned_data.get("text") else None
    if (found.key if found else "") == request.POST.get("shown", ""):
        return HttpResponse(status=204)
    return render(request, "cases/lacks.html", {"checked": found})


@require_POST
def acknowledgement(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the acknowledgement where the officer reads and sends it: into the reply box, or on the way they wrote."""
    file, officer = the_file(request, reference), officer_of(request)
    address, first = address_of(file), first_way(file.case)
    if first == SPOKEN:
        return prepare(request, file.case, {"means": str(Means.ACKNOWLEDGEMENT)})
    if first != EMAIL or not address or file.case.channel in ("sms", "social"):
        way, fields = _as_they_wrote(file)
        keep(officer, way.place(reference), fields, at=now())
        return redirect(way.url, reference)
    saying = acknowledge.saying(file.case, at=now())
    fields = {"means": str(Means.ACKNOWLEDGEMENT), "to": address, "text": hide_keys(saying.text)}
    keep(officer, reply_place(reference), fields, at=now())
    return redirect(f"{reverse('case', args=[reference])}#reply")


def _as_they_wrote(file: CaseFile) -> tuple[Way, dict[str, str]]:
    """Return the way on which the customer is acknowledged who didn't write an e-mail, or takes none."""
    first = first_way(file.case)
    match file.case.channel if first == EMAIL else first:
        case "sms" if number_in(file) or first == "sms":
            return texts.TEXT, texts.acknowledgement_of(file)
        case "social" if last_posting(file.case):
            return social.SOCIAL, social.acknowledgement_of(file)
    return letters.LETTER, letters.acknowledgement_of(file)


@require_POST
def again(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Try to send a message again that was given up."""
    the_file(request, reference)
    message = get_object_or_404(Message, pk=pk, case__reference=reference, state=State.FAILED)
    try:
        send_again(message, at=now(), by=officer_of(request))
        messages.success(request, "It is tried again at once.")
    except NotAsAsked as why:
        messages.warning(request, str(why))
    return redirect("case", reference)


def _check(request: HttpRequest, file: CaseFile, fields: dict[str, Any], the_council: Council) -> Checked:
    charter = law(the_council).charter_at(now())
    return check(file, fields, by="email", charter=charter, officer=officer_of(request), council=the_council)


def _kept(request: HttpRequest, file: CaseFile, form: ReplyForm) -> HttpResponse:
    fields = typed(request)
    if request.POST.get("do") == "write":
        form.is_valid()
        data = form.cleaned_data
        holding = words.holding(
            expected=data.get("expected"), reason=data.get("reason", ""), apology=data.get("apology", False)
        )
        fields["text"] = "\n\n".join(filter(None, (fields.get("text", "").rstrip(), holding)))
    else:
        messages.success(request, "The draft is kept.")
    keep(officer_of(request), reply_place(file.case.reference), fields, at=now())
    return redirect(f"{reverse('case', args=[file.case.reference])}#reply")


def _say_what_is_not_ticked(request: HttpRequest, file: CaseFile, data: dict[str, Any], the_council: Council) -> None:
    """Say what the steps will lack once the reply has been sent: their moment comes with it."""
    kinds = [FACT_OF[Means(data["means"])], *(["signposted"] if data["signpost"] else [])]
    kinds += ["closed", data["closes"]] if data["closes"] else []
    for step in steps_for(law(the_council), file.case, *kinds, at=now()):
        missing = [need for need in step.needs if need not in data.get("done", ())]
        if missing and not (step.any_of and len(missing) < len(step.needs)):
            messages.warning(request, f"Not ticked: {', '.join(missing)} ({step.id}). If it was done, record it here.")


def _send(request: HttpRequest, file: CaseFile, data: dict[str, Any], found: Checked) -> str:
    officer = officer_of(request)
    date_told = data["expected"] if data["means"] in LATE else None
    if data["means"] == Means.ACKNOWLEDGEMENT and "when the answer comes" in found.tells:
        due = answer_due(file.case)
        date_told = local(due).date() if due else None
    saying = Saying(
        means=data["means"],
        text=data["text"],
        tells=found.tells,
        date_told=date_told,
        signpost=data["signpost"],
        closes=data["closes"],
        done=data.get("done", ()),
        otherwise=data.get("otherwise", ""),
    )
    thread.reply(file.case, saying, to=data["to"], at=now(), by=officer)
    drop(officer, reply_place(file.case.reference))
    return file.case.reference
