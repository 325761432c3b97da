"""What a case is called, where the customer gave no subject."""

import re

MOST = 80
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)")


def in_short(text: str) -> str:
    """Return the first sentence of the first line of `text`, or its beginning in whole words with … after them."""
    line = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    sentence = _SENTENCE.match(line)
    if sentence and len(line) > MOST:
        line = sentence[0]
    if len(line) <= MOST:
        return line
    beginning, _, _ = line[:MOST].rpartition(" ")
    return f"{beginning or line[:MOST]}…"
