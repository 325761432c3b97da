"""Modules and functions stay as long as a newcomer can hold in mind."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.guards.repository import files, within

LONGEST_MODULE = 400


def test_no_module_is_longer_than_400_lines() -> None:
    # A migration is written by Django and read by nobody twice.
    modules = [path for path in files("*.py") if path.parent.name != "migrations"]
    lengths = {within(path): len(path.read_text().splitlines()) for path in modules}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_half_of_the_functions_are_under_10_lines_and_nine_in_ten_under_32() -> None:
    lengths = [length for path in files("answerable/*.py") for length in function_lengths(path)]
    assert median(lengths) < 10
    assert quantiles(lengths, n=10)[-1] < 32


def function_lengths(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1
