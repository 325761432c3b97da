"""The index that each database keeps over a table of words, and how it is asked.

SQLite: an FTS5 table over the table's own rows, kept by triggers. PostgreSQL: a generated column of lexemes with a
GIN index. Either way whoever writes a row of words has written the index, and it can't be forgotten.
A migration that alters such a table must `drop` the index before and `make` it again after: SQLite makes a new table.
"""

import unicodedata
from collections.abc import Sequence

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

# A letter with its marks is found by the letter alone. FTS5 knows that by itself.
_MARKED = {
    chr(code): base
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := unicodedata.normalize("NFD", chr(code))[0]) != chr(code) and base.isascii()
}
# PostgreSQL would keep an address or a number with its dots and dashes as one word.
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_FROM = "".join(_MARKED) + _MARKS
_TO = "".join(_MARKED.values()) + " " * len(_MARKS)

# PostgreSQL can't tell a rare beginning of a word from a common one. Left to itself it walks back from the newest row
# either way: through the whole table, for a rare one. To sort all rows with a common one takes as long. So a common
# one is found among the last rows, and only where those hold too few is the index over the lexemes asked.
LAST_ROWS = 500
_NEWEST = """
    WITH newest AS MATERIALIZED (
        SELECT {key} FROM (SELECT {key}, lexemes FROM {table} ORDER BY {key} DESC LIMIT %s) AS last
        WHERE lexemes @@ to_tsquery('simple', %s) ORDER BY {key} DESC LIMIT %s
    ), every AS MATERIALIZED (
        SELECT {key} FROM {table}
        WHERE lexemes @@ to_tsquery('simple', %s) AND (SELECT count(*) FROM newest) < %s
    )
    SELECT {key} FROM newest UNION SELECT {key} FROM every ORDER BY {key} DESC LIMIT %s
"""


def matching(table: str, key: str, ways: Sequence[Sequence[str]], *, most: int) -> RawSQL:
    """Return the keys of the newest `most` rows of `table` in which one of the `ways` is found, for use with `__in`."""
    if connection.vendor == "sqlite":
        sql = f"SELECT rowid FROM {table}_index WHERE {table}_index MATCH %s ORDER BY rowid DESC LIMIT %s"
        return RawSQL(sql, [" OR ".join(f"({_fts5(way)})" for way in ways), most])
    query = " | ".join(f"({_tsquery(way)})" for way in ways)
    return RawSQL(_NEWEST.format(table=table, key=key), [LAST_ROWS, query, most, query, most, most])


def _fts5(words: Sequence[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words) + "*"


def _tsquery(words: Sequence[str]) -> str:
    plain = str.maketrans(_MARKED)
    return " & ".join(f"'{word.translate(plain)}'" for word in words) + ":*"


def make(editor: BaseDatabaseSchemaEditor, table: str, key: str, columns: Sequence[str]) -> None:
    """Make the index over `columns` of `table`, whose rows `key` numbers."""
    for statement in _making(editor.connection.vendor, table, key, columns):
        editor.execute(statement, params=None)  # the percent signs in it are its own


def drop(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Drop the index over `table`."""
    if editor.connection.vendor == "sqlite":
        for event in ("insert", "delete", "update"):
            editor.execute(f"DROP TRIGGER {table}_{event}")
        editor.execute(f"DROP TABLE {table}_index")
    else:
        editor.execute(f"ALTER TABLE {table} DROP COLUMN lexemes")


def _making(vendor: str, table: str, key: str, columns: Sequence[str]) -> list[str]:
    return _on_sqlite(table, key, columns) if vendor == "sqlite" else _on_postgres(table, columns)


def _on_sqlite(table: str, key: str, columns: Sequence[str]) -> list[str]:
    index, names = f"{table}_index", ", ".join(columns)
    new = ", ".join(f"new.{column}" for column in (key, *columns))
    old = ", ".join(f"old.{column}" for column in (key, *columns))
    add = f"INSERT INTO {index}(rowid, {names}) VALUES ({new});"
    remove = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', {old});"
    return [
        # Beginnings of two and three letters are kept apart: each stands for very many words.
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='{key}', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
        f"CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {table}_update AFTER UPDATE ON {table} BEGIN {remove} {add} END",
    ]


def _on_postgres(table: str, columns: Sequence[str]) -> list[str]:
    text = " || ' ' || ".join(columns)
    source, target = _FROM.replace("'", "''"), _TO
    lexemes = f"to_tsvector('simple', translate({text}, '{source}', '{target}'))"
    return [
        f"ALTER TABLE {table} ADD COLUMN lexemes tsvector GENERATED ALWAYS AS ({lexemes}) STORED",
        f"CREATE INDEX {table}_lexemes ON {table} USING gin (lexemes)",
    ]
