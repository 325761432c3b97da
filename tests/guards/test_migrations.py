"""Migrations say what they do, and follow one another in one line."""

import re

from tests.guards.repository import files

IN_WORDS = re.compile(r"\d{4}(_[a-z0-9]+){2,}")
MIGRATIONS = sorted(path.stem for path in files("answerable/*/migrations/[0-9]*.py"))


def test_each_migration_is_named_in_words() -> None:
    assert MIGRATIONS
    assert [name for name in MIGRATIONS if not IN_WORDS.fullmatch(name) or "_auto_" in name] == []


def test_migrations_stand_in_one_line() -> None:
    assert [int(name[:4]) for name in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))
