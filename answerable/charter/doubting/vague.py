"""Words of a charter that leave open what they bind to: “10 days”, “immediately”, “where possible”, “see appendix”."""

import re
from collections.abc import Iterator

from answerable.charter.clauses import Charter, Promise, Strength, Timed, Unclear
from answerable.charter.doubting.settling import READINGS, Doubt, chosen, or_ruling_on, ruling_on
from answerable.charter.reading.problems import shown
from answerable.charter.span import Span, Unit

# Words by which a promise binds only sometimes, and nobody says when.
_EXCEPTIONS = re.compile(
    r"\b((?:where|when|wherever|whenever|if|as far as) (?:at all )?(?:possible|practicable|practical|appropriate|"
    r"feasible|available|necessary|applicable)|normally|usually|generally|ordinarily|in most cases|as a rule)\b",
    re.IGNORECASE,
)
# Words of an aim, in a promise that is given firmly.
_AIMS = re.compile(r"\b(aims?|aiming|should|endeavour|strive|hope|intend|try|seek)\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(written (?:enquir|communicat|correspond|contact|request|quer)[a-z]*|in writing)\b", re.IGNORECASE
)
# Papers that a charter points to: the headings by which one can rule on what stands in them.
_PAPERS = {
    "complaints policy": re.compile(r"\bcomplaints? (?:policy|procedure)\b", re.IGNORECASE),
    "staff charter": re.compile(r"\bstaff charter\b", re.IGNORECASE),
    "appendix": re.compile(r"\b(?:[Aa]ppendix|[Aa]nnexe?|[Ss]chedule) (?:\d+|[A-Z])\b"),
}


def vague(charter: Charter) -> Iterator[Doubt]:
    """Yield each promise of which the words leave open what it binds to."""
    for words in charter.unclear:
        yield _days(words, words.used) if words.used else _at_once(words)
    for promise in charter:
        if not chosen(charter, promise.id):
            yield from _binding(promise)
            yield from _papers(promise, charter)
        if isinstance(promise, Timed) and not chosen(charter, "written"):
            yield from _written(promise)


def _days(words: Unclear, used: Span) -> Doubt:
    both = [Span(used.count, unit).words() for unit in (Unit.WORKING_DAY, Unit.CALENDAR_DAY)]
    return Doubt(
        words.promise,
        f"{words.key} is {shown(words.words)}.",
        tuple(both),
        f"{used.words()}, which is the stricter for the council.",
        f"Write {words.key} = “{both[0]}” or “{both[1]}”. {or_ruling_on('days')}",
        heading="days",
    )


def _at_once(words: Unclear) -> Doubt:
    return Doubt(
        words.promise,
        f"{words.key} is {shown(words.words)}, which no clock can measure.",
        ("the same working day", "a number of hours or minutes"),
        "it is not measured.",
        f"Write {words.key} = “the same working day” or a time. {or_ruling_on('immediately')}",
        heading="immediately",
    )


def _binding(promise: Promise) -> Iterator[Doubt]:
    said = f"{promise.title}\n{promise.words}"
    if isinstance(promise, Timed) and promise.exceptions:
        return  # the charter says itself when it does not bind
    vague = promise.strength in (Strength.WHERE_POSSIBLE, Strength.WHERE_APPLICABLE)
    exception = promise.strength.value if vague else _found(_EXCEPTIONS, said)
    aim = _found(_AIMS, said) if promise.strength is Strength.WILL else ""
    if exception:
        yield Doubt(
            promise.id,
            f"{shown(exception)} leaves open when it does not bind, and who decides that.",
            ("it binds always", "it binds unless an officer states why not"),
            f"every case counts, and it is reported as “{promise.strength}”.",
            _write_exceptions(promise),
            heading="exceptions",
        )
    elif aim:
        yield Doubt(
            promise.id,
            f"{shown(aim)} is the word of an aim, and its strength is “{promise.strength}”.",
            ("it is given firmly", "it is an aim"),
            f"it is reported as “{promise.strength}”.",
            f'Write strength = "aim". {or_ruling_on(promise.id)}',
        )


def _written(promise: Timed) -> Iterator[Doubt]:
    found = _found(_WRITTEN, f"{promise.title}\n{promise.words}")
    if found:
        channels = promise.scope.wanted.get("channel", ())
        yield Doubt(
            promise.id,
            f"{shown(found)} may mean letters only, or e-mails too.",
            READINGS["written"],
            f"it holds for {' and '.join(channels)}." if channels else "it holds however the contact comes.",
            f"Write for. {or_ruling_on('written')}",
            heading="written",
        )


def _write_exceptions(promise: Promise) -> str:
    if isinstance(promise, Timed):
        return f"Write exceptions = […] with the reasons that count. {or_ruling_on(promise.id)}"
    return ruling_on(promise.id)


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _papers(promise: Promise, charter: Charter) -> Iterator[Doubt]:
    for heading, pattern in _PAPERS.items():
        found = pattern.search(f"{promise.title}\n{promise.where}\n{promise.words}")
        if found and not chosen(charter, heading):
            yield Doubt(
                promise.id,
                f"it names {shown(found[0])}, which is a paper of its own.",
                used="only what stands in this charter is judged.",
                write=f"Write what it promises as promises of their own. {or_ruling_on(heading)}",
                heading=heading,
            )
