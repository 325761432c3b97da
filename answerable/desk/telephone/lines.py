"""One line, however a telephone system writes its number."""

import re
from functools import lru_cache

import phonenumbers

_NUMBER = re.compile(r"[0-9+() ./-]+", re.ASCII)


@lru_cache(maxsize=1024)
def line_key(code: str) -> str:
    """Return the one spelling of what a telephone system calls a line: "01525 631900" and "+44 1525 631900" are one.

    Names of queues stay what they are, and so do extensions, which are too short for a number that customers ring.
    """
    plain = " ".join(code.split())
    if not _NUMBER.fullmatch(plain):
        return plain
    try:
        number = phonenumbers.parse(plain, "GB")
    except phonenumbers.NumberParseException:
        return plain
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return plain
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
