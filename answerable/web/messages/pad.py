"""What is typed of a message for a colleague: by itself, or of a call that the officer has in hand."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import now

from answerable.desk.customers.who import NewCustomer
from answerable.desk.drafts.actions import drop, kept
from answerable.desk.history.law import law
from answerable.desk.messages import actions
from answerable.desk.messages.models import LeftMessage
from answerable.desk.messages.outlook import TAKEN, Outlook, outlook
from answerable.desk.officers.models import Officer
from answerable.desk.outbox.asked import SPOKEN
from answerable.desk.steps.asked import steps_about
from answerable.desk.telephone.models import Call
from answerable.desk.telephone.taking import record_call
from answerable.desk.telephone.transfers import MESSAGE_TAKEN, came_back, see_to
from answerable.web.contacts.sheet import call_place
from answerable.web.drafts.restore import given_back
from answerable.web.messages.forms import MessageForm
from answerable.web.sitting import officer_of
from answerable.web.telephone.said import what_to_say
from answerable.web.telephone.transfers import case_of

PLACE = "new-message"
# What happens when a message is taken; that it was taken is what the form does.
MOMENTS = ("received", "query opened", "colleague away", TAKEN)


class Pad:
    """What is typed of one message: by itself, or of a call that the officer has in hand (`?call=` its reference)."""

    def __init__(self, request: HttpRequest) -> None:
        self.officer = officer_of(request)
        mine = Call.objects.select_related("occasion", "line__office", "contact", "customer")
        reference = request.GET.get("call", "")
        self.call = mine.filter(occasion__reference=reference, taken_by=self.officer).first()
        self.place = f"message-{reference}" if self.call else PLACE
        self.url = reverse("new-message") + (f"?call={reference}" if self.call else "")
        # What was said at the beginning is asked once: with the first that is written of the call.
        fresh = self.call is not None and self.call.contact_id is None
        self.asked = what_to_say(self.call, self.officer, at=now()) if self.call and fresh else None
        self.came_back = came_back(self.call) if self.call else None

    def half_typed(self) -> MessageForm:
        initial = {**self._filled_in(), **given_back(MessageForm, kept(self.officer, self.place))}
        form = self._form(initial=initial)
        form.outlook = known_of(initial.get("wanted"))
        form.heed(form.chosen, [SPOKEN])
        return form

    def posted(self, request: HttpRequest) -> MessageForm:
        return self._form(request.POST)

    def _form(self, posted: Any = None, initial: dict[str, Any] | None = None) -> MessageForm:
        steps = steps_about(law().charter_at(now()), *MOMENTS)
        form = MessageForm(posted, initial=initial, steps=steps, asked=self.asked)
        if "done" in form.fields:
            done: Any = form.fields["done"]
            done.choices = [choice for choice in done.choices if choice[0] != TAKEN]
        return form

    def _filled_in(self) -> dict[str, Any]:
        """Return what is known from the call, and from the card with which it came back."""
        if self.call is None:
            return {}
        typed = kept(self.officer, call_place(self.call.occasion.reference))
        known: dict[str, Any] = {"number": self.call.caller, "greeted": bool(typed.get("greeted"))}
        who = {"who": typed.get("who", ""), "customer": typed.get("customer", "")}
        if self.call.customer:
            who = {"who": str(self.call.customer), "customer": str(self.call.customer.pk)}
        if self.came_back:
            known |= {"wanted": str(self.came_back.taker_id), "words": " ".join(self.came_back.asked.split())[:300]}
        return known | who

    def leave(self, form: MessageForm) -> str:
        data, moment = form.cleaned_data, now()
        customer = data["customer"].make(moment) if isinstance(data["customer"], NewCustomer) else data["customer"]
        left = actions.leave_message(
            form.word(),
            wanted=data["wanted"],
            to=form.to(),
            customer=customer,
            said_at=moment,
            at=moment,
            by=self.officer,
            done=data.get("done", ()),
            case=case_of(self.came_back) if self.came_back else None,
        )
        self._of_the_call(left, greeted=bool(data.get("greeted")))
        drop(self.officer, self.place)
        return left.case.reference

    def _of_the_call(self, left: LeftMessage, *, greeted: bool) -> None:
        """Tell the call what became of it. One that was not put through has had its message taken."""
        if self.came_back:
            see_to(self.came_back, MESSAGE_TAKEN, at=now())
        elif self.call and left.contact:
            said, thanked = self.asked.done(greeted=greeted, thanked=True) if self.asked else ((), ())
            record_call(self.call, left.contact, greeted=said, ended=thanked, at=now(), by=self.officer)


def known_of(wanted: Any) -> Outlook | None:
    """Return what is known of the colleague that a form names by number; None where it names nobody."""
    pk = str(getattr(wanted, "pk", wanted) or "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 10):
        return None
    found = Officer.objects.at_work().filter(pk=int(pk)).first()
    return outlook(found, now()) if found else None
