"""Who asks, as far as an address on the network says; and how a stranger's tries are slowed, never stopped."""

from datetime import timedelta

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.timezone import now

from answerable.desk.officers.delays import Door, knock
from answerable.web.templatetags.desk import length


def address_of(request: HttpRequest) -> str:
    """Return the address a request came from; behind our proxy, the one that the proxy saw."""
    return get_client_ip(request) or "unknown"


def wait_or_count(doors: list[Door], why: str = "There were too many wrong tries.") -> None:
    """Count a try, or refuse it with ValidationError, which says how long to wait."""
    wait = knock(doors, at=now())
    if wait > timedelta(0):
        raise ValidationError(f"{why} Wait {_in_words(wait)} and try again")


def _in_words(wait: timedelta) -> str:
    seconds = int(wait.total_seconds()) + 1
    return length(timedelta(seconds=seconds)) if seconds > 60 else f"{seconds} second{'' if seconds == 1 else 's'}"
