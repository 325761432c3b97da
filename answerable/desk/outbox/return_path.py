"""The signed return path: the address to which a mail server sends back what it can't deliver.

It names the message and proves, by a signature, that we sent it: nobody can make a message of ours
bounce who has not been sent it. `RETURN_PATH` is a pattern such as council+*@example.gov.uk; the
star becomes the mark. Without a pattern mail comes back to the council's address and is known by its Message-ID.
"""

import hmac
import re
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings

from answerable.desk.outbox.models import Message


def return_path(message: Message, council_address: str) -> str:
    """Return the envelope sender with which `message` is sent."""
    pattern: str = settings.RETURN_PATH
    return pattern.replace("*", f"{message.pk}-{_signature(message.pk)}") if pattern else council_address


def message_returned_to(addresses: Iterable[str]) -> Message | None:
    """Return the message whose return path is among `addresses`, if the signature is ours."""
    before, star, after = settings.RETURN_PATH.lower().partition("*")
    if not star:
        return None
    mark = re.compile(re.escape(before) + r"([0-9]{1,18})-([0-9a-f]{20})" + re.escape(after))
    for address in addresses:
        match = mark.fullmatch(address.lower())
        if match and hmac.compare_digest(match[2], _signature(int(match[1]))):
            return Message.objects.filter(pk=int(match[1])).first()
    return None


def _signature(number: int) -> str:
    # Of an hour's worth of guesses none hits one of 2^80.
    key = f"return path {settings.SECRET_KEY}".encode()
    return hmac.new(key, str(number).encode(), sha256).hexdigest()[:20]
