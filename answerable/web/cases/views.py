"""The page of a case."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET

from answerable.charter.clauses import Timed
from answerable.charter.facts import Fact
from answerable.desk.cases.acts import acts_for
from answerable.desk.cases.case_file import CaseFile, open_file
from answerable.desk.cases.models import Case
from answerable.desk.council.actions import council
from answerable.desk.council.models import Council
from answerable.desk.customers.models import AddressKind
from answerable.desk.history.law import Law, law
from answerable.desk.history.retiming import answer_due
from answerable.desk.outbox import words
from answerable.desk.outbox.asked import in_words
from answerable.desk.outbox.models import Means, State
from answerable.desk.presence.versions import version_of
from answerable.desk.references import new_secret
from answerable.desk.steps.asked import Unrecorded, unrecorded
from answerable.web.cases.checks import Checked
from answerable.web.cases.forms import LATE, ReplyForm
from answerable.web.cases.offered import EMAIL, first_way, page_of
from answerable.web.cases.promises import promise_rows
from answerable.web.cases.steps import SAYING, has_steps, steps_for
from answerable.web.cases.timeline import last_contact, timeline
from answerable.web.drafts.restore import given_back, token_of
from answerable.web.sitting import officer_of
from answerable.web.sms.forms import number_in

STAGE_2 = "stage 2 requested"


@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    file = the_file(request, reference)
    # Triage leads here with what is not for us: the customer is owed a signpost.
    signpost, the_council = request.GET.get("reply") == "signpost", council()
    kept = {"to": address_of(file), "signpost": signpost, **given_back(ReplyForm, file.draft)}
    return show(request, file, reply_form(file, the_council, initial=kept), the_council)


def reply_form(
    file: CaseFile, the_council: Council, posted: QueryDict | None = None, initial: dict[str, Any] | None = None
) -> ReplyForm:
    """Return the reply, with what the charter's steps ask for when it is sent."""
    form = ReplyForm(posted, initial=initial)
    form.ask_for(steps_for(law(the_council), file.case, *SAYING, at=now()))
    form.heed(file.case.customer, [EMAIL])
    return form


def the_file(request: HttpRequest, reference: str) -> CaseFile:
    """Open the case's file, and keep that this officer looked."""
    try:
        return open_file(reference, officer=officer_of(request), at=now())
    except Case.DoesNotExist:
        raise Http404 from None


def show(
    request: HttpRequest, file: CaseFile, form: ReplyForm, the_council: Council, found: Checked | None = None
) -> HttpResponse:
    """Show the case with the reply as it stands in `form`."""
    rules, moment = law(the_council), now()
    due = answer_due(file.case)
    entries, first = timeline(file), first_way(file.case)
    last = last_contact(entries)
    told = [fact.told(file.case.reference) for fact in file.facts]
    shown: dict[str, Any] = {
        "council": the_council,
        "file": file,
        "case": file.case,
        "form": form,
        "checked": found,
        "token": token_of(request),
        "page": new_secret(),
        "version": version_of(file.facts, file.notes, file.messages, file.contacts),
        "promises": promise_rows(
            file.clocks, rules, facts=file.facts, answer_due=due, now=moment, service=file.case.service
        ),
        "last": last,
        "entries": [entry for entry in entries if entry is not last],
        "signature": words.signature(officer_of(request), the_council),
        "asks_acknowledgement": _unacknowledged(file, rules),
        "may_ask_for_stage_2": file.case.stage == "1" and _knows_stage_2(rules, moment),
        "first": "" if first == EMAIL else first,
        "first_page": page_of(first, file.case.reference),
        "asked": in_words(file.case.customer),
        "late": [str(means) for means in LATE],
        "texts": bool(number_in(file)),
        "posting": next((contact.posting for contact in reversed(file.contacts) if hasattr(contact, "posting")), None),
        "target_passed": file.case.target < localdate(),
        "unrecorded": _unrecorded(rules, told),
        "acts": acts_for(file.case, file.clocks, told, rules, moment) if file.case.is_open else [],
    }
    return render(request, "cases/case.html", shown)


def _unrecorded(rules: Law, facts: list[Fact]) -> list[Unrecorded]:
    return unrecorded(rules, facts) if has_steps(rules) else []


def address_of(file: CaseFile) -> str:
    """Return the e-mail address at which the customer was last known, or ""."""
    return next((address.value for address in file.addresses if address.kind == AddressKind.EMAIL), "")


def _knows_stage_2(rules: Law, moment: datetime) -> bool:
    return any(isinstance(promise, Timed) and promise.start == STAGE_2 for promise in rules.charter_at(moment))


def _unacknowledged(file: CaseFile, rules: Law) -> bool:
    """Say whether the charter promises an acknowledgement that nobody has written yet."""
    on_its_way = any(
        message.state in (State.QUEUED, State.SENDING) and message.means != Means.OTHER for message in file.messages
    )
    return not on_its_way and any(
        isinstance(promise, Timed) and "acknowledged" in promise.stops and promise.id == clock.promise
        for clock in file.clocks
        if not clock.timing().ended
        for promise in rules.charter_at(clock.started)
    )
