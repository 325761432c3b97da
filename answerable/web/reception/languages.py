"""The languages of the check-in screen. The sentences are our own; each language stands in a file of `sentences/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable.desk.reception.models import ReceptionVisit

SENTENCES = Path(__file__).parent / "sentences"
# The order in which they are offered. Files alone would stand in the order of their codes.
ORDER = ("en", "cy", "pl", "uk", "ro", "ur", "ar", "bn")


@dataclass(frozen=True)
class Language:
    """A language: its name in itself and in English, which way it runs, what the screen says, what is needed."""

    code: str
    name: str
    in_english: str
    direction: str
    says: Mapping[str, str]
    needs: Mapping[str, str]


def _read(code: str) -> Language:
    told = tomllib.loads((SENTENCES / f"{code}.toml").read_text(encoding="utf-8"))
    return Language(code, told["language"], told["in_english"], told["direction"], told["says"], told["needs"])


LANGUAGES = {code: _read(code) for code in ORDER}


def spoken_by(visit: ReceptionVisit) -> str:
    """Return the visitor's language, in English; "" where it is English, or nobody asked."""
    known = LANGUAGES.get(visit.language)
    return known.in_english if known and known.code != "en" else ""
