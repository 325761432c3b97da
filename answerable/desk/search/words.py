"""What was typed into the search box, read as words. Nothing that people type is a command to the database."""

import re
import unicodedata

from answerable.desk.references import LETTERS

# More than this narrows nothing down any further.
MOST_LETTERS = 200
MOST_WORDS = 8
# One letter begins too many words to be worth looking for.
FEWEST_LETTERS = 2
# Fewer digits are a house number or a year.
FEWEST_DIGITS = 5

_NUMBER = re.compile(r"[\d\s()+./-]+")
_REFERENCE = re.compile(rf"([{LETTERS}]{{4}})\W?([{LETTERS}]{{4}})", re.IGNORECASE)


def asked(typed: str) -> list[list[str]]:
    """Return the ways in which `typed` may be meant; of one way, every word must be found, the last as a beginning.

    A telephone number may be written with or without spaces, a reference without its dash.
    Nothing is returned for less than two letters.
    """
    typed = typed[:MOST_LETTERS]
    ways = [words_of(typed)[:MOST_WORDS]]
    if number := telephone_number(typed):
        ways.append([number])
    if reference := reference_in(typed):
        ways.append(reference.lower().split("-"))
    return [way for place, way in enumerate(ways) if sum(map(len, way)) >= FEWEST_LETTERS and way not in ways[:place]]


def words_of(text: str) -> list[str]:
    """Return the words of a text: runs of letters and digits, small."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


def telephone_number(text: str) -> str:
    """Return a telephone number, whole or its beginning, as digits without the country's code; "" if it is none."""
    digits = "".join(character for character in text if character in "0123456789")
    if not _NUMBER.fullmatch(text) or len(digits) < FEWEST_DIGITS:
        return ""
    for code in ("0044", "44"):
        if digits.startswith(code):
            return "0" + digits.removeprefix(code)
    return digits


def reference_in(typed: str) -> str:
    """Return the reference that was typed, with its dash; "" if it is none."""
    found = _REFERENCE.fullmatch(typed.strip())
    return f"{found[1]}-{found[2]}".upper() if found else ""


def around(text: str, words: list[str], *, width: int = 160) -> list[tuple[str, bool]]:
    """Return the part of `text` around the first of `words` that stands in it, on one line, as pieces.

    Of each piece is said whether it is one of the words. Nothing is returned where none of them stands in the text.
    """
    beginnings = re.compile(r"\b(" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)
    first = beginnings.search(text)
    if first is None:
        return []
    start = max(0, first.start() - width // 3)
    # A word that the cut goes through is left out.
    before = " ".join(text[start : first.start()].split()).partition(" ")[2] if start else text[: first.start()]
    after = text[first.start() : start + width]
    after = after.rsplit(None, 1)[0] if len(text) > start + width and " " in after else after
    line = " ".join(f"{'… ' if start else ''}{before} {after}{' …' if len(text) > start + width else ''}".split())
    return [(piece, place % 2 == 1) for place, piece in enumerate(beginnings.split(line)) if piece]
