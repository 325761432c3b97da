"""The charter of an invented town, made of the pieces that a test is about."""

import pytest

from answerable.charter.clauses import Charter
from answerable.charter.reader import read_charter
from answerable.charter.reading.problems import CharterErrors, Problem

HEAD = '[charter]\ncouncil = "Anytown Town Council"\nkind = "town"\nnation = "england"\n'
COUNTED = '[hours]\ncounting = "the day after receipt is day 1"\nday_ends = "midnight"\n'
PROMISE = '[[promise]]\nid = "A1"\ntitle = "It is so"\nwhere = "First point"\n'
NOTHING_OPEN = HEAD + COUNTED


def promise(id: str, rest: str, title: str = "It is so") -> str:
    return f'\n[[promise]]\nid = "{id}"\ntitle = "{title}"\nwhere = "First point"\n{rest}\n'


def clock(id: str, more: str = "", within: str = "2 working days", title: str = "It is so") -> str:
    return promise(id, f'from = "received"\nuntil = "answered"\nwithin = "{within}"\n{more}', title)


def charter(*promises: str, head: str = NOTHING_OPEN) -> Charter:
    return read_charter(head + "".join(promises))


def problems(*promises: str, head: str = HEAD) -> tuple[Problem, ...]:
    with pytest.raises(CharterErrors) as refused:
        read_charter(head + "".join(promises))
    return refused.value.problems


def problem(*promises: str, head: str = HEAD) -> str:
    (only,) = problems(*promises, head=head)
    return str(only)
