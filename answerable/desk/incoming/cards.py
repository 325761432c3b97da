"""Card numbers are never kept: not in a note, not in a reply, not in what a caller said."""

import re

# 13 to 19 digits, as they are read out or typed: with spaces or dashes between.
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def holds_card_number(text: str) -> bool:
    """Say whether a number in the text has the length and the check digit (Luhn) of a payment card's."""
    return any(_passes_luhn([int(digit) for digit in found if digit.isdigit()]) for found in _LONG_NUMBER.findall(text))


def _passes_luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and any(digits)
