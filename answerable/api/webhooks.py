"""Where telephone services post what happens to calls, each in its own way: signed, or with a shared secret."""

import hmac
import json

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from ninja import Router

from answerable.api.problems import Kind, Problem
from answerable.api.telephony import TO_COME
from answerable.channels.telephony.webhooks import event_of_form, event_of_json, is_signed
from answerable.desk.council.actions import council
from answerable.desk.council.secrets import UnreadableSecret, decrypted
from answerable.desk.telephone.actions import take_events
from answerable.desk.telephone.events import Event, is_to_come
from answerable.desk.telephone.feeds import feed_named
from answerable.desk.telephone.models import Webhook

SECRET_HEADER = "X-Webhook-Secret"
TAKEN = 204

router = Router()


@router.post("/telephony/webhooks/{name}", include_in_schema=False)
def called_back(request: HttpRequest, name: str) -> HttpResponse:
    """Take in the one event that a telephone service posts; what is nothing to us is passed over."""
    webhook = Webhook.objects.filter(name=name[:40], current=True).first() if name.isprintable() else None
    if webhook is None or not _is_theirs(request, webhook):  # a stranger is not told which there are
        raise Problem(Kind.NO_TOKEN, "The signature or the secret is not the one that was agreed on for this address.")
    try:
        event = _event(request, webhook)
    except (ValueError, RecursionError) as why:
        raise Problem(Kind.INVALID, str(why) or "That is no event.") from None
    at = now()
    if event is not None and is_to_come(event.at, at):
        raise Problem(Kind.INVALID, TO_COME)
    if event is not None:
        take_events(feed_named(webhook.name), [event], at=at)
    return HttpResponse(status=TAKEN)


def _is_theirs(request: HttpRequest, webhook: Webhook) -> bool:
    try:
        secret = decrypted(webhook.secret)
    except UnreadableSecret:
        return False
    if not secret:
        return False
    if webhook.style == Webhook.Style.JSON:
        return hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode())
    # They sign the address that they were given, which is the configured one: the Host header may be a proxy's.
    url = council().public_url.rstrip("/") + request.get_full_path()
    return is_signed(url, _fields(request).items(), request.headers.get("X-Twilio-Signature", ""), secret)


def _event(request: HttpRequest, webhook: Webhook) -> Event | None:
    if webhook.style == Webhook.Style.JSON:
        return event_of_json(json.loads(request.body), webhook.names, webhook.words)
    return event_of_form({name: text.replace("\0", "") for name, text in _fields(request).items()}, now())


def _fields(request: HttpRequest) -> dict[str, str]:
    return {name: str(text) for name, text in request.POST.items()}
