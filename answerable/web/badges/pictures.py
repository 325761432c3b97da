"""Pictures of badges as a page shows them: photographs and the square, within the page itself."""

import base64
from collections.abc import Iterable

import segno
from django.utils.safestring import SafeString, mark_safe

from answerable.desk.models import Badge


def picture(badge: Badge) -> str:
    """Return the photograph as an address that holds it: no other page has to be open for it to be seen."""
    return f"data:image/jpeg;base64,{base64.b64encode(bytes(badge.photograph)).decode()}"


def pictures(badges: Iterable[Badge]) -> dict[int, str]:
    """Return the photographs by the officers' ids."""
    return {badge.officer_id: picture(badge) for badge in badges}


def square(address: str) -> SafeString:
    """Return a QR code that leads to `address`, drawn in SVG."""
    code = segno.make(address, micro=False, error="m")
    drawn = code.svg_inline(border=2, omitsize=True, svgclass="app-card__square", lineclass=None)
    # The library draws with numbers of its own; nothing of the address stands in it as text.
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="A code that leads to the check" ', 1))
