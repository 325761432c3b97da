"""Reading a calendar elsewhere: https, no private network, not at the end of a redirect either, 5 seconds, 1 MB."""

from urllib.parse import urljoin

from answerable.channels.outside import MOST_BYTES, Unreachable, call

_MOST_REDIRECTS = 3
_REDIRECTS = (301, 302, 303, 307, 308)
_ASKING = {"Accept": "text/calendar", "User-Agent": "Answerable"}


def fetch(address: str, *, allowed: str) -> bytes:
    """Return what lies at the address. Each redirect is refused as the address itself would be. Raises Unreachable."""
    for _ in range(_MOST_REDIRECTS + 1):
        answer = call("GET", address, body=b"", headers=_ASKING, allowed=allowed)
        if answer.status not in _REDIRECTS:
            break
        address = _led_on(address, answer.location)
    else:
        raise Unreachable(f"This address leads on more than {_MOST_REDIRECTS} times. Enter the one that it leads to.")
    if answer.status != 200:
        raise Unreachable(f"There is no calendar at this address: the answer is {answer.status}.")
    if len(answer.body) >= MOST_BYTES:
        raise Unreachable("This calendar is larger than 1 MB. Give out one with fewer entries.")
    return answer.body


def _led_on(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        raise Unreachable(
            "This address leads on to one that is none. Ask for another at the calendar program."
        ) from None
