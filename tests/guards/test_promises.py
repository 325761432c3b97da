"""Every promise has its clause in a charter and a test that bears its name."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.guards.repository import files

PROMISED = [
    *("P20", "P22", "P24", "P26", "P27", "P28", "P29", "P30", "P31"),
    *("K05", "K06", "K07", "K10", "K18", "K22"),
    *("F02", "F04", "F06", "F07", "F08", "F09", "F20", "F24", "F25", "F27"),
]


def ids_within(value: Any) -> Iterator[str]:
    """Yield the ids of the promises in a charter as read, with those that stand inside another (`if_late`)."""
    if isinstance(value, list):
        for part in value:
            yield from ids_within(part)
    elif isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        for part in value.values():
            yield from ids_within(part)


CLAUSES = sorted(
    {
        clause
        for path in files("charters/*/charter.toml")
        for clause in ids_within(tomllib.loads(path.read_text()).get("promise", []))
    }
)
TESTED = {
    clause
    for path in files("tests/*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text())
    for clause in re.findall(r"(?<=_)[PKF]\d\d[a-z]?(?=_|$)", name)
}


@pytest.mark.parametrize("promise", PROMISED)
def test_the_promise_stands_in_a_charter(promise: str) -> None:
    assert promise in CLAUSES


@pytest.mark.parametrize("clause", CLAUSES)
def test_the_clause_has_a_test_of_its_name(clause: str) -> None:
    assert clause in TESTED, f"no test is called test_{clause}_…"
