"""Telephone numbers that can be texted, in one spelling."""

import re

import phonenumbers

SHORTEST = 7  # digits: with fewer it is a short code
# Those for whom a text costs what a text costs: premium numbers and short codes are never written to.
_TEXTED = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.VOIP,
}


def one_spelling(number: str) -> str:
    """Return the number as +447700900123; what is none (a name such as "NatWest", a short code) as it came."""
    try:
        read = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return " ".join(number.split())
    if len(str(read.national_number)) < SHORTEST:
        return " ".join(number.split())
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


def may_be_texted(number: str) -> bool:
    """Say whether a person can be there: no short code, no name, no premium number."""
    try:
        read = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return False
    if any(letter.isalpha() for letter in number) or len(str(read.national_number)) < SHORTEST:
        return False
    kind = phonenumbers.number_type(read)
    # Numbers set apart for drama have no owner and no kind.
    return kind in _TEXTED or kind == phonenumbers.PhoneNumberType.UNKNOWN


def is_mobile(number: str) -> bool:
    """Say whether it is a British telephone that somebody carries with them: no personal number, no pager."""
    return re.fullmatch(r"\+447[1-57-9][0-9]{8}", one_spelling(number)) is not None
