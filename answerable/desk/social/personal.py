"""What is nobody else's business: looked for in words that everybody will read."""

import re

from answerable.desk.cases.following import HIDDEN
from answerable.desk.cases.models import Case
from answerable.desk.references import PATTERN

_EMAIL = re.compile(r"[^\s<>,;()]+@[^\s<>,;()]+\.[^\s<>,;()]+")
_NUMBER = re.compile(r"(?<![\w+])(?:\+|0)\d[\d\s()-]{7,15}\d(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_STREET = re.compile(
    r"\b\d{1,4}[a-z]?\s+(?:[A-Z][\w’'-]+\s+){1,3}"
    r"(?:Road|Rd|Street|St|Lane|Avenue|Ave|Close|Drive|Way|Court|Crescent|Place|Terrace|Gardens|Grove|Hill|Row|Green)\b"
)


def personal_details(text: str, case: Case, *, ours: tuple[str, ...] = ()) -> list[str]:
    """Return, in words, what personal details stand in a text. What is `ours` (the council's own number) is none."""
    for own in filter(None, ours):
        text = text.replace(own, " ")
    found = {
        "an e-mail address": _EMAIL.search(text),
        "a telephone number": _NUMBER.search(text),
        "a postcode": _POSTCODE.search(text),
        "a house and street": _STREET.search(text),
        "the customer’s own key to the case": HIDDEN in text or re.search(r"/follow#", text),
        "the reference of the case": re.search(PATTERN, text.upper()),
        "the customer’s name": _names(text, case),
    }
    return [words for words, where in found.items() if where]


def _names(text: str, case: Case) -> bool:
    name = case.customer.name.strip() if case.customer else ""
    return len(name) > 3 and " " in name and name.casefold() in text.casefold()
