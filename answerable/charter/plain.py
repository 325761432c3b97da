"""Plain language: what in a text is hard to read, said to its writer as what to change.

A long sentence and an unexplained word are each found on their own. The reading age is that of Flesch and Kincaid
(years of school, from the length of sentences and words, and five years before them); on a few words it says nothing.
"""

import re
from collections.abc import Iterator, Mapping

LONGEST_SENTENCE = 30  # words
OLDEST_READER = 15  # years: what most adults read with ease
_ENOUGH_WORDS = 60

_PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?:[-*•]|\d+[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?:;])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_ADDRESS = re.compile(r"\S+@\S+|\b(?:https?://|www\.)\S+", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]+")


def hard_to_read(text: str, jargon: Mapping[str, str]) -> list[str]:
    """Return what to change in a text for it to be plain. `jargon`: each word with what to write instead."""
    sentences = list(_sentences(text))
    return [*_long(sentences), *_jargon(text, jargon), *_old(sentences)]


def reading_age(text: str) -> int | None:
    """Return the age from which a text is read with ease; None where it is too short to say."""
    return _age(list(_sentences(text)))


def _sentences(text: str) -> Iterator[list[str]]:
    """Give the words of each sentence. A list item is a sentence; addresses of e-mail and the web are no words."""
    for paragraph in _PARAGRAPH.split(_ADDRESS.sub("", text)):
        for sentence in _SENTENCE.split(paragraph):
            if words := _WORD.findall(sentence):
                yield words


def _long(sentences: list[list[str]]) -> Iterator[str]:
    for words in sentences:
        if len(words) > LONGEST_SENTENCE:
            yield f"Make two of the sentence that begins “{' '.join(words[:5])} …”: it has {len(words)} words"


def _jargon(text: str, jargon: Mapping[str, str]) -> Iterator[str]:
    for word, instead in jargon.items():
        if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE):
            yield f"Write “{instead}” for “{word}”" if instead else f"Explain “{word}”, or leave it out"


def _old(sentences: list[list[str]]) -> Iterator[str]:
    age = _age(sentences)
    if age is not None and age > OLDEST_READER:
        yield f"Use shorter words and sentences: this is read with ease from the age of {age}"


def _age(sentences: list[list[str]]) -> int | None:
    words = [word for sentence in sentences for word in sentence]
    if len(words) < _ENOUGH_WORDS:
        return None
    syllables = sum(_syllables(word.lower()) for word in words)
    years_of_school = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(5, round(years_of_school) + 5)


def _syllables(word: str) -> int:
    heard = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee", "ie"))
    return max(1, heard - silent)
