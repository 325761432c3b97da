"""Messages for colleagues: taken from anywhere, and returned."""

from django.contrib import messages as say_so
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from answerable.desk.customers.actions import saw_listed
from answerable.desk.drafts.actions import once
from answerable.desk.history.law import law
from answerable.desk.messages import actions
from answerable.desk.messages.actions import AlreadyReturned
from answerable.desk.messages.lists import waiting
from answerable.desk.messages.models import Attempt, LeftMessage
from answerable.desk.outbox.asked import SPOKEN, NotAsAsked, in_words
from answerable.web.cases.steps import CLOSING, just_unrecorded, say, steps_for
from answerable.web.cases.work import Piece, asking, the_case, work
from answerable.web.contacts.views import is_dialog
from answerable.web.contacts.who import saw_who
from answerable.web.drafts.restore import token_of
from answerable.web.forms import errors_of
from answerable.web.messages.forms import MessageForm, ReasonForm, ReturnedForm, RingBackForm, best
from answerable.web.messages.pad import Pad, known_of
from answerable.web.sitting import officer_of


@require_GET
def messages(request: HttpRequest) -> HttpResponse:
    """Show what waits to be returned."""
    officer = officer_of(request)
    mine = request.GET.get("whose") != "everybody"
    rows = list(waiting(officer if mine else None))
    saw_listed(officer, [row.case.customer_id for row in rows], at=now(), where="messages")
    shown = {"mine": mine, "left_messages": rows, "moment": now(), "token": token_of(request)}
    return render(request, "messages/messages.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new_message(request: HttpRequest) -> HttpResponse:
    """Take a message for a colleague, over any page. What is known of the colleague shows before it is promised."""
    pad = Pad(request)
    if request.method != "POST":
        form = pad.half_typed()
        return _show(request, pad, form)
    form = pad.posted(request)
    right = form.is_valid()
    form.agree_with(known_of(request.POST.get("wanted")))
    if not right or form.errors:
        return _show(request, pad, form)
    reference = once(token_of(request), lambda: pad.leave(form), at=now(), by=pad.officer)
    return _done(request, LeftMessage.objects.select_related("case__owner").get(case__reference=reference))


def _show(request: HttpRequest, pad: Pad, form: MessageForm) -> HttpResponse:
    shown = {
        "pad": pad,
        "contact": form,
        "chosen": saw_who(request, form),
        "message_form": form,
        "outlook": form.outlook,
        "give": form["give"].value() or best(form.outlook),
        "problems": errors_of(form) if form.is_bound else [],
        "token": token_of(request),
        "dialog": is_dialog(request),
        "url": pad.url,
        "draft_url": reverse("draft", args=[pad.place]),
    }
    return render(request, "messages/form.html" if shown["dialog"] else "messages/new.html", shown)


def _done(request: HttpRequest, left: LeftMessage) -> HttpResponse:
    lacks = just_unrecorded(left.case, since=left.taken_at)
    if is_dialog(request):
        shown = {"left": left, "cases": [left.case], "lacks": [(left.case, lack) for lack in lacks]}
        return render(request, "contacts/recorded.html", shown)
    say_so.success(request, f"The message is with {left.case.owner}.")
    say(request, lacks)
    return redirect("messages")


@require_GET
def colleague(request: HttpRequest) -> HttpResponse:
    """Say what is known of a colleague: away until when, who covers, by when the message is returned."""
    known = known_of(request.GET.get("wanted"))
    return render(request, "messages/outlook.html", {"outlook": known, "give": best(known)})


def the_message(request: HttpRequest, pk: int) -> LeftMessage:
    """Return the message, and keep that this officer looked."""
    found = get_object_or_404(LeftMessage.objects.select_related("case", "contact", "wanted", "taken_by"), pk=pk)
    found.case = the_case(request, found.case.reference)
    return found


@require_POST
def attempts(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the customer was rung and not reached."""
    left, outcome = the_message(request, pk), request.POST.get("outcome", "")
    if outcome in (Attempt.Outcome.NO_ANSWER, Attempt.Outcome.LEFT_WORD):
        officer = officer_of(request)

        def try_once() -> str:
            actions.attempt(left, outcome, at=now(), by=officer)
            return left.case.reference

        try:
            once(token_of(request), try_once, at=now(), by=officer)
            say_so.success(request, "The attempt is kept. The message waits on.")
        except NotAsAsked:
            return redirect("message-reason", pk)
        except AlreadyReturned as problem:
            say_so.warning(request, str(problem))
    return redirect("messages")


def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the customer was rung back and reached."""
    left, officer = the_message(request, pk), officer_of(request)
    if left.returned_at is not None:
        return redirect("case", left.case.reference)
    piece = Piece(
        f"Ring back {left.name or 'the caller'}{f' on {left.number}' if left.number else ''}",
        "They were reached: record it",
        "They were rung back, and that is recorded.",
        lambda case, data: actions.returned(
            left,
            text=data["text"],
            rung_at=data["when"],
            at=now(),
            by=officer,
            closes=data["closes"],
            done=data.get("done", ()),
            otherwise=data.get("otherwise", ""),
        ),
        hint="Leave date and time empty if it was just now.",
    )
    form = ReturnedForm(request.POST or None, initial={"otherwise": left.otherwise})
    form.heed(left.case.customer, [SPOKEN])
    form.ask_for(steps_for(law(), left.case, "answered", "called back", *CLOSING, at=now()))
    return work(request, left.case, form, piece)


def ring_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that the customer was told to be rung back about a long query."""
    case, officer = the_case(request, reference), officer_of(request)
    piece = Piece(
        "Promise to ring back",
        "Record the promise",
        "The promise is recorded. It waits with the messages.",
        lambda case, data: actions.promise_ring_back(
            case,
            name=data["name"],
            number=data["number"],
            by_when=data["by_when"],
            said_at=now(),
            at=now(),
            by=officer,
            done=data.get("done", ()),
            otherwise=data.get("otherwise", ""),
        ),
        hint="Tell the customer by when. It is then a date that was told.",
    )
    number = case.customer.addresses.filter(kind="telephone", current=True).last() if case.customer else None
    initial = {"name": str(case.customer or ""), "number": number.value if number else ""}
    form = asking(RingBackForm(request.POST or None, initial=initial), case, "ring-back promised")
    form.heed(case.customer, [SPOKEN])
    return work(request, case, form, piece)


def reason(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep why somebody is rung who asked for another way. From then on it can be said that they were."""
    left = the_message(request, pk)
    piece = Piece(
        "Ring them all the same",
        "Keep the reason",
        "The reason is kept. Ring them now.",
        lambda case, data: actions.ring_all_the_same(left, why=data["why"]),
        hint=f"They asked: {in_words(left.case.customer)}. Answer them so from the case, or say why they are rung.",
    )
    return work(request, left.case, ReasonForm(request.POST or None), piece)
